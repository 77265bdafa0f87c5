import { describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { errorsOf, onStage, until, useWorld } from '../support/action.ts'
import { seen } from '../support/seen.ts'

/** A run that is cut short by the runner: what main does in the time there is, and what post does after it. */
const world = useWorld()

const works = async (pod: PlayedPod): Promise<void> => {
  await pod.running()
  pod.log('at work')
}

describe('cancelled in the wait', () => {
  test('main removes the Job in time; post has nothing to do', async () => {
    await onStage(world(), { scenario: works }, async (stage) => {
      const handle = stage.run()
      await handle.waitForLine(/^\| at work$/u)
      const result = await handle.cancel()
      expect(result).toMatchObject({ conclusion: 'cancelled', exitCode: 1, signalsSent: ['SIGINT'], runnerErrors: [] })
      expect(result.outputs).toMatchObject({
        status: 'cancelled',
        'failure-reason': 'cancelled',
        'failure-kind': 'stopped'
      })
      expect(errorsOf(result)).toEqual([])
      expect(result.summary).toContain('🛑')
      expect(result.summary).toContain('at work')
      seen('cancelled', result)
      expect(await stage.leftovers()).toEqual([])
      const after = await handle.post().finished
      expect({ exitCode: after.exitCode, raw: after.raw.toString() }).toEqual({ exitCode: 0, raw: '' })
    })
  }, 60_000)

  test('a container that does not listen: main ends before the runner’s SIGTERM, post waits for the pod', async () => {
    const scenario = async (pod: PlayedPod): Promise<void> => {
      pod.onTerminate = 'ignore'
      await works(pod)
    }
    await onStage(world(), { scenario }, async (stage) => {
      const handle = stage.run()
      await handle.waitForLine(/^\| at work$/u)
      const result = await handle.cancel()
      expect(result).toMatchObject({
        conclusion: 'cancelled',
        signalsSent: ['SIGINT'],
        outputs: { status: 'cancelled' }
      })
      expect(errorsOf(result)).toEqual([])
      expect(result.stdout).toMatch(/Left to the post step: the Job .* was told to go/u)
      seen('cancelled-deaf', result, /^Left to the post step/u)
      const after = await handle.post().finished
      expect(after).toMatchObject({ exitCode: 0, annotations: [] })
      expect(after.stdout).toMatch(/^Cleaned up what main left: Job .*\.$/mu)
      expect(await stage.leftovers()).toEqual([])
    })
  }, 90_000)

  test('before there is a pod', async () => {
    await onStage(world(), { bind: false }, async (stage) => {
      const handle = stage.run()
      await handle.waitForLine(/^Created Job/u)
      const result = await handle.cancel()
      expect(result).toMatchObject({
        conclusion: 'cancelled',
        signalsSent: ['SIGINT'],
        outputs: { status: 'cancelled' }
      })
      await handle.post().finished
      expect(await stage.leftovers()).toEqual([])
    })
  }, 60_000)

  test('while a finalizer holds the Job in cleanup: main still ends in time, and names it', async () => {
    await onStage(world(), { scenario: works }, async (stage) => {
      const handle = stage.run()
      const pod = await stage.play.next()
      await handle.waitForLine(/^\| at work$/u)
      const [job] = await stage.jobs()
      const path = `/apis/batch/v1/namespaces/${stage.namespace}/jobs/${job?.metadata.name ?? ''}`
      await world().cluster.kube.patch(path, { metadata: { finalizers: ['example.com/hold'] } }, 'merge')
      await pod.exit(0)
      await handle.waitForLine(/^Succeeded/u)
      const result = await handle.cancel()
      expect(result).toMatchObject({
        conclusion: 'cancelled',
        signalsSent: ['SIGINT'],
        outputs: { status: 'succeeded' }
      })
      expect(result.stdout).toMatch(/Left to the post step: .* still there \(held by finalizer .*example\.com\/hold/u)
      await world().cluster.kube.patch(path, { metadata: { finalizers: [] } }, 'merge')
      const after = await handle.post().finished
      expect(after).toMatchObject({ exitCode: 0, annotations: [] })
      expect(await stage.leftovers()).toEqual([])
    })
  }, 90_000)

  test('while the create is on its way: the Job that comes true later goes', async () => {
    await onStage(world(), { proxied: true, scenario: works }, async (stage) => {
      const { proxy } = world()
      const jobs = new RegExp(`${stage.namespace}/jobs$`, 'u')
      proxy.rule({ method: 'POST', path: jobs, times: 1 }, { do: 'delay', ms: 2_000 })
      const handle = stage.run()
      await until(() => proxy.seen('POST', jobs).length > 0)
      const result = await handle.cancel()
      expect(result).toMatchObject({
        conclusion: 'cancelled',
        signalsSent: ['SIGINT'],
        outputs: { status: 'cancelled' }
      })
      expect(errorsOf(result)).toEqual([])
      await handle.post().finished
      expect(await stage.leftovers()).toEqual([])
      expect(proxy.seen('POST', jobs)).toHaveLength(1)
    })
  }, 90_000)
})

describe('killed', () => {
  test('right after the Job was created: post removes it', async () => {
    await onStage(world(), { scenario: works }, async (stage) => {
      const handle = stage.run()
      await handle.waitForLine(/^Created Job/u)
      await handle.kill()
      expect(await stage.jobs()).toHaveLength(1)
      const after = await handle.post().finished
      expect(after).toMatchObject({ exitCode: 0, annotations: [] })
      expect(after.stdout).toMatch(/^Cleaned up what main left: Job .*\.$/mu)
      expect(await stage.leftovers()).toEqual([])
    })
  }, 60_000)

  test.each([
    { name: 'that comes true later', action: { do: 'delay', ms: 3_000 } as const },
    { name: 'whose reply was lost', action: { do: 'lose-reply' } as const },
    { name: 'that never arrives', action: { do: 'silence' } as const }
  ])(
    'between the intent and the reply of a create $name',
    async ({ action }) => {
      await onStage(world(), { proxied: true, scenario: works }, async (stage) => {
        const { proxy } = world()
        const jobs = new RegExp(`${stage.namespace}/jobs$`, 'u')
        proxy.rule({ method: 'POST', path: jobs, times: 1 }, action)
        const handle = stage.run()
        await until(() => proxy.seen('POST', jobs).length > 0)
        await handle.kill()
        expect(Object.keys(handle.savedState()).filter((name) => name.startsWith('undo_'))).toHaveLength(1)
        const after = await handle.post().finished
        expect(after).toMatchObject({ exitCode: 0, annotations: [] })
        expect(await stage.jobs()).toEqual([])
        expect(await stage.leftovers()).toEqual([])
      })
    },
    90_000
  )

  test('before the create arrived, and somebody else has a Job of that name: it stays', async () => {
    await onStage(world(), { proxied: true }, async (stage) => {
      const { proxy, cluster } = world()
      const jobs = new RegExp(`${stage.namespace}/jobs$`, 'u')
      proxy.rule({ method: 'POST', path: jobs, times: 1 }, { do: 'silence' })
      const handle = stage.run()
      await until(() => proxy.seen('POST', jobs).length > 0)
      await handle.kill()
      const record = Object.entries(handle.savedState()).find(([name]) => name.startsWith('undo_'))?.[1] ?? ''
      const { name } = (JSON.parse(record) as { undo: { name: string } }).undo
      await cluster.kube.create(`/apis/batch/v1/namespaces/${stage.namespace}/jobs`, {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name, labels: { identifier: 'of-somebody-else' } },
        spec: { suspend: true, template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'b' }] } } }
      })
      const after = await handle.post().finished
      expect(after).toMatchObject({ exitCode: 0, annotations: [] })
      expect((await stage.jobs()).map(({ metadata }) => metadata.name)).toEqual([name])
    })
  }, 90_000)
})
