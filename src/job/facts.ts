/** Snapshot → the facts of a run that outputs and summary show. Pure. */

import type { Pod } from '../cluster/objects.ts'
import { parseReport, type LauncherReport } from '../flow/protocol.ts'
import {
  decidingContainer,
  isForgotten,
  jobCondition,
  mainContainer,
  nameOf,
  tellingPod,
  terminated,
  type Snapshot
} from './snapshot.ts'

/** One pod as users see it; the schema of the `pods` output. */
export interface PodFacts {
  readonly name: string
  readonly node?: string
  /** `Pending`, `Running`, `Succeeded`, `Failed`, `Unknown`, or `Deleted` when the cluster no longer has it. */
  readonly phase: string
  readonly exitCode?: number
  /** `OOMKilled`, `Evicted`, `Error`, …; `Suspended`: its Job was suspended, and whatever it did does not count. */
  readonly reason?: string
  /** RFC 3339, of the container that decides. */
  readonly startedAt?: string
  readonly finishedAt?: string
}

export interface JobFacts {
  readonly pods: readonly PodFacts[]
  readonly exitCode?: number
  readonly startedAt?: string
  readonly finishedAt?: string
  /** What the launcher wrote, only when it carries this run's nonce. */
  readonly report: LauncherReport | undefined
}

/** @param nonce this run's nonce: a termination message without it is just text */
export function factsOf(snapshot: Snapshot, nonce: string): JobFacts {
  const pods = snapshot.pods.map((seen) => ({
    ...podFacts(seen.pod, seen.gone),
    ...(isForgotten(seen, snapshot.job) ? { reason: 'Suspended' } : {})
  }))
  const telling = tellingPod(snapshot)?.pod
  const exit = telling === undefined || !isFinal(snapshot) ? undefined : terminated(decidingContainer(telling))
  const startedAt = pods
    .map((pod) => pod.startedAt)
    .filter(isText)
    .sort(byInstant)[0]
  const finishedAt =
    pods
      .map((pod) => pod.finishedAt)
      .filter(isText)
      .sort(byInstant)
      .at(-1) ?? conditionTime(snapshot)
  return {
    pods,
    ...(exit === undefined ? {} : { exitCode: exit.exitCode }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    report: telling && reportOf(telling, nonce)
  }
}

/** No other try can follow: the Job is decided, or has one try alone. */
function isFinal({ job, pods }: Snapshot): boolean {
  const { backoffLimit, completions, podFailurePolicy } = job.spec ?? {}
  const hasOneTry =
    backoffLimit === 0 && (completions ?? 1) === 1 && podFailurePolicy === undefined && pods.length === 1
  return (
    hasOneTry ||
    ['Complete', 'SuccessCriteriaMet', 'Failed', 'FailureTarget'].some((type) => jobCondition(job, type) !== undefined)
  )
}

/** Whichever container wrote it: the nonce proves that it was the launcher. */
function reportOf(pod: Pod, nonce: string): LauncherReport | undefined {
  const others = (pod.status?.containerStatuses ?? []).map(terminated)
  return [terminated(decidingContainer(pod)), ...others]
    .map((exit) => parseReport(exit?.message, nonce))
    .find((report) => report !== undefined)
}

function podFacts(pod: Pod, gone: boolean): PodFacts {
  const all = pod.status?.containerStatuses ?? []
  const main = mainContainer(pod)
  const status = decidingContainer(pod) ?? all.find(({ name }) => name === main) ?? all[0]
  const exit = terminated(status)
  const reason = pod.status?.reason || exit?.reason || status?.state?.waiting?.reason
  const startedAt = exit?.startedAt ?? status?.state?.running?.startedAt
  return {
    name: nameOf(pod),
    phase: gone ? 'Deleted' : phaseOf(pod),
    ...(pod.spec?.nodeName === undefined ? {} : { node: pod.spec.nodeName }),
    ...(exit === undefined ? {} : { exitCode: exit.exitCode }),
    ...(reason === undefined || reason === '' ? {} : { reason }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(exit?.finishedAt === undefined ? {} : { finishedAt: exit.finishedAt })
  }
}

/** The phase as it will be: the kubelet writes it a second after the last container's end, and we do not wait for that. */
function phaseOf(pod: Pod): string {
  const statuses = pod.status?.containerStatuses ?? []
  const exits = statuses.map((status) => terminated(status)?.exitCode)
  const hasEnded = exits.length > 0 && exits.every((code) => code !== undefined)
  if (pod.status?.phase !== 'Running' || !hasEnded || pod.spec?.restartPolicy !== 'Never')
    return pod.status?.phase ?? 'Unknown'
  return exits.every((code) => code === 0) ? 'Succeeded' : 'Failed'
}

function conditionTime({ job }: Snapshot): string | undefined {
  if (jobCondition(job, 'Complete') === undefined && jobCondition(job, 'Failed') === undefined) return undefined
  return (
    job.status?.completionTime ??
    job.status?.conditions?.find(({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True')
      ?.lastTransitionTime
  )
}

function isText(value: string | undefined): value is string {
  return value !== undefined && value !== ''
}

function byInstant(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b)
}
