/**
 * YAML of a manifest → raw JSON, as kubectl reads it, but strict: whatever could be read in two ways is a problem with its
 * place. Bounded in size, depth and aliases. No message quotes a value: a manifest may hold secrets. Pure.
 */

import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar, type Node, type YAMLMap } from 'yaml'

import { counted, shown, type Report } from '../inputs/problems.ts'
import { plainScalar } from './yaml-scalar.ts'

/** A value of JSON; objects have no prototype's keys. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** Bytes of the text. */
export const longestTemplate = 2 ** 20
/** Characters and nodes after aliases are put in place: etcd takes no request over 1.5 MiB. */
const largestTemplate = 1.5 * 2 ** 20
const deepest = 64

/** The JSON of one YAML document, or undefined after a report. */
export function readYaml(text: string, report: Report): Json | undefined {
  if (Buffer.byteLength(text) > longestTemplate) {
    report('is larger than 1 MiB; accepted: the manifest of one Job.')
    return undefined
  }
  const all = counted(report)
  try {
    const value = new Reader(text, all.report).read()
    return all.isClean() ? value : undefined
  } catch (error) {
    if (error instanceof TooMuch) report(error.message)
    // yaml's own parser recurses
    else if (error instanceof RangeError) report(tooDeep)
    else throw error
    return undefined
  }
}

const tooDeep = `nests lists and maps more than ${String(deepest)} deep.`

class TooMuch extends Error {}

interface Read {
  readonly value: Json
  readonly size: number
}

class Reader {
  readonly #text: string
  readonly #report: Report
  readonly #lines = new LineCounter()
  readonly #anchors = new Map<string, Read>()

  constructor(text: string, report: Report) {
    this.#text = text
    this.#report = report
  }

  read(): Json | undefined {
    const document = parseDocument(this.#text, {
      // every scalar as its text: what it means is decided here, and twice the same key is told by its place
      schema: 'failsafe',
      uniqueKeys: false,
      // pretty errors quote the source, which may be a secret
      prettyErrors: false,
      // `silent` would drop a second document without a word
      logLevel: 'error',
      lineCounter: this.#lines
    })
    const [error] = document.errors
    if (error?.code === 'MULTIPLE_DOCS') {
      this.#report(`holds a second document at ${this.#place(error.pos[0])}; accepted: the manifest of one Job.`)
      return undefined
    }
    if (error !== undefined) {
      this.#report(`is not YAML: it cannot be read at ${this.#place(error.pos[0])}.`)
      return undefined
    }
    return this.#node(document.contents, '', 0).value
  }

  #node(node: unknown, path: string, depth: number): Read {
    if (depth > deepest) throw new TooMuch(tooDeep)
    if (isAlias(node)) {
      const found = this.#anchors.get(node.source)
      if (found === undefined) this.#say(node, path, 'is an alias (*) of an anchor (&) that does not stand before it.')
      return found ?? { value: null, size: 1 }
    }
    const read = this.#valueOf(node, path, depth)
    if (read.size > largestTemplate) throw new TooMuch('is larger than 1.5 MiB once its aliases are put in place.')
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined)
      this.#anchors.set(node.anchor, read)
    return read
  }

  #valueOf(node: unknown, path: string, depth: number): Read {
    if (isMap(node)) {
      this.#checkTag(node, path, 'tag:yaml.org,2002:map')
      return this.#map(node, path, depth)
    }
    if (isSeq(node)) {
      this.#checkTag(node, path, 'tag:yaml.org,2002:seq')
      const items = node.items.map((item, index) => this.#node(item, `${path}[${String(index)}]`, depth + 1))
      return { value: items.map(({ value }) => value), size: items.reduce((sum, { size }) => sum + size, 1) }
    }
    if (!isScalar(node)) return { value: null, size: 1 }
    this.#checkTag(node, path, 'tag:yaml.org,2002:str', '!')
    const value = this.#scalar(node, path)
    return { value, size: 1 + (typeof value === 'string' ? value.length : 0) }
  }

  #scalar(node: Scalar, path: string): string | number | boolean | null {
    const text = typeof node.value === 'string' ? node.value : ''
    if ((node.type ?? Scalar.PLAIN) !== Scalar.PLAIN || node.tag !== undefined) return text
    const meaning = plainScalar(text)
    if ('value' in meaning) return meaning.value
    this.#say(node, path, meaning.problem)
    return null
  }

  #map(map: YAMLMap, path: string, depth: number): Read {
    const values = new Map<string, Json>()
    const own = new Set<string>()
    let size = 1
    for (const pair of map.items) {
      const { key, value } = pair as { key: unknown; value: unknown }
      if (isMergeKey(key)) {
        size += this.#mergeInto(values, own, value, { path, depth, key })
        continue
      }
      const name = this.#key(key, path)
      if (name === undefined) continue
      const below = joinPath(path, name)
      if (name.startsWith('$'))
        this.#say(key, below, 'starts with $: directives of strategic merge patches are not supported; remove it.')
      if (own.has(name)) this.#say(key, below, 'is there twice; keep one of the two.')
      own.add(name)
      const read = this.#node(value, below, depth + 1)
      values.set(name, read.value)
      size += name.length + read.size
    }
    return { value: Object.fromEntries(values), size }
  }

  /** `<<`: brings the keys of other maps; of several the first that has a key wins. @returns the size of what it brought */
  #mergeInto(
    values: Map<string, Json>,
    own: ReadonlySet<string>,
    node: unknown,
    { path, depth, key }: { path: string; depth: number; key: unknown }
  ): number {
    const below = joinPath(path, '<<')
    const { value, size } = this.#node(node, below, depth + 1)
    const brought = new Set<string>()
    for (const source of Array.isArray(value) ? (value as readonly Json[]) : [value]) {
      if (!isObject(source)) {
        this.#say(key, below, 'is not a map, nor a list of maps.')
        return size
      }
      for (const [name, item] of Object.entries(source)) {
        // YAML lets the map's own key win, kubectl the one that comes later
        if (own.has(name))
          this.#say(key, joinPath(below, name), 'is set before it; put << first, then the keys that differ.')
        else if (!brought.has(name)) values.set(name, item)
        brought.add(name)
      }
    }
    return size
  }

  #key(node: unknown, path: string): string | undefined {
    const read = isScalar(node) ? this.#node(node, joinPath(path, '?'), 0).value : undefined
    if (typeof read === 'string') return read
    this.#say(node, path, 'has a key that YAML does not read as text; put it in quotes.')
    return undefined
  }

  #checkTag(node: Node, path: string, ...accepted: readonly string[]): void {
    if (node.tag === undefined || accepted.includes(node.tag)) return
    this.#say(node, path, 'has a tag (!), which is not supported; write plain text, a number, a list or a map.')
  }

  #say(node: unknown, path: string, text: string): void {
    const position = (node as Node | null | undefined)?.range?.[0] ?? 0
    this.#report(`${path === '' ? 'the manifest' : path} (${this.#place(position)}) ${text}`)
  }

  #place(position: number): string {
    const { line, col } = this.#lines.linePos(position)
    return `line ${String(line)}, column ${String(col)}`
  }
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && (key.type ?? Scalar.PLAIN) === Scalar.PLAIN && key.tag === undefined
}

/** True for a map of JSON. */
export function isObject(value: unknown): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The path of a key in a map: `spec.template`, `metadata.labels["example.com/team"]`. */
export function joinPath(path: string, key: string): string {
  if (/^[\w<?$-]+$/.test(key)) return path === '' ? key : `${path}.${key}`
  return `${path}[${shown(key)}]`
}
