import { expect, test } from '@jest/globals'

import type { Pod } from '../../../src/cluster/objects.ts'
import { fieldsOf } from '../../../src/cluster/pod-fields.ts'

test('what is read of a pod stays as it was; what nobody reads goes', () => {
  const meta = {
    ...{ name: 'p', namespace: 'ci', uid: 'u', resourceVersion: '7', labels: { a: 'b' }, annotations: { c: 'd' } },
    ...{ creationTimestamp: 't1', deletionTimestamp: 't2', deletionGracePeriodSeconds: 0, finalizers: ['f'] },
    ownerReferences: [{ uid: 'j', kind: 'Job', name: 'j', controller: true }]
  }
  const container = {
    name: 'flow',
    image: 'i',
    restartPolicy: 'OnFailure',
    restartPolicyRules: [{ action: 'Restart' }]
  }
  const exit = { exitCode: 0, reason: 'Completed', message: 'm', startedAt: 's', finishedAt: 'f', containerID: 'c' }
  const status = {
    ...{ name: 'flow', ready: false, restartCount: 0, image: 'i', imageID: 'ii', containerID: 'c' },
    ...{ state: { terminated: exit }, lastState: {} }
  }
  const condition = { type: 'Ready', status: 'False', reason: 'r', message: 'm', lastTransitionTime: 't' } as const
  const pod: Pod = {
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: meta },
    spec: {
      ...{
        restartPolicy: 'Never',
        nodeName: 'n',
        terminationGracePeriodSeconds: 30,
        imagePullSecrets: [{ name: 's' }]
      },
      ...{ containers: [container], initContainers: [container] }
    },
    status: {
      ...{ phase: 'Succeeded', reason: 'r', message: 'm', startTime: 't' },
      ...{ conditions: [condition], containerStatuses: [status], initContainerStatuses: [status] }
    }
  }
  const more = { env: [{ name: 'A', value: 'x'.repeat(1_000) }], volumeMounts: [], resources: {} }
  const stored = {
    ...pod,
    metadata: { ...meta, managedFields: [{ manager: 'm' }], generateName: 'p-' },
    spec: {
      ...pod.spec,
      containers: [{ ...container, ...more }],
      initContainers: [{ ...container, ...more }],
      volumes: []
    },
    status: {
      ...pod.status,
      conditions: [{ ...condition, lastProbeTime: null }],
      containerStatuses: [{ ...status, started: false }],
      hostIP: '10.0.0.1'
    }
  } as unknown as Pod
  expect(fieldsOf('pods', stored)).toStrictEqual(pod)
})

test('what is not there stays away, lists that are null too', () => {
  expect(fieldsOf('pods', {})).toStrictEqual({})
  const odd = { metadata: { name: 'p' }, spec: { containers: null }, status: { conditions: null } } as unknown as Pod
  expect(fieldsOf('pods', odd)).toStrictEqual({ metadata: { name: 'p' }, spec: {}, status: {} })
})

test('other objects are left as they are', () => {
  const job = { metadata: { name: 'j', managedFields: [] }, spec: { completions: 1, more: 1 } }
  expect(fieldsOf('jobs', job)).toBe(job)
})
