/** Runs that are stopped from outside: by the runner's cancel, by a runner that dies, by a post step that comes too early. */

import { randomUUID } from 'node:crypto'
import { join } from 'node:path'

import { expect, test } from '@jest/globals'

import { errorsOf } from '../support/action.ts'
import { expectSoon, localImages, onStage, processesWith, python, tagsOf, type Stage } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000

/** A process that ends only when it is killed: as PID 1 without a handler it is deaf to SIGTERM. */
const deaf = 'import time; print("on"); time.sleep(600)'
const polite = `import signal, sys\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(0))\n${deaf}`

/** A build with a layer that no cache has, and that takes long. */
const slowBuild = ({ registry, unique }: Stage): Record<string, string> => ({
  flow: 'flows/exits.py',
  'base-image': 'python:3.11',
  'registry-url': registry,
  'image-name': unique,
  'python-dependencies': `prefect>=3,<4\nnothing-${randomUUID()}; python_version < "3"`
})

test.concurrent.each([
  ['of a run', {}],
  ['of an image only', { run: 'false' }]
])(
  'a cancel in the build %s: docker and its children end, nothing is left or pushed',
  (_name, more) =>
    onStage(async (stage) => {
      const handle = stage.start({ ...slowBuild(stage), ...more })
      await handle.waitForLine(/Collecting prefect/u, 3 * minutes)
      // the health check of an image comes first, and its command has no name of an image
      const context = join(handle.temp, 'docker-on-k8s')
      expect(await processesWith(context)).not.toEqual([])
      const { signalsSent } = await handle.cancel()
      const ran = await stage.complete(handle)
      expect(signalsSent).toEqual(['SIGINT'])
      expect(ran).toMatchObject({ conclusion: 'cancelled', left: [] })
      expect(ran.outputs).toMatchObject({ status: 'cancelled', 'failure-reason': 'cancelled' })
      expect(errorsOf(ran)).toEqual([])
      expect(await processesWith(context)).toEqual([])
      expect(await localImages(stage.unique)).toEqual([])
      expect(await tagsOf(stage, stage.unique)).toBeUndefined()
    }),
  5 * minutes
)

test.concurrent.each([
  ['ends on SIGTERM', polite],
  ['is deaf to SIGTERM', deaf]
])(
  'a cancel while a flow runs that %s: the Job is gone when the steps are over',
  (_name, code) =>
    onStage(async (stage) => {
      const handle = stage.start(python(stage, code))
      await handle.waitForLine(/\| on$/u, 2 * minutes)
      await handle.cancel()
      const ran = await stage.complete(handle)
      expect(ran).toMatchObject({ conclusion: 'cancelled', left: [] })
      expect(ran.outputs).toMatchObject({ status: 'cancelled', 'failure-kind': 'stopped' })
      expect(ran.outputs['job-name']).toBeTruthy()
    }),
  4 * minutes
)

test.concurrent(
  'post after SIGKILL: removes the Job that main left',
  () =>
    onStage(async (stage) => {
      const handle = stage.start(python(stage, deaf))
      await handle.waitForLine(/\| on$/u, 2 * minutes)
      expect(await handle.kill()).toMatchObject({ signal: 'SIGKILL' })
      expect(await stage.leftovers()).toHaveLength(2)
      const { left, post } = await stage.complete(handle)
      expect(post.stdout).toContain('Cleaned up what main left: Job')
      seen('main-killed', post)
      expect(left).toEqual([])
    }),
  4 * minutes
)

test.concurrent(
  'a runner that dies for good: the Job ends by its own deadline, and goes by its time to live',
  () =>
    onStage(async (stage) => {
      const template = JSON.stringify({ spec: { activeDeadlineSeconds: 6 } })
      const handle = stage.start({ ...python(stage, polite), 'job-template': template, ttl: '10m' })
      await handle.waitForLine(/\| on$/u, 2 * minutes)
      const killed = await handle.kill()
      const jobs = `/apis/batch/v1/namespaces/${stage.namespace}/jobs`
      const list = await stage.cluster.kube.get<{ items: { metadata: { name: string }; spec: object }[] }>(jobs)
      expect(list?.items).toMatchObject([{ spec: { activeDeadlineSeconds: 6, ttlSecondsAfterFinished: 600 } }])
      // ten minutes go by
      await stage.cluster.kube.patch(`${jobs}/${list?.items[0]?.metadata.name ?? ''}`, {
        spec: { ttlSecondsAfterFinished: 1 }
      })
      await expectSoon(() => stage.leftovers(), [])
      seen('runner-killed', killed, /^\| on$/u)
    }),
  4 * minutes
)

test.concurrent(
  'post after SIGKILL in the build: the context goes, docker ends by itself, nothing is pushed',
  () =>
    onStage(async (stage) => {
      const handle = stage.start(slowBuild(stage))
      await handle.waitForLine(/Collecting prefect/u, 3 * minutes)
      await handle.kill()
      const { left, post } = await stage.complete(handle)
      expect(left).toEqual([])
      expect(post.stdout).toContain('Cleaned up what main left: the build context')
      await expectSoon(() => processesWith(stage.unique), [])
      expect(await localImages(stage.unique)).toEqual([])
      expect(await tagsOf(stage, stage.unique)).toBeUndefined()
    }),
  5 * minutes
)

test.concurrent(
  'post while main still runs: main stops, and nothing is left',
  () =>
    onStage(async (stage) => {
      const handle = stage.start(python(stage, deaf))
      await handle.waitForLine(/\| on$/u, 2 * minutes)
      const early = await handle.post().finished
      expect(early).toMatchObject({ exitCode: 0, annotations: [] })
      // the runner starts post once only, so not complete()
      const ran = await handle.finished
      expect(ran).toMatchObject({ exitCode: 1, leftChildren: false })
      expect(await stage.leftovers()).toEqual([])
      expect(['cancelled', 'deleted']).toContain(ran.outputs['failure-reason'])
    }),
  4 * minutes
)

test.concurrent(
  'post while main still builds: no Job is made afterwards',
  () =>
    onStage(async (stage) => {
      const handle = stage.start({
        flow: 'flows/exits.py',
        'base-image': 'python:3.11',
        'registry-url': stage.registry,
        'image-name': stage.unique,
        'python-dependencies': `six\nnothing-${randomUUID()}; python_version < "3"`
      })
      await handle.waitForLine(/Build /u, 2 * minutes)
      expect(await handle.post().finished).toMatchObject({ exitCode: 0 })
      const ran = await handle.finished
      expect(ran).toMatchObject({ exitCode: 1, leftChildren: false })
      expect(await stage.leftovers()).toEqual([])
      expect(ran.outputs).toMatchObject({ pods: '[]', 'failure-reason': 'cancelled' })
      expect(await localImages(stage.unique)).toEqual([])
    }),
  4 * minutes
)
