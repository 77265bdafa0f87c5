/** The post step: what main could not finish, from saved state alone. Bounded, and never the reason for a red build. */

import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'

import { perform, type CleanupTools } from './cleanup.ts'
import type { Cluster } from './cluster/port.ts'
import { forgetKubeconfig } from './cluster/kubeconfig-copy.ts'
import { describe } from './failure.ts'
import { sleep, withTimeout } from './lib/deadline.ts'
import { readEnvironment } from './runner/environment.ts'
import { markerIn } from './runner/marker.ts'
import { readState } from './runner/state.ts'
import { processWriter, type Writer } from './runner/writer.ts'
import { undoAll, type UndoRecord } from './scope.ts'

/** Milliseconds for all of it: every post step of a cancelled job shares less than five minutes (actions/runner, JobDispatcher.cs). */
const budget = 90_000

/** Milliseconds for a main that still runs to undo its own work: it looks for the marker every second, and hurries then. */
const mainsTime = 15_000
const lookEvery = 200

/** Undoes what main left open, newest first. Never rejects: whatever goes wrong here is a warning. */
export async function post(process: NodeJS.Process): Promise<void> {
  const environment = readEnvironment(process.env, { cwd: process.cwd(), temp: tmpdir() })
  const writer = processWriter(process, { isDebug: environment.isDebug })
  try {
    const { records, folder, pid } = readState(process.env)
    // before anything else: a main that still runs must stop making things, and undo its own
    if (folder !== undefined) leaveMarker(folder, writer)
    const signal = withTimeout(undefined, budget)
    const isOver = await untilOver(pid, writer)
    // what the runner handed us is older than that
    if (records.length === 0 || (folder !== undefined && markerIn(folder).isAnswered())) {
      // a main that was killed before it made anything had its copy of the kubeconfig already
      if (isOver && folder !== undefined && records.length === 0) forgetKubeconfig(folder)
      return
    }
    const tools = await toolsOf(process, folder ?? environment.temp, writer, signal)
    const readable = records.flatMap((text) => read(text, writer))
    const left = await undoAll(
      readable,
      (record, limit, isLast) => perform(record, tools, limit, isLast),
      signal,
      (record) => writer.info(`Cleaned up what main left: ${words(record)}.`)
    )
    for (const { record, error } of left) {
      const hope = record.undo.kind === 'job' ? ' A Job ends by its own deadline and goes by its ttl.' : ''
      writer.warning(`Not cleaned up: ${words(record)}: ${describe(error).replace(/\.$/u, '')}.${hope}`)
    }
    if (left.length === 0 && readable.length === records.length && folder !== undefined) forgetKubeconfig(folder)
  } catch (error) {
    writer.warning(`The post step could not do its work: ${describe(error)}.`)
  }
}

/**
 * Waits for a main that lives on beside its post, as under job containers: it undoes its own, what it began last included.
 * @returns false when it lives on all the same
 */
async function untilOver(pid: number | undefined, writer: Writer): Promise<boolean> {
  if (pid === undefined || !isAlive(pid)) return true
  writer.info('The main step is still running: it was told to stop.')
  const limit = withTimeout(undefined, mainsTime)
  while (isAlive(pid) && (await sleep(lookEvery, limit)));
  return !isAlive(pid)
}

/** Only a process of ours counts: by the time of post the number may be another's, whom we may not signal or who is no node. */
function isAlive(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('index.js')
  } catch {
    return false
  }
}

function leaveMarker(folder: string, writer: Writer): void {
  try {
    markerIn(folder).set()
  } catch (error) {
    writer.debug(`The cancel marker could not be left: ${describe(error)}`)
  }
}

/** A record from the runner's state; one that cannot be read is said, and left out. */
function read(text: string, writer: Writer): UndoRecord[] {
  try {
    const record = JSON.parse(text) as UndoRecord
    words(record)
    return [record]
  } catch (error) {
    writer.warning(`Not cleaned up: a record that cannot be read: ${describe(error).replace(/\.$/u, '')}.`)
    return []
  }
}

function words({ undo }: UndoRecord): string {
  switch (undo.kind) {
    case 'job':
      return `Job ${undo.name} in namespace ${undo.namespace}`
    case 'pod':
      return `pod ${undo.name} in namespace ${undo.namespace}`
    case 'secret':
      return `Secret ${undo.name} in namespace ${undo.namespace}`
    case 'local-image':
      return `local image ${undo.reference}`
    case 'folder':
      return 'the build context'
    default:
      // state is text that comes from outside, whatever the type says
      throw new Error('it is of a kind that this version does not know')
  }
}

async function toolsOf(
  process: NodeJS.Process,
  folder: string,
  writer: Writer,
  signal: AbortSignal
): Promise<CleanupTools> {
  const { connectAgain } = await import('./cluster/connect.ts')
  const { createDockerCli } = await import('./docker/cli.ts')
  const connected = new Map<string, Promise<Cluster>>()
  return {
    cluster: ({ access, namespace }) => {
      const key = JSON.stringify([access, namespace])
      const cluster =
        connected.get(key) ?? connectAgain({ access, namespace, env: process.env, folder, writer, signal })
      connected.set(key, cluster)
      return cluster
    },
    docker: () => Promise.resolve(createDockerCli({ env: process.env }))
  }
}
