import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { errorsOf, onStage, until, useWorld } from '../support/action.ts'
import { seen } from '../support/seen.ts'

/** The post step beside a main that still runs, as under job containers, and the post step in trouble. */
const world = useWorld()

const works = async (pod: PlayedPod): Promise<void> => {
  await pod.running()
  pod.log('at work')
}

describe('post while main still runs', () => {
  test('in the wait: main notices, ends as cancelled; nothing is left, and both agree', async () => {
    await onStage(world(), { scenario: works }, async (stage) => {
      const handle = stage.run()
      await handle.waitForLine(/^\| at work$/u)
      const after = await handle.post().finished
      const result = await handle.finished
      expect(after).toMatchObject({ exitCode: 0, annotations: [] })
      expect(result).toMatchObject({ exitCode: 1, outputs: { status: 'cancelled', 'failure-reason': 'cancelled' } })
      expect(errorsOf(result)).toEqual([])
      expect(await stage.leftovers()).toEqual([])
    })
  }, 60_000)

  test('before main has recorded anything: no Job is ever made', async () => {
    await onStage(world(), { proxied: true }, async (stage) => {
      const { proxy } = world()
      const reviews = /selfsubjectaccessreviews$/u
      const undo = proxy.rule({ path: reviews }, { do: 'delay', ms: 3_000 })
      const before = proxy.seen('POST', reviews).length
      const handle = stage.run()
      await until(() => proxy.seen('POST', reviews).length > before)
      expect(Object.keys(handle.savedState()).filter((name) => name.startsWith('undo_'))).toEqual([])
      const after = await handle.post().finished
      expect(after).toMatchObject({ exitCode: 0, annotations: [] })
      expect(after.stdout).not.toContain('Cleaned up')
      const result = await handle.finished
      undo()
      expect(result).toMatchObject({ exitCode: 1, outputs: { status: 'cancelled' } })
      expect(proxy.seen('POST', new RegExp(`${stage.namespace}/jobs$`, 'u'))).toEqual([])
    })
  }, 60_000)

  test('while the create is on its way: whoever comes last undoes it', async () => {
    await onStage(world(), { proxied: true, scenario: works }, async (stage) => {
      const { proxy } = world()
      const jobs = new RegExp(`${stage.namespace}/jobs$`, 'u')
      proxy.rule({ method: 'POST', path: jobs, times: 1 }, { do: 'delay', ms: 3_000 })
      const handle = stage.run()
      await until(() => proxy.seen('POST', jobs).length > 0)
      const after = await handle.post().finished
      const result = await handle.finished
      expect(after).toMatchObject({ exitCode: 0, annotations: [] })
      expect(result).toMatchObject({ exitCode: 1, outputs: { status: 'cancelled' } })
      expect(await stage.jobs()).toEqual([])
      expect(await stage.leftovers()).toEqual([])
    })
  }, 60_000)
})

test('main was killed before it recorded anything: its copy of the kubeconfig goes', async () => {
  await onStage(world(), { proxied: true }, async (stage) => {
    const { proxy } = world()
    const reviews = /selfsubjectaccessreviews$/u
    const undo = proxy.rule({ path: reviews }, { do: 'silence' })
    const before = proxy.seen('POST', reviews).length
    const handle = stage.run()
    await until(() => proxy.seen('POST', reviews).length > before)
    const copies = (): string[] => globSync('docker-on-k8s/*/kubeconfig', { cwd: handle.temp })
    expect(copies()).toHaveLength(1)
    await handle.kill()
    undo()
    expect(await handle.post().finished).toMatchObject({ exitCode: 0, annotations: [] })
    expect(copies()).toEqual([])
  })
}, 60_000)

describe('post in trouble never fails', () => {
  test('the cluster cannot be reached: a warning that names the Job', async () => {
    await onStage(world(), { proxied: true, scenario: works }, async (stage) => {
      const handle = stage.run()
      await handle.waitForLine(/^Created Job/u)
      await handle.kill()
      const undo = world().proxy.rule({ path: new RegExp(stage.namespace, 'u') }, { do: 'refuse' })
      const after = await handle.post().finished
      undo()
      expect(after).toMatchObject({ exitCode: 0, conclusion: 'success' })
      expect(after.annotations).toMatchObject([{ level: 'warning' }])
      expect(after.annotations[0]?.message).toMatch(
        /^Not cleaned up: Job etl-[0-9a-f]{8} in namespace .*: .*\. A Job ends by its own deadline/u
      )
      seen('cleanup-fails', after)
      // once it can be reached, another post does the rest
      await handle.post().finished
      expect(await stage.leftovers()).toEqual([])
    })
  }, 180_000)

  test('a state that cannot be read, a kubeconfig that is gone', async () => {
    await onStage(world(), { scenario: works }, async (stage) => {
      const handle = stage.run()
      await handle.waitForLine(/^Created Job/u)
      await handle.kill()
      const { folder = '' } = handle.savedState()
      const rubbish = { STATE_undo_7: '{"undo":', STATE_undo_8: '{"undo":{"kind":"new"}}', STATE_undo_9: 'null' }
      const good = await handle.post({ env: rubbish }).finished
      expect(good).toMatchObject({ exitCode: 0, conclusion: 'success', runnerErrors: [] })
      expect(good.annotations.map(({ level }) => level)).toEqual(['warning', 'warning', 'warning'])
      expect(good.stdout).toContain('Cleaned up what main left: Job')
      expect(good.rawStderr.toString()).toBe('')
      expect(await stage.leftovers()).toEqual([])
      const saved = Object.entries(handle.savedState()).map(([name, value]) => [`STATE_${name}`, value])
      handle.remove()
      expect(existsSync(join(folder, 'kubeconfig'))).toBe(false)
      const late = await handle.post({ env: Object.fromEntries(saved) as Record<string, string> }).finished
      expect(late).toMatchObject({ exitCode: 0, conclusion: 'success' })
      expect(late.annotations).toMatchObject([{ level: 'warning' }])
    })
  }, 60_000)

  test('main was killed before it had said anything: nothing to do, nothing said', async () => {
    await onStage(world(), {}, async (stage) => {
      const handle = stage.run()
      await handle.kill()
      const after = await handle.post().finished
      expect({ exitCode: after.exitCode, raw: after.raw.toString() }).toEqual({ exitCode: 0, raw: '' })
      expect(await stage.jobs()).toEqual([])
    })
  }, 60_000)
})
