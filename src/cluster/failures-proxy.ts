/** Why a proxy did not lead to the API server. Pure. */

import type { FailureText } from '../failure.ts'
import { isCertificateCode, proxyErrorOf, type ProxyError } from './network.ts'
import { shownProxy, type Proxy } from './proxy.ts'

/**
 * What a user is told when the proxy is to blame; undefined when the server behind it is.
 * @param code of the error at the bottom
 */
export function proxyFailure(
  error: unknown,
  code: string | undefined,
  proxy: Proxy,
  server: string
): FailureText | undefined {
  const found = proxyErrorOf(error)
  if (found === undefined) return undefined
  const name = `The proxy ${shownProxy(proxy.url)} (${proxy.from === 'proxy-url' ? '`proxy-url` of the kubeconfig' : proxy.from})`
  const change =
    proxy.from === 'proxy-url'
      ? 'Correct `proxy-url` in the kubeconfig, or remove it when no proxy is needed.'
      : `Correct ${proxy.from}, or name ${hostOf(server)} in NO_PROXY when no proxy is needed.`
  switch (found.trouble) {
    case 'unreachable':
      return { what: `${name} cannot be reached.`, why: reasonOf(code), fix: change }
    case 'timeout':
      return { what: `${name} does not lead to ${server}.`, why: 'It did not answer in time.', fix: change }
    case 'foreign':
      return {
        what: `${name} cannot be used.`,
        why: `What answers there is no ${proxy.url.protocol === 'socks5:' ? 'SOCKS 5' : 'HTTP'} proxy.`,
        fix: change
      }
    case 'refused':
      return refused(name, found, proxy, server, change)
  }
}

function refused(
  name: string,
  { status, message }: ProxyError,
  proxy: Proxy,
  server: string,
  change: string
): FailureText {
  const what = `${name} did not let us through to ${server}.`
  switch (status) {
    case 407:
      return {
        what,
        why:
          proxy.url.username === ''
            ? 'It asks for a user name and a password.'
            : 'It does not accept the user name and the password that its address holds.',
        fix: `Write them into the address, from a secret: ${proxy.from === 'proxy-url' ? 'proxy-url' : proxy.from}: ${proxy.url.protocol}//NAME:PASSWORD@${proxy.url.host} (special characters percent-encoded).`
      }
    case 401:
    case 403:
      return {
        what,
        why: `Its rules do not allow this address (${message}).`,
        fix: `Have ${hostAndPort(server)} allowed there. ${change}`
      }
    default:
      return {
        what,
        why: `It could not reach the server itself (${message}).`,
        fix: `Check the address of the server in the kubeconfig. ${change}`
      }
  }
}

function reasonOf(code: string | undefined): string {
  if (isCertificateCode(code)) return `Its certificate is not trusted, or it does not speak TLS (${code ?? ''}).`
  switch (code) {
    case 'ECONNREFUSED':
      return 'The connection was refused: nothing listens there.'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'Its host name is not known.'
    case 'ECONNRESET':
    case 'EPIPE':
      return 'It closed the connection.'
    default:
      return `The connection failed (${code ?? 'no details are known'}).`
  }
}

function hostOf(server: string): string {
  return URL.canParse(server) ? new URL(server).hostname : server
}

function hostAndPort(server: string): string {
  return URL.canParse(server) ? `${hostOf(server)}:${new URL(server).port || '443'}` : server
}
