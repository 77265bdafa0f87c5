/** Factories of Kubernetes objects as a healthy cluster shows them; a test states only what it is about. */

import type { ContainerState, ContainerStatus, Event, Job, JobSpec, Pod, PodStatus } from '../../src/cluster/objects.ts'
import type { Snapshot } from '../../src/job/snapshot.ts'

export const jobUid = 'job-uid'
export const startOfRun = '2026-01-01T00:00:00Z'

/** A stored Job as the API server defaults the one we send. */
export function makeJob(
  overrides: { spec?: Partial<JobSpec>; status?: Job['status']; metadata?: Job['metadata'] } = {}
): Job {
  return {
    metadata: {
      name: 'etl-1a2b3c4d',
      namespace: 'ci',
      uid: jobUid,
      labels: { identifier: 'id' },
      ...overrides.metadata
    },
    spec: {
      parallelism: 1,
      completions: 1,
      backoffLimit: 0,
      completionMode: 'NonIndexed',
      suspend: false,
      activeDeadlineSeconds: 22_320,
      template: { spec: { restartPolicy: 'Never', containers: [{ name: 'flow', image: 'r/etl@sha256:0' }] } },
      ...overrides.spec
    },
    status: overrides.status ?? { startTime: startOfRun, active: 1 }
  }
}

export function makeStatus(state: ContainerState, overrides: Partial<ContainerStatus> = {}): ContainerStatus {
  return { name: 'flow', restartCount: 0, image: 'r/etl@sha256:0', state, ...overrides }
}

export const running = (startedAt = startOfRun): ContainerState => ({ running: { startedAt } })
export const waiting = (reason: string, message = ''): ContainerState => ({ waiting: { reason, message } })
export const exited = (
  exitCode: number,
  reason = exitCode === 0 ? 'Completed' : 'Error',
  message?: string
): ContainerState => ({
  terminated: {
    exitCode,
    reason,
    startedAt: startOfRun,
    finishedAt: '2026-01-01T00:00:10Z',
    ...(message === undefined ? {} : { message })
  }
})

export function makePod(status: PodStatus, overrides: { metadata?: Pod['metadata']; spec?: Pod['spec'] } = {}): Pod {
  return {
    metadata: {
      name: 'etl-1a2b3c4d-x7k2p',
      namespace: 'ci',
      uid: 'pod-uid',
      ownerReferences: [{ uid: jobUid, kind: 'Job', name: 'etl-1a2b3c4d', controller: true }],
      ...overrides.metadata
    },
    spec: {
      restartPolicy: 'Never',
      nodeName: 'node-1',
      containers: [{ name: 'flow', image: 'r/etl@sha256:0' }],
      ...overrides.spec
    },
    status
  }
}

/** A pod whose one container is in this state; the phase follows from it, as the kubelet would set it. */
export function podIn(
  state: ContainerState,
  overrides: { metadata?: Pod['metadata']; spec?: Pod['spec']; status?: Partial<PodStatus> } = {}
): Pod {
  const phase = state.terminated
    ? state.terminated.exitCode === 0
      ? 'Succeeded'
      : 'Failed'
    : state.running
      ? 'Running'
      : 'Pending'
  return makePod({ phase, containerStatuses: [makeStatus(state)], ...overrides.status }, overrides)
}

export function makeEvent(
  reason: string,
  message: string,
  about: 'job' | 'pod' = 'pod',
  overrides: Partial<Event> = {}
): Event {
  return {
    metadata: { name: reason, uid: `${about}-${reason}-${message.length}`, creationTimestamp: startOfRun },
    type: 'Warning',
    reason,
    message,
    involvedObject: { uid: about === 'job' ? jobUid : 'pod-uid' },
    ...overrides
  }
}

export function makeSnapshot(overrides: Partial<Omit<Snapshot, 'pods'>> & { pods?: readonly Pod[] } = {}): Snapshot {
  const { pods = [], ...rest } = overrides
  return {
    job: makeJob(),
    gone: false,
    events: [],
    sees: { pods: true, events: true },
    now: Date.parse('2026-01-01T00:00:12Z'),
    ...rest,
    pods: pods.map((pod) => ({ pod, gone: false }))
  }
}

/** A Job that was suspended and resumed, as the built-in controller leaves it. @param at RFC 3339 */
export function resumedJob(at: string, conditions: NonNullable<Job['status']>['conditions'] = []): Job {
  const suspended = { type: 'Suspended', status: 'False', reason: 'JobResumed', lastTransitionTime: at } as const
  return makeJob({ status: { startTime: at, active: 1, conditions: [suspended, ...conditions] } })
}

/** A pod whose removal was asked for, in the sixth second of the run unless said, with a grace of 30 s. */
export function removed(pod: Pod, asked = '2026-01-01T00:00:05Z'): Pod {
  const deletionTimestamp = `${new Date(Date.parse(asked) + 30_000).toISOString().slice(0, 19)}Z`
  return { ...pod, metadata: { ...pod.metadata, deletionTimestamp, deletionGracePeriodSeconds: 30 } }
}

/** A Job with one condition True. */
export function jobWith(type: string, reason = '', message = ''): Job {
  return makeJob({ status: { startTime: startOfRun, conditions: [{ type, status: 'True', reason, message }] } })
}
