/** Which failed requests are sent again, and when. Pure. */

import { isCertificateCode, isProxyRefusal, networkCode } from './network.ts'
import type { ApiError } from './port.ts'

export interface FailedTry {
  readonly error: ApiError
  /** Tries so far, at least 1. */
  readonly tries: number
  /** Milliseconds since the first try began. */
  readonly elapsed: number
  /** Whether the same request may be carried out twice. */
  readonly isIdempotent: boolean
  /** Whether this server has answered in this run: one that never did is given up sooner, its address may be wrong. */
  readonly wasReached: boolean
}

/** Milliseconds for which a request is tried again. */
export const patience = { reached: 60_000, never: 15_000 } as const

/**
 * Milliseconds to wait before the next try; undefined: there is none. Never again: refusals (401, 403, 404, 409, 422),
 * certificates, and a create that may have happened.
 * @param random number from 0 (included) to 1
 */
export function waitBeforeRetry(failed: FailedTry, random: number): number | undefined {
  if (!isWorthwhile(failed)) return undefined
  const backoff = Math.min(10_000, 250 * 2 ** (failed.tries - 1)) * (0.5 + random / 2)
  const wait = Math.max(Math.min(failed.error.retryAfter ?? 0, 30) * 1000, backoff)
  const limit = failed.wasReached ? patience.reached : patience.never
  return failed.elapsed + wait < limit ? wait : undefined
}

function isWorthwhile({ error, isIdempotent }: FailedTry): boolean {
  const { status } = error
  if (status === 0 && (isCertificateCode(networkCode(error.cause)) || isProxyRefusal(error.cause))) return false
  if (isIdempotent) return status === 0 || [408, 429, 500, 502, 503, 504].includes(status)
  // A quota that another create changes at the same time: nothing was stored.
  if (status === 409) return error.reason === 'Conflict'
  // A 503 that is not Kubernetes' own is a proxy's without a server behind it: if the create did happen, the next one says so (409).
  return status === 429 || status === 503 || ((status === 0 || status === 500) && !error.mayHaveHappened)
}
