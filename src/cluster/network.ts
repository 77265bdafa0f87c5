/** Errors of connections: which they are, and whether the server can have seen the request. Pure. */

/** Code of the error that is at the bottom: `ECONNREFUSED`, `CERT_HAS_EXPIRED`, `UND_ERR_SOCKET`; undefined when there is none. */
export function networkCode(error: unknown): string | undefined {
  let code: string | undefined
  for (const { code: found } of chain(error)) if (typeof found === 'string') code = found
  return code
}

/** TLS refusals: trying again does not help. Codes of OpenSSL's verify errors and of Node's own checks. */
export function isCertificateCode(code: string | undefined): boolean {
  return (
    code !== undefined &&
    (/^(?:CERT_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_CA|ERROR_IN_CERT|CRL_)/u.test(
      code
    ) ||
      code === 'EPROTO')
  )
}

/** How a proxy failed us: it cannot be reached, does not answer, is none, or does not let us through. */
export type ProxyTrouble = 'unreachable' | 'timeout' | 'foreign' | 'refused'

/** No way through the proxy; nothing was sent to the server behind it. */
export class ProxyError extends Error {
  readonly trouble: ProxyTrouble
  /** What it answered to CONNECT; SOCKS refusals have the code that means the same. */
  readonly status: number | undefined

  constructor(trouble: ProxyTrouble, message: string, details: { status?: number; cause?: unknown } = {}) {
    super(message, { cause: details.cause })
    this.name = 'ProxyError'
    this.trouble = trouble
    this.status = details.status
  }
}

/** The proxy's part in an error; undefined when it had none. */
export function proxyErrorOf(error: unknown): ProxyError | undefined {
  return chain(error).find((each): each is ProxyError => each instanceof ProxyError)
}

/** A proxy that does not let us through will not do so a second later either. */
export function isProxyRefusal(error: unknown): boolean {
  return [401, 403, 407].includes(proxyErrorOf(error)?.status ?? 0)
}

const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT'
])

/** True when the request surely was not sent, so that a create can safely be repeated. */
export function surelyNotSent(error: unknown): boolean {
  const code = networkCode(error)
  if (code !== undefined && (neverConnected.has(code) || isCertificateCode(code))) return true
  return proxyErrorOf(error) !== undefined || chain(error).some(({ syscall }) => syscall === 'connect')
}

interface ErrorFields {
  readonly code?: unknown
  readonly syscall?: unknown
  readonly message?: unknown
  readonly cause?: unknown
  readonly errors?: unknown
}

function chain(error: unknown): ErrorFields[] {
  const found: ErrorFields[] = []
  let current: unknown = error
  for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth += 1) {
    const fields = current as ErrorFields
    found.push(fields)
    // Node tries several addresses and reports all their errors in one.
    current = Array.isArray(fields.errors) && fields.cause === undefined ? (fields.errors[0] as unknown) : fields.cause
  }
  return found
}
