import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { errorsOf, expectFailure, expectSuccess, onStage, until, useWorld } from '../support/action.ts'

/** What of a run is on the page of the workflow: `logs: on-failure`, `summary: false`. */
const world = useWorld()

const ends =
  (code: number) =>
  async (pod: PlayedPod): Promise<void> => {
    await pod.running()
    pod.log('hello')
    pod.log('::error::evil')
    await pod.exit(code)
  }

describe('logs: on-failure', () => {
  test('a success shows nothing of the log', async () => {
    await onStage(world(), { scenario: ends(0) }, async (stage) => {
      const result = await stage.run({ logs: 'on-failure' }).finished
      expectSuccess(result)
      expect(result.stdout).not.toContain('hello')
      expect(result.groups).toEqual([])
      expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe('hello\n::error::evil\n')
    })
  }, 60_000)

  test('a failure shows it once, as text in a group, above the error', async () => {
    await onStage(world(), { scenario: ends(3) }, async (stage) => {
      const result = await stage.run({ logs: 'on-failure' }).finished
      expectFailure(result, { reason: 'flow-failed', text: ['exited with 3'] })
      expect(result.groups).toEqual(['Log of the Job'])
      expect(result.stdout.match(/^\| hello$/gmu)).toHaveLength(1)
      const raw = result.raw.toString()
      const order = ['::group::Log of the Job', '\n| hello\n| ::error::evil\n', '::endgroup::', '::error title='].map(
        (part) => raw.indexOf(part)
      )
      expect(Math.min(...order)).toBeGreaterThanOrEqual(0)
      expect(order).toEqual([...order].sort((a, b) => a - b))
    })
  }, 60_000)

  test('so does a run that was cancelled', async () => {
    const scenario = async (pod: PlayedPod): Promise<void> => {
      await pod.running()
      pod.log('at work')
    }
    await onStage(world(), { scenario }, async (stage) => {
      const handle = stage.run({ logs: 'on-failure' })
      const kept = (): string =>
        globSync(join(handle.temp, 'docker-on-k8s/*/log.txt'))
          .map((file) => readFileSync(file, 'utf8'))
          .join('')
      await until(() => kept() === 'at work\n')
      const result = await handle.cancel()
      expect(result.outputs['status']).toBe('cancelled')
      expect(result.stdout).toContain('| at work\n')
    })
  }, 60_000)
})

test.each([
  ['a success', 0, {}],
  ['a failure', 3, {}],
  ['wrong inputs', 0, { timeout: 'soon' }]
])(
  'summary: false writes none after %s; outputs and annotation are as ever',
  async (_, code, inputs) => {
    await onStage(world(), { scenario: ends(code) }, async (stage) => {
      const result = await stage.run({ summary: 'false', ...inputs }).finished
      expect(result.summary).toBe('')
      const failed = code !== 0 || 'timeout' in inputs
      expect(result.outputs).toMatchObject({ status: failed ? 'failed' : 'succeeded' })
      expect(errorsOf(result)).toHaveLength(failed ? 1 : 0)
    })
  },
  60_000
)
