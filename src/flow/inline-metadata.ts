/**
 * Dependencies that stand in the file itself, as `uv run` and `pipx run` read them (PEP 723, now "Inline script metadata" of
 * the Python Packaging User Guide): a block of comments between `# /// script` and `# ///` that holds TOML. Pure.
 */

import { parse, type TomlTable } from 'smol-toml'

export interface InlineMetadata {
  /** Requirements of pip. */
  readonly dependencies: readonly string[]
  /** A version specifier such as `>=3.12`; undefined: none. */
  readonly requiresPython: string | undefined
}

/** What the file says, or what is wrong with it in the middle of a sentence; undefined without such a block. */
export function readInlineMetadata(text: string): InlineMetadata | { readonly problem: string } | undefined {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|\n/u)
  const blocks = blocksIn(lines)
  const [block, ...more] = blocks
  if (block === undefined) return undefined
  if (more.length > 0) return { problem: 'has several blocks "# /// script"' }
  try {
    return fromToml(parse(block.map((line) => line.slice(2)).join('\n')))
  } catch {
    return { problem: 'has a block "# /// script" that is not TOML' }
  }
}

/** Comment lines between the marks; a block without an end is none, by the specification. */
function blocksIn(lines: readonly string[]): string[][] {
  const found: string[][] = []
  for (let start = lines.indexOf('# /// script'); start >= 0;) {
    const after = lines.slice(start + 1)
    const length = after.findIndex((line) => !/^#(?: |$)/u.test(line))
    const comments = length < 0 ? after : after.slice(0, length)
    const end = comments.lastIndexOf('# ///')
    if (end >= 0) found.push(comments.slice(0, end))
    const next = lines.indexOf('# /// script', start + 1 + Math.max(end, 0))
    start = next > start ? next : -1
  }
  return found
}

function fromToml(table: TomlTable): InlineMetadata | { readonly problem: string } {
  const { dependencies = [], 'requires-python': requiresPython } = table
  const isList = Array.isArray(dependencies) && dependencies.every((each) => typeof each === 'string')
  if (!isList) return { problem: 'has a block "# /// script" whose dependencies are no list of texts' }
  if (requiresPython !== undefined && typeof requiresPython !== 'string')
    return { problem: 'has a block "# /// script" whose requires-python is no text' }
  return { dependencies, requiresPython }
}
