/** Looks at a log beside the stream that follows it: does it hold the last line that was delivered, and lines behind that? */

import { LineCutter, type LineHandler } from './log-lines.ts'
import type { FollowOptions } from './log-options.ts'
import { type Anchor, disorder, isAnchor, type LogPosition } from './log-position.ts'
import { type LogTiming, readLog } from './log-reading.ts'
import { readStamp, type Stamp } from './log-stamp.ts'

/** Whose log. */
export type LookedAt = Pick<FollowOptions, 'cluster' | 'pod' | 'container' | 'terminated'>

/** What was seen. */
export interface LogLook {
  /** There are lines that were not delivered. */
  readonly hasMore: boolean
  /** The last delivered line is in the file that a new reading gets. */
  readonly holdsLast: boolean
  /** The file was read to its end: where it holds the last delivered line and has no more, that is its last line. */
  readonly isWhole: boolean
}

/** Reads as far as is needed to know; delivers nothing. @returns undefined where no line with a stamp was delivered yet */
export async function lookBeside(
  { cluster, pod, container, terminated }: LookedAt,
  timing: LogTiming,
  position: LogPosition,
  signal: AbortSignal
): Promise<LogLook | undefined> {
  const { since, anchor } = position.search()
  if (anchor?.stamp === undefined) return undefined
  const look = new Look(anchor, anchor.stamp)
  const cutter = new LineCutter(look)
  const end = await readLog({
    cluster,
    request: { pod, container, since, follow: false },
    signal,
    terminated,
    timing,
    isCatchingUp: () => true,
    take: (chunk) => {
      cutter.push(chunk)
      return Promise.resolve(!look.hasMore)
    }
  })
  return { hasMore: look.hasMore, holdsLast: look.holdsLast, isWhole: end.kind === 'clean' }
}

class Look implements LineHandler {
  hasMore = false
  holdsLast = false
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
    if (isAnchor(this.#anchor, stamp, bytes, contentStart, end)) this.holdsLast = true
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
    if (this.holdsLast) this.hasMore = true
    if (stamp === undefined) return
    const { second, nanos } = this.#stamp
    if ((stamp.second - second) * 1e9 + stamp.nanos - nanos > disorder) this.hasMore = true
  }
}
