import { setTimeout as sleep } from 'node:timers/promises'
import { KubeError, type Kube, type Thing } from './kube.ts'
import { PlayedLog } from './played-log.ts'
import { apiTime, created, phaseOf, statusOf, type PlayedContainer, type PodSpec } from './played-status.ts'

/** A pod as the API server has it. */
export interface Pod extends Thing {
  spec: PodSpec
  status: { phase?: string }
}

/** How a container ends. */
export interface Exit {
  /** The first one unless said. */
  container?: string | undefined
  /** `Completed` or `Error` unless said. */
  reason?: string
  signal?: number
  /** The termination message. */
  message?: string
  /** False: the pod's phase stays as it is until {@link PlayedPod.finish}, as a kubelet's does for a second. */
  phase?: boolean
}

/** What a program does when it is told to end: does so with 143, doesn't listen (137 after the grace), or what the test says. */
export type OnTerminate = 'exit' | 'ignore' | ((graceSeconds: number) => void | Promise<void>)

/** A pod whose kubelet is the test. Everything resolves when the API server has it. */
export class PlayedPod {
  readonly namespace: string
  readonly name: string
  readonly uid: string
  /** The newest version that was seen. */
  object: Pod
  onTerminate: OnTerminate = 'exit'
  #kube: Kube
  #node: string
  #containers: PlayedContainer[]
  #logs = new Map<string, { now: PlayedLog; previous?: PlayedLog }>()
  #startTime = apiTime()
  #queue: Promise<unknown> = Promise.resolve()
  #held: string | undefined
  #reason: { reason?: string; message?: string } = {}
  #terminating = false
  #events = 0

  constructor(kube: Kube, node: string, object: Pod) {
    this.#kube = kube
    this.#node = node
    this.object = object
    this.namespace = object.metadata.namespace ?? ''
    this.name = object.metadata.name
    this.uid = object.metadata.uid ?? ''
    this.#containers = object.spec.containers.map((container) => created(this.uid, container))
  }

  get #path(): string {
    return `/api/v1/namespaces/${this.namespace}/pods/${this.name}`
  }

  /** Its current phase, whether written already or not. */
  get phase(): string {
    return this.#held ?? phaseOf(this.object.spec, this.#containers)
  }

  /** Puts the pod on the played node, as a scheduler does. */
  async bind(): Promise<void> {
    if (this.object.spec.nodeName !== undefined) return
    this.object.spec.nodeName = this.#node
    const target = { apiVersion: 'v1', kind: 'Node', name: this.#node }
    await this.#send(() =>
      this.#kube.create(`${this.#path}/binding`, {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name: this.name },
        target
      })
    )
  }

  #container(name?: string): PlayedContainer {
    const found = name === undefined ? this.#containers[0] : this.#containers.find((each) => each.name === name)
    if (found === undefined) throw new Error(`Pod ${this.name} has no container ${name ?? ''}.`)
    return found
  }

  /** The log of a container: for blocks of many lines, and to count its followers. */
  logOf(container?: string): PlayedLog {
    const { name } = this.#container(container)
    const logs = this.#logs.get(name) ?? { now: new PlayedLog() }
    this.#logs.set(name, logs)
    return logs.now
  }

  /** The log of a container's earlier try; undefined when there was none. */
  previousLog(container: string): PlayedLog | undefined {
    // until the next try begins, the last one is both
    if (this.#container(container).state.waiting && this.#container(container).lastState.terminated)
      return this.logOf(container)
    return this.#logs.get(container)?.previous
  }

  /** Why a log can't be read yet, in a kubelet's words; undefined when it can. */
  waitingFor(container: string): string | undefined {
    const { state, lastState } = this.#container(container)
    // one that waits to be started again still has the log of its last try
    const waiting = lastState.terminated === undefined ? state.waiting : undefined
    return waiting && `container "${container}" in pod "${this.name}" is waiting to start: ${waiting.reason}`
  }

  /** Starts all containers, or one; one that had ended is started again, with a new log and a higher restart count. */
  running(container?: string): Promise<void> {
    const startedAt = apiTime()
    for (const each of container === undefined ? this.#containers : [this.#container(container)]) {
      if (each.state.terminated ?? each.lastState.terminated) {
        each.restartCount++
        if (each.state.terminated) each.lastState = { terminated: each.state.terminated }
        this.#logs.set(each.name, { now: new PlayedLog(), previous: this.logOf(each.name) })
      }
      each.state = { running: { startedAt } }
    }
    return this.write()
  }

  /** Writes one line to the log. `stamp` is its time (RFC 3339, nine digits); `open`: without an end of line. */
  log(
    content: string | Buffer,
    { stamp, container, open }: { stamp?: string; container?: string; open?: boolean } = {}
  ): void {
    this.logOf(container).line(content, stamp, open)
  }

  /** A container can't start, or waits to start again. */
  waiting(reason: string, message?: string, container?: string): Promise<void> {
    const it = this.#container(container)
    if (it.state.terminated) it.lastState = { terminated: it.state.terminated }
    it.state = { waiting: { reason, message } }
    return this.write()
  }

  /** A container ends. Its log ends with it. */
  exit(exitCode: number, { container, reason, signal, message, phase = true }: Exit = {}): Promise<void> {
    const it = this.#container(container)
    const finishedAt = apiTime()
    if (!phase) this.#held = this.phase === 'Pending' ? 'Pending' : 'Running'
    it.state = {
      terminated: {
        exitCode,
        reason: reason ?? (exitCode === 0 ? 'Completed' : 'Error'),
        signal,
        message,
        startedAt: it.state.running?.startedAt ?? finishedAt,
        finishedAt,
        containerID: it.containerID
      }
    }
    this.logOf(container).close()
    return this.write()
  }

  /** Writes the phase that `exit` with `phase: false` held back. */
  finish(): Promise<void> {
    this.#held = undefined
    return this.write()
  }

  /** The kubelet ends the pod by itself: `Evicted`, `NodeLost`, … Containers that run are left as they are reported. */
  fail(reason: string, message?: string): Promise<void> {
    this.#held = 'Failed'
    this.#reason = { reason, ...(message === undefined ? {} : { message }) }
    return this.write()
  }

  /** Sets one condition beside those a kubelet keeps: `DisruptionTarget`, `PodScheduled` with `Unschedulable`. */
  async condition(
    type: string,
    status: 'True' | 'False' | 'Unknown',
    reason?: string,
    message?: string
  ): Promise<void> {
    const condition = { type, status, reason, message, lastTransitionTime: apiTime() }
    await this.#patch({ conditions: [condition] })
  }

  /** An event about this pod. */
  async event(reason: string, message: string, type: 'Normal' | 'Warning' = 'Warning'): Promise<void> {
    const at = apiTime()
    await this.#send(() =>
      this.#kube.create(`/api/v1/namespaces/${this.namespace}/events`, {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: `${this.name}.${++this.#events}.${this.uid.slice(0, 8)}`, namespace: this.namespace },
        involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace: this.namespace, name: this.name, uid: this.uid },
        source: { component: 'kubelet', host: this.#node },
        firstTimestamp: at,
        lastTimestamp: at,
        count: 1,
        type,
        reason,
        message
      })
    )
  }

  /** Breaks, ends, stalls or rotates the log (see PlayedLog): the first container's. */
  cutLogs = (): void => this.logOf().cut()
  endLogs = (): void => this.logOf().endStreams()
  stallLogs = (stalled = true): void => this.logOf().stall(stalled)
  rotate = (): void => this.logOf().rotate()

  /** Writes the status once more. */
  write(): Promise<void> {
    return this.#patch(
      statusOf(this.object.spec, this.#containers, { phase: this.phase, startTime: this.#startTime, ...this.#reason })
    )
  }

  async #patch(status: object): Promise<void> {
    const body = { metadata: { uid: this.uid }, status }
    await this.#send(() => this.#kube.patch(`${this.#path}/status`, body, 'strategic'))
  }

  /** One write after the other; again while the API server is away; a pod that is gone needs none. */
  #send(write: () => Promise<unknown>): Promise<void> {
    const turn = this.#queue.then(async () => {
      for (let tries = 0; ; tries++) {
        try {
          await write()
          return
        } catch (error) {
          const status = error instanceof KubeError ? error.status : 0
          if (status === 404 || status === 409) return
          if (tries >= 300 || (status >= 400 && status < 500 && status !== 429)) throw error
          await sleep(200)
        }
      }
    })
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  /** What a kubelet does when the pod is deleted: tells the program, waits, reports, and takes the pod away. */
  async terminate(graceSeconds: number): Promise<void> {
    if (this.#terminating) return
    this.#terminating = true
    const alive = () => this.#containers.some(({ state }) => state.running)
    if (alive()) {
      if (typeof this.onTerminate === 'function') await this.onTerminate(graceSeconds)
      else if (this.onTerminate === 'ignore') await sleep(graceSeconds * 1000)
      for (const { name, state } of this.#containers) {
        if (state.running) await this.exit(this.onTerminate === 'exit' ? 143 : 137, { container: name })
      }
      await this.finish()
    } else if (this.phase === 'Pending') {
      await this.fail('')
    }
    for (const { now } of this.#logs.values()) now.close()
    await this.#send(() => this.#kube.delete(this.#path, { gracePeriodSeconds: 0, preconditions: { uid: this.uid } }))
  }
}
