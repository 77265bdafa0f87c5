import { describe, expect, test } from '@jest/globals'

import type { ContainerState, Pod } from '../../../src/cluster/objects.ts'
import { unknownHome } from '../../../src/flow/home.ts'
import { diagnose } from '../../../src/job/diagnose.ts'
import { sentence } from '../../../src/lib/sentence.ts'
import { startProblem } from '../../../src/job/start-problem.ts'
import type { Verdict } from '../../../src/job/verdict.ts'
import type { LauncherReport } from '../../../src/flow/protocol.ts'
import {
  exited,
  makeJob,
  makePod,
  makeSnapshot,
  makeStatus,
  podIn,
  removed,
  running,
  waiting
} from '../../support/objects.ts'

const context = {
  namespace: 'ci',
  image: 'r/etl@sha256:0',
  timeout: 3_600_000,
  startTimeout: 600_000,
  queueTimeout: 7_200_000,
  report: undefined,
  home: unknownHome,
  lastLines: () => []
}
const failed: Verdict = {
  kind: 'failed',
  by: 'condition',
  condition: { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' }
}
const reasonOf = (pod: Pod, verdict: Verdict = failed): string | undefined =>
  diagnose(verdict, makeSnapshot({ pods: [pod] }), context)?.reason
const disrupted = (reason: string): Parameters<typeof podIn>[1] => ({
  status: { conditions: [{ type: 'DisruptionTarget', status: 'True', reason, message: 'because' }] }
})

test('a success has no failure', () => {
  expect(diagnose({ kind: 'succeeded', by: 'exit' }, makeSnapshot(), context)).toBeUndefined()
})

describe('why a pod failed', () => {
  test.each<[string, Pod, string]>([
    ['exit 3', podIn(exited(3)), 'flow-failed'],
    ['exit 1', podIn(exited(1)), 'flow-failed'],
    ['OOMKilled', podIn(exited(137, 'OOMKilled')), 'out-of-memory'],
    ['OOMKilled of a child: the parent’s own exit code', podIn(exited(5, 'OOMKilled')), 'out-of-memory'],
    ['137 without OOM', podIn(exited(137)), 'killed'],
    [
      'a command that is not there',
      podIn(exited(128, 'StartError', 'exec: "nosuch": executable file not found in $PATH')),
      'start-error'
    ],
    ['another architecture', podIn(exited(128, 'StartError', 'exec format error')), 'wrong-architecture'],
    [
      'exit 1 after an exec format error is the flow’s own',
      podIn(exited(1, 'Error', 'exec format error')),
      'flow-failed'
    ],
    ['evicted through the API', podIn(exited(137), disrupted('EvictionByEvictionAPI')), 'evicted'],
    ['preempted', podIn(exited(143), disrupted('PreemptionByScheduler')), 'preempted'],
    ['its node tainted', podIn(exited(143), disrupted('DeletionByTaintManager')), 'node-lost'],
    ['collected', podIn(exited(143), disrupted('DeletionByPodGC')), 'node-lost'],
    [
      'evicted by the kubelet',
      podIn(exited(137), { status: { reason: 'Evicted', message: 'The node was low on resource: memory.' } }),
      'evicted'
    ],
    [
      'refused by the kubelet',
      makePod({ phase: 'Failed', reason: 'OutOfcpu', message: 'Node didn’t have enough' }),
      'unschedulable'
    ],
    [
      'deleted',
      podIn(exited(143), { metadata: { deletionTimestamp: '2026-01-01T00:00:30Z', deletionGracePeriodSeconds: 30 } }),
      'deleted'
    ],
    ['status unknown', podIn(exited(137, 'ContainerStatusUnknown', 'The container could not be located')), 'node-lost'],
    [
      'an init container',
      makePod({
        phase: 'Failed',
        initContainerStatuses: [makeStatus(exited(2), { name: 'prepare' })],
        containerStatuses: [makeStatus(waiting('PodInitializing'))]
      }),
      'flow-failed'
    ]
  ])('%s', (_, pod, expected) => {
    expect(reasonOf(pod)).toBe(expected)
  })

  test('the Job’s own deadline', () => {
    expect(
      reasonOf(podIn(running()), {
        kind: 'failed',
        by: 'condition',
        condition: { reason: 'DeadlineExceeded', message: 'Job was active longer' }
      })
    ).toBe('deadline-exceeded')
  })

  test('a pod that was deleted before its container began has no time of an end', () => {
    const unknown = { terminated: { exitCode: 137, reason: 'ContainerStatusUnknown', finishedAt: null } } as unknown
    expect(reasonOf(removed(podIn(unknown as Parameters<typeof podIn>[0])))).toBe('deleted')
  })

  test.each<[string, readonly Pod[], Partial<Parameters<typeof makeSnapshot>[0]>, string]>([
    ['there is none, though we may see pods', [], {}, 'deleted'],
    ['there is one that nobody saw end', [podIn(running())], {}, 'deleted'],
    ['we may not see pods', [], { sees: { pods: false, events: true } }, 'flow-failed'],
    [
      'its controller removes failed ones',
      [],
      { job: makeJob({ spec: { template: { spec: { restartPolicy: 'OnFailure', containers: [] } } } }) },
      'flow-failed'
    ]
  ])('the Job failed and no pod is left: %s', (_, pods, more, expected) => {
    const never = makeJob({ spec: { template: { spec: { restartPolicy: 'Never', containers: [] } } } })
    const snapshot = makeSnapshot({ job: never, ...more })
    const gone = { ...snapshot, pods: pods.map((pod) => ({ pod, gone: true })) }
    expect(diagnose(failed, gone, context)?.reason).toBe(expected)
  })

  test('without a pod to look at the condition’s words are what there is', () => {
    const failure = diagnose(failed, makeSnapshot({ sees: { pods: false, events: true } }), context)
    expect(failure).toMatchObject({
      reason: 'flow-failed',
      why: 'BackoffLimitExceeded: Job has reached the specified backoff limit.'
    })
  })

  test('the newest failed pod tells', () => {
    const pods = [
      podIn(exited(1), { metadata: { uid: 'a' } }),
      podIn(exited(9, 'OOMKilled'), { metadata: { uid: 'b' } })
    ]
    expect(diagnose(failed, makeSnapshot({ pods }), context)?.reason).toBe('out-of-memory')
  })
})

describe('what the launcher reported', () => {
  const report = (overrides: Partial<LauncherReport>): LauncherReport => ({
    kind: 'script',
    state: 'failed',
    exit: 1,
    exception: { type: 'ValueError', message: 'no rows' },
    frames: [],
    causes: [],
    result: undefined,
    resultProblem: undefined,
    ...overrides
  })

  test.each([
    ['failed', 'flow-failed'],
    ['not-found', 'flow-not-found'],
    ['not-importable', 'flow-not-importable']
  ] as const)('%s → %s', (state, expected) => {
    const failure = diagnose(failed, makeSnapshot({ pods: [podIn(exited(1))] }), {
      ...context,
      report: report({ state })
    })
    expect(failure).toMatchObject({ reason: expected, why: 'ValueError: no rows.' })
  })

  test.each([
    [
      'the innermost frame of the repository',
      ['/flow/flows/etl.py', '/flow/lib/db.py', '/usr/lib/python3/csv.py'],
      'load',
      'At lib/db.py:2, in load: '
    ],
    ['a frame of the file itself', ['/flow/flows/etl.py'], '<module>', 'At flows/etl.py:1: '],
    ['none of the repository', ['/usr/lib/python3/csv.py', '/flower/x.py'], 'load', '']
  ])('the place of the error: %s', (_name, files, name, place) => {
    const frames = files.map((file, index) => ({ file, line: index + 1, function: name }))
    const failure = diagnose(failed, makeSnapshot({ pods: [podIn(exited(1))] }), {
      ...context,
      report: report({ frames })
    })
    expect(failure?.why).toBe(`${place}ValueError: no rows.`)
  })
})

describe('runs that never started or were stopped', () => {
  test.each<[Verdict, string]>([
    [{ kind: 'gone' }, 'deleted'],
    [{ kind: 'interrupted' }, 'deleted'],
    [{ kind: 'timed-out' }, 'timed-out'],
    [{ kind: 'start-timeout', problem: undefined }, 'start-timeout']
  ])('%j → %s', (verdict, expected) => {
    expect(diagnose(verdict, makeSnapshot(), context)?.reason).toBe(expected)
  })

  test.each<[string, ContainerState, ContainerState, string]>([
    [
      'the flow is done, its helper is not',
      exited(0),
      running(),
      'Container flow had ended with exit code 0, but helper'
    ],
    ['the helper is done, the flow is not', running(), exited(0), '']
  ])('stopped at the timeout: %s', (_name, flow, helper, why) => {
    const pod = makePod(
      { phase: 'Running', containerStatuses: [makeStatus(flow), makeStatus(helper, { name: 'helper' })] },
      {
        metadata: { annotations: { 'kubectl.kubernetes.io/default-container': 'flow' } },
        spec: { containers: [{ name: 'flow' }, { name: 'helper' }] }
      }
    )
    const failure = diagnose({ kind: 'timed-out' }, makeSnapshot({ pods: [pod] }), context)
    expect(failure?.reason).toBe('timed-out')
    expect(failure?.why ?? '').toContain(why)
    expect(failure?.why === undefined).toBe(why === '')
  })

  test('a Job that was deleted without its pods: they are named', () => {
    const pod = podIn(running(), { metadata: { ownerReferences: [] } })
    expect(diagnose({ kind: 'gone' }, makeSnapshot({ pods: [pod] }), context)?.why).toContain(
      'left its pods behind (propagation policy Orphan): etl-1a2b3c4d-x7k2p.'
    )
  })

  test('the problem’s own reason and words', () => {
    const snapshot = makeSnapshot({ pods: [podIn(waiting('ErrImagePull', 'r/etl: not found'))] })
    const problem = startProblem(snapshot)
    if (problem === undefined) throw new Error('no problem found')
    for (const kind of ['cannot-start', 'start-timeout'] as const) {
      expect(diagnose({ kind, problem }, snapshot, context)).toMatchObject({
        reason: 'image-not-found',
        why: 'r/etl: not found.'
      })
    }
  })
})

test.each([
  ['', undefined],
  ['  a\n b ', 'a b.'],
  ['done!', 'done!'],
  ['x'.repeat(700), `${'x'.repeat(599)}…`]
])('foreign words as one sentence: %j', (text, expected) => {
  expect(sentence(text)).toBe(expected)
})
