/** Looks for the last delivered line in a whole reading of the log, when the counts do not fit. */

import { LineCutter, type LineHandler } from './log-lines.ts'
import { type Anchor, AnchorCheck, isAnchor, type Resume, sameStamp } from './log-position.ts'
import { compareStamps, readStamp, type Stamp } from './log-stamp.ts'

export type SearchResult =
  /** `skipped`: the stream had left out lines before it. */
  | { readonly kind: 'found'; readonly line: number; readonly skipped: boolean }
  | { readonly kind: 'gone' }
  | { readonly kind: 'doubtful'; readonly line: number | undefined }

export class LogSearch implements LineHandler {
  /** Lines of the log in the answer. */
  lines = 0
  /** Stamp of the first of them. */
  first: Stamp | undefined
  readonly #anchor: Anchor
  readonly #cutter: LineCutter
  readonly #found: number[] = []
  #check: AnchorCheck | undefined

  constructor(anchor: Anchor, longest?: number) {
    this.#anchor = anchor
    this.#cutter = new LineCutter(this, longest)
  }

  take(chunk: Buffer): void {
    this.#cutter.push(chunk)
  }

  /**
   * What the reading says.
   * - `found`: the line (number from 1) that is the last delivered one. Several can be alike only in text and nanosecond: then
   *   the one nearest to where it was expected without going far beyond.
   * - `gone`: the log begins after it.
   * - `doubtful`: it should be there and is not: a reading that was cut short looks like this, so read again. `line` is a guess.
   * @param expected where the counts say it is, had nothing been rotated away
   */
  result(expected: Resume | undefined): SearchResult {
    const at = expected && (this.#anchor.bytes === undefined ? expected.skip : expected.skip + 1)
    const beginsAsKnown = expected?.first !== undefined && sameStamp(expected.first, this.first)
    // One line more than expected is normal: the end of a line that began before the requested second is a line of its own.
    const near = at === undefined ? [] : this.#found.filter((line) => line <= at + 1)
    const line = at !== undefined && this.#found.includes(at) ? at : (near.at(-1) ?? this.#found[0])
    if (line === undefined) {
      const known = this.#anchor.stamp
      const isLater = known !== undefined && this.first !== undefined && compareStamps(this.first, known) > 0
      return isLater && !beginsAsKnown ? { kind: 'gone' } : { kind: 'doubtful', line }
    }
    if (at === undefined) return { kind: 'found', line, skipped: false }
    return beginsAsKnown && line < at ? { kind: 'doubtful', line } : { kind: 'found', line, skipped: line > at + 1 }
  }

  line(bytes: Buffer, start: number, end: number): void {
    const stamped = readStamp(bytes, start, end)
    if (!this.#begin(stamped?.stamp)) return
    if (isAnchor(this.#anchor, stamped?.stamp, bytes, stamped?.contentStart ?? start, end)) this.#found.push(this.lines)
  }

  hugeStart(bytes: Buffer): void {
    const stamped = readStamp(bytes, 0, bytes.length)
    if (!this.#begin(stamped?.stamp) || !sameStamp(this.#anchor.stamp, stamped?.stamp)) return
    this.#check = new AnchorCheck(this.#anchor)
    this.#check.feed(bytes.subarray(stamped?.contentStart ?? 0))
  }

  hugeMore(bytes: Buffer): void {
    this.#check?.feed(bytes)
  }

  hugeEnd(): void {
    this.#check?.end()
    this.#settle()
  }

  /** The answer has ended; the anchor may be a huge line that has no end yet. */
  end(): void {
    this.#settle()
    const tail = this.#cutter.tail()
    if (tail !== undefined && this.#anchor.bytes !== undefined) this.line(tail, 0, tail.length)
  }

  #settle(): void {
    if (this.#check?.result === 'yes') this.#found.push(this.lines)
    this.#check = undefined
  }

  /** Counts a line; false for the kubelet's own words in a log that has stamps. */
  #begin(stamp: Stamp | undefined): boolean {
    if (stamp === undefined && this.#anchor.stamp !== undefined) return false
    this.lines += 1
    if (this.lines === 1) this.first = stamp
    return true
  }
}
