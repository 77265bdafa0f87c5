/**
 * What `docker login` leaves behind, read by docker's own rules (docker/cli, cli/config/configfile/file.go and
 * cli/config/credentials/file_store.go). Pure.
 */

import { registryOf } from './reference.ts'

/** A login in the forms in which docker keeps one. All of it but the user name is secret. */
export type Login =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** A refresh token that docker trades for access tokens (OAuth). */
  | { readonly kind: 'identity-token'; readonly token: string }
  /** A bearer token that is sent as it is. */
  | { readonly kind: 'registry-token'; readonly token: string }

/** The parts of a docker configuration that concern us; what has another type than docker's is left out. */
export interface DockerConfig {
  readonly auths: Readonly<Record<string, unknown>>
  readonly credHelpers: Readonly<Record<string, string>>
  readonly credsStore: string | undefined
  readonly cliPluginsExtraDirs: readonly string[]
  readonly currentContext: string | undefined
}

/** Key of Docker Hub's login: an address that nobody asks any more. */
export const dockerHubKey = 'https://index.docker.io/v1/'
const dockerHubHosts = ['docker.io', 'index.docker.io', 'registry-1.docker.io']

/** Reads the text of a `config.json`; undefined when it is no JSON object. */
export function readDockerConfig(text: string): DockerConfig | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    // not with the parser's words: they quote the text, and that holds passwords
    return undefined
  }
  if (!isObject(parsed)) return undefined
  return {
    auths: isObject(parsed['auths']) ? parsed['auths'] : {},
    credHelpers: Object.fromEntries(
      Object.entries(isObject(parsed['credHelpers']) ? parsed['credHelpers'] : {}).filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string'
      )
    ),
    credsStore: textOf(parsed['credsStore']),
    cliPluginsExtraDirs: Array.isArray(parsed['cliPluginsExtraDirs'])
      ? parsed['cliPluginsExtraDirs'].filter((each) => typeof each === 'string')
      : [],
    currentContext: textOf(parsed['currentContext'])
  }
}

/** The name under which docker looks a repository's login up: the registry's `host[:port]`, or {@link dockerHubKey}. */
export function loginKey(repository: string): string {
  const registry = registryOf(repository)
  return registry === undefined || dockerHubHosts.includes(registry) ? dockerHubKey : registry
}

/**
 * The credential helper that keeps the login of this key: its own, else the one for all. A helper that is named empty means
 * the file itself.
 */
export function helperFor({ credHelpers, credsStore }: DockerConfig, key: string): string | undefined {
  const helper = Object.hasOwn(credHelpers, key) ? credHelpers[key] : credsStore
  return helper === '' ? undefined : helper
}

/**
 * The entry of `auths` for a repository: that of the key itself, else one whose key means the same host (`https://HOST/v1/`,
 * `HOST/path`). Where several do, docker takes any; we take the one with the longest path that leads to the repository.
 */
export function entryFor({ auths }: DockerConfig, repository: string): unknown {
  const key = loginKey(repository)
  if (Object.hasOwn(auths, key)) return auths[key]
  const hosts = key === dockerHubKey ? dockerHubHosts : [key]
  const candidates = Object.keys(auths).filter((each) => hosts.includes(hostOf(each)))
  const leading = candidates
    .filter((each) => `${repository}/`.startsWith(`${withoutScheme(each).replace(/\/+$/u, '')}/`))
    .sort((one, other) => other.length - one.length)
  const chosen = leading[0] ?? candidates[0]
  return chosen === undefined ? undefined : auths[chosen]
}

/** `host[:port]` of a key in any of its forms. */
function hostOf(key: string): string {
  return withoutScheme(key).split('/', 1)[0] ?? ''
}

function withoutScheme(key: string): string {
  return key.replace(/^[a-z]+:\/\//iu, '')
}

/** Name that a credential helper gives instead of a user's, for an identity token (docker/cli, native_store.go). */
const tokenUser = '<token>'

/** Reads an entry of `auths`. @returns undefined for an entry without a login, as it is kept beside a helper's; `malformed` */
export function readEntry(entry: unknown): Login | 'malformed' | undefined {
  if (entry === undefined) return undefined
  if (!isObject(entry)) return 'malformed'
  const auth = textOf(entry['auth'])
  const pair =
    auth === undefined ? { username: textOf(entry['username']), password: textOf(entry['password']) } : decode(auth)
  if (pair === undefined) return 'malformed'
  return (
    loginOf(pair.username, pair.password) ??
    tokenOf('identity-token', entry['identitytoken']) ??
    tokenOf('registry-token', entry['registrytoken'])
  )
}

/** A pair of user name and secret as a login; undefined when one of them is missing. */
export function loginOf(username: string | undefined, secret: string | undefined): Login | undefined {
  if (username === undefined || secret === undefined) return undefined
  return username === tokenUser
    ? { kind: 'identity-token', token: secret }
    : { kind: 'password', username, password: secret }
}

function tokenOf(kind: 'identity-token' | 'registry-token', value: unknown): Login | undefined {
  const token = textOf(value)
  return token === undefined ? undefined : { kind, token }
}

/** Base64 of `user:password`; the password may hold colons, and NULs around it are docker's own padding. */
function decode(auth: string): { username: string; password: string | undefined } | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/u.test(auth)) return undefined
  const text = Buffer.from(auth, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1) return undefined
  // eslint-disable-next-line no-control-regex -- NUL is what docker strips
  return { username: text.slice(0, colon), password: textOf(text.slice(colon + 1).replace(/^\u0000+|\u0000+$/gu, '')) }
}

/** Non-empty text. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
