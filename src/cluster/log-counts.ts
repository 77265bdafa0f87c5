/** How many lines of a log's file lie behind us, by second. */

import type { Stamp } from './log-stamp.ts'

/** Seconds that are kept at most; half as many remain when older ones are forgotten. */
const kept = 128

interface SecondCount {
  lines: number
  /** Order in which the seconds first appeared in the file. */
  readonly order: number
  readonly first: Stamp
}

export class SecondCounts {
  /** Lines without a stamp. */
  unstamped = 0
  readonly #counts = new Map<number, SecondCount>()
  #order = 0
  #forgottenUpTo: number

  /** @param forgottenUpTo second up to which (included) nothing is known; undefined: everything is */
  constructor(forgottenUpTo = Number.NEGATIVE_INFINITY) {
    this.#forgottenUpTo = forgottenUpTo
  }

  /** Adds lines of one second, in the file's order. @param stamp of the first of them */
  add(stamp: Stamp | undefined, lines: number): void {
    if (stamp === undefined) {
      this.unstamped += lines
      return
    }
    const known = this.#counts.get(stamp.second)
    if (known !== undefined) {
      known.lines += lines
      return
    }
    this.#counts.set(stamp.second, { lines, order: this.#order++, first: stamp })
    if (this.#counts.size > kept) this.#forget(stamp.second - kept / 2)
  }

  /** Lines with a stamp of this second or later, and the first of them in the file; undefined when that was forgotten. */
  from(second: number): { lines: number; first: Stamp | undefined } | undefined {
    if (second <= this.#forgottenUpTo) return undefined
    let lines = 0
    let first: SecondCount | undefined
    for (const [counted, entry] of this.#counts) {
      if (counted < second) continue
      lines += entry.lines
      if (first === undefined || entry.order < first.order) first = entry
    }
    return { lines, first: first?.first }
  }

  #forget(before: number): void {
    for (const second of this.#counts.keys()) {
      if (second >= before) continue
      this.#counts.delete(second)
      this.#forgottenUpTo = Math.max(this.#forgottenUpTo, second)
    }
  }
}
