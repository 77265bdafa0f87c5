/** Jobs that cannot start, each for a cause made to happen on the real node: the reason, the cluster's words, nothing left. */

import { expect, test } from '@jest/globals'

import { kindOf, type FailureReason } from '../../src/failure.ts'
import { everyRight } from '../../dev/users.ts'
import { createQuota, noRoomForJobs } from '../support/admission.ts'
import { errorsOf } from '../support/action.ts'
import { onStage, python, type Ran, type Stage } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'
import type { SituationId } from '../../dev/reliability/situations.ts'

const minutes = 60_000

function expectFailure(ran: Ran, reason: FailureReason, words: readonly string[]): void {
  expect(ran).toMatchObject({ conclusion: 'failure', exitCode: 1, left: [], runnerErrors: [] })
  expect(ran.outputs).toMatchObject({ 'failure-reason': reason, 'failure-kind': kindOf(reason) })
  const errors = errorsOf(ran)
  expect(errors).toHaveLength(1)
  for (const word of words) expect(errors[0]).toContain(word)
}

type Inputs = Readonly<Record<string, string>>
const template = (lines: string): string => `spec:\n  template:\n    spec:\n${lines}`

const rulesOfNamespace: Readonly<Record<string, (stage: Stage) => Promise<unknown>>> = {
  'quota-of-cpu': ({ cluster, namespace }) => createQuota(cluster, namespace, { 'requests.cpu': '1' }),
  'quota-of-jobs': ({ cluster, namespace }) => createQuota(cluster, namespace, noRoomForJobs),
  limits: ({ cluster, namespace }) =>
    cluster.kube.create(`/api/v1/namespaces/${namespace}/limitranges`, {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'l' },
      spec: { limits: [{ type: 'Container', max: { memory: '32Mi' } }] }
    })
}

const withoutEvents = everyRight.filter(({ resources }) => !resources.includes('events'))

interface Cause {
  readonly rule?: string
  readonly id?: SituationId
  readonly inputs: (stage: Stage) => Inputs
}

test.concurrent.each<[string, Cause, FailureReason, readonly string[]]>([
  [
    'a quota of CPU and a pod that names none',
    { rule: 'quota-of-cpu', inputs: (stage) => python(stage, 'pass') },
    'quota-exceeded',
    ['must specify requests.cpu']
  ],
  [
    'a quota of Jobs',
    { rule: 'quota-of-jobs', inputs: (stage) => python(stage, 'pass') },
    'quota-exceeded',
    ['count/jobs.batch']
  ],
  [
    'a LimitRange that the pod passes',
    { rule: 'limits', id: 'limit-range', inputs: (stage) => ({ ...python(stage, 'pass'), memory: '64Mi' }) },
    'admission-denied',
    ['maximum memory usage per Container is 32Mi']
  ],
  [
    'more memory than any node has',
    { inputs: (stage) => ({ ...python(stage, 'pass'), memory: '4000Gi', 'start-timeout': '5s' }) },
    'unschedulable',
    ['Insufficient memory']
  ],
  [
    'a Secret volume that is not there',
    {
      id: 'config-missing',
      inputs: (stage) => ({
        ...python(stage, 'pass'),
        'start-timeout': '2m',
        'job-template': template(
          '      containers: [{ name: flow, volumeMounts: [{ name: v, mountPath: /v }] }]\n      volumes: [{ name: v, secret: { secretName: nosuch } }]\n'
        )
      })
    },
    'missing-config',
    ['secret "nosuch" not found']
  ],
  [
    'a key that its Secret does not have, here of a ConfigMap',
    {
      id: 'config-key-missing',
      inputs: (stage) => ({
        ...python(stage, 'pass'),
        'start-timeout': '2m',
        'job-template': template(
          '      containers: [{ name: flow, env: [{ name: X, valueFrom: { configMapKeyRef: { name: kube-root-ca.crt, key: nokey } } }] }]\n'
        )
      })
    },
    'missing-config',
    ["couldn't find key nokey in ConfigMap"]
  ],
  [
    'a program that may not be executed',
    { inputs: ({ registry }) => ({ image: `${registry}/python:3.11`, command: '/etc/passwd' }) },
    'start-error',
    ['permission denied']
  ],
  [
    'pull policy Never and an image that is not on the node',
    {
      inputs: ({ registry }) => ({
        image: `${registry}/no-such/never:1`,
        'start-timeout': '2m',
        'job-template': template('      containers: [{ name: flow, imagePullPolicy: Never }]\n')
      })
    },
    'image-not-found',
    ['no-such/never:1']
  ],
  [
    'a digest that the registry does not have',
    {
      inputs: ({ registry }) => ({ image: `${registry}/python@sha256:${'0'.repeat(64)}`, 'start-timeout': '2m' })
    },
    'image-not-found',
    ['not found']
  ],
  [
    'an init container that fails',
    {
      id: 'init-fails',
      inputs: (stage) => ({
        ...python(stage, 'pass'),
        'job-template': template(
          `      containers: [{ name: flow }]\n      initContainers: [{ name: first, image: '${stage.registry}/python:3.11', command: [python3, -c, 'raise SystemExit(6)'] }]\n`
        )
      })
    },
    'flow-failed',
    ['init container first exited with 6']
  ],
  [
    'a deadline of the Job’s own',
    {
      inputs: (stage) => ({
        ...python(stage, 'import time; time.sleep(300)'),
        'job-template': 'spec:\n  activeDeadlineSeconds: 4\n'
      })
    },
    'deadline-exceeded',
    ['spec.activeDeadlineSeconds']
  ]
])(
  '%s',
  (_name, { rule, id, inputs }, reason, words) =>
    onStage(async (stage) => {
      if (rule !== undefined) await rulesOfNamespace[rule]?.(stage)
      const ran = await stage.run(inputs(stage))
      expectFailure(ran, reason, words)
      if (id !== undefined) seen(id, ran)
    }),
  4 * minutes
)

test.concurrent(
  'without the right to read events the verdicts are the same',
  () =>
    onStage(
      async (stage) => {
        const never = await stage.run({ image: `${stage.registry}/no-such/image:1`, 'start-timeout': '10s' })
        expectFailure(never, 'image-not-found', ['no-such/image:1'])
        const failed = await stage.run(python(stage, 'raise SystemExit(3)'))
        expectFailure(failed, 'flow-failed', ['3'])
      },
      { rules: withoutEvents }
    ),
  3 * minutes
)
