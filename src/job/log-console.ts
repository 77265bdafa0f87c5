/** Foreign log bytes → bytes that are safe to print in a fenced part of the runner's log. Pure. */

const tab = 9
const newline = 10
const escape = 27
const space = 32
const del = 127

/**
 * Makes a block printable: a prefix before each line, where a lone `\r` ends a line as well (the runner reads it so), and
 * no control characters but tab and ESC. Bytes of UTF-8 sequences are 0x80 and above and never touched, wherever a block
 * was cut.
 * @param block whole lines, or a piece of a very long one, which then becomes a line of its own on the console
 */
export function consoleBlock(block: Uint8Array, prefix: string): Uint8Array {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength)
  const lines = plainLines(bytes)
  return lines > 0 ? prefixed(bytes, lines, Buffer.from(prefix, 'utf8')) : cleaned(bytes, prefix)
}

/** The prefix before each line of a text that may be shown as it is, as most can: cheaper than the other way. */
function prefixed(bytes: Buffer, lines: number, prefix: Buffer): Buffer {
  const rest = bytes.at(-1) === newline ? 0 : 1
  const shown = Buffer.allocUnsafe(bytes.length + rest + (lines + rest) * prefix.length)
  let to = 0
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(newline, from)
    const next = end === -1 ? bytes.length : end + 1
    to += prefix.copy(shown, to)
    to += bytes.copy(shown, to, from, next)
    from = next
  }
  if (rest === 1) shown[to] = newline
  return shown
}

/** The same for any text. Works on latin-1, which keeps every byte. */
function cleaned(bytes: Buffer, prefix: string): Buffer {
  const bytePrefix = Buffer.from(prefix, 'utf8').toString('latin1')
  const shown = bytes
    .toString('latin1')
    .replace(/\r*\n$/u, '')
    .replace(/\r+\n/gu, '\n')
    .replace(/\r/gu, '\n')
    // eslint-disable-next-line no-control-regex -- control characters are what this removes
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f]/gu, '')
    .replaceAll('\n', `\n${bytePrefix}`)
  return Buffer.from(`${bytePrefix}${shown}\n`, 'latin1')
}

/** How many lines end in a text without `\r` and control characters that must go, else -1. Looks at four bytes at once. */
function plainLines(bytes: Buffer): number {
  const head = Math.min(-bytes.byteOffset & 3, bytes.length)
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >> 2)
  const tail = head + words.length * 4
  let lines = plainLinesBetween(bytes, 0, head, plainLinesBetween(bytes, tail, bytes.length, 0))
  for (let index = 0; index < words.length && lines >= 0; index += 1) {
    const word = words[index] ?? 0
    const flipped = word ^ 0x7f7f7f7f
    // the high bit of a byte is set where one of the four is below 0x20, or 0x7f (Hacker's Delight, 6-1)
    const isSuspect = (((word - 0x20202020) & ~word) | ((flipped - 0x01010101) & ~flipped)) & 0x80808080
    if (isSuspect !== 0) lines = plainLinesBetween(bytes, head + index * 4, head + index * 4 + 4, lines)
  }
  return lines
}

/** The same for `bytes[start, end)`, added to the count so far. */
function plainLinesBetween(bytes: Buffer, start: number, end: number, count: number): number {
  let lines = count
  for (let at = start; at < end && lines >= 0; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte === newline) lines += 1
    else if (byte === del || (byte < space && byte !== tab && byte !== escape)) return -1
  }
  return lines
}
