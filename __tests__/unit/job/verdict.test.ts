import { describe, expect, test } from '@jest/globals'

import { startClocks, type Clocks } from '../../../src/job/clocks.ts'
import { startProblem } from '../../../src/job/start-problem.ts'
import { compareLater, verdict, type Verdict } from '../../../src/job/verdict.ts'
import type { Snapshot } from '../../../src/job/snapshot.ts'
import { exited, jobWith, makeJob, makeSnapshot, podIn, removed, running, waiting } from '../../support/objects.ts'

const limits = { timeout: 60_000, startTimeout: 30_000, queueTimeout: 90_000 }
const clocks = (overrides: Partial<Clocks> = {}): Clocks => ({ ...startClocks(0), ...overrides })
const judge = (snapshot: Snapshot, at: Clocks = clocks()): string | undefined =>
  verdict(snapshot, at, limits, startProblem(snapshot))?.kind

const deletedAt = (
  seconds: string,
  grace: number
): { metadata: { deletionTimestamp: string; deletionGracePeriodSeconds: number } } => ({
  metadata: { deletionTimestamp: `2026-01-01T00:00:${seconds}Z`, deletionGracePeriodSeconds: grace }
})
const disrupted = {
  status: { conditions: [{ type: 'DisruptionTarget', status: 'True' as const, reason: 'EvictionByEvictionAPI' }] }
}

describe('the Job’s own conditions decide', () => {
  test.each([
    ['Complete', 'succeeded'],
    ['SuccessCriteriaMet', 'succeeded'],
    ['Failed', 'failed'],
    ['FailureTarget', 'failed'],
    ['Suspended', undefined]
  ])('%s → %s', (type, expected) => {
    expect(judge(makeSnapshot({ job: jobWith(type) }))).toBe(expected)
  })

  test('a condition that is False decides nothing', () => {
    const job = makeJob({ status: { conditions: [{ type: 'Complete', status: 'False' }] } })
    expect(judge(makeSnapshot({ job }))).toBeUndefined()
  })

  test('counters decide nothing', () => {
    expect(judge(makeSnapshot({ job: makeJob({ status: { succeeded: 1, failed: 3, active: 0 } }) }))).toBeUndefined()
  })

  test('they decide although the Job is gone by now', () => {
    expect(judge(makeSnapshot({ job: jobWith('Complete'), gone: true }))).toBe('succeeded')
  })
})

describe('an exit 0 of a pod that was being taken away is never a success, even where the Job says Complete', () => {
  const complete = (pod: ReturnType<typeof podIn>): string | undefined =>
    judge(makeSnapshot({ job: jobWith('Complete'), pods: [pod] }))

  test.each([
    ['evicted', podIn(exited(0), disrupted), 'interrupted'],
    ['deleted while it ran', podIn(exited(0), deletedAt('40', 30)), 'interrupted'],
    ['deleted in the very second of its end', podIn(exited(0), deletedAt('10', 0)), 'interrupted'],
    ['deleted after it had ended', podIn(exited(0), deletedAt('41', 30)), 'succeeded'],
    ['deleted at once after it had ended', podIn(exited(0), deletedAt('11', 0)), 'succeeded'],
    ['never touched', podIn(exited(0)), 'succeeded'],
    ['seen running while it was deleted, and then no more', podIn(running(), deletedAt('40', 30)), 'interrupted']
  ])('%s → %s', (_, pod, expected) => {
    expect(complete(pod)).toBe(expected)
  })

  test('a pod that was gone before anybody saw its end is no success', () => {
    const snapshot = { ...makeSnapshot({ job: jobWith('Complete') }), pods: [{ pod: podIn(running()), gone: true }] }
    expect(judge(snapshot)).toBe('interrupted')
  })

  test('one that the watch has not shown to end yet is believed to the Job', () => {
    expect(judge(makeSnapshot({ job: jobWith('Complete'), pods: [podIn(running())] }))).toBe('succeeded')
  })

  test('with enough clean successes an interrupted one more does not matter', () => {
    const pods = [
      podIn(exited(0), { ...disrupted, metadata: { uid: 'a' } }),
      podIn(exited(0), { metadata: { uid: 'b' } })
    ]
    expect(judge(makeSnapshot({ job: jobWith('Complete'), pods }))).toBe('succeeded')
  })
})

describe('other endings', () => {
  test('the Job is gone', () => {
    expect(judge(makeSnapshot({ gone: true, pods: [podIn(running())] }))).toBe('gone')
  })

  test('the Job is being deleted', () => {
    expect(judge(makeSnapshot({ job: makeJob({ metadata: { deletionTimestamp: '2026-01-01T00:00:05Z' } }) }))).toBe(
      'gone'
    )
  })

  test('the container’s exit, where that is safe', () => {
    expect(judge(makeSnapshot({ pods: [podIn(exited(3))] }))).toBe('failed')
    expect(judge(makeSnapshot({ pods: [podIn(exited(0))] }))).toBe('succeeded')
  })

  test('the run timeout, counted from the first running container', () => {
    const snapshot = makeSnapshot({ pods: [podIn(running())] })
    expect(judge(snapshot, clocks({ started: true, running: 59_999 }))).toBeUndefined()
    expect(judge(snapshot, clocks({ started: true, running: 60_000 }))).toBe('timed-out')
    expect(judge(snapshot, clocks({ started: false, running: 60_000 }))).toBeUndefined()
  })

  test('the start timeout, as long as nothing runs', () => {
    expect(judge(makeSnapshot(), clocks({ starting: 29_999 }))).toBeUndefined()
    expect(judge(makeSnapshot(), clocks({ starting: 30_000 }))).toBe('start-timeout')
    expect(judge(makeSnapshot(), clocks({ starting: 30_000, started: true }))).toBeUndefined()
  })

  test('a suspended Job is not stopped by its start timeout', () => {
    expect(
      judge(makeSnapshot({ job: makeJob({ spec: { suspend: true } }) }), clocks({ starting: 30_000 }))
    ).toBeUndefined()
  })

  test('a hopeless start problem at once, one with grace after it, one that may mend never', () => {
    const stuck = (reason: string, message = ''): Snapshot => makeSnapshot({ pods: [podIn(waiting(reason, message))] })
    const lasting = (lasted: number, reason: string): Clocks => clocks({ problem: { reason, lasted } })
    expect(judge(stuck('InvalidImageName'))).toBe('cannot-start')
    expect(
      judge(stuck('CreateContainerConfigError', 'secret "s" not found'), lasting(29_999, 'missing-config'))
    ).toBeUndefined()
    expect(judge(stuck('CreateContainerConfigError', 'secret "s" not found'), lasting(30_000, 'missing-config'))).toBe(
      'cannot-start'
    )
    expect(
      judge(stuck('ErrImagePull', '503 Service Unavailable'), lasting(25_000, 'image-pull-failed'))
    ).toBeUndefined()
  })
})

describe('a later condition that says otherwise', () => {
  const failed = {
    kind: 'failed',
    by: 'condition',
    condition: { reason: 'BackoffLimitExceeded', message: 'no' }
  } as const
  const succeeded = { kind: 'succeeded', by: 'exit' } as const
  const done = podIn(exited(0))
  const there = makeSnapshot({ pods: [done] })
  const gone = { ...there, pods: [{ pod: done, gone: true }] }
  const ending = makeSnapshot({ pods: [removed(done)] })
  const evicted = makeSnapshot({
    pods: [podIn(exited(0), { status: { conditions: [{ type: 'DisruptionTarget', status: 'True' }] } })]
  })
  test.each<[Verdict, Verdict | undefined, Snapshot, string]>([
    [succeeded, failed, there, 'contradiction'],
    [succeeded, failed, gone, 'removed'],
    [succeeded, failed, ending, 'removed'],
    [succeeded, failed, evicted, 'removed'],
    [succeeded, { ...failed, condition: { reason: 'DeadlineExceeded', message: 'late' } }, gone, 'contradiction'],
    [succeeded, failed, { ...gone, pods: [...gone.pods, ...there.pods] }, 'contradiction'],
    [{ kind: 'failed', by: 'exit' }, { kind: 'succeeded', by: 'condition' }, gone, 'contradiction'],
    [{ kind: 'failed', by: 'exit' }, failed, there, 'same'],
    [succeeded, undefined, there, 'same'],
    [succeeded, { kind: 'gone' }, there, 'same']
  ])('%j then %j', (early, later, snapshot, expected) => {
    expect(compareLater(early, later, snapshot)).toBe(expected)
  })
})
