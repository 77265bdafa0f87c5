/** What a dry run shows, as text for people and their tools. Pure. */

import { Document, isScalar, Scalar, visit } from 'yaml'

/**
 * A manifest as YAML that every reader takes for what it was. kubectl goes by YAML 1.1, where `yes` is no text, and by Go's
 * own numbers as well, such as `0o17`: whatever begins like a number is quoted.
 * @param comments lines without `#`, put at the top
 */
export function manifestText(manifest: object, comments: readonly string[]): string {
  const document = new Document(manifest, { version: '1.1', aliasDuplicateObjects: false })
  visit(document, (_, node) => {
    if (isScalar(node) && typeof node.value === 'string' && /^[\d.+-]/u.test(node.value))
      node.type = Scalar.QUOTE_DOUBLE
  })
  return comments.map((line) => `# ${line}\n`).join('') + document.toString({ lineWidth: 0, directives: null })
}

/** A command line as a person would type it into a shell; for reading, nothing runs it. */
export function commandText(words: readonly string[]): string {
  return words.map((word) => (/^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ')
}

/** A table of files: bytes, place in the image, place in the context. */
export function listingText(
  files: readonly { readonly path: string; readonly imagePath: string; readonly size: number | undefined }[]
): string {
  const rows = files.map(({ path, imagePath, size }) => [size === undefined ? 'link' : String(size), imagePath, path])
  const table = [['bytes', 'in the image', 'in the context'], ...rows]
  const width = (column: number): number => Math.max(...table.map((row) => row[column]?.length ?? 0))
  const [first, second] = [width(0), width(1)]
  const lines = table.map(([size = '', image = '', context = '']) =>
    [size.padStart(first), image.padEnd(second), context].join('  ')
  )
  const total = files.reduce((sum, { size = 0 }) => sum + size, 0)
  return [...lines, `${String(files.length)} files, ${String(total)} bytes`].map((line) => `${line}\n`).join('')
}
