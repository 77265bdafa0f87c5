/** What the answers of reviews say. Pure. */

/** The name of the user of a SelfSubjectReview. */
export function userOf(review: unknown): string | undefined {
  const name = (review as { status?: { userInfo?: { username?: unknown } } } | undefined)?.status?.userInfo?.username
  return typeof name === 'string' && name !== '' ? name : undefined
}

/** Of a SelfSubjectAccessReview. A no counts only when every authorizer could be asked. */
export function verdictOf(review: unknown): boolean | undefined {
  const status = (review as { status?: { allowed?: unknown; evaluationError?: unknown } } | undefined)?.status
  if (status?.allowed === true) return true
  return status?.allowed === false && !status.evaluationError ? false : undefined
}
