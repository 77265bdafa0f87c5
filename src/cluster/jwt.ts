/** What a bearer token says about itself, if it is a JWT. Pure. */

/** `exp` in milliseconds since the epoch; undefined for tokens that are no JWT, or never end. */
export function expiryOf(token: string): number | undefined {
  const parts = token.split('.')
  if (parts.length !== 3) return undefined
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1] ?? '', 'base64url').toString('utf8'))
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : undefined
    return typeof exp === 'number' ? exp * 1000 : undefined
  } catch {
    return undefined
  }
}

/** Whether a token is base64 of a JWT: copied out of a Secret's `data` without decoding. */
export function isEncodedJwt(token: string): boolean {
  return token.startsWith('ZXlK') && /^eyJ[\w-]+\./u.test(Buffer.from(token, 'base64').toString('latin1'))
}
