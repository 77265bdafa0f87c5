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
  /** True where the wait costs nothing: a server that never answered is given up no sooner than others. */
  readonly isPatient?: boolean
  /** Milliseconds for which the caller wants answers of a server that is in trouble (not: no answer) to be tried again. */
  readonly patience?: number | undefined
  /** Of a 401: since when this server has refused our credentials, which may still be good. Undefined: they surely are not. */
  readonly refused?: Refusal | undefined
}

/** Credentials that were refused though there is nothing newer to show. */
export interface Refusal {
  /** Milliseconds for which this server has refused them by now, whoever asked. */
  readonly lasted: number
  /** Whether it had taken them before in this run. */
  readonly wasAccepted: boolean
}

/** Milliseconds for which a request is tried again. */
export const patience = { reached: 60_000, never: 15_000 } as const
/**
 * Milliseconds for which a 401 is tried again: an API server that cannot reach what knows tokens refuses good ones. What it
 * never took is most likely wrong.
 */
const refusedPatience = { accepted: 10_000, never: 1_000 } as const

/**
 * Milliseconds to wait before the next try; undefined: there is none. Never again: refusals (403, 404, 409, 422; 401 soon
 * no more), certificates, and a create that may have happened.
 * @param random number from 0 (included) to 1
 */
export function waitBeforeRetry(failed: FailedTry, random: number): number | undefined {
  if (!isWorthwhile(failed)) return undefined
  const backoff = Math.min(10_000, 250 * 2 ** (failed.tries - 1)) * (0.5 + random / 2)
  const wait = Math.max(Math.min(failed.error.retryAfter ?? 0, 30) * 1000, backoff)
  const { refused, error } = failed
  if (error.status === 401 && refused !== undefined)
    return refused.lasted + wait < refusedPatience[refused.wasAccepted ? 'accepted' : 'never'] ? wait : undefined
  const longest = failed.wasReached || failed.isPatient ? patience.reached : patience.never
  const limit = error.status === 0 ? longest : (failed.patience ?? longest)
  return failed.elapsed + wait < limit ? wait : undefined
}

function isWorthwhile({ error, isIdempotent, refused }: FailedTry): boolean {
  const { status } = error
  if (status === 401) return refused !== undefined
  if (status === 0 && (isCertificateCode(networkCode(error.cause)) || isProxyRefusal(error.cause))) return false
  if (isIdempotent) return status === 0 || [408, 429, 500, 502, 503, 504].includes(status)
  // A quota that another create changes at the same time: nothing was stored.
  if (status === 409) return error.reason === 'Conflict'
  // A 503 that is not Kubernetes' own is a proxy's without a server behind it: if the create did happen, the next one says so (409).
  return status === 429 || status === 503 || ((status === 0 || status === 500) && !error.mayHaveHappened)
}
