/** Cuts a stream of bytes into lines in constant memory, without making strings. */

/** What a {@link LineCutter} finds. Byte ranges are valid during the call only. */
export interface LineHandler {
  /** A whole line `bytes[start, end)`; its `\n` is at `bytes[end]`. */
  line(bytes: Buffer, start: number, end: number): void
  /** The first bytes of a line too long to be held, at least {@link longestLine} of them. */
  hugeStart(bytes: Buffer): void
  /** More bytes of that line. */
  hugeMore(bytes: Buffer): void
  /** The end of that line. */
  hugeEnd(): void
}

/** Bytes of one line, its stamp included, that are held before it counts as huge and is passed on in pieces. */
export const longestLine = 256 * 1024

const newline = 10

/** Lines end in `\n` alone: a lone `\r`, NUL and broken UTF-8 are a line's own bytes. */
export class LineCutter {
  readonly #handler: LineHandler
  readonly #longest: number
  #held: Buffer[] = []
  #heldLength = 0
  #isHuge = false

  constructor(handler: LineHandler, longest: number = longestLine) {
    this.#handler = handler
    this.#longest = longest
  }

  push(chunk: Buffer): void {
    let from = 0
    if (this.#isHuge || this.#heldLength > 0) {
      const end = chunk.indexOf(newline)
      if (end === -1) {
        this.#hold(chunk)
        return
      }
      this.#endHeld(chunk.subarray(0, end + 1))
      from = end + 1
    }
    const handler = this.#handler
    for (let end = chunk.indexOf(newline, from); end !== -1; end = chunk.indexOf(newline, from)) {
      handler.line(chunk, from, end)
      from = end + 1
    }
    if (from < chunk.length) this.#hold(chunk.subarray(from))
  }

  /** The unterminated bytes at the end, undefined when there are none or they belong to a huge line and were passed on. */
  tail(): Buffer | undefined {
    return this.#heldLength > 0 ? Buffer.concat(this.#held) : undefined
  }

  #hold(part: Buffer): void {
    if (this.#isHuge) {
      this.#handler.hugeMore(part)
      return
    }
    // A copy: a slice would keep the whole chunk it comes from alive.
    this.#held.push(Buffer.from(part))
    this.#heldLength += part.length
    if (this.#heldLength < this.#longest) return
    const start = Buffer.concat(this.#held)
    this.#held = []
    this.#heldLength = 0
    this.#isHuge = true
    this.#handler.hugeStart(start)
  }

  #endHeld(part: Buffer): void {
    if (this.#isHuge) {
      this.#isHuge = false
      if (part.length > 1) this.#handler.hugeMore(part.subarray(0, -1))
      this.#handler.hugeEnd()
      return
    }
    const line = Buffer.concat([...this.#held, part])
    this.#held = []
    this.#heldLength = 0
    this.#handler.line(line, 0, line.length - 1)
  }
}
