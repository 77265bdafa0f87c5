/** What holds for Jobs that a template made larger: retries, restarts, several containers, sidecars, indexes. */

import { describe, expect, test } from '@jest/globals'

import type { ContainerStatus, Job, JobSpec, Pod } from '../../../src/cluster/objects.ts'
import { unknownHome } from '../../../src/flow/home.ts'
import { startClocks } from '../../../src/job/clocks.ts'
import { diagnose } from '../../../src/job/diagnose.ts'
import { factsOf } from '../../../src/job/facts.ts'
import { progress } from '../../../src/job/progress.ts'
import { decidingContainer, hasStarted, tellingPod, type Snapshot } from '../../../src/job/snapshot.ts'
import { startProblem } from '../../../src/job/start-problem.ts'
import { verdict } from '../../../src/job/verdict.ts'
import {
  exited,
  jobWith,
  makeJob,
  makePod,
  makeSnapshot,
  makeStatus,
  podIn,
  running,
  waiting
} from '../../support/objects.ts'

const limits = { timeout: 60_000, startTimeout: 30_000, queueTimeout: 60_000 }
const context = {
  namespace: 'ci',
  image: 'r/etl',
  timeout: 3_600_000,
  startTimeout: 600_000,
  queueTimeout: 600_000,
  report: undefined,
  home: unknownHome,
  lastLines: () => []
}
const endOf = (snapshot: Snapshot): { verdict: string; reason: string | undefined; what: string | undefined } => {
  const found = verdict(snapshot, startClocks(0), limits, startProblem(snapshot))
  if (found === undefined) throw new Error('no verdict')
  const failure = diagnose(found, snapshot, context)
  return { verdict: found.kind, reason: failure?.reason, what: failure?.what }
}
const deletedAt = (second: string): { deletionTimestamp: string; deletionGracePeriodSeconds: number } => ({
  deletionTimestamp: `2026-01-01T00:00:${second}Z`,
  deletionGracePeriodSeconds: 30
})
const decided = (type: string, reason: string, spec: Partial<JobSpec> = {}): Job => {
  const job = jobWith(type, reason, 'in words')
  return { ...job, spec: { ...job.spec, ...spec } }
}
const failedJob = decided('Failed', 'BackoffLimitExceeded')

/** A pod with a helper beside the flow, and a sidecar. */
const crowded = (statuses: readonly ContainerStatus[], init: readonly ContainerStatus[] = []): Pod =>
  makePod(
    { phase: 'Running', containerStatuses: statuses, initContainerStatuses: init },
    {
      metadata: { name: 'p', uid: 'p', annotations: { 'kubectl.kubernetes.io/default-container': 'flow' } },
      spec: {
        restartPolicy: 'Never',
        containers: [{ name: 'helper' }, { name: 'flow' }],
        initContainers: [{ name: 'prepare' }, { name: 'proxy', restartPolicy: 'Always' }]
      }
    }
  )
const of = (name: string, state: ContainerStatus['state'], more: Partial<ContainerStatus> = {}): ContainerStatus =>
  makeStatus(state ?? {}, { name, ...more })

describe('the container that decides', () => {
  test.each<[string, Pod, string | undefined]>([
    [
      'a helper that ended well beside a flow that runs: none',
      crowded([of('helper', exited(0)), of('flow', running())]),
      undefined
    ],
    ['a helper that failed', crowded([of('helper', exited(4)), of('flow', running())]), 'helper'],
    ['of two that failed the flow’s own', crowded([of('helper', exited(137)), of('flow', exited(1))]), 'flow'],
    ['of two that ended well the flow’s own', crowded([of('helper', exited(0)), of('flow', exited(0))]), 'flow'],
    ['never a sidecar', crowded([of('flow', running())], [of('proxy', exited(1))]), undefined],
    [
      'the last exit of a container that waits in a pod that is removed',
      podIn(waiting('CrashLoopBackOff'), {
        metadata: deletedAt('50'),
        status: { containerStatuses: [of('flow', waiting('CrashLoopBackOff'), { lastState: exited(5) })] }
      }),
      'flow'
    ],
    [
      'none while it is to be started again',
      podIn(waiting('CrashLoopBackOff'), {
        status: { containerStatuses: [of('flow', waiting('CrashLoopBackOff'), { lastState: exited(5) })] }
      }),
      undefined
    ]
  ])('%s', (_, pod, name) => {
    expect(decidingContainer(pod)?.name).toBe(name)
  })
})

describe('a sidecar', () => {
  const starting = crowded(
    [of('helper', waiting('PodInitializing')), of('flow', waiting('PodInitializing'))],
    [of('prepare', exited(0)), of('proxy', running())]
  )
  test('that runs is no start of the run, nor an init container in the progress', () => {
    expect(hasStarted(starting)).toBe(false)
    expect(progress(new Map(), makeSnapshot({ pods: [starting] }), undefined).lines).toEqual([
      'Pod p: on node node-1, pulling the image and starting'
    ])
  })

  test('that crashes is named at the start timeout', () => {
    const pod = crowded(
      [of('flow', waiting('PodInitializing'))],
      [of('proxy', waiting('CrashLoopBackOff', 'back-off'), { lastState: exited(2) })]
    )
    expect(startProblem(makeSnapshot({ pods: [pod] }))).toMatchObject({
      reason: 'start-timeout',
      message: 'container proxy exits with 2 and is started again and again',
      pod: 'p'
    })
  })

  test('that was killed for its memory or ended badly does not explain the flow’s failure', () => {
    const pod = crowded([of('helper', exited(0)), of('flow', exited(3))], [of('proxy', exited(137, 'OOMKilled'))])
    expect(endOf(makeSnapshot({ job: failedJob, pods: [pod] }))).toEqual({
      verdict: 'failed',
      reason: 'flow-failed',
      what: 'The flow failed: container flow exited with 3.'
    })
  })
})

describe('retries', () => {
  const first = podIn(exited(3), { metadata: { name: 'a', uid: 'a' } })
  const second = podIn(exited(0), { metadata: { name: 'b', uid: 'b' } })
  const job = decided('Complete', 'CompletionsReached', { backoffLimit: 3 })

  test('a Job that is done well has the exit code of the pod that did it', () => {
    const snapshot = makeSnapshot({ job, pods: [first, second] })
    expect(endOf(snapshot).verdict).toBe('succeeded')
    expect(factsOf(snapshot, 'n')).toMatchObject({ exitCode: 0, pods: [{ exitCode: 3 }, { exitCode: 0 }] })
  })

  test('no exit code is told while another try may follow', () => {
    const open = makeJob({ spec: { backoffLimit: 3 } })
    expect(factsOf(makeSnapshot({ job: open, pods: [first] }), 'n')).not.toHaveProperty('exitCode')
    expect(factsOf(makeSnapshot({ pods: [first] }), 'n')).toHaveProperty('exitCode', 3)
  })

  test('the controller’s words say which limit or rule ended the Job', () => {
    const failed = decided('Failed', 'PodFailurePolicy', { backoffLimit: 3 })
    const failure = diagnose(
      { kind: 'failed', by: 'condition', condition: { reason: 'PodFailurePolicy', message: 'rule 0' } },
      makeSnapshot({ job: failed, pods: [first] }),
      context
    )
    expect(failure).toMatchObject({ reason: 'flow-failed', why: 'PodFailurePolicy: rule 0.' })
  })
})

describe('what the controller removes because the Job failed', () => {
  test('a container that was to be started again in place has failed, nobody deleted it', () => {
    const pod = podIn(waiting('CrashLoopBackOff'), {
      metadata: deletedAt('50'),
      status: {
        containerStatuses: [of('flow', waiting('CrashLoopBackOff'), { lastState: exited(5), restartCount: 1 })]
      }
    })
    const snapshot = makeSnapshot({ job: failedJob, pods: [pod] })
    expect(endOf(snapshot)).toMatchObject({
      reason: 'flow-failed',
      what: 'The flow failed: container flow exited with 5.'
    })
    expect(factsOf(snapshot, 'n').exitCode).toBe(5)
  })

  test('nor one that was started again and then stopped', () => {
    const stopped = { terminated: { exitCode: 143, finishedAt: '2026-01-01T00:00:21Z' } }
    const pod = podIn(stopped, {
      metadata: deletedAt('50'),
      status: { containerStatuses: [of('flow', stopped, { lastState: exited(5) })] }
    })
    expect(factsOf(makeSnapshot({ job: failedJob, pods: [pod] }), 'n').exitCode).toBe(5)
  })

  test('an init container that failed again and again', () => {
    const pod = makePod(
      {
        phase: 'Pending',
        initContainerStatuses: [of('prepare', waiting('CrashLoopBackOff'), { lastState: exited(6) })],
        containerStatuses: [of('flow', waiting('PodInitializing'))]
      },
      {
        metadata: deletedAt('50'),
        spec: { restartPolicy: 'OnFailure', containers: [{ name: 'flow' }], initContainers: [{ name: 'prepare' }] }
      }
    )
    expect(endOf(makeSnapshot({ job: failedJob, pods: [pod] })).what).toBe(
      'The init container prepare exited with 6, so the flow never started.'
    )
  })

  test('of the pods of an Indexed Job the one that failed by itself tells', () => {
    const pods = [
      podIn(exited(9), { metadata: { name: 'failed', uid: 'a' } }),
      podIn(
        { terminated: { exitCode: 143, finishedAt: '2026-01-01T00:00:21Z' } },
        { metadata: { name: 'removed', uid: 'b', ...deletedAt('50') } }
      )
    ]
    const snapshot = makeSnapshot({ job: failedJob, pods })
    expect(tellingPod(snapshot)?.pod.metadata?.name).toBe('failed')
    expect(endOf(snapshot).reason).toBe('flow-failed')
  })

  test('a pod that somebody else deleted is still told as such', () => {
    const pod = podIn(
      { terminated: { exitCode: 143, finishedAt: '2026-01-01T00:00:21Z' } },
      { metadata: deletedAt('50') }
    )
    expect(endOf(makeSnapshot({ job: failedJob, pods: [pod] })).reason).toBe('deleted')
  })
})

describe('successPolicy', () => {
  const spec: Partial<JobSpec> = {
    completionMode: 'Indexed',
    completions: 5,
    successPolicy: { rules: [{ succeededIndexes: '0,2-3', succeededCount: 2 }] }
  }
  const job = decided('Complete', 'SuccessPolicy', spec)
  const index = (number: number, state = exited(0), metadata: Pod['metadata'] = {}): Pod =>
    podIn(state, {
      metadata: {
        name: `i${number}`,
        uid: `i${number}`,
        annotations: { 'batch.kubernetes.io/job-completion-index': `${number}` },
        ...metadata
      }
    })
  const stopped = { terminated: { exitCode: 143, finishedAt: '2026-01-01T00:00:21Z' } }
  const obedient = { terminated: { exitCode: 0, finishedAt: '2026-01-01T00:00:21Z' } }

  test.each<[string, Pod[], string]>([
    ['enough indexes, the others removed', [index(0), index(3), index(1, stopped, deletedAt('50'))], 'succeeded'],
    ['the others exit 0 on SIGTERM', [index(0), index(3), index(1, obedient, deletedAt('50'))], 'succeeded'],
    [
      'one of the two exited 0 only because it was removed',
      [index(0), index(3, obedient, deletedAt('50'))],
      'interrupted'
    ],
    ['an index that does not count', [index(0), index(1), index(3, obedient, deletedAt('50'))], 'interrupted']
  ])('%s: %s', (_, pods, expected) => {
    expect(verdict(makeSnapshot({ job, pods }), startClocks(0), limits, undefined)?.kind).toBe(expected)
  })
})

test('the deadline of a template is the template’s to raise', () => {
  const at = (seconds: number): string | undefined =>
    diagnose(
      { kind: 'failed', by: 'condition', condition: { reason: 'DeadlineExceeded', message: 'm' } },
      makeSnapshot({ job: makeJob({ spec: { activeDeadlineSeconds: seconds } }) }),
      context
    )?.fix
  expect(at(4_320)).toContain('inputs timeout and start-timeout')
  expect(at(60)).toContain('spec.activeDeadlineSeconds of the job-template')
})

test('a problem of one pod is not told of another', () => {
  const pods = [
    makePod(
      { phase: 'Pending', containerStatuses: [of('flow', waiting('ContainerCreating'))] },
      { metadata: { name: 'good', uid: 'good' } }
    ),
    makePod(
      { phase: 'Pending', containerStatuses: [of('flow', waiting('InvalidImageName', 'bad name'))] },
      { metadata: { name: 'bad', uid: 'bad' } }
    )
  ]
  const snapshot = makeSnapshot({ pods })
  expect(progress(new Map(), snapshot, startProblem(snapshot)).lines).toEqual([
    'Pod good: on node node-1, pulling the image and starting',
    'Pod bad: InvalidImageName: bad name'
  ])
})

test('a container that is started again is told so', () => {
  const pod = podIn(running(), {
    status: { containerStatuses: [of('flow', waiting('CrashLoopBackOff'), { lastState: exited(5) })] }
  })
  expect(progress(new Map(), makeSnapshot({ pods: [pod] }), undefined).lines).toEqual([
    'Pod etl-1a2b3c4d-x7k2p: container flow exited with 5 and is started again'
  ])
})
