/**
 * A connection through a proxy, ready for TLS to the API server. Not undici's own proxy agent: that one waits without a
 * limit for a proxy that does not answer, tells its refusals in a text only, and cannot do SOCKS without a warning on stderr.
 */

import { request } from 'node:http'
import { request as requestSecurely } from 'node:https'
import { connect, type Socket } from 'node:net'

import { ProxyError } from './network.ts'
import { passSocks } from './socks.ts'

/** Where to, behind the proxy. */
export interface Destination {
  /** Name or address, an IPv6 one without brackets. */
  readonly host: string
  readonly port: number
}

/**
 * Opens a tunnel.
 * @param proxy http, https or socks5, perhaps with user name and password
 * @param limit milliseconds until the tunnel stands
 * @throws ProxyError
 */
export function openTunnel(proxy: URL, destination: Destination, limit: number): Promise<Socket> {
  return proxy.protocol === 'socks5:'
    ? throughSocks(proxy, destination, limit)
    : throughConnect(proxy, destination, limit)
}

/** User name and password of a proxy's URL, decoded. */
export function loginOf({ username, password }: URL): { readonly name: string; readonly password: string } | undefined {
  return username === '' && password === '' ? undefined : { name: decoded(username), password: decoded(password) }
}

function throughConnect(proxy: URL, { host, port }: Destination, limit: number): Promise<Socket> {
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`
  const login = loginOf(proxy)
  const basic = login && Buffer.from(`${login.name}:${login.password}`).toString('base64')
  const { promise, resolve, reject } = Promise.withResolvers<Socket>()
  const sent = (proxy.protocol === 'https:' ? requestSecurely : request)({
    host: bare(proxy.hostname),
    port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...(basic === undefined ? {} : { 'proxy-authorization': `Basic ${basic}` }) },
    agent: false
  })
  const timer = setTimeout(() => {
    sent.destroy()
    reject(new ProxyError('timeout', `no answer to CONNECT within ${limit} ms`))
  }, limit)
  sent.on('connect', (answer, socket, head) => {
    const status = answer.statusCode ?? 0
    if (status >= 200 && status <= 299) {
      if (head.length > 0) socket.unshift(head)
      resolve(socket)
    } else {
      socket.destroy()
      reject(new ProxyError('refused', `HTTP ${status} to CONNECT`, { status }))
    }
  })
  sent.on('error', (cause: NodeJS.ErrnoException) => {
    // llhttp's complaints: something else than HTTP came back
    const isForeign = cause.code?.startsWith('HPE_') ?? false
    reject(new ProxyError(isForeign ? 'foreign' : 'unreachable', 'the proxy cannot be used', { cause }))
  })
  sent.end()
  return promise.finally(() => clearTimeout(timer))
}

async function throughSocks(proxy: URL, destination: Destination, limit: number): Promise<Socket> {
  const socket = connect({ host: bare(proxy.hostname), port: Number(proxy.port || 1080) })
  const { promise, reject } = Promise.withResolvers<never>()
  const fail = (cause: Error): void => reject(new ProxyError('unreachable', 'the proxy cannot be used', { cause }))
  const timer = setTimeout(() => reject(new ProxyError('timeout', `no tunnel within ${limit} ms`)), limit)
  socket.on('error', fail)
  try {
    await Promise.race([promise, passSocks(socket, destination, loginOf(proxy))])
    return socket
  } catch (error) {
    socket.on('error', () => undefined).destroy()
    throw error
  } finally {
    clearTimeout(timer)
    socket.off('error', fail)
  }
}

/** `URL` keeps the brackets of an IPv6 address; sockets want none. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/gu, '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
