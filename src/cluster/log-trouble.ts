/** How long errors of a log are worth another try: by how long they have lasted, and whether its container has ended. */

import type { LogTiming } from './log-reading.ts'
import type { ApiError } from './port.ts'

export class LogTrouble {
  readonly #timing: LogTiming
  #since: number | undefined
  #overSince: number | undefined
  #errors = 0
  #wasRead = false

  constructor(timing: LogTiming) {
    this.#timing = timing
  }

  /** Errors since the log was last read. */
  get errors(): number {
    return this.#errors
  }

  /** The container has ended. */
  over(): void {
    this.#overSince ??= performance.now()
  }

  /** The log could be read. */
  recovered(): void {
    this.#since = undefined
    this.#errors = 0
    this.#wasRead = true
  }

  /** Notes an error. @returns whether it is not worth another try */
  isEnough({ status, mayHaveHappened }: ApiError): boolean {
    const now = performance.now()
    this.#since ??= now
    this.#errors += 1
    // No connection at all: that is no trouble of the log. Whoever waits for the cluster decides how long, and ends us.
    if (status === 0 && !mayHaveHappened) {
      this.#since = now
      if (this.#overSince !== undefined) this.#overSince = now
      return false
    }
    const { patience, lastPatience } = this.#timing
    const lasted = now - this.#since
    // whoever gets here was let in a moment ago; for the right to read logs that is no proof
    if (status === 403 && !this.#wasRead) return true
    if (lasted < patience) return false
    if (status === 401 || status === 403) return true
    return this.#overSince !== undefined && now - this.#overSince >= lastPatience
  }
}
