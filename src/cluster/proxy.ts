/** Which proxy leads to the API server, by the rules of Go's net/http that kubectl users know. Pure. */

import { BlockList, isIP } from 'node:net'

/** A proxy and who named it. */
export interface Proxy {
  readonly url: URL
  /** `proxy-url` of the kubeconfig, or the name of the variable. */
  readonly from: 'proxy-url' | 'HTTPS_PROXY' | 'https_proxy'
}

/** The proxy that the environment names for this server; undefined when none applies. Loopback never goes through one. */
export function proxyFromEnvironment(
  server: URL,
  env: NodeJS.ProcessEnv
): { readonly address: string; readonly from: 'HTTPS_PROXY' | 'https_proxy' } | undefined {
  const from = env['HTTPS_PROXY'] ? 'HTTPS_PROXY' : 'https_proxy'
  const address = env[from]
  if (!address || isExempt(server, env['NO_PROXY'] || env['no_proxy'] || '')) return undefined
  return { address, from }
}

/** What is wrong with a proxy's address, as the end of a sentence without the address, which may hold a password. */
export function proxyProblem(address: string): string | undefined {
  const text = withScheme(address.trim())
  if (!URL.canParse(text) || new URL(text).hostname === '') return 'is not the address of a proxy'
  const { protocol } = new URL(text)
  return protocols.includes(protocol)
    ? undefined
    : `has a scheme that is not supported (${protocol.slice(0, -1).slice(0, 20)})`
}

/** An address that has no {@link proxyProblem} as a URL. `socks5h` is what our `socks5` does: the proxy looks the name up. */
export function proxyUrl(address: string): URL {
  return new URL(withScheme(address.trim()).replace(/^socks(?:5h)?:/iu, 'socks5:'))
}

/** A proxy's address for messages: without user name and password. */
export function shownProxy({ protocol, host }: URL): string {
  return `${protocol}//${host}`
}

const protocols = ['http:', 'https:', 'socks5:', 'socks5h:', 'socks:']

/** `host:port` alone means HTTP. */
function withScheme(proxy: string): string {
  return proxy.includes('://') ? proxy : `http://${proxy}`
}

function isExempt(server: URL, list: string): boolean {
  const host = server.hostname.replace(/^\[|\]$/gu, '').toLowerCase()
  const port = server.port || '443'
  if (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))) return true
  return list
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry !== '' && matches(entry, host, port))
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  if (entry.includes('/')) return isInRange(entry, host)
  // `host:port`, but not an IPv6 address on its own
  const withPort = isIP(entry) === 6 ? undefined : /^(.*):(\d+)$/u.exec(entry)
  if (withPort && withPort[2] !== port) return false
  const name = (withPort?.[1] ?? entry).replace(/^\[|\]$/gu, '').replace(/^\*(?=\.)/u, '')
  if (name.startsWith('.')) return host.endsWith(name)
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`))
}

function isInRange(range: string, host: string): boolean {
  const [network = '', bits = ''] = range.split('/')
  const family = isIP(network)
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/u.test(bits)) return false
  try {
    const blocks = new BlockList()
    blocks.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
    return blocks.check(host, family === 4 ? 'ipv4' : 'ipv6')
  } catch {
    return false
  }
}
