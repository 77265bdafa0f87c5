/** Whether a 401 is news: what this server has thought of our credentials so far. */

import { Failure } from '../failure.ts'
import { expiredReason, isDenial } from './failures.ts'
import { ApiError } from './port.ts'
import type { Refusal } from './retries.ts'

/** The memory of one run's credentials at one server. */
export class Refusals {
  #wasAccepted = false
  /** Since when they have been refused, in the monotonic clock's milliseconds. */
  #since: number | undefined

  /** The server has let us in. */
  accepted(): void {
    this.#wasAccepted = true
    this.#since = undefined
  }

  /** @returns what is known of a 401 that new credentials did not mend; undefined for another error, and when they are over */
  of(error: ApiError): Refusal | undefined {
    const { status, reason, cause } = error
    // what a plugin failed with has no answer of the server behind it
    const isAnswered = cause instanceof Failure && cause.cause instanceof ApiError
    if (status !== 401 || reason === expiredReason || !isAnswered) return undefined
    const now = performance.now()
    this.#since ??= now
    return { lasted: now - this.#since, wasAccepted: this.#wasAccepted }
  }
}

/**
 * 401; or a 403 for nobody: where anonymous requests are let in, a password or a certificate that the server does not know
 * makes no 401 (seen with 1.35).
 */
export function isUnknownToThem(error: unknown): error is ApiError {
  // a webhook chooses the code of its refusal, 401 among them
  if (!(error instanceof ApiError) || isDenial(error)) return false
  return error.status === 401 || (error.status === 403 && error.message.includes('User "system:anonymous"'))
}
