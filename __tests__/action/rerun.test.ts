import { randomInt } from 'node:crypto'

import { describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import type { ActionHandle } from '../../dev/runner.ts'
import { expectFailure, expectSuccess, onStage, until, useWorld, without, type Stage } from '../support/action.ts'
import { seen } from '../support/seen.ts'

/** Attempts of one step, and what only looks like them. */
const world = useWorld()

const works = async (pod: PlayedPod): Promise<void> => {
  await pod.running()
  pod.log('at work')
}

/** The variables by which GitHub tells runs and attempts apart. */
const attempt = (number: number, run: string): Record<string, string> => ({
  GITHUB_RUN_ID: run,
  GITHUB_RUN_ATTEMPT: String(number)
})
const someRun = (): string => String(randomInt(1_000_000_000, 9_999_999_999))

interface JobObject {
  metadata: { name: string; deletionTimestamp?: string }
  [field: string]: unknown
}

/** Starts a run and leaves it as a runner that died does: its Job goes on, no post step comes. */
async function abandoned(
  stage: Stage,
  env: Record<string, string>,
  inputs: Record<string, string> = {}
): Promise<{ name: string; pod: PlayedPod; handle: ActionHandle }> {
  const handle = stage.run(inputs, env)
  const pod = await stage.play.next()
  await handle.waitForLine(/^\| at work$/u)
  await handle.kill()
  return { name: /Created Job (\S+)/u.exec(handle.log())?.[1] ?? '', pod, handle }
}

/** Lets a run's own pod succeed. */
async function finish(handle: ActionHandle, pod: PlayedPod): Promise<Awaited<ActionHandle['finished']>> {
  await handle.waitForLine(/^\| at work$/u)
  await pod.exit(0)
  return handle.finished
}

const names = async (stage: Stage): Promise<string[]> =>
  ((await stage.jobs()) as unknown as JobObject[]).map(({ metadata }) => metadata.name).sort()

test.concurrent(
  'attempt 2 replaces the Job of attempt 1, and starts only when its pod has ended',
  async () => {
    await onStage(world(), { scenario: works }, async (stage) => {
      const run = someRun()
      const first = await abandoned(stage, attempt(1, run))
      const listens = Promise.withResolvers<undefined>()
      first.pod.onTerminate = () => listens.promise
      const second = stage.run({}, attempt(2, run))
      await second.waitForLine(new RegExp(`^Replaces Job ${first.name} of attempt 1`, 'u'))
      await second.waitForLine(new RegExp(`^Waits for the pod of Job ${first.name} to end: ${first.pod.name}`, 'u'))
      // nothing is made while the old pod is alive, though its Job is gone
      await until(async () => !(await names(stage)).includes(first.name))
      expect(second.log()).not.toContain('Created Job')
      expect(await names(stage)).toEqual([])
      listens.resolve(undefined)
      const result = await finish(second, await stage.play.next())
      expectSuccess(result)
      seen('rerun-beside', result, /^Replaces Job|^Waits for the pod/u)
      expect(await stage.leftovers()).toEqual([])
    })
  },
  90_000
)

test.concurrent(
  'on-rerun: fail names the Job and how to go on, before anything is made; once it has finished it is no obstacle',
  async () => {
    await onStage(world(), { scenario: works, proxied: true }, async (stage) => {
      const run = someRun()
      const first = await abandoned(stage, attempt(1, run), { cleanup: 'never' })
      const created = (): number => world().proxy.seen('POST', new RegExp(`${stage.namespace}/jobs$`, 'u')).length
      expect(created()).toBe(1)
      const second = await stage.run({ 'on-rerun': 'fail' }, attempt(2, run)).finished
      expectFailure(second, {
        reason: 'job-exists',
        text: [first.name, 'attempt 1', 'on-rerun: replace', `kubectl -n ${stage.namespace} delete job ${first.name}`]
      })
      expect(created()).toBe(1)
      expect(await names(stage)).toEqual([first.name])
      await first.pod.exit(0)
      await until(async () => JSON.stringify(await stage.jobs()).includes('"Complete"'))
      const third = stage.run({ 'on-rerun': 'fail' }, attempt(3, run))
      expectSuccess(await finish(third, await stage.play.next()))
      expect(await names(stage)).toEqual([first.name])
    })
  },
  90_000
)

describe('what is left alone', () => {
  test.concurrent.each<{
    name: string
    first: [number, string, string]
    second: [number, string, string]
    warns: boolean
  }>([
    {
      name: 'another leg of the matrix',
      first: [1, 'a', '{"py": "3.11"}'],
      second: [2, 'a', '{"py": "3.12"}'],
      warns: false
    },
    { name: 'another run of the workflow', first: [1, 'a', ''], second: [2, 'b', ''], warns: false },
    {
      name: 'a second call of one reusable workflow, in the same attempt',
      first: [1, 'a', ''],
      second: [1, 'a', ''],
      warns: true
    },
    { name: 'a later attempt', first: [3, 'a', ''], second: [2, 'a', ''], warns: false }
  ])(
    '$name',
    async ({ first, second, warns }) => {
      await onStage(world(), { scenario: works }, async (stage) => {
        const runs: Record<string, string> = { a: someRun(), b: someRun() }
        const begin = ([number, run, key]: [number, string, string]): [
          Record<string, string>,
          Record<string, string>
        ] => [attempt(number, runs[run] ?? ''), { 'run-key': key }]
        const [env, inputs] = begin(first)
        const other = await abandoned(stage, env, inputs)
        const [ownEnv, ownInputs] = begin(second)
        const handle = stage.run(ownInputs, ownEnv)
        const result = await finish(handle, await stage.play.next())
        expectSuccess(result)
        expect(await names(stage)).toEqual([other.name])
        expect(result.stdout).not.toContain('Replaces')
        const warnings = result.annotations.filter(({ level }) => level === 'warning')
        expect(warnings).toHaveLength(warns ? 1 : 0)
        if (warns) expect(warnings[0]?.message).toMatch(new RegExp(`${other.name}.* run-key`, 'u'))
      })
    },
    90_000
  )

  test.concurrent(
    'a Job of somebody else with our label, and one of ours that has finished',
    async () => {
      await onStage(world(), { scenario: works }, async (stage) => {
        const run = someRun()
        const { kube } = world().cluster
        const path = `/apis/batch/v1/namespaces/${stage.namespace}/jobs`
        const first = await abandoned(stage, attempt(1, run), { cleanup: 'never' })
        const job = (await kube.get(`${path}/${first.name}`)) as unknown as {
          metadata: { labels: Record<string, string>; annotations: Record<string, string> }
        }
        const { 'app.kubernetes.io/managed-by': managed, ...labels } = job.metadata.labels
        expect(managed).toBe('docker-on-k8s')
        await kube.create(path, {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { name: 'of-somebody-else', labels, annotations: job.metadata.annotations },
          spec: {
            suspend: true,
            template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'b' }] } }
          }
        })
        await first.pod.exit(0)
        await until(async () => JSON.stringify(await stage.jobs()).includes('"Complete"'))
        const second = stage.run({}, attempt(2, run))
        const result = await finish(second, await stage.play.next())
        expectSuccess(result)
        expect(result.annotations).toEqual([])
        expect(await names(stage)).toEqual([first.name, 'of-somebody-else'].sort())
      })
    },
    90_000
  )
})

describe('rights that are missing', () => {
  test.concurrent(
    'list jobs: said with the verb in a later attempt, and the run goes on',
    async () => {
      await onStage(world(), { scenario: works, rules: without('jobs', 'list', 'watch') }, async (stage) => {
        const run = someRun()
        const first = await abandoned(stage, attempt(1, run))
        expect(first.handle.log()).not.toContain('may not list')
        const second = stage.run({}, attempt(2, run))
        const result = await finish(second, await stage.play.next())
        expectSuccess(result)
        expect(result.annotations).toMatchObject([
          { level: 'notice', message: expect.stringContaining('lacks rights in namespace') as unknown },
          { level: 'notice', message: expect.stringContaining('may not list jobs in namespace') as unknown }
        ])
        expect(await names(stage)).toEqual([first.name])
      })
    },
    90_000
  )

  test.concurrent(
    'list pods: the Job is waited for, and that is said',
    async () => {
      await onStage(world(), { scenario: works, rules: without('pods', 'list', 'watch') }, async (stage) => {
        const run = someRun()
        const handle = stage.run({}, attempt(1, run))
        await handle.waitForLine(/^Created Job/u)
        await stage.play.next()
        await handle.kill()
        const name = (await names(stage))[0] ?? ''
        const path = `/apis/batch/v1/namespaces/${stage.namespace}/jobs/${name}`
        await world().cluster.kube.patch(path, { metadata: { finalizers: ['example.com/hold'] } }, 'merge')
        const second = stage.run({}, attempt(2, run))
        await second.waitForLine(new RegExp(`^No right to list pods: waits for Job ${name} to be gone`, 'u'))
        expect(await names(stage)).toEqual([name])
        await world().cluster.kube.patch(path, { metadata: { finalizers: [] } }, 'merge')
        await second.waitForLine(/^Created Job/u)
        const pod = await stage.play.next()
        await until(() => pod.phase === 'Running')
        await pod.exit(0)
        expect(await second.finished).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded' } })
      })
    },
    90_000
  )
})

test.concurrent(
  'a pod that a finalizer holds: the run does not start beside it, and a cancel ends the wait',
  async () => {
    await onStage(world(), { scenario: works }, async (stage) => {
      const run = someRun()
      const first = await abandoned(stage, attempt(1, run))
      const path = `/api/v1/namespaces/${stage.namespace}/pods/${first.pod.name}`
      await world().cluster.kube.patch(path, { metadata: { finalizers: ['example.com/hold'] } }, 'merge')
      first.pod.onTerminate = () => new Promise<void>(() => undefined)
      const second = stage.run({}, attempt(2, run))
      await second.waitForLine(/^Waits for the pod of Job/u)
      const result = await second.cancel()
      expect(result).toMatchObject({ conclusion: 'cancelled', outputs: { status: 'cancelled' } })
      expect(result.stdout).not.toContain('Created Job')
      // its Job is gone by now, and still it is not run beside
      const third = stage.run({}, attempt(3, run))
      await third.waitForLine(new RegExp(`^Waits for the pod of Job ${first.name} to end`, 'u'))
      expect(third.log()).not.toContain('Created Job')
      await third.kill()
      await world().cluster.kube.patch(path, { metadata: { finalizers: [] } }, 'merge')
    })
  },
  90_000
)
