/** How a run ended, decided from stored objects and clocks, never from a stream that ended. Pure. */

import type { Pod } from '../cluster/objects.ts'
import type { Clocks, Limits } from './clocks.ts'
import { earlyExit } from './early-exit.ts'
import { fulfils, indexOf } from './success-policy.ts'
import {
  decidingContainer,
  disruption,
  endedByItself,
  isSuspended,
  jobCondition,
  terminated,
  type SeenPod,
  type Snapshot
} from './snapshot.ts'
import type { StartProblem } from './start-problem.ts'

export type Verdict =
  | { readonly kind: 'succeeded'; readonly by: 'condition' | 'exit' }
  /** The Job failed; `condition` is the controller's reason where it decided. */
  | {
      readonly kind: 'failed'
      readonly by: 'condition' | 'exit'
      readonly condition?: { reason: string; message: string }
    }
  /** The container exited 0 while its pod was being taken away: `Complete`, but not a success. */
  | { readonly kind: 'interrupted' }
  /** Somebody deleted the Job. */
  | { readonly kind: 'gone' }
  /** It will not start; we stop it. */
  | { readonly kind: 'cannot-start'; readonly problem: StartProblem }
  | { readonly kind: 'start-timeout'; readonly problem: StartProblem | undefined }
  | { readonly kind: 'timed-out' }
  /** It was suspended or queued for too long; we stop it. */
  | { readonly kind: 'queue-timeout' }

/** The verdict of this moment; undefined: the run goes on. */
export function verdict(
  snapshot: Snapshot,
  clocks: Clocks,
  limits: Limits,
  problem: StartProblem | undefined
): Verdict | undefined {
  return (
    byCondition(snapshot) ??
    byExit(snapshot) ??
    byDeletion(snapshot) ??
    byQueue(snapshot, clocks, limits) ??
    byStart(snapshot, clocks, limits, problem) ??
    byTimeout(snapshot, clocks, limits)
  )
}

/** `SuccessCriteriaMet` and `FailureTarget` say what `Complete` and `Failed` will say once the pods are gone (KEP-3998). */
function byCondition(snapshot: Snapshot): Verdict | undefined {
  const failed = jobCondition(snapshot.job, 'Failed') ?? jobCondition(snapshot.job, 'FailureTarget')
  if (failed !== undefined) return { kind: 'failed', by: 'condition', condition: failed }
  const complete = jobCondition(snapshot.job, 'Complete') ?? jobCondition(snapshot.job, 'SuccessCriteriaMet')
  if (complete === undefined) return undefined
  const isEnough = complete.reason === 'SuccessPolicy' ? isPolicyMet(snapshot) : !isInterrupted(snapshot)
  return isEnough ? { kind: 'succeeded', by: 'condition' } : { kind: 'interrupted' }
}

/**
 * Too few pods succeeded by themselves to make the completions that the Job claims, and one of the others was taken away.
 * One that still runs does not count: while a pod ends on SIGTERM, with exit code 0 perhaps, the controller has its
 * replacement running already. Pods that a suspension took away are looked at like all others: one that was done before is
 * a success, one that exited 0 because it was told to end never is.
 */
function isInterrupted(snapshot: Snapshot): boolean {
  const { job, pods } = snapshot
  const able = pods.filter((seen) => !wasTakenAway(seen) && succeeded(seen.pod)).length
  return able < (job.spec?.completions ?? 1) && pods.some(wasTakenAway)
}

/** Of a Job that is done by its successPolicy the controller removes the other pods: what succeeded by itself must fulfil a rule. */
function isPolicyMet({ job, pods, sees }: Snapshot): boolean {
  const clean = pods.filter(({ pod }) => succeeded(pod) && endedByItself(pod))
  const doubtful = pods.filter(({ pod }) => succeeded(pod) && !endedByItself(pod))
  // nobody exited 0 while it was taken away: nothing to doubt
  if (!sees.pods || doubtful.length === 0) return true
  return fulfils(job.spec?.successPolicy, new Set(clean.map(({ pod }) => indexOf(pod))))
}

/** Its removal was asked for before it had ended, or it is gone and nobody saw its end. */
function wasTakenAway({ pod, gone }: SeenPod): boolean {
  return !endedByItself(pod) || (gone && decidingContainer(pod) === undefined)
}

function succeeded(pod: Pod): boolean {
  const statuses = pod.status?.containerStatuses ?? []
  return (
    pod.status?.phase === 'Succeeded' ||
    (statuses.length > 0 && statuses.every((status) => terminated(status)?.exitCode === 0))
  )
}

function byExit(snapshot: Snapshot): Verdict | undefined {
  const exit = earlyExit(snapshot)
  if ('obstacle' in exit) return undefined
  return exit.exitCode === 0 ? { kind: 'succeeded', by: 'exit' } : { kind: 'failed', by: 'exit' }
}

function byDeletion(snapshot: Snapshot): Verdict | undefined {
  return snapshot.gone || snapshot.job.metadata?.deletionTimestamp !== undefined ? { kind: 'gone' } : undefined
}

function byQueue(snapshot: Snapshot, clocks: Clocks, limits: Limits): Verdict | undefined {
  return isSuspended(snapshot.job) && clocks.queued >= limits.queueTimeout ? { kind: 'queue-timeout' } : undefined
}

function byStart(
  snapshot: Snapshot,
  clocks: Clocks,
  limits: Limits,
  problem: StartProblem | undefined
): Verdict | undefined {
  if (clocks.started || isSuspended(snapshot.job)) return undefined
  if (problem !== undefined && isHopeless(problem, clocks)) return { kind: 'cannot-start', problem }
  return clocks.starting >= limits.startTimeout ? { kind: 'start-timeout', problem } : undefined
}

function isHopeless(problem: StartProblem, clocks: Clocks): boolean {
  switch (problem.patience.kind) {
    case 'none':
      return true
    case 'grace':
      return clocks.problem !== undefined && clocks.problem.lasted >= problem.patience.milliseconds
    case 'start-timeout':
      return false
  }
}

function byTimeout(snapshot: Snapshot, clocks: Clocks, limits: Limits): Verdict | undefined {
  return clocks.started && !isSuspended(snapshot.job) && clocks.running >= limits.timeout
    ? { kind: 'timed-out' }
    : undefined
}

/**
 * How the Job's later condition goes with a verdict that an exit decided. `removed`: the pod was taken away after its end
 * but before the controller had counted it, which makes the Job `Failed` and the exit no less true. `contradiction`: a bug of
 * ours, to be logged as one.
 */
export function compareLater(
  early: Verdict,
  later: Verdict | undefined,
  { pods }: Snapshot
): 'same' | 'removed' | 'contradiction' {
  if (later === undefined || !('by' in later) || later.by !== 'condition') return 'same'
  if ((early.kind === 'succeeded') === (later.kind === 'succeeded')) return 'same'
  const isBackoff = later.kind === 'failed' && later.condition?.reason === 'BackoffLimitExceeded'
  const [seen] = pods
  const isRemoved =
    seen !== undefined && (seen.gone || seen.pod.metadata?.deletionTimestamp !== undefined || disruption(seen.pod))
  return isBackoff && isRemoved && pods.length === 1 ? 'removed' : 'contradiction'
}
