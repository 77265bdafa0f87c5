/** Requirements that exclude each other. Pure. */

import { asks, originOf, someInput } from './pip-origin.ts'
import {
  firstMatch,
  isSamePackage,
  notInstallable,
  packageOf,
  part,
  type PipExplanation,
  type PipFacts
} from './pip-text.ts'

/** One line below "The conflict is caused by:". */
interface Demand {
  /** `requests 2.31.0`; undefined for what the user asked for. */
  readonly parent: string | undefined
  /** From a constraints file. */
  readonly isConstraint: boolean
  /** `urllib3<3,>=1.21.1` */
  readonly wants: string
}

/** What requirements exclude each other, and which inputs ask for them. */
export function explainConflict(lines: readonly string[], facts: PipFacts): PipExplanation | undefined {
  const from = (requirement: string): string => originOf(requirement, lines, facts)
  const twice = firstMatch(lines, /Double requirement given: (.+?) \(from .*?\) \(already in (.+?) \(from /u)
  if (twice?.[1] !== undefined && twice[2] !== undefined) return askedTwice(part(twice[2]), part(twice[1]), from)
  const pair = opposed(demands(lines))
  if (pair === undefined) return undefined
  const [one, other] = pair
  if (one.parent === undefined && other.parent === undefined && !one.isConstraint && !other.isConstraint) {
    return askedTwice(one.wants, other.wants, from)
  }
  const name = packageOf(one.wants)
  return notInstallable(
    `The Python dependencies contradict each other about ${name}.`,
    sentence(`${sentenceOf(one, from)}, but ${sentenceOf(other, from)}.`),
    fixOf(one, other, from)
  )
}

/** The place of a requirement, in the user's words. */
type From = (requirement: string) => string

function askedTwice(one: string, other: string, from: From): PipExplanation {
  const [first, second] = [from(one), from(other)]
  const what = `The Python dependencies contradict each other about ${packageOf(one)}.`
  if (first === second || first === someInput || second === someInput) {
    const both = asks(first === second ? first : someInput)
    return notInstallable(what, sentence(`${both} both ${one} and ${other}.`), 'Keep one of the two lines.')
  }
  const why = `${asks(first)} ${one}, but ${asks(second)} ${other}.`
  return notInstallable(what, sentence(why), `Change one of the two, or leave ${packageOf(one)} to one of them.`)
}

/** With a capital where it does not begin with a name. */
function sentence(text: string): string {
  return text.replace(/^(?:the|a) /u, (word) => word.charAt(0).toUpperCase() + word.slice(1))
}

function demands(lines: readonly string[]): readonly Demand[] {
  const start = lines.findIndex((line) => line.startsWith('The conflict is caused by:'))
  if (start === -1) return []
  const block = lines.slice(start + 1)
  // the excerpt that buildx closes with repeats some of them
  const end = block.findIndex((line) => !/^ {4}\S/u.test(line))
  return block.slice(0, end === -1 ? block.length : end).flatMap((line): Demand[] => {
    const [, constraint, asked] = /^ +The user requested (\(constraint\) )?(.+)$/u.exec(line) ?? []
    if (asked !== undefined) return [{ parent: undefined, isConstraint: constraint !== undefined, wants: inOne(asked) }]
    const [, parent, wants] = /^ +(.+?) depends on (.+)$/u.exec(line) ?? []
    if (parent === undefined || wants === undefined) return []
    return [{ parent: part(parent), isConstraint: false, wants: inOne(wants) }]
  })
}

/** pip writes `prefect!=3.0, <4 and >=2` for one requirement; markers may have an `and` of their own. */
function inOne(text: string): string {
  const [requirement = '', ...marker] = text.split(';')
  return part([requirement.replace(/,? and |, /gu, ','), ...marker].join(';'))
}

/** Two that speak of the same package: best the user's own wish against what a package wants. */
function opposed(all: readonly Demand[]): readonly [Demand, Demand] | undefined {
  for (const one of all) {
    const others = all.filter((other) => other !== one && isSamePackage(packageOf(other.wants), packageOf(one.wants)))
    // a wish without a version is in nobody's way
    const strict = others.filter(({ wants }) => wants !== packageOf(wants))
    const other =
      strict.find(({ isConstraint }) => isConstraint) ?? strict.find(({ parent }) => parent === undefined) ?? strict[0]
    if (one.wants === packageOf(one.wants) || other === undefined) continue
    return one.parent === undefined && other.parent !== undefined ? [other, one] : [one, other]
  }
  return undefined
}

function sentenceOf({ parent, isConstraint, wants }: Demand, from: From): string {
  if (parent !== undefined) return `${parent} wants ${wants}`
  return isConstraint ? `a constraint allows only ${wants}` : `${asks(from(wants))} ${wants}`
}

function fixOf(one: Demand, other: Demand, from: From): string {
  const packages = [one, other].flatMap(({ parent }) => (parent === undefined ? [] : [packageOf(parent)]))
  if (packages.length === 2) return `Choose versions of ${packages.join(' and ')} that agree.`
  const asked = one.parent === undefined ? one : other
  const where = asked.isConstraint ? 'the constraints' : from(asked.wants)
  const instead = packages[0] === undefined ? '' : `, or choose another version of ${packages[0]}`
  return `Change ${asked.wants} in ${where}${instead}.`
}
