/** Parts of the cluster that stop in the middle and come back: one test after the other, since they are everybody's. */

import { setTimeout as sleep } from 'node:timers/promises'

import { afterEach, expect, test } from '@jest/globals'

import { stopNodePart } from '../../dev/node.ts'
import { errorsOf } from '../support/action.ts'
import { logOf, mendNode, onStage, python, world, type Ran } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000

afterEach(mendNode, 3 * minutes)

/** A flow that says a number ten times a second, and ends with 3: no accident looks like that. */
const counting = (seconds: number, code = 3): string =>
  `import time\nfor i in range(${seconds * 10}): print(i); time.sleep(0.1)\nraise SystemExit(${code})`
const counted = (seconds: number): string => Array.from({ length: seconds * 10 }, (_, index) => `${index}\n`).join('')

/** Red with the flow's own exit, every line once, nothing left. */
async function expectWhole(ran: Ran, seconds: number): Promise<void> {
  expect(ran).toMatchObject({ conclusion: 'failure', left: [], runnerErrors: [] })
  expect(ran.outputs).toMatchObject({ 'failure-reason': 'flow-failed', 'exit-code': '3' })
  expect(errorsOf(ran)).toHaveLength(1)
  expect(await logOf(ran)).toBe(counted(seconds))
}

test(
  'the API server is away for 30 s',
  () =>
    onStage(async (stage) => {
      const handle = stage.start(python(stage, counting(45)))
      await handle.waitForLine(/\| 20$/u, 2 * minutes)
      await stopNodePart('apiserver')
      await sleep(30_000)
      await mendNode()
      const ran = await stage.complete(handle)
      await expectWhole(ran, 45)
      seen('api-server-away', ran, /cannot be seen at present|answers again/u)
    }),
  6 * minutes
)

test(
  'the kubelet stops while the flow runs, and comes back',
  () =>
    onStage(async (stage) => {
      const handle = stage.start(python(stage, counting(20)))
      await handle.waitForLine(/\| 20$/u, 2 * minutes)
      await stopNodePart('kubelet')
      await sleep(5_000)
      await mendNode()
      const ran = await stage.complete(handle)
      await expectWhole(ran, 20)
      seen('kubelet-restarted', ran)
    }),
  5 * minutes
)

test(
  'the kubelet is away as the flow ends',
  () =>
    onStage(async (stage) => {
      const handle = stage.start(python(stage, counting(6)))
      await handle.waitForLine(/\| 20$/u, 2 * minutes)
      await stopNodePart('kubelet')
      await sleep(12_000)
      await mendNode()
      await expectWhole(await stage.complete(handle), 6)
    }),
  5 * minutes
)

test(
  'the controller manager is away as the flow ends: the verdict does not wait for it, the clean-up does',
  () =>
    onStage(async (stage) => {
      const handle = stage.start(python(stage, counting(5)))
      await handle.waitForLine(/\| 20$/u, 2 * minutes)
      await stopNodePart('controller-manager')
      await handle.waitForLine(/exited with 3/u, minutes)
      await sleep(3_000)
      await mendNode()
      const ran = await stage.complete(handle)
      await expectWhole(ran, 5)
      seen('controller-away', ran)
    }),
  5 * minutes
)

test(
  'containerd restarts while the flow runs',
  () =>
    onStage(async (stage) => {
      const handle = stage.start(python(stage, counting(15)))
      await handle.waitForLine(/\| 20$/u, 2 * minutes)
      await stopNodePart('containerd')
      await sleep(2_000)
      await mendNode()
      const ran = await stage.complete(handle)
      await expectWhole(ran, 15)
      seen('containerd-restarted', ran)
    }),
  5 * minutes
)

test(
  'no scheduler: ended at the start timeout, and nothing is left',
  () =>
    onStage(async (stage) => {
      await world()
      await stopNodePart('scheduler')
      const ran = await stage.run({ ...python(stage, 'pass'), 'start-timeout': '5s' })
      expect(ran).toMatchObject({ conclusion: 'failure', left: [] })
      expect(ran.outputs).toMatchObject({ 'failure-reason': 'start-timeout', status: 'timed-out' })
    }),
  3 * minutes
)

test(
  'cancelled while the API server is away: main ends in time, post removes the Job once it is back',
  () =>
    onStage(async (stage) => {
      const handle = stage.start(python(stage, counting(120)))
      await handle.waitForLine(/\| 20$/u, 2 * minutes)
      await stopNodePart('apiserver')
      const cancelled = await handle.cancel()
      expect(cancelled.signalsSent).toEqual(['SIGINT'])
      expect(cancelled.stdout).toMatch(/Left to the post step/u)
      await mendNode()
      const ran = await stage.complete(handle)
      expect(ran).toMatchObject({ conclusion: 'cancelled', left: [] })
    }),
  5 * minutes
)
