/** Runs of one flow, one after the other, with what the namespace remembers of its images. */

import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect } from '@jest/globals'

import type { ActionHandle } from '../../dev/runner.ts'
import { errorsOf } from './action.ts'
import { logOf, onStage, type Ran, type Stage, type StageOptions } from './cluster.ts'

/** What one run came to. */
export interface Came {
  readonly ran: Ran
  /** `built` or `reused`. */
  readonly build: string
  readonly digest: string
  readonly tag: string
  /** The whole log of the flow. */
  readonly log: string
}

export interface Repeated {
  readonly stage: Stage
  /** Registry and name of its images. */
  readonly repository: string
  /** What the flow prints from now on. */
  readonly write: (word: string) => Promise<void>
  /** Runs it; green, with nothing left, or the test fails. */
  readonly run: (
    inputs?: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string>>,
    meanwhile?: (handle: ActionHandle) => Promise<void>
  ) => Promise<Came>
  /** The record's data; undefined: there is none. */
  readonly record: () => Promise<Record<string, string> | undefined>
  /** Writes data into the record, or makes one; undefined takes it away. */
  readonly setRecord: (data: Readonly<Record<string, string | null>> | undefined) => Promise<void>
}

export interface Entry {
  digest: string
  when: string
  day?: string
  dependencies: { key: string; digest: string }
}

/** The entries of a record, in no order. */
export function entriesOf(data: Record<string, string> | undefined): Entry[] {
  return Object.values(data ?? {}).map((text) => JSON.parse(text) as Entry)
}

/** @param options.registry instead of the stage's @param options.name of the images; one of its own unless given */
export function onRepeated(
  body: (repeated: Repeated) => Promise<void>,
  options: StageOptions & { readonly registry?: string; readonly name?: string } = {}
): Promise<void> {
  return onStage(async (stage) => {
    const workspace = await mkdtemp(join(tmpdir(), 'reuse-'))
    await mkdir(join(workspace, 'flows'))
    const registry = options.registry ?? stage.registry
    const name = options.name ?? stage.unique
    const repository = `${registry}/${name}`
    const object = `docker-on-k8s-${createHash('sha256').update(repository).digest('hex').slice(0, 32)}`
    const collection = `/api/v1/namespaces/${stage.namespace}/configmaps`
    const { kube } = stage.cluster
    const get = (): Promise<{ data?: Record<string, string> } | undefined> => kube.get(`${collection}/${object}`)
    const repeated: Repeated = {
      stage,
      repository,
      write: (word) => writeFile(join(workspace, 'flows/say.py'), `print(${JSON.stringify(word)})\n`),
      async run(inputs = {}, env = {}, meanwhile = () => Promise.resolve()) {
        const handle = stage.start(
          {
            flow: 'flows/say.py',
            'base-image': 'python:3.11',
            'registry-url': registry,
            'image-name': name,
            ...inputs
          },
          { GITHUB_WORKSPACE: workspace, ...env }
        )
        await meanwhile(handle)
        const ran = await stage.complete(handle)
        expect(errorsOf(ran)).toEqual([])
        expect(ran.conclusion).toBe('success')
        const { build = '', digest = '', image, 'image-tag': tag = '', identifier = '' } = ran.outputs
        // other runs of the same test may be under way
        expect(ran.left.filter((each) => each.includes(identifier.slice(0, 8)))).toEqual([])
        expect(image).toBe(`${repository}@${digest}`)
        return { ran, build, digest, tag, log: await logOf(ran) }
      },
      record: async () => (await get())?.data,
      async setRecord(data) {
        if (data === undefined) await kube.delete(`${collection}/${object}`)
        else if ((await get()) === undefined) {
          await kube.create(collection, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: object }, data })
        } else await kube.patch(`${collection}/${object}`, { data })
      }
    }
    try {
      await repeated.write('first')
      await body(repeated)
    } finally {
      await rm(workspace, { recursive: true })
    }
  }, options)
}

/** Takes something of a repository away from its registry: a manifest, or a blob. */
export async function removeFrom(repository: string, kind: 'manifests' | 'blobs', digest: string): Promise<void> {
  const [registry = '', ...name] = repository.split('/')
  const answer = await fetch(`http://${registry}/v2/${name.join('/')}/${kind}/${digest}`, { method: 'DELETE' })
  expect(answer.status).toBe(202)
}

/** The manifest that a registry has under a tag or a digest. */
export async function manifestOf(
  repository: string,
  reference: string
): Promise<{ digest: string; manifest: { config: { digest: string } } }> {
  const [registry = '', ...name] = repository.split('/')
  const accept =
    'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json'
  const answer = await fetch(`http://${registry}/v2/${name.join('/')}/manifests/${reference}`, { headers: { accept } })
  expect(answer.status).toBe(200)
  return {
    digest: answer.headers.get('docker-content-digest') ?? '',
    manifest: (await answer.json()) as { config: { digest: string } }
  }
}
