/**
 * The clocks of a run, as a pure fold over moments: they measure waiting. While the Job is suspended only the queue's
 * runs, over all suspensions together; with each resumption start and run begin anew, as the flow itself does
 * (docs/decisions/0007).
 */

import { countedPods, hasStarted, isSuspended, resumedAt, type Snapshot } from './snapshot.ts'

export interface Clocks {
  /** Milliseconds spent suspended or queued. */
  readonly queued: number
  /** Milliseconds spent between creation, or the last resumption, and the first running container. */
  readonly starting: number
  /** Milliseconds since the first running container. */
  readonly running: number
  readonly started: boolean
  readonly suspended: boolean
  /** When the Job was resumed last, by the server's clock. */
  readonly resumed: number | undefined
  /** The start problem that is being watched, and for how many milliseconds it has lasted. */
  readonly problem: { readonly reason: string; readonly lasted: number } | undefined
  /** Monotonic milliseconds of the last moment. */
  readonly at: number
}

export interface Limits {
  /** Milliseconds from the first running container. */
  readonly timeout: number
  /** Milliseconds from creation to the first running container. */
  readonly startTimeout: number
  /** Milliseconds that the Job may be suspended or queued, all in all. */
  readonly queueTimeout: number
}

/** Clocks at the Job's creation. @param at monotonic milliseconds */
export function startClocks(at: number): Clocks {
  return {
    queued: 0,
    starting: 0,
    running: 0,
    started: false,
    suspended: false,
    resumed: undefined,
    problem: undefined,
    at
  }
}

/**
 * Moves the clocks on to a moment.
 * @param problemReason of the start problem seen in this snapshot, if any: its time starts anew when another takes its place
 *   (the reason, not the state: ErrImagePull and ImagePullBackOff take turns)
 */
export function tick(clocks: Clocks, snapshot: Snapshot, at: number, problemReason: string | undefined): Clocks {
  const passed = Math.max(0, at - clocks.at)
  // the time that has passed belongs to what was known before this moment
  const queued = clocks.queued + (clocks.suspended ? passed : 0)
  const resumed = resumedAt(snapshot.job) ?? clocks.resumed
  if (isSuspended(snapshot.job)) return { ...startClocks(at), queued, suspended: true, resumed }
  const isOver = clocks.suspended || resumed !== clocks.resumed
  const started = isRunning(snapshot) || (!snapshot.sees.pods && clocks.started && !isOver)
  // a pod that ran turns out to be one that a suspension took away: what was measured was not this try
  const anew = isOver || (clocks.started && !started)
  return {
    queued,
    starting: anew ? 0 : clocks.starting + (clocks.started ? 0 : passed),
    running: anew ? 0 : clocks.running + (clocks.started ? passed : 0),
    started,
    suspended: false,
    resumed,
    problem:
      problemReason === undefined || started
        ? undefined
        : {
            reason: problemReason,
            lasted: !anew && clocks.problem?.reason === problemReason ? clocks.problem.lasted + passed : 0
          },
    at
  }
}

/** A container of a pod that counts has begun to run, at whatever time. */
function isRunning(snapshot: Snapshot): boolean {
  return (
    countedPods(snapshot).some(({ pod }) => hasStarted(pod)) ||
    // without the right to see pods the Job's own count has to serve
    (!snapshot.sees.pods && (snapshot.job.status?.ready ?? 0) > 0)
  )
}

/** Milliseconds until a limit could be reached, at most `longest`: how long the follower may sleep without a change. */
export function untilNextLimit(clocks: Clocks, limits: Limits, longest: number): number {
  return Math.min(Math.max(untilLimit(clocks, limits), 0), longest)
}

function untilLimit(clocks: Clocks, limits: Limits): number {
  if (clocks.suspended) return limits.queueTimeout - clocks.queued
  return clocks.started ? limits.timeout - clocks.running : limits.startTimeout - clocks.starting
}
