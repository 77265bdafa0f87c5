/** pip found no version that fits: none of that name, none of that number, or none for this Python. Pure. */

import { indexHosts } from './pip-index.ts'
import { imageFor, pythonName, pythonOf } from './pip-python.ts'
import {
  firstMatch,
  isSamePackage,
  missedDependency,
  noVersion,
  notInstallable,
  oneDependency,
  packageOf,
  part,
  readRequirement,
  type PipExplanation,
  type PipFacts
} from './pip-text.ts'

export function explainVersion(lines: readonly string[], facts: PipFacts): PipExplanation | undefined {
  return explainOtherPython(lines, facts) ?? explainNoVersion(lines, facts)
}

function explainNoVersion(lines: readonly string[], facts: PipFacts): PipExplanation | undefined {
  const [, text, list = '', bracket] = firstMatch(lines, noVersion) ?? []
  if (text === undefined) return undefined
  const { requirement } = readRequirement(text)
  const name = packageOf(requirement)
  const what = missedDependency(lines)
  const versions = list
    .split(',')
    .map((version) => version.trim())
    .filter((version) => version !== '' && version !== 'none')
  const elsewhere = forOtherPythons(lines, requirement)
  if (elsewhere !== undefined) {
    const { version, needs } = elsewhere
    const why = `${name} ${version} needs Python ${needs}${today(facts)}.`
    return notInstallable(what, why, pythonFix(needs, name, facts))
  }
  if (versions.length === 0) return notInstallable(what, ...noPackage(lines, name, facts))

  const exact = exactVersion(requirement)
  const refused = exact === undefined ? undefined : refusedMetadata(lines, what, name, exact)
  if (refused !== undefined) return refused
  // the version is there, and something else was wrong with it
  if (exact !== undefined && versions.includes(exact)) return undefined
  const wanted =
    exact === undefined ? `version of ${name} that satisfies ${wish(requirement)}` : `version ${exact} of ${name}`
  const newest = bracket === ')' ? newestOf(versions) : undefined
  const offer = newest === undefined ? '' : `; the newest that it offers is ${newest}`
  return notInstallable(
    what,
    `The package index has no ${wanted} for ${pythonName(facts)}${offer}.`,
    exact !== undefined && newest !== undefined && isOld(facts) && isNewer(exact, newest)
      ? `Set base-image to a newer Python, such as python:3.13-slim, if version ${exact} needs one; else choose a version that is offered.`
      : `Choose a version that is offered, or set base-image to a Python that the wanted version supports.`
  )
}

/** pip 24.1 and later pass over versions whose metadata is not as PEP 440 and 508 want it. */
function refusedMetadata(
  lines: readonly string[],
  what: string,
  name: string,
  version: string
): PipExplanation | undefined {
  const ignored = lines.flatMap((line) => {
    const [, number, of] = /Ignoring version (\S+) of (\S+) since it has invalid metadata/u.exec(line) ?? []
    return number === undefined || of === undefined ? [] : [{ number, of }]
  })
  if (!ignored.some(({ number, of }) => number === version && isSamePackage(of, name))) return undefined
  const limit = firstMatch(lines, /Please use pip<([\d.]*\d)/u)?.[1]
  return notInstallable(
    what,
    limit === undefined
      ? `pip does not accept the metadata of ${name} ${version}.`
      : `pip ${limit} and later do not accept the metadata of ${name} ${version}.`,
    limit === undefined
      ? `Choose a newer version of ${name}.`
      : `Choose a newer version of ${name}, or set base-image to one with an older pip, such as python:3.11.`
  )
}

function noPackage(lines: readonly string[], name: string, facts: PipFacts): [why: string, fix: string] {
  const spelling = `Correct the name ${name}`
  // an index that answers 403, 404 or 5xx looks to pip like one without the package, and pip does not tell
  const hosts = indexHosts(lines)
  if (hosts.length > 0) {
    const indexes =
      hosts.length === 1
        ? `The package index ${hosts[0] ?? ''} gave`
        : `The package indexes ${hosts.join(' and ')} gave`
    return [
      `${indexes} no file of ${name} that fits ${pythonName(facts)}: there is none, or the request was refused or failed, which pip does not tell.`,
      `${spelling}, or check the address of the index and the login for it (build-secrets).`
    ]
  }
  return [
    `The package index has no package named ${name}, or no file of it that fits ${pythonName(facts)}.`,
    `${spelling}; if it is right, set base-image to a Python that ${name} supports, or give the private index that has it.`
  ]
}

/** `2.1.0` of `pandas==2.1.0`. */
function exactVersion(requirement: string): string | undefined {
  return /^[^=<>!~;,]*===?\s*([^\s,;*]+)\s*(?:;.*)?$/u.exec(requirement)?.[1]
}

function wish(requirement: string): string {
  return part(
    requirement
      .slice(packageOf(requirement).length)
      .replace(/^\[[^\]]*\]/u, '')
      .replace(/;.*/u, '')
  )
}

/** Pythons that new versions are no longer made for; pips of that age do not say so. */
function isOld(facts: PipFacts): boolean {
  return Number(pythonOf(facts)?.slice(2) ?? 99) < 10
}

/** Good enough for numbers; of pre-releases nothing follows. */
function isNewer(version: string, other: string): boolean {
  return version.localeCompare(other, 'en', { numeric: true }) > 0
}

/** Without pre-releases, which pip takes only when they are asked for. pip lists versions from old to new. */
function newestOf(versions: readonly string[]): string | undefined {
  return versions.findLast((version) => !/\d(?:a|b|c|rc|\.?dev)\d*/u.test(version)) ?? versions.at(-1)
}

/** From pip 22 on: the versions that pip did not count, with the Python that each wants. */
function forOtherPythons(
  lines: readonly string[],
  requirement: string
): { version: string; needs: string } | undefined {
  const list = firstMatch(lines, /versions that require a different python version: (.+)$/u)?.[1]
  const known = (list ?? '').split(';').flatMap((item) => {
    const [, version, needs] = /^\s*(\S+) Requires-Python (.+?)\s*$/u.exec(item) ?? []
    return version === undefined || needs === undefined ? [] : [{ version, needs }]
  })
  const exact = exactVersion(requirement)
  if (exact !== undefined) return known.find(({ version }) => version === exact)
  // of `pkg>=2` the newest counts, unless it is too old itself
  const newest = known.at(-1)
  const least = /^[^=<>!~;,]*>=?\s*(\d[\w.]*)\s*(?:;.*)?$/u.exec(requirement)?.[1]
  if (newest === undefined || least === undefined) return undefined
  return newest.version === least || isNewer(newest.version, least) ? newest : undefined
}

/** "X requires a different Python: 3.6.15 not in '>=3.8'" and pip 18's "X requires Python '>=3.8' but the running Python is 3.6.15". */
function explainOtherPython(lines: readonly string[], facts: PipFacts): PipExplanation | undefined {
  const found =
    firstMatch(lines, /Package '([^']+)' requires a different Python: (\S+) not in '([^']+)'/u) ??
    firstMatch(lines, /(\S+) requires a different Python: (\S+) not in '([^']+)'/u)
  const old = firstMatch(lines, /(\S+) requires Python '([^']+)' but the running Python is (\S+)/u)
  const [name, running, needs] = found?.slice(1) ?? [old?.[1], old?.[3], old?.[2]]
  if (name === undefined || running === undefined || needs === undefined) return undefined
  const why = `${part(name)} needs Python ${part(needs)}, and the base image has Python ${running.replace(/\.$/u, '')}.`
  return notInstallable(oneDependency(part(name)), why, pythonFix(needs, part(name), facts))
}

function today(facts: PipFacts): string {
  const version = pythonOf(facts)
  return version === undefined ? ', which the base image does not have' : `, and the base image has Python ${version}`
}

function pythonFix(needs: string, name: string, facts: PipFacts): string {
  const image = imageFor(needs, facts)
  const other = `or choose a version of ${name} for ${pythonName(facts)}.`
  return image === undefined
    ? `Set base-image to a Python that fits ${needs}, ${other}`
    : `Set base-image to a Python that fits, such as ${image}, ${other}`
}
