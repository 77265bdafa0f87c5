/** What is known of a run in the cluster at one moment, and the questions that are asked of it. Pure. */

import type { ContainerState, ContainerStatus, Event, Job, Pod, Workload } from '../cluster/objects.ts'

/** A pod as last seen; `gone` when the cluster no longer has it. */
export interface SeenPod {
  readonly pod: Pod
  readonly gone: boolean
}

export interface Snapshot {
  /** The Job as last seen. */
  readonly job: Job
  /** Our Job is no longer there, or another one has its name: somebody deleted it. */
  readonly gone: boolean
  /** Every pod of the Job that was ever seen, oldest first. */
  readonly pods: readonly SeenPod[]
  /** Events of the Job and of its pods, oldest first; empty where we may not read them. */
  readonly events: readonly Event[]
  /** What Kueue says of a Job in one of its queues, where there is such a thing and we may read it. */
  readonly workload?: Workload | undefined
  /** What we may see: a missing right lowers the detail, never the verdict. */
  readonly sees: { readonly pods: boolean; readonly events: boolean }
  /** Milliseconds since the epoch by the server's clock. */
  readonly now: number
}

/** The Job's condition of this type when it is True. */
export function jobCondition(job: Job, type: string): { reason: string; message: string } | undefined {
  const found = job.status?.conditions?.find((condition) => condition.type === type && condition.status === 'True')
  return found && { reason: found.reason ?? '', message: found.message ?? '' }
}

/** The pod's condition of this type, whatever its status. */
export function podCondition(pod: Pod, type: string): { status: string; reason: string; message: string } | undefined {
  const found = pod.status?.conditions?.find((condition) => condition.type === type)
  return found && { status: found.status, reason: found.reason ?? '', message: found.message ?? '' }
}

/** Something is taking the pod away: eviction, preemption, a lost node (KEP-3329). */
export function disruption(pod: Pod): { reason: string; message: string } | undefined {
  const found = podCondition(pod, 'DisruptionTarget')
  return found?.status === 'True' ? found : undefined
}

export function isSuspended(job: Job): boolean {
  return job.spec?.suspend === true || jobCondition(job, 'Suspended') !== undefined
}

/**
 * When the Job was resumed last, in milliseconds since the epoch; undefined for one that never was. The built-in
 * controller keeps the condition for good, and sets `startTime` anew in the same write: a suspension that nobody saw
 * shows in it (kubernetes pkg/controller/job, `JobResumed`).
 */
export function resumedAt(job: Job): number | undefined {
  const resumed = job.status?.conditions?.find(({ type, status }) => type === 'Suspended' && status === 'False')
  if (resumed === undefined) return undefined
  const time = Date.parse(resumed.lastTransitionTime ?? job.status?.startTime ?? '')
  return Number.isNaN(time) ? undefined : time
}

export function uidOf(object: { metadata?: { uid?: string } }): string {
  return object.metadata?.uid ?? ''
}

export function nameOf(object: { metadata?: { name?: string } }): string {
  return object.metadata?.name ?? ''
}

/** Statuses of a pod's containers: init first, then regular ones. */
export function allStatuses(pod: Pod): readonly ContainerStatus[] {
  return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]
}

export function terminated(status: ContainerStatus | undefined): ContainerState['terminated'] {
  return status?.state?.terminated
}

/** A container of the pod has begun to run, at whatever time: init containers do not count, their work is the start. */
export function hasStarted(pod: Pod): boolean {
  return (pod.status?.containerStatuses ?? []).some(
    (status) =>
      status.state?.running !== undefined ||
      status.lastState?.terminated !== undefined ||
      (status.state?.terminated !== undefined && status.state.terminated.reason !== 'StartError')
  )
}

/** The container whose end tells most: the first regular one that failed, else the first regular one that ended. */
export function decidingContainer(pod: Pod): ContainerStatus | undefined {
  const ended = (pod.status?.containerStatuses ?? []).filter((status) => terminated(status) !== undefined)
  return ended.find((status) => terminated(status)?.exitCode !== 0) ?? ended[0]
}

/** When the pod's removal was asked for: the grace before `deletionTimestamp`; both are whole seconds. */
function removalAskedAt({ metadata }: Pod): number | undefined {
  if (metadata?.deletionTimestamp === undefined) return undefined
  return Date.parse(metadata.deletionTimestamp) - (metadata.deletionGracePeriodSeconds ?? 0) * 1000
}

/**
 * The later state of a pod, with the removal as it was first asked for: the kubelet's last delete, with a grace of 0, sets
 * `deletionTimestamp` to its own time (apiserver pkg/registry/rest/delete.go), as though the pod had ended before.
 */
export function withFirstRemoval(earlier: Pod | undefined, later: Pod): Pod {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = earlier?.metadata ?? {}
  if (deletionTimestamp === undefined || later.metadata?.deletionTimestamp === undefined) return later
  return { ...later, metadata: { ...later.metadata, deletionTimestamp, deletionGracePeriodSeconds } }
}

/**
 * The pod was taken away because its Job was suspended: it counts neither for the Job nor for us, however it ends.
 * That is every pod whose removal was asked for in a suspension, or before the Job was last resumed; and one that is gone
 * without anybody having seen it end, if it is older than that.
 */
export function isForgotten({ pod, gone }: SeenPod, job: Job): boolean {
  const until = isSuspended(job) ? Number.POSITIVE_INFINITY : resumedAt(job)
  if (until === undefined) return false
  const asked = removalAskedAt(pod)
  if (asked !== undefined) return asked <= until
  return gone && decidingContainer(pod) === undefined && Date.parse(pod.metadata?.creationTimestamp ?? '') < until
}

/** The pods whose doing counts: all but those that a suspension took away. */
export function countedPods({ job, pods }: Snapshot): readonly SeenPod[] {
  return pods.filter((seen) => !isForgotten(seen, job))
}

/**
 * The pod's exit counts as its own work: it had ended before anybody asked for its removal. A process that exits 0 on
 * SIGTERM makes an evicted or deleted pod `Succeeded`, and its Job `Complete`; that is never a success of the flow.
 */
export function endedByItself(pod: Pod): boolean {
  if (disruption(pod) !== undefined) return false
  const asked = removalAskedAt(pod)
  if (asked === undefined) return true
  const ends = (pod.status?.containerStatuses ?? []).map((status) => Date.parse(terminated(status)?.finishedAt ?? ''))
  return ends.length > 0 && ends.every((end) => end < asked)
}

/**
 * The pod that explains the run best: the newest that failed, else the newest of all; of a Job that succeeded the newest
 * that did not fail. Pods that a suspension took away explain nothing.
 */
export function tellingPod(snapshot: Snapshot): SeenPod | undefined {
  const counted = countedPods(snapshot)
  const failed = counted.filter(({ pod }) => {
    const status = decidingContainer(pod)
    return pod.status?.phase === 'Failed' || (status !== undefined && terminated(status)?.exitCode !== 0)
  })
  const isComplete = ['Complete', 'SuccessCriteriaMet'].some((type) => jobCondition(snapshot.job, type) !== undefined)
  if (isComplete) return counted.findLast((seen) => !failed.includes(seen)) ?? counted.at(-1)
  return failed.at(-1) ?? counted.at(-1)
}

/** When an event was seen last, in milliseconds since the epoch; 0 when it does not say. */
export function timeOf(event: Event): number {
  return Date.parse(event.lastTimestamp ?? event.eventTime ?? event.metadata?.creationTimestamp ?? '') || 0
}

/** Events about one object, oldest first. */
export function eventsOf(snapshot: Snapshot, uid: string): readonly Event[] {
  return snapshot.events.filter((event) => event.involvedObject?.uid === uid)
}
