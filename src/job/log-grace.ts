/** How long logs may be read after the verdict. */

import { sleep } from '../lib/deadline.ts'

/** Milliseconds. */
export interface Grace {
  /** Without anything new from a container that has ended: its log is finite, however slowly the node hands it out. */
  readonly silent: number
  /** In all. */
  readonly longest: number
}

/** Milliseconds after which it is said that logs are still read. */
const longRead = 10_000

/**
 * Waits for all logs.
 * @param heardAt when something came last from a container that has ended, by `performance.now()`
 * @param signal ends the wait
 * @param tell called once where it takes long
 * @returns whether all were read in time
 */
export async function inGrace(
  all: Promise<unknown>,
  { silent, longest }: Grace,
  heardAt: () => number,
  { signal, tell }: { signal: AbortSignal | undefined; tell: () => void }
): Promise<boolean> {
  const start = performance.now()
  const enough = new AbortController()
  const hurry = signal === undefined ? enough.signal : AbortSignal.any([signal, enough.signal])
  const done = all.then(() => true)
  const telling = setTimeout(tell, longRead)
  try {
    for (;;) {
      const left = Math.min(Math.max(start, heardAt()) + silent, start + longest) - performance.now()
      if (await Promise.race([done, sleep(Math.max(0, left), hurry).then(() => false)])) return true
      if (left <= 0 || hurry.aborted) return false
    }
  } finally {
    clearTimeout(telling)
    enough.abort()
  }
}
