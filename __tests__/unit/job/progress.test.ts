import { describe, expect, test } from '@jest/globals'

import type { Condition, Job } from '../../../src/cluster/objects.ts'
import { progress, type Said } from '../../../src/job/progress.ts'
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

test('many pods are summed up', () => {
  const pods = Array.from({ length: 8 }, (_, index) =>
    podIn(index < 3 ? exited(0) : running(), { metadata: { uid: `p${index}` } })
  )
  expect(told(makeSnapshot({ job: makeJob({ spec: { completions: 8 } }), pods }))).toEqual([
    'Pods: 3/8 done, 5 running'
  ])
})
