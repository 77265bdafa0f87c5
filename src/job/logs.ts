/** Follows the log of every container of every pod, each once, into the log file and onto the console. */

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
  /** Takes out what must not be seen. */
  readonly redact?: (block: Uint8Array) => Uint8Array
}

/** A part of the log that was lost, in words for the report. */
export interface Loss {
  readonly stream: string
  readonly text: string
}

interface Stream {
  readonly name: string
  /** Aborted when the container has ended, or is to be left as it is. */
  readonly end: AbortController
  readonly done: Promise<void>
}

export class Logs {
  readonly losses: Loss[] = []
  readonly #options: LogsOptions
  readonly #streams = new Map<string, Stream>()
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
      const key = `${uidOf(pod)}/${status.name}/${status.restartCount ?? 0}`
      const hasRun = status.state?.running !== undefined || exitOf(status) !== undefined
      // a container that could not be started has no log to read
      if (!this.#streams.has(key) && hasRun && !gone && exitOf(status)?.reason !== 'StartError') {
        this.#streams.set(key, this.#start(nameOf(pod), status.name))
      }
      if (gone || exitOf(status) !== undefined) this.#streams.get(key)?.end.abort()
    }
  }

  #start(pod: string, container: string): Stream {
    const name = Logs.streamName(pod, container)
    const end = new AbortController()
    return { name, end, done: this.#follow(name, pod, container, end.signal) }
  }

  async #follow(name: string, pod: string, container: string, terminated: AbortSignal): Promise<void> {
    const { cluster, file, writer, show, isSingle, redact = same } = this.#options
    const sink = file.sink(name)
    const prefix = isSingle ? '| ' : `${name} | `
    await this.#turn()
    try {
      const result = await followLog({
        cluster,
        pod,
        container,
        terminated,
        signal: this.#abort.signal,
        deliver: (whole) => {
          const block = redact(whole)
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
      const isTold = this.losses.some(({ stream }) => stream === name)
      if (!result.complete && !this.#abort.signal.aborted && !isTold)
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

const same = (block: Uint8Array): Uint8Array => block

async function isSettled(promise: Promise<void>): Promise<boolean> {
  const pending = Symbol('pending')
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending
}
