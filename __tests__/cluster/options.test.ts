/** What the inputs do that are about the run itself: what is shown, which Job is replaced, how long one may wait, whose code runs. */

import { expect, test } from '@jest/globals'

import { must } from '../../dev/run.ts'
import { errorsOf } from '../support/action.ts'
import { expectSoon, labelled, localImages, logOf, onStage, python } from '../support/cluster.ts'

const minutes = 60_000

test.concurrent(
  'logs: on-failure shows the log of a flow that failed, and of no other; summary: false writes none',
  () =>
    onStage(async (stage) => {
      const inputs = { logs: 'on-failure', summary: 'false' }
      const green = await stage.run({ ...python(stage, 'print("quiet words")'), ...inputs })
      expect(errorsOf(green)).toEqual([])
      expect(green).toMatchObject({ conclusion: 'success', summary: '', left: [] })
      expect(green.stdout).not.toMatch(/^\| quiet words/mu)
      expect(await logOf(green)).toBe('quiet words\n')

      const red = await stage.run({ ...python(stage, 'print("last words"); raise SystemExit(3)'), ...inputs })
      expect(red).toMatchObject({ conclusion: 'failure', summary: '', left: [] })
      expect(red.outputs).toMatchObject({ 'failure-reason': 'flow-failed', 'exit-code': '3' })
      expect(red.stdout.match(/last words/gu)).toHaveLength(1)
      expect(await logOf(red)).toBe('last words\n')
    }),
  3 * minutes
)

// a process that ends when it is asked to: else the grace period of 30 s is waited for
const patient = 'import signal, sys, time; signal.signal(15, lambda *_: sys.exit(0)); time.sleep(600)'

test.concurrent(
  'an attempt leaves the Job of another run-key alone, fails beside its own, or replaces it',
  () =>
    onStage(async (stage) => {
      const attempt = (number: number): Record<string, string> => ({
        GITHUB_RUN_ID: String(process.pid),
        GITHUB_RUN_ATTEMPT: String(number)
      })
      const first = await stage.run(
        { ...python(stage, patient), wait: 'false', ttl: '10m', 'run-key': 'north' },
        attempt(1)
      )
      expect(errorsOf(first)).toEqual([])
      const jobs = async (): Promise<number> =>
        (await labelled(stage, 'jobs', first.outputs['identifier'] ?? 'none')).length
      expect(await jobs()).toBe(1)

      const other = await stage.run({ ...python(stage, 'print(1)'), 'run-key': 'south' }, attempt(2))
      expect(errorsOf(other)).toEqual([])
      expect(await jobs()).toBe(1)

      const refused = await stage.run(
        { ...python(stage, 'print(1)'), 'run-key': 'north', 'on-rerun': 'fail' },
        attempt(2)
      )
      expect(errorsOf(refused)).toEqual([expect.stringContaining(first.outputs['job-name'] ?? 'none')])
      expect(refused.outputs).toMatchObject({ 'failure-reason': 'job-exists', status: 'failed' })
      expect(await jobs()).toBe(1)

      const replaced = await stage.run(
        { ...python(stage, 'print(1)'), 'run-key': 'north', 'on-rerun': 'replace' },
        attempt(2)
      )
      expect(errorsOf(replaced)).toEqual([])
      expect(replaced.conclusion).toBe('success')
      expect(await jobs()).toBe(0)
      await expectSoon(() => stage.leftovers(), [])
    }),
  5 * minutes
)

test.concurrent(
  'queue-timeout ends the wait for a Job that its template suspends',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({
        ...python(stage, 'print("too early")'),
        'job-template': 'spec: {suspend: true}',
        'queue-timeout': '3s'
      })
      expect(errorsOf(ran)).toEqual([expect.stringContaining('(queue-timeout)')])
      expect(ran).toMatchObject({ conclusion: 'failure', left: [] })
      expect(ran.outputs).toMatchObject({ status: 'timed-out', 'failure-reason': 'queue-timeout', pods: '[]' })
      expect(ran.stdout).not.toContain('too early')
    }),
  2 * minutes
)

test.concurrent(
  'code that is not the commit of the event is built only with allow-untrusted-code',
  () =>
    onStage(async (stage) => {
      const inputs = {
        flow: 'flows/everything.py',
        'base-image': 'python:3.11',
        'image-name': stage.unique,
        'image-tag': 'x',
        push: 'false',
        run: 'false'
      }
      const event = { GITHUB_EVENT_NAME: 'pull_request_target' }
      const refused = await stage.run(inputs, event)
      expect(errorsOf(refused)).toEqual([expect.stringContaining('pull_request_target')])
      expect(refused.outputs).toMatchObject({ 'failure-reason': 'untrusted-code', status: 'failed' })
      expect(await localImages(stage.unique)).toEqual([])
      try {
        const allowed = await stage.run({ ...inputs, 'allow-untrusted-code': 'true' }, event)
        expect(errorsOf(allowed)).toEqual([])
        expect(allowed.outputs).toMatchObject({ status: 'skipped', build: 'built' })
      } finally {
        await must('docker', ['image', 'rm', `${stage.unique}:x`])
      }
    }),
  4 * minutes
)
