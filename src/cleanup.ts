/** Performs one undo record. Idempotent: main and post may both try, in any order, any number of times. */

import { rm } from 'node:fs/promises'

import { uidOf } from './job/snapshot.ts'
import { commitWindow } from './job/create.ts'
import { ApiError, type Cluster } from './cluster/port.ts'
import type { Job } from './cluster/objects.ts'
import { removeLocalImage } from './docker/local-images.ts'
import type { Docker } from './docker/port.ts'
import { sleep } from './lib/deadline.ts'
import type { JobUndo, SecretUndo, Undo, UndoRecord } from './scope.ts'

/** How the interpreter reaches the world: main lends what it has, post connects anew. */
export interface CleanupTools {
  /** For tests: milliseconds in which a create that was sent can still come true. */
  readonly commitWindow?: number
  readonly cluster: (undo: JobUndo | SecretUndo) => Promise<Cluster>
  readonly docker: () => Promise<Docker>
}

const lookEvery = 500

/**
 * Undoes one side effect.
 * @param signal bounds it; when it aborts first, the error says what is left
 * @throws when something is left, in words for a warning
 */
export async function perform({ undo }: UndoRecord, tools: CleanupTools, signal: AbortSignal): Promise<void> {
  try {
    await performOnce(undo, tools, signal)
  } catch (error) {
    if (!signal.aborted || error instanceof StillThere) throw error
    throw new Error('there was no answer in the time that was left', { cause: error })
  }
}

/** Said when the time is up and something is known to be left. */
class StillThere extends Error {}

async function performOnce(undo: Undo, tools: CleanupTools, signal: AbortSignal): Promise<void> {
  switch (undo.kind) {
    case 'secret':
      await (await tools.cluster(undo)).delete('secrets', undo.name, undo.uid, signal)
      return
    case 'folder':
      await rm(undo.path, { recursive: true, force: true })
      return
    case 'local-image':
      await removeLocalImage(await tools.docker(), undo.reference, signal)
      return
    case 'job':
      await removeJob(undo, await tools.cluster(undo), tools.commitWindow ?? commitWindow, signal)
  }
}

/** Deletes the Job and waits until it and its pods are gone: only then is nothing running any more. */
async function removeJob(undo: JobUndo, cluster: Cluster, window: number, signal: AbortSignal): Promise<void> {
  const uid = undo.uid ?? (await lookForOurs(undo, cluster, window, signal))
  if (uid === undefined) return
  const answer = await cluster.delete('jobs', undo.name, uid, signal)
  if (answer === 'other') return
  await untilGone(undo, uid, cluster, signal)
}

/**
 * Finds the uid of a Job whose create was sent but never answered: by its name, until the create can no longer commit. That
 * is counted from now: the record is older than the create, which may have been sent several times. An object of that name
 * without our identifier is somebody else's.
 */
async function lookForOurs(
  undo: JobUndo,
  cluster: Cluster,
  window: number,
  signal: AbortSignal
): Promise<string | undefined> {
  const end = performance.now() + window
  for (;;) {
    const job = await cluster.get('jobs', undo.name, signal)
    if (job !== undefined) return job.metadata?.labels?.['identifier'] === undo.identifier ? uidOf(job) : undefined
    if (performance.now() > end) return undefined
    if (!(await sleep(lookEvery, signal)))
      throw new StillThere(`it is not certain that the Job ${undo.name} was never created`)
  }
}

async function untilGone(undo: JobUndo, uid: string, cluster: Cluster, signal: AbortSignal): Promise<void> {
  let last: Job | undefined
  let pods: number | undefined
  do {
    try {
      last = await cluster.get('jobs', undo.name, signal)
      if (last !== undefined && uidOf(last) !== uid) last = undefined
      pods = await podsLeft(uid, cluster, signal)
      if (last === undefined && !pods) return
    } catch (error) {
      if (!signal.aborted) throw error
    }
  } while (await sleep(lookEvery, signal))
  throw new StillThere(leftWords(undo, last, pods))
}

/** Pods of the Job that are still there; undefined when we may not see pods. */
async function podsLeft(uid: string, cluster: Cluster, signal: AbortSignal): Promise<number | undefined> {
  try {
    return (await cluster.list('pods', { labels: { 'batch.kubernetes.io/controller-uid': uid } }, signal)).length
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return undefined
    throw error
  }
}

function leftWords(undo: JobUndo, job: Job | undefined, pods: number | undefined): string {
  const finalizers = job?.metadata?.finalizers ?? []
  const held = finalizers.length > 0 ? ` (held by finalizer ${finalizers.join(', ')})` : ''
  const what = job === undefined ? `${pods ?? 'some'} of its pods are` : 'it is'
  return `the Job ${undo.name} in namespace ${undo.namespace} was told to go, but ${what} still there${held}`
}
