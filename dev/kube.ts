import { Agent, request, type RequestOptions } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Access } from './kubeconfig.ts'
import { Lines } from './lines.ts'

/** An object of the API as raw JSON; callers say what they look for in it. */
export interface Thing {
  apiVersion?: string
  kind?: string
  metadata: {
    name: string
    namespace?: string
    uid?: string
    resourceVersion?: string
    labels?: Record<string, string>
    deletionTimestamp?: string
    deletionGracePeriodSeconds?: number
  }
}

/** What happened to an object that is watched. */
export type Change = 'ADDED' | 'MODIFIED' | 'DELETED'

/** An answer of the API server that is not a success. */
export class KubeError extends Error {
  readonly status: number
  readonly reason: string | undefined

  constructor(what: string, status: number, reason: string | undefined, message: string) {
    super(`${what}: ${status} ${message}`)
    this.name = 'KubeError'
    this.status = status
    this.reason = reason
  }
}

const patchTypes = {
  strategic: 'application/strategic-merge-patch+json',
  merge: 'application/merge-patch+json'
}

interface Call {
  /** Sent as JSON; a Buffer as it is. */
  body?: unknown
  contentType?: string
  signal?: AbortSignal | undefined
  /** Milliseconds without a byte; 30 s unless said. */
  timeout?: number
}

/**
 * A tiny client of the API server for dev/ and tests: tokens, verified TLS, JSON. It shares no code with src/, so that
 * a mistake there can't hide from the tests.
 */
export class Kube {
  readonly access: Access
  readonly #agent: Agent

  constructor(access: Access) {
    this.access = access
    this.#agent = new Agent({ keepAlive: true, maxSockets: 64, ca: access.ca, timeout: 60_000 })
  }

  /** The object at `path`; undefined when there is none. */
  async get<T = Thing>(path: string): Promise<T | undefined> {
    try {
      return await this.call<T>('GET', path)
    } catch (error) {
      if (error instanceof KubeError && error.status === 404) return undefined
      throw error
    }
  }

  /** Creates `body` in the collection at `path`; returns what the server made of it. */
  create<T = Thing>(path: string, body: unknown): Promise<T> {
    return this.call<T>('POST', path, { body })
  }

  patch<T = Thing>(path: string, body: unknown, type: keyof typeof patchTypes = 'merge'): Promise<T> {
    return this.call<T>('PATCH', path, { body, contentType: patchTypes[type] })
  }

  /** Deletes; nothing happens when there is no such object, or (with a uid in the preconditions) when it is another one. */
  async delete(path: string, options: object = { propagationPolicy: 'Background' }): Promise<void> {
    try {
      await this.call('DELETE', path, { body: { apiVersion: 'v1', kind: 'DeleteOptions', ...options } })
    } catch (error) {
      if (!(error instanceof KubeError && (error.status === 404 || error.status === 409))) throw error
    }
  }

  /** Any call; throws {@link KubeError} for answers that are not 2xx, and network errors as they come. */
  async call<T = unknown>(method: string, path: string, call: Call = {}): Promise<T> {
    const answer = await this.open(method, path, call)
    let text = ''
    for await (const chunk of answer.setEncoding('utf8')) text += chunk as string
    const status = answer.statusCode ?? 0
    if (status >= 200 && status < 300)
      return (answer.headers['content-type']?.includes('json') ? JSON.parse(text) : text) as T
    let refusal: { message?: string; reason?: string } = {}
    try {
      refusal = JSON.parse(text) as typeof refusal
    } catch {
      // not a Status: the text will do
    }
    throw new KubeError(`${method} ${path}`, status, refusal.reason, refusal.message ?? text)
  }

  /** Sends a request and gives the answer as soon as its head is there, whatever its status. */
  open(
    method: string,
    path: string,
    { body, contentType, signal, timeout = 30_000 }: Call = {}
  ): Promise<IncomingMessage> {
    const content = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
    const options: RequestOptions = {
      method,
      agent: this.#agent,
      timeout,
      headers: {
        authorization: `Bearer ${this.access.token}`,
        accept: 'application/json',
        ...(content === undefined
          ? {}
          : { 'content-type': contentType ?? 'application/json', 'content-length': content.length })
      },
      ...(signal === undefined ? {} : { signal })
    }
    return new Promise((resolve, reject) => {
      const sent = request(this.access.server + path, options, resolve)
      sent.on('error', reject)
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: nothing heard for ${timeout / 1000} s`)))
      sent.end(content)
    })
  }

  /**
   * Tells of every object of the collection at `path` and of each change, until `signal` aborts; then it resolves.
   * Lists again after every end of a watch, outages of the server included; each list gives `ADDED` for all that is
   * there and `DELETED` for what vanished meanwhile.
   */
  async watch(path: string, changed: (type: Change, object: Thing) => void, signal: AbortSignal): Promise<void> {
    const known = new Map<string, Thing>()
    const tell = (type: Change, object: Thing) => {
      const key = object.metadata.uid ?? object.metadata.name
      if (type === 'DELETED') known.delete(key)
      else known.set(key, object)
      changed(type, object)
    }
    const query = path.includes('?') ? '&' : '?'
    while (!signal.aborted) {
      try {
        const list = await this.call<{ items: Thing[]; metadata: { resourceVersion: string } }>('GET', path, { signal })
        const present = new Set(list.items.map(({ metadata }) => metadata.uid ?? metadata.name))
        for (const [key, object] of [...known]) if (!present.has(key)) tell('DELETED', object)
        for (const object of list.items) tell('ADDED', object)
        const stream = await this.open(
          'GET',
          `${path}${query}watch=1&timeoutSeconds=600&resourceVersion=${list.metadata.resourceVersion}`,
          { signal, timeout: 0 }
        )
        const lines = new Lines()
        for await (const chunk of stream) {
          for (const line of lines.push(chunk as Buffer)) {
            const event = JSON.parse(line) as { type: Change | 'ERROR'; object: Thing }
            if (event.type === 'ERROR') throw new Error('the watch is too old')
            tell(event.type, event.object)
          }
        }
      } catch {
        // the server is away, or ended the watch: list again
      }
      await sleep(100, undefined, { signal }).catch(() => undefined)
    }
  }

  /** Closes the connections that are kept for later. */
  close(): void {
    this.#agent.destroy()
  }
}
