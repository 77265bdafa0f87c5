/** The tries of a container that is started again in its pod: which of them the kubelet can give the log of. Pure. */

import type { ContainerStatus, Pod } from '../cluster/objects.ts'
import type { LogPlace } from '../cluster/pod-log.ts'
import { allStatuses, countedPods, nameOf, terminated, uidOf, type SeenPod, type Snapshot } from './snapshot.ts'

/** A try whose log can be read. */
export interface ReadableTry {
  /** From 0. */
  readonly number: number
  readonly hasEnded: boolean
  readonly place: LogPlace
}

/**
 * The tries whose logs can be read now, the older first. A container that waits to be started again is still counted as its
 * last try (kubelet, kubelet_pods.go: convertToAPIContainerStatuses), and that one's log is given as the previous one
 * (validateContainerLogStatus), which stays right when the next begins.
 */
export function readableTries(status: ContainerStatus): readonly ReadableTry[] {
  const count = status.restartCount ?? 0
  const exit = terminated(status)
  const earlier = status.lastState?.terminated
  const previous = (number: number): ReadableTry[] =>
    // one that could not be started has no log
    earlier === undefined || earlier.reason === 'StartError' || number < 0
      ? []
      : [{ number, hasEnded: true, place: 'previous' }]
  if (status.state?.running !== undefined) {
    return [...previous(count - 1), { number: count, hasEnded: false, place: 'current' }]
  }
  if (exit !== undefined) {
    const isRead = exit.reason !== 'StartError'
    return [...previous(count - 1), ...(isRead ? [{ number: count, hasEnded: true, place: 'current' } as const] : [])]
  }
  // waiting: for another start, or the next container is made already but could not be started
  const isNextMade =
    status.containerID !== undefined && earlier?.containerID !== undefined && status.containerID !== earlier.containerID
  return previous(isNextMade ? count - 1 : count)
}

/** A container of a pod, for all its tries. */
export const keyOf = (pod: Pod, container: string): string => `${uidOf(pod)}/${container}`

/** The containers that were last seen waiting in pods that are gone or being taken away: they may have run all the same. */
export function missedContainers(snapshot: Snapshot): readonly { readonly key: string; readonly name: string }[] {
  const { job, sees } = snapshot
  const isJobGoing = snapshot.gone || job.metadata?.deletionTimestamp !== undefined
  const isTaken = ({ pod, gone }: SeenPod): boolean =>
    gone || isJobGoing || pod.metadata?.deletionTimestamp !== undefined
  const taken = sees.pods ? countedPods(snapshot).filter(isTaken) : []
  return taken.flatMap(({ pod }) =>
    statusesOf(pod)
      .filter((status) => mayHaveRun(pod, status))
      .map(({ name }) => ({ key: keyOf(pod, name), name: streamName(nameOf(pod), name, 0) }))
  )
}

/** Also where the node never told of them. */
function statusesOf(pod: Pod): readonly ContainerStatus[] {
  const told = allStatuses(pod)
  return told.length > 0 ? told : (pod.spec?.containers ?? []).map(({ name }) => ({ name }))
}

/** No word tells against it. */
function mayHaveRun({ spec }: Pod, { state, lastState, restartCount = 0 }: ContainerStatus): boolean {
  if (spec?.nodeName === undefined || lastState?.terminated !== undefined || restartCount > 0) return false
  if (state?.running !== undefined || state?.terminated !== undefined) return false
  return [undefined, 'ContainerCreating', 'PodInitializing'].includes(state?.waiting?.reason)
}

/** Whether the kubelet may start the container again after this state of it. */
export function mayStartAgain(pod: Pod, status: ContainerStatus): boolean {
  const { spec } = pod
  const init = spec?.initContainers?.find(({ name }) => name === status.name)
  const container = init ?? spec?.containers?.find(({ name }) => name === status.name)
  const isOver = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
  if (isOver || pod.metadata?.deletionTimestamp !== undefined) return false
  if ((container?.restartPolicyRules ?? []).length > 0) return true
  const policy = container?.restartPolicy ?? spec?.restartPolicy
  // an init container that did its work is not started again, whatever the pod's policy; a sidecar has one of its own
  const isDone = terminated(status)?.exitCode === 0
  if (policy === 'Always') return init === undefined || container?.restartPolicy === 'Always' || !isDone
  return policy === 'OnFailure' && !isDone
}

/**
 * Name of a stream in log file and report: `pod/container`, and `pod/container#2` for the second try; no Kubernetes name
 * holds a `#`.
 * @param number of the try, from 0
 */
export function streamName(pod: string, container: string, number: number): string {
  return `${pod}/${container}${number === 0 ? '' : `#${String(number + 1)}`}`
}
