import { readFileSync } from 'node:fs'

import { describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import type { SituationId } from '../../dev/reliability/situations.ts'
import { expectFailure, expectSuccess, onStage, useWorld, type ExpectedFailure } from '../support/action.ts'
import { seen } from '../support/seen.ts'

/** How a container's own end, or that of its pod, becomes the ending of the step. */
const world = useWorld()

describe('how a run ends', () => {
  test('exit 0: green, every output, the log whole, nothing left', async () => {
    await onStage(
      world(),
      {
        scenario: async (pod) => {
          await pod.running()
          pod.log('hello')
          pod.log('world')
          await pod.exit(0)
        }
      },
      async (stage) => {
        const result = await stage.run({ 'job-name': 'etl' }).finished
        expectSuccess(result, { namespace: stage.namespace, build: 'skipped' })
        expect(result.stdout).toContain('| hello\n| world\n')
        expect(result.outputs['job-name']).toMatch(/^etl-[0-9a-f]{8}$/u)
        expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe('hello\nworld\n')
        for (const name of ['started-at', 'finished-at']) {
          expect(result.outputs[name]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u)
        }
        expect(JSON.parse(result.outputs['pods'] ?? '')).toMatchObject([{ exitCode: 0, node: world().kubelet.node }])
        expect(result.summary).toContain('hello\nworld')
        expect(await stage.leftovers()).toEqual([])
      }
    )
  }, 60_000)

  const ending = (
    name: string,
    scenario: (pod: PlayedPod) => Promise<void>,
    expected: ExpectedFailure,
    situation?: SituationId
  ): ExpectedFailure & { name: string; scenario: typeof scenario; situation: SituationId | undefined } => ({
    name,
    scenario,
    situation,
    ...expected
  })

  test.each([
    ending('exit 3', (pod) => pod.exit(3), {
      reason: 'flow-failed',
      text: ['exited with 3', 'last lines of the log'],
      outputs: { 'exit-code': '3' }
    }),
    ending('a crash in native code', (pod) => pod.exit(139), { reason: 'flow-failed', text: ['139', 'SIGSEGV'] }),
    ending('out of memory', (pod) => pod.exit(137, { reason: 'OOMKilled' }), {
      reason: 'out-of-memory',
      text: ['ran out of memory', 'memory'],
      outputs: { 'exit-code': '137' }
    }),
    ending('a child out of memory, then exit 5', (pod) => pod.exit(5, { reason: 'OOMKilled' }), {
      reason: 'out-of-memory',
      text: ['one of its processes', 'exit code 5'],
      outputs: { 'exit-code': '5' }
    }),
    ending('137 that is not for memory', (pod) => pod.exit(137), {
      reason: 'killed',
      text: ['137', 'not for memory'],
      outputs: { 'exit-code': '137', 'failure-kind': 'infrastructure' }
    }),
    ending(
      'evicted by its node',
      async (pod) => {
        await pod.condition('DisruptionTarget', 'True', 'TerminationByKubelet', 'The node was low on resource: memory.')
        await pod.exit(137, { phase: false })
        await pod.fail('Evicted', 'The node was low on resource: memory.')
      },
      { reason: 'evicted', text: ['evicted', 'low on resource: memory'], outputs: { 'failure-kind': 'infrastructure' } }
    ),
    ending(
      'preempted by its scheduler',
      async (pod) => {
        await pod.condition(
          'DisruptionTarget',
          'True',
          'PreemptionByScheduler',
          'default-scheduler: preempting to accommodate a higher priority pod'
        )
        await pod.exit(143)
      },
      { reason: 'preempted', text: ['preempt'], outputs: { 'failure-kind': 'infrastructure' } },
      'pod-preempted'
    ),
    ending(
      'a node that was lost',
      (pod) => pod.exit(137, { reason: 'ContainerStatusUnknown', message: 'The container could not be located' }),
      { reason: 'node-lost', text: ['node was lost'] },
      'node-lost'
    )
  ])(
    '$name: $reason',
    async ({ scenario, situation, ...expected }) => {
      await onStage(
        world(),
        {
          scenario: async (pod) => {
            await pod.running()
            pod.log('the last words')
            await scenario(pod)
          }
        },
        async (stage) => {
          const result = await stage.run().finished
          expectFailure(result, expected)
          if (situation !== undefined) seen(situation, result)
          expect(result.stdout).toContain('| the last words\n')
          expect(result.summary).toContain('the last words')
          expect(result.outputs['log-file']).toContain(result.outputs['identifier'])
          expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe('the last words\n')
          expect(await stage.leftovers()).toEqual([])
        }
      )
    },
    60_000
  )

  test.each([
    ['exec: "nosuch": executable file not found in $PATH', 'start-error', 'executable file not found'],
    ['exec /bin/sh: exec format error', 'wrong-architecture', 'node-selector']
  ] as const)(
    'a container that cannot start (%s): %s',
    async (message, reason, text) => {
      await onStage(world(), { scenario: (pod) => pod.exit(128, { reason: 'StartError', message }) }, async (stage) => {
        const result = await stage.run().finished
        expectFailure(result, { reason, text: [text] })
        expect(await stage.leftovers()).toEqual([])
      })
    },
    60_000
  )

  test('exit 0 while the Job’s condition is still to come is final, and said once', async () => {
    await onStage(
      world(),
      {
        scenario: async (pod) => {
          await pod.running()
          await pod.exit(0, { phase: false })
        }
      },
      async (stage) => {
        const result = await stage.run().finished
        expectSuccess(result)
        expect(result.stdout.match(/exited with 0/gu)).toHaveLength(1)
        expect(await stage.leftovers()).toEqual([])
      }
    )
  }, 60_000)
})
