import type { IncomingHttpHeaders } from 'node:http'

/** A whole answer as it was given. */
export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** Most requests whose answers are kept: a soak makes many. */
const most = 300

/**
 * Earlier answers to reads, to be given again as a cache that lags behind does: the first and the newest of each request.
 * The answer to a create counts as the first read of what it made.
 */
export class Memory {
  readonly #kept = new Map<string, { first: Answer; newest: Answer }>()

  /** Keeps the answer to a request when it can be given again: whole reads, and what a create made. */
  keep(request: { method: string; path: string; query: URLSearchParams }, answer: Answer): void {
    const key = keyOf(request, answer)
    if (key === undefined) return
    const first = this.#kept.get(key)?.first ?? answer
    this.#kept.delete(key)
    this.#kept.set(key, { first, newest: answer })
    const oldest = this.#kept.keys().next().value
    if (this.#kept.size > most && oldest !== undefined) this.#kept.delete(oldest)
  }

  /** An earlier answer to the same request; undefined when there was none. */
  recall(
    request: { method: string; path: string; query: URLSearchParams },
    which: 'first' | 'newest'
  ): Answer | undefined {
    return this.#kept.get(readKey(request.path, request.query))?.[which]
  }
}

/** Whether an answer to this request could be kept: then the proxy has to hold it whole. */
export function isMemorable({ method, query }: { method: string; query: URLSearchParams }): boolean {
  return (
    (method === 'GET' && !query.has('watch') && !query.has('follow')) || (method === 'POST' && !query.has('dryRun'))
  )
}

function keyOf(
  request: { method: string; path: string; query: URLSearchParams },
  { status, headers, body }: Answer
): string | undefined {
  if (!isMemorable(request) || request.path.endsWith('/log')) return undefined
  if (request.method === 'GET') return status === 200 ? readKey(request.path, request.query) : undefined
  if (status !== 201 || headers['content-encoding'] !== undefined) return undefined
  const name = nameIn(body)
  return name === undefined ? undefined : readKey(`${request.path}/${name}`, new URLSearchParams())
}

function readKey(path: string, query: URLSearchParams): string {
  const parts = ['labelSelector', 'fieldSelector'].map((name) => query.get(name) ?? '')
  return [path, ...parts].join('\n')
}

function nameIn(body: Buffer): string | undefined {
  try {
    return (JSON.parse(body.toString()) as { metadata?: { name?: string } }).metadata?.name
  } catch {
    return undefined
  }
}
