/** What may be left in the cluster when a run is over. */

import { exitsOf, type Evidence, type Left } from './evidence.ts'

/** Seconds of `activeDeadlineSeconds` that are surely an end: timeout, start and queue of the soak are less. */
const furthestDeadline = 24 * 3600

const namesOf = (list: readonly Left[]): string => list.map(({ kind, name }) => `${kind}/${name}`).join(', ')

/** It does not end and go by itself: a Job without deadline or time to live, a pod or Secret that no Job takes along. */
function isEndless({ kind, activeDeadlineSeconds: deadline = 0, ttlSecondsAfterFinished: ttl, owners }: Left): boolean {
  return kind === 'jobs' ? deadline <= 0 || deadline > furthestDeadline || ttl === undefined : owners === 0
}

/** What is wrong with what is left; a sentence each. */
export function leftProblems({ left, post, scenario, main, jobs, pods }: Evidence): string[] {
  const reason = main.outputs['failure-reason'] ?? ''
  const exits = pods.flatMap(exitsOf).filter(({ byItself }) => byItself !== false)
  // one that was killed may have come to its conclusion before: then the Job is kept as asked for
  const wasKilled = main.exitCode === null
  const ended = wasKilled ? exits.length > 0 : !['cancelled', 'timed-out'].includes(reason)
  const isGood = wasKilled ? exits.every(({ exitCode }) => exitCode === 0) : main.exitCode === 0
  const isKept = scenario.cleanup === 'never' || (scenario.cleanup === 'on-success' && !isGood)
  const mayStay = (each: Left): boolean => post === undefined || (ended && isKept && each.kind !== 'secrets')
  const wrong = left.filter((each) => !mayStay(each))
  const endless = left.filter(isEndless)
  return [
    ...(wrong.length > 0 ? [`left: ${namesOf(wrong)}`] : []),
    ...(endless.length > 0 ? [`left for ever: ${namesOf(endless)}`] : []),
    ...(jobs.length > 1 ? [`${jobs.length} Jobs were made`] : [])
  ]
}
