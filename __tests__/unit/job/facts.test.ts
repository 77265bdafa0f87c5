import { describe, expect, test } from '@jest/globals'

import { factsOf } from '../../../src/job/facts.ts'
import { exited, jobWith, makeSnapshot, podIn, running } from '../../support/objects.ts'

const message = (nonce: string): string =>
  JSON.stringify({
    'docker-on-k8s': 1,
    nonce,
    kind: 'script',
    state: 'failed',
    exit: 3,
    exception: { type: 'E', message: 'm' },
    frames: []
  })

describe('what is known of a run', () => {
  test('a pod that ended', () => {
    expect(factsOf(makeSnapshot({ pods: [podIn(exited(3))] }), 'n')).toEqual({
      pods: [
        {
          name: 'etl-1a2b3c4d-x7k2p',
          node: 'node-1',
          phase: 'Failed',
          exitCode: 3,
          reason: 'Error',
          startedAt: '2026-01-01T00:00:00Z',
          finishedAt: '2026-01-01T00:00:10Z'
        }
      ],
      exitCode: 3,
      startedAt: '2026-01-01T00:00:00Z',
      finishedAt: '2026-01-01T00:00:10Z',
      report: undefined
    })
  })

  test('a pod that runs has no exit code yet', () => {
    const facts = factsOf(makeSnapshot({ pods: [podIn(running())] }), 'n')
    expect(facts).toMatchObject({ startedAt: '2026-01-01T00:00:00Z', pods: [{ phase: 'Running' }] })
    expect(facts).not.toHaveProperty('exitCode')
  })

  test.each([
    [0, 'Succeeded'],
    [3, 'Failed']
  ])('a pod whose container ended with %i is called %s before the kubelet says so', (code, expected) => {
    // a short pod goes from Pending to its end
    for (const phase of ['Running', 'Pending'] as const) {
      const pod = podIn(exited(code), { status: { phase } })
      expect(factsOf(makeSnapshot({ pods: [pod] }), 'n').pods[0]?.phase).toBe(expected)
    }
  })

  test('a pod that is gone is called Deleted', () => {
    const snapshot = { ...makeSnapshot(), pods: [{ pod: podIn(running()), gone: true }] }
    expect(factsOf(snapshot, 'n').pods[0]?.phase).toBe('Deleted')
  })

  test('without pods the Job’s condition gives the end', () => {
    const job = jobWith('Failed')
    const timed = {
      ...job,
      status: { conditions: [{ type: 'Failed', status: 'True' as const, lastTransitionTime: '2026-01-01T00:01:00Z' }] }
    }
    expect(factsOf(makeSnapshot({ job: timed }), 'n').finishedAt).toBe('2026-01-01T00:01:00Z')
  })
})

describe('a termination message counts only with this run’s nonce', () => {
  test.each([
    [message('right'), 'failed'],
    [message('wrong'), undefined],
    ['Killed', undefined]
  ])('%j', (text, state) => {
    expect(factsOf(makeSnapshot({ pods: [podIn(exited(3, 'Error', text))] }), 'right').report?.state).toBe(state)
  })
})
