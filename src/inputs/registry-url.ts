/** `registry-url`: `host[:port][/path]`; a scheme is taken off, upper case lowered, with a notice each. */

import { hostPattern, isRegistry, longestRepository } from './image-reference.ts'
import { notAccepted, type Report } from './problems.ts'

const form = new RegExp(`^${hostPattern}(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*$`)
const hostOnly = new RegExp(`^${hostPattern}$`)
const accepted = 'host[:port][/path], such as ghcr.io/octo or localhost:5000'

/** Docker Hub under names that people paste, none of which can be pushed to. */
const hubAliases = ['index.docker.io', 'registry-1.docker.io', 'hub.docker.com', 'registry.hub.docker.com']

/** The registry, or undefined after a report. Credentials in the text are refused and never shown. */
export function parseRegistryUrl(text: string, report: Report, notice: Report): string | undefined {
  if (text.includes('@')) {
    report(
      `got a value with an @, as if it held credentials (not shown); accepted: ${accepted}. Log in with a step before this one.`
    )
    return undefined
  }
  const scheme = /^https?:\/\//i.exec(text)?.[0] ?? ''
  const plain = text.slice(scheme.length).replace(/\/$/, '')
  const lower = plain.toLowerCase()
  const hint = hintFor(lower)
  if (hint !== undefined) {
    report(notAccepted(text, accepted, hint))
    return undefined
  }
  if (scheme !== '') notice(`${scheme} was taken off; Docker decides how it speaks to a registry.`)
  if (lower !== plain) notice(`lower-cased to ${lower}: image references are lower case.`)
  return lower
}

function hintFor(text: string): string | undefined {
  const [host = '', ...rest] = text.split('/')
  if (/^[a-z]+:\/\//.test(text)) return 'Of schemes only http:// and https:// are taken off.'
  if (hubAliases.includes(host)) return 'Docker Hub is docker.io/ACCOUNT.'
  if (/[?#]/.test(text)) return 'It is no web address: nothing may follow the path.'
  const port = /:([0-9]+)$/.exec(host)?.[1]
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return 'A port lies between 1 and 65535.'
  if (rest.at(-1)?.includes(':') === true) return 'The tag goes into image-tag.'
  if (!hostOnly.test(host)) return 'What stands before the first / is not a host with an optional port.'
  if (!form.test(text)) return 'The path is made of lower-case letters and digits, with ., _, __ or - between them.'
  if (!isRegistry(host))
    return `A registry has a dot or a port, or is localhost; on Docker Hub it is docker.io/${host}.`
  if (text.length > longestRepository - 2) return `It is longer than ${String(longestRepository - 2)} characters.`
  return undefined
}
