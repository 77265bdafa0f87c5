/** What is known of a run in the cluster at one moment, and the questions that are asked of it. Pure. */

import type { ContainerState, ContainerStatus, Event, Job, Pod } from '../cluster/objects.ts'

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

/**
 * The pod's exit counts as its own work: it had ended before anybody asked for its removal. A process that exits 0 on
 * SIGTERM makes an evicted or deleted pod `Succeeded`, and its Job `Complete`; that is never a success of the flow.
 * The removal was asked for `deletionGracePeriodSeconds` before `deletionTimestamp`; both are whole seconds.
 */
export function endedByItself(pod: Pod): boolean {
  if (disruption(pod) !== undefined) return false
  const deletion = pod.metadata?.deletionTimestamp
  if (deletion === undefined) return true
  const asked = Date.parse(deletion) - (pod.metadata?.deletionGracePeriodSeconds ?? 0) * 1000
  const ends = (pod.status?.containerStatuses ?? []).map((status) => Date.parse(terminated(status)?.finishedAt ?? ''))
  return ends.length > 0 && ends.every((end) => end < asked)
}

/** The pod that explains the run best: the newest that failed, else the newest of all. */
export function tellingPod(snapshot: Snapshot): SeenPod | undefined {
  const failed = snapshot.pods.filter(({ pod }) => {
    const status = decidingContainer(pod)
    return pod.status?.phase === 'Failed' || (status !== undefined && terminated(status)?.exitCode !== 0)
  })
  return failed.at(-1) ?? snapshot.pods.at(-1)
}

/** Events about one object, oldest first. */
export function eventsOf(snapshot: Snapshot, uid: string): readonly Event[] {
  return snapshot.events.filter((event) => event.involvedObject?.uid === uid)
}
