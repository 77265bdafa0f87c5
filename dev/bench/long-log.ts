/** A long log that is made while it is served: nothing of it is kept. Pure but for its buffer. */

import type { PlayedLog } from '../played-log.ts'

/** Bytes of a line of the long logs, its end included. */
export const lineLength = 100

const linesInBlock = 1000
const prefixLength = '2026-01-02T03:04:05.678'.length

/** Fills `log` with lines of `length` bytes, `bytes` in all, stamped a microsecond apart from `start` (milliseconds since the epoch) on. */
export function fillLog(
  log: Pick<PlayedLog, 'add'>,
  { bytes, length, start }: { bytes: number; length: number; start: number }
): void {
  const count = Math.floor(bytes / length)
  for (let first = 0, block = 0; first < count; first += linesInBlock, block++) {
    const lines = Math.min(linesInBlock, count - first)
    const prefix = new Date(start + block).toISOString().slice(0, prefixLength)
    log.add({ last: `${prefix}${micro(lines - 1)}`, bytes: () => stamped(template(length), prefix, lines) })
  }
}

const micro = (line: number): string => `${String(line).padStart(3, '0')}000Z`

const templates = new Map<number, Buffer>()

/** A thousand lines whose stamps lack what comes before the microseconds. */
function template(length: number): Buffer {
  const made =
    templates.get(length) ??
    Buffer.from(
      Array.from(
        { length: linesInBlock },
        (_, line) => `${' '.repeat(prefixLength)}${micro(line)} ${String(line).padEnd(length - 1, 'x')}\n`
      ).join('')
    )
  templates.set(length, made)
  return made
}

function stamped(lines: Buffer, prefix: string, count: number): Buffer {
  const size = lines.length / linesInBlock
  // a copy: what was handed over may not be written yet
  const copy = Buffer.from(lines.subarray(0, size * count))
  for (let at = 0; at < copy.length; at += size) copy.write(prefix, at, 'latin1')
  return copy
}
