/** One line for each change that a waiting person wants to know of, with its reason. Pure. */

import type { Job, Pod } from '../cluster/objects.ts'
import { evictionWords, queueOf, queueWords } from './queue.ts'
import {
  allStatuses,
  decidingContainer,
  countedPods,
  failedInit,
  failedPods,
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
/** Milliseconds between two such lines: hundreds of pods change all the time. */
const sumInterval = 10_000

/** What was said last about each subject, so that nothing is said twice. */
export type Said = ReadonlyMap<string, string>

type Say = (subject: string, text: string | undefined) => void

/** @returns the new lines and what has been said after them */
export function progress(
  said: Said,
  snapshot: Snapshot,
  problem: StartProblem | undefined
): { lines: string[]; said: Said } {
  const next = new Map(said)
  const lines: string[] = []
  const say = sayer(next, lines)
  jobLines(snapshot, next, say)
  if (snapshot.pods.length === 0 && problem !== undefined) say('job', `No pod yet: ${oneLine(problem.message)}`)
  if (isMany(snapshot)) sumLines(snapshot, problem, next, say)
  else
    for (const seen of snapshot.pods)
      say(uidOf(seen.pod), podLine(seen, snapshot.job, problem?.pod === uidOf(seen.pod) ? problem : undefined))
  return { lines, said: next }
}

/** The lines that a run which is decided still owes: the counts as they are now. */
export function lastLines(said: Said, snapshot: Snapshot): string[] {
  const [next, lines] = [new Map(said), [] as string[]]
  if (isMany(snapshot)) sumLines(snapshot, undefined, next, sayer(next, lines), true)
  return lines
}

function sayer(said: Map<string, string>, lines: string[]): Say {
  return (subject, text) => {
    if (text === undefined || said.get(subject) === text) return
    said.set(subject, text)
    lines.push(text)
  }
}

/** Suspensions and resumptions; of one that came and went unseen, what its resumption left on the Job. */
function jobLines(snapshot: Snapshot, said: Map<string, string>, say: Say): void {
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

/** Also before they are all there: they are made in batches. */
function isMany({ job, pods }: Snapshot): boolean {
  const { completions = 0, parallelism = 0 } = job.spec ?? {}
  return Math.max(pods.length, completions, completions === 0 ? parallelism : 0) >= manyPods
}

/** The counts, now and then; at once with the first failure, of which and of each new kind of start problem a line tells. */
function sumLines(
  snapshot: Snapshot,
  problem: StartProblem | undefined,
  said: Map<string, string>,
  say: Say,
  isLast = false
): void {
  const { job, now, pods } = snapshot
  const [failed] = failedPods(snapshot)
  const isFirstFailure = failed !== undefined && !said.has('failure')
  if (isFirstFailure) say('failure', failureLine(failed, job))
  const held = pods.find(({ pod }) => problem?.pod === uidOf(pod))
  // the states of one problem take turns, and every pod has it in its own words
  if (problem !== undefined && held !== undefined && !said.has(`problem ${problem.state}`))
    say(`problem ${problem.state}`, podLine(held, job, problem))
  const sum = podsLine(snapshot)
  const at = Number(said.get('sum at') ?? Number.NEGATIVE_INFINITY)
  const isDue = now < at || now - at >= sumInterval
  if (sum === undefined || sum === said.get('sum') || !(isFirstFailure || isLast || isDue)) return
  said.set('sum at', String(now))
  say('sum', sum)
}

/** Undefined while there is nothing to count. */
function podsLine(snapshot: Snapshot): string | undefined {
  const { job, sees } = snapshot
  const counted = countedPods(snapshot)
  const phases = counted.filter(({ gone }) => !gone).map(({ pod }) => pod.status?.phase)
  const wanted = job.spec?.completions
  // the controller counts late; what it has counted may have been removed since
  const succeeded = counted.filter(({ pod }) => pod.status?.phase === 'Succeeded').length
  const done = Math.min(Math.max(job.status?.succeeded ?? 0, succeeded), wanted ?? Number.POSITIVE_INFINITY)
  const failed = sees.pods ? failedPods(snapshot).length : (job.status?.failed ?? 0)
  const running = sees.pods ? phases.filter((phase) => phase === 'Running').length : (job.status?.ready ?? 0)
  if (counted.length + done + failed + running === 0) return undefined
  const parts = [`${done}/${wanted ?? counted.length} done`]
  if (failed > 0) parts.push(`${failed} failed`)
  if (running > 0) parts.push(`${running} running`)
  return `Pods: ${parts.join(', ')}`
}

function failureLine(seen: SeenPod, job: Job): string | undefined {
  const { pod } = seen
  if (terminated(decidingContainer(pod)) !== undefined) return podLine(seen, job, undefined)
  const init = failedInit(pod)
  if (init !== undefined)
    return `Pod ${nameOf(pod)}: init container ${init.name} exited with ${terminated(init)?.exitCode}`
  const words = [pod.status?.reason, pod.status?.message].filter(Boolean).join(': ')
  return `Pod ${nameOf(pod)}: failed${words === '' ? removalWhy(pod) : ` (${oneLine(words)})`}`
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
