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

const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_PRX_CONN',
  'UND_ERR_PRX_TLS'
])

/** True when the request surely was not sent, so that a create can safely be repeated. */
export function surelyNotSent(error: unknown): boolean {
  const code = networkCode(error)
  if (code !== undefined && (neverConnected.has(code) || isCertificateCode(code))) return true
  return chain(error).some(
    ({ syscall, message }) =>
      syscall === 'connect' || (typeof message === 'string' && message.includes('when HTTP Tunneling'))
  )
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
