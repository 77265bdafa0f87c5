/** Foreign log bytes → bytes that are safe to print in a fenced part of the runner's log. Pure. */

/**
 * Makes a block printable: a prefix before each line, where a lone `\r` ends a line as well (the runner reads it so), and
 * no control characters but tab and ESC. Works on latin-1 text, which keeps every byte: bytes of UTF-8 sequences are
 * 0x80 and above and never touched, wherever a block was cut.
 * @param block whole lines, or a piece of a very long one, which then becomes a line of its own on the console
 */
export function consoleBlock(block: Uint8Array, prefix: string): Uint8Array {
  const text = Buffer.from(block.buffer, block.byteOffset, block.byteLength).toString('latin1')
  const bytePrefix = Buffer.from(prefix, 'utf8').toString('latin1')
  const shown = text
    .replace(/\r*\n$/u, '')
    .replace(/\r+\n/gu, '\n')
    .replace(/\r/gu, '\n')
    // eslint-disable-next-line no-control-regex -- control characters are what this removes
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f]/gu, '')
    .replaceAll('\n', `\n${bytePrefix}`)
  return Buffer.from(`${bytePrefix}${shown}\n`, 'latin1')
}
