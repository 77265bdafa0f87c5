/** Credential plugins and OIDC, run by client-node. Loaded only for users that need them: the import costs half a second. */

import type { RequestOptions } from 'node:https'

import { describe, Failure } from '../failure.ts'
import type { LoadedKubeconfig } from './kubeconfig.ts'

/** What a plugin hands out. */
export interface PluginCredentials {
  /** Value of the Authorization header. */
  readonly authorization: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
}

/** Milliseconds for a plugin. */
const limit = 30_000

/** What no plugin may see: the inputs and states of steps, and the files through which a step speaks to the runner. */
const withheld = /^(?:INPUT_|STATE_|GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)$)/iu

/**
 * Runs the plugin anew, or refreshes the OIDC token.
 * @throws Failure `invalid-kubeconfig` when it cannot work at all, `unauthorized` when it gave nothing
 */
export async function runPlugin(loaded: LoadedKubeconfig, signal: AbortSignal | undefined): Promise<PluginCredentials> {
  const { cluster, user } = loaded
  const provider = user?.authProvider?.name
  if (user === undefined || (user.exec === undefined && provider !== 'oidc')) {
    throw new Failure('invalid-kubeconfig', {
      what: `The user of context ${loaded.context} cannot be used.`,
      why: `The auth-provider ${provider ?? ''} was removed from Kubernetes in 1.26.`,
      fix: 'Use an exec plugin (kubelogin, gke-gcloud-auth-plugin), a token, or a client certificate.'
    })
  }
  const { KubeConfig } = await import('@kubernetes/client-node')
  const config = new KubeConfig()
  config.loadFromOptions({
    clusters: [{ name: cluster.name, server: cluster.server, skipTLSVerify: cluster.skipVerify }],
    users: [{ name: user.name, authProvider: user.authProvider, exec: user.exec && execOf(loaded) }],
    contexts: [{ name: loaded.context, cluster: cluster.name, user: user.name }],
    currentContext: loaded.context
  })
  const ending = AbortSignal.any([AbortSignal.timeout(limit), ...(signal ? [signal] : [])])
  bound(config, ending)
  const options: RequestOptions = {}
  try {
    await Promise.race([config.applyToHTTPSOptions(options), rejection(ending)])
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    throw failed(loaded, error, ending.aborted)
  }
  const authorization = (options.headers as Record<string, unknown> | undefined)?.['Authorization']
  const cert = textOf(options.cert)
  if (typeof authorization !== 'string' && cert === undefined)
    throw failed(loaded, new Error('it handed out neither a token nor a certificate'), false)
  return {
    authorization: typeof authorization === 'string' ? authorization : undefined,
    cert,
    key: textOf(options.key)
  }
}

/** The plugin's entry with the environment it may see; `undefined` removes a variable from what client-node passes on. */
function execOf({ cluster, user }: LoadedKubeconfig): object {
  const exec = user?.exec
  const info = {
    apiVersion: exec?.apiVersion,
    kind: 'ExecCredential',
    spec: {
      interactive: false,
      ...(exec?.provideClusterInfo
        ? {
            cluster: {
              server: cluster.server,
              'certificate-authority-data': cluster.caData,
              'tls-server-name': cluster.serverName
            }
          }
        : {})
    }
  }
  const removed = Object.keys(process.env).filter((name) => withheld.test(name))
  return {
    command: exec?.command,
    args: [...(exec?.args ?? [])],
    env: [
      ...removed.map((name) => ({ name, value: undefined })),
      { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) },
      ...(exec?.env ?? [])
    ]
  }
}

type Spawn = (command: string, args: readonly string[], options: object) => unknown

/** client-node gives plugins no end: its spawn is wrapped so that they end with the signal. Without its private field they only time out. */
function bound(config: object, signal: AbortSignal): void {
  const list = (config as { authenticators?: unknown }).authenticators
  for (const authenticator of Array.isArray(list) ? (list as { execFn?: unknown }[]) : []) {
    const spawn = authenticator.execFn
    if (typeof spawn !== 'function') continue
    authenticator.execFn = (command: string, args: readonly string[] | undefined, options: object): unknown =>
      (spawn as Spawn)(command, args ?? [], { ...options, signal, killSignal: 'SIGKILL', windowsHide: true })
  }
}

function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}

function failed({ context, user }: LoadedKubeconfig, error: unknown, isLate: boolean): Failure {
  const command = user?.exec?.command
  const name =
    command === undefined
      ? `The auth-provider of context ${context}`
      : `The credential plugin ${command} of context ${context}`
  if ((error as { code?: unknown }).code === 'ENOENT') {
    return new Failure('invalid-kubeconfig', {
      what: `${name} is not installed on this runner.`,
      why: user?.exec?.installHint?.replace(/\s+/gu, ' ').slice(0, 300),
      fix: 'Install it in an earlier step, or use a kubeconfig with a token.'
    })
  }
  // a parser's complaint quotes what it was given: that can be the token itself
  const isRubbish = error instanceof SyntaxError || (error as { name?: unknown }).name === 'SyntaxError'
  const why = isRubbish
    ? 'It did not print an ExecCredential as JSON.'
    : isLate
      ? `It did not end within ${limit / 1000} seconds.`
      : `It said: ${describe(error).slice(0, 400)}`
  return new Failure(
    'unauthorized',
    {
      what: `${name} gave no credentials.`,
      why,
      fix: 'Log in to the cloud provider in an earlier step, and check its rights.'
    },
    isRubbish ? {} : { cause: error }
  )
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return Buffer.isBuffer(value) ? value.toString('utf8') : undefined
}
