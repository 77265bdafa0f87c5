/** Which input asks for a requirement, as far as pip's text or the plan tells it. Pure. */

import { posix } from 'node:path'

import { flowFolder } from '../plan/look.ts'
import { isSamePackage, packageOf, type PipFacts } from './pip-text.ts'

/** Some input or other. */
export const someInput = 'the dependencies'

/**
 * What a user knows the place of a requirement by: `python-dependencies`, `requirements/base.txt`, or {@link someInput}.
 * @param requirement in pip's words, which may have another order than the user's
 */
export function originOf(requirement: string, lines: readonly string[], { asked }: PipFacts): string {
  const key = keyOf(requirement)
  const files = lines.flatMap((line) => filesIn(line, key))
  const theirs = files.find((file) => file.startsWith(`${flowFolder}/`))
  if (theirs !== undefined) return posix.relative(flowFolder, theirs)
  const own = [...(asked?.origins ?? [])]
  const exact = own.find(([each]) => keyOf(each) === key)?.[1]
  if (exact !== undefined) return exact
  const isOurs = files.length > 0 || own.some(([each]) => isSamePackage(packageOf(each), packageOf(requirement)))
  return isOurs ? someInput : (asked?.file ?? someInput)
}

/** `python-dependencies asks for` */
export function asks(origin: string): string {
  return origin === someInput ? `${origin} ask for` : `${origin} asks for`
}

/** Files of which a line of pip says that this requirement stands there: `Collecting x==1 (from -r /flow/r.txt (line 1))`. */
function filesIn(line: string, key: string): string[] {
  const places = line.matchAll(/(\S[^()]*?) \(from -[rc] (.+?) \(line \d+\)\)/gu)
  return Array.from(places, ([, text = '', file = '']) => {
    const requirement = text.replace(/^.*?(?:Collecting|Double requirement given:|already in|satisfied:) /u, '')
    return keyOf(requirement) === key ? [file] : []
  }).flat()
}

/** Equal for the same requirement in two spellings; without extras and markers. */
function keyOf(requirement: string): string {
  const [bare = ''] = requirement.split(';')
  const name = packageOf(bare.trim())
  const clauses = bare
    .trim()
    .slice(name.length)
    .replace(/\[[^\]]*\]/u, '')
    .replace(/[\s()]/gu, '')
    .split(',')
  return `${name.toLowerCase().replace(/[-_.]+/gu, '-')} ${clauses.sort().join(',')}`
}
