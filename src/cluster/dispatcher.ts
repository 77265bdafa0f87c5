/** Makes undici's dispatcher for one cluster: TLS, proxy, keep-alive. */

import { createSecureContext } from 'node:tls'

import type { buildConnector, Dispatcher } from 'undici'

import { openTunnel } from './tunnel.ts'

export interface DispatcherOptions {
  /** PEM; undefined: the system's authorities. */
  readonly ca: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
  /** Name that the server's certificate must have, when it is not that of the URL. */
  readonly serverName: string | undefined
  readonly skipVerify: boolean
  /** http, https, socks5. */
  readonly proxy: URL | undefined
}

/** What is used of undici's dispatchers. */
export interface HttpDispatcher {
  request(options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>
  /** Lets requests end that are under way. */
  close(): Promise<void>
  /** Breaks them off. */
  destroy(): Promise<void>
}

/** Milliseconds. TCP keep-alive starts before load balancers forget silent connections (60 s and more, AWS and Azure). */
const times = { connect: 10_000, keepAliveProbe: 30_000, idleConnection: 10_000 } as const

/**
 * Bytes that a socket reads before somebody asks for them; undici's own 16 KiB, which its types do not name, are read line by
 * line while a log is left alone (`gather`).
 */
const readAhead = { highWaterMark: 1 } as const

/** The whole of undici is four times as much code, with caches, mocks, fetch and WebSocket: 60 ms of processor time at each start. */
async function parts() {
  const [{ default: Agent }, { default: buildConnector }, { default: request }] = await Promise.all([
    import('undici/lib/dispatcher/agent.js'),
    import('undici/lib/core/connect.js'),
    import('undici/lib/api/api-request.js')
  ])
  return { Agent, buildConnector, request }
}

/** HTTP/1.1 on purpose: a stream that stalls must not hold up the others. Body timeouts are off; each request has its own. */
export async function createDispatcher(options: DispatcherOptions): Promise<HttpDispatcher> {
  const { Agent, buildConnector, request } = await parts()
  const { proxy } = options
  const { ca, cert, key } = options
  const direct = buildConnector({
    // certificates are read once, not for each of the connections that a run opens at its start
    secureContext: createSecureContext({ ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) }),
    ...(options.serverName === undefined ? {} : { servername: options.serverName }),
    rejectUnauthorized: !options.skipVerify,
    keepAlive: true,
    keepAliveInitialDelay: times.keepAliveProbe,
    timeout: times.connect,
    ...readAhead,
    allowH2: false
  })
  const agent = new Agent({
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: times.idleConnection,
    keepAliveMaxTimeout: times.idleConnection,
    connect: proxy === undefined ? direct : through(proxy, direct)
  })
  return {
    request: (call) => request.call(agent, call),
    close: () => agent.close(),
    destroy: () => agent.destroy()
  }
}

function through(proxy: URL, direct: buildConnector.connector): buildConnector.connector {
  return (options, callback) => {
    const destination = { host: options.hostname.replace(/^\[|\]$/gu, ''), port: Number(options.port || 443) }
    openTunnel(proxy, destination, times.connect).then(
      (httpSocket) => direct({ ...options, httpSocket }, callback),
      (error: unknown) => callback(error as Error, null)
    )
  }
}
