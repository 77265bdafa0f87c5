/** What the explanations of pip's failures have in common: their form, and how they name things. Pure. */

import type { FailureReason } from '../failure.ts'

/** A failed pip step, explained: each text is one sentence. */
export interface PipExplanation {
  readonly reason: FailureReason
  readonly what: string
  readonly why: string
  readonly fix: string
}

/** What is known besides pip's output. */
export interface PipFacts {
  readonly baseImage: string
  /** Absent: nothing is known of where requirements come from. */
  readonly asked?: AskedOfPip | undefined
}

/** Where the requirements of a build come from. */
export interface AskedOfPip {
  /** Requirements of our own file → what asks for them, as the user knows it. */
  readonly origins: ReadonlyMap<string, string>
  /** The user's requirements file in the workspace. */
  readonly file: string | undefined
}

/** An explanation of a dependency that cannot be installed as things are. */
export function notInstallable(what: string, why: string, fix: string): PipExplanation {
  return { reason: 'dependency-not-installable', what, why, fix }
}

export const allDependencies = 'The Python dependencies could not be installed.'

export function oneDependency(requirement: string): string {
  return `The dependency ${requirement} could not be installed.`
}

/** At most this much of a foreign text goes into a sentence; all of it is in the log. */
const longestPart = 200

/** A foreign text as part of a sentence: one line, bounded. */
export function part(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  return line.length > longestPart ? `${line.slice(0, longestPart)}…` : line
}

/**
 * Takes out of URLs what may be secret: user and password, also where pip has masked one of them, and the query (signed
 * addresses). The second form is for passwords with an unencoded slash: what follows the colon is a port only where no `@`
 * comes later. A mistyped URL may have no scheme; then any `user:password@` goes. Rather too much than too little: the whole
 * text is in the log.
 */
export function withoutCredentials(text: string): string {
  return text
    .replace(/(\w:\/\/)(?:[^/\s]*@|[^/\s@:]*:(?!\d+(?:\/[^\s'"@]*)?(?:[\s'"]|$))[^\s@]*@)/gu, '$1')
    .replace(/(?<![^\s'"/@:]|:\/\/)[^\s'"/@:]+:(?!\/\/)[^\s@]+@(?=[\w.-])/gu, '')
    .replace(/(\w:\/\/[^\s?#'"]*)[?#][^\s'"),]*/gu, '$1')
}

/** `https://pypi.example.com/simple/` → `pypi.example.com`. */
export function hostOf(address: string): string | undefined {
  return /^[\w+.-]+:\/\/([^/\s?#'",]+)/u.exec(address)?.[1]
}

/** The package that a requirement names: `pandas[excel]>=2 ; python_version>"3"` → `pandas`. */
export function packageOf(requirement: string): string {
  return /^[A-Za-z0-9][\w.-]*/u.exec(requirement)?.[0] ?? requirement
}

/** The names `Flask_Login` and `flask-login` are the same to pip. */
export function isSamePackage(one: string, other: string): boolean {
  const plain = (name: string): string => name.toLowerCase().replace(/[-_.]+/gu, '-')
  return plain(one) === plain(other)
}

/** pip closes a requirement with where it comes from: `(from -r …/requirements.txt (line 1))`, `(from pandas)`, `(from a->b)`. */
export function readRequirement(text: string): { readonly requirement: string; readonly parent: string | undefined } {
  const [, requirement = text, from = ''] = /^(.*?)(?: \(from (.*)\))?$/u.exec(text.trim()) ?? []
  const parent = from.split('->')[0] ?? ''
  return { requirement: part(requirement), parent: /^[A-Za-z0-9]/u.test(parent) ? part(parent) : undefined }
}

/** The first line that a pattern finds, as its groups. */
export function firstMatch(lines: readonly string[], pattern: RegExp): RegExpExecArray | undefined {
  for (const line of lines) {
    const match = pattern.exec(line)
    if (match !== null) return match
  }
  return undefined
}

/** Lists of versions can be longer than a line that we keep in one piece; then the closing bracket is missing. */
export const noVersion = /Could not find a version that satisfies the requirement (.+) \(from versions: ([^)]*)(\)?)/u

/** What failed, where pip names the requirement that it looked for in vain. */
export function missedDependency(lines: readonly string[]): string {
  const text = firstMatch(lines, noVersion)?.[1]
  if (text === undefined) return allDependencies
  const { requirement, parent } = readRequirement(text)
  return oneDependency(parent === undefined ? requirement : `${requirement}, which ${parent} needs,`)
}
