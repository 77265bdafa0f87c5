/** Holds requests to so many a second, with a small burst. */

import { sleep } from '../lib/deadline.ts'

export class Limiter {
  readonly #perSecond: number
  readonly #burst: number
  #tokens: number
  #at = performance.now()

  constructor(perSecond: number, burst = perSecond) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
  }

  /** Resolves when the next request may go, in the order of the calls. @throws the signal's reason */
  async pass(signal: AbortSignal | undefined): Promise<void> {
    const now = performance.now()
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#at) / 1000) * this.#perSecond)
    this.#at = now
    this.#tokens -= 1
    if (this.#tokens < 0) await sleep((-this.#tokens / this.#perSecond) * 1000, signal)
    signal?.throwIfAborted()
  }
}
