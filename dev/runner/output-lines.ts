/** Splits a process's output into lines as .NET's ReadLine does: at `\n`, `\r\n` and a lone `\r` (ProcessInvoker.cs). */

export interface OutputLines {
  /** The lines that are complete with this piece. */
  push(piece: Uint8Array): string[]
  /** The last line, when it has no end. */
  flush(): string[]
}

/** Starts splitting one stream. A `\r` at the end of a piece waits for the next one: it may be half of `\r\n`. */
export function createOutputLines(): OutputLines {
  const decoder = new TextDecoder('utf-8')
  let rest: string[] = []
  const split = (text: string, isLast: boolean): string[] => {
    const isHeld = rest.at(-1)?.endsWith('\r') === true
    if (!isLast && !isHeld && !/[\r\n]/u.test(text)) {
      rest.push(text) // a long line in many pieces is joined once, not again with each piece
      return []
    }
    const whole = rest.join('') + text
    const held = !isLast && whole.endsWith('\r') ? '\r' : ''
    const lines = whole.slice(0, whole.length - held.length).split(/\r\n|\n|\r/u)
    const last = lines.pop() ?? ''
    rest = [last + held].filter((part) => part !== '')
    return lines
  }
  return {
    push(piece) {
      const text = decoder.decode(piece, { stream: true })
      return text === '' ? [] : split(text, false)
    },
    flush() {
      const lines = split(decoder.decode(), true)
      const [last] = rest
      rest = []
      return last === undefined ? lines : [...lines, last]
    }
  }
}
