import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, test } from '@jest/globals'

import type { Scenario } from '../../dev/kubelet.ts'
import type { ActionHandle } from '../../dev/runner.ts'
import { protocolEnvironment } from '../../src/flow/protocol.ts'
import { errorsOf, expectFailure, expectSuccess, onStage, until, useWorld, type Stage } from '../support/action.ts'
import { stubDocker } from '../support/docker-stub.ts'
import { seen } from '../support/seen.ts'

/** Jobs that somebody suspends and resumes, as Kueue does: the test sets `suspend`, the real Job controller does the rest. */
const world = useWorld()

const queueName = 'kueue.x-k8s.io/queue-name'

/** The path of the one Job, once it is there. */
async function jobPath(stage: Stage): Promise<string> {
  await until(async () => (await stage.jobs()).length === 1)
  const [job] = await stage.jobs()
  return `/apis/batch/v1/namespaces/${stage.namespace}/jobs/${job?.metadata.name ?? ''}`
}

async function suspend(stage: Stage, ...states: boolean[]): Promise<void> {
  const path = await jobPath(stage)
  for (const state of states) await world().cluster.kube.patch(path, { spec: { suspend: state } })
}

/** What Kueue says with an event of the Job when it stops one. */
async function saysStopped(stage: Stage, message: string): Promise<void> {
  const [job] = await stage.jobs()
  const { name, uid } = job?.metadata ?? { name: '' }
  const now = new Date().toISOString()
  await world().cluster.kube.create(`/api/v1/namespaces/${stage.namespace}/events`, {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}.stopped`, namespace: stage.namespace },
    involvedObject: { apiVersion: 'batch/v1', kind: 'Job', namespace: stage.namespace, name, uid },
    lastTimestamp: `${now.slice(0, 19)}Z`,
    type: 'Normal',
    reason: 'Stopped',
    message
  })
}

/** Runs an action whose Job is suspended before a pod of it could start. */
async function runQueued(stage: Stage, inputs: Readonly<Record<string, string>> = {}): Promise<ActionHandle> {
  const handle = stage.run({ queue: 'gpu', ...inputs })
  await suspend(stage, true)
  await handle.waitForLine(/is queued in LocalQueue gpu/u)
  return handle
}

/** The first pod works until it is told to end, and exits 0 then; the second ends by itself. */
function tries(secondExit: number): Scenario {
  let pods = 0
  return async (pod) => {
    await pod.running()
    if (pods++ > 0) {
      pod.log('second try')
      await pod.exit(secondExit)
      return
    }
    pod.log('first try')
    pod.onTerminate = () => pod.exit(0)
  }
}

describe('while the Job is queued', () => {
  test('longer than queue-timeout: stopped, in the queue’s words', async () => {
    await onStage(world(), { bind: false }, async (stage) => {
      const handle = await runQueued(stage, { 'queue-timeout': '6s' })
      const [job] = await stage.jobs()
      expect(job?.metadata.labels).toMatchObject({ [queueName]: 'gpu' })
      await saysStopped(stage, 'not enough quota')
      const result = await handle.finished
      expectFailure(result, {
        reason: 'queue-timeout',
        status: 'timed-out',
        text: ['waited in LocalQueue gpu for longer than 6s', 'not enough quota', 'queue-timeout']
      })
      expect(await stage.leftovers()).toEqual([])
    })
  }, 60_000)

  test('let in: it starts with a start timeout of its own, and succeeds', async () => {
    // a pod that is made before the Job is suspended must not be quicker than the test
    let letIn = false
    const scenario: Scenario = async (pod) => {
      if (!letIn) return
      await pod.bind()
      await pod.running()
      await pod.exit(0)
    }
    await onStage(world(), { scenario, bind: false }, async (stage) => {
      const handle = await runQueued(stage, { 'start-timeout': '10s' })
      const since = Date.now()
      await until(() => Date.now() - since > 10_000)
      letIn = true
      await suspend(stage, false)
      const result = await handle.finished
      expectSuccess(result)
      expect(result.stdout).toMatch(/^Job \S+ was admitted by LocalQueue gpu\.$/mu)
      seen('job-suspended', result, /LocalQueue/u)
    })
  }, 60_000)

  test('cancelled: the Job goes', async () => {
    await onStage(world(), { bind: false }, async (stage) => {
      const handle = await runQueued(stage)
      const result = await handle.cancel()
      expect(result).toMatchObject({ conclusion: 'cancelled', outputs: { status: 'cancelled' } })
      expect(errorsOf(result)).toEqual([])
      expect(await stage.leftovers()).toEqual([])
    })
  }, 60_000)

  test('deleted by somebody', async () => {
    await onStage(world(), { bind: false }, async (stage) => {
      const handle = await runQueued(stage)
      await world().cluster.kube.delete(await jobPath(stage))
      expectFailure(await handle.finished, { reason: 'deleted', text: ['was deleted while it was suspended'] })
    })
  }, 60_000)
})

describe('suspended in the middle of the run, with a program that exits 0 when it is told to end', () => {
  test.each([
    ['for a while', 0, undefined],
    ['for a while', 3, undefined],
    ['for so short that the Job shows no trace of it', 0, 'at once'],
    ['for so short that the Job shows no trace of it', 3, 'at once']
  ] as const)(
    '%s: the second try decides, with exit %i',
    async (_, exitCode, atOnce) => {
      await onStage(world(), { scenario: tries(exitCode) }, async (stage) => {
        const handle = stage.run()
        await handle.waitForLine(/^\| first try$/u)
        if (atOnce) await suspend(stage, true, false)
        else {
          await suspend(stage, true)
          await handle.waitForLine(/exited with 0 after its Job was suspended; that does not count$/u)
          await suspend(stage, false)
        }
        const result = await handle.finished
        if (exitCode === 0) expectSuccess(result)
        else
          expectFailure(result, {
            reason: 'flow-failed',
            text: ['exited with 3'],
            outputs: { 'exit-code': '3' }
          })
        expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toMatch(
          /^first try\n==> \S+\/flow <==\nsecond try\n$/u
        )
        const pods = JSON.parse(result.outputs['pods'] ?? '') as { exitCode: number; reason: string }[]
        expect(pods.map((pod) => pod.exitCode)).toEqual([0, exitCode])
        if (!atOnce) {
          expect(pods[0]?.reason).toBe('Suspended')
          expect(result.stdout).toMatch(/was suspended in the middle of its run[^]*was resumed\.$/mu)
        }
        expect(await stage.leftovers()).toEqual([])
      })
    },
    60_000
  )

  test('and never let in again: queue-timeout, without an exit code', async () => {
    await onStage(world(), { scenario: tries(0) }, async (stage) => {
      const handle = stage.run({ queue: 'gpu', 'queue-timeout': '4s' })
      await handle.waitForLine(/\| first try$/u)
      await suspend(stage, true)
      const result = await handle.finished
      expectFailure(result, { reason: 'queue-timeout', status: 'timed-out', text: ['LocalQueue gpu'] })
      expect(result.outputs['exit-code'] ?? '').toBe('')
      expect(JSON.parse(result.outputs['pods'] ?? '')).toMatchObject([{ exitCode: 0, reason: 'Suspended' }])
      expect(result.stdout).toContain('| first try\n')
      expect(await stage.leftovers()).toEqual([])
    })
  }, 60_000)
})

test('the pod knows until when the flow may start; a launcher that came too late says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'queue-test-'))
  writeFileSync(join(folder, 'etl.py'), 'print(1)\n')
  let notAfter = ''
  const scenario: Scenario = async (pod) => {
    const { containers } = pod.object.spec as unknown as { containers: { env: { name: string; value: string }[] }[] }
    const env = new Map(containers[0]?.env.map(({ name, value }) => [name, value]))
    notAfter = env.get(protocolEnvironment.notAfter) ?? ''
    const report = {
      'docker-on-k8s': 1,
      nonce: env.get(protocolEnvironment.nonce),
      kind: null,
      state: 'too-late',
      exit: 75,
      exception: { type: 'TooLate', message: 'The flow was not run: it is over' },
      frames: []
    }
    await pod.running()
    await pod.exit(75, { message: JSON.stringify(report) })
  }
  try {
    await onStage(world(), { scenario }, async (stage) => {
      const before = Date.now() / 1000
      const limits = { 'queue-timeout': '3h', 'start-timeout': '20m', timeout: '1h' }
      const result = await stage.runFlow(folder, stubDocker(folder), limits).finished
      expectFailure(result, {
        reason: 'queue-timeout',
        status: 'timed-out',
        text: ['started too late', 'it is over', 'queue-timeout'],
        outputs: { 'exit-code': '75' }
      })
      // 3 h + 20 m + 1 h + 2 m by the server's clock, which the runner knows to the second
      expect(Number(notAfter) - before).toBeGreaterThanOrEqual(15_720 - 2)
      expect(Number(notAfter) - Date.now() / 1000).toBeLessThanOrEqual(15_720 + 2)
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 60_000)
