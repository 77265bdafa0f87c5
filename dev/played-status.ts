import { createHash } from 'node:crypto'

/** How a container stands, as its kubelet reports it. */
export interface PlayedContainer {
  name: string
  image: string
  containerID: string
  restartCount: number
  state: ContainerState
  lastState: ContainerState
}

export interface ContainerState {
  waiting?: { reason: string; message?: string | undefined }
  running?: { startedAt: string }
  terminated?: {
    exitCode: number
    reason: string
    signal?: number | undefined
    message?: string | undefined
    startedAt: string
    finishedAt: string
    containerID: string
  }
}

/** What of a pod's spec a kubelet's report hangs on. */
export interface PodSpec {
  nodeName?: string
  restartPolicy?: string
  terminationGracePeriodSeconds?: number
  containers: { name: string; image?: string }[]
  initContainers?: { name: string; image?: string; restartPolicy?: string }[]
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A container that hasn't been started. */
export function created(pod: string, { name, image = '' }: { name: string; image?: string }): PlayedContainer {
  return {
    name,
    image,
    containerID: `containerd://${digest(`${pod}/${name}`)}`,
    restartCount: 0,
    state: { waiting: { reason: 'ContainerCreating' } },
    lastState: {}
  }
}

/** Seconds are as fine as the API's times get. */
export const apiTime = (date = new Date()): string => `${date.toISOString().slice(0, 19)}Z`

/** The phase that follows from the containers' states; `Pending` until the first one started. */
export function phaseOf(
  spec: PodSpec,
  containers: readonly PlayedContainer[]
): 'Pending' | 'Running' | 'Succeeded' | 'Failed' {
  const ended = containers.map(({ state }) => state.terminated?.exitCode)
  const started = containers.some(({ state, lastState }) => state.running ?? state.terminated ?? lastState.terminated)
  if (!started) return 'Pending'
  const policy = spec.restartPolicy ?? 'Always'
  if (policy === 'Always' || ended.includes(undefined)) return 'Running'
  if (ended.every((code) => code === 0)) return 'Succeeded'
  return policy === 'Never' ? 'Failed' : 'Running'
}

function report(container: PlayedContainer): object {
  const { name, image, containerID, restartCount, state, lastState } = container
  const started = state.running !== undefined
  const made = started || state.terminated !== undefined
  return {
    name,
    image,
    imageID: made ? `${image.replace(/@.*|:[^/:]*$/, '')}@sha256:${digest(image)}` : '',
    ...(made ? { containerID } : {}),
    restartCount,
    ready: started,
    started,
    state,
    lastState
  }
}

/** A pod's whole status as a kubelet writes it. Conditions that are not a kubelet's (DisruptionTarget) are left alone. */
export function statusOf(
  spec: PodSpec,
  containers: readonly PlayedContainer[],
  {
    phase,
    startTime,
    reason,
    message
  }: { phase: string; startTime: string; reason?: string | undefined; message?: string | undefined }
): object {
  const now = apiTime()
  const done = phase === 'Succeeded' || phase === 'Failed'
  const ready = containers.every(({ state }) => state.running !== undefined)
  const because = done
    ? phase === 'Succeeded'
      ? 'PodCompleted'
      : 'PodFailed'
    : ready
      ? undefined
      : 'ContainersNotReady'
  const condition = (type: string, holds: boolean, why?: string) => ({
    type,
    status: holds ? 'True' : 'False',
    lastTransitionTime: now,
    ...(why === undefined ? {} : { reason: why })
  })
  const init = (spec.initContainers ?? []).map((each) => {
    const container = created(spec.nodeName ?? '', each)
    if (phase === 'Pending') return report(container)
    const { containerID } = container
    const terminated = { exitCode: 0, reason: 'Completed', startedAt: startTime, finishedAt: startTime, containerID }
    return report({
      ...container,
      state: each.restartPolicy === 'Always' && !done ? { running: { startedAt: startTime } } : { terminated }
    })
  })
  return {
    phase,
    startTime,
    hostIP: '127.0.0.1',
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
    conditions: [
      condition('PodReadyToStartContainers', !done && phase !== 'Pending'),
      condition('Initialized', true),
      condition('Ready', ready, because),
      condition('ContainersReady', ready, because)
    ],
    containerStatuses: containers.map(report),
    ...(init.length > 0 ? { initContainerStatuses: init } : {})
  }
}
