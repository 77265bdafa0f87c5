import { readFileSync } from 'node:fs'

import { afterEach, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import type { Action } from '../../dev/proxy.ts'
import { expectFailure, expectSuccess, onStage, until, useWorld, type Stage } from '../support/action.ts'
import { seen } from '../support/seen.ts'

/** Watches that tell too much, too late or nothing, reads that lag behind, connections that end: the truth must come through. */
const world = useWorld()

afterEach(() => {
  world().proxy.clear()
  world().proxy.breakHandshakes(0)
})

const text = 'one\ntwo\nthree\n'
const works =
  (exitCode: number) =>
  async (pod: PlayedPod): Promise<void> => {
    await pod.running()
    for (const line of text.trim().split('\n')) pod.log(line)
    await pod.exit(exitCode)
  }

const isWatch =
  ({ namespace }: Stage) =>
  ({ path, query }: { path: string; query: URLSearchParams }): boolean =>
    path.includes(`/${namespace}/`) && query.get('watch') === 'true'
/** Lists and single reads of Jobs or pods. */
const isRead =
  ({ namespace }: Stage, what: string) =>
  ({ path, query }: { path: string; query: URLSearchParams }): boolean =>
    new RegExp(`/${namespace}/${what}(/[^/]+)?$`, 'u').test(path) && !query.has('watch')
const logOf = (outputs: Readonly<Record<string, string>>): string => readFileSync(outputs['log-file'] ?? '', 'utf8')
/** What the user was told of a disturbed sight. */
const disturbances = (stdout: string): number => stdout.match(/cannot be seen at present/gu)?.length ?? 0

const watchFaults: { name: string; action: Action; times?: number }[] = [
  { name: 'tells each event twice', action: { do: 'duplicate' } },
  { name: 'swaps events', action: { do: 'reorder' } },
  { name: 'tells old events again', action: { do: 'replay' } },
  {
    name: 'is told 410 in a stream that began well',
    action: { do: 'watch-error', afterEvents: 0, status: 410, reason: 'Expired' },
    times: 4
  },
  {
    name: 'is told 410 after each event',
    action: { do: 'watch-error', afterEvents: 1, status: 410, reason: 'Expired' }
  },
  { name: 'ends with a word of TLS', action: { do: 'tls-close', afterBytes: 1_500 } }
]
test.concurrent.each(watchFaults.flatMap((each) => [0, 3].map((exitCode) => ({ ...each, exitCode }))))(
  'a watch $name: exit $exitCode stays what it is, and nobody is told',
  async ({ action, times, exitCode }) => {
    await onStage(world(), { proxied: true, scenario: works(exitCode) }, async (stage) => {
      world().proxy.rule({ path: isWatch(stage), ...(times === undefined ? {} : { times }) }, action)
      const result = await stage.run().finished
      if (exitCode === 0) expectSuccess(result)
      else expectFailure(result, { reason: 'flow-failed', text: ['3'], outputs: { 'exit-code': '3' } })
      expect(logOf(result.outputs)).toBe(text)
      expect(disturbances(result.stdout)).toBe(0)
      if (action.do === 'watch-error') seen('watch-expired', result)
      expect(await stage.leftovers()).toEqual([])
    })
  },
  60_000
)

test.each(['jobs', 'pods'])(
  'reads of %s that lag behind at the end turn nothing back',
  async (what) => {
    await onStage(world(), { proxied: true, scenario: (pod) => pod.running() }, async (stage) => {
      const handle = stage.run()
      const pod = await stage.play.next()
      await handle.waitForLine(/running on node/u)
      world().proxy.rule({ method: 'GET', path: isRead(stage, what), times: 4 }, { do: 'stale', which: 'first' })
      pod.log('hello')
      await pod.exit(3)
      const result = await handle.finished
      expectFailure(result, { reason: 'flow-failed', text: ['3'], outputs: { 'exit-code': '3' } })
      expect(logOf(result.outputs)).toBe('hello\n')
      seen('stale-reads', result)
      expect(
        world().proxy.requests.filter(({ action, path }) => action === 'stale' && path.includes(stage.namespace)).length
      ).toBeGreaterThan(0)
      expect(await stage.leftovers()).toEqual([])
    })
  },
  60_000
)

test.each([1, 2])(
  'reads that do not know the Job, %i times, do not end the run',
  async (times) => {
    await onStage(world(), { proxied: true, scenario: (pod) => pod.running() }, async (stage) => {
      const { proxy } = world()
      const handle = stage.run()
      const pod = await stage.play.next()
      await handle.waitForLine(/running on node/u)
      const one = new RegExp(`${stage.namespace}/jobs/[^/]+$`, 'u')
      const before = proxy.seen('GET', one).length
      const missing = { do: 'respond', status: 404, reason: 'NotFound', message: 'jobs.batch "it" not found' } as const
      proxy.rule({ method: 'GET', path: one, times }, missing)
      // an empty list makes the action ask for the Job itself
      const body = '{"kind":"JobList","apiVersion":"batch/v1","metadata":{"resourceVersion":"1"},"items":[]}'
      const isList = (each: { path: string; query: URLSearchParams }) =>
        isRead(stage, 'jobs')(each) && each.query.has('fieldSelector')
      proxy.rule({ method: 'GET', path: isList, times: 1 }, { do: 'respond', status: 200, body })
      proxy.cutAll({ path: isWatch(stage) })
      await until(() => {
        const statuses = proxy
          .seen('GET', one)
          .slice(before)
          .map(({ status }) => status)
        return statuses.filter((status) => status === 404).length === times && statuses.at(-1) === 200
      })
      await pod.exit(0)
      expectSuccess(await handle.finished)
      expect(await stage.leftovers()).toEqual([])
    })
  },
  60_000
)

test('connections that break while they shake hands', async () => {
  await onStage(world(), { proxied: true, scenario: works(0) }, async (stage) => {
    world().proxy.breakHandshakes(3)
    const result = await stage.run().finished
    expectSuccess(result)
    expect(logOf(result.outputs)).toBe(text)
    expect(await stage.leftovers()).toEqual([])
  })
}, 60_000)
