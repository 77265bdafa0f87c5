/** `auth-provider` of old kubeconfigs: OIDC still works; the others were given up by Kubernetes 1.26. */

import { Failure } from '../failure.ts'
import { expiryOf } from './jwt.ts'
import type { LoadedKubeconfig, UserEntry } from './kubeconfig-entries.ts'
import { nameOf } from './kubeconfig-fields.ts'
import { networkCode } from './network.ts'
import { OidcError, renewIdToken } from './oidc.ts'
import { readTextFile } from './text-file.ts'

export interface ProviderOptions {
  readonly env: NodeJS.ProcessEnv
  readonly signal?: AbortSignal | undefined
}

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
  options: ProviderOptions
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
  return refresh(what, config, options)
}

async function refresh(
  what: string,
  config: Readonly<Record<string, string>>,
  { env, signal }: ProviderOptions
): Promise<string> {
  try {
    return await renewIdToken(
      {
        issuer: config['idp-issuer-url'] ?? '',
        clientId: config['client-id'] ?? '',
        clientSecret: config['client-secret'] || undefined,
        refreshToken: config['refresh-token'] ?? '',
        ca: authorityOf(what, config)
      },
      env,
      signal
    )
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof Failure) throw error
    throw new Failure(
      'unauthorized',
      {
        what: `${what} could not renew its id-token.`,
        why: `The identity provider cannot be reached, or refused the refresh token${detailOf(error)}.`,
        fix: 'Log in anew and store the new kubeconfig, or use a token of a service account.'
      },
      { cause: error }
    )
  }
}

function authorityOf(what: string, config: Readonly<Record<string, string>>): string | undefined {
  const data = config['idp-certificate-authority-data']
  if (data) return Buffer.from(data, 'base64').toString('utf8')
  const file = config['idp-certificate-authority']
  if (!file) return undefined
  const read = readTextFile(file)
  if ('text' in read) return read.text
  throw new Failure('invalid-kubeconfig', {
    what: `${what} cannot be used.`,
    why: `Its idp-certificate-authority names ${file}, which cannot be read: ${read.trouble}.`,
    fix: 'Use idp-certificate-authority-data.'
  })
}

/** What went wrong, in parentheses: OAuth's word or the connection's code. Other messages quote answers. */
function detailOf(error: unknown): string {
  const word = error instanceof OidcError ? error.message : networkCode(error)
  return word === undefined ? '' : ` (${word})`
}

/** Whether the user of a kubeconfig logs in by an `auth-provider`. */
export function hasProvider(loaded: LoadedKubeconfig): loaded is LoadedKubeconfig & { readonly user: UserEntry } {
  return loaded.user?.authProvider !== undefined
}
