/** Why no answer came from the API server: each cause has its own sentence. Pure. */

import { isIP } from 'node:net'

import { describe, Failure, type FailureText } from '../failure.ts'
import { proxyFailure } from './failures-proxy.ts'
import { isCertificateCode } from './network.ts'
import type { ApiError } from './port.ts'
import { routeOf, type Route } from './route.ts'

const checkAddress =
  'Check the address of the server in the kubeconfig, and that this runner may reach it (private cluster, firewall, VPN).'

/** The Failure for a request that got no answer. @param code of the error at the bottom */
export function unreachable(error: ApiError, code: string | undefined, context: { readonly server: string }): Failure {
  const route = routeOf(error)
  const text =
    (route?.proxy && proxyFailure(error, code, route.proxy, context.server)) ??
    (isCertificateCode(code)
      ? certificate(code ?? '', context.server, route)
      : connection(error, code, context.server, route))
  return new Failure('cluster-unreachable', text, { cause: error })
}

function connection(error: ApiError, code: string | undefined, server: string, route: Route | undefined): FailureText {
  const what = `The Kubernetes API server at ${server} cannot be reached.`
  const host = hostOf(server)
  switch (code) {
    case 'ECONNREFUSED':
      if (isThisMachine(host) && route?.proxy === undefined) {
        return {
          what,
          why: `The connection was refused: ${host} is the runner itself, and nothing listens there.`,
          fix: 'Put the address into the kubeconfig by which other machines reach the cluster (the files of kind, minikube, k3s and Docker Desktop name 127.0.0.1).'
        }
      }
      return { what, why: 'The connection was refused: nothing listens there.', fix: checkAddress }
    case 'ENOTFOUND':
      return { what, why: `The host name ${host} is not known.`, fix: checkAddress }
    case 'EAI_AGAIN':
      return {
        what,
        why: `The host name ${host} could not be looked up; the name server did not answer.`,
        fix: 'Run it again; if it stays like this, check the network of the runner.'
      }
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return { what, why: 'There is no route to it from this runner.', fix: checkAddress }
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return { what, why: 'It did not answer in time.', fix: checkAddress }
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return {
        what: `The connection to the Kubernetes API server at ${server} broke off.`,
        why: 'The other side closed it.',
        fix: 'Run it again; if it stays like this, look for a proxy or load balancer in between.'
      }
    default:
      break
  }
  if (code?.startsWith('HPE_')) {
    return {
      what: `What answers at ${server} does not speak HTTP.`,
      why: `${code}.`,
      fix: 'Check the address and the port of the server in the kubeconfig.'
    }
  }
  return { what, why: `${describe(error).replace(/\.$/u, '')}.`, fix: checkAddress }
}

function certificate(code: string, server: string, route: Route | undefined): FailureText {
  const what = `The certificate of the Kubernetes API server at ${server} is not trusted.`
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return {
        what,
        why: 'It has expired.',
        fix: 'Have the certificate of the API server renewed (or check the clock of the runner).'
      }
    case 'CERT_NOT_YET_VALID':
      return { what, why: 'It is not valid yet.', fix: 'Check the clock of the runner and of the cluster.' }
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return {
        what,
        why: `It was not made for ${hostOf(server)} (or for the \`tls-server-name\` of the kubeconfig).`,
        fix: 'Use a server address that the certificate names, or set `tls-server-name` in the kubeconfig to one of its names.'
      }
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return {
        what: `What answers at ${server} does not speak TLS.`,
        why: `${code}.`,
        fix: 'Check the address and the port of the server in the kubeconfig.'
      }
    default:
      break
  }
  if (code.startsWith('UNABLE_TO_') || code.includes('SELF_SIGNED')) {
    return route?.hasAuthority === false
      ? {
          what,
          why: 'It was not signed by an authority that this runner knows, and the kubeconfig names none.',
          fix: 'Add `certificate-authority-data` to the cluster in the kubeconfig.'
        }
      : {
          what,
          why: 'It was not signed by the certificate authority that the kubeconfig names.',
          fix: 'Set `certificate-authority-data` in the kubeconfig to the authority of this cluster; behind a proxy that opens TLS, add the authority of that proxy.'
        }
  }
  if (code.includes('_ALERT_')) {
    return {
      what: `The Kubernetes API server at ${server} broke the TLS connection off.`,
      why: route?.hasCertificate
        ? `It does not accept the client certificate of the kubeconfig, or wants another kind of TLS (${code}).`
        : `It wants a client certificate, or another kind of TLS (${code}).`,
      fix: 'Check the client certificate in the kubeconfig: its end, its authority, and that it is for this cluster.'
    }
  }
  return {
    what: `No secure connection to the Kubernetes API server at ${server} could be made.`,
    why: `${code}.`,
    fix: 'Check certificates and keys in the kubeconfig.'
  }
}

function hostOf(server: string): string {
  return URL.canParse(server) ? new URL(server).hostname : server
}

function isThisMachine(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/gu, '')
  return host === 'localhost' || host === '::1' || host === '0.0.0.0' || (isIP(host) === 4 && host.startsWith('127.'))
}
