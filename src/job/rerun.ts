/**
 * Jobs that earlier attempts of this very step left unfinished: replaced, or a reason not to start (design: Re-run identity).
 * Whose a Job is, the owner label says; which attempt made it, an annotation. Nothing of the same attempt is ever touched:
 * the legs of a matrix without a key of their own, or a reusable workflow that is called twice, look just like this step.
 */

import type { Job, Pod } from '../cluster/objects.ts'
import { ApiError, type Cluster } from '../cluster/port.ts'
import { Failure } from '../failure.ts'
import { sleep as sleepFor } from '../lib/deadline.ts'
import { attemptAnnotation, identifierLabel, managedBy, managedByLabel, ownerLabel } from '../plan/labels.ts'
import type { JobPlan } from '../plan/types.ts'
import type { Writer } from '../runner/writer.ts'
import { jobCondition, nameOf, uidOf } from './snapshot.ts'

/** Milliseconds for the pods of a replaced Job to end. */
const longestWait = 90_000
const lookEvery = 1_000
const monotonic = (): number => performance.now()

/** What a re-run has to know of the plan. */
export type RerunSubject = Pick<JobPlan, 'rerun' | 'labels'>

export interface RerunTools {
  readonly cluster: Cluster
  readonly writer: Writer
  readonly signal: AbortSignal
  /** For tests: monotonic milliseconds, and the pause. */
  readonly now?: () => number
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<boolean>
}

/** Unfinished Jobs with our owner key, by who made them. */
export interface Siblings {
  /** Made by earlier attempts: ours to replace. */
  readonly earlier: readonly Job[]
  /** Made by this attempt, but not by this run of the step. */
  readonly same: readonly Job[]
}

/** A Job that may be gone already, while its pods are not. */
type Leftover = Pick<Job, 'metadata'>

/** Sorts the Jobs that carry our owner label. Pure. */
export function siblingsOf(jobs: readonly Job[], { rerun, labels }: RerunSubject): Siblings {
  const candidates = jobs.filter(
    ({ metadata }) =>
      metadata?.labels?.[managedByLabel] === managedBy &&
      metadata.labels[ownerLabel] === rerun.owner &&
      metadata.labels[identifierLabel] !== labels[identifierLabel]
  )
  const unfinished = candidates.filter((job) => isBeingDeleted(job) || !hasFinished(job))
  return {
    earlier: unfinished.filter((job) => (attemptOf(job) ?? Number.POSITIVE_INFINITY) < rerun.attempt),
    same: unfinished.filter((job) => attemptOf(job) === rerun.attempt && !isBeingDeleted(job))
  }
}

/** The attempt that made a Job; undefined where that is not said, which makes it nobody's to replace. */
function attemptOf(job: Leftover): number | undefined {
  const text = job.metadata?.annotations?.[attemptAnnotation] ?? ''
  return /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : undefined
}

function attemptWords(job: Leftover): string {
  const attempt = attemptOf(job)
  return attempt === undefined ? 'an earlier attempt' : `attempt ${attempt}`
}

function hasFinished(job: Job): boolean {
  return jobCondition(job, 'Complete') !== undefined || jobCondition(job, 'Failed') !== undefined
}

function isBeingDeleted(object: Pick<Job | Pod, 'metadata'>): boolean {
  return object.metadata?.deletionTimestamp !== undefined
}

/**
 * For `on-rerun: fail`, as early as the cluster is reached: a Job that is in the way now saves the build.
 * @throws Failure `job-exists`
 */
export async function refuseRerun(plan: RerunSubject, tools: Omit<RerunTools, 'writer'>): Promise<void> {
  if (plan.rerun.action === 'fail') await failIfAny((await findSiblings(plan, tools))?.earlier ?? [], plan, tools)
}

/**
 * Just before the Job is made: sees to it that nothing of an earlier attempt runs any more.
 * @throws Failure `job-exists` when it does: with `on-rerun: fail`, or when its pods do not end in time
 */
export async function settleRerun(plan: RerunSubject, tools: RerunTools): Promise<void> {
  const { writer, cluster } = tools
  const siblings = await findSiblings(plan, tools)
  if (siblings === undefined) {
    // a first attempt has none before it
    if (plan.rerun.attempt > 1) {
      writer.notice(
        `The user of the kubeconfig may not list jobs in namespace ${cluster.namespace}: whether an earlier attempt of this step still runs there cannot be seen.`
      )
    }
    return
  }
  const { earlier, same } = siblings
  if (same.length > 0) {
    writer.warning(
      `Another Job of this step and this attempt is unfinished: ${namesOf(same)}. It is left alone. Where one step runs several times in a workflow run, as in a reusable workflow that is called twice, give each call its own run-key; a re-run could not tell their Jobs apart.`
    )
  }
  if (plan.rerun.action === 'fail') await failIfAny(earlier, plan, tools)
  else await remove(earlier, tools)
  const dying = plan.rerun.attempt > 1 ? await dyingJobs(plan, [...earlier, ...same], tools) : []
  const end = (tools.now ?? monotonic)() + longestWait
  for (const job of [...(plan.rerun.action === 'replace' ? earlier : []), ...dying]) await untilOver(job, end, tools)
}

/** Jobs that are gone while pods of theirs, of this very step, are still being deleted: as a cancel with a long grace leaves them. */
async function dyingJobs(
  { rerun, labels }: RerunSubject,
  known: readonly Job[],
  { cluster, signal }: RerunTools
): Promise<Leftover[]> {
  const selection = { labels: { [ownerLabel]: rerun.owner ?? '', [managedByLabel]: managedBy } }
  const pods = (await ifAllowed(() => cluster.list('pods', selection, signal))) ?? []
  const jobs = new Map<string, Leftover>()
  for (const pod of pods) {
    const job = pod.metadata?.ownerReferences?.find(({ kind }) => kind === 'Job')
    const isOurs = pod.metadata?.labels?.[identifierLabel] === labels[identifierLabel]
    if (job === undefined || isOurs || !isBeingDeleted(pod) || known.some((one) => uidOf(one) === job.uid)) continue
    jobs.set(job.uid, { metadata: { name: job.name, uid: job.uid, labels: pod.metadata?.labels ?? {} } })
  }
  const gone: Leftover[] = []
  for (const job of jobs.values()) if (await isGone(job, cluster, signal)) gone.push(job)
  return gone
}

/** @returns undefined when we may not list Jobs */
async function findSiblings(plan: RerunSubject, tools: Omit<RerunTools, 'writer'>): Promise<Siblings | undefined> {
  const { owner } = plan.rerun
  if (owner === undefined) return { earlier: [], same: [] }
  const jobs = await ifAllowed(() =>
    tools.cluster.list('jobs', { labels: { [ownerLabel]: owner, [managedByLabel]: managedBy } }, tools.signal)
  )
  return jobs === undefined ? undefined : siblingsOf(jobs, plan)
}

async function failIfAny(
  jobs: readonly Job[],
  { rerun }: RerunSubject,
  { cluster, signal }: Omit<RerunTools, 'writer'>
): Promise<void> {
  for (const job of jobs) {
    // one that is being deleted is over once its pods are
    if (isBeingDeleted(job) && (await alivePods(job, cluster, signal))?.length === 0) continue
    const name = nameOf(job)
    throw new Failure('job-exists', {
      what: `The Job ${name} of ${attemptWords(job)} of this step is unfinished in namespace ${cluster.namespace}.`,
      why: `This is attempt ${rerun.attempt}, and on-rerun is fail.`,
      fix: `Wait until it has ended, delete it (kubectl -n ${cluster.namespace} delete job ${name}), or set on-rerun: replace.`
    })
  }
}

async function remove(jobs: readonly Job[], { cluster, writer, signal }: RerunTools): Promise<void> {
  for (const job of jobs) {
    const answer = await cluster.delete('jobs', nameOf(job), uidOf(job), signal)
    // its name may be another's by now, which is not ours to wait for; its pods are
    if (answer === 'deleted')
      writer.info(`Replaces Job ${nameOf(job)} of ${attemptWords(job)}, which had not finished: it was told to go.`)
  }
}

/** Waits until nothing of a Job runs. @param end monotonic milliseconds */
async function untilOver(job: Leftover, end: number, tools: RerunTools): Promise<void> {
  const { cluster, writer, signal, now = monotonic, sleep = sleepFor } = tools
  let isSaid = false
  for (;;) {
    const pods = await alivePods(job, cluster, signal)
    if (pods === undefined ? await isGone(job, cluster, signal) : pods.length === 0) return
    if (!isSaid) {
      writer.info(
        pods === undefined
          ? `No right to list pods: waits for Job ${nameOf(job)} to be gone; whether its pods have ended cannot be seen.`
          : `Waits for ${pods.length === 1 ? 'the pod' : `the ${pods.length} pods`} of Job ${nameOf(job)} to end: ${namesOf(pods)}.`
      )
      isSaid = true
    }
    if (now() >= end) throw stillThere(job, pods, cluster)
    if (!(await sleep(lookEvery, signal))) signal.throwIfAborted()
  }
}

function stillThere(job: Leftover, pods: readonly Pod[] | undefined, { namespace }: Cluster): Failure {
  const finalizers = [...new Set([job, ...(pods ?? [])].flatMap(({ metadata }) => metadata?.finalizers ?? []))]
  const held = finalizers.filter((name) => name !== 'batch.kubernetes.io/job-tracking')
  const what = pods === undefined ? 'is still there' : `still has pods that run: ${namesOf(pods)}`
  const identifier = job.metadata?.labels?.[identifierLabel] ?? ''
  return new Failure('job-exists', {
    what: `The Job ${nameOf(job)} of ${attemptWords(job)} of this step ${what}.`,
    why: `It was told to go ${longestWait / 1000} seconds ago${held.length === 0 ? '' : `, but is held by the finalizer ${held.join(', ')}`}; two attempts must not run at once.`,
    fix: `See what holds it (kubectl -n ${namespace} get jobs,pods -l ${identifierLabel}=${identifier}), and run again when it is gone.`
  })
}

/** Pods of a Job that may still run something; undefined when we may not list pods. */
function alivePods(job: Leftover, cluster: Cluster, signal: AbortSignal): Promise<readonly Pod[] | undefined> {
  return ifAllowed(async () => {
    const pods = await cluster.list('pods', { labels: { 'batch.kubernetes.io/controller-uid': uidOf(job) } }, signal)
    return pods.filter(({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed')
  })
}

async function isGone(job: Leftover, cluster: Cluster, signal: AbortSignal): Promise<boolean> {
  const found = await cluster.get('jobs', nameOf(job), signal)
  return found === undefined || uidOf(found) !== uidOf(job)
}

/** Undefined where the answer is 403. */
async function ifAllowed<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return undefined
    throw error
  }
}

function namesOf(objects: readonly Pick<Job | Pod, 'metadata'>[]): string {
  return objects.map(nameOf).join(', ')
}
