/** Turns what a process writes into lines, in constant memory. */

import { StringDecoder } from 'node:string_decoder'

/** Longer lines are cut into pieces of this many UTF-16 units: nothing that one process writes may fill our memory. */
export const longestLine = 16_384

export interface LineSplitter {
  push(chunk: Buffer): void
  /** Delivers what is left without a line end. */
  end(): void
}

/**
 * Splits a byte stream into lines as a GitHub runner does: at `\n`, `\r\n` and a lone `\r`, also where a chunk ends in the
 * middle of a character or between `\r` and `\n`.
 */
export function createLineSplitter(emit: (lines: readonly string[]) => void): LineSplitter {
  const decoder = new StringDecoder('utf8')
  let pending = ''

  const deliver = (text: string, isEnd: boolean): void => {
    // a `\r` at the end may be the first half of `\r\n`
    const held = !isEnd && text.endsWith('\r') ? '\r' : ''
    const pieces = text.slice(0, text.length - held.length).split(/\r\n|\n|\r/u)
    let rest = pieces.pop() ?? ''
    const lines = pieces.flatMap(cut)
    while (held === '' && rest.length > longestLine) {
      lines.push(rest.slice(0, longestLine))
      rest = rest.slice(longestLine)
    }
    if (isEnd && rest !== '') lines.push(...cut(rest))
    pending = isEnd ? '' : rest + held
    if (lines.length > 0) emit(lines)
  }

  return {
    push: (chunk) => deliver(pending + decoder.write(chunk), false),
    end: () => deliver(pending + decoder.end(), true)
  }
}

function cut(line: string): string[] {
  if (line.length <= longestLine) return [line]
  return Array.from({ length: Math.ceil(line.length / longestLine) }, (_, index) =>
    line.slice(index * longestLine, (index + 1) * longestLine)
  )
}

/** Keeps the last `size` lines. */
export class Tail {
  readonly #size: number
  readonly #lines: string[] = []

  constructor(size: number) {
    this.#size = size
  }

  add(lines: readonly string[]): void {
    this.#lines.push(...lines.slice(-this.#size))
    if (this.#lines.length > this.#size) this.#lines.splice(0, this.#lines.length - this.#size)
  }

  lines(): readonly string[] {
    return [...this.#lines]
  }
}
