import { describe, expect, test } from '@jest/globals'

import { ApiError, type Cluster } from '../../../src/cluster/port.ts'
import { Reasons } from '../../../src/job/reasons.ts'
import { makeEvent } from '../../support/objects.ts'

type Answer = readonly object[] | ApiError
const refusal = (status: number): ApiError => new ApiError('list', 'no', { status })
const signal = new AbortController().signal

/** A cluster whose lists give these answers by resource, and all that was asked. */
function open(answers: Readonly<Record<string, Answer>>): { reasons: Reasons; asked: string[]; notices: string[] } {
  const asked: string[] = []
  const notices: string[] = []
  const cluster = {
    list: (resource: string, selection: object) => {
      asked.push(`${resource} ${JSON.stringify(selection)}`)
      const answer = answers[resource] ?? refusal(404)
      return answer instanceof ApiError ? Promise.reject(answer) : Promise.resolve(answer)
    }
  } as unknown as Cluster
  return {
    reasons: new Reasons({ cluster, jobUid: 'job-uid', notice: (text) => notices.push(text) }),
    asked,
    notices
  }
}

describe('Kueue’s Workload', () => {
  const workload = { metadata: { name: 'job-etl' }, status: { conditions: [] } }
  const selection = '{"labels":{"kueue.x-k8s.io/job-uid":"job-uid"}}'

  test.each<[string, Readonly<Record<string, Answer>>, string[]]>([
    ['of today’s version', { workloads: [workload] }, ['workloads', 'workloads']],
    [
      'of the version before',
      { 'workloads.v1beta1': [workload] },
      ['workloads', 'workloads.v1beta1', 'workloads.v1beta1']
    ]
  ])('%s is found by the Job’s uid', async (_, answers, expected) => {
    const { reasons, asked } = open(answers)
    await reasons.readWorkload(signal)
    expect(reasons.workload).toBe(workload)
    await reasons.readWorkload(signal)
    expect(asked).toEqual(expected.map((resource) => `${resource} ${selection}`))
  })

  test.each([404, 403])('where the server says %i it is not asked again, and nothing is said', async (status) => {
    const { reasons, asked, notices } = open({ workloads: refusal(status), 'workloads.v1beta1': refusal(status) })
    await reasons.readWorkload(signal)
    await reasons.readWorkload(signal)
    expect(reasons.workload).toBeUndefined()
    expect([asked.length, notices]).toEqual([2, []])
  })

  test('a server that does not answer now may answer later', async () => {
    const { reasons, asked } = open({ workloads: refusal(0) })
    await reasons.readWorkload(signal)
    await reasons.readWorkload(signal)
    expect(asked).toHaveLength(2)
  })
})

describe('events', () => {
  test('of the Job and its pods, oldest first', async () => {
    const late = makeEvent('b', 'late', 'pod', { lastTimestamp: '2026-01-01T00:00:09Z' })
    const early = makeEvent('a', 'early')
    const { reasons, asked } = open({ events: [late, early] })
    await reasons.readEvents(['pod-uid'], signal)
    expect(reasons.events).toEqual([early, late])
    expect(asked).toHaveLength(2)
  })

  test('without the right to list them that is said once', async () => {
    const { reasons, notices } = open({ events: refusal(403) })
    await reasons.readEvents([], signal)
    await reasons.readEvents([], signal)
    expect(reasons.seesEvents).toBe(false)
    expect(notices).toHaveLength(1)
  })
})
