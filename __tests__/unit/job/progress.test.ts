import { describe, expect, test } from '@jest/globals'

import type { Condition, ContainerState, Job } from '../../../src/cluster/objects.ts'
import { lastLines, progress, type Said } from '../../../src/job/progress.ts'
import type { Snapshot } from '../../../src/job/snapshot.ts'
import { startProblem } from '../../../src/job/start-problem.ts'
import {
  exited,
  makeEvent,
  makeJob,
  makePod,
  makeSnapshot,
  podIn,
  removed,
  resumedJob,
  running,
  waiting
} from '../../support/objects.ts'

/** All lines that a sequence of moments prints. */
function told(...moments: readonly Snapshot[]): string[] {
  let said: Said = new Map()
  return moments.flatMap((moment) => {
    const news = progress(said, moment, startProblem(moment))
    said = news.said
    return news.lines
  })
}

const name = 'Pod etl-1a2b3c4d-x7k2p'
const unscheduled = (message: string): Snapshot =>
  makeSnapshot({
    pods: [
      makePod(
        { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message }] },
        { spec: {} }
      )
    ]
  })

test('a good run says each thing once', () => {
  const creating = makeSnapshot({ pods: [podIn(waiting('ContainerCreating'))] })
  const runs = makeSnapshot({ pods: [podIn(running())] })
  expect(told(makeSnapshot(), creating, creating, runs, runs, makeSnapshot({ pods: [podIn(exited(0))] }))).toEqual([
    `${name}: on node node-1, pulling the image and starting`,
    `${name}: running on node node-1`,
    `${name}: container flow exited with 0`
  ])
})

test('the scheduler’s words, again only when they change', () => {
  const [one, two] = ['0/1 nodes are available: 1 Insufficient cpu.', '0/2 nodes are available: 2 Insufficient cpu.']
  expect(told(unscheduled(one), unscheduled(one), unscheduled(two))).toEqual([
    `${name}: no node takes it yet: ${one}`,
    `${name}: no node takes it yet: ${two}`
  ])
})

test.each<[string, Snapshot, string[]]>([
  [
    'a pull that fails',
    makeSnapshot({ pods: [podIn(waiting('ErrImagePull', 'not\nfound'))] }),
    [`${name}: ErrImagePull: not found`]
  ],
  [
    'no pod at all',
    makeSnapshot({
      events: [makeEvent('FailedCreate', 'Error creating: pods "x" is forbidden: exceeded quota: q', 'job')]
    }),
    ['No pod yet: pods "x" is forbidden: exceeded quota: q']
  ],
  [
    'out of memory',
    makeSnapshot({ pods: [podIn(exited(137, 'OOMKilled'))] }),
    [`${name}: container flow exited with 137 (OOMKilled)`]
  ],
  [
    'being deleted',
    makeSnapshot({ pods: [podIn(running(), { metadata: { deletionTimestamp: '2026-01-01T00:00:05Z' } })] }),
    [`${name}: is being deleted`]
  ],
  ['gone', { ...makeSnapshot(), pods: [{ pod: podIn(running()), gone: true }] }, [`${name}: is gone`]]
])('%s', (_, snapshot, expected) => {
  expect(told(snapshot)).toEqual(expected)
})

test('suspended and resumed', () => {
  const suspended = makeSnapshot({ job: makeJob({ spec: { suspend: true } }) })
  expect(told(suspended, suspended, makeSnapshot())).toEqual([
    'Job etl-1a2b3c4d is suspended; the clocks stand still.',
    'Job etl-1a2b3c4d was resumed.'
  ])
})

describe('a queue', () => {
  const queueLabel = { 'kueue.x-k8s.io/queue-name': 'gpu' }
  const inQueue = (job: Job): Job => ({ ...job, metadata: { ...job.metadata, labels: queueLabel } })
  const held = inQueue(makeJob({ spec: { suspend: true } }))
  const admitted = (at: string): Job => inQueue(resumedJob(at))
  const short = (message: string): Condition => ({ type: 'QuotaReserved', status: 'False', message })
  const evicted: Condition = { type: 'Evicted', status: 'True', reason: 'Preempted', message: 'for another' }
  const says = (...conditions: Condition[]): Pick<Snapshot, 'workload'> => ({ workload: { status: { conditions } } })

  test('queued, admitted, preempted, admitted again', () => {
    const old = removed(podIn(exited(143)))
    expect(
      told(
        makeSnapshot({ job: held }),
        makeSnapshot({ job: held, ...says(short('insufficient quota for cpu')) }),
        makeSnapshot({ job: held, ...says(short('insufficient quota for cpu')) }),
        makeSnapshot({ job: admitted('2026-01-01T00:00:01Z') }),
        makeSnapshot({ job: admitted('2026-01-01T00:00:01Z'), pods: [podIn(running())] }),
        makeSnapshot({ job: held, pods: [podIn(running())] }),
        makeSnapshot({ job: held, pods: [old], ...says(short('insufficient quota for cpu'), evicted) }),
        makeSnapshot({ job: admitted('2026-01-01T00:00:20Z'), pods: [old] })
      )
    ).toEqual([
      'Job etl-1a2b3c4d is queued in LocalQueue gpu.',
      'Job etl-1a2b3c4d is queued in LocalQueue gpu: insufficient quota for cpu',
      'Job etl-1a2b3c4d was admitted by LocalQueue gpu.',
      `${name}: running on node node-1`,
      'Job etl-1a2b3c4d was suspended in the middle of its run: what its pods did does not count.',
      'Job etl-1a2b3c4d is queued in LocalQueue gpu.',
      'Kueue took Job etl-1a2b3c4d back: Preempted: for another',
      'Job etl-1a2b3c4d is queued in LocalQueue gpu: insufficient quota for cpu',
      `${name}: container flow exited with 143 after its Job was suspended; that does not count`,
      'Job etl-1a2b3c4d was admitted by LocalQueue gpu.'
    ])
  })

  test('a suspension that came and went unseen', () => {
    expect(told(makeSnapshot(), makeSnapshot({ job: resumedJob('2026-01-01T00:00:05Z') }))).toEqual([
      'Job etl-1a2b3c4d was suspended and resumed meanwhile: what its pods did before does not count.'
    ])
  })
})

describe('many pods', () => {
  const start = Date.parse('2026-01-01T00:00:00Z')
  const job = makeJob({ spec: { completions: 8, parallelism: 8 } })
  /** Pods in these states, so many seconds after the start. */
  const at = (seconds: number, ...states: readonly ContainerState[]): Snapshot =>
    makeSnapshot({
      job,
      now: start + seconds * 1000,
      pods: states.map((state, index) => podIn(state, { metadata: { name: `p${index}`, uid: `p${index}` } }))
    })
  const done = (count: number, ...others: readonly ContainerState[]): ContainerState[] => [
    ...Array.from({ length: count }, () => exited(0)),
    ...others
  ]

  test('are summed up', () => {
    expect(told(at(0, ...done(3), ...Array.from({ length: 5 }, () => running())))).toEqual([
      'Pods: 3/8 done, 5 running'
    ])
  })

  test('also while few of them are made, and without the right to see any', () => {
    expect(told(at(0), at(1, running()))).toEqual(['Pods: 0/8 done, 1 running'])
    const status = { succeeded: 2, failed: 1, ready: 4 }
    const unseen = makeSnapshot({ job: { ...job, status }, sees: { pods: false, events: false } })
    expect(told(unseen)).toEqual(['Pods: 2/8 done, 1 failed, 4 running'])
  })

  test('at most every ten seconds, and what was held back then', () => {
    expect(
      told(
        at(0, running()),
        at(1, ...done(1)),
        at(9.9, ...done(2)),
        at(10, ...done(2)),
        at(12, ...done(3)),
        at(21, ...done(3))
      )
    ).toEqual(['Pods: 0/8 done, 1 running', 'Pods: 2/8 done', 'Pods: 3/8 done'])
  })

  test('nothing is said again where nothing changed', () => {
    expect(told(at(0, running()), at(11, running()), at(60, running()))).toHaveLength(1)
  })

  test('the counts come at once where the clock was set back', () => {
    expect(told(at(60, running()), at(1, ...done(1)))).toEqual(['Pods: 0/8 done, 1 running', 'Pods: 1/8 done'])
  })

  test('the first failure is told at once, the others are counted', () => {
    expect(
      told(
        at(0, running(), running(), running()),
        at(1, running(), exited(3), running()),
        at(2, running(), exited(3), exited(4)),
        at(11, exited(5), exited(3), exited(4))
      )
    ).toEqual([
      'Pods: 0/8 done, 3 running',
      'Pod p1: container flow exited with 3',
      'Pods: 0/8 done, 1 failed, 2 running',
      'Pods: 0/8 done, 3 failed'
    ])
  })

  test('a failure without an exit has the words of its node', () => {
    const evicted = makePod({ phase: 'Failed', reason: 'Evicted', message: 'low on\nmemory' })
    expect(told(makeSnapshot({ job, pods: [evicted] }))[0]).toBe(`${name}: failed (Evicted: low on memory)`)
    const init = makePod({ phase: 'Failed', initContainerStatuses: [{ name: 'prepare', state: exited(2) }] })
    expect(told(makeSnapshot({ job, pods: [init] }))[0]).toBe(`${name}: init container prepare exited with 2`)
  })

  test('what the controller removes because of a failure did not fail', () => {
    const pods = [
      podIn(exited(3), { metadata: { name: 'bad', uid: 'bad' } }),
      removed(podIn(exited(143), { metadata: { name: 'stopped', uid: 'stopped' } }))
    ]
    expect(told(makeSnapshot({ job, pods }))).toEqual([
      'Pod bad: container flow exited with 3',
      'Pods: 0/8 done, 1 failed'
    ])
  })

  test('a start problem is told once for each of its states, not for each pod', () => {
    const [pull, back] = [waiting('ErrImagePull', 'not found'), waiting('ImagePullBackOff', 'Back-off')]
    expect(told(at(0, pull, pull), at(1, pull, back), at(2, back, pull), at(20, back, back))).toEqual([
      'Pod p1: ErrImagePull: not found',
      'Pods: 0/8 done',
      'Pod p1: ImagePullBackOff: Back-off'
    ])
  })

  test('at the end the last counts are told, whenever the ones before were', () => {
    const early = at(0, ...done(7), running())
    const { said } = progress(new Map(), early, undefined)
    expect(lastLines(said, at(1, ...done(8)))).toEqual(['Pods: 8/8 done'])
    expect(lastLines(said, early)).toEqual([])
  })

  test('a run of few pods owes nothing at its end', () => {
    expect(lastLines(new Map(), makeSnapshot({ pods: [podIn(exited(0))] }))).toEqual([])
  })
})
