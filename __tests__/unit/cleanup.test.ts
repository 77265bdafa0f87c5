import { describe, expect, test } from '@jest/globals'

import { perform } from '../../src/cleanup.ts'
import { ApiError, type Cluster } from '../../src/cluster/port.ts'
import type { Job, Pod } from '../../src/cluster/objects.ts'
import type { Docker } from '../../src/docker/port.ts'
import type { Undo } from '../../src/scope.ts'
import { makeJob, podIn, running } from '../support/objects.ts'

const undo: Extract<Undo, { kind: 'job' }> = {
  kind: 'job',
  name: 'etl-1a2b3c4d',
  namespace: 'ci',
  identifier: 'id',
  uid: 'job-uid',
  access: { kind: 'in-cluster' }
}
const soon = (): AbortSignal => AbortSignal.timeout(5_000)

/** A cluster whose answers are the next of each list; the last one repeats. */
function makeCluster(answers: {
  jobs: readonly (Job | undefined)[]
  pods?: readonly (readonly Pod[] | ApiError)[]
  answer?: 'deleted' | 'gone' | 'other'
}): { cluster: Cluster; calls: string[] } {
  const calls: string[] = []
  const next = <T>(list: readonly T[], count: number): T => list[Math.min(count, list.length - 1)] as T
  let gets = 0
  let lists = 0
  const cluster = {
    get: () => Promise.resolve(next(answers.jobs, gets++)),
    list: () => {
      const pods = next(answers.pods ?? [[]], lists++)
      return pods instanceof ApiError ? Promise.reject(pods) : Promise.resolve(pods)
    },
    delete: (resource: string, name: string, uid: string | undefined) => {
      calls.push(`delete ${resource} ${name} ${uid ?? 'without uid'}`)
      return Promise.resolve(answers.answer ?? 'deleted')
    }
  } as unknown as Cluster
  return { cluster, calls }
}

const run = (
  answers: Parameters<typeof makeCluster>[0],
  record: { undo?: Undo; commitWindow?: number; signal?: AbortSignal } = {}
): { calls: string[]; done: Promise<void> } => {
  const { cluster, calls } = makeCluster(answers)
  const tools = {
    cluster: () => Promise.resolve(cluster),
    docker: () => Promise.reject<Docker>(new Error('no docker')),
    commitWindow: record.commitWindow ?? 60_000
  }
  return { calls, done: perform({ id: 1, at: Date.now(), undo: record.undo ?? undo }, tools, record.signal ?? soon()) }
}

describe('removing a Job', () => {
  test('deletes it by uid and waits until Job and pods are gone', async () => {
    const { calls, done } = run({ jobs: [makeJob(), undefined], pods: [[podIn(running())], [podIn(running())], []] })
    await done
    expect(calls).toEqual(['delete jobs etl-1a2b3c4d job-uid'])
  })

  test('one that is gone already is fine', async () => {
    await expect(run({ jobs: [undefined], answer: 'gone' }).done).resolves.toBeUndefined()
  })

  test('a namesake is left alone', async () => {
    await expect(
      run({ jobs: [makeJob({ metadata: { uid: 'other' } })], answer: 'other' }).done
    ).resolves.toBeUndefined()
  })

  test('without the right to see pods the Job alone is waited for', async () => {
    const refused = new ApiError('list pods', 'pods is forbidden', { status: 403 })
    await expect(run({ jobs: [undefined], pods: [refused] }).done).resolves.toBeUndefined()
  })

  test('what is still there when the time is up is named, with its finalizer', async () => {
    const held = makeJob({ metadata: { finalizers: ['example.com/hold'] } })
    const { done } = run({ jobs: [held] }, { signal: AbortSignal.timeout(50) })
    await expect(done).rejects.toThrow(
      'the Job etl-1a2b3c4d in namespace ci was told to go, but it is still there (held by finalizer example.com/hold)'
    )
  })
})

describe('a Job whose create was never answered', () => {
  const unsure: typeof undo = {
    kind: 'job',
    name: undo.name,
    namespace: undo.namespace,
    identifier: undo.identifier,
    access: undo.access
  }

  test('is found by its name and our identifier', async () => {
    const { calls, done } = run({ jobs: [undefined, makeJob(), undefined] }, { undo: unsure })
    await done
    expect(calls).toEqual(['delete jobs etl-1a2b3c4d job-uid'])
  })

  test('a Job of that name with another identifier is somebody else’s', async () => {
    const { calls, done } = run(
      { jobs: [makeJob({ metadata: { labels: { identifier: 'theirs' } } })] },
      { undo: unsure }
    )
    await done
    expect(calls).toEqual([])
  })

  test('after the time in which a create can commit there is nothing to look for', async () => {
    const { calls, done } = run({ jobs: [undefined] }, { undo: unsure, commitWindow: -1 })
    await done
    expect(calls).toEqual([])
  })

  test('before that it is not certain, and said so', async () => {
    const { done } = run({ jobs: [undefined] }, { undo: unsure, signal: AbortSignal.timeout(30) })
    await expect(done).rejects.toThrow('it is not certain that the Job etl-1a2b3c4d was never created')
  })
})
