/**
 * What a stream that follows a log does not tell: that it stands still, and that it is far behind. Looks beside it do.
 *
 * Standing still: a kubelet that is still reading a file when the node rotates it misses that: the stream is silent until the
 * next rotation, and goes on with the file of that one, so that a whole file is passed over without a word (cri-client
 * pkg/logs/logs.go, ReadLogs: the folder is watched only from the first end of the file on; seen with Kubernetes 1.35).
 *
 * Far behind: a followed log comes line by line, each sent on its own by the kubelet and by the API server. Where a container
 * has ended and its stream goes on for seconds, a reading that does not follow brings the rest sooner (in two thirds of the
 * time with Kubernetes 1.35). It gets the current file alone: what was rotated away only the open stream can still bring.
 */

import { lookBeside, type LogLook, type LookedAt } from './log-look.ts'
import type { LogPosition } from './log-position.ts'
import type { LogTiming } from './log-reading.ts'

/** Bytes of a log that a node may have rotated: its limit is 10 MiB by default, and often set to less. */
const mayHaveRotated = 1024 * 1024

export class LogBeside {
  readonly #log: LookedAt
  readonly #timing: LogTiming
  readonly #position: LogPosition
  #bytes = 0
  #isLooking = false
  /** The stream has brought the file's last line: from then on the kubelet notices a rotation. */
  #isLevel = false
  /** Milliseconds of silence before the next look, and when the last one was over. */
  #patience: number
  #lookedAt = Number.NEGATIVE_INFINITY
  /** When lines were seen that the stream had not brought, and since when it had been silent then. */
  #still: { readonly at: number; readonly silentSince: number } | undefined
  /** A reading of its own would bring all that the stream has not brought. */
  #isOvertaken = false
  /** When to look next whether that is so, and milliseconds to the look after that. */
  #nextLook: number | undefined
  #untilNext: number

  constructor(log: LookedAt, timing: LogTiming, position: LogPosition) {
    this.#log = log
    this.#timing = timing
    this.#position = position
    this.#patience = timing.quiet
    this.#untilNext = timing.endGrace
  }

  /** A stream is opened. */
  begin(): void {
    this.#isLevel = false
    this.#patience = this.#timing.quiet
    this.#still = undefined
    this.#isOvertaken = false
    this.#nextLook = undefined
    this.#untilNext = this.#timing.endGrace
  }

  took(bytes: number): void {
    this.#bytes += bytes
  }

  /**
   * Asked now and then while the stream is silent; begins a look where that is due.
   * @param silentSince by `performance.now()`
   * @returns whether lines are known that the stream still does not bring
   */
  standsStill(silentSince: number, signal: AbortSignal): boolean {
    if (this.#isLevel || this.#isLooking || this.#bytes < mayHaveRotated) return false
    const now = performance.now()
    if (this.#still?.silentSince === silentSince) return now - this.#still.at >= this.#timing.quiet
    if (now - Math.max(silentSince, this.#lookedAt) >= this.#patience)
      void this.#look(signal, ({ hasMore, holdsLast, isWhole }) => {
        if (hasMore) this.#still = { at: this.#lookedAt, silentSince }
        else if (isWhole && holdsLast) this.#isLevel = true
        else this.#patience = Math.min(this.#patience * 2, this.#timing.longestQuiet)
      })
    return false
  }

  /**
   * Asked now and then while the stream goes on though its container has ended; begins a look where that is due.
   * @returns whether a reading that does not follow is known to hold all that the stream has not brought
   */
  isOvertaken(signal: AbortSignal): boolean {
    const now = performance.now()
    this.#nextLook ??= now + this.#untilNext
    if (!this.#isOvertaken && !this.#isLooking && now >= this.#nextLook)
      void this.#look(signal, ({ holdsLast }) => {
        this.#isOvertaken = holdsLast
        this.#untilNext *= 2
        this.#nextLook = this.#lookedAt + this.#untilNext
      })
    return this.#isOvertaken
  }

  /** Never rejects: a look that fails is repeated later. */
  async #look(signal: AbortSignal, seen: (look: LogLook) => void): Promise<void> {
    this.#isLooking = true
    const look = await lookBeside(this.#log, this.#timing, this.#position, signal)
    this.#isLooking = false
    // its stream has ended, and what it would say may not hold for the next one
    if (signal.aborted) return
    this.#lookedAt = performance.now()
    if (look !== undefined) seen(look)
  }
}
