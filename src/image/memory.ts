/**
 * Remembers in the namespace of the Job what was built: a ConfigMap for each repository. Without the rights, or a cluster that
 * answers, nothing is remembered; no run fails for it.
 */

import { rulesOf } from '../cluster/missing-rights.ts'
import { ApiError, type Cluster } from '../cluster/port.ts'
import { describe } from '../failure.ts'
import { withTimeout } from '../lib/deadline.ts'
import { managedBy, managedByLabel } from '../plan/labels.ts'
import type { Writer } from '../runner/writer.ts'
import { parseRecord, patchOf, recordName, type ImageRecord, type RecordEntry } from './record.ts'

/** Milliseconds for the record of an image to be written. */
const writePatience = 15_000

export interface MemoryOptions {
  /** Resolves when the cluster can be asked, rejects when it cannot be. */
  readonly cluster: () => Promise<Cluster>
  readonly repository: string
  readonly writer: Writer
  /** Ends a write that is under way. */
  readonly signal: AbortSignal
  /** Page of this workflow run; empty: there is none. */
  readonly runUrl: string
}

/** What the images' side needs of it. */
export interface Memory {
  /** What is remembered; undefined: nothing can be. Never rejects. */
  read(signal: AbortSignal): Promise<ImageRecord | undefined>
  /** Says why nothing could be read, to be called where it would have been of use. */
  explain(): void
  /** Begins to write an image down; when it is done, `settled` says. */
  remember(fingerprint: string, entry: Omit<RecordEntry, 'when' | 'run'>): void
}

export class ImageMemory implements Memory {
  readonly #options: MemoryOptions
  #data: unknown
  #isRefused = false
  #unread: unknown
  #writing: Promise<void> = Promise.resolve()

  constructor(options: MemoryOptions) {
    this.#options = options
  }

  async read(signal: AbortSignal): Promise<ImageRecord | undefined> {
    const { cluster, repository } = this.#options
    try {
      const found = await (await cluster()).get('configmaps', recordName(repository), signal)
      this.#data = found?.data
      return parseRecord(this.#data)
    } catch (error) {
      this.#unread = error
      this.#isRefused = isRefusal(error)
      return undefined
    }
  }

  explain(): void {
    this.#tell('read', this.#unread ?? new Error('no answer in time'))
  }

  remember(fingerprint: string, entry: Omit<RecordEntry, 'when' | 'run'>): void {
    if (this.#isRefused) return
    const { runUrl } = this.#options
    const whole = { ...entry, when: new Date().toISOString(), ...(runUrl !== '' && { run: runUrl }) }
    const write = this.#write(patchOf(this.#data, fingerprint, whole))
    this.#writing = write.catch((error: unknown) => this.#tell('written', error))
  }

  /** Resolves when nothing is being written any more. */
  settled(): Promise<void> {
    return this.#writing
  }

  async #write(data: Record<string, string | null>): Promise<void> {
    const { repository, writer, signal } = this.#options
    const limit = withTimeout(signal, writePatience)
    const cluster = await this.#options.cluster()
    const name = recordName(repository)
    const metadata = {
      labels: { [managedByLabel]: managedBy },
      annotations: { 'docker-on-k8s/image-repository': repository }
    }
    const patch = (): Promise<unknown> => cluster.patch('configmaps', name, { metadata, data }, limit)
    if ((await patch()) === undefined) {
      const added = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null))
      const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...metadata, name }, data: added }
      try {
        await cluster.create('configmaps', body, { signal: limit })
      } catch (error) {
        // another run was first: its entry stays beside ours
        if (!(error instanceof ApiError) || error.status !== 409) throw error
        await patch()
      }
    }
    writer.debug(`This image is remembered in ConfigMap ${name} of namespace ${cluster.namespace}.`)
  }

  #tell(what: 'read' | 'written', error: unknown): void {
    const { writer, signal } = this.#options
    if (signal.aborted) return
    if (!isRefusal(error)) {
      writer.debug(`What was built before could not be ${what} in the cluster: ${describe(error)}`)
      return
    }
    const [rule = ''] = rulesOf([{ group: '', resource: 'configmaps', verbs: ['get', 'create', 'patch'] }])
    writer.info(
      `Images that were built before cannot be used again: the user of this kubeconfig may not keep a record of them. To allow it, add this rule to its Role: ${rule}`
    )
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status === 403
}
