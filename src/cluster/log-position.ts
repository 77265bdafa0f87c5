/**
 * Where we are in a container's log: enough to go on exactly after the last delivered byte, from a server that can only be
 * asked for whole seconds (`sinceTime` is cut to seconds by the API server).
 *
 * Asked for all lines from second S on, the server answers in the file's order, and of those we have delivered the first N.
 * So we count delivered lines by second, and remember the last one (stamp and hash) to prove that the N-th is the one.
 */

import { createHash, type Hash } from 'node:crypto'

import { SecondCounts } from './log-counts.ts'
import { compareStamps, formatSecond, type Stamp } from './log-stamp.ts'

/** The last thing that was delivered. */
export interface Anchor {
  /** Undefined for a log whose lines carry no stamps at all. */
  readonly stamp: Stamp | undefined
  /** Of the line's text without stamp and newline; of its first `bytes` bytes when that is set. */
  readonly hash: string
  /** Set when only the first so many bytes of the line's text have been delivered (a huge line that was cut). */
  readonly bytes: number | undefined
}

/** How to read on. */
export interface Resume {
  /** `sinceTime` to ask for; undefined: the whole log. */
  readonly since: string | undefined
  readonly sinceSecond: number | undefined
  /** Whole lines at the start of the answer that have been delivered. */
  readonly skip: number
  /** Stamp that the first line of the answer must have, else lines are missing or were cut. */
  readonly first: Stamp | undefined
  /** Must be seen again, at the end of the skipped lines (or right after them when `bytes` is set). */
  readonly anchor: Anchor | undefined
  /** The counts do not fit the file any more: count the skipped lines anew. */
  readonly recount: boolean
  /** The anchor is no longer in the log: go on with what is later. */
  readonly missing: boolean
  /** The whole log is read, to see whether it holds more than what was delivered. */
  readonly isWhole?: boolean
}

/**
 * Nanoseconds by which lines can be out of order: a runtime stamps stdout and stderr in two threads before it takes the file's lock.
 * So we ask from a second earlier when the last line came this soon after a full second.
 */
export const disorder = 200_000_000

/** Hash of a line's text. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('base64')
}

export class LogPosition {
  /** Lines delivered in all. */
  lines = 0
  /** Of the first delivered line. */
  firstStamp: Stamp | undefined
  #counts = new SecondCounts()
  /** Counts that are made anew, and replace the others once the anchor was seen. */
  #recounts: SecondCounts | undefined
  #last: { readonly stamp: Stamp | undefined; readonly hash: string } | undefined
  #open: { readonly stamp: Stamp | undefined; readonly hash: Hash; bytes: number } | undefined

  /** Adds lines of one second to the counts. @param stamp of the first of them; undefined for lines without one */
  count(stamp: Stamp | undefined, lines: number): void {
    this.firstStamp ??= stamp
    const counts = this.#recounts ?? this.#counts
    counts.add(stamp, lines)
  }

  /** Notes the last delivered line. */
  setLast(stamp: Stamp | undefined, hash: string): void {
    this.#last = { stamp, hash }
  }

  /** Notes bytes of a huge line's text as delivered; the first call begins the line. */
  deliverOpen(bytes: Uint8Array, stamp?: Stamp): void {
    this.#open ??= { stamp, hash: createHash('sha1'), bytes: 0 }
    this.#open.hash.update(bytes)
    this.#open.bytes += bytes.length
  }

  /** The huge line has ended: it counts as delivered. @returns false when there was none */
  closeOpen(): boolean {
    const open = this.#open
    if (open === undefined) return false
    this.#open = undefined
    this.lines += 1
    this.count(open.stamp, 1)
    this.setLast(open.stamp, open.hash.digest('base64'))
    return true
  }

  get anchor(): Anchor | undefined {
    const open = this.#open
    if (open !== undefined) return { stamp: open.stamp, hash: open.hash.copy().digest('base64'), bytes: open.bytes }
    return this.#last && { ...this.#last, bytes: undefined }
  }

  /** Where a request must start so that the answer holds the anchor. */
  get #sinceSecond(): number | undefined {
    const stamp = this.anchor?.stamp
    return stamp && (stamp.nanos < disorder ? stamp.second - 1 : stamp.second)
  }

  /** How to read on; undefined when the counts cannot tell and the log must be searched for the anchor ({@link resumeAt}). */
  resume(): Resume | undefined {
    const anchor = this.anchor
    const from = this.#sinceSecond
    const base = {
      since: from === undefined ? undefined : formatSecond(from),
      sinceSecond: from,
      anchor,
      recount: false,
      missing: false
    }
    if (anchor === undefined) return { ...base, skip: 0, first: undefined }
    if (from === undefined) return { ...base, skip: this.#counts.unstamped, first: undefined }
    const counted = this.#counts.from(from)
    return counted && { ...base, skip: counted.lines, first: counted.first ?? anchor.stamp }
  }

  /** How to read the whole log once more; as {@link resume} where its lines have no stamps or there are none. */
  resumeWhole(): Resume | undefined {
    const { anchor } = this
    if (anchor?.stamp === undefined || this.firstStamp === undefined) return this.resume()
    const whole = { since: undefined, sinceSecond: undefined, skip: this.lines, first: this.firstStamp }
    return { ...whole, anchor, recount: true, missing: false, isWhole: true }
  }

  /** What to search the log for, and from where. */
  search(): { since: string | undefined; anchor: Anchor | undefined } {
    const from = this.#sinceSecond
    return { since: from === undefined ? undefined : formatSecond(from), anchor: this.anchor }
  }

  /**
   * How to read on after a search.
   * @param line number (from 1) of the anchor's line in the answer; undefined when it is not there
   * @param first stamp of the answer's first line
   */
  resumeAt(line: number | undefined, first: Stamp | undefined): Resume {
    const anchor = this.anchor
    const from = this.#sinceSecond
    return {
      since: from === undefined ? undefined : formatSecond(from),
      sinceSecond: from,
      skip: line === undefined ? 0 : anchor?.bytes === undefined ? line : line - 1,
      first: line === undefined ? undefined : first,
      anchor,
      recount: true,
      missing: line === undefined
    }
  }

  /** Starts to count lines from `second` on anew; {@link settle} ends that, another start forgets it. */
  recount(second: number | undefined): void {
    this.#recounts = new SecondCounts(second === undefined ? undefined : second - 1)
  }

  /** The anchor was seen: the counts fit the file. */
  settle(): void {
    this.#counts = this.#recounts ?? this.#counts
    this.#recounts = undefined
  }

  /** Recounting failed: what was known stays. */
  keepCounts(): void {
    this.#recounts = undefined
  }
}

/** True when a line whose stamp is `stamp` and whose text is `bytes[start, end)` is the anchor's line. */
export function isAnchor(anchor: Anchor, stamp: Stamp | undefined, bytes: Buffer, start: number, end: number): boolean {
  if (!sameStamp(anchor.stamp, stamp)) return false
  if (anchor.bytes === undefined) return hashOf(bytes.subarray(start, end)) === anchor.hash
  return end - start >= anchor.bytes && hashOf(bytes.subarray(start, start + anchor.bytes)) === anchor.hash
}

/** True for the same instant, and for two lines without stamps. */
export function sameStamp(a: Stamp | undefined, b: Stamp | undefined): boolean {
  return a === undefined || b === undefined ? a === b : compareStamps(a, b) === 0
}

/** Compares the text of a huge line with the anchor as it comes. */
export class AnchorCheck {
  readonly #anchor: Anchor
  readonly #hash = createHash('sha1')
  #fed = 0
  /** `yes` for a cut line as soon as its delivered bytes were seen, else at the end. */
  result: 'open' | 'yes' | 'no' = 'open'

  constructor(anchor: Anchor) {
    this.#anchor = anchor
  }

  /** @returns how many of these bytes had been delivered before. */
  feed(bytes: Buffer): number {
    const { bytes: wanted, hash } = this.#anchor
    if (this.result !== 'open') return 0
    const part = wanted === undefined ? bytes : bytes.subarray(0, wanted - this.#fed)
    this.#hash.update(part)
    this.#fed += part.length
    if (this.#fed === wanted) this.result = this.#hash.digest('base64') === hash ? 'yes' : 'no'
    return part.length
  }

  /** The line has ended. */
  end(): void {
    if (this.result !== 'open') return
    this.result = this.#anchor.bytes === undefined && this.#hash.digest('base64') === this.#anchor.hash ? 'yes' : 'no'
  }
}
