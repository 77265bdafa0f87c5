/** Follows the log of every container of every pod, each once, into the log file and onto the console. */

import type { ContainerStatus, Pod } from '../cluster/objects.ts'
import { followLog } from '../cluster/pod-log.ts'
import type { Cluster } from '../cluster/port.ts'
import { describe } from '../failure.ts'
import { sleep } from '../lib/deadline.ts'
import type { Writer } from '../runner/writer.ts'
import { consoleBlock } from './log-console.ts'
import type { LogFile } from './log-file.ts'
import { allStatuses, nameOf, terminated as exitOf, uidOf, type SeenPod, type Snapshot } from './snapshot.ts'

/** Streams that are open at once; the others wait, and are read when their turn comes, also after their container ended. */
const openStreams = 200

export interface LogsOptions {
  readonly cluster: Cluster
  readonly file: LogFile
  readonly writer: Writer
  /** False: the log goes to the file alone. */
  readonly show: boolean
  /** One stream in all: no pod names on the console. */
  readonly isSingle: boolean
}

/** A part of the log that was lost, in words for the report. */
export interface Loss {
  readonly stream: string
  readonly text: string
}

interface Stream {
  readonly name: string
  /** Which try of the container this is, from 0. */
  readonly attempt: number
  /** Aborted when the container has ended, or is to be left as it is. */
  readonly end: AbortController
  /** Aborted when the log of this try can no longer be had. */
  readonly giveUp: AbortController
  readonly done: Promise<void>
}

export class Logs {
  readonly losses: Loss[] = []
  readonly #options: LogsOptions
  readonly #streams = new Map<string, Stream>()
  /** By container of a pod: the try that runs or ran last. */
  readonly #attempts = new Map<string, number>()
  readonly #abort = new AbortController()
  readonly #queue: (() => void)[] = []
  #open = 0

  constructor(options: LogsOptions) {
    this.#options = options
  }

  /** Begins to follow each container that has begun to run, and notes which have ended. */
  take(snapshot: Snapshot): void {
    if (!snapshot.sees.pods) return
    for (const seen of snapshot.pods) this.#takePod(seen)
  }

  /**
   * Ends the following: what has ended is read to its end, what still runs up to now. Bounded.
   * @param grace milliseconds for everything that is still open
   * @param signal cuts the grace short
   */
  async finish(grace: number, signal?: AbortSignal): Promise<void> {
    for (const { end } of this.#streams.values()) end.abort()
    const all = Promise.all([...this.#streams.values()].map(({ done }) => done))
    const enough = new AbortController()
    const hurry = signal === undefined ? enough.signal : AbortSignal.any([signal, enough.signal])
    const inTime = await Promise.race([all.then(() => true), sleep(grace, hurry).then(() => false)])
    enough.abort()
    if (!inTime) {
      for (const { name, done } of this.#streams.values()) {
        if (!(await isSettled(done)))
          this.losses.push({ stream: name, text: 'its last lines could not be read in time' })
      }
    }
    this.#abort.abort()
    await all
  }

  /** Name of a pod's stream in the log file. */
  static streamName(pod: string, container: string): string {
    return `${pod}/${container}`
  }

  #takePod({ pod, gone }: SeenPod): void {
    for (const status of allStatuses(pod)) {
      const container = `${uidOf(pod)}/${status.name}`
      const attempt = status.restartCount ?? 0
      this.#attempts.set(container, attempt)
      for (let older = 0; older < attempt; older += 1) this.#takeOlder(container, pod, status, older)
      const key = `${container}/${attempt}`
      // a container that waits to be started again still has the log of this try
      const hasEnded = exitOf(status) ?? (status.state?.waiting && status.lastState?.terminated)
      const hasRun = status.state?.running !== undefined || hasEnded !== undefined
      // a container that could not be started has no log to read
      if (!this.#streams.has(key) && hasRun && !gone && hasEnded?.reason !== 'StartError')
        this.#streams.set(key, this.#start(pod, status.name, attempt))
      if (gone || hasEnded !== undefined) this.#streams.get(key)?.end.abort()
    }
  }

  /** A try that another one has followed: its log is kept until the next one. */
  #takeOlder(container: string, pod: Pod, status: ContainerStatus, attempt: number): void {
    const key = `${container}/${attempt}`
    const isPrevious = attempt === (status.restartCount ?? 0) - 1
    if (!this.#streams.has(key)) {
      const hasRun = isPrevious ? status.lastState?.terminated?.reason !== 'StartError' : false
      const stream = hasRun ? this.#start(pod, status.name, attempt) : this.#noStream(pod, status.name, attempt)
      this.#streams.set(key, stream)
      if (!isPrevious) this.#lose(stream.name, `the log of try ${attempt + 1} was gone before it could be read`)
    }
    const stream = this.#streams.get(key)
    stream?.end.abort()
    // what the cluster would give now is the log of a later try
    if (!isPrevious) stream?.giveUp.abort()
  }

  #noStream(pod: Pod, container: string, attempt: number): Stream {
    const name = Logs.streamName(nameOf(pod), container)
    return { name, attempt, end: new AbortController(), giveUp: new AbortController(), done: Promise.resolve() }
  }

  #start(pod: Pod, container: string, attempt: number): Stream {
    const stream = this.#noStream(pod, container, attempt)
    // the lines of one try come before those of the next
    const before = this.#streams.get(`${uidOf(pod)}/${container}/${attempt - 1}`)?.done ?? Promise.resolve()
    const follow = (): Promise<void> => this.#follow(stream, pod, container)
    return { ...stream, done: before.then(follow) }
  }

  async #follow({ name, attempt, end, giveUp }: Stream, pod: Pod, container: string): Promise<void> {
    const { cluster, file, writer, show, isSingle } = this.#options
    const sink = file.sink(name)
    const prefix = isSingle ? '| ' : `${name} | `
    const isTold = (): boolean => this.losses.filter(({ stream }) => stream === name).length > told
    await this.#turn()
    const told = this.losses.filter(({ stream }) => stream === name).length
    try {
      const result = await followLog({
        cluster,
        pod: nameOf(pod),
        container,
        terminated: end.signal,
        signal: AbortSignal.any([this.#abort.signal, giveUp.signal]),
        isPrevious: () => (this.#attempts.get(`${uidOf(pod)}/${container}`) ?? 0) > attempt,
        deliver: (block) => {
          sink.write(block)
          if (!show) return undefined
          writer.foreignBytes(consoleBlock(block, prefix))
          return writer.drained(this.#abort.signal)
        },
        lost: ({ after, before }) =>
          this.#lose(name, `lines may be missing between ${after || 'its beginning'} and ${before ?? 'its end'}`),
        status: (text) => writer.debug(`Log of ${name}: ${text}`)
      })
      // lines that were lost on the way have been told with their times
      if (!result.complete && !this.#abort.signal.aborted && !isTold())
        this.#lose(name, result.reason ?? 'its end could not be read')
    } catch (error) {
      if (!this.#abort.signal.aborted) this.#lose(name, describe(error))
    } finally {
      this.#open -= 1
      this.#queue.shift()?.()
    }
  }

  async #turn(): Promise<void> {
    if (this.#open >= openStreams) await new Promise<void>((resolve) => this.#queue.push(resolve))
    this.#open += 1
  }

  /** @param words why, as a part of a sentence or a sentence of its own */
  #lose(stream: string, words: string): void {
    const text = words.replace(/\.$/u, '').replace(/^[A-Z](?=[a-z ])/u, (letter) => letter.toLowerCase())
    this.losses.push({ stream, text })
    this.#options.writer.warning(`The log of ${stream} is not whole: ${text}.`)
  }
}

async function isSettled(promise: Promise<void>): Promise<boolean> {
  const pending = Symbol('pending')
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending
}
