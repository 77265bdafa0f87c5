import { describe, expect, test } from '@jest/globals'

import { jobManifest } from '../../../src/job/manifest.ts'
import { activeDeadline } from '../../../src/plan/job-fields.ts'
import type { JobPlan } from '../../../src/plan/types.ts'
import { makeJobPlan } from '../../support/inputs.ts'

const plan = (overrides: Partial<JobPlan> = {}): JobPlan =>
  makeJobPlan({
    name: 'etl-1a2b3c4d',
    namespace: 'ci',
    labels: { identifier: 'id', 'app.kubernetes.io/managed-by': 'docker-on-k8s' },
    annotations: { 'docker-on-k8s/repository': 'org/repo' },
    nonce: 'nonce',
    timeout: 60_000,
    startTimeout: 30_000,
    ttl: 86_400,
    ...overrides
  })

interface Sent {
  spec: {
    template: { metadata: object; spec: { containers: [Record<string, unknown>] } & Record<string, unknown> }
  } & Record<string, unknown>
}
const sent = (overrides: Partial<JobPlan> = {}): Sent =>
  jobManifest(plan(overrides), { image: 'r/etl@sha256:0' }) as unknown as Sent

test('the Job that is sent for the plainest plan', () => {
  expect(jobManifest(plan(), { image: 'r/etl@sha256:0' })).toEqual({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: 'etl-1a2b3c4d',
      labels: { identifier: 'id', 'app.kubernetes.io/managed-by': 'docker-on-k8s' },
      annotations: { 'docker-on-k8s/repository': 'org/repo' }
    },
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: 210,
      ttlSecondsAfterFinished: 86_400,
      template: {
        metadata: {
          labels: { identifier: 'id', 'app.kubernetes.io/managed-by': 'docker-on-k8s' },
          annotations: {
            'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
            'karpenter.sh/do-not-disrupt': 'true'
          }
        },
        spec: {
          restartPolicy: 'Never',
          enableServiceLinks: false,
          automountServiceAccountToken: false,
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          containers: [
            {
              name: 'flow',
              image: 'r/etl@sha256:0',
              env: [{ name: 'DOCKER_ON_K8S_NONCE', value: 'nonce' }],
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }
            }
          ]
        }
      }
    }
  })
})

describe('what the inputs change', () => {
  test('a service account brings its token', () => {
    const { spec } = sent({ serviceAccount: 'runner' }).spec.template
    expect(spec).toMatchObject({ serviceAccountName: 'runner' })
    expect(spec).not.toHaveProperty('automountServiceAccountToken')
  })

  test('resources as requests and limits', () => {
    const container = sent({ cpu: { request: '250m', limit: '1' }, memory: { request: '1Gi', limit: '1Gi' } }).spec
      .template.spec.containers[0]
    expect(container['resources']).toEqual({
      requests: { cpu: '250m', memory: '1Gi' },
      limits: { cpu: '1', memory: '1Gi' }
    })
  })

  test('node selector and pull secrets', () => {
    expect(
      sent({ nodeSelector: new Map([['disk', 'ssd']]), imagePullSecrets: ['a', 'b'] }).spec.template.spec
    ).toMatchObject({
      nodeSelector: { disk: 'ssd' },
      imagePullSecrets: [{ name: 'a' }, { name: 'b' }]
    })
  })

  test('an image that we did not build keeps its capabilities and gets no nonce', () => {
    const container = sent({ hardened: false, launcher: false }).spec.template.spec.containers[0]
    expect(container['securityContext']).toEqual({ allowPrivilegeEscalation: false })
    expect(container).not.toHaveProperty('env')
  })

  test('without a timeout there is no deadline', () => {
    expect(sent({ wait: false, timeout: undefined }).spec).not.toHaveProperty('activeDeadlineSeconds')
  })
})

describe('text arrives as it was written: Kubernetes would expand $(NAME) and halve $$', () => {
  test.each([
    ['$(HOME)', '$$(HOME)'],
    ['a$$b', 'a$$$$b'],
    ['5$', '5$$'],
    ['plain "quoted" \\ #', 'plain "quoted" \\ #']
  ])('%s', (text, expected) => {
    const container = sent({ launcher: false, env: new Map([['V', text]]), args: [text], command: [text] }).spec
      .template.spec.containers[0]
    expect(container).toMatchObject({ env: [{ name: 'V', value: expected }], args: [expected], command: [expected] })
  })
})

test('the cluster’s own deadline leaves two minutes above both timeouts, in whole seconds', () => {
  expect(activeDeadline(1, 1)).toBe(121)
  expect(activeDeadline(600_000, 21_600_000)).toBe(22_320)
})

test('a queue is a label of the Job alone', () => {
  const job = jobManifest(plan({ queue: 'gpu' }), { image: 'r/etl@sha256:0' }) as unknown as Sent & {
    metadata: { labels: object }
  }
  expect(job.metadata.labels).toMatchObject({ identifier: 'id', 'kueue.x-k8s.io/queue-name': 'gpu' })
  expect(JSON.stringify(job.spec)).not.toContain('kueue')
  expect(job.spec).not.toHaveProperty('suspend')
})

test.each([
  ['the launcher is told in whole seconds, later rather than earlier', true, 1_767_225_600_001, '1767225601'],
  ['no limit', true, undefined, undefined],
  ['an image without our launcher', false, 1_767_225_600_001, undefined]
])('until when the flow may start: %s', (_, launcher, notAfter, expected) => {
  const job = jobManifest(plan({ launcher }), {
    image: 'r/etl@sha256:0',
    ...(notAfter === undefined ? {} : { notAfter })
  }) as unknown as Sent
  const [container] = job.spec.template.spec.containers
  const env = (container['env'] ?? []) as { name: string; value: string }[]
  expect(env.find(({ name }) => name === 'DOCKER_ON_K8S_NOT_AFTER')?.value).toBe(expected)
})

test('parameters go to the launcher as they are, $(…) too, and to no other image', () => {
  const envOf = (overrides: Partial<JobPlan>): { name: string; value?: string }[] => {
    const [container] = sent(overrides).spec.template.spec.containers
    return (container['env'] ?? []) as { name: string; value?: string }[]
  }
  const parameters = '{"a":"$(HOME)"}'
  expect(envOf({ launcher: true, parameters })).toContainEqual({
    name: 'DOCKER_ON_K8S_PARAMETERS',
    value: '{"a":"$$(HOME)"}'
  })
  expect(envOf({ launcher: false, parameters }).map(({ name }) => name)).not.toContain('DOCKER_ON_K8S_PARAMETERS')
  expect(envOf({ launcher: true }).map(({ name }) => name)).not.toContain('DOCKER_ON_K8S_PARAMETERS')
})
