/** `python-dependencies`: lines of a pip requirements file that mean the same inside the image as here. */

import { parseLinesOf } from './list.ts'
import { hasControlCharacters, type Report } from './problems.ts'

/**
 * The requirements without blank lines and pip's comment lines, or undefined after a report. What only pip can judge is
 * left to pip; refused is what cannot work, since the folder of the checkout is not there when pip runs in the image.
 * Lines are not quoted in messages where they may hold a URL with a password.
 */
export function parseDependencies(text: string, report: Report): readonly string[] | undefined {
  const items: string[] = []
  let isWhole = true
  for (const line of parseLinesOf(text)) {
    if (line.startsWith('#')) continue
    items.push(line)
    const problem = problemOf(line)
    if (problem === undefined) continue
    isWhole = false
    report(`requirement ${String(items.length)} ${problem}`)
  }
  return isWhole ? items : undefined
}

/** True when a requirement carries credentials, which would end in a layer of the image. */
export function hasCredentials(requirement: string): boolean {
  return /:\/\/[^/\s@]+@/.test(requirement) && !/git\+ssh:\/\/git@/.test(requirement)
}

/** What is wrong with a requirement that stands in a list of its own: there it can be neither an option nor go on in a next line. */
export function problemOfItem(item: string): string | undefined {
  if (/[\r\n]/.test(item)) return 'holds a line break.'
  if (item === '' || item.startsWith('#')) return 'names nothing.'
  if (item.endsWith('\\')) return 'ends in a backslash.'
  const problem = problemOf(item)
  if (problem !== undefined) return problem
  return item.startsWith('-') ? `starts with -, as an option of pip does; ${accepted}.` : undefined
}

const accepted = 'accepted: one pip requirement a line, such as pandas==2.2.3'

function problemOf(line: string): string | undefined {
  if (hasControlCharacters(line.replaceAll('\t', ' '))) return 'holds a control character.'
  if (line.startsWith('- ')) return `starts with "- "; ${accepted}, without list marks.`
  if (/^[[{"']/.test(line)) return `starts with ${line.charAt(0)}; ${accepted}, without brackets or quotes.`
  const option = /^(-r|--requirement|-c|--constraint|-e|--editable)(?![\w-])/.exec(line) ?? /^(-[rce])\S/.exec(line)
  if (option?.[1] !== undefined)
    return `uses ${option[1]}, which reads files that are not in the image: put it into a file that requirements names; ${accepted}.`
  if (/^(\.{0,2}\/|\.{1,2}$|file:)/.test(line) || /@\s*file:/.test(line)) {
    return `is a local path, which is not in the image: put it into a file that requirements names; ${accepted}.`
  }
  return undefined
}
