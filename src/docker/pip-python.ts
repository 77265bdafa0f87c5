/** Which Python the image has, and which one a dependency needs. Pure. */

import { pythonOf as pythonOfImage } from '../plan/python-version.ts'
import type { PipFacts } from './pip-text.ts'

/** Major and minor version, such as `[3, 11]`. */
type Minor = readonly [number, number]

/** `3.11` of `python:3.11-slim`; undefined where the name does not tell it for certain. */
export function pythonOf({ baseImage }: PipFacts): string | undefined {
  return pythonOfImage(baseImage)?.join('.')
}

/** `Python 3.11`, or `this Python`. */
export function pythonName(facts: PipFacts): string {
  const version = pythonOf(facts)
  return version === undefined ? 'this Python' : `Python ${version}`
}

/** The minor versions that images exist for; a later one is named only when it is asked for as the smallest. */
const oldest = 6
const newestSettled = 13
const newest = 16

/**
 * A base image with a Python for a `Requires-Python` such as `>=3.9,<3.13`: the one that is nearest to today's, or the newest
 * settled one where today's is not known.
 * @returns undefined where the specification says nothing that is understood
 */
export function imageFor(specification: string, facts: PipFacts): string | undefined {
  const today = pythonOf(facts)
  const minors = Array.from({ length: newest - oldest + 1 }, (_, index) => oldest + index)
  const fitting = minors.filter((minor) => satisfies([3, minor], specification))
  if (fitting.length === 0 || fitting.length === minors.length) return undefined
  const now = today === undefined ? newestSettled : Number(today.slice(2))
  const nearest = fitting.toSorted((a, b) => Math.abs(a - now) - Math.abs(b - now))[0]
  if (nearest === undefined) return undefined
  // official images have both forms; one who builds wheels from source needs the larger one, and keeps it
  const isFull = today !== undefined && !/slim|alpine/u.test(facts.baseImage)
  return `python:3.${nearest}${isFull ? '' : '-slim'}`
}

/** Whether the patch versions of a minor version satisfy all clauses; a clause that is not understood is satisfied by none. */
function satisfies(python: Minor, specification: string): boolean {
  return specification.split(',').every((clause) => satisfiesClause(python, clause.replace(/\s/gu, '')))
}

function satisfiesClause([major, minor]: Minor, clause: string): boolean {
  const [, operator, first, second, third] =
    /^(>=|<=|==|!=|~=|>|<)(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:\.\*)?$/u.exec(clause) ?? []
  if (operator === undefined) return false
  const wanted = Number(first) * 1000 + Number(second ?? 0)
  const here = major * 1000 + minor
  // image tags without a patch version mean the last one: 3.9 satisfies >=3.9.7
  switch (operator) {
    case '>=':
      return here >= wanted
    case '>':
      return third === undefined ? here > wanted : here >= wanted
    case '<':
      return third === undefined || Number(third) === 0 ? here < wanted : here <= wanted
    case '<=':
      return second === undefined ? here < wanted : here < wanted || (here === wanted && third !== undefined)
    case '==':
      return second === undefined ? major === Number(first) : here === wanted
    case '!=':
      return third !== undefined || here !== wanted
    default:
      return third === undefined ? major === Number(first) && here >= wanted : here === wanted
  }
}
