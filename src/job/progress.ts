/** One line for each change that a waiting person wants to know of, with its reason. Pure. */

import type { Job, Pod } from '../cluster/objects.ts'
import { evictionWords, queueOf, queueWords } from './queue.ts'
import {
  allStatuses,
  decidingContainer,
  countedPods,
  hasStarted,
  isForgotten,
  isSidecar,
  isSuspended,
  nameOf,
  podCondition,
  resumedAt,
  terminated,
  uidOf,
  type SeenPod,
  type Snapshot
} from './snapshot.ts'
import type { StartProblem } from './start-problem.ts'

/** From this many pods on, one line sums them up instead of a line each. */
const manyPods = 6

/** What was said last about each subject, so that nothing is said twice. */
export type Said = ReadonlyMap<string, string>

/** @returns the new lines and what has been said after them */
export function progress(
  said: Said,
  snapshot: Snapshot,
  problem: StartProblem | undefined
): { lines: string[]; said: Said } {
  const next = new Map(said)
  const lines: string[] = []
  const say = (subject: string, text: string | undefined): void => {
    if (text === undefined || next.get(subject) === text) return
    next.set(subject, text)
    lines.push(text)
  }
  jobLines(snapshot, next, say)
  if (snapshot.pods.length === 0 && problem !== undefined) say('job', `No pod yet: ${oneLine(problem.message)}`)
  if (snapshot.pods.length < manyPods)
    for (const seen of snapshot.pods)
      say(uidOf(seen.pod), podLine(seen, snapshot.job, problem?.pod === uidOf(seen.pod) ? problem : undefined))
  else say('pods', podsLine(snapshot))
  return { lines, said: next }
}

/** Suspensions and resumptions; of one that came and went unseen, what its resumption left on the Job. */
function jobLines(
  snapshot: Snapshot,
  said: Map<string, string>,
  say: (subject: string, text: string | undefined) => void
): void {
  const { job } = snapshot
  const name = `Job ${nameOf(job)}`
  const queue = queueOf(job)
  const was = { suspended: said.get('suspended') === 'yes', resumed: said.get('resumed') }
  const resumed = String(resumedAt(job) ?? was.resumed ?? '')
  said.set('suspended', isSuspended(job) ? 'yes' : 'no').set('resumed', resumed)
  if (isSuspended(job)) {
    if (snapshot.pods.some(({ pod }) => hasStarted(pod)))
      say('interruption', `${name} was suspended in the middle of its run: what its pods did does not count.`)
    const why = evictionWords(snapshot)
    if (why !== undefined) say('eviction', `Kueue took ${name} back: ${oneLine(why)}`)
    const words = queueWords(snapshot)
    if (queue !== undefined)
      say('job', `${name} is queued in LocalQueue ${queue}${words === undefined ? '.' : `: ${oneLine(words)}`}`)
    else say('job', `${name} is suspended${words === undefined ? '' : ` (${oneLine(words)})`}; the clocks stand still.`)
  } else if (was.suspended) {
    for (const subject of ['interruption', 'eviction']) said.delete(subject)
    say('job', queue === undefined ? `${name} was resumed.` : `${name} was admitted by LocalQueue ${queue}.`)
  } else if (was.resumed !== undefined && was.resumed !== resumed) {
    said.delete('job')
    say('job', `${name} was suspended and resumed meanwhile: what its pods did before does not count.`)
  }
}

function podsLine(snapshot: Snapshot): string {
  const count = (matches: (pod: Pod) => boolean): number => snapshot.pods.filter(({ pod }) => matches(pod)).length
  const wanted = snapshot.job.spec?.completions ?? snapshot.pods.length
  const done = snapshot.job.status?.succeeded ?? count((pod) => pod.status?.phase === 'Succeeded')
  const failed = snapshot.job.status?.failed ?? count((pod) => pod.status?.phase === 'Failed')
  const running = countedPods(snapshot).filter(({ pod }) => pod.status?.phase === 'Running').length
  return `Pods: ${done}/${wanted} done, ${running} running${failed > 0 ? `, ${failed} failed` : ''}`
}

function podLine(seen: SeenPod, job: Job, problem: StartProblem | undefined): string | undefined {
  const { pod, gone } = seen
  const name = `Pod ${nameOf(pod)}`
  const ended = decidingContainer(pod)
  const exit = terminated(ended)
  if (exit !== undefined && ended !== undefined) {
    const why = exit.reason && !['Completed', 'Error'].includes(exit.reason) ? ` (${exit.reason})` : ''
    const note = isForgotten(seen, job) ? ' after its Job was suspended; that does not count' : ''
    return `${name}: container ${ended.name} exited with ${exit.exitCode}${why}${note}`
  }
  if (gone) return `${name}: is gone`
  if (pod.metadata?.deletionTimestamp !== undefined) return `${name}: is being deleted${removalWhy(pod)}`
  const again = (pod.status?.containerStatuses ?? []).find(
    (status) => status.state?.waiting !== undefined && status.lastState?.terminated !== undefined
  )
  const last = again?.lastState?.terminated
  if (again !== undefined && last !== undefined)
    return `${name}: container ${again.name} exited with ${last.exitCode} and is started again`
  if (hasStarted(pod)) return `${name}: running${pod.spec?.nodeName ? ` on node ${pod.spec.nodeName}` : ''}`
  const words = problem === undefined ? '' : `: ${oneLine(problem.message)}`
  if (problem !== undefined && problem.state !== 'unschedulable') return `${name}: ${problem.state}${words}`
  if (podCondition(pod, 'PodScheduled')?.status === 'False') return `${name}: no node takes it yet${words}`
  const init = (pod.status?.initContainerStatuses ?? []).find(
    (status) => status.state?.running !== undefined && !isSidecar(pod, status.name)
  )
  if (init !== undefined) return `${name}: init container ${init.name} is running`
  const waiting = allStatuses(pod).find((status) => status.state?.waiting !== undefined)?.state?.waiting
  if (waiting !== undefined) return `${name}: on node ${pod.spec?.nodeName ?? '?'}, ${startingWords(waiting.reason)}`
  return pod.spec?.nodeName === undefined ? undefined : `${name}: on node ${pod.spec.nodeName}, starting`
}

function startingWords(reason: string | undefined): string {
  return reason === 'ContainerCreating' || reason === 'PodInitializing' || reason === undefined
    ? 'pulling the image and starting'
    : reason
}

function removalWhy(pod: Pod): string {
  const condition = podCondition(pod, 'DisruptionTarget')
  return condition?.status === 'True' ? ` (${condition.reason}: ${oneLine(condition.message)})` : ''
}

function oneLine(text: string): string {
  const flat = text.replace(/\s+/gu, ' ').trim()
  return flat.length > 400 ? `${flat.slice(0, 397)}…` : flat
}
