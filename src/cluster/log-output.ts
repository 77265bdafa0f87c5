/** A block of bytes that is filled piece by piece and handed out whole. */

export class OutputBlock {
  #block: Buffer | undefined
  #length = 0
  #expected = 0

  /** How much is likely to come before the next {@link take}. */
  expect(length: number): void {
    this.#expected = length
  }

  /** Appends `bytes[start, end)`. */
  append(bytes: Buffer, start: number, end: number): void {
    const needed = this.#length + end - start
    if (this.#block === undefined || needed > this.#block.length) this.#grow(needed)
    this.#length += bytes.copy(this.#block as Buffer, this.#length, start, end)
  }

  newline(): void {
    this.append(Buffer.from('\n'), 0, 1)
  }

  /** The block, or undefined when it is empty; the next one starts empty and shares no memory with it. */
  take(): Buffer | undefined {
    const block = this.#block?.subarray(0, this.#length)
    this.#block = undefined
    this.#length = 0
    return block
  }

  #grow(needed: number): void {
    const block = Buffer.allocUnsafe(Math.max(needed + 4096, this.#expected))
    this.#block?.copy(block, 0, 0, this.#length)
    this.#block = block
  }
}
