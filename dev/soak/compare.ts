/** Compares what the action kept and showed with what the containers wrote. */

import type { WrittenLog } from './truth.ts'

/** Where two texts part, in words; undefined when they are the same. */
export function difference(got: Buffer, wanted: Buffer): string | undefined {
  if (got.equals(wanted)) return undefined
  const [a, b] = [linesOf(got), linesOf(wanted)]
  const at = a.findIndex((line, index) => line !== b[index])
  const place = at < 0 ? a.length : at
  const show = (line: string | undefined): string =>
    line === undefined ? 'nothing' : JSON.stringify(line.slice(0, 80))
  return `line ${place + 1} of ${a.length} is ${show(a[place])}, it should be ${show(b[place])} of ${b.length}`
}

/** Lines of bytes, as Latin-1 text; a last one without an end counts. */
export function linesOf(bytes: Buffer): string[] {
  const lines = bytes.toString('latin1').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** What the log of one container should look like in the file: a last line has an end, a secret is not there. */
export function kept(bytes: Buffer, secret: string | undefined): Buffer {
  const text = bytes.toString('latin1')
  const hidden = secret === undefined ? text : text.replaceAll(secret, '***')
  return Buffer.from(hidden === '' || hidden.endsWith('\n') ? hidden : `${hidden}\n`, 'latin1')
}

/** The log file by the stream that each line is of. @param single the one stream, when there is one alone */
export function streamsOf(file: Buffer, single: string | undefined): Map<string, Buffer> {
  const streams = new Map<string, string>()
  let current = single ?? ''
  for (const line of linesOf(file)) {
    const header = /^==> (\S+) <==$/u.exec(line)?.[1]
    if (single !== undefined && header !== undefined) {
      current = header
      continue
    }
    const space = line.indexOf(' ')
    const name = single === undefined ? line.slice(0, space) : current
    const text = single === undefined ? line.slice(space + 1) : line
    const stream = name.replace(/\+$/u, '')
    const known = streams.get(stream) ?? ''
    // the rest of a line that others came in between of
    streams.set(stream, `${name.endsWith('+') ? known.slice(0, -1) : known}${text}\n`)
  }
  return new Map([...streams].map(([name, text]) => [name, Buffer.from(text, 'latin1')]))
}

/** The name of a stream in the file. */
export const nameOf = ({ pod, container, number }: WrittenLog): string =>
  `${pod}/${container}${number === 0 ? '' : `#${number + 1}`}`

/** Whether `got` is `wanted` up to some place, which may be in the middle of a line. */
export function isBeginning(got: Buffer, wanted: Buffer): boolean {
  if (wanted.subarray(0, got.length).equals(got)) return true
  // a line that was cut got an end
  return got.at(-1) === 0x0a && wanted.subarray(0, got.length - 1).equals(got.subarray(0, -1))
}

/**
 * Whether `got` is `wanted` without some of the lines that may be missing: all the others are there, in their order, none twice.
 * @param mayMiss of the line of this number
 * @param mayEnd it may also stop anywhere, in the middle of a line too
 */
export function isPart(got: Buffer, wanted: Buffer, mayMiss: (line: number) => boolean, mayEnd = false): boolean {
  const lines = linesOf(wanted)
  const places = new Map<string, number[]>()
  for (const [place, line] of lines.entries()) places.set(line, [...(places.get(line) ?? []), place])
  // how many lines before each place have to be there
  const needed = [0]
  for (const place of lines.keys()) needed.push((needed.at(-1) ?? 0) + (mayMiss(place) ? 0 : 1))
  const isFree = (from: number, to: number): boolean => needed[from] === needed[to]
  let reached = [0]
  const all = linesOf(got)
  for (const [index, line] of all.entries()) {
    const isLast = index === all.length - 1
    const found = (places.get(line) ?? []).filter((place) => reached.some((at) => at <= place && isFree(at, place)))
    // a line of which only the beginning came
    if (isLast && found.length === 0) {
      const isCutHere = (place: number): boolean => mayEnd || (mayMiss(place) && isFree(place + 1, lines.length))
      return reached.some((at) =>
        lines.some((each, place) => at <= place && isFree(at, place) && isCutHere(place) && each.startsWith(line))
      )
    }
    reached = found.map((place) => place + 1)
    if (reached.length === 0) return false
  }
  return mayEnd || reached.some((at) => isFree(at, lines.length))
}

/** A log as it is to be shown: docs/logs.md. @param prefix of each line */
export function shown(file: Buffer): string[] {
  return linesOf(file).flatMap((line) =>
    line
      .replace(/\r+$/u, '')
      .split('\r')
      // eslint-disable-next-line no-control-regex -- control characters are what is left out
      .map((part) => part.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f]/gu, ''))
  )
}

/** Bytes of a line from which on it may be shown in pieces, a line each: docs/logs.md. */
const longLine = 256 * 1024

/** The lines that were shown, with the pieces of very long ones put together again where they make up the line that is wanted. */
export function joined(got: readonly string[], wanted: readonly string[]): string[] {
  const lines: string[] = []
  let next = 0
  for (const line of wanted) {
    if (next >= got.length) break
    let text = got[next++] ?? ''
    if (line.length > longLine)
      while (text.length < line.length && next < got.length && line.startsWith(text)) text += got[next++] ?? ''
    lines.push(text)
  }
  return [...lines, ...got.slice(next)]
}

/** The lines of a flow in the step's raw output, without their prefix. @param prefix `| `, or a pattern for several streams */
export function linesShown(raw: Buffer): string[] {
  const lines: string[] = []
  let fence: string | undefined
  for (const line of linesOf(raw)) {
    const raised = /^::stop-commands::(.+)$/u.exec(line)?.[1]
    if (fence === undefined && raised !== undefined) fence = `::${raised}::`
    else if (line === fence) fence = undefined
    else if (fence !== undefined) {
      const found = /^(?:\S+\/\S+ )?\| (.*)$/su.exec(line)
      if (found?.[1] !== undefined) lines.push(found[1])
    }
  }
  return lines
}
