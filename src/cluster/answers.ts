/** Reads what the API server answers: errors, warnings, the wish to be left alone for a while. Pure; never throws. */

import { networkCode, surelyNotSent } from './network.ts'
import type { Status } from './objects.ts'
import { ApiError } from './port.ts'

/** Headers as undici gives them, names in lower case. */
export type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>

/** Most characters of a foreign answer that go into a message. */
const longest = 300

/** The meta/v1 Status in a body; undefined when it is something else. */
export function parseStatus(body: string): Status | undefined {
  try {
    const value: unknown = JSON.parse(body)
    const isStatus = typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'Status'
    return isStatus ? (value as Status) : undefined
  } catch {
    return undefined
  }
}

/** The error for an answer other than success. Neither headers nor the whole body go into it. */
export function errorOfAnswer(action: string, code: number, headers: AnswerHeaders, body: string): ApiError {
  const status = parseStatus(body)
  const message =
    typeof status?.message === 'string' && status.message !== ''
      ? status.message
      : (redirected(code, headers) ?? foreignMessage(code, body))
  return new ApiError(action, message, {
    status: code,
    reason: typeof status?.reason === 'string' ? status.reason : undefined,
    retryAfter: retryAfter(headers, status),
    mayHaveHappened: mayHaveHappened(code, status, message)
  })
}

/** The error for a request that got no answer. */
export function errorOfNetwork(action: string, error: unknown, server: string): ApiError {
  const code = networkCode(error)
  const why = code ?? (error instanceof Error ? error.message : 'no answer')
  return new ApiError(action, `Could not ${action}: no answer from ${server} (${why}).`, {
    status: 0,
    mayHaveHappened: !surelyNotSent(error),
    cause: error
  })
}

/** Whether a create that got this answer may have happened. An answer of Kubernetes itself says what it did; a proxy's does not. */
function mayHaveHappened(code: number, status: Status | undefined, message: string): boolean {
  if (code === 408) return true
  if (code < 500) return false
  // Admission comes before storage.
  if (message.includes('failed calling webhook')) return false
  return !(code === 503 && status !== undefined)
}

/** Where an answer sends us on to; only the origin, what follows it can hold a session. */
function redirected(code: number, headers: AnswerHeaders): string | undefined {
  const location = first(headers['location']) ?? ''
  if (code < 300 || code > 399 || !URL.canParse(location)) return undefined
  return `It sends us on to ${new URL(location).origin} (HTTP ${code}).`
}

function foreignMessage(code: number, body: string): string {
  const text = body
    .slice(0, 4000)
    .replace(/<(style|script)[\s\S]*?<\/\1>/giu, ' ')
    .replace(/<[^>]*>/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  return text === '' ? `HTTP ${code}` : `HTTP ${code}: ${text.slice(0, longest)}`
}

function retryAfter(headers: AnswerHeaders, status: Status | undefined): number | undefined {
  const header = Number(first(headers['retry-after']))
  if (Number.isFinite(header) && header >= 0 && first(headers['retry-after'])) return header
  const told = status?.details?.retryAfterSeconds
  return typeof told === 'number' && told > 0 ? told : undefined
}

/** What there is to say where {@link isCutShort}. */
export const cutShort = Object.assign(new Error('the answer broke off'), { code: 'UND_ERR_SOCKET' })

/** Whether a body that is to be JSON breaks off: the end of a connection may look like the end of the answer. */
export function isCutShort(headers: AnswerHeaders, body: string): boolean {
  if (!/^application\/json\b/iu.test(first(headers['content-type']) ?? '')) return false
  // nothing at all is how some proxies answer
  if (body === '') return false
  try {
    JSON.parse(body)
    return false
  } catch {
    return true
  }
}

/** First value of a header. */
export function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}

/** Texts of the `Warning` headers (RFC 9111: `299 - "text"`), which Kubernetes uses for advice. */
export function warningsOf(headers: AnswerHeaders): string[] {
  const values = headers['warning']
  const all = Array.isArray(values) ? values : [values ?? '']
  const texts = all.flatMap((value) =>
    [...value.matchAll(/\b\d{3} \S+ "((?:[^"\\]|\\.)*)"/gu)].map((match) => match[1] ?? '')
  )
  return texts.map((text) => text.replace(/\\(.)/gu, '$1'))
}
