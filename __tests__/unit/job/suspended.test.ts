/** Jobs that are suspended, resumed, and suspended again: what is forgotten, and what each ending is called. */

import { describe, expect, test } from '@jest/globals'

import type { Condition, Job, Pod } from '../../../src/cluster/objects.ts'
import { unknownHome } from '../../../src/flow/home.ts'
import { startClocks, type Clocks } from '../../../src/job/clocks.ts'
import { diagnose } from '../../../src/job/diagnose.ts'
import { factsOf } from '../../../src/job/facts.ts'
import { earlyExit } from '../../../src/job/early-exit.ts'
import { isForgotten, tellingPod, withFirstRemoval, type Snapshot } from '../../../src/job/snapshot.ts'
import { startProblem } from '../../../src/job/start-problem.ts'
import { verdict } from '../../../src/job/verdict.ts'
import {
  exited,
  jobWith,
  makeEvent,
  makeJob,
  makeSnapshot,
  podIn,
  removed,
  resumedJob,
  running,
  waiting
} from '../../support/objects.ts'

const limits = { timeout: 60_000, startTimeout: 30_000, queueTimeout: 90_000 }
const context = {
  namespace: 'ci',
  image: 'r/etl@sha256:0',
  ...limits,
  report: undefined,
  home: unknownHome,
  lastLines: () => []
}
const judge = (snapshot: Snapshot, clocks: Partial<Clocks> = {}): string | undefined =>
  verdict(snapshot, { ...startClocks(0), ...clocks }, limits, startProblem(snapshot))?.kind

const suspended = makeJob({ spec: { suspend: true } })
/** The controller has not taken note of the resumption yet: only its condition is left. */
const resuming = jobWith('Suspended', 'JobSuspended', 'Job suspended')
const resumed = resumedJob('2026-01-01T00:00:08Z')
const ends = (type: string, job = resumed): Job =>
  resumedJob(job.status?.startTime ?? '', [{ type, status: 'True', reason: 'BackoffLimitExceeded' }])
const first = (pod: Pod): Pod => ({ ...pod, metadata: { ...pod.metadata, uid: 'first', name: 'etl-first' } })
const second = (pod: Pod): Pod => ({ ...pod, metadata: { ...pod.metadata, uid: 'second', name: 'etl-second' } })
const withCreation = (pod: Pod, creationTimestamp: string): Pod => ({
  ...pod,
  metadata: { ...pod.metadata, creationTimestamp }
})

describe('which pods a suspension took away', () => {
  const early = withCreation(podIn(running()), '2026-01-01T00:00:01Z')
  const late = withCreation(podIn(running()), '2026-01-01T00:00:08Z')
  test.each<[string, Job, Pod, boolean, boolean]>([
    ['being removed from a suspended Job', suspended, removed(podIn(running())), false, true],
    ['the same before the controller resumes it', resuming, removed(podIn(exited(0))), false, true],
    ['gone from a suspended Job', suspended, early, true, true],
    ['still untouched in a suspended Job', suspended, podIn(running()), false, false],
    ['ended before the suspension, and left alone', suspended, podIn(exited(3)), false, false],
    ['removed before the resumption', resumed, removed(podIn(running())), false, true],
    [
      'removed in the second of the resumption',
      resumed,
      removed(podIn(running()), '2026-01-01T00:00:08Z'),
      false,
      true
    ],
    ['removed after the resumption', resumed, removed(podIn(running()), '2026-01-01T00:00:09Z'), false, false],
    ['gone unseen, from before the resumption', resumed, early, true, true],
    ['gone unseen, from after the resumption', resumed, late, true, false],
    ['alive, whenever it was made', resumed, early, false, false],
    ['removed from a Job that was never suspended', makeJob(), removed(podIn(running())), false, false]
  ])('%s', (_, job, pod, gone, expected) => {
    expect(isForgotten({ pod, gone }, job)).toBe(expected)
  })

  test('the kubelet’s last delete does not make a removal later than it was', () => {
    const asked = removed(podIn(running()))
    const last: Pod = podIn(exited(0), {
      metadata: { deletionTimestamp: '2026-01-01T00:00:12Z', deletionGracePeriodSeconds: 0, resourceVersion: '9' }
    })
    const kept = withFirstRemoval(asked, last)
    expect(kept.metadata).toMatchObject({ ...asked.metadata, resourceVersion: '9' })
    // it ended because it was told to: 7 s after the removal was asked for, 2 s before the last delete
    expect(judge(makeSnapshot({ job: jobWith('Complete'), pods: [kept] }))).toBe('interrupted')
    expect(withFirstRemoval(podIn(running()), last)).toBe(last)
    expect(withFirstRemoval(undefined, last)).toBe(last)
  })

  test.each<[string, Pod, string | undefined]>([
    ['seen to have ended before', podIn(exited(0)), 'succeeded'],
    ['last seen running', podIn(running()), 'interrupted']
  ])('removed in the second of its end, %s', (_, earlier, expected) => {
    const last: Pod = podIn(exited(0), {
      metadata: { deletionTimestamp: '2026-01-01T00:00:10Z', deletionGracePeriodSeconds: 0 }
    })
    const kept = withFirstRemoval(earlier, last)
    expect(judge(makeSnapshot({ job: jobWith('Complete'), pods: [kept] }))).toBe(expected)
  })
})

describe('the exit of a pod that a suspension took away decides nothing', () => {
  test.each<[string, Snapshot, string | undefined]>([
    ['exit 0, still suspended', makeSnapshot({ job: suspended, pods: [removed(podIn(exited(0)))] }), undefined],
    ['exit 143, still suspended', makeSnapshot({ job: suspended, pods: [removed(podIn(exited(143)))] }), undefined],
    ['exit 0 after the resumption', makeSnapshot({ job: resumed, pods: [removed(podIn(exited(0)))] }), undefined],
    [
      'the second try runs',
      makeSnapshot({ job: resumed, pods: [first(removed(podIn(exited(143)))), second(podIn(running()))] }),
      undefined
    ],
    [
      'the second try succeeded',
      makeSnapshot({ job: ends('Complete'), pods: [first(removed(podIn(exited(143)))), second(podIn(exited(0)))] }),
      'succeeded'
    ],
    [
      'the second try is not seen to end yet: the read that confirms a verdict will show it',
      makeSnapshot({ job: ends('Complete'), pods: [first(removed(podIn(exited(143)))), second(podIn(running()))] }),
      'interrupted'
    ],
    [
      'an exit 0 on SIGTERM, and its replacement runs already',
      makeSnapshot({ job: ends('Complete'), pods: [first(removed(podIn(exited(0)))), second(podIn(running()))] }),
      'interrupted'
    ],
    [
      'the second try failed',
      makeSnapshot({ job: ends('Failed'), pods: [first(removed(podIn(exited(0)))), second(podIn(exited(3)))] }),
      'failed'
    ],
    [
      'an exit 0 on SIGTERM alone, and the Job says Complete',
      makeSnapshot({ job: ends('Complete'), pods: [removed(podIn(exited(0)))] }),
      'interrupted'
    ],
    [
      'the same, suspended still',
      makeSnapshot({ job: { ...ends('Complete'), spec: { ...suspended.spec } }, pods: [removed(podIn(exited(0)))] }),
      'interrupted'
    ],
    [
      'a pod that was done before the suspension, and the Job says Complete',
      makeSnapshot({ job: ends('Complete'), pods: [removed(podIn(exited(0)), '2026-01-01T00:00:11Z')] }),
      'succeeded'
    ]
  ])('%s → %s', (_, snapshot, expected) => {
    expect(earlyExit(snapshot)).toHaveProperty('obstacle')
    expect(judge(snapshot, { started: true })).toBe(expected)
  })

  test('it neither tells nor gives the exit code; the pod is listed as Suspended', () => {
    const pods = [first(removed(podIn(exited(143)))), second(podIn(running()))]
    const snapshot = makeSnapshot({ job: resumed, pods })
    expect(tellingPod(snapshot)?.pod.metadata?.uid).toBe('second')
    const facts = factsOf(snapshot, 'n')
    expect(facts).not.toHaveProperty('exitCode')
    expect(facts.pods).toMatchObject([
      { name: 'etl-first', phase: 'Failed', exitCode: 143, reason: 'Suspended' },
      { name: 'etl-second', phase: 'Running' }
    ])
    expect(factsOf(makeSnapshot({ job: suspended, pods: pods.slice(0, 1) }), 'n')).not.toHaveProperty('exitCode')
  })

  test('a suspension that left no trace on the Job: its pod is not what a success is explained by', () => {
    const pods = [first(removed(podIn(exited(143)))), second(podIn(exited(0)))]
    expect(factsOf(makeSnapshot({ job: jobWith('Complete'), pods }), 'n').exitCode).toBe(0)
  })

  test('an old refusal and an old pod are no start problem of the new try', () => {
    const refused = makeEvent('FailedCreate', 'pods "x" is forbidden: exceeded quota: q', 'job')
    const stuck = removed(podIn(waiting('InvalidImageName')))
    expect(startProblem(makeSnapshot({ events: [refused] }))).toMatchObject({ reason: 'quota-exceeded' })
    expect(startProblem(makeSnapshot({ job: resumed, events: [refused], pods: [stuck] }))).toBeUndefined()
    expect(startProblem(makeSnapshot({ job: suspended, events: [refused] }))).toBeUndefined()
  })
})

describe('the queue’s limit', () => {
  const queued = { ...suspended, metadata: { ...suspended.metadata, labels: { 'kueue.x-k8s.io/queue-name': 'gpu' } } }
  const workload = (...conditions: Condition[]): Snapshot['workload'] => ({ status: { conditions } })
  const short: Condition = { type: 'QuotaReserved', status: 'False', reason: 'Pending', message: 'insufficient quota' }
  const evicted: Condition = { type: 'Evicted', status: 'True', reason: 'Preempted', message: 'for another' }

  test('it ends what is suspended, and nothing else', () => {
    const over = { queued: 90_000, suspended: true }
    expect(judge(makeSnapshot({ job: suspended }), { ...over, queued: 89_999 })).toBeUndefined()
    expect(judge(makeSnapshot({ job: suspended }), over)).toBe('queue-timeout')
    expect(judge(makeSnapshot({ job: resuming }), over)).toBe('queue-timeout')
    expect(judge(makeSnapshot({ job: resumed }), over)).toBeUndefined()
    expect(judge(makeSnapshot({ job: suspended, gone: true }), over)).toBe('gone')
    expect(judge(makeSnapshot({ job: ends('Failed') }), over)).toBe('failed')
  })

  test('no other limit ends what is suspended', () => {
    expect(judge(makeSnapshot({ job: suspended }), { starting: 30_000 })).toBeUndefined()
    expect(judge(makeSnapshot({ job: suspended }), { started: true, running: 60_000 })).toBeUndefined()
  })

  test.each<[string, Snapshot, { what: unknown; why: string | undefined }]>([
    [
      'suspended by nobody knows whom',
      makeSnapshot({ job: suspended }),
      {
        what: 'The Job etl-1a2b3c4d was suspended for longer than 1m30s (queue-timeout) and was stopped.',
        why: undefined
      }
    ],
    [
      'queued, without a right to see why',
      makeSnapshot({ job: queued }),
      {
        what: 'The Job etl-1a2b3c4d waited in LocalQueue gpu for longer than 1m30s (queue-timeout) and was stopped.',
        why: undefined
      }
    ],
    [
      'queued, in Kueue’s words',
      makeSnapshot({ job: queued, workload: workload(short) }),
      { what: expect.stringContaining('LocalQueue gpu'), why: 'insufficient quota.' }
    ],
    [
      'with the event alone',
      makeSnapshot({ job: queued, events: [makeEvent('Stopped', 'Preempted to make room', 'job')] }),
      { what: expect.stringContaining('LocalQueue gpu'), why: 'Preempted to make room.' }
    ],
    [
      'preempted and not let in again',
      makeSnapshot({ job: queued, workload: workload(short, evicted) }),
      { what: expect.stringContaining('LocalQueue gpu'), why: 'Preempted: for another.' }
    ]
  ])('%s', (_, snapshot, { what, why }) => {
    const failure = diagnose({ kind: 'queue-timeout' }, snapshot, context)
    expect(failure).toMatchObject({ reason: 'queue-timeout', kind: 'stopped', what, why })
    expect(failure?.fix).toContain('queue-timeout')
  })

  test('a pod that came too late, by the launcher’s word', () => {
    const nothing = { frames: [], causes: [], result: undefined, resultProblem: undefined }
    const report = { kind: undefined, state: 'too-late', exit: 75, exception: undefined, ...nothing } as const
    const snapshot = makeSnapshot({ pods: [podIn(exited(75))] })
    expect(diagnose({ kind: 'failed', by: 'exit' }, snapshot, { ...context, report })).toMatchObject({
      reason: 'queue-timeout',
      what: expect.stringContaining('too late')
    })
  })

  test('deleted while it was suspended; taken away and never tried again', () => {
    expect(diagnose({ kind: 'gone' }, makeSnapshot({ job: suspended, gone: true }), context)).toMatchObject({
      reason: 'deleted',
      what: 'The Job etl-1a2b3c4d was deleted while it was suspended.'
    })
    const pods = [removed(podIn(exited(0)))]
    expect(diagnose({ kind: 'interrupted' }, makeSnapshot({ job: ends('Complete'), pods }), context)).toMatchObject({
      reason: 'preempted'
    })
  })
})
