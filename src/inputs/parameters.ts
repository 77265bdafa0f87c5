/** `parameters`: a YAML or JSON map of values for the flow. Unlike other maps its values have types: `3` is a number. */

import { isAlias, isMap, isNode, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml'

import { counted, type Report } from './problems.ts'

/** A value of JSON. */
export type ParameterValue =
  null | boolean | number | string | readonly ParameterValue[] | { readonly [key: string]: ParameterValue }

/** Bytes of the JSON: Linux takes 128 KiB for one variable, and etcd 1.5 MiB for the Job. */
const longest = 64 * 1024

const form = 'accepted: a YAML or JSON map, such as "day: 2026-01-31"'

/** Parameters by their names in the order written, or undefined after a report. Values are never part of a message. */
export function parseParameters(text: string, report: Report): ReadonlyMap<string, ParameterValue> | undefined {
  const lines = new LineCounter()
  const document = parseDocument(text, {
    schema: 'core',
    // pretty errors quote the source
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines
  })
  const error = document.errors[0] ?? document.warnings[0]
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0])
    const what = error.code === 'DUPLICATE_KEY' ? 'has a name twice' : 'is not YAML or JSON: it cannot be read'
    report(`${what} at line ${String(line)}, column ${String(col)}; ${form}.`)
    return undefined
  }
  if (document.contents === null) return new Map()
  if (!isMap(document.contents)) {
    report(/^\s*[\w.-]+\s*=/u.test(text) ? `looks like NAME=value; ${form}.` : `is not a map; ${form}.`)
    return undefined
  }
  const { report: reportHere, isClean } = counted(report)
  checkNodes(document, lines, reportHere)
  if (!isClean()) return undefined
  const map = new Map(Object.entries(document.toJS() as Record<string, ParameterValue>))
  // Prefect 1 takes any text as the name of a parameter; what the flow takes is seen by the launcher
  if (map.has('')) reportHere('has an empty name; accepted: names of parameters.')
  const size = Buffer.byteLength(JSON.stringify(Object.fromEntries(map)))
  if (size > longest) reportHere(`holds ${String(size)} bytes as JSON; accepted: at most ${String(longest)}.`)
  return isClean() ? map : undefined
}

/** What JSON cannot carry, or what could be read in two ways. */
function checkNodes(document: Document, lines: LineCounter, report: Report): void {
  visit(document, (_key, node) => {
    if (!isNode(node)) return
    const at = (): string => `at line ${String(lines.linePos(node.range?.[0] ?? 0).line)}`
    if (isAlias(node)) report(`has an alias (*) ${at()}; write the value itself.`)
    else if (node.anchor !== undefined) report(`has an anchor (&) ${at()}, which is not supported.`)
    else if (node.tag !== undefined) report(`has a tag (!) ${at()}, which is not supported; use quotes for a text.`)
    else if (isMap(node) && node.items.some(({ key }) => !isScalar(key) || typeof key.value !== 'string'))
      report(`has a name that is not a text ${at()}; put it into quotes.`)
    else if (isScalar(node) && typeof node.value === 'number' && !isExact(node.value))
      report(`has a number ${at()} that JSON cannot carry exactly; put it into quotes to hand it over as text.`)
  })
}

function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
}
