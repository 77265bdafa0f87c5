import { describe, expect, test } from '@jest/globals'

import { ApiError } from '../../../src/cluster/port.ts'
import { judgeRefusal } from '../../../src/job/trial.ts'
import type { JobPlan, JobTemplate } from '../../../src/plan/types.ts'
import { makeJobPlan } from '../../support/inputs.ts'

const where = { server: 'https://k.example:6443', namespace: 'flows', context: 'ci' }

function judged(status: number, reason: string | undefined, message: string, plan: Partial<JobPlan> = {}) {
  return judgeRefusal(
    new ApiError('validate jobs in namespace flows', message, { status, reason }),
    makeJobPlan(plan),
    where
  )
}

const cannot =
  'jobs.batch is forbidden: User "system:serviceaccount:ci:sa" cannot create resource "jobs" in API group "batch" in the namespace "flows"'

/** Answers to a dry run as the API server 1.35 gave them, or as its source words them where none can be had. */
describe('what a refused dry run is worth', () => {
  test.each([
    ['a missing right, which reviews are asked about', 403, 'Forbidden', cannot, 'unknown', undefined],
    [
      'nobody',
      403,
      'Forbidden',
      cannot.replace('system:serviceaccount:ci:sa', 'system:anonymous'),
      'fatal',
      'unauthorized'
    ],
    ['a missing namespace', 404, 'NotFound', 'namespaces "flows" not found', 'fatal', 'namespace-not-found'],
    [
      'a namespace on its way out',
      403,
      'Forbidden',
      'jobs.batch "j" is forbidden: unable to create new content in namespace flows because it is being terminated',
      'fatal',
      'namespace-not-found'
    ],
    [
      'a quota',
      403,
      'Forbidden',
      'jobs.batch "j" is forbidden: exceeded quota: q, requested: count/jobs.batch=1, used: count/jobs.batch=1, limited: count/jobs.batch=1',
      'denied',
      'quota-exceeded'
    ],
    [
      'a policy',
      422,
      'Invalid',
      "jobs.batch \"j\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no tags",
      'denied',
      'admission-denied'
    ],
    [
      'a webhook',
      403,
      'Forbidden',
      'admission webhook "policy.example.com" denied the request: no tags',
      'denied',
      'admission-denied'
    ],
    [
      'a webhook with another code',
      400,
      'BadRequest',
      'admission webhook "policy.example.com" denied the request: no tags',
      'denied',
      'admission-denied'
    ],
    [
      'a webhook that cannot be asked without effect',
      400,
      'BadRequest',
      'admission webhook "policy.example.com" does not support dry run',
      'unknown',
      undefined
    ],
    [
      'a webhook that is down',
      500,
      'InternalError',
      'Internal error occurred: failed calling webhook "w": failed to call webhook: Post "https://w": dial tcp: connection refused',
      'unknown',
      undefined
    ],
    ['an overload', 429, 'TooManyRequests', 'too many requests', 'unknown', undefined],
    ['no answer', 0, undefined, 'no answer in time', 'unknown', undefined],
    ['a proxy without a server', 502, undefined, 'HTTP 502: Bad Gateway', 'unknown', undefined],
    ['a proxy that does not like the request', 400, undefined, 'HTTP 400: nginx', 'unknown', undefined],
    ['a proxy that refuses', 403, undefined, 'HTTP 403: nginx', 'unknown', undefined],
    ['credentials that do not hold: the reviews tell', 401, 'Unauthorized', 'Unauthorized', 'unknown', undefined],
    ['too much', 413, 'RequestEntityTooLarge', 'request is too large', 'fatal', 'invalid-input'],
    ['a login page', 302, undefined, 'HTTP 302', 'fatal', 'cluster-unreachable'],
    ['another kind of server', 404, undefined, 'HTTP 404: nginx', 'fatal', 'cluster-unreachable'],
    ['something missing in a rule', 404, 'NotFound', 'resourcequotas "q" not found', 'unknown', undefined],
    ['a double', 409, 'AlreadyExists', 'jobs.batch "j" already exists', 'unknown', undefined]
  ])('%s', (_name, status, reason, message, kind, expected) => {
    const trial = judged(status, reason, message)
    expect(trial.kind).toBe(kind)
    expect('failure' in trial ? trial.failure.reason : undefined).toBe(expected)
    if ('failure' in trial) expect(`${trial.failure.what} ${trial.failure.why ?? ''}`).not.toContain('validate')
  })

  test('a refusal names the user', () => {
    expect(judged(403, 'Forbidden', cannot)).toMatchObject({ user: 'system:serviceaccount:ci:sa' })
  })
})

describe('a manifest that the server does not accept: the path, and the input to correct', () => {
  const bad = (message: string) => `Job in version "v1" cannot be handled as a Job: ${message}`
  const invalid = (message: string) => `Job.batch "j" is invalid: ${message}`
  const pod = (spec: object): JobTemplate => ({ spec: { template: { spec } } })
  const limit =
    'spec.template.spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1'
  test.each<[string, number, string, Partial<JobPlan>, string, string]>([
    [
      'unknown fields',
      400,
      bad('strict decoding error: unknown field "spec.template.spec.tolaration", unknown field "spec.backofLimit"'),
      { template: { spec: { backofLimit: 1 } } },
      'spec.template.spec.tolaration is not a field that this cluster knows.\nspec.backofLimit is not a field that this cluster knows.',
      'Correct them in `job-template`.'
    ],
    [
      'an unknown field beside inputs for the same place',
      400,
      bad('strict decoding error: unknown field "spec.template.spec.containers[0].resources.limit"'),
      { template: pod({}), cpu: { request: '1', limit: '1' } },
      'spec.template.spec.containers[0].resources.limit is not a field',
      'Correct it in `job-template`.'
    ],
    [
      'a duplicate field',
      400,
      bad('strict decoding error: duplicate field "spec.parallelism"'),
      { template: pod({}) },
      'spec.parallelism is there twice.',
      '`job-template`'
    ],
    [
      'text for a number',
      400,
      bad('json: cannot unmarshal string into Go struct field JobSpec.spec.backoffLimit of type int32'),
      { template: pod({}) },
      'spec.backoffLimit must be a whole number, not a text.',
      'Correct it in `job-template`.'
    ],
    [
      'a map for a list',
      400,
      bad(
        'json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.tolerations of type []v1.Toleration'
      ),
      { template: pod({}) },
      'spec.template.spec.tolerations must be a list, not a map.',
      '`job-template`'
    ],
    [
      'a quantity',
      400,
      bad("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"),
      { template: pod({}) },
      'it must look like 500m, 2 or 1Gi',
      '`job-template`'
    ],
    ['a limit of ours', 422, invalid(limit), { cpu: { request: '2', limit: '1' } }, limit, 'Correct it in `cpu`.'],
    [
      'a limit of ours over a template that has none',
      422,
      invalid(limit),
      { cpu: { request: '2', limit: '1' }, template: pod({ hostNetwork: true }) },
      limit,
      'Correct it in `cpu`.'
    ],
    [
      'a limit of both',
      422,
      invalid(limit),
      { cpu: { request: '2', limit: '1' }, template: pod({ containers: [{ resources: { limits: { cpu: 1 } } }] }) },
      limit,
      'Correct it in `cpu` or `job-template`.'
    ],
    ['a limit of the template', 422, invalid(limit), { template: pod({ containers: [] }) }, limit, '`job-template`'],
    [
      'several',
      422,
      invalid(
        `[spec.template.spec.nodeSelector: Invalid value: "a b": name part must consist of '-', '_' or '.', and (e.g. 'MyName',  or 'my.name'), spec.template.spec.serviceAccountName: Invalid value: "No_No": a lowercase RFC 1123 subdomain]`
      ),
      { nodeSelector: new Map([['a b', 'c']]), serviceAccount: 'No_No' },
      `or 'my.name').\nspec.template.spec.serviceAccountName: Invalid value`,
      'Correct them in `node-selector` or `service-account`.'
    ],
    [
      'nothing that we know',
      422,
      invalid('spec.completions: Invalid value: -1'),
      {},
      'spec.completions: Invalid value: -1.',
      'Correct the input that this comes from.'
    ]
  ])('%s', (_name, status, message, plan, why, fix) => {
    const trial = judged(status, status === 400 ? 'BadRequest' : 'Invalid', message, plan)
    expect(trial).toMatchObject({
      kind: 'fatal',
      failure: { reason: 'invalid-input', why: expect.stringContaining(why), fix: expect.stringContaining(fix) }
    })
  })
})
