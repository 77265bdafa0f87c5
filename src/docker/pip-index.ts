/** The package index cannot be reached, or refuses. Pure. */

import { indexTrouble } from './failure-rules.ts'
import {
  firstMatch,
  hostOf,
  missedDependency,
  notInstallable,
  oneDependency,
  part,
  readRequirement,
  type PipExplanation
} from './pip-text.ts'

/** @param lines pip's output without credentials */
export function explainIndex(lines: readonly string[]): PipExplanation | undefined {
  return explainRefusal(lines) ?? explainMissingFile(lines) ?? explainOutage(lines) ?? explainIgnored(lines)
}

/** The hosts of the indexes that were set; empty for pip's own, which it does not print. */
export function indexHosts(lines: readonly string[]): readonly string[] {
  return [...new Set(indexes(lines).flatMap((address) => hostOf(address) ?? []))]
}

function indexes(lines: readonly string[]): readonly string[] {
  const list = firstMatch(lines, /^Looking in indexes: (.+)$/u)?.[1]
  return list === undefined ? [] : list.split(',').map((address) => address.trim())
}

/** pip's own index and where it keeps the files. */
const ownIndex = 'pypi.org'
const ownFiles = 'files.pythonhosted.org'

function namesOfIndexes(lines: readonly string[]): string {
  const hosts = indexHosts(lines)
  return hosts.length === 0 ? ownIndex : hosts.join(' or ')
}

const loginFix = 'Give the login through build-secrets, for example as netrc, or in PIP_INDEX_URL.'

/** 401, 403, 407; pip tells of a 403 only for files, not for the pages of an index. */
function explainRefusal(lines: readonly string[]): PipExplanation | undefined {
  const one = firstMatch(lines, /Could not install requirement (.+?) from https?:/u)?.[1]
  const what = one === undefined ? missedDependency(lines) : oneDependency(readRequirement(one).requirement)
  // pip asks on the terminal, and there is none
  if (lines.some((line) => /^EOFError: EOF when reading a line/u.test(line))) {
    const host = firstMatch(lines, /User for ([\w.:[\]-]+?): /u)?.[1] ?? namesOfIndexes(lines)
    return notInstallable(what, `The package index ${host} wants a login (401).`, loginFix)
  }
  const wrong = firstMatch(lines, /401 Error, Credentials not correct for (\S+)/u)?.[1]
  if (wrong !== undefined) {
    return notInstallable(what, `The package index ${hostOf(wrong) ?? part(wrong)} refuses the login (401).`, loginFix)
  }
  const proxy = firstMatch(lines, /Tunnel connection failed: 407|\b407 (?:Client Error|Proxy Authentication Required)/u)
  if (proxy !== undefined) {
    return notInstallable(
      what,
      'The proxy on the way to the package index wants a login (407).',
      'Set the proxy of the Docker daemon or the builder with its login, or one that needs none.'
    )
  }
  const [, code, address] =
    firstMatch(lines, /^ {0,2}(?:ERROR: )?HTTP error (40[13]) while getting (\S+)/u) ??
    firstMatch(lines, /\b(40[13]) Client Error: .* for url: (\S+)/u) ??
    []
  if (code === undefined || address === undefined) return undefined
  const host = hostOf(address) ?? part(address)
  return notInstallable(
    what,
    code === '401'
      ? `The package index ${host} refuses the login (401).`
      : `The package index ${host} refuses access (403).`,
    loginFix
  )
}

function explainMissingFile(lines: readonly string[]): PipExplanation | undefined {
  const [, code, address] = firstMatch(lines, /^ {0,2}(?:ERROR: )?HTTP error (404|410) while getting (\S+)/u) ?? []
  if (code === undefined || address === undefined) return undefined
  return notInstallable(
    oneDependency(part(address)),
    `The server ${hostOf(address) ?? ''} has no such file (${code}).`,
    'Correct the address in python-dependencies, or name package and version instead.'
  )
}

const causes: readonly (readonly [pattern: RegExp, says: string, fix?: string])[] = [
  [
    /ProxyError|Cannot connect to proxy|Tunnel connection failed/u,
    'the proxy on the way does not let through',
    'Check the proxy settings of the Docker daemon or the builder.'
  ],
  [
    /CERTIFICATE_VERIFY_FAILED|certificate verify failed|CertificateError/u,
    'its certificate is not trusted',
    'Use a base-image that knows the certificate authority of the index, and set PIP_CERT there.'
  ],
  [
    /SSLError|\[SSL|ssl certificate/u,
    'TLS fails',
    'Check that the address of the index is right: https:// only where it speaks TLS.'
  ],
  [
    /NameResolutionError|Name or service not known|name resolution|nodename nor servname|No address associated/u,
    'its name cannot be resolved (DNS)'
  ],
  [/Connection refused/u, 'it refuses connections'],
  [/ReadTimeout|ConnectTimeout|[Tt]imed? ?out/u, 'it does not answer in time'],
  [/No route to host|Network is unreachable/u, 'there is no way to it in the network'],
  [/Connection ?(?:reset|aborted)/iu, 'it broke off the connection']
]

/** Of a download that broke off; pip up to 24 may take what it has for the file, and then find that it is none. */
const brokenFile = /^(?:\w+\.)?BadZipFile: |Wheel '\S+' located at \S+ is invalid/u
const brokenOff = new RegExp(`IncompleteRead|incomplete-download|${brokenFile.source}`, 'u')

const again =
  'Run the workflow again; if it stays, check that the builder reaches the index (DNS, proxy, certificates).'

function explainOutage(lines: readonly string[]): PipExplanation | undefined {
  const found = lines.findLast((line) => indexTrouble.test(line) || brokenFile.test(line))
  if (found === undefined) return undefined
  const host = hostOfTrouble(found, lines)
  if (brokenOff.test(found)) return outage(lines, `A download from ${host} broke off.`, again)
  const status = /\b(429|5\d\d) (?:Client|Server) Error|HTTP error (429|5\d\d)|too many (429|5\d\d) error/u.exec(found)
  const code = status?.slice(1).find(Boolean)
  if (code !== undefined) return outage(lines, `The package index ${host} answers with error ${code}.`, again)
  const [, says, fix = again] = causes.find(([pattern]) => pattern.test(found)) ?? []
  const why = `The package index ${host} cannot be reached`
  return outage(lines, says === undefined ? `${why}.` : `${why}: ${says}.`, fix)
}

function outage(lines: readonly string[], why: string, fix: string): PipExplanation {
  return { reason: 'package-index-unavailable', what: missedDependency(lines), why, fix }
}

/** Most messages name the host; older pips name only the path that they asked for. */
function hostOfTrouble(line: string, lines: readonly string[]): string {
  const [, host, port] = /host='([^']+)'(?:, port=(\d+))?/u.exec(line) ?? []
  if (host !== undefined) return port === undefined || port === '443' || port === '80' ? host : `${host}:${port}`
  const named = /(?:https?):\/\/[^\s'"]+/u.exec(line)?.[0]
  if (named !== undefined) return hostOf(named) ?? ownIndex
  // the other lines of the same trouble, such as "Could not fetch URL https://…" and "URL: https://…"
  const beside = firstMatch(lines, /(?:Could not fetch URL|^╰─> URL:) (\S+)/u)?.[1]
  if (beside !== undefined) return hostOf(beside) ?? ownIndex
  const path = /: (\/\S*)$/u.exec(line)?.[1]
  const asked = indexes(lines).filter((address) =>
    path?.startsWith(address.replace(/^\w+:\/\/[^/]+/u, '').replace(/\/$/u, ''))
  )
  if (path?.startsWith('/packages/') === true && indexes(lines).length === 0) return ownFiles
  const hosts = asked.flatMap((address) => hostOf(address) ?? [])
  return hosts.length > 0 ? [...new Set(hosts)].join(' or ') : namesOfIndexes(lines)
}

function explainIgnored(lines: readonly string[]): PipExplanation | undefined {
  const host = firstMatch(
    lines,
    /The repository located at (\S+) is not a trusted or secure host and is being ignored/u
  )?.[1]
  if (host === undefined) return undefined
  return notInstallable(
    missedDependency(lines),
    `pip ignores the package index ${host}, because its address begins with http://.`,
    `Give its https:// address, or add the line --trusted-host ${host} to python-dependencies.`
  )
}
