/** What the API server refused, or why it could not be reached, in the words of a user. Pure. */

import { Failure } from '../failure.ts'
import { unreachable } from './failures-network.ts'
import { forbidden, rightOf } from './missing-rights.ts'
import { networkCode } from './network.ts'
import { podSecurityFix } from './pod-security.ts'
import type { ApiError } from './port.ts'

/** What is known where an error becomes a failure. */
export interface FailureContext {
  readonly server: string
  readonly namespace: string
  readonly context?: string | undefined
}

/** Reason that the transport gives to a 401 when the token's own expiry time has passed. */
export const expiredReason = 'CredentialsExpired'

/** The Failure for an answer of the API server, or for none. Its `cause` is the error. */
export function clusterFailure(error: ApiError, context: FailureContext): Failure {
  if (error.cause instanceof Failure) return error.cause
  const failed = `Kubernetes refused to ${error.action}.`
  const said = sentence(error.message)
  const cause = { cause: error }
  if (isDenial(error)) return refusal(error, context)
  switch (error.status) {
    case 0:
      return unreachable(error, networkCode(error.cause), context)
    case 400:
    case 422:
      return new Failure(
        'invalid-input',
        {
          what: `Kubernetes did not accept what was sent to ${error.action}.`,
          why: readableInvalid(error.message),
          fix: 'Correct the input that the message names.'
        },
        cause
      )
    case 401:
      return unauthorized(error, context)
    case 403:
      return refusal(error, context)
    case 404:
      return notFound(error, context)
    case 409:
      if (error.reason !== 'AlreadyExists') break
      return new Failure(
        'job-exists',
        { what: failed, why: said, fix: 'Delete the older one, or set another `job-name`.' },
        cause
      )
    case 413:
      return new Failure(
        'invalid-input',
        { what: failed, why: 'It is too large.', fix: 'Pass large values in the image or in a ConfigMap.' },
        cause
      )
    case 429:
      return infrastructure(
        error,
        `The Kubernetes API server at ${context.server} is overloaded and kept sending us away.`
      )
    default:
      break
  }
  if (/failed calling webhook/u.test(error.message)) {
    return infrastructure(
      error,
      `Kubernetes could not ${error.action}, because an admission webhook did not answer.`,
      'Ask who runs the cluster to look at that webhook.'
    )
  }
  if (error.status >= 300 && error.status < 400) {
    return infrastructure(
      error,
      `What answers at ${context.server} is not a Kubernetes API server.`,
      'Check the address of the server in the kubeconfig.'
    )
  }
  return infrastructure(error, `Kubernetes could not ${error.action} (HTTP ${error.status}).`)
}

/**
 * True when a webhook or a policy of the cluster said no. Both choose the code of their refusal: a ValidatingAdmissionPolicy
 * answers 422 unless it names another reason, 401 among them.
 */
export function isDenial({ status, message }: ApiError): boolean {
  return (
    status >= 400 &&
    /^admission webhook "[^"]*" denied the request|ValidatingAdmissionPolicy '[^']*' .*denied request/su.test(message)
  )
}

function refusal(error: ApiError, context: FailureContext): Failure {
  const { message } = error
  const cause = { cause: error }
  const why = sentence(message)
  if (/exceeded quota|failed quota/u.test(message)) {
    return new Failure(
      'quota-exceeded',
      {
        what: `A quota of namespace ${context.namespace} does not leave room to ${error.action}.`,
        why,
        fix: 'Ask for less with `cpu` and `memory`, delete Jobs that are done, or have the quota raised.'
      },
      cause
    )
  }
  if (/because it is being terminated/u.test(message)) {
    return new Failure(
      'namespace-not-found',
      {
        what: `Namespace ${context.namespace} is being deleted.`,
        why,
        fix: 'Wait until it is gone and create it again, or set another `namespace`.'
      },
      cause
    )
  }
  const right = rightOf(message)
  if (isAnonymous(message)) {
    return new Failure(
      'unauthorized',
      {
        what: `The cluster at ${context.server} took us for an anonymous user.`,
        why: 'The kubeconfig gave it no credentials that it knows.',
        fix: 'Give the user in the kubeconfig a token or a client certificate.'
      },
      cause
    )
  }
  if (right !== undefined && !isDenial(error)) return forbidden(right, error)
  if (
    /admission webhook|denied (?:the )?request|violates PodSecurity|ValidatingAdmissionPolicy| is forbidden: /u.test(
      message
    )
  ) {
    return new Failure(
      'admission-denied',
      {
        what: `A rule of the cluster does not allow to ${error.action}.`,
        why,
        fix: podSecurityFix(message) ?? 'Change what the message names, or ask who runs the cluster about the rule.'
      },
      cause
    )
  }
  return new Failure(
    'forbidden',
    { what: `The cluster does not allow to ${error.action}.`, why, fix: 'Ask who runs the cluster for that right.' },
    cause
  )
}

/** True when the server refuses a right to somebody who showed no credentials that it knows. */
export function isAnonymous(message: string): boolean {
  return rightOf(message)?.user === 'system:anonymous'
}

function unauthorized(error: ApiError, context: FailureContext): Failure {
  const where = context.context ? ` for context ${context.context}` : ''
  if (error.reason === expiredReason) {
    return new Failure(
      'credentials-expired',
      {
        what: `The token in the kubeconfig${where} has expired.`,
        why: sentence(error.message),
        fix: 'Store a new one; for runs longer than a token lives use a kubeconfig whose token can be renewed (an exec plugin or a token file).'
      },
      { cause: error }
    )
  }
  return new Failure(
    'unauthorized',
    {
      what: `The cluster at ${context.server} does not accept the credentials of the kubeconfig${where}.`,
      why: 'The server answered 401 Unauthorized.',
      fix: 'Check that the token or certificate belongs to this cluster and has not been revoked.'
    },
    { cause: error }
  )
}

function notFound(error: ApiError, context: FailureContext): Failure {
  const name = /namespaces "(?<name>[^"]+)" not found/u.exec(error.message)?.groups?.['name']
  if (name !== undefined) {
    return new Failure(
      'namespace-not-found',
      {
        what: `There is no namespace ${name} in the cluster.`,
        fix: `Create it (kubectl create namespace ${name}), or set \`namespace\` to one that exists.`
      },
      { cause: error }
    )
  }
  if (error.reason === undefined || /could not find the requested resource/u.test(error.message)) {
    return infrastructure(
      error,
      `What answers at ${context.server} does not know the Kubernetes Job API.`,
      'Check the address of the server in the kubeconfig.'
    )
  }
  return infrastructure(error, `Kubernetes could not ${error.action}.`)
}

function infrastructure(
  error: ApiError,
  what: string,
  fix = 'Run it again in a while; if it stays like this, ask who runs the cluster.'
): Failure {
  return new Failure('cluster-unreachable', { what, why: sentence(error.message), fix }, { cause: error })
}

/** The server's list of invalid fields without its repetition of the object's name. */
function readableInvalid(message: string): string {
  return sentence(message.replace(/^\S+ "[^"]*" is invalid: /u, ''))
}

/** The server's words as one bounded sentence. */
function sentence(message: string): string {
  const text = message.replace(/\s+/gu, ' ').trim()
  const short = text.length > 600 ? `${text.slice(0, 600)}…` : text
  return /[.!?…]$/u.test(short) ? short : `${short}.`
}
