/** Follows the log of every container of every pod, each of its tries once, into the log file and onto the console. */

import type { ContainerStatus } from '../cluster/objects.ts'
import { followLog, type LogPlace } from '../cluster/pod-log.ts'
import type { Cluster } from '../cluster/port.ts'
import { describe } from '../failure.ts'
import type { Writer } from '../runner/writer.ts'
import { consoleBlock } from './log-console.ts'
import type { LogFile } from './log-file.ts'
import { inGrace, type Grace } from './log-grace.ts'
import type { Redaction } from './redact.ts'
import { allStatuses, nameOf, type SeenPod, type Snapshot } from './snapshot.ts'
import { keyOf, missedContainers, mayStartAgain, readableTries, streamName } from './tries.ts'

/** Streams that are open at once; the others wait, and are read when their turn comes, also after their container ended. */
const openStreams = 200
/** From this many streams on fewer requests count for more than a hundred milliseconds. */
const manyStreams = 20
/** Their ends show late, and a server that has to do with hundreds of streams answers late; what is stopped has ten seconds. */
const manyTiming = { cleanPause: 2_000, endGrace: 4_000 } as const
/** So many containers that nobody saw run are named. */
const mostMissed = 5
const unreadEnd = 'its last lines could not be read in time'

export interface LogsOptions {
  readonly cluster: Cluster
  readonly file: LogFile
  readonly writer: Writer
  /** False: the log goes to the file alone. */
  readonly show: boolean
  /** One stream in all: no pod names on the console. */
  readonly isSingle: boolean
  /** Begins to take out of one stream what must not be seen. */
  readonly redact?: () => Redaction
}

/** A part of the log that was lost, in words for the report. */
export interface Loss {
  readonly stream: string
  readonly text: string
}

/** One try of one container. */
interface Stream {
  readonly name: string
  /** Of the try, from 0. */
  readonly number: number
  /** Aborted when the container has ended, or is to be left as it is. */
  readonly end: AbortController
  place: LogPlace
  /** When something of it came last, by `performance.now()`. */
  heardAt: number
  done: Promise<void>
}

/** A container of a pod, by what is known of it now. */
interface Followed {
  readonly pod: string
  readonly container: string
  mayStartAgain: boolean
  /** Number of the last try that was seen, also where it has no log; -1 before that. */
  seen: number
  /** Its tries that have a log, the oldest first. */
  readonly streams: Stream[]
}

export class Logs {
  readonly losses: Loss[] = []
  readonly #options: LogsOptions
  readonly #followed = new Map<string, Followed>()
  readonly #abort = new AbortController()
  readonly #queue: (() => void)[] = []
  /** States of pods that were looked at: of hundreds of pods few change at a time. */
  readonly #taken = new WeakSet<SeenPod>()
  #open = 0
  #isFinishing = false
  #started = 0

  constructor(options: LogsOptions) {
    this.#options = options
  }

  /** Begins to follow each container that has begun to run, and notes which have ended. */
  take(snapshot: Snapshot): void {
    if (!snapshot.sees.pods) return
    for (const seen of snapshot.pods) {
      if (this.#taken.has(seen)) continue
      this.#taken.add(seen)
      this.#takePod(seen)
    }
  }

  /**
   * Names the containers of which nobody knows whether they ran: their pods are taken away, and what they wrote with them.
   * @param snapshot the one of the verdict
   */
  tellMissed(snapshot: Snapshot): void {
    const missed = missedContainers(snapshot).filter(({ key }) => (this.#followed.get(key)?.streams.length ?? 0) === 0)
    for (const { name } of missed.slice(0, mostMissed))
      this.#lose(
        name,
        'its pod was taken away before it was seen to run, so what it may have written could not be read'
      )
    const more = missed.length - mostMissed
    if (more > 0) this.#options.writer.warning(`The same is true of ${String(more)} more containers.`)
  }

  /**
   * Ends the following: what has ended is read to its end, what still runs up to now. Bounded.
   * @param signal cuts the grace short
   */
  async finish(grace: Grace, signal?: AbortSignal): Promise<void> {
    this.#isFinishing = true
    const streams = [...this.#followed.values()].flatMap((container) => container.streams)
    const ended = streams.filter(({ end }) => end.signal.aborted)
    for (const { end } of streams) stop(end)
    const all = Promise.all(streams.map(({ done }) => done))
    const inTime = await inGrace(all, grace, () => Math.max(0, ...ended.map(({ heardAt }) => heardAt)), {
      signal,
      tell: () => this.#options.writer.info('The logs are still being read to their end.')
    })
    if (!inTime) {
      for (const { name, done } of streams) {
        if (await isSettled(done)) continue
        // in a run that is cut short the summary's word is enough
        if (grace.longest > 0) this.#lose(name, unreadEnd)
        else this.losses.push({ stream: name, text: unreadEnd })
      }
    }
    this.#abort.abort()
    await all
  }

  #takePod({ pod, gone }: SeenPod): void {
    for (const status of allStatuses(pod)) {
      const key = keyOf(pod, status.name)
      const known = this.#followed.get(key)
      const container = known ?? {
        pod: nameOf(pod),
        container: status.name,
        mayStartAgain: false,
        seen: -1,
        streams: []
      }
      this.#followed.set(key, container)
      container.mayStartAgain = !gone && mayStartAgain(pod, status)
      if (gone) for (const { end } of container.streams) stop(end)
      else this.#takeTries(container, status)
    }
  }

  #takeTries(container: Followed, status: ContainerStatus): void {
    const count = status.restartCount ?? 0
    // the kubelet keeps the last two: of what lies between them and what was seen there is nothing to read
    for (let missed = container.seen + 1; missed < count - 1; missed += 1) {
      this.#lose(streamName(container.pod, container.container, missed), 'it was over before it could be read')
    }
    container.seen = count
    const tries = readableTries(status)
    const first = tries[0]?.number ?? 0
    for (const stream of container.streams) {
      if (stream.number >= first) continue
      stream.place = 'gone'
      stop(stream.end)
    }
    for (const { number, hasEnded, place } of tries) {
      const stream = container.streams.find((each) => each.number === number) ?? this.#start(container, number, place)
      stream.place = place
      if (hasEnded) stop(stream.end)
    }
  }

  #start(container: Followed, number: number, place: LogPlace): Stream {
    const name = streamName(container.pod, container.container, number)
    if (this.#options.isSingle && this.#started > 0) this.#options.writer.info(`The log of ${name} follows.`)
    this.#started += 1
    const stream: Stream = { name, number, place, end: new AbortController(), heardAt: 0, done: Promise.resolve() }
    // the lines of one try come before those of the next
    const before = container.streams.at(-1)?.done ?? Promise.resolve()
    container.streams.push(stream)
    stream.done = before.then(() => this.#follow(stream, container))
    return stream
  }

  async #follow(stream: Stream, container: Followed): Promise<void> {
    const { cluster, file, writer, show, isSingle, redact } = this.#options
    const { name } = stream
    const sink = file.sink(name)
    const prefix = isSingle ? '| ' : `${name} | `
    const redaction = redact?.()
    const pass = (block: Uint8Array): void => {
      // all of it may be held back
      if (block.length === 0) return
      sink.write(block)
      if (show) writer.foreignBytes(consoleBlock(block, prefix))
    }
    await this.#turn()
    try {
      const result = await followLog({
        cluster,
        pod: container.pod,
        container: container.container,
        terminated: stream.end.signal,
        place: () => stream.place,
        ...(this.#started < manyStreams ? {} : { timing: manyTiming }),
        mayStartAgain: () => container.mayStartAgain && !this.#isFinishing,
        signal: this.#abort.signal,
        received: () => (stream.heardAt = performance.now()),
        deliver: (whole) => {
          pass(redaction?.take(whole) ?? whole)
          return show ? writer.drained(this.#abort.signal) : undefined
        },
        lost: ({ after, before }) =>
          this.#lose(name, `lines may be missing between ${after || 'its beginning'} and ${before ?? 'its end'}`),
        status: (text) => writer.debug(`Log of ${name}: ${text}`)
      })
      if (redaction !== undefined) pass(redaction.end())
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

const over = new Error('The container has ended.')

/** Without a reason of its own each call makes an error with its stack, also where nothing is left to abort. */
function stop(end: AbortController): void {
  if (!end.signal.aborted) end.abort(over)
}

async function isSettled(promise: Promise<void>): Promise<boolean> {
  const pending = Symbol('pending')
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending
}
