/** Which proxy leads to the API server, by the rules of Go's net/http that kubectl users know. */

import { BlockList, isIP } from 'node:net'

/** Proxy from the environment, undefined when none applies. Loopback never goes through one. */
export function proxyFromEnvironment(server: URL, env: NodeJS.ProcessEnv): string | undefined {
  const proxy = env['HTTPS_PROXY'] || env['https_proxy']
  if (!proxy || isExempt(server, env['NO_PROXY'] || env['no_proxy'] || '')) return undefined
  return withScheme(proxy)
}

/** A proxy's address with its scheme; `host:port` alone means HTTP. */
export function withScheme(proxy: string): string {
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
  if (family === 0 || isIP(host) !== family) return false
  try {
    const blocks = new BlockList()
    blocks.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
    return blocks.check(host, family === 4 ? 'ipv4' : 'ipv6')
  } catch {
    return false
  }
}
