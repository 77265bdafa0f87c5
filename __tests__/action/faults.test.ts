import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { afterEach, describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import type { Action } from '../../dev/proxy.ts'
import { expectFailure, expectSuccess, onStage, until, useWorld, type Stage } from '../support/action.ts'
import { seen } from '../support/seen.ts'

/** A cluster that answers badly, late or not at all, while the Job itself does well. */
const world = useWorld()

afterEach(() => world().proxy.clear())

const works = async (pod: PlayedPod): Promise<void> => {
  await pod.running()
  pod.log('hello')
  await pod.exit(0)
}

const jobsOf = ({ namespace }: Stage): RegExp => new RegExp(`${namespace}/jobs$`, 'u')
const isWatch =
  ({ namespace }: Stage, what: string) =>
  ({ path, query }: { path: string; query: URLSearchParams }): boolean =>
    path.endsWith(`${namespace}/${what}`) && query.get('watch') === 'true'

describe('the create', () => {
  test('a reply that is lost: the Job is adopted, and made once', async () => {
    await onStage(world(), { proxied: true, scenario: works }, async (stage) => {
      const { proxy } = world()
      proxy.rule({ method: 'POST', path: jobsOf(stage), times: 1 }, { do: 'lose-reply' })
      const handle = stage.run({ cleanup: 'never' })
      expectSuccess(await handle.finished)
      expect(proxy.seen('POST', jobsOf(stage))).toHaveLength(1)
      expect(await stage.jobs()).toHaveLength(1)
      expect(stage.play.pods.size).toBe(1)
    })
  }, 60_000)

  test.each([
    { name: '503 twice', action: { do: 'respond', status: 503, reason: 'ServiceUnavailable' }, times: 2 },
    {
      name: '429 that asks for two seconds',
      action: { do: 'respond', status: 429, reason: 'TooManyRequests', retryAfter: 2 },
      times: 1
    }
  ] as { name: string; action: Action; times: number }[])(
    '$name: it is sent again',
    async ({ action, times }) => {
      await onStage(world(), { proxied: true, scenario: works }, async (stage) => {
        const { proxy } = world()
        proxy.rule({ method: 'POST', path: jobsOf(stage), times }, action)
        expectSuccess(await stage.run({ cleanup: 'never' }).finished)
        const posts = proxy.seen('POST', jobsOf(stage))
        expect(posts).toHaveLength(times + 1)
        if (times === 1) expect((posts[1]?.at ?? 0) - (posts[0]?.at ?? 0)).toBeGreaterThanOrEqual(2_000)
        expect(await stage.jobs()).toHaveLength(1)
      })
    },
    60_000
  )
})

describe('watches', () => {
  const cases: { name: string; action: Action; times?: number }[] = [
    { name: 'cut at once', action: { do: 'cut', afterBytes: 0 }, times: 4 },
    { name: 'cut after some bytes', action: { do: 'cut', afterBytes: 1_500 } },
    { name: 'ended cleanly', action: { do: 'end', afterBytes: 1_500 } },
    {
      name: 'whose version is too old (410)',
      action: { do: 'respond', status: 410, reason: 'Expired' },
      times: 3
    },
    {
      name: 'refused for want of a token, for a moment',
      action: { do: 'respond', status: 503, reason: 'ServiceUnavailable' },
      times: 3
    },
    { name: 'stalled', action: { do: 'stall', afterBytes: 0 } }
  ]
  const both = cases.flatMap((each) => ['jobs', 'pods'].map((what) => ({ ...each, what })))
  test.concurrent.each(both)(
    'of $what $name: the verdict comes all the same',
    async ({ action, times, what }) => {
      await onStage(world(), { proxied: true, scenario: works }, async (stage) => {
        const { proxy } = world()
        const undo = proxy.rule({ path: isWatch(stage, what), ...(times === undefined ? {} : { times }) }, action)
        const result = await stage.run().finished
        undo()
        expectSuccess(result)
        if (action.do === 'end') seen('watch-ends', result)
        expect(await stage.leftovers()).toEqual([])
      })
    },
    90_000
  )
})

test('the API server is away for 20 s: said once, and the run goes on', async () => {
  const scenario = async (pod: PlayedPod): Promise<void> => {
    await pod.running()
    pod.log('before')
  }
  await onStage(world(), { proxied: true, scenario }, async (stage) => {
    const handle = stage.run()
    const pod = await stage.play.next()
    await handle.waitForLine(/^\| before/u)
    await world().proxy.down()
    pod.log('meanwhile')
    await sleep(10_000)
    await pod.exit(0)
    await sleep(10_000)
    await world().proxy.up()
    const result = await handle.finished
    expectSuccess(result)
    expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe('before\nmeanwhile\n')
    expect(result.stdout.match(/cannot be seen at present/gu)).toHaveLength(1)
    expect(result.stdout.match(/answers again/gu)?.length ?? 0).toBeLessThanOrEqual(1)
    expect(result.stdout).not.toContain('[object')
    expect(await stage.leftovers()).toEqual([])
  })
}, 120_000)

describe('credentials', () => {
  test('refused for good in the middle: unauthorized, what is left is said, and post does it later', async () => {
    await onStage(world(), { proxied: true, scenario: (pod) => pod.running() }, async (stage) => {
      const handle = stage.run()
      await handle.waitForLine(/running on node/u)
      world().proxy.rule(
        { path: new RegExp(stage.namespace, 'u') },
        { do: 'respond', status: 401, reason: 'Unauthorized', message: 'Unauthorized' }
      )
      world().proxy.cutAll()
      const result = await handle.finished
      expectFailure(result, { reason: 'unauthorized', text: ['kubeconfig'] })
      seen('credentials-over', result)
      expect(result.stdout).toMatch(/Not cleaned up: .*The post step tries again/u)
      expect(result.summary).toContain('Not cleaned up')
      world().proxy.clear()
      const after = await handle.post().finished
      expect(after).toMatchObject({ exitCode: 0, annotations: [] })
      expect(await stage.leftovers()).toEqual([])
    })
  }, 120_000)

  test('refused for a moment while it waits: the run goes on', async () => {
    await onStage(world(), { proxied: true, scenario: (pod) => pod.running() }, async (stage) => {
      const handle = stage.run()
      const pod = await stage.play.next()
      await handle.waitForLine(/running on node/u)
      world().proxy.rule(
        { path: new RegExp(stage.namespace, 'u'), times: 4 },
        { do: 'respond', status: 401, reason: 'Unauthorized', message: 'Unauthorized' }
      )
      world().proxy.cutAll()
      await sleep(2_000)
      await pod.exit(0)
      expectSuccess(await handle.finished)
      expect(await stage.leftovers()).toEqual([])
    })
  }, 60_000)

  test('a token file that is renewed: read again after the refusal', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'token-test-'))
    await onStage(world(), { proxied: true, scenario: works }, async (stage) => {
      const { proxy } = world()
      const token = /token: "?([^"\n]+)/u.exec(stage.kubeconfig)?.[1] ?? ''
      const path = join(folder, 'kubeconfig')
      writeFileSync(path, stage.kubeconfig.replace(/token: .*/u, 'tokenFile: token'))
      writeFileSync(join(folder, 'token'), 'old-and-over')
      const reviews = /selfsubjectaccessreviews$/u
      const before = proxy.seen('POST', reviews).length
      // everything that the preflight asks at once is held back until the new token is there
      proxy.rule(
        { path: ({ path: way, query }) => /selfsubject/u.test(way) || query.has('dryRun') },
        { do: 'delay', ms: 1_500 }
      )
      const handle = stage.run({ kubeconfig: path })
      await until(() => proxy.seen('POST', reviews).length > before)
      writeFileSync(join(folder, 'token'), token)
      const result = await handle.finished
      expectSuccess(result)
      expect(result.raw.toString()).not.toMatch(new RegExp(`^(?!::add-mask::).*${token}`, 'mu'))
    })
    rmSync(folder, { recursive: true })
  }, 60_000)
})
