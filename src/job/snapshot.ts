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

/**
 * Pods that were the Job's own and that its deletion left behind (propagation policy Orphan): nobody ends or deletes them
 * any more. One that another controller has taken over since is that one's.
 */
export function orphansOf({ pods }: Snapshot): readonly Pod[] {
  return pods.filter(({ pod, gone }) => !gone && isOrphan(pod)).map(({ pod }) => pod)
}

/** It has no controller, and nobody told it to go. */
export function isOrphan({ metadata }: Pod): boolean {
  const hasController = metadata?.ownerReferences?.some(({ controller }) => controller === true) === true
  return !hasController && metadata?.deletionTimestamp === undefined
}

/** The Job was told to go and to leave its pods behind: the garbage collector takes this finalizer off once that is done. */
export function leavesPods({ metadata }: Job): boolean {
  return metadata?.deletionTimestamp !== undefined && metadata.finalizers?.includes('orphan') === true
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

/** Annotation of a pod with the name of the container that matters most (kubectl's own word for it). */
export const defaultContainer = 'kubectl.kubernetes.io/default-container'

/** The container that runs the flow: the only one, or the one that the pod names; undefined where nothing tells. */
export function mainContainer({ metadata, spec, status }: Pod): string | undefined {
  const containers = spec?.containers ?? status?.containerStatuses ?? []
  return containers.length === 1 ? containers[0]?.name : metadata?.annotations?.[defaultContainer]
}

/** An init container that is started again whenever it ends: its end decides nothing. */
export function isSidecar(pod: Pod, name: string): boolean {
  return pod.spec?.initContainers?.some((init) => init.name === name && init.restartPolicy === 'Always') === true
}

/**
 * The container whose end tells most: one that failed (the flow's before others), else the flow's own, else one that ended.
 * Sidecars do not count. A container that was to be started again, in a pod that is no more, ended with its last exit.
 */
export function decidingContainer(pod: Pod): ContainerStatus | undefined {
  const main = mainContainer(pod)
  const statuses = (pod.status?.containerStatuses ?? []).map((status) => withLastExit(pod, status))
  const ended = statuses
    .filter((status) => terminated(status) !== undefined)
    .sort((a, b) => Number(b.name === main) - Number(a.name === main) || endOf(a) - endOf(b))
  const failed = ended.find((status) => terminated(status)?.exitCode !== 0)
  if (failed !== undefined) return failed
  // what ended well beside a flow that runs on says nothing about the flow
  return main === undefined || !statuses.some(({ name }) => name === main)
    ? ended[0]
    : ended.find(({ name }) => name === main)
}

/** With `restartPolicy: OnFailure` a pod that is being removed shows a container that waits, or was just stopped: its last own exit counts. */
function withLastExit(pod: Pod, status: ContainerStatus): ContainerStatus {
  const last = status.lastState?.terminated
  if (last === undefined || !isOver(pod)) return status
  const asked = removalAskedAt(pod)
  const isStopped = status.state?.terminated !== undefined && asked !== undefined && endOf(status) >= asked
  return status.state?.terminated === undefined || isStopped ? { ...status, state: { terminated: last } } : status
}

function isOver({ metadata, status }: Pod): boolean {
  return metadata?.deletionTimestamp !== undefined || status?.phase === 'Failed' || status?.phase === 'Succeeded'
}

function endOf(status: ContainerStatus): number {
  return Date.parse(terminated(status)?.finishedAt ?? '') || 0
}

/** When the pod's removal was asked for: the grace before `deletionTimestamp`; both are whole seconds. */
function removalAskedAt({ metadata }: Pod): number | undefined {
  if (metadata?.deletionTimestamp === undefined) return undefined
  return Date.parse(metadata.deletionTimestamp) - (metadata.deletionGracePeriodSeconds ?? 0) * 1000
}

/**
 * The later state of a pod, with the removal as it was first asked for: the kubelet's last delete, with a grace of 0, sets
 * `deletionTimestamp` to its own time (apiserver pkg/registry/rest/delete.go), as though the pod had ended before.
 * The removal of a pod that was seen to have ended says nothing of how it ended: whole seconds would not tell which came first.
 */
export function withFirstRemoval(earlier: Pod | undefined, later: Pod): Pod {
  if (earlier === undefined || later.metadata?.deletionTimestamp === undefined) return later
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = earlier.metadata ?? {}
  if (deletionTimestamp !== undefined)
    return { ...later, metadata: { ...later.metadata, deletionTimestamp, deletionGracePeriodSeconds } }
  if (!hasEnded(earlier)) return later
  const { resourceVersion = '' } = later.metadata
  return { ...later, metadata: { ...earlier.metadata, resourceVersion } }
}

/** Every container has ended, and none is to be started again. */
function hasEnded({ status }: Pod): boolean {
  return status?.phase === 'Succeeded' || status?.phase === 'Failed'
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

/** The init container that failed before any regular one ran: its last exit, also when it was to be tried again. */
export function failedInit(pod: Pod): ContainerStatus | undefined {
  return (pod.status?.initContainerStatuses ?? [])
    .filter(({ name }) => !isSidecar(pod, name))
    .map((status) => withLastExit(pod, status))
    .find((status) => (terminated(status)?.exitCode ?? 0) !== 0)
}

/**
 * The pod failed before anybody asked for its removal. The Job controller itself removes what still runs once the Job has
 * failed: containers that are to be restarted, and the other pods.
 */
export function failedByItself(pod: Pod): boolean {
  if (disruption(pod) !== undefined) return false
  const asked = removalAskedAt(pod)
  if (asked === undefined) return true
  const status = decidingContainer(pod) ?? failedInit(pod)
  // without a time (`ContainerStatusUnknown`: it never began) it was the removal that ended it
  const end = status === undefined ? 0 : endOf(status)
  return terminated(status)?.exitCode !== 0 && end > 0 && end < asked
}

/**
 * The pod that explains the run best. Of a Job that is done well: the newest that succeeded. Else the newest that failed by
 * itself or was disrupted, else the newest that failed, else the newest of all.
 * Pods that a suspension took away explain nothing.
 */
export function tellingPod(snapshot: Snapshot): SeenPod | undefined {
  const { job } = snapshot
  const pods = countedPods(snapshot)
  const exitOf = ({ pod }: SeenPod): number | undefined => terminated(decidingContainer(pod))?.exitCode
  if (jobCondition(job, 'Complete') !== undefined || jobCondition(job, 'SuccessCriteriaMet') !== undefined) {
    const succeeded = pods.filter((seen) => exitOf(seen) === 0 && endedByItself(seen.pod)).at(-1)
    if (succeeded !== undefined) return succeeded
  }
  const failed = pods.filter(hasFailed)
  return failed.filter(isCause).at(-1) ?? failed.at(-1) ?? pods.at(-1)
}

/**
 * The pods that failed by themselves or were disrupted, oldest first. Not those that the controller removed because others
 * had failed, and none that a suspension took away.
 */
export function failedPods(snapshot: Snapshot): readonly SeenPod[] {
  return countedPods(snapshot).filter((seen) => hasFailed(seen) && isCause(seen))
}

/** It ended badly, by whatever cause; an init container that failed counts. */
export function hasFailed({ pod }: SeenPod): boolean {
  const exit = terminated(decidingContainer(pod))
  return pod.status?.phase === 'Failed' || (exit?.exitCode ?? 0) !== 0 || failedInit(pod) !== undefined
}

function isCause({ pod }: SeenPod): boolean {
  return failedByItself(pod) || disruption(pod) !== undefined
}

/** When an event was seen last, in milliseconds since the epoch; 0 when it does not say. */
export function timeOf(event: Event): number {
  return Date.parse(event.lastTimestamp ?? event.eventTime ?? event.metadata?.creationTimestamp ?? '') || 0
}

/** Events about one object, oldest first. */
export function eventsOf(snapshot: Snapshot, uid: string): readonly Event[] {
  return snapshot.events.filter((event) => event.involvedObject?.uid === uid)
}
