/** Retries with growing pauses: a pure schedule, and a loop whose clock can be replaced. */

import { sleep } from './deadline.ts'

/** How often and after which pauses something is tried again; all times in milliseconds. */
export interface Backoff {
  /** Tries in all, the first one included. */
  readonly tries: number
  /** Longest pause before the second try. */
  readonly first: number
  /** Each pause is this many times the one before. */
  readonly factor: number
  /** No pause is longer. */
  readonly longest: number
}

/**
 * The pauses between the tries, each between half of its length and its whole length ("equal jitter"): many runners that were
 * refused together must not come back together.
 * @param random numbers from 0 (included) to 1
 */
export function pauses(backoff: Backoff, random: () => number = Math.random): number[] {
  return Array.from({ length: Math.max(0, backoff.tries - 1) }, (_, index) => {
    const whole = Math.min(backoff.longest, backoff.first * backoff.factor ** index)
    return Math.round(whole / 2 + (whole / 2) * random())
  })
}

/** What {@link retry} is told and asks. */
export interface RetryOptions {
  readonly backoff: Backoff
  /** Aborts the pause; the body watches it by itself. */
  readonly signal: AbortSignal
  /** Whether this error is worth another try. */
  readonly worthwhile: (error: unknown) => boolean
  /** Called before a pause, with its length in milliseconds. */
  readonly onRetry?: (error: unknown, pause: number, nextTry: number) => void
  /** For tests: the pause. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
  readonly random?: () => number
}

/**
 * Runs `body` until it succeeds, its error is not worth another try, or the tries are used up.
 * @throws the last error, or the signal's reason when that aborts during a pause.
 */
export async function retry<T>(body: (nthTry: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const waits = pauses(options.backoff, options.random)
  for (let index = 0; ; index += 1) {
    try {
      return await body(index + 1)
    } catch (error) {
      const wait = waits[index]
      if (wait === undefined || options.signal.aborted || !options.worthwhile(error)) throw error
      options.onRetry?.(error, wait, index + 2)
      await (options.sleep ?? sleep)(wait, options.signal)
      options.signal.throwIfAborted()
    }
  }
}
