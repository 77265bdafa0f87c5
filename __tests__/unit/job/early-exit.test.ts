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

  test('a running container has not decided anything', () => {
    expect(earlyExit(withPod(podIn(running())))).toEqual({ obstacle: 'the exit is known' })
  })

  test('a failure counts even when the deadline is near: no condition could make it a success', () => {
    const job = makeJob({ spec: { activeDeadlineSeconds: 13 } })
    expect(earlyExit(makeSnapshot({ job, pods: [podIn(exited(2))] }))).toEqual({ exitCode: 2 })
  })

  test('with exactly 60 s of the deadline left an exit 0 counts', () => {
    expect(earlyExit(base({ job: makeJob({ spec: { activeDeadlineSeconds: 72 } }) }))).toEqual({ exitCode: 0 })
  })
})
