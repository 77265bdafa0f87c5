import { describe, expect, jest, test } from '@jest/globals'

import type { Job, Pod } from '../../../src/cluster/objects.ts'
import { ApiError, type Cluster, type Selection, type WatchSink } from '../../../src/cluster/port.ts'
import { Observer } from '../../../src/job/observe.ts'
import { SeenPods } from '../../../src/job/seen-pods.ts'
import { orphansOf } from '../../../src/job/snapshot.ts'
import { verdict } from '../../../src/job/verdict.ts'
import { startClocks } from '../../../src/job/clocks.ts'
import { exited, jobWith, makeJob, podIn, removed, running } from '../../support/objects.ts'

/** A cluster whose watches show what the test says, and nothing else. */
function watched(): { cluster: Cluster; pods: (...states: Pod[]) => void; jobs: (job: Job) => void } {
  const sinks: Record<string, WatchSink<Job | Pod>> = {}
  const cluster = {
    now: () => Date.parse('2026-01-01T00:00:12Z'),
    watch: (resource: string, _selection: unknown, sink: WatchSink<Job | Pod>, signal: AbortSignal) => {
      sinks[resource] = sink
      return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    }
  } as unknown as Cluster
  const show = (resource: string, objects: readonly (Job | Pod)[]): void =>
    sinks[resource]?.changed(new Map(objects.map((object) => [object.metadata?.uid ?? '', object])))
  return { cluster, pods: (...states) => show('pods', states), jobs: (job) => show('jobs', [job]) }
}

test('a removal is dated by when it was asked for, not by the kubelet’s last delete', async () => {
  const { cluster, pods, jobs } = watched()
  const observer = new Observer({ cluster, job: makeJob(), notice: () => undefined })
  const end = new AbortController()
  const observing = observer.run(end.signal)
  try {
    const at = (pod: Pod, resourceVersion: string): Pod => ({ ...pod, metadata: { ...pod.metadata, resourceVersion } })
    pods(at(podIn(running()), '1'))
    pods(at(removed(podIn(running())), '2'))
    const last = podIn(exited(0), {
      metadata: { deletionTimestamp: '2026-01-01T00:00:12Z', deletionGracePeriodSeconds: 0 }
    })
    pods(at(last, '3'))
    pods()
    jobs(jobWith('Complete'))
    const snapshot = observer.snapshot()
    expect(snapshot.pods).toMatchObject([
      { gone: true, pod: { metadata: { deletionTimestamp: '2026-01-01T00:00:35Z', resourceVersion: '3' } } }
    ])
    const limits = { timeout: 1, startTimeout: 1, queueTimeout: 1 }
    expect(verdict(snapshot, startClocks(0), limits, undefined)).toEqual({ kind: 'interrupted' })
  } finally {
    end.abort()
    await observing
  }
})

test('credentials that are over end the observation also where Jobs may only be read, after half a minute and not before', async () => {
  jest.useFakeTimers()
  const refused = (status: number, action: string): Promise<never> =>
    Promise.reject(new ApiError(action, 'no', { status }))
  let isOver = false
  const { cluster: quiet } = watched()
  const cluster = {
    ...quiet,
    watch: (resource: string, ...rest: [Selection, WatchSink<Job | Pod>, AbortSignal]) =>
      resource === 'jobs' ? refused(403, 'watch jobs') : quiet.watch('pods', ...rest),
    get: () => (isOver ? refused(401, 'get jobs') : Promise.resolve(makeJob())),
    list: () => Promise.resolve([])
  } as unknown as Cluster
  const told: string[] = []
  const observer = new Observer({ cluster, job: makeJob(), notice: (text) => told.push(text) })
  const end = new AbortController()
  const observing = observer.run(end.signal)
  try {
    await jest.advanceTimersByTimeAsync(60_000)
    isOver = true
    await jest.advanceTimersByTimeAsync(20_000)
    isOver = false
    await jest.advanceTimersByTimeAsync(4_000)
    isOver = true
    await jest.advanceTimersByTimeAsync(28_000)
    await expect(changedSoon(observer, end.signal)).resolves.toBeUndefined()
    await jest.advanceTimersByTimeAsync(6_000)
    await expect(changedSoon(observer, end.signal)).rejects.toMatchObject({ status: 401 })
    expect(told).toEqual([expect.stringContaining('No right to watch jobs')])
  } finally {
    end.abort()
    await jest.advanceTimersByTimeAsync(1)
    await observing
    jest.useRealTimers()
  }
})

/** {@link Observer.changed} with a short wait that the fake clock plays. */
async function changedSoon(observer: Observer, signal: AbortSignal): Promise<void> {
  const changed = observer.changed(1, signal)
  changed.catch(() => undefined)
  await jest.advanceTimersByTimeAsync(1)
  await changed
}

test('a pod of another owner is none of ours, whatever its labels; one of ours stays in sight when its Job leaves it behind', async () => {
  const { cluster, pods } = watched()
  const observer = new Observer({ cluster, job: makeJob(), notice: () => undefined })
  const end = new AbortController()
  const observing = observer.run(end.signal)
  try {
    const labels = { 'batch.kubernetes.io/controller-uid': 'job-uid', identifier: 'id' }
    const podOf = (uid: string, version: string, owner?: string): Pod =>
      podIn(running(), {
        metadata: {
          ...{ name: uid, uid, labels, resourceVersion: version },
          ownerReferences: owner === undefined ? [] : [{ uid: owner, kind: 'Job', name: 'x', controller: true }]
        }
      })
    const names = (): unknown => observer.snapshot().pods.map(({ pod }) => pod.metadata?.uid)
    pods(podOf('ours', '1', 'job-uid'), podOf('theirs', '2', 'another-job'), podOf('copied', '3'))
    expect(names()).toEqual(['ours'])
    expect(orphansOf(observer.snapshot())).toEqual([])
    pods(podOf('ours', '4'), podOf('theirs', '2', 'another-job'), podOf('copied', '3'))
    expect(names()).toEqual(['ours'])
    expect(orphansOf(observer.snapshot()).map(({ metadata }) => metadata?.uid)).toEqual(['ours'])
    // taken over by somebody: theirs now
    pods(podOf('ours', '5', 'another-job'))
    expect(orphansOf(observer.snapshot())).toEqual([])
  } finally {
    end.abort()
    await observing
  }
})

test('a watch that says which pods it is about is believed, a list is compared with the state before', () => {
  const seen = new SeenPods('job-uid')
  const podOf = (uid: string, resourceVersion: string): Pod => podIn(running(), { metadata: { uid, resourceVersion } })
  const objects = new Map(['a', 'b', 'c'].map((uid) => [uid, podOf(uid, '1')]))
  const state = (): string[] =>
    seen
      .all()
      .map(({ pod, gone }) => `${pod.metadata?.uid ?? ''}${pod.metadata?.resourceVersion ?? ''}${gone ? ' gone' : ''}`)
  seen.takeWatched(objects)
  const before = seen.all()
  // the same map, as a watch changes it
  objects.set('a', podOf('a', '2')).set('d', podOf('d', '3')).delete('b')
  seen.takeWatched(objects, new Set(['a', 'b', 'd']))
  expect(state()).toEqual(['a2', 'b1 gone', 'c1', 'd3'])
  expect(seen.all()[2]).toBe(before[2])
  seen.takeWatched(new Map([['a', podOf('a', '4')]]))
  expect(state()).toEqual(['a4', 'b1 gone', 'c1 gone', 'd3 gone'])
  // one that ended and went at once, and one that was never seen before
  seen.takeWatched(new Map(), new Set(['a', 'e']), [podOf('a', '6'), podOf('e', '7')])
  expect(state()).toEqual(['a6 gone', 'b1 gone', 'c1 gone', 'd3 gone', 'e7 gone'])
})

describe('who waits for a change', () => {
  const podsOf = (count: number, version: string): Pod[] =>
    Array.from({ length: count }, (_, index) =>
      podIn(running(), { metadata: { name: `p${index}`, uid: `p${index}`, resourceVersion: version } })
    )
  /** Whether the wait is over at once, and after so many milliseconds, of what the watches show. */
  async function wakes(show: (watches: ReturnType<typeof watched>) => void, after: number): Promise<boolean[]> {
    jest.useFakeTimers()
    const watches = watched()
    const observer = new Observer({ cluster: watches.cluster, job: makeJob(), notice: () => undefined })
    const end = new AbortController()
    const observing = observer.run(end.signal)
    try {
      const done: boolean[] = []
      const waiting = observer.changed(5_000, end.signal).then(() => done.push(true))
      show(watches)
      await jest.advanceTimersByTimeAsync(0)
      const atOnce = done.length > 0
      await jest.advanceTimersByTimeAsync(after)
      const later = done.length > 0
      await jest.advanceTimersByTimeAsync(5_000)
      await waiting
      return [atOnce, later]
    } finally {
      end.abort()
      await jest.advanceTimersByTimeAsync(1)
      await observing
      jest.useRealTimers()
    }
  }

  test('is told of few pods at once', async () => {
    expect(await wakes(({ pods }) => pods(...podsOf(5, '1')), 0)).toEqual([true, true])
  })

  test('is told of many together, a millisecond for each, after a second at the latest', async () => {
    const show = (count: number) => (watches: ReturnType<typeof watched>) => {
      watches.pods(...podsOf(count, '1'))
      watches.pods(...podsOf(count, '2'))
    }
    expect(await wakes(show(200), 199)).toEqual([false, false])
    expect(await wakes(show(200), 200)).toEqual([false, true])
    expect(await wakes(show(3_000), 999)).toEqual([false, false])
    expect(await wakes(show(3_000), 1_000)).toEqual([false, true])
  })

  test('is told of the Job at once, however many pods there are', async () => {
    const show = ({ pods, jobs }: ReturnType<typeof watched>): void => {
      pods(...podsOf(200, '1'))
      jobs(jobWith('Complete'))
    }
    expect(await wakes(show, 0)).toEqual([true, true])
  })
})

test('each state of a pod counts, also where changes of many are gathered', async () => {
  const { cluster, pods } = watched()
  const observer = new Observer({ cluster, job: makeJob(), notice: () => undefined })
  const end = new AbortController()
  const observing = observer.run(end.signal)
  try {
    const others = Array.from({ length: 20 }, (_, index) => podIn(running(), { metadata: { uid: `o${index}` } }))
    const states = [
      podIn(running()),
      removed(podIn(running())),
      podIn(exited(0), { metadata: { deletionTimestamp: '2026-01-01T00:00:12Z', deletionGracePeriodSeconds: 0 } })
    ]
    for (const [index, pod] of states.entries())
      pods({ ...pod, metadata: { ...pod.metadata, resourceVersion: String(index + 1) } }, ...others)
    pods(...others)
    const [seen] = observer.snapshot().pods
    expect(seen).toMatchObject({ gone: true, pod: { metadata: { deletionTimestamp: '2026-01-01T00:00:35Z' } } })
    expect(observer.snapshot().pods.filter(({ gone }) => !gone)).toHaveLength(20)
  } finally {
    end.abort()
    await observing
  }
})

describe('the look that confirms a verdict', () => {
  const pod = podIn(running())
  /** A watch that showed the pod and is away since; lists give the next answer each, the last one for ever. */
  async function look(lists: readonly (readonly Pod[])[]): Promise<{ gone: (boolean | undefined)[]; asked: number }> {
    const { cluster: quiet, pods } = watched()
    let asked = 0
    const cluster = {
      ...quiet,
      get: () => Promise.resolve(makeJob()),
      list: () => Promise.resolve(lists[Math.min(asked++, lists.length - 1)] ?? [])
    } as unknown as Cluster
    const observer = new Observer({ cluster, job: makeJob(), notice: () => undefined })
    const end = new AbortController()
    const observing = observer.run(end.signal)
    try {
      pods(pod)
      await observer.refresh(end.signal)
      return { gone: observer.snapshot().pods.map(({ gone }) => gone), asked }
    } finally {
      end.abort()
      await observing
    }
  }

  test('a pod that is stored no more is gone, though no watch said so', async () => {
    expect(await look([[]])).toEqual({ gone: [true], asked: 2 })
  })
  test('one list without it may be stale', async () => {
    expect(await look([[], [pod]])).toEqual({ gone: [false], asked: 2 })
  })
  test('one that is there costs no second list', async () => {
    expect(await look([[pod]])).toEqual({ gone: [false], asked: 1 })
  })
})
