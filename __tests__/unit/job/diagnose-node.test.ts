/** What real nodes were seen to do, and what a user is told of it. */

import { describe, expect, test } from '@jest/globals'

import type { Pod } from '../../../src/cluster/objects.ts'
import { unknownHome } from '../../../src/flow/home.ts'
import { diagnose } from '../../../src/job/diagnose.ts'
import { startProblem } from '../../../src/job/start-problem.ts'
import type { Verdict } from '../../../src/job/verdict.ts'
import { exited, makePod, makeSnapshot, makeStatus, podIn, waiting } from '../../support/objects.ts'

const context = {
  namespace: 'ci',
  image: 'r/etl@sha256:0',
  timeout: 3_600_000,
  startTimeout: 600_000,
  queueTimeout: 7_200_000,
  report: undefined,
  home: unknownHome,
  lastLines: () => []
}
const failed: Verdict = {
  kind: 'failed',
  by: 'condition',
  condition: { reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' }
}

test('the image that cannot be had is named, also where it is not the flow’s', () => {
  const pod = makePod(
    {
      phase: 'Pending',
      initContainerStatuses: [makeStatus(waiting('InvalidImageName', 'couldn’t parse'), { name: 'fetch' })],
      containerStatuses: [makeStatus(waiting('PodInitializing'))]
    },
    { spec: { initContainers: [{ name: 'fetch', image: 'Bad:Name' }], containers: [{ name: 'flow', image: 'r/etl' }] } }
  )
  const snapshot = makeSnapshot({ pods: [pod] })
  const problem = startProblem(snapshot)
  expect(problem).toMatchObject({ reason: 'invalid-image-name', image: 'Bad:Name' })
  if (problem === undefined) throw new Error('no problem')
  expect(diagnose({ kind: 'cannot-start', problem }, snapshot, context)?.what).toBe(
    'The image name Bad:Name is not valid.'
  )
})

describe('the Job failed and its one container had exited with 0', () => {
  const asked = (at: string): Pod['metadata'] => ({ deletionTimestamp: at, deletionGracePeriodSeconds: 0 })
  const tell = (pod: Pod, gone: boolean): { reason?: string; what?: string } =>
    diagnose(failed, { ...makeSnapshot(), pods: [{ pod, gone }] }, context) ?? {}

  test.each<[string, Pod, boolean]>([
    ['the pod is gone, and nobody saw who removed it', podIn(exited(0)), true],
    ['its removal was asked for after its end', podIn(exited(0), { metadata: asked('2099-01-01T00:00:00Z') }), false]
  ])('%s: removed before it was counted', (_, pod, gone) => {
    expect(tell(pod, gone)).toMatchObject({
      reason: 'deleted',
      what: expect.stringContaining('before its Job had counted it')
    })
  })

  test('it exited 0 because it was told to: deleted', () => {
    expect(tell(podIn(exited(0), { metadata: asked('2020-01-01T00:00:00Z') }), false)).toMatchObject({
      reason: 'deleted',
      what: expect.stringContaining('was deleted before the flow was done')
    })
  })

  test('nothing tells why: the condition’s words, and never that exit', () => {
    expect(tell(podIn(exited(0)), false)).toMatchObject({ what: expect.stringMatching(/^The Job .* failed\.$/u) })
  })
})

describe('a program that the node’s kernel cannot run', () => {
  const asked: string[] = []
  const reasonFor = (...lines: string[]): string | undefined =>
    diagnose(failed, makeSnapshot({ pods: [podIn(exited(1))] }), {
      ...context,
      lastLines: (stream) => {
        asked.push(stream)
        return lines
      }
    })?.reason

  test.each<[string, string[], string]>([
    ['runc since 1.1', ['exec /usr/bin/flow: exec format error'], 'wrong-architecture'],
    ['runc before', ['standard_init_linux.go:228: exec user process caused: exec format error'], 'wrong-architecture'],
    ['the flow’s own words', ['starting', 'exec /bin/tool: exec format error'], 'flow-failed'],
    ['a shell’s words', ['/bin/sh: 1: /bin/tool: Exec format error'], 'flow-failed'],
    ['no log', [], 'flow-failed']
  ])('%s', (_, lines, reason) => {
    expect(reasonFor(...lines)).toBe(reason)
    expect(new Set(asked)).toEqual(new Set(['etl-1a2b3c4d-x7k2p/flow']))
  })
})

test('parameters that the flow does not take are the workflow’s mistake, not the flow’s', () => {
  const exception = { type: 'BadParameters', message: 'etl takes day; it does not know days and it needs day' }
  const nothing = { frames: [], causes: [], result: undefined, resultProblem: undefined }
  const report = { kind: 'function', state: 'bad-parameters', exit: 66, exception, ...nothing } as const
  const failure = diagnose(failed, makeSnapshot({ pods: [podIn(exited(66))] }), { ...context, report })
  expect(failure).toMatchObject({
    reason: 'invalid-input',
    why: 'etl takes day; it does not know days and it needs day.',
    fix: 'Correct the input parameters.'
  })
})
