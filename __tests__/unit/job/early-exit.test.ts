import { describe, expect, test } from '@jest/globals'

import type { Pod } from '../../../src/cluster/objects.ts'
import { earlyExit, earlyExitConditions } from '../../../src/job/early-exit.ts'
import type { Snapshot } from '../../../src/job/snapshot.ts'
import {
  exited,
  jobWith,
  makeJob,
  makeSnapshot,
  makeStatus,
  podIn,
  resumedJob,
  running
} from '../../support/objects.ts'

const done = podIn(exited(0))
const base = (overrides: Parameters<typeof makeSnapshot>[0] = {}): Snapshot =>
  makeSnapshot({ pods: [done], ...overrides })
const withPod = (pod: Pod): Snapshot => makeSnapshot({ pods: [pod] })

describe('a container’s exit decides before the Job’s condition', () => {
  test.each([0, 1, 3, 143])('exit %i of the only container of the only pod', (code) => {
    expect(earlyExit(withPod(podIn(exited(code))))).toEqual({ exitCode: code })
  })
})

describe('what the server may also write for the usual', () => {
  test.each<[string, Parameters<typeof makeJob>[0]]>([
    ['managedBy empty', { spec: { managedBy: '' } }],
    ['managedBy the built-in controller', { spec: { managedBy: 'kubernetes.io/job-controller' } }]
  ])('%s', (_name, job) => {
    expect(earlyExit(base({ job: makeJob(job) }))).toEqual({ exitCode: 0 })
  })

  test('a server that knows no completionMode', () => {
    const { completionMode, ...spec } = makeJob().spec ?? {}
    expect(completionMode).toBe('NonIndexed')
    expect(earlyExit(base({ job: { ...makeJob(), spec } }))).toEqual({ exitCode: 0 })
  })
})

/** For each condition of design §7 a snapshot that breaks it alone. */
const broken: Record<string, Snapshot> = {
  'the Job is there': base({ gone: true }),
  'the Job is not being deleted': base({ job: makeJob({ metadata: { deletionTimestamp: '2026-01-01T00:00:05Z' } }) }),
  'completionMode is not Indexed': base({ job: makeJob({ spec: { completionMode: 'Indexed' } }) }),
  'completions is 1': base({ job: makeJob({ spec: { completions: 2 } }) }),
  'parallelism is 1': base({ job: makeJob({ spec: { parallelism: 2 } }) }),
  'backoffLimit is 0': base({ job: makeJob({ spec: { backoffLimit: 1 } }) }),
  'no backoffLimitPerIndex': base({ job: makeJob({ spec: { backoffLimitPerIndex: 1 } }) }),
  'no podFailurePolicy': base({ job: makeJob({ spec: { podFailurePolicy: { rules: [] } } }) }),
  'no successPolicy': base({ job: makeJob({ spec: { successPolicy: { rules: [] } } }) }),
  'managed by the built-in controller': base({ job: makeJob({ spec: { managedBy: 'kueue.x-k8s.io/multikueue' } }) }),
  'not queued': base({ job: makeJob({ metadata: { labels: { 'kueue.x-k8s.io/queue-name': 'q' } } }) }),
  'never suspended': base({ job: makeJob({ spec: { suspend: true } }) }),
  'exactly one pod': makeSnapshot({ pods: [done, podIn(running(), { metadata: { uid: 'second' } })] }),
  'the pod is not being deleted': withPod(
    podIn(exited(0), { metadata: { deletionTimestamp: '2026-01-01T00:00:05Z' } })
  ),
  'no disruption': withPod(
    podIn(exited(0), { status: { conditions: [{ type: 'DisruptionTarget', status: 'True' }] } })
  ),
  'the pod was not evicted': withPod(podIn(exited(0), { status: { reason: 'Evicted' } })),
  'restartPolicy is Never': withPod(
    podIn(exited(0), { spec: { restartPolicy: 'OnFailure', containers: [{ name: 'flow' }] } })
  ),
  'one regular container': withPod(
    podIn(exited(0), { spec: { restartPolicy: 'Never', containers: [{ name: 'flow' }, { name: 'b' }] } })
  ),
  'no container restart rules': withPod(
    podIn(exited(0), { spec: { restartPolicy: 'Never', containers: [{ name: 'flow', restartPolicyRules: [{}] }] } })
  ),
  'the container never restarted': withPod(
    podIn(exited(0), { status: { containerStatuses: [makeStatus(exited(0), { restartCount: 1 })] } })
  ),
  'the exit is known': withPod(podIn(exited(137, 'ContainerStatusUnknown'))),
  'the container belongs to this pod': withPod(
    podIn(exited(0), { status: { containerStatuses: [makeStatus(exited(0), { name: 'other' })] } })
  ),
  'enough of the deadline is left': base({ job: makeJob({ spec: { activeDeadlineSeconds: 71 } }) }),
  'the controller has not decided': base({ job: jobWith('FailureTarget') })
}

describe('it does not decide when one thing is otherwise', () => {
  test('every condition has a case here', () => {
    expect(Object.keys(broken).sort()).toEqual([...new Set(earlyExitConditions)].sort())
  })

  test.each(Object.entries(broken))('%s', (name, snapshot) => {
    expect(earlyExit(snapshot)).toEqual({ obstacle: name })
  })

  test('a Job that was resumed may be suspended again', () => {
    expect(earlyExit(base({ job: resumedJob('2026-01-01T00:00:02Z') }))).toEqual({ obstacle: 'never suspended' })
  })

  test('a pod that is gone has not ended: what took it away may have ended it', () => {
    const [seen] = withPod(done).pods
    const pods = seen === undefined ? [] : [{ ...seen, gone: true }]
    expect(earlyExit({ ...base(), pods })).toEqual({ obstacle: 'the pod is not being deleted' })
  })

  const flow = { name: 'flow' }
  test.each<[string, Pod['spec']]>([
    [
      'rules of an init container',
      { initContainers: [{ name: 'first', restartPolicyRules: [{}] }], containers: [flow] }
    ],
    ['a restart policy of the container’s own', { containers: [{ ...flow, restartPolicy: 'Always' }] }]
  ])('%s may start something again', (_name, spec) => {
    const pod = podIn(exited(0), { spec: { restartPolicy: 'Never', ...spec } })
    expect(earlyExit(withPod(pod))).toEqual({ obstacle: 'no container restart rules' })
  })

  test('a running container has not decided anything', () => {
    expect(earlyExit(withPod(podIn(running())))).toEqual({ obstacle: 'the exit is known' })
  })

  test('a failure counts even when the deadline is near: no condition could make it a success', () => {
    const job = makeJob({ spec: { activeDeadlineSeconds: 13 } })
    expect(earlyExit(makeSnapshot({ job, pods: [podIn(exited(2))] }))).toEqual({ exitCode: 2 })
  })

  test.each([
    [101, 'enough of the deadline is left'],
    [102, undefined]
  ])('with a sidecar that is still to be stopped the pod’s grace counts as well: deadline %i', (seconds, obstacle) => {
    const initContainers = [{ name: 'proxy', restartPolicy: 'Always' }]
    const pod = podIn(exited(0), { spec: { restartPolicy: 'Never', containers: [{ name: 'flow' }], initContainers } })
    const job = makeJob({ spec: { activeDeadlineSeconds: seconds } })
    expect(earlyExit(makeSnapshot({ job, pods: [pod] }))).toEqual(
      obstacle === undefined ? { exitCode: 0 } : { obstacle }
    )
  })

  test('an init container that is done does not lengthen the end', () => {
    const pod = podIn(exited(0), {
      spec: { restartPolicy: 'Never', containers: [flow], initContainers: [{ name: 'first' }] }
    })
    const job = makeJob({ spec: { activeDeadlineSeconds: 72 } })
    expect(earlyExit(makeSnapshot({ job, pods: [pod] }))).toEqual({ exitCode: 0 })
  })

  test('with exactly 60 s of the deadline left an exit 0 counts', () => {
    expect(earlyExit(base({ job: makeJob({ spec: { activeDeadlineSeconds: 72 } }) }))).toEqual({ exitCode: 0 })
  })
})
