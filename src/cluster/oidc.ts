/**
 * Renews the id-token of an OIDC `auth-provider` with its refresh token (OpenID Connect Discovery 1.0 §4, RFC 6749 §6).
 * By our own two requests: those of client-node 2.0.1 cannot succeed (it gives openid-client a text where that takes a URL
 * object, and with an authority of one's own an object where that takes a Response).
 */

import { withTimeout } from '../lib/deadline.ts'
import { createDispatcher, type HttpDispatcher } from './dispatcher.ts'
import { proxyFromEnvironment, proxyProblem, proxyUrl } from './proxy.ts'

export interface OidcClient {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly refreshToken: string
  /** PEM; undefined: the system's authorities. */
  readonly ca: string | undefined
}

/** Why there is no new token: OAuth's own word (`invalid_grant`), or ours. */
export class OidcError extends Error {}

/** Milliseconds for all of it. */
const limit = 30_000
const largestAnswer = 1024 * 1024

/** @returns the new id-token @throws OidcError, errors of the network, the signal's reason on abort */
export async function renewIdToken(
  client: OidcClient,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal | undefined
): Promise<string> {
  const ending = withTimeout(signal, limit)
  const issuer = secureUrl(client.issuer)
  const about = `${issuer.href.replace(/\/$/u, '')}/.well-known/openid-configuration`
  const { token_endpoint: endpoint } = await ask({ url: secureUrl(about), method: 'GET' }, client, env, ending)
  if (typeof endpoint !== 'string') throw new OidcError('it names no token endpoint')
  const url = secureUrl(endpoint)
  const grant = { grant_type: 'refresh_token', refresh_token: client.refreshToken }
  const { clientId: id, clientSecret: secret } = client
  const inBody = { ...grant, client_id: id, ...(secret === undefined ? {} : { client_secret: secret }) }
  let answer = await ask({ url, method: 'POST', ...(secret === undefined ? { form: inBody } : { form: grant, basic: `${encodeURIComponent(id)}:${encodeURIComponent(secret)}` }) }, client, env, ending) // prettier-ignore
  // some take the secret in the body alone
  if (secret !== undefined && answer['error'] === 'invalid_client') {
    answer = await ask({ url, method: 'POST', form: inBody }, client, env, ending)
  }
  const { id_token: token, error } = answer
  if (typeof token === 'string' && token !== '') return token
  throw new OidcError(typeof error === 'string' && /^[a-z_]{1,40}$/u.test(error) ? error : 'it gave no id_token')
}

async function ask(
  request: { url: URL; method: 'GET' | 'POST'; form?: Readonly<Record<string, string>>; basic?: string },
  { ca }: OidcClient,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal
): Promise<Record<string, unknown>> {
  const { url, method, form, basic } = request
  const dispatcher = await way(url, ca, env)
  try {
    const { body } = await dispatcher.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'docker-on-k8s',
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(basic === undefined ? {} : { authorization: `Basic ${Buffer.from(basic).toString('base64')}` })
      },
      body: form === undefined ? null : new URLSearchParams(form).toString(),
      signal
    })
    let text = ''
    for await (const part of body.setEncoding('utf8') as AsyncIterable<string>) {
      text += part
      if (text.length > largestAnswer) break
    }
    return parse(text)
  } finally {
    await dispatcher.destroy()
  }
}

function way(url: URL, ca: string | undefined, env: NodeJS.ProcessEnv): Promise<HttpDispatcher> {
  const found = proxyFromEnvironment(url, env)
  const proxy = found === undefined || proxyProblem(found.address) !== undefined ? undefined : proxyUrl(found.address)
  return createDispatcher({ ca, cert: undefined, key: undefined, serverName: undefined, skipVerify: false, proxy })
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // said below
  }
  throw new OidcError('it does not answer with JSON')
}

function secureUrl(text: string): URL {
  if (!URL.canParse(text) || new URL(text).protocol !== 'https:') throw new OidcError('its address is not https://')
  return new URL(text)
}
