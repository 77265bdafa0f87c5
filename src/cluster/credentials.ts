/** A user of a kubeconfig → what requests and TLS need of it. */

import { Failure } from '../failure.ts'
import { hasProvider, tokenOfProvider } from './auth-provider.ts'
import { expiryOf } from './jwt.ts'
import type { LoadedKubeconfig, UserEntry } from './kubeconfig-entries.ts'
import { readTextFile } from './text-file.ts'
import { nameOf } from './kubeconfig-fields.ts'
import { checkAuthority, checkPair, endOf, type Wrong } from './tls-material.ts'

/** By what a user is known to the server. */
export type CredentialKind = 'token' | 'token-file' | 'password' | 'plugin' | 'auth-provider' | 'certificate' | 'none'

/** Ready to be used for requests. */
export interface Credentials {
  readonly kind: CredentialKind
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly ca: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
  /** The bearer token, when there is one. */
  readonly token: string | undefined
  /** When they end by their own words, in milliseconds since the epoch. */
  readonly expires: number | undefined
  /** Values that no log may show. */
  readonly secrets: readonly string[]
}

export interface CredentialOptions {
  /** The environment of plugins. */
  readonly env: NodeJS.ProcessEnv
  readonly signal?: AbortSignal | undefined
}

/** Reads files, decodes data, runs the plugin. @throws Failure; the signal's reason on abort */
export async function credentialsOf(loaded: LoadedKubeconfig, options: CredentialOptions): Promise<Credentials> {
  const { cluster, user, context } = loaded
  const wrong = (why: string, fix: string): Failure =>
    new Failure('invalid-kubeconfig', {
      what: `The kubeconfig cannot be used for context ${nameOf(context)}.`,
      why,
      fix
    })
  const ca = material('certificate-authority', cluster.caData, cluster.caFile, wrong)
  if (ca !== undefined) checkAuthority(ca, wrong)
  const own = {
    cert: material('client-certificate', user?.certData, user?.certFile, wrong),
    key: material('client-key', user?.keyData, user?.keyFile, wrong)
  }
  const given = await loginOf(loaded, ca, options, wrong)
  const cert = given.cert ?? own.cert
  const key = given.cert === undefined ? own.key : given.key
  if (cert !== undefined && key !== undefined) checkPair(cert, key, wrong)
  const kind = given.kind ?? (cert === undefined ? 'none' : 'certificate')
  const ends = [given.expires, given.token && expiryOf(given.token), cert && endOf(cert)]
  return {
    kind,
    headers: { ...(given.header === undefined ? {} : { authorization: given.header }), ...impersonation(user) },
    ca,
    cert,
    key,
    token: given.token,
    expires: ends.filter((end) => typeof end === 'number').toSorted((a, b) => a - b)[0],
    secrets: [given.token, given.header?.replace(/^\w+ /u, ''), user?.password, user?.keyData, ...linesOf(key)].filter(
      (secret): secret is string => secret !== undefined && secret.length >= 4
    )
  }
}

interface Login {
  readonly kind?: CredentialKind
  readonly header?: string
  readonly token?: string
  readonly cert?: string | undefined
  readonly key?: string | undefined
  readonly expires?: number | undefined
}

/** As kubectl: a token goes before a plugin, and the file before the token beside it. */
async function loginOf(
  loaded: LoadedKubeconfig,
  ca: string | undefined,
  options: CredentialOptions,
  wrong: Wrong
): Promise<Login> {
  const { user } = loaded
  if (user?.tokenFile !== undefined) {
    const text = readOr('tokenFile', user.tokenFile, wrong)
    return bearer('token-file', text, `The token in its tokenFile (${user.tokenFile})`, wrong)
  }
  if (user?.token !== undefined) return bearer('token', user.token, 'Its token', wrong)
  if (user?.username !== undefined) {
    const basic = Buffer.from(`${user.username}:${user.password ?? ''}`).toString('base64')
    return { kind: 'password', header: `Basic ${basic}` }
  }
  if (user?.exec !== undefined) {
    const { runPlugin } = await import('./plugin.ts')
    const { token, ...rest } = await runPlugin({ loaded, ca, env: options.env, signal: options.signal }, user.exec)
    const login = token === undefined ? {} : bearer('plugin', token, 'The token of its credential plugin', wrong)
    return { ...login, ...rest, kind: 'plugin' }
  }
  if (hasProvider(loaded)) {
    const token = await tokenOfProvider(loaded, options)
    return bearer('auth-provider', token, 'The id-token of its auth-provider', wrong)
  }
  return {}
}

function bearer(kind: CredentialKind, text: string, subject: string, wrong: Wrong): Login {
  const token = text.trim()
  const isOurs = kind === 'token' || kind === 'auth-provider'
  const fix = isOurs ? 'Copy it into the kubeconfig again, as one word.' : 'See what writes it.'
  if (token === '') throw wrong(`${subject} is empty.`, fix)
  if (isPlaceholder(token)) throw wrong(`${subject} is a placeholder.`, isOurs ? withSecrets : fix)
  if (/^bearer\s/iu.test(token)) throw wrong(`${subject} begins with the word Bearer, which is not a part of it.`, fix)
  if (/[^\x21-\x7E]/u.test(token)) {
    throw wrong(`${subject} holds a space, a line break or another character that no token has.`, fix)
  }
  return { kind, token, header: `Bearer ${token}` }
}

function impersonation(user: UserEntry | undefined): Record<string, string | string[]> {
  if (user?.impersonate?.user === undefined) return {}
  const { user: as, groups, uid, extra } = user.impersonate
  return {
    'impersonate-user': as,
    ...(groups.length > 0 ? { 'impersonate-group': [...groups] } : {}),
    ...(uid === undefined ? {} : { 'impersonate-uid': uid }),
    ...Object.fromEntries(
      Object.entries(extra).map(([key, values]) => [
        `impersonate-extra-${encodeURIComponent(key).toLowerCase()}`,
        [...values]
      ])
    )
  }
}

const withSecrets =
  'Write the kubeconfig with: kubectl config view --raw --flatten --minify (without --raw the secrets are left out).'

/** What `kubectl config view` prints instead of secrets. */
function isPlaceholder(value: string): boolean {
  return /^(?:REDACTED|DATA[+ ]OMITTED|\*+|<.*>)$/u.test(value)
}

function material(name: string, data: string | undefined, file: string | undefined, fail: Wrong): string | undefined {
  if (data === undefined) return file === undefined ? undefined : readOr(name, file, fail)
  const wrong = (why: string, fix: string): Failure => fail(`Its ${name}-data ${why}.`, fix)
  if (isPlaceholder(data)) throw wrong('is a placeholder', withSecrets)
  if (data.includes('-----BEGIN ')) throw wrong('is a PEM text itself', 'Write base64 of it there.')
  const text = Buffer.from(data, 'base64').toString('utf8')
  if (text.includes('-----BEGIN ')) return text
  throw wrong('is not base64 of a PEM text', withSecrets)
}

function readOr(name: string, file: string, wrong: Wrong): string {
  const read = readTextFile(file)
  if ('text' in read) return read.text
  throw wrong(
    `Its ${name} names ${file}, which cannot be read: ${read.trouble}.`,
    'Put the content itself into the kubeconfig (kubectl config view --raw --flatten), or make the file in an earlier step.'
  )
}

/** The lines of a private key, each a secret of its own. */
function linesOf(key: string | undefined): string[] {
  return (key ?? '').split(/\s*\n\s*/u).filter((line) => line.length >= 16 && !line.startsWith('-----'))
}
