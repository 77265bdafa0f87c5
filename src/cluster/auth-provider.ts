/** `auth-provider` of old kubeconfigs: OIDC still works, by client-node; the others were given up by Kubernetes 1.26. */

import type { RequestOptions } from 'node:https'

import { Failure } from '../failure.ts'
import { expiryOf } from './jwt.ts'
import type { LoadedKubeconfig, UserEntry } from './kubeconfig-entries.ts'
import { nameOf } from './kubeconfig-fields.ts'
import { networkCode } from './network.ts'

/** Milliseconds for the identity provider. */
const limit = 30_000

/** What took the place of a provider that is gone. */
const successors: Readonly<Record<string, string>> = {
  gcp: 'Write the kubeconfig anew with: gcloud container clusters get-credentials NAME (it uses gke-gcloud-auth-plugin, which google-github-actions/setup-gcloud installs).',
  azure: 'Convert it with: kubelogin convert-kubeconfig (azure/use-kubelogin installs kubelogin).'
}

/**
 * The token of an `auth-provider`, renewed where it has expired and a refresh token is there.
 * @throws Failure `invalid-kubeconfig` for providers that are gone, `credentials-expired`, `unauthorized`
 */
export async function tokenOfProvider(
  { context, user }: { readonly context: string; readonly user: UserEntry },
  signal: AbortSignal | undefined
): Promise<string> {
  const { name, config } = user.authProvider ?? { name: '', config: {} }
  const what = `The auth-provider of context ${nameOf(context)}`
  if (name !== 'oidc') {
    throw new Failure('invalid-kubeconfig', {
      what: `${what} cannot be used.`,
      why: `Kubernetes gave up ${name === '' ? 'auth-provider' : `the auth-provider ${nameOf(name)}`} in 1.26.`,
      fix: successors[name] ?? 'Use an exec plugin, a token of a service account, or a client certificate.'
    })
  }
  const token = config['id-token'] ?? ''
  if (token === '') {
    throw new Failure('invalid-kubeconfig', {
      what: `${what} cannot be used.`,
      why: 'It holds no id-token.',
      fix: 'Log in on your own machine and store the kubeconfig anew, or use a token of a service account.'
    })
  }
  const expires = expiryOf(token)
  if (expires === undefined || expires > Date.now()) return token
  const missing = ['client-id', 'refresh-token', 'idp-issuer-url'].filter((key) => !config[key])
  if (missing.length > 0) {
    throw new Failure('credentials-expired', {
      what: `The id-token in the kubeconfig for context ${nameOf(context)} has expired.`,
      why: `It was valid until ${new Date(expires).toISOString().replace('.000Z', 'Z')}, and there is no ${missing.join(', no ')} to renew it with.`,
      fix: 'Store a new kubeconfig, better one with a token of a service account.'
    })
  }
  return refresh(what, { context, config }, signal)
}

async function refresh(
  what: string,
  { context, config }: { readonly context: string; readonly config: Readonly<Record<string, string>> },
  signal: AbortSignal | undefined
): Promise<string> {
  const { KubeConfig } = await import('@kubernetes/client-node')
  const client = new KubeConfig()
  client.loadFromOptions({
    clusters: [{ name: 'cluster', server: 'https://localhost' }],
    users: [{ name: 'user', authProvider: { name: 'oidc', config: clientConfig(config) } }],
    contexts: [{ name: context, cluster: 'cluster', user: 'user' }],
    currentContext: context
  })
  const ending = AbortSignal.any([AbortSignal.timeout(limit), ...(signal ? [signal] : [])])
  const options: RequestOptions = { headers: {} }
  const refused = (why: string, cause?: unknown): Failure =>
    new Failure(
      'unauthorized',
      {
        what: `${what} could not renew its id-token.`,
        why,
        fix: 'Log in anew and store the new kubeconfig, or use a token of a service account.'
      },
      { cause }
    )
  try {
    await Promise.race([client.applyToHTTPSOptions(options), rejection(ending)])
  } catch (error) {
    signal?.throwIfAborted()
    if (ending.aborted) throw refused(`The identity provider did not answer within ${limit / 1000} seconds.`)
    throw refused(`The identity provider cannot be reached, or refused the refresh token${codeOf(error)}.`, error)
  }
  const header = (options.headers as Record<string, unknown> | undefined)?.['Authorization']
  const token = typeof header === 'string' ? /^Bearer (.+)$/u.exec(header)?.[1] : undefined
  if (token === undefined) throw refused('The identity provider gave none.')
  return token
}

/** client-node 2.0.1 hands the issuer on to openid-client, which takes nothing but a URL object. */
function clientConfig(config: Readonly<Record<string, string>>): Record<string, unknown> {
  const issuer = config['idp-issuer-url'] ?? ''
  return { ...config, 'idp-issuer-url': URL.canParse(issuer) ? new URL(issuer) : issuer }
}

/** What went wrong in parentheses: OAuth's own word (`invalid_grant`), or the connection's code. Messages quote answers. */
function codeOf(error: unknown): string {
  const word = (error as { error?: unknown } | undefined)?.error
  if (typeof word === 'string' && /^[a-z_]{1,40}$/u.test(word)) return ` (${word})`
  const code = networkCode(error)
  return code === undefined ? '' : ` (${code})`
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}

/** Whether the user of a kubeconfig logs in by an `auth-provider`. */
export function hasProvider(loaded: LoadedKubeconfig): loaded is LoadedKubeconfig & { readonly user: UserEntry } {
  return loaded.user?.authProvider !== undefined
}
