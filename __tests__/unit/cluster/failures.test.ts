import { describe, expect, test } from '@jest/globals'

import { clusterFailure, expiredReason } from '../../../src/cluster/failures.ts'
import { ApiError } from '../../../src/cluster/port.ts'
import { Failure } from '../../../src/failure.ts'

const context = { server: 'https://k.example:6443', namespace: 'ns', context: 'ci' }
const action = 'create jobs in namespace ns'
const answer = (status: number, message: string, reason?: string): ApiError =>
  new ApiError(action, message, { status, reason })
const textOf = (failure: Failure): string => [failure.what, failure.why, failure.fix].filter(Boolean).join(' ')

const cannot =
  'jobs.batch is forbidden: User "system:serviceaccount:ns:sa" cannot create resource "jobs" in API group "batch" in the namespace "ns"'

/** Messages as the API server 1.35 wrote them. */
describe('refusals of the API server', () => {
  test.each([
    [
      'a missing right',
      403,
      'Forbidden',
      cannot,
      'forbidden',
      'apiGroups: ["batch"], resources: ["jobs"], verbs: ["create"]'
    ],
    [
      'a missing right on logs',
      403,
      'Forbidden',
      'pods "x" is forbidden: User "u" cannot get resource "pods/log" in API group "" in the namespace "ns"',
      'forbidden',
      'apiGroups: [""], resources: ["pods/log"], verbs: ["get"]'
    ],
    [
      'a missing right in the cluster',
      403,
      'Forbidden',
      'nodes is forbidden: User "u" cannot list resource "nodes" in API group "" at the cluster scope',
      'forbidden',
      'ClusterRole'
    ],
    [
      'nobody',
      403,
      'Forbidden',
      cannot.replace('system:serviceaccount:ns:sa', 'system:anonymous'),
      'unauthorized',
      'anonymous'
    ],
    ['a bad token', 401, 'Unauthorized', 'Unauthorized', 'unauthorized', '401'],
    [
      'an expired token',
      401,
      expiredReason,
      'The token was valid until 2026-01-01T00:00:00Z.',
      'credentials-expired',
      '2026-01-01T00:00:00Z'
    ],
    [
      'a missing namespace',
      404,
      'NotFound',
      'namespaces "nosuch" not found',
      'namespace-not-found',
      'kubectl create namespace nosuch'
    ],
    [
      'a namespace on its way out',
      403,
      'Forbidden',
      'jobs.batch "j" is forbidden: unable to create new content in namespace ns because it is being terminated',
      'namespace-not-found',
      'being deleted'
    ],
    [
      'a quota',
      403,
      'Forbidden',
      'jobs.batch "j" is forbidden: exceeded quota: q, requested: count/jobs.batch=1, used: count/jobs.batch=1, limited: count/jobs.batch=1',
      'quota-exceeded',
      'exceeded quota: q'
    ],
    [
      'a quota without requests',
      403,
      'Forbidden',
      'pods "p" is forbidden: failed quota: q: must specify requests.cpu for: main',
      'quota-exceeded',
      'requests.cpu'
    ],
    [
      'a webhook',
      403,
      'Forbidden',
      'admission webhook "policy.example.com" denied the request: no latest tags',
      'admission-denied',
      'no latest tags'
    ],
    [
      'a webhook with another code',
      400,
      'BadRequest',
      'admission webhook "policy.example.com" denied the request: no latest tags',
      'admission-denied',
      'no latest tags'
    ],
    [
      'a policy',
      422,
      'Invalid',
      "jobs.batch \"j\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: too big",
      'admission-denied',
      'too big'
    ],
    [
      'a policy that says 401',
      401,
      'Unauthorized',
      "jobs.batch \"j\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: not you",
      'admission-denied',
      'not you'
    ],
    [
      'a policy that speaks of rights',
      403,
      'Forbidden',
      `jobs.batch "j" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: ${cannot}`,
      'admission-denied',
      'cannot create'
    ],
    [
      'PodSecurity',
      403,
      'Forbidden',
      'pods "p" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false',
      'admission-denied',
      'These lines in the input `job-template` would pass'
    ],
    [
      'a LimitRange',
      403,
      'Forbidden',
      'pods "p" is forbidden: maximum memory usage per Container is 32Mi, but limit is 64Mi',
      'admission-denied',
      '32Mi'
    ],
    [
      'an invalid field',
      422,
      'Invalid',
      'Job.batch "J" is invalid: metadata.name: Invalid value: "J": must be lower case',
      'invalid-input',
      'metadata.name: Invalid value'
    ],
    [
      'an unknown field',
      400,
      'BadRequest',
      'Job in version "v1" cannot be handled as a Job: strict decoding error: unknown field "spec.x"',
      'invalid-input',
      'unknown field "spec.x"'
    ],
    ['a double', 409, 'AlreadyExists', 'jobs.batch "j" already exists', 'job-exists', 'job-name'],
    [
      'a webhook that is down',
      500,
      'InternalError',
      'Internal error occurred: failed calling webhook "w": dial tcp: connection refused',
      'cluster-unreachable',
      'admission webhook did not answer'
    ],
    ['an overload', 429, 'TooManyRequests', 'too many requests', 'cluster-unreachable', 'overloaded'],
    [
      'a server in trouble',
      503,
      'ServiceUnavailable',
      'the server is currently unable to handle the request',
      'cluster-unreachable',
      'HTTP 503'
    ],
    ['too much', 413, 'RequestEntityTooLarge', 'request is too large', 'invalid-input', 'too large'],
    ['another kind of server', 404, undefined, 'HTTP 404: nginx', 'cluster-unreachable', 'address of the server'],
    ['a login page', 302, undefined, 'HTTP 302', 'cluster-unreachable', 'not a Kubernetes API server']
  ])('%s', (_name, status, reason, message, expected, part) => {
    const error = answer(status, message, reason)
    const failure = clusterFailure(error, context)
    expect(failure.reason).toBe(expected)
    expect(textOf(failure)).toContain(part)
    expect(failure.cause).toBe(error)
  })

  test('a plugin that failed is told as it is', () => {
    const told = new Failure('unauthorized', { what: 'The plugin failed.' })
    expect(clusterFailure(new ApiError(action, 'x', { status: 401, cause: told }), context)).toBe(told)
  })

  test('endless words are cut', () => {
    expect(
      textOf(clusterFailure(answer(403, `admission webhook "w" denied the request: ${'x'.repeat(5_000)}`), context))
        .length
    ).toBeLessThan(1_000)
  })
})

describe('no answer', () => {
  const code = (value: string): ApiError =>
    new ApiError(action, 'no answer', {
      status: 0,
      cause: new Error('fetch failed', { cause: Object.assign(new Error('x'), { code: value }) })
    })
  test.each([
    ['ECONNREFUSED', 'nothing listens there'],
    ['ENOTFOUND', 'host name k.example is not known'],
    ['EAI_AGAIN', 'name server'],
    ['EHOSTUNREACH', 'no route'],
    ['UND_ERR_CONNECT_TIMEOUT', 'in time'],
    ['ETIMEDOUT', 'in time'],
    ['ECONNRESET', 'broke off'],
    ['UND_ERR_SOCKET', 'broke off'],
    ['CERT_HAS_EXPIRED', 'has expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'not made for k.example'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate-authority-data'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate-authority-data'],
    ['EPROTO', 'does not speak TLS'],
    ['ERR_OSSL_X509_KEY_VALUES_MISMATCH', 'certificates and keys'],
    ['SOMETHING_ELSE', 'no answer']
  ])('%s', (value, part) => {
    const failure = clusterFailure(code(value), context)
    expect(failure.reason).toBe('cluster-unreachable')
    expect(textOf(failure)).toContain(part)
  })
})
