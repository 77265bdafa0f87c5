import { describe, expect, test } from '@jest/globals'

import { perform } from '../../src/cleanup.ts'
import { ApiError, type Cluster } from '../../src/cluster/port.ts'
import type { Job, Pod } from '../../src/cluster/objects.ts'
import type { Docker } from '../../src/docker/port.ts'
import { Postponed, type SecretUndo, type Undo } from '../../src/scope.ts'
import { exited, makeJob, podIn, running } from '../support/objects.ts'

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

  test('does not wait for pods in which all has ended: the cluster takes them along', async () => {
    const { done } = run(
      { jobs: [undefined], pods: [[podIn(exited(0)), podIn(exited(1))]] },
      { signal: AbortSignal.abort() }
    )
    await expect(done).resolves.toBeUndefined()
  })

  test('waits for the pod that still runs beside one that has ended', async () => {
    const { done } = run(
      { jobs: [undefined], pods: [[podIn(exited(0)), podIn(running())]] },
      { signal: AbortSignal.abort() }
    )
    await expect(done).rejects.toThrow('1 of its pods are still there')
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

describe('removing a Secret of the run', () => {
  const secret: SecretUndo = {
    kind: 'secret',
    name: 'etl-1a2b3c4d-env',
    namespace: 'ci',
    identifier: 'id',
    access: { kind: 'in-cluster' },
    job: { name: 'etl-1a2b3c4d', uid: 'job-uid' }
  }
  const known: SecretUndo = { ...secret, uid: 'secret-uid' }
  const stored = (identifier: string): Job => ({ metadata: { uid: 'found-uid', labels: { identifier } } })
  const forbidden = (verb: string): ApiError =>
    new ApiError(
      `${verb} secrets`,
      `secrets "x" is forbidden: User "u" cannot ${verb} resource "secrets" in API group "" in the namespace "ci"`,
      { status: 403, reason: 'Forbidden' }
    )
  const never = new Error('never answered')

  interface Scene {
    readonly undo: SecretUndo
    readonly isLast: boolean
    /** Answers to looks at the Secret; the last one repeats. */
    readonly secrets?: readonly (Job | undefined | ApiError)[]
    readonly deletion?: ApiError | Error
    readonly job?: Job | undefined | ApiError
    readonly window?: number
    readonly signal?: AbortSignal
  }
  const remove = (scene: Scene): { calls: string[]; done: Promise<void> } => {
    const calls: string[] = []
    let looks = 0
    const answer = <T>(value: T | ApiError): Promise<T> =>
      value instanceof ApiError ? Promise.reject(value) : Promise.resolve(value)
    const cluster = {
      get: (resource: string) => {
        calls.push(`get ${resource}`)
        if (resource === 'jobs') return answer(scene.job)
        const list = scene.secrets ?? [undefined]
        return answer(list[Math.min(looks++, list.length - 1)])
      },
      delete: (resource: string, _name: string, uid: string | undefined, signal: AbortSignal) => {
        calls.push(`delete ${resource} ${uid ?? 'without uid'}`)
        if (scene.deletion !== never) return answer(scene.deletion ?? 'deleted')
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
        })
      }
    } as unknown as Cluster
    const tools = {
      cluster: () => Promise.resolve(cluster),
      docker: () => Promise.reject<Docker>(new Error('no docker')),
      commitWindow: scene.window ?? 60_000
    }
    const record = { id: 1, at: Date.now(), undo: scene.undo }
    return { calls, done: perform(record, tools, scene.signal ?? soon(), scene.isLast) }
  }

  test('by its uid, in one call', async () => {
    const { calls, done } = remove({ undo: known, isLast: false })
    await done
    expect(calls).toEqual(['delete secrets secret-uid'])
  })

  test.each([
    ['ours', 'id', ['get secrets', 'delete secrets found-uid']],
    ['somebody else’s', 'theirs', ['get secrets']]
  ])('without a uid it is looked up: %s', async (_name, identifier, expected) => {
    const { calls, done } = remove({ undo: secret, isLast: false, secrets: [stored(identifier)] })
    await done
    expect(calls).toEqual(expected)
  })

  test.each<[string, Omit<Scene, 'isLast'>]>([
    ['not there, perhaps not yet', { undo: secret }],
    ['no right to get it', { undo: secret, secrets: [forbidden('get')] }],
    ['no right to delete it', { undo: known, deletion: forbidden('delete') }],
    ['an error of the server', { undo: known, deletion: new ApiError('delete', 'no', { status: 500 }) }]
  ])('%s: its Job comes first, and once that is gone or going all is well', async (_name, scene) => {
    await expect(remove({ ...scene, isLast: false }).done).rejects.toBeInstanceOf(Postponed)
    await expect(remove({ ...scene, isLast: true, job: undefined }).done).resolves.toBeUndefined()
    const going = makeJob({ metadata: { uid: 'job-uid', deletionTimestamp: '2026-01-01T00:00:00Z' } })
    await expect(remove({ ...scene, isLast: true, job: going }).done).resolves.toBeUndefined()
    const namesake = makeJob({ metadata: { uid: 'other' } })
    await expect(remove({ ...scene, isLast: true, job: namesake }).done).resolves.toBeUndefined()
  })

  test.each<[string, Omit<Scene, 'isLast'>, string]>([
    [
      'get',
      { undo: secret, secrets: [forbidden('get')] },
      'may not get secrets in namespace ci, so the Secret etl-1a2b3c4d-env is there'
    ],
    ['delete', { undo: known, deletion: forbidden('delete') }, 'may not delete secrets in namespace ci'],
    ['delete', { undo: known, deletion: new ApiError('delete', 'all is lost', { status: 500 }) }, 'all is lost']
  ])('the Job stays: it is said what is missing (%s)', async (_verb, scene, words) => {
    await expect(remove({ ...scene, isLast: true, job: makeJob() }).done).rejects.toThrow(words)
    // who may not see the Job cannot know that it goes
    await expect(remove({ ...scene, isLast: true, job: forbidden('get') }).done).rejects.toThrow(words)
  })

  test('the Job stays, and the create may still come true: looked for until it cannot', async () => {
    const late = remove({ undo: secret, isLast: true, job: makeJob(), secrets: [undefined, undefined, stored('id')] })
    await late.done
    expect(late.calls.slice(-2)).toEqual(['get secrets', 'delete secrets found-uid'])
    await expect(remove({ undo: secret, isLast: true, job: makeJob(), window: -1 }).done).resolves.toBeUndefined()
    const signal = AbortSignal.timeout(50)
    await expect(remove({ undo: secret, isLast: true, job: makeJob(), signal }).done).rejects.toThrow(
      'it is not certain that the Secret etl-1a2b3c4d-env was never created'
    )
  })

  test('a deletion that hangs does not keep the Job waiting', async () => {
    await expect(remove({ undo: known, isLast: false, deletion: never }).done).rejects.toBeInstanceOf(Postponed)
  }, 10_000)
})
