/** The end of a kept log, for the page of the workflow when the run did not succeed (`logs: on-failure`). */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

import type { Writer } from '../runner/writer.ts'
import { consoleBlock } from './log-console.ts'

/** What is shown at most, whichever is less. */
export const shownOfLog = { bytes: 4 * 1024 * 1024, lines: 10_000 } as const

const newline = 0x0a

/** Prints the end of a log file in a group, fenced. Nothing for an empty one. @throws what reading throws */
export async function printKeptLog(path: string, writer: Writer): Promise<void> {
  const { end, left } = endOfFile(path, shownOfLog.bytes)
  const shown = lastLines(end, shownOfLog.lines)
  if (shown.length === 0) return
  const missing = left + end.length - shown.length
  await writer.group('Log of the Job', () => {
    if (missing > 0) {
      writer.info(`Its first ${formatBytes(missing)} are left out here; the log file named below has all of it.`)
    }
    writer.foreignBytes(consoleBlock(shown, '| '))
    return Promise.resolve()
  })
}

/** The last bytes of a file, from the start of a line where there is one; `left` counts the bytes before them. */
function endOfFile(path: string, longest: number): { end: Buffer; left: number } {
  const descriptor = openSync(path, 'r')
  try {
    const { size } = fstatSync(descriptor)
    const start = Math.max(0, size - longest)
    const bytes = Buffer.alloc(size - start)
    let length = 0
    while (length < bytes.length) {
      const read = readSync(descriptor, bytes, length, bytes.length - length, start + length)
      if (read === 0) break
      length += read
    }
    const end = bytes.subarray(0, length)
    const skipped = start === 0 ? 0 : end.indexOf(newline) + 1
    return { end: end.subarray(skipped), left: start + skipped }
  } finally {
    closeSync(descriptor)
  }
}

/** The last lines of a text, at most `count`. */
export function lastLines(text: Buffer, count: number): Buffer {
  let start = text.at(-1) === newline ? text.length - 1 : text.length
  for (let lines = 0; lines < count; lines += 1) {
    if (start <= 0) return text
    start = text.lastIndexOf(newline, start - 1)
    if (start === -1) return text
  }
  return text.subarray(start + 1)
}

function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${String(bytes)} bytes`
  const units = ['KiB', 'MiB', 'GiB', 'TiB']
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), units.length)
  return `${(bytes / 1024 ** power).toFixed(1)} ${units[power - 1] ?? ''}`
}
