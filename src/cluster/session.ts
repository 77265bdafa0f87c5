/** The credentials and connections in use, and their renewal while others go on using the old ones. */

import type { Dispatcher } from 'undici'

import { type Credentials, credentialsOf } from './credentials.ts'
import { createDispatcher } from './dispatcher.ts'
import type { LoadedKubeconfig } from './kubeconfig.ts'
import { proxyFromEnvironment, withScheme } from './proxy.ts'

/** What one request needs. */
export interface SessionState {
  readonly dispatcher: Dispatcher
  readonly credentials: Credentials
}

export interface SessionOptions {
  /** Reads the kubeconfig again. */
  readonly load: () => LoadedKubeconfig
  readonly env: NodeJS.ProcessEnv
  /** Told each secret before it is used. */
  readonly mask: (secret: string) => void
}

/** Milliseconds after which a token file is read again: kubelets rotate theirs long before they expire (client-go: one minute). */
const tokenFileAge = 60_000

export class ClusterSession {
  readonly #options: SessionOptions
  #loaded: LoadedKubeconfig
  #state: SessionState | undefined
  #renewal: Promise<boolean> | undefined
  #renewedAt = performance.now()
  readonly #closed = new AbortController()

  constructor(options: SessionOptions) {
    this.#options = options
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
    } else if (this.#loaded.user?.tokenFile !== undefined && performance.now() - this.#renewedAt > tokenFileAge) {
      // What we have may still be good while the file is being replaced.
      await this.renew(state, signal).catch(() => undefined)
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

  async #renew(signal: AbortSignal | undefined): Promise<boolean> {
    const old = this.#state
    if (old !== undefined) this.#loaded = this.#options.load()
    const credentials = await credentialsOf(this.#loaded, signal)
    this.#renewedAt = performance.now()
    for (const secret of credentials.secrets) if (!old?.credentials.secrets.includes(secret)) this.#options.mask(secret)
    if (old !== undefined && isSame(old.credentials, credentials)) return false
    const keepsTls = old !== undefined && tlsOf(old.credentials) === tlsOf(credentials)
    this.#state = { credentials, dispatcher: keepsTls ? old.dispatcher : await this.#dispatcher(credentials) }
    // Requests that are under way end in peace; a destroyed dispatcher would break them off.
    if (!keepsTls) void old?.dispatcher.close().catch(() => undefined)
    return true
  }

  #dispatcher({ ca, cert, key }: Credentials): Promise<Dispatcher> {
    const { cluster } = this.#loaded
    const proxy =
      cluster.proxyUrl === undefined
        ? proxyFromEnvironment(new URL(cluster.server), this.#options.env)
        : withScheme(cluster.proxyUrl)
    return createDispatcher({ ca, cert, key, serverName: cluster.serverName, skipVerify: cluster.skipVerify, proxy })
  }
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
