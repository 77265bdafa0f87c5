/** One request for a log, read to its end, with the idle handling that a silent container needs. */

import { isCutStamp } from './log-stamp.ts'
import { ApiError, type Cluster, type LogRequest } from './port.ts'

/** Times of reading a log, in milliseconds. */
export interface LogTiming {
  /** A followed stream that was silent for so long is opened again: it may be dead, and opening it again loses nothing. */
  readonly idle: number
  /** After so long a silence of a stream that may stand still since the log was rotated, the log is looked at beside it. */
  readonly quiet: number
  /** The longest such silence before the next look: less than the time between two rotations (10 s with the kubelet). */
  readonly longestQuiet: number
  /** The same as `idle` while lines come that are known to be there, and for readings that do not follow. */
  readonly idleKnown: number
  /** How long a followed stream may be silent after its container has ended. */
  readonly endGrace: number
  readonly firstPause: number
  /** The pause after a followed stream has ended well with lines in it: mostly its container has ended, and that will be told. */
  readonly cleanPause: number
  readonly longestPause: number
  /** How long errors are tried again when the container has ended, or when the log could be read before. */
  readonly patience: number
  /** How long they are tried again after the end at least, where they had lasted for all of that patience before. */
  readonly lastPatience: number
  /** How long the status of a container may take to say that it was started again. */
  readonly statusLag: number
  /** How often the clocks above are looked at. */
  readonly tick: number
}

export const usualTiming: LogTiming = {
  idle: 300_000,
  quiet: 1_000,
  longestQuiet: 2_000,
  idleKnown: 20_000,
  endGrace: 2_000,
  firstPause: 100,
  cleanPause: 100,
  longestPause: 5_000,
  patience: 30_000,
  lastPatience: 10_000,
  statusLag: 3_000,
  tick: 250
}

/**
 * `clean`: the server ended it (which says nothing about the container); `cut`: it broke off; `idle`: nothing came for too
 * long; `ended`: nothing came any more and the container has ended; `enough`: the consumer had enough; `aborted`.
 */
export type ReadingEnd =
  | { readonly kind: 'clean' | 'idle' | 'ended' | 'enough' | 'aborted' }
  | { readonly kind: 'cut'; readonly error: ApiError }

export interface Reading {
  readonly cluster: Pick<Cluster, 'openLog'>
  readonly request: LogRequest
  readonly signal: AbortSignal
  /** Aborts when the container is known to have ended. */
  readonly terminated: AbortSignal
  readonly timing: LogTiming
  /** True while lines are expected that are known to be there. */
  readonly isCatchingUp: () => boolean
  /** Whether the stream, silent since then (`performance.now()`), is known to stand still; asked only when it follows. */
  readonly isStill?: (silentSince: number, signal: AbortSignal) => boolean
  /** Something came. */
  readonly received?: (() => void) | undefined
  /** @returns false to stop reading */
  readonly take: (chunk: Buffer) => Promise<boolean>
}

/**
 * Reads. The server sends no headers before the first line (the kubelet flushes late), so waiting for the answer is silence too.
 * @throws only what `take` throws
 */
export async function readLog(reading: Reading): Promise<ReadingEnd> {
  const { cluster, request, signal, terminated, timing } = reading
  if (signal.aborted) return { kind: 'aborted' }
  const stop = new AbortController()
  const isAborted = (): boolean => signal.aborted
  const abort = (): void => stop.abort(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  let stopped: 'idle' | 'ended' | undefined
  let waitingSince = performance.now()
  let isWaiting = true
  const ticker = setInterval(() => {
    if (!isWaiting) return
    const silent = performance.now() - waitingSince
    const isFollowing = request.follow && !reading.isCatchingUp()
    if (request.follow && terminated.aborted && silent >= timing.endGrace) stopped = 'ended'
    else if (silent >= (isFollowing ? timing.idle : timing.idleKnown)) stopped = 'idle'
    else if (isFollowing && reading.isStill?.(waitingSince, stop.signal)) stopped = 'idle'
    if (stopped !== undefined) stop.abort(new Error('The log stream was silent.'))
  }, timing.tick)

  let isTaking = false
  try {
    for await (const bytes of await cluster.openLog(request, stop.signal)) {
      isWaiting = false
      reading.received?.()
      isTaking = true
      const wantsMore = await reading.take(
        Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      )
      isTaking = false
      if (!wantsMore) return { kind: 'enough' }
      if (isAborted()) return { kind: 'aborted' }
      waitingSince = performance.now()
      isWaiting = true
    }
    return { kind: stopped ?? (stop.signal.aborted ? 'aborted' : 'clean') }
  } catch (error) {
    if (isTaking) throw error
    if (isAborted()) return { kind: 'aborted' }
    if (stopped !== undefined) return { kind: stopped }
    return { kind: 'cut', error: asApiError(error, request.pod) }
  } finally {
    clearInterval(ticker)
    signal.removeEventListener('abort', abort)
    // Ends the request whose answer nobody reads any more.
    stop.abort(new Error('The log is read no further.'))
  }
}

/**
 * The error of a reading that was cut, also where the end looked clean: no log ends within the time of a line.
 * @param tail unterminated bytes at its end
 */
export function cutOf(end: ReadingEnd, pod: string, tail: Buffer | undefined): ApiError | undefined {
  if (end.kind === 'cut') return end.error
  if (end.kind !== 'clean' || tail === undefined || !isCutStamp(tail)) return undefined
  return new ApiError(`read the log of pod ${pod}`, 'The log stream ended in the middle of a line.', {
    status: 0,
    mayHaveHappened: true
  })
}

/** The pod itself is gone, and its name never comes back. (A kubelet's own 404 has other words.) */
export function isMissingPod({ status, reason, message }: ApiError): boolean {
  return status === 404 && reason === 'NotFound' && message.startsWith('pods "')
}

function asApiError(error: unknown, pod: string): ApiError {
  if (error instanceof ApiError) return error
  return new ApiError(`read the log of pod ${pod}`, 'The log stream broke off.', {
    status: 0,
    mayHaveHappened: true,
    cause: error
  })
}
