import { Agent, createServer, request as send } from 'node:https'
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './components.ts'
import { kubeconfigText, parseKubeconfig } from './kubeconfig.ts'
import { isEventAction } from './proxy-events.ts'
import { isMemorable, Memory } from './proxy-memory.ts'
import { describe, isAt, Rules, statusBody, type Action, type Match, type Seen } from './proxy-rules.ts'
import { relay } from './proxy-streams.ts'

export type { Action, Match, Seen } from './proxy-rules.ts'

/** A proxy in front of an API server that breaks what the test tells it to break. */
export interface FaultProxy extends AsyncDisposable {
  /** URL to use instead of the API server's. */
  server: string
  /** Text of the administrator's kubeconfig, by way of the proxy. */
  kubeconfig: string
  /** The same kubeconfig, by way of the proxy. */
  through(kubeconfig: string): string
  /** Does `action` to the requests that match; the newest rule wins. Call what it returns to take it away. */
  rule(match: Match, action: Action): () => void
  /** Takes all rules away. */
  clear(): void
  /** Every request so far, oldest first. */
  requests: readonly Seen[]
  /** Those that match. */
  seen(method: string, path: RegExp): Seen[]
  /** Breaks all open connections now; `match` picks requests that are under way. */
  cutAll(match?: Match): void
  /** Refuses connections until `up`. */
  down(): Promise<void>
  up(): Promise<void>
  /** Breaks the next connections while they shake hands, before any request. */
  breakHandshakes(times: number): void
  close(): Promise<void>
}

/** Starts a fault proxy in front of the API server of `cluster`. Users' own credentials are passed on. */
export async function startProxy(cluster: Cluster): Promise<FaultProxy> {
  const upstream = new URL(cluster.server)
  const agent = new Agent({ keepAlive: true, ca: cluster.ca })
  const rules = new Rules()
  const requests: Seen[] = []
  const sockets = new Set<Socket>()
  const open = new Map<ServerResponse, Seen>()
  const memory = new Memory()
  let handshakesToBreak = 0

  const forward = (
    request: IncomingMessage,
    body: Buffer,
    action: Action,
    answered: (answer: IncomingMessage) => void
  ): ClientRequest => {
    const headers = { ...request.headers, host: upstream.host, connection: 'keep-alive' }
    // events are changed as text
    if (isEventAction(action)) delete headers['accept-encoding']
    const options = {
      method: request.method,
      headers,
      agent,
      hostname: upstream.hostname,
      port: upstream.port,
      path: request.url
    }
    const sent = send(options as object, answered)
    sent.end(body)
    return sent
  }

  /** Keeps an answer that goes through; listening beside the relay takes nothing away from it. */
  const remember = (what: ReturnType<typeof describe>, answer: IncomingMessage): void => {
    const parts: Buffer[] = []
    answer.on('data', (chunk: Buffer) => parts.push(chunk))
    answer.on('end', () =>
      memory.keep(what, { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) })
    )
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const what = describe(request)
    const action = rules.decide(what)
    const chunks: Buffer[] = []
    const seen: Seen = { ...what, action: action.do, bytes: 0, at: Date.now(), body: Buffer.alloc(0) }
    requests.push(seen)
    open.set(response, seen)
    response.on('close', () => open.delete(response))
    for await (const chunk of request) chunks.push(chunk as Buffer)
    seen.body = Buffer.concat(chunks)

    if (action.do === 'silence') return
    if (action.do === 'refuse') {
      response.destroy()
      return
    }
    if (action.do === 'respond') {
      const head = {
        'content-type': 'application/json',
        ...(action.retryAfter === undefined ? {} : { 'retry-after': `${action.retryAfter}` })
      }
      seen.status = action.status
      response.writeHead(action.status, head).end(action.body ?? statusBody(action))
      return
    }
    if (action.do === 'stale') {
      const earlier = memory.recall(what, action.which)
      if (earlier !== undefined) {
        seen.status = earlier.status
        const headers: typeof earlier.headers = { ...earlier.headers, 'content-length': `${earlier.body.length}` }
        delete headers.connection
        delete headers['transfer-encoding']
        response.writeHead(earlier.status, headers).end(earlier.body)
        return
      }
    }
    if (action.do === 'delay') await sleep(action.ms)
    const sent = forward(request, seen.body, action, (answer) => {
      // a lost reply: the whole answer first, then the server has surely done it
      if (isMemorable(what)) remember(what, answer)
      if (action.do === 'lose-reply') answer.on('end', () => response.destroy()).resume()
      else relay(answer, response, seen, action)
    })
    sent.on('error', () => response.destroy())
    response.on('close', () => {
      if (action.do !== 'lose-reply') sent.destroy()
    })
  }

  const server = createServer({ ...cluster.tls, keepAliveTimeout: 60_000 }, (request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    if (handshakesToBreak > 0) {
      handshakesToBreak--
      setImmediate(() => socket.destroy())
    }
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  server.on('tlsClientError', () => undefined)
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const url = `https://127.0.0.1:${port}`
  const breakAll = () => sockets.forEach((socket) => socket.destroy())
  const down = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      breakAll()
    })
  const close = async () => {
    if (server.listening) await down()
    agent.destroy()
  }

  return {
    server: url,
    kubeconfig: kubeconfigText({ server: url, ca: cluster.ca, token: cluster.token }),
    through: (kubeconfig) => kubeconfigText({ ...parseKubeconfig(kubeconfig), server: url }),
    rule: (match, action) => rules.add(match, action),
    clear: () => rules.clear(),
    requests,
    seen: (method, path) => requests.filter((each) => each.method === method && isAt(path, each)),
    cutAll(match) {
      if (match === undefined) {
        breakAll()
        return
      }
      const one = new Rules()
      one.add(match, { do: 'refuse' })
      for (const [response, seen] of open) if (one.decide(seen).do === 'refuse') response.destroy()
    },
    down,
    up: () => listen(port),
    breakHandshakes(times) {
      handshakesToBreak = times
    },
    close,
    [Symbol.asyncDispose]: close
  }
}
