/**
 * Flat YAML or JSON whose scalars keep their source text: `3.10` stays `3.10` and `yes` stays `yes`, since what a user
 * writes for a variable or an argument is text. Everything that is more than a list or map of scalars is refused.
 */

import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml'

import type { Report } from './problems.ts'

/** A key with its text, in the order written, and where it stands: `line 2`, `entry 2`. */
export type Entry = readonly [key: string, value: string, place: string]

export interface YamlMapOptions {
  /** What a key is called in a message. */
  readonly naming: (key: string, place: string) => string
  /** What stands for a value that is empty or null; undefined: that is a problem. */
  readonly empty?: string | undefined
  /** Said beside that problem. */
  readonly hint?: string | undefined
}

/**
 * The entries of a map, or undefined after a report. Values are never part of a message: they may be secrets.
 */
export function parseYamlMap(text: string, report: Report, options: YamlMapOptions): Entry[] | undefined {
  const contents = parse(text, 'map of names to values', report)
  if (contents === undefined) return undefined
  if (!isMap(contents)) {
    report('is not a map; accepted: NAME=value lines, or a YAML or JSON map of names to values.')
    return undefined
  }
  const entries: Entry[] = []
  let isWhole = true
  for (const [index, pair] of contents.items.entries()) {
    const place = `entry ${String(index + 1)}`
    const key = scalarText(pair.key)
    if (typeof key !== 'string') {
      report(`${place} of the map has a name that is not plain text.`)
      isWhole = false
      continue
    }
    const value = isNothing(pair.value)
      ? (options.empty ?? { problem: emptyProblem + (options.hint ?? '') })
      : scalarText(pair.value)
    if (typeof value === 'string') entries.push([key, value, place])
    else report(`the value of ${options.naming(key, place)} ${value.problem}`)
    isWhole &&= typeof value === 'string'
  }
  return isWhole ? entries : undefined
}

/** The items of a list, or undefined after a report. */
export function parseYamlList(text: string, report: Report): string[] | undefined {
  const contents = parse(text, 'list of words', report)
  if (contents === undefined) return undefined
  if (!isSeq(contents)) {
    report('is not a list; accepted: a YAML or JSON list of words, or one line of words.')
    return undefined
  }
  const items: string[] = []
  let isWhole = true
  for (const [index, node] of contents.items.entries()) {
    const item = scalarText(node)
    if (typeof item === 'string') items.push(item)
    else report(`item ${String(index + 1)} ${item.problem}`)
    isWhole &&= typeof item === 'string'
  }
  return isWhole ? items : undefined
}

function parse(text: string, what: string, report: Report): Document['contents'] | undefined {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    schema: 'core',
    // told apart by their text, so that we can name the one that is there twice
    uniqueKeys: false,
    // pretty errors quote the source, which may be a secret
    prettyErrors: false,
    // `silent` would drop a second document without a word
    logLevel: 'error',
    lineCounter: lines
  })
  const error = document.errors[0] ?? document.warnings[0]
  if (error === undefined) return document.contents
  const { line, col } = lines.linePos(error.pos[0])
  report(`is not a YAML or JSON ${what}: it cannot be read at line ${String(line)}, column ${String(col)}.`)
  return undefined
}

function scalarText(node: unknown): string | { problem: string } {
  if (isMap(node) || isSeq(node)) return { problem: 'is a list or map; accepted: one text or number.' }
  if (!isScalar(node)) return { problem: node === null ? emptyProblem : 'is an alias; write the value itself.' }
  if (node.anchor !== undefined) return { problem: 'has an anchor (&), which is not supported.' }
  if (node.tag !== undefined) return { problem: 'has a tag (!), which is not supported; use quotes.' }
  if (node.value === null) return { problem: emptyProblem }
  return typeof node.value === 'string' ? node.value : (node.source ?? '')
}

/** `KEY:`, `KEY: null`, `{KEY}`; what has an anchor or a tag is refused for that. */
function isNothing(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null && node.anchor === undefined && node.tag === undefined)
}

const emptyProblem = 'is empty or null; write "" for an empty text.'
