/**
 * Words of a Dockerfile that hold users' values. Pure.
 *
 * A Dockerfile has three readers in a row: lines are joined at a trailing backslash, words are split at spaces outside of
 * quotes, and then quotes, backslashes and `$` are processed, also in COPY's JSON form. Whatever is written here comes out of
 * all three unchanged, with the legacy builder as with BuildKit.
 */

import { Failure } from '../failure.ts'

/** The scanner of both builders stops at a line of 64 KiB. */
const longestLine = 65_000

/** `NAME="value"` for ENV and LABEL. @throws Failure `invalid-input` for what cannot be written there. */
export function assignment(name: string, value: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/u.test(name)) throw refused(name, 'is not a name that a Dockerfile can hold')
  const text = `${name}="${value.replace(/[\\"$]/gu, '\\$&')}"`
  if (/[\n\r\0]/u.test(value)) throw refused(name, 'holds a line break, which a Dockerfile cannot hold')
  if (Buffer.byteLength(text) > longestLine)
    throw refused(name, 'is longer than a line of a Dockerfile may be (64 KiB)')
  return text
}

/** One instruction with one assignment a line. Such a line begins with a name, so it is never taken for a comment. */
export function assignments(instruction: 'ENV' | 'LABEL', values: Iterable<readonly [string, string]>): string[] {
  const words = Array.from(values, ([name, value]) => assignment(name, value))
  return words.length === 0 ? [] : [`${instruction} ${words.join(' \\\n    ')}`]
}

/**
 * `COPY` of what a context folder holds into a folder of the image; `from` is one of our own names.
 * @param link the layer is made without what lies below it. It then holds the folders on the way as well, as ours
 */
export function copyContents(from: string, to: string, link = false): string {
  const folder = to.endsWith('/') ? to : `${to}/`
  if (/[\n\r\0]/u.test(folder)) throw refused(to, 'holds a line break, which a Dockerfile cannot hold')
  return `COPY ${link ? '--link ' : ''}${exec(`${from}/`, folder.replace(/[\\"'$]/gu, '\\$&'))}`
}

/** `WORKDIR` of any path: it has no JSON form, and reads its line up to the end, quotes and `$` included. */
export function workdir(folder: string): string {
  if (/[\n\r\0]/u.test(folder)) throw refused(folder, 'holds a line break, which a Dockerfile cannot hold')
  return `WORKDIR ${folder.replace(/[\\"'$]/gu, '\\$&')}`
}

/** The JSON form: words that no shell sees. */
export function exec(...words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`
}

/** A base image in `FROM`, which expands `$` and reads flags and `AS`. @throws Failure `invalid-image-name` */
export function baseReference(reference: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._\-/:@]*$/u.test(reference)) return reference
  throw new Failure('invalid-image-name', {
    what: 'The input base-image is not the name of an image.',
    why: `It holds characters that no image name has: ${JSON.stringify(reference)}.`,
    fix: 'Give it as name:tag, such as python:3.12.'
  })
}

function refused(subject: string, why: string): Failure {
  return new Failure('invalid-input', { what: `${JSON.stringify(subject)} ${why}.` })
}
