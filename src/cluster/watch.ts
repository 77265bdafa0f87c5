/**
 * Watches a collection: list, watch from the list's version, and list again whenever the watch ends. Every end, however it
 * looks, means only "look again": servers end watches after minutes, load balancers silently, a restart with a reset.
 */

import { sleep } from '../lib/deadline.ts'
import { LineCutter } from './log-lines.ts'
import type { KubeObject } from './objects.ts'
import { ApiError, type WatchSink } from './port.ts'
import { Watched, type WatchEvent } from './watched.ts'

/** Where a watch gets its lists and streams from. */
export interface WatchSource<T> {
  list(signal: AbortSignal): Promise<{ readonly items: readonly T[]; readonly version: string | undefined }>
  /** @param seconds after which the server is to end the stream */
  open(version: string | undefined, seconds: number, signal: AbortSignal): Promise<AsyncIterable<Buffer>>
  /** What is kept of an object that the stream brings. */
  fields?(object: T): T
}

/** In milliseconds. */
export interface WatchTiming {
  /** Without a byte for so long a stream is dead: bookmarks come every minute. */
  readonly silence: number
  readonly firstPause: number
  readonly longestPause: number
  /** A watch that lived so long was a good one: look again at once. */
  readonly good: number
  /** How long a refusal must last when the watch had worked: an API server that starts refuses until it knows its roles. */
  readonly refusal: number
}

const usual: WatchTiming = { silence: 90_000, firstPause: 100, longestPause: 10_000, good: 10_000, refusal: 30_000 }

/**
 * Watches until `signal` aborts, then resolves.
 * @throws ApiError 401, 403, 404 that last; whatever the sink throws
 */
export async function watch<T extends KubeObject>(
  source: WatchSource<T>,
  sink: WatchSink<T>,
  signal: AbortSignal,
  timing: Partial<WatchTiming> = {},
  random: () => number = Math.random
): Promise<void> {
  const times = { ...usual, ...timing }
  const watched = new Watched<T>()
  let failures = 0
  let hasWorked = false
  let isDisturbed = false
  let refusedSince: number | undefined

  const judge = (error: unknown): void => {
    if (!(error instanceof ApiError)) throw error
    if (![401, 403, 404].includes(error.status)) {
      refusedSince = undefined
      return
    }
    refusedSince ??= performance.now()
    // a watch is never the first thing that is asked of a server: whoever gets here was let in a moment ago, so that a 401 is
    // news even before the first list. For the right to watch that is no proof.
    const isNews = error.status === 401 || hasWorked
    if (!isNews || performance.now() - refusedSince >= times.refusal) throw error
  }

  while (!signal.aborted) {
    const begun = performance.now()
    let end: 'listed' | 'good' | 'bad' = 'bad'
    try {
      const { items, version } = await source.list(signal)
      end = 'listed'
      watched.replace(items)
      sink.changed(watched.objects)
      if (isDisturbed) sink.disturbed?.(undefined)
      isDisturbed = false
      if (isAborted(signal)) return
      const hadEvents = await follow(source, version, watched, sink, signal, times, 240 + Math.floor(random() * 60))
      hasWorked = true
      refusedSince = undefined
      if (hadEvents || performance.now() - begun >= times.good) end = 'good'
    } catch (error) {
      if (isAborted(signal)) return
      judge(error)
      // A stream that broke off is nothing to talk about as long as lists succeed.
      if (end === 'bad' && !isDisturbed) {
        isDisturbed = true
        sink.disturbed?.(error as ApiError)
      }
      if (error instanceof StreamBroke && (error.hadEvents || performance.now() - begun >= times.good)) end = 'good'
      if (error instanceof StreamBroke) hasWorked = true
    }
    failures = end === 'good' ? 0 : failures + 1
    if (failures > 0)
      await sleep(Math.min(times.longestPause, times.firstPause * 2 ** (failures - 1)) * (0.75 + random() / 4), signal)
  }
}

/** A watch that ended with an error after it had been opened. */
class StreamBroke extends ApiError {
  readonly hadEvents: boolean

  constructor(error: ApiError, hadEvents: boolean) {
    super(error.action, error.message, { status: 0, cause: error })
    this.hadEvents = hadEvents
  }
}

/** Reads one watch to its end. @returns whether it brought events */
async function follow<T extends KubeObject>(
  source: WatchSource<T>,
  version: string | undefined,
  watched: Watched<T>,
  sink: WatchSink<T>,
  signal: AbortSignal,
  times: WatchTiming,
  seconds: number
): Promise<boolean> {
  const stop = new AbortController()
  const abort = (): void => stop.abort(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  let guard: NodeJS.Timeout | undefined
  const heard = (): void => {
    clearTimeout(guard)
    guard = setTimeout(() => stop.abort(new Error('The watch was silent.')), times.silence)
  }
  const progress = { isOpen: false, isOver: false, hadEvents: false, changed: new Set<string>() }
  let gone: T[] = []
  const cutter = new LineCutter(
    {
      line(bytes, start, end) {
        const event = parseEvent(bytes.toString('utf8', start, end))
        if (event === undefined || event.type === 'ERROR') {
          progress.isOver = true
          return
        }
        if (progress.isOver || event.type === 'BOOKMARK') return
        progress.hadEvents = true
        const object = source.fields?.(event.object as T) ?? event.object
        if (!watched.apply({ type: event.type, object })) return
        progress.changed.add(object.metadata?.uid ?? '')
        if (event.type === 'DELETED') gone.push(object as T)
      },
      hugeStart: () => (progress.isOver = true),
      hugeMore: () => undefined,
      hugeEnd: () => undefined
    },
    largestObject
  )
  let isTelling = false
  try {
    heard()
    const stream = await source.open(version, seconds, stop.signal)
    progress.isOpen = true
    for await (const chunk of stream) {
      heard()
      cutter.push(chunk)
      if (progress.changed.size > 0) {
        const { changed } = progress
        const went = gone
        progress.changed = new Set()
        gone = []
        isTelling = true
        sink.changed(watched.objects, changed, went)
        isTelling = false
      }
      if (progress.isOver || isAborted(signal)) break
    }
    return progress.hadEvents
  } catch (error) {
    if (isTelling || isAborted(signal)) throw error
    if (!progress.isOpen) {
      // Gone (410) is what a version that is too old gets: the list that follows mends it.
      if (error instanceof ApiError && error.status === 410) return progress.hadEvents
      if (!stop.signal.aborted) throw error
    }
    const cause =
      error instanceof ApiError ? error : new ApiError('watch', 'The watch was silent.', { status: 0, cause: error })
    throw new StreamBroke(cause, progress.hadEvents)
  } finally {
    clearTimeout(guard)
    signal.removeEventListener('abort', abort)
    stop.abort(new Error('The watch is read no further.'))
  }
}

/** etcd takes requests of 1.5 MiB; aggregated servers may store more. */
const largestObject = 64 * 1024 * 1024

/** Undefined for what is no event: then the stream is broken. */
function parseEvent(line: string): WatchEvent | undefined {
  try {
    const value = JSON.parse(line) as Partial<WatchEvent> | null
    if (typeof value?.type !== 'string' || typeof value.object !== 'object') return undefined
    return { type: value.type, object: value.object }
  } catch {
    return undefined
  }
}

/** Asked again after each pause: the compiler would take the first answer for the last. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted
}
