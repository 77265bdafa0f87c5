/** Whether an ended container's log ends with the last line that was delivered, without reading what comes before that. */

import { LineCutter, type LineHandler } from './log-lines.ts'
import type { FollowOptions } from './log-options.ts'
import { type Anchor, isAnchor, type LogPosition } from './log-position.ts'
import { type LogTiming, readLog } from './log-reading.ts'
import { readStamp } from './log-stamp.ts'

/**
 * Lines that a reading would have to pass over, from which on the end is looked at alone: a log can only be asked for from a whole
 * second on, and the last second of a flow that prints much takes a busy node several seconds.
 */
const manyLines = 1000

/** @returns false also where that is not known, or few lines make the question idle: then a reading tells */
export async function endsWithLast(
  { cluster, pod, container, place, signal, terminated }: FollowOptions,
  timing: LogTiming,
  position: LogPosition
): Promise<boolean> {
  const { anchor } = position
  // of a line that was cut more may follow
  if (anchor === undefined || anchor.bytes !== undefined) return false
  if ((position.resume()?.skip ?? 0) < manyLines) return false
  if ((place?.() ?? 'current') !== 'current') return false
  const last = new LastLine(anchor)
  const cutter = new LineCutter(last)
  await readLog({
    cluster,
    request: { pod, container, since: undefined, follow: false, tail: 1 },
    signal,
    terminated,
    timing,
    isCatchingUp: () => true,
    take: (chunk) => {
      cutter.push(chunk)
      return Promise.resolve(true)
    }
  })
  return last.isAnchor
}

class LastLine implements LineHandler {
  isAnchor = false
  readonly #anchor: Anchor

  constructor(anchor: Anchor) {
    this.#anchor = anchor
  }

  line(bytes: Buffer, start: number, end: number): void {
    const stamped = readStamp(bytes, start, end)
    this.isAnchor = stamped !== undefined && isAnchor(this.#anchor, stamped.stamp, bytes, stamped.contentStart, end)
  }

  hugeStart(): void {
    this.isAnchor = false
  }

  hugeMore(): void {
    // its begin says enough
  }

  hugeEnd(): void {
    // its begin says enough
  }
}
