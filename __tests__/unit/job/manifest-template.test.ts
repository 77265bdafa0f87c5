/** The manifest that is sent with a template, and what of a run's Secrets, queue and end it carries. */

import { describe, expect, test } from '@jest/globals'

import { jobManifest, type ManifestFacts } from '../../../src/job/manifest.ts'
import { readTemplate } from '../../../src/plan/job-template.ts'
import type { JobPlan } from '../../../src/plan/types.ts'
import { makeJobPlan } from '../../support/inputs.ts'

interface Sent {
  readonly metadata: { readonly labels: Record<string, string>; readonly annotations: Record<string, string> }
  readonly spec: Record<string, unknown> & {
    readonly template: {
      readonly metadata: { annotations?: Record<string, string>; labels: object }
      readonly spec: Record<string, unknown>
    }
  }
}

function sent(template: string, overrides: Partial<JobPlan> = {}, facts: Partial<ManifestFacts> = {}): Sent {
  const problems: string[] = []
  const read = readTemplate(template, (text) => problems.push(text))
  expect(problems).toEqual([])
  const plan = makeJobPlan({ timeout: 60_000, startTimeout: 30_000, ...overrides, template: read })
  return jobManifest(plan, { image: 'r/etl@sha256:0', ...facts }) as unknown as Sent
}
const pod = (manifest: Sent): Record<string, unknown> => manifest.spec.template.spec
const containers = (manifest: Sent): Record<string, unknown>[] =>
  pod(manifest)['containers'] as Record<string, unknown>[]
const named = (name: string, manifest: Sent): Record<string, unknown> =>
  containers(manifest).find((each) => each['name'] === name) ?? {}

test('an empty template changes nothing', () => {
  expect(sent('{}')).toEqual(
    jobManifest(makeJobPlan({ timeout: 60_000, startTimeout: 30_000 }), { image: 'r/etl@sha256:0' })
  )
})

describe('which container is ours', () => {
  test.each<[string, string, string[], string]>([
    ['the one named flow', '[{name: a, image: x}, {name: flow}]', ['a', 'flow'], 'flow'],
    ['the only one without an image, under its own name', '[{name: a, image: x}, {name: main}]', ['a', 'main'], 'main'],
    ['else one that is added before the others', '[{name: a, image: x}]', ['flow', 'a'], 'flow'],
    ['also where others lack an image', '[{name: a}, {name: flow}]', ['a', 'flow'], 'flow'],
    ['also without any', 'null', ['flow'], 'flow']
  ])('%s', (_, list, names, own) => {
    const manifest = sent(`spec: {template: {spec: {containers: ${list}}}}`)
    expect(containers(manifest).map(({ name }) => name)).toEqual(names)
    expect(containers(manifest).filter(({ image }) => image === 'r/etl@sha256:0')).toEqual([named(own, manifest)])
    const annotations = manifest.spec.template.metadata.annotations
    expect(annotations?.['kubectl.kubernetes.io/default-container']).toBe(names.length > 1 ? own : undefined)
  })
})

describe('defaults', () => {
  test('give way, and null removes them', () => {
    const manifest = sent(`
spec:
  backoffLimit: 3
  activeDeadlineSeconds: null
  ttlSecondsAfterFinished: 7200
  template:
    metadata: {annotations: {karpenter.sh/do-not-disrupt: null, mine: x}}
    spec:
      restartPolicy: OnFailure
      enableServiceLinks: null
      automountServiceAccountToken: true
      securityContext: {fsGroup: 1}
      containers: [{name: flow, securityContext: {allowPrivilegeEscalation: null, capabilities: {add: [NET_ADMIN]}}}]`)
    expect(manifest.spec).toMatchObject({ backoffLimit: 3, ttlSecondsAfterFinished: 7200 })
    expect(manifest.spec).not.toHaveProperty('activeDeadlineSeconds')
    expect(manifest.spec.template.metadata.annotations).toEqual({
      'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false',
      mine: 'x'
    })
    expect(pod(manifest)).toMatchObject({
      restartPolicy: 'OnFailure',
      automountServiceAccountToken: true,
      securityContext: { fsGroup: 1, seccompProfile: { type: 'RuntimeDefault' } }
    })
    expect(pod(manifest)).not.toHaveProperty('enableServiceLinks')
    expect(named('flow', manifest)['securityContext']).toEqual({ capabilities: { add: ['NET_ADMIN'], drop: ['ALL'] } })
  })

  test('of the deadline: a null is not sent either where there is none of ours', () => {
    expect(sent('spec: {activeDeadlineSeconds: null}', { timeout: undefined }).spec).not.toHaveProperty(
      'activeDeadlineSeconds'
    )
  })

  test('beside a limit for each index there is none of ours', () => {
    expect(sent('spec: {completionMode: Indexed, backoffLimitPerIndex: 1}').spec).not.toHaveProperty('backoffLimit')
  })

  test('of the service account: a named one brings its token', () => {
    expect(pod(sent('spec: {template: {spec: {serviceAccountName: runner}}}'))).not.toHaveProperty(
      'automountServiceAccountToken'
    )
  })

  test.each(['privileged: true', 'capabilities: {add: [SYS_ADMIN]}'])('make room for %s', (text) => {
    const manifest = sent(`spec: {template: {spec: {containers: [{name: flow, securityContext: {${text}}}]}}}`)
    expect(named('flow', manifest)['securityContext']).not.toHaveProperty('allowPrivilegeEscalation')
  })

  test('do not touch the user’s other containers', () => {
    const manifest = sent(
      'spec: {template: {spec: {initContainers: [{name: i, image: x}], containers: [{name: a, image: x}, {name: flow}]}}}'
    )
    expect(named('a', manifest)).toEqual({ name: 'a', image: 'x' })
    expect(pod(manifest)).toMatchObject({ initContainers: [{ name: 'i', image: 'x' }] })
    expect(pod(manifest)).not.toHaveProperty('securityContext')
    expect(named('flow', manifest)['securityContext']).toMatchObject({ seccompProfile: { type: 'RuntimeDefault' } })
  })
})

test('what we do not write passes through untouched', () => {
  const manifest = sent(`
metadata: {labels: {team: data}, finalizers: [example.com/x]}
spec:
  podReplacementPolicy: Failed
  future: {field: [1, null, {a: null}]}
  template:
    spec:
      volumes: [{name: v, emptyDir: null}]
      containers: [{name: flow, volumeMounts: [{name: v, mountPath: /v}], unknown: null}]`)
  expect(manifest.metadata).toMatchObject({
    labels: { team: 'data', identifier: expect.any(String) },
    finalizers: ['example.com/x']
  })
  expect(manifest.spec).toMatchObject({ podReplacementPolicy: 'Failed', future: { field: [1, null, { a: null }] } })
  expect(pod(manifest)['volumes']).toEqual([{ name: 'v', emptyDir: null }])
  expect(named('flow', manifest)).toMatchObject({ volumeMounts: [{ name: 'v', mountPath: '/v' }], unknown: null })
})

describe('variables, pull secrets, queue', () => {
  test('variables of ours stand before the template’s, which may refer to them', () => {
    const manifest = sent(
      'spec: {template: {spec: {containers: [{name: flow, env: [{name: PATH, value: $(BASE)/x}]}]}}}',
      {
        env: new Map([['BASE', '$a']]),
        secrets: new Map([['TOKEN', 'never sent']])
      }
    )
    expect(named('flow', manifest)['env']).toEqual([
      { name: 'BASE', value: '$$a' },
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'etl-0b5f7b0e-env', key: 'TOKEN' } } },
      { name: 'DOCKER_ON_K8S_NONCE', value: 'nonce-of-this-test' },
      { name: 'PATH', value: '$(BASE)/x' }
    ])
    expect(JSON.stringify(manifest)).not.toContain('never sent')
  })

  test('pull secrets: the inputs’, the run’s own, the template’s', () => {
    const manifest = sent(
      'spec: {template: {spec: {imagePullSecrets: [{name: a}, {name: b}]}}}',
      { imagePullSecrets: ['b', 'c'] },
      { pullSecret: true }
    )
    expect(pod(manifest)['imagePullSecrets']).toEqual([
      { name: 'c' },
      { name: 'etl-0b5f7b0e-pull' },
      { name: 'a' },
      { name: 'b' }
    ])
  })

  test('the queue is a label of the Job alone', () => {
    const manifest = sent('{}', { queue: 'batch' })
    expect(manifest.metadata.labels).toMatchObject({ 'kueue.x-k8s.io/queue-name': 'batch' })
    expect(manifest.spec.template.metadata.labels).not.toHaveProperty(['kueue.x-k8s.io/queue-name'])
    expect(manifest.spec).not.toHaveProperty('suspend')
  })

  test('the not-after time is the launcher’s alone, in seconds, rounded up', () => {
    const variable = { name: 'DOCKER_ON_K8S_NOT_AFTER', value: '1001' }
    expect(named('flow', sent('{}', {}, { notAfter: 1_000_001 }))['env']).toContainEqual(variable)
    expect(named('flow', sent('{}', { launcher: false }, { notAfter: 1_000_001 }))).not.toHaveProperty('env')
  })

  test('the launcher hears where its message goes', () => {
    const manifest = sent('spec: {template: {spec: {containers: [{name: flow, terminationMessagePath: /tmp/end}]}}}')
    expect(named('flow', manifest)['env']).toContainEqual({ name: 'DOCKER_ON_K8S_RESULT', value: '/tmp/end' })
  })
})
