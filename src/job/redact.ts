/** Takes the values of secrets out of a pod's log, before it is printed or kept. Pure. */

import { maskedLines } from '../inputs/secrets.ts'

const stars = Buffer.from('***')

/**
 * Makes a function that replaces every masked line of these values by `***`. The runner hides them in what is printed; the
 * log file is read by others as well. A block is whole lines: only in a piece of a very long one may a value be cut.
 */
export function redactor(values: Iterable<string>): (block: Uint8Array) => Uint8Array {
  const lines = [...new Set([...values].flatMap(maskedLines))]
  // the longest first: one value may be a part of another
  const needles = lines.sort((a, b) => b.length - a.length).map((line) => Buffer.from(line, 'utf8'))
  return (block) => needles.reduce<Uint8Array>(without, block)
}

function without(block: Uint8Array, needle: Buffer): Uint8Array {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength)
  const parts: Buffer[] = []
  let start = 0
  for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, start)) {
    parts.push(bytes.subarray(start, at), stars)
    start = at + needle.length
  }
  return start === 0 ? block : Buffer.concat([...parts, bytes.subarray(start)])
}
