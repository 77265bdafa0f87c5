import type { IncomingMessage } from 'node:http'

/** A request as tests see it. */
export interface Seen {
  method: string
  /** Without the query. */
  path: string
  query: URLSearchParams
  /** Status that the client was given; undefined when it got none (yet). */
  status?: number
  /** What the proxy did to it, `pass` when nothing. */
  action: Action['do']
  /** Bytes of the answer's body that went to the client. */
  bytes: number
  /** Milliseconds since the epoch. */
  at: number
  /** Bytes of its body that the client sent. */
  body: Buffer
}

/** Which requests a rule is for. All that is said must match. */
export interface Match {
  method?: string
  /** A pattern leaves out server-side dry runs: they change nothing, and are not what a test of a create means. */
  path?: RegExp | ((request: { method: string; path: string; query: URLSearchParams }) => boolean)
  /** For how many requests; without an end unless said. */
  times?: number
  /** How many matching requests pass before the rule begins. */
  after?: number
}

/** What happens to a request. Bytes count the body of the answer. */
export type Action =
  | { do: 'pass' }
  /** The connection is broken after so many bytes; 0: after the head. */
  | { do: 'cut'; afterBytes: number }
  /** The answer ends there as if it were whole. */
  | { do: 'end'; afterBytes: number }
  /** The answer stops there, the connection stays open, nothing more comes. */
  | { do: 'stall'; afterBytes: number }
  /** The answer stops there, and goes on after so many milliseconds: a way that is slow, the server has to wait. */
  | { do: 'pause'; afterBytes: number; ms: number }
  /** The connection is broken before anything is sent to the server. */
  | { do: 'refuse' }
  /** The request is never answered, and never reaches the server. */
  | { do: 'silence' }
  /** It is sent to the server so many milliseconds later. */
  | { do: 'delay'; ms: number }
  /** The proxy answers by itself with a Status. */
  | { do: 'respond'; status: number; reason?: string; message?: string; retryAfter?: number; body?: string }
  /** The server gets it and acts; the connection breaks instead of the answer (a lost reply to a create). */
  | { do: 'lose-reply' }
  /** The server's side ends TLS in an orderly way (close_notify) after so many bytes; `cut` is the same without a word. */
  | { do: 'tls-close'; afterBytes: number }
  /** An earlier answer to the same read is given again, as by a cache that lags behind; passes when there was none. */
  | { do: 'stale'; which: 'first' | 'newest' }
  /** A watch tells each event twice. */
  | { do: 'duplicate' }
  /** A watch tells each second event before the one that it followed; after a second's silence what was held back comes. */
  | { do: 'reorder' }
  /** After each event of an object a watch tells the object's first event again, with its older version. */
  | { do: 'replay' }
  /** A watch that was answered 200 ends with an ERROR event after so many events; `Expired`, 410 is what servers send. */
  | { do: 'watch-error'; afterEvents: number; status: number; reason: string }

/** Whether a request is for this path, and for real. */
export function isAt(path: RegExp, request: { path: string; query: URLSearchParams }): boolean {
  return path.test(request.path) && !request.query.has('dryRun')
}

interface Entry {
  match: Match
  action: Action
  left: number
  skip: number
}

/** The rules of a proxy; the newest that matches wins. */
export class Rules {
  #entries: Entry[] = []

  /** Adds a rule; call what it returns to take it away again. */
  add(match: Match, action: Action): () => void {
    const entry = { match, action, left: match.times ?? Infinity, skip: match.after ?? 0 }
    this.#entries.unshift(entry)
    return () => {
      this.#entries = this.#entries.filter((each) => each !== entry)
    }
  }

  clear(): void {
    this.#entries = []
  }

  /** What to do with this request; uses up one of the rule's times. */
  decide(request: { method: string; path: string; query: URLSearchParams }): Action {
    for (const entry of this.#entries) {
      const { method, path } = entry.match
      if (entry.left <= 0 || (method !== undefined && method !== request.method)) continue
      if (path instanceof RegExp ? !isAt(path, request) : path?.(request) === false) continue
      if (entry.skip > 0) {
        entry.skip--
        continue
      }
      entry.left--
      return entry.action
    }
    return { do: 'pass' }
  }
}

/** Method, path and query of a request. */
export function describe(request: IncomingMessage): { method: string; path: string; query: URLSearchParams } {
  const url = new URL(request.url ?? '/', 'https://proxy')
  return { method: request.method ?? 'GET', path: url.pathname, query: url.searchParams }
}

/** The body of an answer that a proxy gives by itself. */
export function statusBody({ status, reason, message, retryAfter }: Extract<Action, { do: 'respond' }>): string {
  const details = retryAfter === undefined ? {} : { details: { retryAfterSeconds: retryAfter } }
  return JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: message ?? 'made up by the test',
    ...(reason === undefined ? {} : { reason }),
    ...details,
    code: status
  })
}
