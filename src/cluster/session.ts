/** The credentials and connections in use, and their renewal while others go on using the old ones. */

import { type Credentials, credentialsOf } from './credentials.ts'
import { createDispatcher, type HttpDispatcher } from './dispatcher.ts'
import { Failure } from '../failure.ts'
import type { LoadedKubeconfig } from './kubeconfig-entries.ts'
import { nameOf } from './kubeconfig-fields.ts'
import { proxyFromEnvironment, proxyProblem, proxyUrl, type Proxy } from './proxy.ts'
import type { Route } from './route.ts'

/** What one request needs. */
export interface SessionState {
  readonly dispatcher: HttpDispatcher
  readonly credentials: Credentials
  /** The way that requests take. */
  readonly route: Route
}

export interface SessionOptions {
  /** Reads the kubeconfig again. */
  readonly load: () => LoadedKubeconfig
  readonly env: NodeJS.ProcessEnv
  /** Told each secret before it is used. */
  readonly mask: (secret: string) => void
  /** Other times than the usual ones, for tests. */
  readonly timing?: Partial<SessionTiming>
}

/** In milliseconds. */
export interface SessionTiming {
  /** After this time a token file is read again: kubelets rotate theirs long before they expire (client-go: one minute). */
  readonly tokenFileAge: number
  /** So long before its end what a plugin handed out is renewed. */
  readonly renewBefore: number
  /** The least time between two such renewals. */
  readonly shortestRest: number
}

const usual: SessionTiming = { tokenFileAge: 60_000, renewBefore: 30_000, shortestRest: 10_000 }

export class ClusterSession {
  readonly #options: SessionOptions
  readonly #timing: SessionTiming
  #loaded: LoadedKubeconfig
  #state: SessionState | undefined
  #renewal: Promise<boolean> | undefined
  #triedAt = performance.now()
  readonly #closed = new AbortController()

  constructor(options: SessionOptions) {
    this.#options = options
    this.#timing = { ...usual, ...options.timing }
    this.#loaded = options.load()
  }

  get loaded(): LoadedKubeconfig {
    return this.#loaded
  }

  /** @throws Failure when there are no credentials to be had */
  async current(signal?: AbortSignal): Promise<SessionState> {
    const state = this.#state
    if (state === undefined) {
      await this.renew(undefined, signal)
    } else if (this.#isOld(state)) {
      // What we have may still be good, while a file is being replaced or a plugin cannot reach its provider.
      await this.renew(state, signal).catch(() => undefined)
      signal?.throwIfAborted()
    }
    return this.#state as SessionState
  }

  /**
   * Gets new credentials, once for all who ask at the same time.
   * @param used the state that was refused
   * @returns whether there is something new to try
   * @throws Failure
   */
  async renew(used: SessionState | undefined, signal?: AbortSignal): Promise<boolean> {
    if (used !== this.#state) return true
    // shared by all who ask: none of them may end it for the others, each may only stop waiting; the plugin has its own limit
    this.#renewal ??= this.#renew(this.#closed.signal).finally(() => {
      this.#renewal = undefined
    })
    return unlessAborted(this.#renewal, signal)
  }

  async close(): Promise<void> {
    this.#closed.abort(new Error('The connection was closed.'))
    await this.#state?.dispatcher.destroy()
  }

  #isOld({ credentials: { kind, expires } }: SessionState): boolean {
    const { tokenFileAge, renewBefore, shortestRest } = this.#timing
    const age = performance.now() - this.#triedAt
    if (kind === 'token-file') return age > tokenFileAge
    const canBeRenewed = kind === 'plugin' || kind === 'auth-provider'
    return canBeRenewed && expires !== undefined && expires - Date.now() < renewBefore && age > shortestRest
  }

  async #renew(signal: AbortSignal | undefined): Promise<boolean> {
    const { env, load, mask } = this.#options
    const old = this.#state
    this.#triedAt = performance.now()
    if (old !== undefined) this.#loaded = sameServer(this.#loaded, load())
    const credentials = await credentialsOf(this.#loaded, { env, signal })
    for (const secret of credentials.secrets) if (!old?.credentials.secrets.includes(secret)) mask(secret)
    if (old !== undefined && isSame(old.credentials, credentials)) return false
    const keepsTls = old !== undefined && tlsOf(old.credentials) === tlsOf(credentials)
    const proxy = this.#proxy()
    this.#state = {
      credentials,
      dispatcher: keepsTls ? old.dispatcher : await this.#dispatcher(credentials, proxy),
      route: { proxy, hasAuthority: credentials.ca !== undefined, hasCertificate: credentials.cert !== undefined }
    }
    // Requests that are under way end in peace; a destroyed dispatcher would break them off.
    if (!keepsTls) void old?.dispatcher.close().catch(() => undefined)
    return true
  }

  #proxy(): Proxy | undefined {
    const { cluster } = this.#loaded
    const found =
      cluster.proxyUrl === undefined
        ? proxyFromEnvironment(new URL(cluster.server), this.#options.env)
        : { address: cluster.proxyUrl, from: 'proxy-url' as const }
    if (found === undefined) return undefined
    const problem = proxyProblem(found.address)
    if (problem !== undefined) {
      throw new Failure('invalid-input', {
        what: `The variable ${found.from} ${problem}.`,
        why: 'It names the proxy on the way to the API server.',
        fix: `Set ${found.from} to http://HOST:PORT, or name ${new URL(cluster.server).hostname} in NO_PROXY.`
      })
    }
    const url = proxyUrl(found.address)
    if (url.password.length >= 4) this.#options.mask(url.password)
    return { url, from: found.from }
  }

  #dispatcher({ ca, cert, key }: Credentials, proxy: Proxy | undefined): Promise<HttpDispatcher> {
    const { serverName, skipVerify } = this.#loaded.cluster
    return createDispatcher({ ca, cert, key, serverName, skipVerify, proxy: proxy?.url })
  }
}

/** A kubeconfig that names another cluster by now has credentials for that one: they are not for this server. */
function sameServer(old: LoadedKubeconfig, now: LoadedKubeconfig): LoadedKubeconfig {
  if (now.cluster.server === old.cluster.server) return now
  throw new Failure('invalid-kubeconfig', {
    what: 'The kubeconfig was changed while the run was on.',
    why: `Its context ${nameOf(now.context)} names another server by now.`,
    fix: 'Give this step a kubeconfig of its own.'
  })
}

/** Waits for a shared work; an abort ends the waiting, not the work. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  signal.throwIfAborted()
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = (): void => reject(signal.reason as Error)
  signal.addEventListener('abort', abort, { once: true })
  // whoever waits last may have gone: the work's own failure is then nobody's
  work.catch(() => undefined)
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

function tlsOf({ ca, cert, key }: Credentials): string {
  return JSON.stringify([ca, cert, key])
}

function isSame(a: Credentials, b: Credentials): boolean {
  return tlsOf(a) === tlsOf(b) && JSON.stringify(a.headers) === JSON.stringify(b.headers)
}
