/** Why no answer came from the API server: each cause has its own sentence. Pure. */

import { describe, Failure, type FailureText } from '../failure.ts'
import { isCertificateCode } from './network.ts'
import type { ApiError } from './port.ts'

const checkAddress =
  'Check the address of the server in the kubeconfig, and that this runner may reach it (private cluster, firewall, VPN).'

/** The Failure for a request that got no answer. @param code of the error at the bottom */
export function unreachable(error: ApiError, code: string | undefined, context: { readonly server: string }): Failure {
  const text = isCertificateCode(code)
    ? certificate(code ?? '', context.server)
    : connection(error, code, context.server)
  return new Failure('cluster-unreachable', text, { cause: error })
}

function connection(error: ApiError, code: string | undefined, server: string): FailureText {
  const what = `The Kubernetes API server at ${server} cannot be reached.`
  const host = hostOf(server)
  switch (code) {
    case 'ECONNREFUSED':
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
      return { what, why: 'There is no route to it from this runner.', fix: checkAddress }
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
      return { what, why: 'It did not answer in time.', fix: checkAddress }
    case 'UND_ERR_PRX_CONN':
    case 'UND_ERR_PRX_TLS':
      return {
        what,
        why: 'The proxy broke the connection off.',
        fix: 'Check HTTPS_PROXY, NO_PROXY and the `proxy-url` in the kubeconfig.'
      }
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
  const words = describe(error)
  if (words.includes('when HTTP Tunneling')) {
    return {
      what,
      why: 'The proxy refused to connect to it.',
      fix: 'Check HTTPS_PROXY, NO_PROXY and the `proxy-url` in the kubeconfig.'
    }
  }
  return { what, why: `${words.replace(/\.$/u, '')}.`, fix: checkAddress }
}

function certificate(code: string, server: string): FailureText {
  const what = `The certificate of the Kubernetes API server at ${server} is not trusted.`
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return { what, why: 'It has expired.', fix: 'Have the certificate of the API server renewed.' }
    case 'CERT_NOT_YET_VALID':
      return { what, why: 'It is not valid yet.', fix: 'Check the clock of the runner and of the cluster.' }
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        what,
        why: `It was not made for ${hostOf(server)}.`,
        fix: 'Use a server address that the certificate names, or set `tls-server-name` in the kubeconfig.'
      }
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return {
        what: `What answers at ${server} does not speak TLS.`,
        why: code,
        fix: 'Check the address and the port of the server in the kubeconfig.'
      }
    default:
      break
  }
  if (code.startsWith('UNABLE_TO_') || code.includes('SELF_SIGNED')) {
    return {
      what,
      why: 'It was not signed by the certificate authority that the kubeconfig names.',
      fix: 'Set `certificate-authority-data` in the kubeconfig to the authority of this cluster.'
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
