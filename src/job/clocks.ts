/** The two clocks of a run, as a pure fold over moments: they measure waiting, and stand still while the Job is suspended. */

import { hasStarted, isSuspended, type Snapshot } from './snapshot.ts'

export interface Clocks {
  /** Milliseconds spent between creation and the first running container. */
  readonly starting: number
  /** Milliseconds since the first running container. */
  readonly running: number
  readonly started: boolean
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
}

/** Clocks at the Job's creation. @param at monotonic milliseconds */
export function startClocks(at: number): Clocks {
  return { starting: 0, running: 0, started: false, problem: undefined, at }
}

/**
 * Moves the clocks on to a moment.
 * @param problemReason of the start problem seen in this snapshot, if any: its time starts anew when another takes its place
 *   (the reason, not the state: ErrImagePull and ImagePullBackOff take turns)
 */
export function tick(clocks: Clocks, snapshot: Snapshot, at: number, problemReason: string | undefined): Clocks {
  const passed = Math.max(0, at - clocks.at)
  const stands = isSuspended(snapshot.job)
  const started =
    clocks.started ||
    snapshot.pods.some(({ pod }) => hasStarted(pod)) ||
    // without the right to see pods the Job's own count has to serve
    (!snapshot.sees.pods && (snapshot.job.status?.ready ?? 0) > 0)
  return {
    // the time that has passed belongs to what was known before this moment
    starting: clocks.starting + (stands || clocks.started ? 0 : passed),
    running: clocks.running + (!stands && clocks.started ? passed : 0),
    started,
    problem:
      problemReason === undefined || started
        ? undefined
        : {
            reason: problemReason,
            lasted: clocks.problem?.reason === problemReason ? clocks.problem.lasted + passed : 0
          },
    at
  }
}

/** Milliseconds until a limit could be reached, at most `longest`: how long the follower may sleep without a change. */
export function untilNextLimit(clocks: Clocks, limits: Limits, longest: number): number {
  const left = clocks.started ? limits.timeout - clocks.running : limits.startTimeout - clocks.starting
  return Math.min(Math.max(left, 0), longest)
}
