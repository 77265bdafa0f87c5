/** Cuts chunks of bytes into whole lines of text, without their `\n`. */
export class Lines {
  #rest: Buffer[] = []

  /** The lines that end in `chunk`. */
  push(chunk: Buffer): string[] {
    const end = chunk.lastIndexOf(10)
    if (end < 0) {
      this.#rest.push(chunk)
      return []
    }
    const whole = Buffer.concat([...this.#rest, chunk.subarray(0, end)]).toString()
    this.#rest = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : []
    return whole.split('\n')
  }
}
