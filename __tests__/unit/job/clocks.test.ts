import { expect, test } from '@jest/globals'

import type { Job, Pod } from '../../../src/cluster/objects.ts'
import { startClocks, tick, untilNextLimit, type Clocks } from '../../../src/job/clocks.ts'
import type { Snapshot } from '../../../src/job/snapshot.ts'
import { exited, makeJob, makeSnapshot, podIn, removed, resumedJob, running, waiting } from '../../support/objects.ts'

const pending = makeSnapshot({ pods: [podIn(waiting('ContainerCreating'))] })
const runs = makeSnapshot({ pods: [podIn(running())] })
const suspended = makeSnapshot({ job: makeJob({ spec: { suspend: true } }) })

/** The Job after its resumption of this number, a minute after the one before. */
const jobResumed = (n: number): Job => resumedJob(`2026-01-01T00:0${n}:00Z`)
const resumed = (n: number): Snapshot => makeSnapshot({ job: jobResumed(n) })
/** The pod of before, which the suspension took away, and the new one. */
const withOld = (n: number, pod: Pod): Snapshot =>
  makeSnapshot({ job: jobResumed(n), pods: [removed(podIn(exited(0))), pod] })
const fresh = { metadata: { uid: 'second' } }
const pendingIn = (n: number): Snapshot => withOld(n, podIn(waiting('ContainerCreating'), fresh))
const runsIn = (n: number): Snapshot => withOld(n, podIn(running(), fresh))
const suspendedIn = (n: number): Snapshot => ({ ...runsIn(n), job: makeJob({ spec: { suspend: true } }) })

/** Plays moments of one second each. */
function play(...moments: readonly Snapshot[]): Clocks {
  return moments.reduce((clocks, moment, index) => tick(clocks, moment, (index + 1) * 1000, undefined), startClocks(0))
}

test.each([
  ['waiting counts as starting', [pending, pending], { starting: 2000, running: 0, started: false }],
  [
    'the first running container ends the start',
    [pending, runs, runs, runs],
    { starting: 2000, running: 2000, started: true }
  ],
  [
    'only the queue’s runs while suspended',
    [suspended, suspended],
    { queued: 1000, starting: 0, running: 0, started: false }
  ],
  [
    'the start begins with the resumption',
    [suspended, suspended, pending, pending],
    { queued: 2000, starting: 1000, running: 0, started: false }
  ],
  [
    'start and run begin anew after a suspension, the queue’s goes on',
    [
      suspended,
      resumed(1),
      pendingIn(1),
      runsIn(1),
      suspendedIn(1),
      suspendedIn(1),
      pendingIn(2),
      runsIn(2),
      runsIn(2)
    ],
    { queued: 3000, starting: 1000, running: 1000, started: true }
  ],
  [
    'a suspension that nobody saw begins them anew as well',
    [runs, runs, pendingIn(1), pendingIn(1)],
    { queued: 0, starting: 1000, running: 0, started: false }
  ],
  [
    'a pod that turns out to be one of before does not count as started',
    [resumed(1), makeSnapshot({ job: jobResumed(1), pods: [podIn(running())] }), pendingIn(1), pendingIn(1)],
    { starting: 1000, running: 0, started: false }
  ],
  ['a container that was never seen running has run', [makeSnapshot({ pods: [podIn(exited(0))] })], { started: true }],
  [
    'one that could not be started has not',
    [makeSnapshot({ pods: [podIn(exited(128, 'StartError'))] })],
    { started: false }
  ],
  [
    'without the right to see pods the Job’s own count serves',
    [makeSnapshot({ job: makeJob({ status: { active: 1, ready: 1 } }), sees: { pods: false, events: false } })],
    { started: true }
  ]
])('%s', (_, moments, expected) => {
  expect(play(...moments)).toMatchObject(expected)
})

test('a start problem lasts as long as it is the same', () => {
  let clocks = startClocks(0)
  for (const [at, reason] of [
    [1000, 'image-not-found'],
    [2000, 'image-not-found'],
    [5000, 'image-not-found']
  ] as const)
    clocks = tick(clocks, pending, at, reason)
  expect(clocks.problem).toEqual({ reason: 'image-not-found', lasted: 4000 })
  expect(tick(clocks, pending, 6000, 'unschedulable').problem).toEqual({ reason: 'unschedulable', lasted: 0 })
  expect(tick(clocks, pending, 6000, undefined).problem).toBeUndefined()
})

test('the loop wakes at the next limit', () => {
  const limits = { timeout: 10_000, startTimeout: 3_000, queueTimeout: 4_000 }
  expect(untilNextLimit(play(pending), limits, 5_000)).toBe(2_000)
  expect(untilNextLimit(play(runs), limits, 5_000)).toBe(5_000)
  expect(untilNextLimit({ ...play(runs), running: 9_500 }, limits, 5_000)).toBe(500)
  expect(untilNextLimit({ ...play(runs), running: 11_000 }, limits, 5_000)).toBe(0)
  expect(untilNextLimit(play(suspended, suspended), limits, 5_000)).toBe(3_000)
})
