import { expect, test } from '@jest/globals'

import { startClocks, tick, untilNextLimit, type Clocks } from '../../../src/job/clocks.ts'
import type { Snapshot } from '../../../src/job/snapshot.ts'
import { exited, makeJob, makeSnapshot, podIn, running, waiting } from '../../support/objects.ts'

const pending = makeSnapshot({ pods: [podIn(waiting('ContainerCreating'))] })
const runs = makeSnapshot({ pods: [podIn(running())] })
const suspended = makeSnapshot({ job: makeJob({ spec: { suspend: true } }) })

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
  ['both stand still while suspended', [suspended, suspended, pending], { starting: 1000, running: 0 }],
  ['the run stands still while suspended', [runs, runs, suspended, suspended, runs], { running: 2000, started: true }],
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
  const limits = { timeout: 10_000, startTimeout: 3_000 }
  expect(untilNextLimit(play(pending), limits, 5_000)).toBe(2_000)
  expect(untilNextLimit(play(runs), limits, 5_000)).toBe(5_000)
  expect(untilNextLimit({ ...play(runs), running: 9_500 }, limits, 5_000)).toBe(500)
  expect(untilNextLimit({ ...play(runs), running: 11_000 }, limits, 5_000)).toBe(0)
})
