/** Waiting that ends: sleeps that can be aborted, signals with a time limit. Durations run on the monotonic clock. */

/** Sleeps. @param milliseconds how long @returns true when the time has passed, false when the signal aborted first (never rejects) */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve(false)
      return
    }
    const done = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', aborted)
      resolve(true)
    }
    const aborted = (): void => {
      clearTimeout(timer)
      resolve(false)
    }
    const timer = setTimeout(done, milliseconds)
    signal?.addEventListener('abort', aborted, { once: true })
  })
}

/** A signal that aborts with its parent, or after so many milliseconds with a `TimeoutError`. */
export function withTimeout(parent: AbortSignal | undefined, milliseconds: number): AbortSignal {
  const timeout = AbortSignal.timeout(milliseconds)
  return parent === undefined ? timeout : AbortSignal.any([parent, timeout])
}
