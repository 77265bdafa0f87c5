/**
 * Notices a stream that stands still though the log goes on. A kubelet that is still reading a file when the node rotates it
 * misses that: the stream is silent until the next rotation, and goes on with the file of that one, so that a whole file is
 * passed over without a word (cri-client pkg/logs/logs.go, ReadLogs: the folder is watched only from the first end of the
 * file on; seen with Kubernetes 1.35). So at the first silence of a stream the log is read beside it once.
 */

import { LineCutter, type LineHandler } from './log-lines.ts'
import { type Anchor, disorder, isAnchor, type LogPosition } from './log-position.ts'
import type { FollowOptions } from './log-options.ts'
import { type LogTiming, readLog } from './log-reading.ts'
import { readStamp, type Stamp } from './log-stamp.ts'

/** Bytes of a log that a node may have rotated: its limit is 10 MiB by default, and often set to less. */
const mayHaveRotated = 1024 * 1024

export class LogStandstill {
  readonly #log: Pick<FollowOptions, 'cluster' | 'pod' | 'container' | 'terminated'>
  readonly #timing: LogTiming
  readonly #position: LogPosition
  #bytes = 0
  /** The stream has brought the file's last line: from then on the kubelet notices a rotation. */
  #isLevel = false
  #isLooking = false
  /** Milliseconds of silence before the next look, and when the last one was over. */
  #patience: number
  #lookedAt = Number.NEGATIVE_INFINITY
  /** When lines were seen that the stream had not brought, and since when it had been silent then. */
  #behind: { readonly at: number; readonly silentSince: number } | undefined

  constructor(
    log: Pick<FollowOptions, 'cluster' | 'pod' | 'container' | 'terminated'>,
    timing: LogTiming,
    position: LogPosition
  ) {
    this.#log = log
    this.#timing = timing
    this.#position = position
    this.#patience = timing.quiet
  }

  /** A stream is opened. */
  begin(): void {
    this.#isLevel = false
    this.#patience = this.#timing.quiet
    this.#behind = undefined
  }

  took(bytes: number): void {
    this.#bytes += bytes
  }

  /**
   * Asked now and then while the stream is silent; begins a look beside it where that is due.
   * @param silentSince by `performance.now()`
   * @returns whether lines are known that the stream still does not bring
   */
  isCertain(silentSince: number, signal: AbortSignal): boolean {
    if (this.#isLevel || this.#isLooking || this.#bytes < mayHaveRotated) return false
    const now = performance.now()
    if (this.#behind?.silentSince === silentSince) return now - this.#behind.at >= this.#timing.quiet
    if (now - Math.max(silentSince, this.#lookedAt) >= this.#patience) void this.#look(silentSince, signal)
    return false
  }

  /** Never rejects: a look that fails is repeated later. */
  async #look(silentSince: number, signal: AbortSignal): Promise<void> {
    const { since, anchor } = this.#position.search()
    if (anchor?.stamp === undefined) return
    this.#isLooking = true
    const look = new Look(anchor, anchor.stamp)
    const cutter = new LineCutter(look)
    const { cluster, pod, container, terminated } = this.#log
    const end = await readLog({
      cluster,
      request: { pod, container, since, follow: false },
      signal,
      terminated,
      timing: this.#timing,
      isCatchingUp: () => true,
      take: (chunk) => {
        cutter.push(chunk)
        return Promise.resolve(!look.hasMore)
      }
    })
    this.#isLooking = false
    // its stream has ended, and what it would say may not hold for the next one
    if (signal.aborted) return
    this.#lookedAt = performance.now()
    if (look.hasMore) this.#behind = { at: this.#lookedAt, silentSince }
    else if (end.kind === 'clean' && look.endsWithAnchor) this.#isLevel = true
    else this.#patience = Math.min(this.#patience * 2, this.#timing.longestQuiet)
  }
}

class Look implements LineHandler {
  /** There are lines that were not delivered. */
  hasMore = false
  endsWithAnchor = false
  readonly #anchor: Anchor
  readonly #stamp: Stamp

  constructor(anchor: Anchor, stamp: Stamp) {
    this.#anchor = anchor
    this.#stamp = stamp
  }

  line(bytes: Buffer, start: number, end: number): void {
    const stamped = readStamp(bytes, start, end)
    if (stamped === undefined) return
    const { stamp, contentStart } = stamped
    if (isAnchor(this.#anchor, stamp, bytes, contentStart, end)) this.endsWithAnchor = true
    else this.#other(stamp)
  }

  hugeStart(bytes: Buffer): void {
    this.#other(readStamp(bytes, 0, bytes.length)?.stamp)
  }

  hugeMore(): void {
    // its begin says enough
  }

  hugeEnd(): void {
    // its begin says enough
  }

  /**
   * A line behind the anchor is new. In a file that does not hold the anchor only one that is much later surely is: lines may
   * stand in another order than their stamps.
   */
  #other(stamp: Stamp | undefined): void {
    if (this.endsWithAnchor) this.hasMore = true
    if (stamp === undefined) return
    const { second, nanos } = this.#stamp
    if ((stamp.second - second) * 1e9 + stamp.nanos - nanos > disorder) this.hasMore = true
  }
}
