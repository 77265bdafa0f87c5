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

/** Milliseconds. TCP keep-alive starts before load balancers forget silent connections (60 s and more, AWS and Azure). */
const times = { connect: 10_000, keepAliveProbe: 30_000, idleConnection: 10_000 } as const

/** HTTP/1.1 on purpose: a stream that stalls must not hold up the others. Body timeouts are off; each request has its own. */
export async function createDispatcher(options: DispatcherOptions): Promise<Dispatcher> {
  const { Agent, buildConnector } = await import('undici')
  const { proxy } = options
  const direct = buildConnector({
    // one for all connections: each would make its own, with the authorities read anew
    secureContext: createSecureContext({
      ...(options.ca === undefined ? {} : { ca: options.ca }),
      ...(options.cert === undefined ? {} : { cert: options.cert }),
      ...(options.key === undefined ? {} : { key: options.key })
    }),
    ...(options.serverName === undefined ? {} : { servername: options.serverName }),
    rejectUnauthorized: !options.skipVerify,
    keepAlive: true,
    keepAliveInitialDelay: times.keepAliveProbe,
    timeout: times.connect,
    allowH2: false
  })
  return new Agent({
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: times.idleConnection,
    keepAliveMaxTimeout: times.idleConnection,
    connect: proxy === undefined ? direct : through(proxy, direct)
  })
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
