/** What is said of a Job that is suspended or stands in a queue: in the words of whoever holds it back. Pure. */

import type { Condition, Job } from '../cluster/objects.ts'
import { Failure } from '../failure.ts'
import { formatDuration } from '../lib/duration.ts'
import { queueLabel } from '../plan/labels.ts'
import { sentence } from '../lib/sentence.ts'
import { eventsOf, isSuspended, jobCondition, nameOf, timeOf, uidOf, type SeenPod, type Snapshot } from './snapshot.ts'

/** Milliseconds by which an event may be older than the condition that the same suspension set. */
const eventSlack = 5_000
/** What the built-in controller says of every suspension: nothing that helps. */
const emptyWords = 'Job suspended'

/** Name of the LocalQueue that the stored Job is in. */
export function queueOf(job: Job): string | undefined {
  return job.metadata?.labels?.[queueLabel] || undefined
}

/**
 * Why the Job is held back, in Kueue's or the controller's words; undefined when nobody says. Kueue's conditions: first
 * `QuotaReserved`, whose message names what is short, then `Admitted`, which waits for admission checks.
 */
export function queueWords(snapshot: Snapshot): string | undefined {
  for (const type of ['QuotaReserved', 'Admitted']) {
    const condition = workloadCondition(snapshot, type)
    if (condition?.status === 'False' && condition.message) return condition.message
  }
  const message = jobCondition(snapshot.job, 'Suspended')?.message
  if (message && message !== emptyWords) return message
  return stoppedEvent(snapshot)
}

/** Why Kueue took a Job back that it had let run: `Preempted: …`; undefined when it did not, or does not say. */
export function evictionWords(snapshot: Snapshot): string | undefined {
  const evicted = workloadCondition(snapshot, 'Evicted')
  if (!isSuspended(snapshot.job) || evicted?.status !== 'True') return undefined
  return [evicted.reason, evicted.message].filter(Boolean).join(': ')
}

function workloadCondition({ workload }: Snapshot, type: string): Condition | undefined {
  return workload?.status?.conditions?.find((condition) => condition.type === type)
}

/** The event with which Kueue says why it stopped the Job: without the right to read Workloads it is all there is. */
function stoppedEvent(snapshot: Snapshot): string | undefined {
  const since = snapshot.job.status?.conditions?.find(({ type }) => type === 'Suspended')?.lastTransitionTime
  const event = eventsOf(snapshot, uidOf(snapshot.job)).findLast(
    (each) => each.reason === 'Stopped' && timeOf(each) >= (Date.parse(since ?? '') || 0) - eventSlack
  )
  return event?.message
}

/** The failure of a Job that was held back for longer than `queueTimeout` milliseconds. */
export function queueFailure(snapshot: Snapshot, queueTimeout: number): Failure {
  const queue = queueOf(snapshot.job)
  const limit = `${formatDuration(queueTimeout)} (queue-timeout)`
  const why = sentence(evictionWords(snapshot) ?? queueWords(snapshot) ?? '')
  if (queue === undefined) {
    return new Failure('queue-timeout', {
      what: `The Job ${nameOf(snapshot.job)} was suspended for longer than ${limit} and was stopped.`,
      why,
      fix: 'Find who suspends Jobs in this namespace (spec.suspend) and does not resume them, or raise the input queue-timeout.'
    })
  }
  return new Failure('queue-timeout', {
    what: `The Job ${nameOf(snapshot.job)} waited in LocalQueue ${queue} for longer than ${limit} and was stopped.`,
    why,
    fix: 'Raise the input queue-timeout, ask for less (cpu, memory), or see with kubectl describe workloads what the queue waits for.'
  })
}

/** The failure of a pod that a suspension took away, where nothing came after it. */
export function suspendedFailure(snapshot: Snapshot, { pod }: SeenPod): Failure {
  return new Failure('preempted', {
    what: `The pod ${nameOf(pod)} was taken away because its Job was suspended, so its end is no success of the flow.`,
    why: evictionWords(snapshot),
    fix: 'Run again; if it comes back, find who suspends Jobs in this namespace.'
  })
}
