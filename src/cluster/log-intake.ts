/** One reading of a log: passes over what was delivered before, strips stamps from what is new, and keeps the position. */

import { LineCutter, type LineHandler } from './log-lines.ts'
import { OutputBlock } from './log-output.ts'
import { AnchorCheck, hashOf, isAnchor, type LogPosition, type Resume, sameStamp } from './log-position.ts'
import { compareStamps, isKubeletText, readStamp, type Stamp } from './log-stamp.ts'

/** What an intake reports besides lines. */
export interface IntakeEvents {
  /** Lines may be missing between two stamps; the second is that of the line that comes next. */
  lost(between: { after: string; before: string | undefined }): void
  /** The kubelet's own words in the stream, where a line of the log was expected. */
  status(text: string): void
}

/**
 * `skip`: delivered lines are passed over; `open`: the next line is the one that was cut; `newer`: the anchor is gone, so
 * older lines are passed over; `deliver`; `mismatch`: this is not the text we know, the log has to be searched.
 */
export type Phase = 'skip' | 'open' | 'newer' | 'deliver' | 'mismatch'

export class LogIntake implements LineHandler {
  phase: Phase
  /** Lines and pieces delivered by this reading. */
  delivered = 0
  /** Delivered lines that were passed over. */
  seen = 0
  readonly #position: LogPosition
  readonly #resume: Resume
  readonly #events: IntakeEvents
  readonly #cutter: LineCutter
  readonly #out = new OutputBlock()
  #check: AnchorCheck | undefined
  /** Stamp of the huge line that is checked. */
  #checked: Stamp | undefined
  /** A run of delivered lines of one second, not counted yet. */
  #run = 0
  #runStamp: Stamp | undefined
  #runText: Buffer = Buffer.alloc(0)
  #lastBytes: Buffer | undefined
  #lastStart = 0
  #lastContent = 0
  #lastEnd = 0
  /** In `newer`: the answer holds lines from before the anchor's instant. */
  #hasEarlier = false

  constructor(position: LogPosition, resume: Resume, events: IntakeEvents, longest?: number) {
    this.#position = position
    this.#resume = resume
    this.#events = events
    this.#cutter = new LineCutter(this, longest)
    if (resume.recount) position.recount(resume.sinceSecond)
    else position.keepCounts()
    if (resume.skip > 0) this.phase = 'skip'
    else if (resume.missing) this.phase = 'newer'
    else if (resume.anchor?.bytes !== undefined) this.phase = 'open'
    else this.phase = this.#located()
  }

  /** @returns what is new in this chunk, without stamps: whole lines, or a piece of a huge one at the end; undefined when nothing. */
  take(chunk: Buffer): Buffer | undefined {
    this.#out.expect(chunk.length)
    this.#cutter.push(chunk)
    this.#flush()
    return this.#out.take()
  }

  /** Unterminated bytes at the end of what was read; undefined while delivered lines are still being passed over. */
  tail(): Buffer | undefined {
    return this.phase === 'deliver' ? this.#cutter.tail() : undefined
  }

  /** Delivers what has no line end in the log of an ended container, and ends it with one. */
  finish(): Buffer | undefined {
    const tail = this.tail()
    if (tail !== undefined) this.line(Buffer.concat([tail, Buffer.from('\n')]), 0, tail.length)
    this.#closeOpen()
    this.#flush()
    return this.#out.take()
  }

  line(bytes: Buffer, start: number, end: number): void {
    if (this.phase === 'deliver') this.#deliver(bytes, start, end)
    else if (this.phase !== 'mismatch') this.#pass(bytes, start, end)
  }

  hugeStart(bytes: Buffer): void {
    const stamped = this.#stamped(bytes, 0, bytes.length)
    if (stamped === undefined) return
    const { stamp, contentStart } = stamped
    const content = bytes.subarray(contentStart)
    const { anchor, skip } = this.#resume
    if (this.phase === 'newer' && this.#isLater(stamp)) this.#lose(stamp)
    if (this.phase === 'deliver') {
      this.#flush()
      this.#deliverOpen(content, stamp)
      return
    }
    if (!this.#isExpectedFirst(stamp)) return
    if (this.phase === 'skip') this.seen += 1
    const isCandidate = this.phase !== 'skip' || (this.seen === skip && anchor?.bytes === undefined)
    this.#checked = stamp
    if (!isCandidate || anchor === undefined) return
    if (sameStamp(anchor.stamp, stamp)) {
      this.#check = new AnchorCheck(anchor)
      this.hugeMore(content)
    } else if (this.phase !== 'newer') {
      this.phase = 'mismatch'
    }
  }

  hugeMore(bytes: Buffer): void {
    const check = this.#check
    if (this.phase === 'deliver') this.#deliverOpen(bytes)
    if (check === undefined || this.phase === 'mismatch') return
    const fed = check.feed(bytes)
    if (check.result === 'no') this.#differs()
    if (check.result !== 'yes') return
    // The delivered bytes of the cut line are behind us: the rest of it is new.
    this.#check = undefined
    this.phase = this.#located()
    if (fed < bytes.length) this.#deliverOpen(bytes.subarray(fed))
  }

  hugeEnd(): void {
    if (this.phase === 'deliver') {
      this.#closeOpen()
      return
    }
    const check = this.#check
    if (this.phase === 'mismatch') return
    this.#check = undefined
    check?.end()
    if (this.#resume.recount) this.#position.count(this.#checked, 1)
    if (check?.result === 'yes') this.phase = this.#located()
    else if (check !== undefined) this.#differs()
    else this.#afterSkipped()
  }

  #differs(): void {
    this.#check = undefined
    if (this.phase !== 'newer') this.phase = 'mismatch'
  }

  /** The position is found: the counts fit the file, and what follows is new. */
  #located(): 'deliver' {
    this.#position.settle()
    return 'deliver'
  }

  /** One whole line while we are not where we stopped. */
  #pass(bytes: Buffer, start: number, end: number): void {
    const stamped = this.#stamped(bytes, start, end)
    if (stamped === undefined) return
    const { stamp, contentStart } = stamped
    const { anchor, recount, skip } = this.#resume
    if (!this.#isExpectedFirst(stamp)) return
    if (anchor === undefined) return
    if (this.phase === 'newer') {
      if (isAnchor(anchor, stamp, bytes, contentStart, end)) {
        if (anchor.bytes === undefined) this.#position.count(stamp, 1)
        this.#found(bytes, contentStart, end)
      } else if (this.#isLater(stamp)) {
        this.#lose(stamp)
        this.#deliver(bytes, start, end)
      } else {
        this.#position.count(stamp, 1)
      }
      return
    }
    if (this.phase === 'open') {
      if (isAnchor(anchor, stamp, bytes, contentStart, end)) this.#found(bytes, contentStart, end)
      else this.phase = 'mismatch'
      return
    }
    this.seen += 1
    if (recount) this.#position.count(stamp, 1)
    if (this.seen < skip) return
    if (anchor.bytes !== undefined) this.phase = 'open'
    else this.phase = isAnchor(anchor, stamp, bytes, contentStart, end) ? this.#located() : 'mismatch'
  }

  #afterSkipped(): void {
    if (this.phase === 'skip' && this.seen === this.#resume.skip && this.#resume.anchor?.bytes !== undefined)
      this.phase = 'open'
  }

  /** The anchor's line is here, whole: what follows is new, the rest of a cut line included. */
  #found(bytes: Buffer, contentStart: number, end: number): void {
    this.phase = this.#located()
    const delivered = this.#resume.anchor?.bytes
    if (delivered === undefined) return
    if (contentStart + delivered < end) this.#deliverOpen(bytes.subarray(contentStart + delivered, end))
    this.#closeOpen()
  }

  /** Stamp and text of a line; undefined for the kubelet's own words, which are reported. */
  #stamped(bytes: Buffer, start: number, end: number): { stamp: Stamp | undefined; contentStart: number } | undefined {
    const stamped = readStamp(bytes, start, end)
    if (stamped !== undefined) return stamped
    const anchor = this.#position.anchor
    const isUnstampedLog = this.#runStamp === undefined && (anchor === undefined || anchor.stamp === undefined)
    const text = bytes.toString('utf8', start, Math.min(end, start + 300))
    if (isUnstampedLog && !isKubeletText(text)) return { stamp: undefined, contentStart: start }
    this.#events.status(text)
    return undefined
  }

  /** Whether the answer begins where it must; else lines were rotated away, or the first is the end of a cut one. */
  #isExpectedFirst(stamp: Stamp | undefined): boolean {
    const { first } = this.#resume
    if (this.seen > 0 || first === undefined || this.phase === 'newer' || sameStamp(first, stamp)) return true
    this.phase = 'mismatch'
    return false
  }

  /** A line of the very same instant is new as well where the answer begins with it; behind an earlier one it may be known. */
  #isLater(stamp: Stamp | undefined): boolean {
    const known = this.#resume.anchor?.stamp
    const order = known === undefined || stamp === undefined ? 1 : compareStamps(stamp, known)
    if (order < 0) this.#hasEarlier = true
    return order > 0 || (order === 0 && !this.#hasEarlier)
  }

  #lose(stamp: Stamp | undefined): void {
    this.#closeOpen()
    this.phase = this.#located()
    const known = this.#resume.anchor?.stamp
    if (known !== undefined) this.#events.lost({ after: known.text, before: stamp?.text })
  }

  #deliver(bytes: Buffer, start: number, end: number): void {
    let content = this.#fastContent(bytes, start, end)
    if (content !== 0) {
      this.#run += 1
    } else {
      const stamped = this.#stamped(bytes, start, end)
      if (stamped === undefined) return
      content = stamped.contentStart
      this.#startRun(stamped.stamp)
    }
    this.#out.append(bytes, content, end + 1)
    this.#lastBytes = bytes
    this.#lastStart = start
    this.#lastContent = content
    this.#lastEnd = end
  }

  /** Where the text of a line begins that has a stamp of the current second and the usual width; 0 when that is not so. */
  #fastContent(bytes: Buffer, start: number, end: number): number {
    const second = this.#runText
    const width = second.length
    const at = start + width
    if (width === 0 || at >= end || bytes[at] !== 32 || bytes[at - 1] !== 90) return 0
    for (let index = 18; index >= 0; index -= 1) if (bytes[start + index] !== second[index]) return 0
    for (let index = 20; index < width - 1; index += 1) {
      const digit = bytes[start + index] ?? 0
      if (digit < 48 || digit > 57) return 0
    }
    return at + 1
  }

  #startRun(stamp: Stamp | undefined): void {
    this.#flushRun()
    this.#run = 1
    this.#runStamp = stamp
    this.#runText = Buffer.from(stamp?.text ?? '', 'latin1')
  }

  #flushRun(): void {
    if (this.#run === 0) return
    this.#position.count(this.#runStamp, this.#run)
    this.#position.lines += this.#run
    this.delivered += this.#run
    this.#run = 0
  }

  /** Brings the position up to date with what was delivered. */
  #flush(): void {
    this.#flushRun()
    if (this.#lastBytes === undefined) return
    const stamp =
      this.#lastContent === this.#lastStart
        ? undefined
        : readStamp(this.#lastBytes, this.#lastStart, this.#lastEnd)?.stamp
    this.#position.setLast(stamp, hashOf(this.#lastBytes.subarray(this.#lastContent, this.#lastEnd)))
    this.#lastBytes = undefined
  }

  #deliverOpen(bytes: Buffer, stamp?: Stamp): void {
    this.delivered += 1
    this.#position.deliverOpen(bytes, stamp)
    this.#out.append(bytes, 0, bytes.length)
  }

  #closeOpen(): void {
    if (this.#position.closeOpen()) this.#out.newline()
  }
}
