/** Verdict + snapshot → the one failure a user reads: its reason, what happened, why, what to do. Pure. */

import type { ContainerStatus, Pod } from '../cluster/objects.ts'
import { podSecurityFix } from '../cluster/pod-security.ts'
import { Failure, type FailureReason, type FailureText } from '../failure.ts'
import { failureOfReport } from '../flow/failure-of-report.ts'
import type { Home } from '../flow/home.ts'
import type { LauncherReport } from '../flow/protocol.ts'
import {
  decidingContainer,
  failedByItself,
  failedInit,
  isSidecar,
  isSuspended,
  mainContainer,
  nameOf,
  orphansOf,
  podCondition,
  tellingPod,
  terminated,
  type Snapshot
} from './snapshot.ts'
import { activeDeadline } from '../plan/job-fields.ts'
import { queueFailure } from './queue.ts'
import { sentence } from '../lib/sentence.ts'
import { imageOf, startErrorReason, type StartProblem } from './start-problem.ts'
import { startAdvice } from './advice.ts'
import { signalName } from './signals.ts'
import {
  evicted,
  interrupted,
  isRemovedAfterItsEnd,
  isRemovedUnseen,
  removedAfterItsEnd,
  removedUnseen
} from './taken-away.ts'
import { streamName } from './tries.ts'
import type { Verdict } from './verdict.ts'
import { formatDuration } from '../lib/duration.ts'

export interface DiagnosisContext {
  readonly namespace: string
  /** Reference of the image that the Job runs. */
  readonly image: string
  /** Milliseconds. */
  readonly timeout: number
  readonly startTimeout: number
  readonly queueTimeout: number
  /** What the launcher wrote, when it is surely from this run. */
  readonly report: LauncherReport | undefined
  /** Where the user's own code lies in the image. */
  readonly home: Home
  /** The last lines that a stream of the log had, at most two; none where it was not read. */
  readonly lastLines: (stream: string) => readonly string[]
}

/** Makes the failure of a verdict; undefined for a success. */
export function diagnose(verdict: Verdict, snapshot: Snapshot, context: DiagnosisContext): Failure | undefined {
  switch (verdict.kind) {
    case 'succeeded':
      return undefined
    case 'gone':
      return failure('deleted', {
        what: `The Job ${nameOf(snapshot.job)} was deleted while it ${isSuspended(snapshot.job) ? 'was suspended' : 'ran'}.`,
        why: `Somebody or something other than this run deleted it, or its namespace.${orphanWords(snapshot)}`,
        fix: 'Find who deletes Jobs in this namespace (a clean-up job, a colleague, `kubectl delete`), then run again.'
      })
    case 'interrupted':
      return interrupted(snapshot)
    case 'timed-out':
      return (
        outlived(snapshot, context) ??
        failure('timed-out', {
          what: `The flow ran longer than ${formatDuration(context.timeout)} (timeout) and was stopped.`,
          fix: 'Make it faster, or raise the input timeout.'
        })
      )
    case 'queue-timeout':
      return queueFailure(snapshot, context.queueTimeout)
    case 'cannot-start':
      return startFailure(verdict.problem, context)
    case 'start-timeout':
      return verdict.problem === undefined
        ? failure('start-timeout', {
            what: `No container ran within ${formatDuration(context.startTimeout)} (start-timeout).`,
            why: lastWords(snapshot),
            fix: 'Raise the input start-timeout, or see what holds the pod up with kubectl describe.'
          })
        : startFailure(verdict.problem, context)
    case 'failed':
      return failed(verdict, snapshot, context)
  }
}

function orphanWords(snapshot: Snapshot): string {
  const names = orphansOf(snapshot).map(nameOf)
  return names.length === 0 ? '' : ` That left its pods behind (propagation policy Orphan): ${names.join(', ')}.`
}

/** The flow's container was done, and a container beside it kept the pod running: more time would not have helped. */
function outlived(snapshot: Snapshot, { timeout }: DiagnosisContext): Failure | undefined {
  const pod = tellingPod(snapshot)?.pod
  const statuses = pod?.status?.containerStatuses ?? []
  const main = statuses.find(({ name }) => pod !== undefined && name === mainContainer(pod))
  const exit = terminated(main)
  const others = statuses.filter(({ state }) => state?.running !== undefined).map(({ name }) => name)
  if (main === undefined || exit === undefined || others.length === 0) return undefined
  return failure('timed-out', {
    what: `The pod ran longer than ${formatDuration(timeout)} (timeout) and was stopped.`,
    why: `Container ${main.name} had ended with exit code ${exit.exitCode}, but ${others.join(', ')} beside it had not, so the Job was not done.`,
    fix: 'Make what only helps a native sidecar (an init container with restartPolicy: Always), or let it end with the flow.'
  })
}

function failure(reason: FailureReason, text: FailureText): Failure {
  return new Failure(reason, text)
}

function startFailure(problem: StartProblem, context: DiagnosisContext): Failure {
  const advice = startAdvice(problem.reason, { ...context, image: problem.image ?? context.image })
  const fix = podSecurityFix(problem.message) ?? advice.fix
  return failure(problem.reason, { what: advice.what, why: sentence(problem.message), fix })
}

function failed(verdict: Verdict & { kind: 'failed' }, snapshot: Snapshot, context: DiagnosisContext): Failure {
  if (verdict.condition?.reason === 'DeadlineExceeded') {
    return failure('deadline-exceeded', {
      what: 'The Job reached its own deadline (activeDeadlineSeconds) and the cluster stopped it.',
      why: sentence(verdict.condition.message),
      fix: isOwnDeadline(snapshot, context)
        ? 'Raise the inputs timeout and start-timeout, from which the deadline is made.'
        : 'Raise spec.activeDeadlineSeconds of the job-template, or use the input timeout instead.'
    })
  }
  const telling = tellingPod(snapshot)
  if (telling === undefined) return withoutPod(verdict, snapshot)
  const { pod } = telling
  const status = decidingContainer(pod)
  const killed = outOfMemoryStatus(pod, status)
  if (killed !== undefined) return outOfMemory(pod, killed)
  if (isRemovedAfterItsEnd(telling)) return removedAfterItsEnd(pod)
  if (!failedByItself(pod)) return interrupted(snapshot)
  const words = controllersWords(verdict, snapshot)
  return evicted(pod) ?? initFailure(pod) ?? byExit(pod, status, context, words) ?? withoutPod(verdict, snapshot)
}

function isOwnDeadline({ job }: Snapshot, { startTimeout, timeout }: DiagnosisContext): boolean {
  return job.spec?.activeDeadlineSeconds === activeDeadline(startTimeout, timeout)
}

/** What the controller adds to a container's exit: which rule or limit made it the end of the Job. */
function controllersWords({ condition }: Verdict & { kind: 'failed' }, { job, pods }: Snapshot): string | undefined {
  if (condition === undefined) return undefined
  const hasMore = (job.spec?.backoffLimit ?? 0) > 0 || pods.length > 1
  if (condition.reason === 'BackoffLimitExceeded' && !hasMore) return undefined
  return sentence([condition.reason, condition.message].filter(Boolean).join(': '))
}

/** The container that the kernel killed for its memory; a sidecar is no part of the flow. */
function outOfMemoryStatus(pod: Pod, deciding: ContainerStatus | undefined): ContainerStatus | undefined {
  const init = (pod.status?.initContainerStatuses ?? []).filter(({ name }) => !isSidecar(pod, name))
  const all = [...(deciding === undefined ? [] : [deciding]), ...(pod.status?.containerStatuses ?? []), ...init]
  return all.find((status) => terminated(status)?.reason === 'OOMKilled')
}

function outOfMemory(pod: Pod, status: ContainerStatus): Failure {
  const exit = terminated(status)
  return failure('out-of-memory', {
    what: `The flow ran out of memory: the kernel killed ${exit?.exitCode === 137 ? 'it' : 'one of its processes'}.`,
    why: `Container ${status.name} of pod ${nameOf(pod)} ended as OOMKilled${exit === undefined ? '' : ` with exit code ${exit.exitCode}`}.`,
    fix: 'Raise the input memory, or make the flow use less.'
  })
}

function initFailure(pod: Pod): Failure | undefined {
  const status = failedInit(pod)
  const exit = terminated(status)
  if (status === undefined || exit === undefined || decidingContainer(pod) !== undefined) return undefined
  return failure('flow-failed', {
    what: `The init container ${status.name} exited with ${exit.exitCode}, so the flow never started.`,
    why: sentence(exit.message ?? ''),
    fix: 'See its part of the log.'
  })
}

function byExit(
  pod: Pod,
  status: ContainerStatus | undefined,
  context: DiagnosisContext,
  words: string | undefined
): Failure | undefined {
  const exit = terminated(status)
  // a Job that failed though its container did not: the condition has the words
  if (exit === undefined || status === undefined || exit.exitCode === 0) return undefined
  if (exit.reason === 'ContainerStatusUnknown') {
    return failure('node-lost', {
      what: `Nobody knows how the container of pod ${nameOf(pod)} ended: its node was lost.`,
      why: sentence(exit.message ?? ''),
      fix: 'Run again.'
    })
  }
  if (exit.reason === 'StartError' || exit.reason === 'ContainerCannotRun') {
    const reason = startErrorReason(exit.message ?? '')
    const advice = startAdvice(reason, { ...context, ...imageOf(pod, status.name) })
    return failure(reason, { what: advice.what, why: sentence(exit.message ?? ''), fix: advice.fix })
  }
  const foreign = foreignProgram(context.lastLines(streamName(nameOf(pod), status.name, status.restartCount ?? 0)))
  if (foreign !== undefined) {
    const { what, fix } = startAdvice('wrong-architecture', { ...context, ...imageOf(pod, status.name) })
    return failure('wrong-architecture', { what, why: sentence(foreign), fix })
  }
  // a flow that was done when its container ended badly all the same: the report does not explain that end
  if (context.report !== undefined && context.report.state !== 'succeeded')
    return failureOfReport(context.report, exit.exitCode, context.home)
  // 137 without OOMKilled: a SIGKILL from outside, not the flow's own doing
  if (exit.exitCode === 137) {
    return failure('killed', {
      what: `Container ${status.name} was killed (exit code 137) and it was not for memory.`,
      why: words,
      fix: 'Run again; if it comes back, look for a liveness probe or a node in trouble.'
    })
  }
  return failure('flow-failed', {
    what: `The flow failed: container ${status.name} exited with ${exit.exitCode}${signalName(exit.exitCode)}.`,
    why: words,
    fix: 'The last lines of the log say why.'
  })
}

/**
 * The runtime’s own words where the kernel would not run the container's program: all that its log has, with exit code 1 or
 * 255 (runc, libcontainer/standard_init_linux.go; seen on the node with runc 1.1).
 */
function foreignProgram(lines: readonly string[]): string | undefined {
  const [line, ...more] = lines
  const isRuntimes = /^(?:exec .+|standard_init_linux\.go:\d+: exec user process caused.*): exec format error$/u
  return line !== undefined && more.length === 0 && isRuntimes.test(line) ? line : undefined
}

function withoutPod(verdict: Verdict & { kind: 'failed' }, snapshot: Snapshot): Failure {
  const condition = verdict.condition
  if (condition?.reason === 'BackoffLimitExceeded' && isRemovedUnseen(snapshot)) return removedUnseen(snapshot)
  const words = [condition?.reason, condition?.message].filter(Boolean).join(': ')
  return failure('flow-failed', {
    what: `The Job ${nameOf(snapshot.job)} failed.`,
    why: sentence(words),
    fix: snapshot.sees.pods ? 'The log says more.' : 'Allow this user to list pods and read their logs to see more.'
  })
}

function lastWords(snapshot: Snapshot): string | undefined {
  const pod = snapshot.pods.at(-1)?.pod
  const scheduled = pod && podCondition(pod, 'PodScheduled')
  if (scheduled?.status === 'False') return sentence(scheduled.message)
  return sentence(snapshot.events.filter((event) => event.type === 'Warning').at(-1)?.message ?? '')
}
