/**
 * Maps: `KEY=VALUE` lines, or a YAML or JSON map.
 *
 * Which of the two it is depends on the text alone: it is YAML when it starts with `{`, or when in its first line (blank
 * lines and `#` lines apart) a colon followed by a space or the line's end comes before any `=`. The two do not mix.
 * In lines, the first `=` splits; the key's surrounding whitespace goes; the value is kept exactly, quotes, `#` and spaces
 * included, apart from a carriage return at the line's end.
 */

import { counted, shown, type Report } from './problems.ts'
import { parseYamlMap, type Entry } from './yaml-text.ts'

export interface MapKind {
  /** What a line looks like, for messages: `NAME=value`. */
  readonly form: string
  /** Says what is wrong with a key at a place (`line 2`), undefined when nothing is. */
  readonly checkKey: (key: string, place: string) => string | undefined
  /** Says what is wrong with a value, without quoting it. */
  readonly checkValue?: (value: string) => string | undefined
  /** Where a bare `KEY` line takes its value from; absent: every line needs a value. */
  readonly env?: NodeJS.ProcessEnv
  /** A bare `KEY` whose variable is not set or empty, and a null of YAML, give an empty value, not a problem. */
  readonly takesEmpty?: boolean
  /**
   * The text may be a secret as a whole, given without a name by mistake, and its first part be taken for a key: then
   * keys that do not look like names are not part of a message either.
   */
  readonly isSecret?: boolean
}

const missingSecret = ' A secret that does not exist gives an empty text.'

/** Keys with their values in the order written, or undefined after a report. Values are never part of a message. */
export function parseMap(text: string, report: Report, kind: MapKind): ReadonlyMap<string, string> | undefined {
  const { report: reportHere, isClean } = counted(report)
  const naming = (key: string, place: string): string =>
    kind.isSecret === true && !isConventional(key) ? place : shown(key)
  const empty = kind.takesEmpty === true ? '' : undefined
  const hint = kind.isSecret === true ? missingSecret : undefined
  const entries = isYaml(text)
    ? parseYamlMap(text, reportHere, { naming, empty, hint })
    : parseLines(text, reportHere, kind)
  const map = new Map<string, string>()
  for (const [key, value, place] of entries ?? []) {
    const problem = kind.checkKey(key, place)
    if (problem !== undefined) reportHere(problem)
    else if (map.has(key)) reportHere(`${naming(key, place)} is there twice.`)
    const wrong = kind.checkValue?.(value)
    if (wrong !== undefined) reportHere(`the value of ${naming(key, place)} ${wrong}`)
    map.set(key, value)
  }
  return isClean() ? map : undefined
}

/** Whether a map's text is YAML or JSON, told from the text alone; `KEY=VALUE` lines otherwise. */
export function isYaml(text: string): boolean {
  if (text.trimStart().startsWith('{')) return true
  const first = text.split('\n').find((line) => line.trim() !== '' && !line.trim().startsWith('#')) ?? ''
  return /^\s*("[^"]*"|'[^']*'|[^\s=:"'][^=:]*)\s*:(\s|$)/.test(first)
}

function parseLines(text: string, report: Report, kind: MapKind): Entry[] {
  const entries: Entry[] = []
  for (const [index, whole] of text.split('\n').entries()) {
    const line = whole.endsWith('\r') ? whole.slice(0, -1) : whole
    if (line.trim() === '') continue
    const place = `line ${String(index + 1)}`
    const at = line.indexOf('=')
    if (at >= 0) {
      const key = line.slice(0, at).trim()
      if (key === '')
        report(`${place} has nothing before its "="; accepted: ${kind.form} lines, or a YAML or JSON map.`)
      else entries.push([key, line.slice(at + 1), place])
      continue
    }
    const entry = bareEntry(line.trim(), place, report, kind)
    if (entry !== undefined) entries.push(entry)
  }
  return entries
}

/**
 * True for names as people write them: words of one case, perhaps with a number each, between `_`, `-`, `.` or blanks. Others
 * may be part of a key or token, which mixes letters and digits or goes on for long.
 */
export function isConventional(name: string): boolean {
  const upper = /^_?[A-Z]{1,12}\d{0,3}(?:[-._ ][A-Z]{1,12}\d{0,3})*$/
  const lower = /^_?[a-z]{1,12}\d{0,3}(?:[-._ ][a-z]{1,12}\d{0,3})*$/
  return upper.test(name) || lower.test(name)
}

/** A line without `=`: the name of a variable of the step. It is quoted only when it is a name: else it may be part of a secret. */
function bareEntry(name: string, place: string, report: Report, kind: MapKind): Entry | undefined {
  if (kind.env === undefined || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    const bare = kind.env === undefined ? '' : ', NAME alone for a variable of the step'
    const comment = name.startsWith('#') ? ' Comments are not supported here.' : ''
    report(`${place} has no "="; accepted: ${kind.form} lines${bare}, or a YAML or JSON map.${comment}`)
    return undefined
  }
  if (/^(INPUT|STATE)_/.test(name)) {
    report(`${shown(name)} belongs to the runner and is not handed on.`)
    return undefined
  }
  const value = kind.env[name] ?? ''
  const known = isConventional(name) ? shown(name) : place
  if (value === '' && kind.takesEmpty !== true) {
    report(
      `${known} has no "=", so it takes the step's variable of that name, which is not set or empty; write NAME= for an empty value.${kind.isSecret === true ? missingSecret : ''}`
    )
    return undefined
  }
  return [name, value, place]
}
