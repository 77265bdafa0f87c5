/** Takes the values of secrets out of a pod's log, before it is printed or kept. No effects. */

import { maskedLines } from '../inputs/secrets.ts'

const stars = Buffer.from('***')
const nothing = Buffer.alloc(0)
const newline = 0x0a

/** Takes secrets out of one stream of bytes. */
export interface Redaction {
  /**
   * The stream's next block → what of it may be seen. The end of a piece of a very long line is held back as long as it may
   * be the beginning of a value; never more than a value's length.
   */
  take(block: Uint8Array): Uint8Array
  /** What is still held back when the stream has ended: at most the beginning of a value, shorter ones taken out. */
  end(): Uint8Array
}

interface Needle {
  readonly bytes: Buffer
  /** For each length of a beginning of `bytes`: the longest shorter beginning that it ends in (Knuth, Morris, Pratt). */
  readonly borders: Uint32Array
}

interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Makes a function that begins the redaction of one stream: every masked line of these values becomes `***`, also where a
 * very long line comes in pieces. The runner hides them in what is printed; the log file is read by others as well.
 */
export function redactor(values: Iterable<string>): () => Redaction {
  const lines = [...new Set([...values].flatMap(maskedLines))]
  const needles = lines.map((line) => needleOf(Buffer.from(line, 'utf8')))
  return () => new StreamRedaction(needles)
}

/** A whole text without these values. */
export function redactText(redact: () => Redaction, text: string): string {
  const redaction = redact()
  return Buffer.concat([redaction.take(Buffer.from(text, 'utf8')), redaction.end()]).toString('utf8')
}

class StreamRedaction implements Redaction {
  readonly #needles: readonly Needle[]
  #held: Buffer = nothing
  /** So many of the bytes held are part of a value that was replaced already; another value may begin in them. */
  #replaced = 0

  constructor(needles: readonly Needle[]) {
    this.#needles = needles
  }

  take(block: Uint8Array): Uint8Array {
    const fresh = Buffer.from(block.buffer, block.byteOffset, block.byteLength)
    const bytes = this.#held.length === 0 ? fresh : Buffer.concat([this.#held, fresh])
    return this.#pass(bytes, bytes.at(-1) === newline ? bytes.length : bytes.length - this.#openLength(bytes))
  }

  end(): Uint8Array {
    // no longer the beginning of one value, but maybe the whole of a shorter one
    return this.#pass(this.#held, this.#held.length)
  }

  /** Shows the bytes up to `hold`, without the values that begin there, and holds the others. */
  #pass(bytes: Buffer, hold: number): Uint8Array {
    const begun = this.#replaced
    const spans = merge([...(begun > 0 ? [{ start: 0, end: begun }] : []), ...this.#found(bytes)])
    const parts: Buffer[] = []
    let shown = 0
    for (const { start, end } of spans) {
      const isBegun = begun > 0 && start === 0
      if (start >= hold && !isBegun) break
      parts.push(bytes.subarray(shown, start), isBegun ? nothing : stars)
      shown = end
    }
    if (shown < hold) parts.push(bytes.subarray(shown, hold))
    this.#replaced = Math.max(0, shown - hold)
    // a copy: a slice would keep the whole block alive
    this.#held = Buffer.from(bytes.subarray(hold))
    return parts.length === 1 ? (parts[0] ?? nothing) : Buffer.concat(parts)
  }

  #found(bytes: Buffer): Span[] {
    const spans: Span[] = []
    for (const { bytes: needle } of this.#needles) {
      for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1))
        spans.push({ start: at, end: at + needle.length })
    }
    return spans
  }

  /** How many bytes at the end may be the beginning of a value. */
  #openLength(bytes: Buffer): number {
    return this.#needles.reduce((longest, needle) => Math.max(longest, overlap(bytes, needle)), 0)
  }
}

/** Spans in order, those that overlap as one: of two values that share bytes neither may remain in part. */
function merge(spans: Span[]): Span[] {
  const merged: Span[] = []
  for (const span of spans.sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last === undefined || span.start >= last.end) merged.push(span)
    else if (span.end > last.end) merged[merged.length - 1] = { start: last.start, end: span.end }
  }
  return merged
}

function needleOf(bytes: Buffer): Needle {
  const borders = new Uint32Array(bytes.length + 1)
  for (let length = 1, border = 0; length < bytes.length; length += 1) {
    while (border > 0 && bytes[length] !== bytes[border]) border = borders[border] ?? 0
    if (bytes[length] === bytes[border]) border += 1
    borders[length + 1] = border
  }
  return { bytes, borders }
}

/** Length of the longest end of `bytes` that is a beginning of the needle, and not the whole of it. */
function overlap(bytes: Buffer, { bytes: needle, borders }: Needle): number {
  let length = 0
  for (let at = Math.max(0, bytes.length - needle.length + 1); at < bytes.length; at += 1) {
    while (length > 0 && bytes[at] !== needle[length]) length = borders[length] ?? 0
    if (bytes[at] === needle[length]) length += 1
  }
  return length
}
