/**
 * Lines of a pip requirements file, as far as it matters what they name: files and folders that have to be in the image, and
 * names of packages. What else pip makes of a line is left to pip.
 * Source: pip's "Requirements File Format", and pip/_internal/req/req_file.py and constructors.py. Pure.
 */

import { isPinned } from './pinned.ts'

/** One line that matters here. `line`: where it begins, from 1. */
export type RequirementLine = { readonly line: number } & (
  | { readonly kind: 'include'; readonly path: string; readonly isConstraint: boolean }
  /** A file or folder that pip installs from; `name` where it tells. */
  | { readonly kind: 'path'; readonly path: string; readonly name: string | undefined }
  /** Something to fetch from an address; `name` where it tells. */
  | { readonly kind: 'address'; readonly name: string | undefined }
  /** A folder (or page) of archives. */
  | { readonly kind: 'find-links'; readonly path: string }
  /** `name` as PyPI normalizes it. */
  | { readonly kind: 'package'; readonly name: string }
  /** A path that means nothing in the image. */
  | { readonly kind: 'unusable'; readonly text: string }
)

export interface RequirementsText {
  readonly lines: readonly RequirementLine[]
  /** pip demands a hash of everything as soon as one line has one. */
  readonly hasHashes: boolean
  /** True: every line that asks for something asks for one very release of it. */
  readonly isPinned: boolean
}

/** Reads the text of one file. */
export function readRequirements(text: string): RequirementsText {
  const lines: RequirementLine[] = []
  let hasHashes = false
  let areAllPinned = true
  for (const { text: whole, line } of logicalLines(text)) {
    const words = wordsOf(whole)
    hasHashes ||= words.some((word) => /^--(?:hash|require-hashes)(?:[=:]|$)/u.test(word))
    areAllPinned &&= !asks(words) || isPinned(words.join(' '))
    const read = readLine(words)
    if (read !== undefined) lines.push({ ...read, line })
  }
  return { lines, hasHashes, isPinned: areAllPinned }
}

/** Whether a line makes pip install something itself: not an option, nor a file of the workspace, whose lines speak for it. */
function asks([first = '', second = '']: readonly string[]): boolean {
  if (!first.startsWith('-')) return true
  if (/^(?:-e|--editable)(?![\w-])/u.test(first)) return true
  const included = /^(?:-r|--requirement)[= ]?(.*)$/u.exec(first)?.[1]
  return included !== undefined && isUrl(unquoted(included === '' ? second : included))
}

/** Without comments, continued lines joined. */
function logicalLines(text: string): { readonly text: string; readonly line: number }[] {
  const found: { text: string; line: number }[] = []
  let open = ''
  let start = 0
  for (const [index, raw] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\n|\r/u)
    .entries()) {
    if (open === '') start = index + 1
    const isComment = /^\s*#/u.test(raw)
    if (raw.endsWith('\\') && !isComment) {
      open += raw.slice(0, -1)
      continue
    }
    const whole = (open + raw).replace(/(?:^|\s)#.*$/u, '').trim()
    open = ''
    if (whole !== '') found.push({ text: whole, line: start })
  }
  return found
}

/** A line of options is split like a shell does, any other one at blanks. */
function wordsOf(line: string): string[] {
  const quoted = /(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/gsu
  const parts = /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/gsu
  const isWhole = line.replace(quoted, '').trim() === ''
  // pip gives up on a quote without an end
  if (!line.startsWith('-') || !isWhole) return line.split(/\s+/u)
  return Array.from(line.matchAll(quoted), ([word]) =>
    word.replace(parts, (_, double?: string, single?: string, escaped?: string) =>
      double === undefined ? (single ?? escaped ?? '') : double.replace(/\\(["\\])/gu, '$1')
    )
  )
}

type Read = RequirementLine extends infer Line ? (Line extends unknown ? Omit<Line, 'line'> : never) : never

const options: Readonly<Record<string, (value: string) => Read | undefined>> = {
  '-r': (path) => including(path, false),
  '--requirement': (path) => including(path, false),
  '-c': (path) => including(path, true),
  '--constraint': (path) => including(path, true),
  '-e': (value) => pathOf(value),
  '--editable': (value) => pathOf(value),
  '-f': (path) => (isUrl(path) ? undefined : { kind: 'find-links', path }),
  '--find-links': (path) => (isUrl(path) ? undefined : { kind: 'find-links', path })
}

function readLine(words: readonly string[]): Read | undefined {
  const [first = '', second = ''] = words
  if (!first.startsWith('-')) return ofRequirement(words)
  const [, name = '', attached = ''] = /^(--[\w-]+|-\w)[= ]?(.*)$/u.exec(first) ?? []
  return options[name]?.(attached === '' ? second : attached)
}

function including(path: string, isConstraint: boolean): Read | undefined {
  return isUrl(path) ? undefined : { kind: 'include', path, isConstraint }
}

function ofRequirement(words: readonly string[]): Read | undefined {
  const text = words.join(' ')
  const [whole = ''] = text.split(/\s;|;\s|\s--/u)
  const named = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*@\s*(\S+)/u.exec(whole)
  if (named !== null) {
    const [, name = '', url = ''] = named
    return /^file:/iu.test(url) ? { kind: 'unusable', text: whole } : { kind: 'address', name: normalized(name) }
  }
  if (isPath(whole)) return pathOf(whole)
  if (isUrl(whole)) return { kind: 'address', name: nameInAddress(whole) }
  const name = nameOf(whole)
  return name === undefined ? undefined : { kind: 'package', name }
}

function pathOf(text: string): Read | undefined {
  if (/^file:/iu.test(text)) return { kind: 'unusable', text }
  if (isUrl(text)) return { kind: 'address', name: nameInAddress(text) }
  // extras stand behind the path
  const path = unquoted(text).replace(/\[[^\]/]*\]$/u, '')
  return { kind: 'path', path, name: nameInAddress(path) }
}

const archive = /\.(?:whl|zip|tar|tar\.gz|tgz|tar\.bz2|tbz|tar\.xz|txz)(?:\[[^\]/]*\])?$/iu

function isPath(text: string): boolean {
  return !isUrl(text) && (text.startsWith('.') || /^[^[;=<>~!@\s]*\//u.test(text) || archive.test(text))
}

function isUrl(text: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@)/iu.test(text) || /^(?:git|hg|svn|bzr)\+/iu.test(text)
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/u, '$2')
}

/** The package that a requirement names, an address by its `#egg=` or its archive; undefined for options, and where none is told. */
export function nameOf(requirement: string): string | undefined {
  if (isUrl(requirement)) return nameInAddress(requirement)
  const name = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?/u.exec(requirement)?.[0]
  return name === undefined ? undefined : normalized(name)
}

/** True for a requirement of something at an address: which modules that has, nobody can tell from it. */
export function hasAddress(requirement: string): boolean {
  return isUrl(requirement) || /^[\w.-]+\s*(?:\[[^\]]*\])?\s*@/u.test(requirement)
}

/** `acme` of `dist/acme-0.1-py3-none-any.whl`, of `https://…/acme-0.1.tar.gz` and of `git+https://…#egg=acme`. */
function nameInAddress(text: string): string | undefined {
  const [place = '', fragment = ''] = text.split('#')
  const file = /^(\S+?)-\d\S*\.(?:whl|zip|tar|tar\.gz|tgz|tar\.bz2|tbz|tar\.xz|txz)$/iu
  const last = place.replace(/\?.*$/u, '').split('/').at(-1) ?? ''
  const name = /(?:^|&)egg=([A-Za-z0-9][\w.-]*)/u.exec(fragment)?.[1] ?? file.exec(last)?.[1]
  return name === undefined ? undefined : normalized(name)
}

/** A name as PyPI compares it (PEP 503). */
export function normalized(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/gu, '-')
}
