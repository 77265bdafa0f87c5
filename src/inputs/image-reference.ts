/** Image references as the distribution project defines them (github.com/distribution/reference, regexp.go). */

import { notAccepted, type Report } from './problems.ts'

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
/** Host of a registry with an optional port; IPv6 in brackets. */
export const hostPattern = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]{1,5})?`
const path = new RegExp(`^${component}(?:/${component})*$`)
const host = new RegExp(`^${hostPattern}$`)
const tag = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/
const digest = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/

/** Longest repository with its registry (reference.go, RepositoryNameTotalLengthMax). */
export const longestRepository = 255

/** The parts of a reference; `path` without registry, tag and digest. */
export interface ImageReference {
  readonly registry: string | undefined
  readonly path: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

/** True when the first component of a name is a registry to Docker: it has a dot or a port, or is localhost. */
export function isRegistry(first: string): boolean {
  return first.includes('.') || first.includes(':') || first === 'localhost' || first !== first.toLowerCase()
}

/** Takes a reference apart; a sentence says what is wrong with one that is not legal. */
export function splitReference(text: string): ImageReference | { readonly problem: string } {
  if (/^[a-z]+:\/\//i.test(text)) return { problem: 'It must not start with a scheme.' }
  const [name = '', digestText, ...more] = text.split('@')
  if (more.length > 0 || (digestText !== undefined && !digest.test(digestText))) {
    return { problem: 'After the @ stands a digest: sha256: and 64 lower-case hexadecimal digits.' }
  }
  const colon = name.lastIndexOf(':')
  const hasTag = colon > name.lastIndexOf('/')
  const tagText = hasTag ? name.slice(colon + 1) : undefined
  const repository = hasTag ? name.slice(0, colon) : name
  if (tagText !== undefined && !tag.test(tagText)) return { problem: tagRule }
  const slash = repository.indexOf('/')
  const first = repository.slice(0, Math.max(slash, 0))
  const registry = slash > 0 && isRegistry(first) ? first : undefined
  const rest = registry === undefined ? repository : repository.slice(slash + 1)
  const problem = (registry === undefined ? undefined : problemOfHost(registry)) ?? problemOfPath(rest)
  if (problem !== undefined) return { problem }
  if (repository.length > longestRepository)
    return { problem: `It is longer than ${String(longestRepository)} characters.` }
  return { registry, path: rest, tag: tagText, digest: digestText }
}

const tagRule = 'A tag has at most 128 letters, digits, _, . and -, and does not start with . or -.'

function problemOfHost(text: string): string | undefined {
  if (text !== text.toLowerCase() && !/[.:]/.test(text)) return upperCase
  const port = /:([0-9]{1,5})$/.exec(text)?.[1]
  const isPort = port === undefined || (Number(port) > 0 && Number(port) < 65536)
  return host.test(text) && isPort ? undefined : 'What stands before the first / is not a registry (host or host:port).'
}

const upperCase = 'The repository must be lower case.'

function problemOfPath(text: string): string | undefined {
  if (path.test(text)) {
    return /^[a-f0-9]{64}$/.test(text) ? 'A name of 64 hexadecimal digits would be an image ID to Docker.' : undefined
  }
  return path.test(text.toLowerCase()) ? upperCase : pathRule
}

const pathRule =
  'A repository is made of lower-case letters and digits, with ., _, __ or - between them, and / between its parts.'

/** A reference as written (`base-image`, `image`), or undefined after a report. */
export function parseReference(text: string, report: Report): string | undefined {
  const reference = splitReference(text)
  if (!('problem' in reference)) return text
  report(notAccepted(text, '[registry/]repository[:tag][@digest], such as python:3.13-slim', reference.problem))
  return undefined
}

/** `image-name`: a repository path without registry, tag and digest, or undefined after a report. */
export function parseImageName(text: string, report: Report): string | undefined {
  const first = text.split('/')[0] ?? ''
  const hint = text.includes('@')
    ? 'A digest cannot be chosen.'
    : text.includes('/') && (first.includes('.') || first.includes(':') || first === 'localhost')
      ? 'The registry goes into registry-url.'
      : text.includes(':')
        ? 'The tag goes into image-tag.'
        : problemOfPath(text)
  if (hint === undefined) return text
  report(notAccepted(text, 'a repository without registry and tag, such as team/etl', hint))
  return undefined
}

/** `image-tag`, or undefined after a report. */
export function parseImageTag(text: string, report: Report): string | undefined {
  if (tag.test(text)) return text
  report(notAccepted(text, 'a tag such as 1.4.0 or nightly', tagRule))
  return undefined
}
