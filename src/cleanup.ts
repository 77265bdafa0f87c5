/** Performs one undo record. Idempotent: main and post may both try, in any order, any number of times. */

import { rm } from 'node:fs/promises'

import { isOver } from './job/remains.ts'
import { isOrphan, nameOf, uidOf } from './job/snapshot.ts'
import { commitWindow } from './job/create.ts'
import { rightOf } from './cluster/missing-rights.ts'
import { ApiError, type Cluster, type Selection } from './cluster/port.ts'
import type { Job, KubeObject, Pod } from './cluster/objects.ts'
import { removeLocalImage } from './docker/local-images.ts'
import type { Docker } from './docker/port.ts'
import { sleep, withTimeout } from './lib/deadline.ts'
import { Postponed, type JobUndo, type PodUndo, type SecretUndo, type Undo, type UndoRecord } from './scope.ts'

/** How the interpreter reaches the world: main lends what it has, post connects anew. */
export interface CleanupTools {
  /** For tests: milliseconds in which a create that was sent can still come true. */
  readonly commitWindow?: number
  readonly cluster: (undo: JobUndo | SecretUndo | PodUndo) => Promise<Cluster>
  readonly docker: () => Promise<Docker>
}

const lookEvery = 500
/** Of more pods only those are asked for that have not ended: the garbage collector removes some 20 a second. */
const manyPods = 20
const ended = [
  ['status.phase', 'Succeeded'],
  ['status.phase', 'Failed']
] as const
/** Milliseconds for a Secret before its Job's turn comes: what runs must not wait for what only lies there. */
const secretPatience = 3_000

/**
 * Undoes one side effect.
 * @param signal bounds it; when it aborts first, the error says what is left
 * @param isLast false: it may be postponed until all others are undone
 * @throws when something is left, in words for a warning; Postponed
 */
export async function perform(
  { undo }: UndoRecord,
  tools: CleanupTools,
  signal: AbortSignal,
  isLast = true
): Promise<void> {
  try {
    await performOnce(undo, tools, signal, isLast)
  } catch (error) {
    if (!signal.aborted || error instanceof StillThere || error instanceof Postponed) throw error
    throw new Error('there was no answer in the time that was left', { cause: error })
  }
}

/** Said when the time is up and something is known to be left. */
class StillThere extends Error {}

async function performOnce(undo: Undo, tools: CleanupTools, signal: AbortSignal, isLast: boolean): Promise<void> {
  switch (undo.kind) {
    case 'secret':
      await removeSecret(undo, await tools.cluster(undo), {
        window: tools.commitWindow ?? commitWindow,
        signal,
        isLast
      })
      return
    case 'pod':
      await removePod(undo, await tools.cluster(undo), signal)
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

/**
 * Deletes the Job and waits until it is gone, and its pods as well: only then is nothing running any more. Pods in which all
 * has ended are not waited for: the cluster's garbage collection takes them along soon after.
 */
async function removeJob(undo: JobUndo, cluster: Cluster, window: number, signal: AbortSignal): Promise<void> {
  const uid = undo.uid ?? (await lookForOurs(undo, cluster, 'jobs', window, signal))
  if (uid === undefined) return
  const answer = await cluster.delete('jobs', undo.name, uid, signal)
  if (answer === 'other') return
  await untilGone(undo, uid, cluster, signal)
}

/** Deletes a pod that was seen as the run's own: by its uid, and only while no other controller has taken it over. */
async function removePod(undo: PodUndo, cluster: Cluster, signal: AbortSignal): Promise<void> {
  const { name, namespace, uid } = undo
  const pod = await cluster.get('pods', name, signal)
  if (pod === undefined || uid === undefined || uidOf(pod) !== uid || !isOrphan(pod)) return
  try {
    await cluster.delete('pods', name, uid, signal)
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 403) throw error
    throw new Error(
      `the user of the kubeconfig may not delete pods in namespace ${namespace}, so the pod ${name}, which the deleted Job left behind, is still there (to remove it: kubectl -n ${namespace} delete pod ${name})`,
      { cause: error }
    )
  }
}

interface SecretRemoval {
  readonly window: number
  readonly signal: AbortSignal
  readonly isLast: boolean
}

/**
 * Deletes a Secret of the run. Where that does not work at once, or nobody knows yet whether it was made at all, its Job
 * comes first: that is what runs, and once it goes the cluster's garbage collection takes the Secret along, also one whose
 * create commits after that.
 */
async function removeSecret(
  undo: SecretUndo,
  cluster: Cluster,
  { window, signal, isLast }: SecretRemoval
): Promise<void> {
  const remove = (uid: string, limit: AbortSignal): Promise<unknown> => cluster.delete('secrets', undo.name, uid, limit)
  let refusal: unknown
  try {
    const limit = isLast ? signal : withTimeout(signal, secretPatience)
    const found = undo.uid === undefined ? await look(undo, cluster, 'secrets', limit) : { uid: undo.uid }
    if (found === 'other') return
    if (found !== 'absent') {
      await remove(found.uid, limit)
      return
    }
  } catch (error) {
    signal.throwIfAborted()
    refusal = error
  }
  if (!isLast) throw new Postponed(`the Secret ${undo.name} waits for its Job`)
  if (await isGoing(undo.job, cluster, signal)) return
  if (refusal !== undefined) throw mayNot(undo, refusal)
  const uid = await lookForOurs(undo, cluster, 'secrets', window, signal)
  if (uid !== undefined) await remove(uid, signal)
}

/** True when this very Job is gone or told to go. */
async function isGoing({ name, uid }: SecretUndo['job'], cluster: Cluster, signal: AbortSignal): Promise<boolean> {
  try {
    const job = await cluster.get('jobs', name, signal)
    return job === undefined || uidOf(job) !== uid || job.metadata?.deletionTimestamp !== undefined
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return false
    throw error
  }
}

/** Where it is the right that is missing, words that name the verb. */
function mayNot({ name, namespace, job }: SecretUndo, refusal: unknown): unknown {
  const verb = refusal instanceof ApiError ? rightOf(refusal.message)?.rights[0]?.verbs[0] : undefined
  if (verb === undefined) return refusal
  return new Error(
    `the user of the kubeconfig may not ${verb} secrets in namespace ${namespace}, so the Secret ${name} is there until the Job ${job.name} goes`
  )
}

/** One look by name for an object of which no uid is known; without our identifier it is somebody else's. */
async function look(
  undo: JobUndo | SecretUndo,
  cluster: Cluster,
  resource: 'jobs' | 'secrets',
  signal: AbortSignal
): Promise<{ uid: string } | 'absent' | 'other'> {
  const object: KubeObject | undefined = await cluster.get(resource, undo.name, signal)
  if (object === undefined) return 'absent'
  return object.metadata?.labels?.['identifier'] === undo.identifier ? { uid: uidOf(object) } : 'other'
}

/**
 * Finds the uid of an object whose create was sent but never answered: by its name, until the create can no longer commit.
 * That is counted from now: the record is older than the create, which may have been sent several times.
 */
async function lookForOurs(
  undo: JobUndo | SecretUndo,
  cluster: Cluster,
  resource: 'jobs' | 'secrets',
  window: number,
  signal: AbortSignal
): Promise<string | undefined> {
  const end = performance.now() + window
  for (;;) {
    const found = await look(undo, cluster, resource, signal)
    if (found !== 'absent') return found === 'other' ? undefined : found.uid
    if (performance.now() > end) return undefined
    if (!(await sleep(lookEvery, signal))) {
      const what = undo.kind === 'job' ? 'Job' : 'Secret'
      throw new StillThere(`it is not certain that the ${what} ${undo.name} was never created`)
    }
  }
}

async function untilGone(undo: JobUndo, uid: string, cluster: Cluster, signal: AbortSignal): Promise<void> {
  let last: Job | undefined
  let running: readonly Pod[] | undefined
  do {
    try {
      last = await cluster.get('jobs', undo.name, signal)
      if (last !== undefined && uidOf(last) !== uid) last = undefined
      // before their Job they do not go
      const pods = last === undefined ? await podsLeft(uid, cluster, signal) : undefined
      // what the Job was told to leave behind goes by no deletion of ours: it was seen as ours and told to go, or is named
      const orphans = (pods ?? []).filter(isOrphan)
      running = pods?.filter((pod) => !isOrphan(pod) && !isOver(pod))
      const waits = last !== undefined || (running ?? []).length > 0
      if (!waits && orphans.length > 0) throw new StillThere(orphanWords(undo, orphans))
      if (!waits) return
    } catch (error) {
      if (!signal.aborted || error instanceof StillThere) throw error
    }
  } while (await sleep(lookEvery, signal))
  throw new StillThere(leftWords(undo, last, running))
}

/**
 * Pods of the Job that are still there, left behind or not; undefined when we may not see pods. Others with its label do not
 * count; of many those that have ended do not either.
 */
async function podsLeft(uid: string, cluster: Cluster, signal: AbortSignal): Promise<readonly Pod[] | undefined> {
  const list = (more: Selection): Promise<readonly Pod[]> =>
    cluster.list('pods', { labels: { 'batch.kubernetes.io/controller-uid': uid }, ...more }, signal)
  try {
    const some = await list({ most: manyPods + 1 })
    const isMany = some.length > manyPods
    const all = isMany ? await list(some.some(isOrphan) ? {} : { exceptFields: ended }) : some
    return all.filter(({ metadata }) => {
      const controller = metadata?.ownerReferences?.find((owner) => owner.controller === true)
      return controller === undefined || controller.uid === uid
    })
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return undefined
    throw error
  }
}

function orphanWords({ name, namespace }: JobUndo, pods: readonly Pod[]): string {
  const names = pods.map(nameOf)
  return `the Job ${name} in namespace ${namespace} is gone, but whoever deleted it left its pods behind: ${names.join(', ')} (to remove them: kubectl -n ${namespace} delete pod ${names.join(' ')})`
}

function leftWords(undo: JobUndo, job: Job | undefined, pods: readonly Pod[] | undefined): string {
  const finalizers = job?.metadata?.finalizers ?? []
  const held = finalizers.length > 0 ? ` (held by finalizer ${finalizers.join(', ')})` : ''
  const what = job === undefined ? `${pods?.length ?? 'some'} of its pods are` : 'it is'
  return `the Job ${undo.name} in namespace ${undo.namespace} was told to go, but ${what} still there${held}`
}
