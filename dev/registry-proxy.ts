import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, isAt, Rules, type Action, type Match, type Seen } from './proxy-rules.ts'

/** A proxy in front of a registry that breaks what the test tells it to break. Plain HTTP: docker takes that from loopback. */
export interface RegistryProxy extends AsyncDisposable {
  /** `localhost:PORT`, to use instead of the registry's. */
  host: string
  /** Does `action` to the requests that match; the newest rule wins. Call what it returns to take it away. */
  rule(match: Match, action: Action): () => void
  clear(): void
  /** Every request so far, oldest first. Bytes are those of the answers. */
  requests: readonly Seen[]
  seen(method: string, path: RegExp): Seen[]
  /** Resolves as soon as such a request has come. */
  waitFor(method: string, path: RegExp, timeout: number): Promise<void>
  /** Breaks all connections and refuses new ones until `up`. */
  down(): Promise<void>
  up(): Promise<void>
  close(): Promise<void>
}

/** What registries answer with: https://distribution.github.io/distribution/spec/api/#errors */
function errorBody({ reason, message }: Extract<Action, { do: 'respond' }>): string {
  return JSON.stringify({ errors: [{ code: reason ?? 'UNKNOWN', message: message ?? 'made up by the test' }] })
}

/** Copies an answer to the client up to the action's limit. */
function relay(answer: IncomingMessage, response: ServerResponse, seen: Seen, action: Action): void {
  const limit = action.do === 'cut' || action.do === 'end' || action.do === 'stall' ? action.afterBytes : Infinity
  const headers = { ...answer.headers }
  if (action.do === 'end') delete headers['content-length']
  delete headers.connection
  seen.status = answer.statusCode ?? 0
  response.writeHead(seen.status, headers)
  response.flushHeaders()
  const stop = () => {
    answer.destroy()
    if (action.do === 'cut') response.destroy()
    else if (action.do === 'end') response.end()
    // stall: neither a byte nor an end
  }
  if (limit === 0) {
    stop()
    return
  }
  answer.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, limit - seen.bytes)
    seen.bytes += part.length
    const full = seen.bytes >= limit
    if (!response.write(part, full ? stop : undefined) && !full) {
      answer.pause()
      response.once('drain', () => answer.resume())
    }
    if (full) answer.removeAllListeners('data').pause()
  })
  answer.on('end', () => response.end())
  answer.on('error', () => (seen.bytes >= limit ? undefined : response.destroy()))
  response.on('close', () => answer.destroy())
}

/** Starts a fault proxy in front of the registry at `upstream` (`localhost:PORT`). Addresses in its answers stay on the proxy. */
export async function startRegistryProxy(upstream: string): Promise<RegistryProxy> {
  const port = Number(upstream.split(':')[1])
  const rules = new Rules()
  const requests: Seen[] = []
  const sockets = new Set<Socket>()

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const what = describe(request)
    const action = rules.decide(what)
    // layers can be large: what the client sends is streamed, not kept
    const seen: Seen = { ...what, action: action.do, bytes: 0, at: Date.now(), body: Buffer.alloc(0) }
    requests.push(seen)
    if (action.do === 'silence') return
    if (action.do === 'refuse') {
      response.destroy()
      return
    }
    if (action.do === 'respond') {
      request.resume()
      seen.status = action.status
      const retryAfter = action.retryAfter === undefined ? {} : { 'retry-after': `${action.retryAfter}` }
      const head = { 'content-type': 'application/json', ...retryAfter }
      response.writeHead(action.status, head).end(action.body ?? errorBody(action))
      return
    }
    if (action.do === 'delay') await sleep(action.ms)
    // the host's name stays the proxy's: the registry writes it into the addresses of uploads
    const { method, url: path, headers } = request
    const sent = send({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      if (action.do === 'lose-reply') answer.on('end', () => response.destroy()).resume()
      else relay(answer, response, seen, action)
    })
    sent.on('error', () => response.destroy())
    response.on('close', () => {
      if (action.do !== 'lose-reply') sent.destroy()
    })
    request.on('error', () => sent.destroy()).pipe(sent)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  const listen = (at: number) =>
    new Promise<void>((resolve, reject) => server.once('error', reject).listen(at, '127.0.0.1', resolve))
  await listen(0)
  const own = (server.address() as AddressInfo).port
  const down = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      sockets.forEach((socket) => socket.destroy())
    })
  const close = async () => {
    if (server.listening) await down()
  }
  const seen = (method: string, path: RegExp) => requests.filter((each) => each.method === method && isAt(path, each))
  return {
    host: `localhost:${own}`,
    rule: (match, action) => rules.add(match, action),
    clear: () => rules.clear(),
    requests,
    seen,
    async waitFor(method, path, timeout) {
      const end = Date.now() + timeout
      while (seen(method, path).length === 0) {
        if (Date.now() > end) throw new Error(`No ${method} ${path} came within ${timeout} ms.`)
        await sleep(25)
      }
    },
    down,
    up: () => listen(own),
    close,
    [Symbol.asyncDispose]: close
  }
}
