/** Makes undici's dispatcher for one cluster: TLS, proxy, keep-alive. */

import type { Dispatcher } from 'undici'

export interface DispatcherOptions {
  /** PEM; undefined: the system's authorities. */
  readonly ca: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
  /** Name that the server's certificate must have, when it is not that of the URL. */
  readonly serverName: string | undefined
  readonly skipVerify: boolean
  /** URL of a proxy: http, https, socks5. */
  readonly proxy: string | undefined
}

/** Milliseconds. TCP keep-alive starts before load balancers forget silent connections (60 s and more, AWS and Azure). */
const times = { connect: 10_000, keepAliveProbe: 30_000, idleConnection: 10_000 } as const

/** HTTP/1.1 on purpose: a stream that stalls must not hold up the others. Body timeouts are off; each request has its own. */
export async function createDispatcher(options: DispatcherOptions): Promise<Dispatcher> {
  const { Agent, ProxyAgent } = await import('undici')
  const tls = {
    ...(options.ca === undefined ? {} : { ca: options.ca }),
    ...(options.cert === undefined ? {} : { cert: options.cert }),
    ...(options.key === undefined ? {} : { key: options.key }),
    ...(options.serverName === undefined ? {} : { servername: options.serverName }),
    rejectUnauthorized: !options.skipVerify
  }
  const keepAlive = { keepAlive: true, keepAliveInitialDelay: times.keepAliveProbe }
  const shared = {
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: times.idleConnection,
    keepAliveMaxTimeout: times.idleConnection
  }
  if (options.proxy === undefined)
    return new Agent({ ...shared, connect: { ...tls, ...keepAlive, timeout: times.connect } })
  return new ProxyAgent({
    ...shared,
    uri: options.proxy,
    requestTls: { ...tls, ...keepAlive },
    proxyTls: keepAlive,
    connectTimeout: times.connect
  })
}
