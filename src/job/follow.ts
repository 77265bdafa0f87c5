/** The one loop of a run in the cluster: for each change print progress, keep logs going, ask for a verdict. */

import type { Job } from '../cluster/objects.ts'
import type { Cluster } from '../cluster/port.ts'
import { describe, Failure } from '../failure.ts'
import { withTimeout } from '../lib/deadline.ts'
import { formatDuration } from '../lib/duration.ts'
import type { Writer } from '../runner/writer.ts'
import { startClocks, tick, untilNextLimit, type Clocks, type Limits } from './clocks.ts'
import type { Grace } from './log-grace.ts'
import type { Logs } from './logs.ts'
import { Observer } from './observe.ts'
import { lastLines, progress, type Said } from './progress.ts'
import { leavesPods, orphansOf, type Snapshot } from './snapshot.ts'
import { startProblem } from './start-problem.ts'
import { compareLater, verdict, type Verdict } from './verdict.ts'

/** Milliseconds: how long the loop sleeps at most without a change. */
const longestSleep = 5_000
/** Milliseconds for the reads that confirm a verdict. */
const confirmTimeout = 15_000
/** Milliseconds between tries to confirm a verdict. */
const shortestDoubt = 1_000
/** Milliseconds that a verdict may stay unconfirmed while the cluster is silent. */
const longestDoubt = 180_000
/** For the logs to be read to their end after the verdict: a busy node hands out 3 MB/s or less. */
const drainGrace: Grace = { silent: 60_000, longest: 30 * 60_000 }
/** The same for containers that still run when we stop them: there is no end to wait for. */
const stopGrace: Grace = { silent: 10_000, longest: 10_000 }
const noGrace: Grace = { silent: 0, longest: 0 }

export interface FollowOptions {
  readonly cluster: Cluster
  readonly job: Job
  readonly limits: Limits
  readonly logs: Logs
  readonly writer: Writer
  readonly signal: AbortSignal
  /** Called at each moment: what is known so far, for the report of a run that is cut short. */
  readonly seen?: (snapshot: Snapshot) => void
}

export interface Ending {
  readonly verdict: Verdict
  readonly snapshot: Snapshot
  readonly clocks: Clocks
  /** Milliseconds that the logs took to their end after the verdict. */
  readonly logTime: number
}

/**
 * Follows a Job to its end.
 * @returns the verdict and the last snapshot, with all logs read
 * @throws the signal's reason on abort, and what waiting cannot mend: credentials that are over, no right to read the Job
 */
export async function follow(options: FollowOptions): Promise<Ending> {
  const { logs, writer, signal } = options
  const watching = new AbortController()
  const observer = new Observer({ cluster: options.cluster, job: options.job, notice: (text) => writer.info(text) })
  const observing = observer.run(AbortSignal.any([signal, watching.signal]))
  try {
    const { verdict: found, clocks, said } = await untilVerdict(observer, options)
    await observer.explain(withTimeout(signal, confirmTimeout))
    const last = observer.snapshot()
    for (const line of lastLines(said, last)) writer.info(line)
    // the watch may have shown since that a container had run after all
    logs.take(last)
    logs.tellMissed(last)
    const before = performance.now()
    await logs.finish(runsOn(found, observer.snapshot()) ? stopGrace : drainGrace, signal)
    const logTime = performance.now() - before
    const snapshot = observer.snapshot()
    const later = verdict(snapshot, startClocks(0), options.limits, undefined)
    const comparison = compareLater(found, later, snapshot)
    if (comparison === 'removed')
      writer.info('Somebody removed the pod after its container was done, so the Job says Failed; the exit counts.')
    if (comparison === 'contradiction') {
      writer.warning('The Job’s condition contradicts the container’s exit: please report this as a bug of the action.')
      return { verdict: later ?? found, snapshot, clocks, logTime }
    }
    return { verdict: found, snapshot, clocks, logTime }
  } finally {
    watching.abort()
    await observing
    // also when the run is cut short: the log up to here is worth having
    await logs.finish(noGrace)
  }
}

async function untilVerdict(
  observer: Observer,
  options: FollowOptions
): Promise<{ verdict: Verdict; clocks: Clocks; said: Said }> {
  const { limits, logs, writer, signal } = options
  let clocks: Clocks = startClocks(performance.now())
  let said: Said = new Map()
  let unconfirmedSince: number | undefined
  for (;;) {
    const snapshot = observer.snapshot()
    options.seen?.(snapshot)
    const problem = startProblem(snapshot)
    clocks = tick(clocks, snapshot, performance.now(), problem?.reason)
    const news = progress(said, snapshot, problem)
    said = news.said
    for (const line of news.lines) writer.info(line)
    logs.take(snapshot)
    const found = verdict(snapshot, clocks, limits, problem)
    let longest = untilNextLimit(clocks, limits, longestSleep)
    if (found !== undefined) {
      const answer = await confirm(found, clocks, observer, options)
      if (answer === 'unknown') {
        unconfirmedSince ??= performance.now()
        if (performance.now() - unconfirmedSince > longestDoubt) return { verdict: unconfirmed(found), clocks, said }
        longest = Math.max(longest, shortestDoubt)
      } else {
        unconfirmedSince = undefined
        clocks = answer.clocks
        if (answer.verdict !== undefined) return { verdict: answer.verdict, clocks, said }
      }
    }
    await observer.changed(longest, signal)
  }
}

/**
 * Looks at the stored objects once more before a verdict counts: one watch may lag behind the other, and behind both.
 * @returns the verdict of the stored objects (undefined: the run goes on) and the clocks by them; `unknown` when they could not be read
 */
async function confirm(
  found: Verdict,
  clocks: Clocks,
  observer: Observer,
  options: FollowOptions
): Promise<{ verdict: Verdict | undefined; clocks: Clocks } | 'unknown'> {
  try {
    await observer.refresh(withTimeout(options.signal, confirmTimeout))
  } catch (error) {
    options.signal.throwIfAborted()
    options.writer.debug(`The verdict ${found.kind} could not be confirmed: ${describe(error)}`)
    return 'unknown'
  }
  const snapshot = observer.snapshot()
  options.seen?.(snapshot)
  options.logs.take(snapshot)
  const problem = startProblem(snapshot)
  // a container that turns out to run has ended the start, whatever its clock says
  const now = tick(clocks, snapshot, performance.now(), problem?.reason)
  return { verdict: verdict(snapshot, now, options.limits, problem), clocks: now }
}

/**
 * What counts when the cluster stays silent for so long: a condition is the controller's word and stands; a limit that
 * has passed stands as well. A mere exit does not: what happened after it is not known.
 */
function unconfirmed(found: Verdict): Verdict {
  if (!('by' in found) || found.by === 'condition') return found
  throw new Failure('cluster-unreachable', {
    what: 'The cluster stopped answering just when the container had ended.',
    why: `It did not answer for ${formatDuration(longestDoubt)}, so how the Job ended is not known for certain.`,
    fix: 'Look at the Job itself, and run again when the cluster is back.'
  })
}

/** Its containers may run on after this verdict: their logs have no end to wait for. */
function runsOn(found: Verdict, snapshot: Snapshot): boolean {
  const isLeft = leavesPods(snapshot.job) || orphansOf(snapshot).length > 0
  return isStopped(found) || (found.kind === 'gone' && isLeft)
}

/** We end it, its containers may still run. */
export function isStopped(found: Verdict): boolean {
  return ['timed-out', 'start-timeout', 'queue-timeout', 'cannot-start'].includes(found.kind)
}
