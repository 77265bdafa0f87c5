import { readFileSync } from 'node:fs'

import { describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { expectFailure, expectSuccess, onStage, useWorld } from '../support/action.ts'
import { seen } from '../support/seen.ts'

/** What the inputs make of a run's life: how long it may take, whether we wait, what stays. */
const world = useWorld()

const ends =
  (code: number) =>
  async (pod: PlayedPod): Promise<void> => {
    await pod.running()
    pod.log('hello')
    await pod.exit(code)
  }

interface JobObject {
  readonly spec: Readonly<Record<string, unknown>>
}

describe('time limits', () => {
  test('timeout: the log is read first, then the Job goes', async () => {
    const scenario = async (pod: PlayedPod): Promise<void> => {
      pod.onTerminate = () => pod.log('told to end')
      await pod.running()
      pod.log('at work')
    }
    await onStage(world(), { scenario, proxied: true }, async (stage) => {
      const result = await stage.run({ timeout: '2s' }).finished
      expectFailure(result, {
        reason: 'timed-out',
        status: 'timed-out',
        text: ['longer than 2s (timeout)', 'raise the input timeout']
      })
      seen('timeout', result)
      expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe('at work\n')
      expect(result.outputs).not.toHaveProperty('exit-code')
      expect(await stage.leftovers()).toEqual([])
      const path = new RegExp(`/${stage.namespace}/`, 'u')
      const logs = world().proxy.requests.findLastIndex((seen) => path.test(seen.path) && /\/log$/u.test(seen.path))
      const deletion = world().proxy.requests.findIndex(
        ({ method, path: way }) => method === 'DELETE' && path.test(way)
      )
      expect(logs).toBeGreaterThan(0)
      expect(logs).toBeLessThan(deletion)
    })
  }, 60_000)

  test('the clock of timeout starts with the container, not with the Job', async () => {
    const scenario = async (pod: PlayedPod): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      await ends(0)(pod)
    }
    await onStage(world(), { scenario }, async (stage) => {
      expectSuccess(await stage.run({ timeout: '2s', 'start-timeout': '30s' }).finished)
    })
  }, 60_000)

  test('the Job’s own deadline lies behind ours, and its time to live is set', async () => {
    await onStage(world(), { scenario: ends(0) }, async (stage) => {
      const handle = stage.run({ timeout: '90s', 'start-timeout': '30s', ttl: '1h', cleanup: 'never' })
      await handle.finished
      const [job] = (await stage.jobs()) as unknown as JobObject[]
      expect(job?.spec).toMatchObject({ activeDeadlineSeconds: 240, ttlSecondsAfterFinished: 3600, backoffLimit: 0 })
    })
  }, 60_000)
})

describe('wait: false', () => {
  test('hands the Job over: created, no deadline, time to live set, nothing left to post', async () => {
    await onStage(world(), { scenario: ends(0) }, async (stage) => {
      const handle = stage.run({ wait: 'false', ttl: '2h' })
      const result = await handle.finished
      expect(result).toMatchObject({
        exitCode: 0,
        conclusion: 'success',
        annotations: [],
        outputs: { status: 'created' }
      })
      expect(result.outputs).not.toHaveProperty('log-file')
      expect(result.outputs).not.toHaveProperty('exit-code')
      expect(result.stdout).toContain(`logs -f job/${result.outputs['job-name'] ?? ''}`)
      expect(result.summary).toContain('🚀')
      expect(result.summary).toContain(
        `kubectl -n ${stage.namespace} get jobs,pods -l identifier=${result.outputs['identifier'] ?? ''}`
      )
      const after = await handle.post().finished
      expect({ exitCode: after.exitCode, raw: after.raw.toString() }).toEqual({ exitCode: 0, raw: '' })
      const [job] = (await stage.jobs()) as unknown as JobObject[]
      expect(job?.spec).toMatchObject({ ttlSecondsAfterFinished: 7200 })
      expect(job?.spec).not.toHaveProperty('activeDeadlineSeconds')
    })
  }, 60_000)

  test('with a timeout: the Job has a deadline', async () => {
    await onStage(world(), {}, async (stage) => {
      await stage.run({ wait: 'false', timeout: '1h', 'start-timeout': '1m' }).finished
      const [job] = (await stage.jobs()) as unknown as JobObject[]
      expect(job?.spec).toMatchObject({ activeDeadlineSeconds: 3600 + 60 + 120 })
    })
  }, 60_000)
})

describe('cleanup', () => {
  test.each([
    { cleanup: 'always', code: 0, stays: false },
    { cleanup: 'always', code: 3, stays: false },
    { cleanup: 'on-success', code: 0, stays: false },
    { cleanup: 'on-success', code: 3, stays: true },
    { cleanup: 'never', code: 0, stays: true },
    { cleanup: 'never', code: 3, stays: true }
  ])(
    '$cleanup, exit $code: the Job stays: $stays',
    async ({ cleanup, code, stays }) => {
      await onStage(world(), { scenario: ends(code) }, async (stage) => {
        const handle = stage.run({ cleanup })
        const result = await handle.finished
        if (code === 0) expectSuccess(result)
        else expectFailure(result, { reason: 'flow-failed', text: ['exited with 3'] })
        const after = await handle.post().finished
        expect({ exitCode: after.exitCode, raw: after.raw.toString() }).toEqual({ exitCode: 0, raw: '' })
        const name = result.outputs['job-name'] ?? ''
        expect((await stage.leftovers()).filter((each) => each.startsWith('jobs/'))).toEqual(
          stays ? [`jobs/${name}`] : []
        )
        expect(result.summary.includes('kubectl')).toBe(stays)
      })
    },
    60_000
  )

  test('never: a Job that we stopped goes all the same', async () => {
    await onStage(world(), { scenario: (pod) => pod.running() }, async (stage) => {
      const result = await stage.run({ cleanup: 'never', timeout: '1s' }).finished
      expectFailure(result, { reason: 'timed-out', status: 'timed-out', text: [] })
      expect(await stage.leftovers()).toEqual([])
    })
  }, 60_000)
})

test('logs: none: nothing of the log on the console, all of it in the file', async () => {
  await onStage(world(), { scenario: ends(0) }, async (stage) => {
    const result = await stage.run({ logs: 'none' }).finished
    expectSuccess(result)
    expect(result.stdout).not.toContain('hello')
    expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe('hello\n')
  })
}, 60_000)
