import { expect, test } from '@jest/globals'

import type { Job, Pod } from '../../../src/cluster/objects.ts'
import { ApiError, type Cluster, type WatchSink } from '../../../src/cluster/port.ts'
import { follow, type Ending } from '../../../src/job/follow.ts'
import type { Logs } from '../../../src/job/logs.ts'
import type { Snapshot } from '../../../src/job/snapshot.ts'
import { createWriter } from '../../../src/runner/writer.ts'
import { makeSink } from '../../support/fakes.ts'
import { exited, jobWith, makeJob, podIn, running } from '../../support/objects.ts'

/**
 * A cluster whose watches show a Job without pods and then nothing more, as one behind a dead connection does; lists and
 * reads give the next answer each, the last one for ever.
 */
function makeBlindCluster(lists: readonly (readonly Pod[] | ApiError)[], job: Job): Cluster {
  let looks = 0
  return {
    namespace: 'ci',
    now: () => Date.parse('2026-01-01T00:00:12Z'),
    get: () => Promise.resolve(job),
    list: (resource: string) => {
      if (resource !== 'pods') return Promise.resolve([])
      const answer = lists[Math.min(looks++, lists.length - 1)] ?? []
      return answer instanceof ApiError ? Promise.reject(answer) : Promise.resolve(answer)
    },
    watch: (resource: string, _selection: unknown, sink: WatchSink<Job | Pod>, signal: AbortSignal) => {
      sink.changed(resource === 'jobs' ? new Map([['job-uid', job]]) : new Map())
      return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    }
  } as unknown as Cluster
}

const logs = { take: () => undefined, tellMissed: () => undefined, finish: () => Promise.resolve() } as unknown as Logs

function run(
  lists: readonly (readonly Pod[] | ApiError)[],
  limits: { startTimeout: number; timeout: number },
  job = makeJob()
): Promise<Ending> {
  return follow({
    cluster: makeBlindCluster(lists, job),
    job,
    limits: { queueTimeout: 60, ...limits },
    logs,
    writer: createWriter(makeSink().write),
    signal: AbortSignal.timeout(10_000)
  })
}

test('a container that turns out to run when the start limit is confirmed has started', async () => {
  // at the start limit the list shows it running, at the run limit it shows the exit that the watch never told
  const ending = await run([[podIn(running())], [podIn(exited(0))]], { startTimeout: 40, timeout: 120 })
  expect(ending.verdict).toEqual({ kind: 'succeeded', by: 'exit' })
})

test('a run that is over its limit by the stored objects too is stopped', async () => {
  const ending = await run([[podIn(running())]], { startTimeout: 40, timeout: 120 })
  expect(ending.verdict).toEqual({ kind: 'timed-out' })
  expect(ending.clocks.started).toBe(true)
})

test('a limit that cannot be confirmed is asked about again', async () => {
  const down = new ApiError('list pods', 'connect ECONNREFUSED', { status: 0 })
  const ending = await run([down, [podIn(exited(3))]], { startTimeout: 40, timeout: 120 })
  expect(ending.verdict).toEqual({ kind: 'failed', by: 'exit' })
})

test('a Job that stays suspended is stopped by the queue’s limit alone', async () => {
  const suspended = makeJob({ spec: { suspend: true } })
  const ending = await run([[]], { startTimeout: 20, timeout: 20 }, suspended)
  expect(ending.verdict).toEqual({ kind: 'queue-timeout' })
  expect(ending.clocks).toMatchObject({ starting: 0, running: 0 })
  expect(ending.clocks.queued).toBeGreaterThanOrEqual(60)
})

test('what the watch shows between the verdict and the end is still read', async () => {
  const ended = podIn(exited(0))
  const taken: number[] = []
  const counting = {
    take: ({ pods }: Snapshot) => void taken.push(pods.length),
    tellMissed: () => taken.push(-1),
    finish: () => Promise.resolve()
  } as unknown as Logs
  const job = jobWith('Failed')
  let show: (pods: ReadonlyMap<string, Pod>) => void = () => undefined
  const cluster = {
    ...makeBlindCluster([[]], job),
    watch: (resource: string, _selection: unknown, sink: WatchSink<Job | Pod>, signal: AbortSignal) => {
      if (resource === 'jobs') sink.changed(new Map([['job-uid', job]]))
      else show = (pods) => sink.changed(pods)
      return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    },
    list: (resource: string) => {
      // the read of the events, after the verdict: now the pod shows
      if (resource !== 'pods') show(new Map([['pod-uid', ended]]))
      return Promise.resolve([])
    }
  } as unknown as Cluster
  await follow({
    cluster,
    job,
    limits: { queueTimeout: 60, startTimeout: 1_000, timeout: 1_000 },
    logs: counting,
    writer: createWriter(makeSink().write),
    signal: AbortSignal.timeout(10_000)
  })
  expect(taken.slice(-2)).toEqual([1, -1])
})
