import { readFileSync } from 'node:fs'

import { afterEach, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { errorsOf, expectFailure, expectSuccess, onStage, until, useWorld } from '../support/action.ts'
import { seen } from '../support/seen.ts'

/** What is rare and must not be odd to the user: names, clocks, logs and programs that are not as expected. */
const world = useWorld()

afterEach(() => world().proxy.clear())

const works = async (pod: PlayedPod): Promise<void> => {
  await pod.running()
  pod.log('hello')
  await pod.exit(0)
}

test('a credential plugin that is not on the runner: said before anything is built', async () => {
  await onStage(world(), {}, async (stage) => {
    const exec = 'exec: {command: no-such-login, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}'
    const kubeconfig = stage.kubeconfig.replace(/token: .*/u, exec)
    const result = await stage.run({ kubeconfig }).finished
    expectFailure(result, { reason: 'invalid-kubeconfig', text: ['no-such-login'] })
    seen('exec-plugin-missing', result)
    expect(await stage.jobs()).toEqual([])
  })
}, 60_000)

test('names of a branch, a workflow and a step that no label takes', async () => {
  const long = `Žluťoučký kůň/${'UPPER_case '.repeat(20)}🐍--`
  await onStage(world(), { scenario: works }, async (stage) => {
    const env = { GITHUB_REF_NAME: long, GITHUB_WORKFLOW: long, GITHUB_JOB: '_job_', GITHUB_ACTOR: long }
    const handle = stage.run({ 'run-key': long, 'job-name': 'a'.repeat(46), cleanup: 'never' }, env)
    const result = await handle.finished
    expectSuccess(result)
    seen('odd-names', result, /^Created Job/u)
    const [job] = await stage.jobs()
    const { name, labels = {} } = job?.metadata ?? { name: '' }
    // a pod's name is that of its Job with 6 characters more
    expect(name.length).toBeLessThanOrEqual(57)
    for (const value of Object.values(labels)) expect(value).toMatch(/^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/u)
  })
}, 60_000)

test.each([-3_600_000, 86_400_000])(
  'a runner whose clock is wrong by %i ms',
  async (offset) => {
    const scenario = async (pod: PlayedPod): Promise<void> => {
      await pod.running()
      pod.log('hello')
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      await pod.exit(3)
    }
    const shift = `const now = Date.now; Date.now = () => now() + ${offset}; globalThis.Date = class extends Date { constructor(...given) { given.length === 0 ? super(now() + ${offset}) : super(...given) } }`
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(shift)}` }
    await onStage(world(), { scenario }, async (stage) => {
      const before = Date.now()
      const result = await stage.run({ timeout: '60s', 'start-timeout': '30s' }, env).finished
      expectFailure(result, { reason: 'flow-failed', text: ['exited with 3'], outputs: { 'exit-code': '3' } })
      expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe('hello\n')
      // times that are told are the cluster's
      expect(Math.abs(Date.parse(result.outputs['started-at'] ?? '') - before)).toBeLessThan(60_000)
      seen('clock-skew', result)
      expect(await stage.leftovers()).toEqual([])
    })
  },
  60_000
)

test('a log of several megabytes: the summary holds its end, the file all of it', async () => {
  const line = (number: number): string => `${number} ${'ü'.repeat(500)}`
  const scenario = async (pod: PlayedPod): Promise<void> => {
    await pod.running()
    for (let number = 0; number < 4_000; number += 1) pod.log(line(number))
    await pod.exit(1)
  }
  await onStage(world(), { scenario }, async (stage) => {
    const result = await stage.run().finished
    expectFailure(result, { reason: 'flow-failed', text: ['exited with 1'] })
    seen('summary-too-long', result)
    expect(Buffer.byteLength(result.summary)).toBeLessThan(1024 * 1024)
    expect(result.summary).toContain(line(3_999).slice(0, 200))
    expect(result.summary).not.toContain('\ufffd')
    expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8').split('\n')).toHaveLength(4_001)
  })
}, 60_000)

test('a log that is asked for before the container can have one', async () => {
  await onStage(world(), { scenario: works, proxied: true }, async (stage) => {
    const { proxy } = world()
    const logs = new RegExp(`${stage.namespace}/.*/log$`, 'u')
    const message = 'container "flow" in pod "flow-1" is waiting to start: ContainerCreating'
    proxy.rule({ path: logs, times: 2 }, { do: 'respond', status: 400, reason: 'BadRequest', message })
    const result = await stage.run().finished
    expectSuccess(result)
    expect(proxy.seen('GET', logs).length).toBeGreaterThan(2)
    expect(result.stdout).not.toContain('not whole')
    expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe('hello\n')
    seen('log-before-start', result, /^\| hello/u)
  })
}, 60_000)

test('a pod that is removed before its log was read: what is lost is said, the verdict stands', async () => {
  const scenario = async (pod: PlayedPod): Promise<void> => {
    await pod.running()
    pod.log('hello')
  }
  await onStage(world(), { scenario, proxied: true }, async (stage) => {
    const { proxy, cluster } = world()
    const logs = new RegExp(`${stage.namespace}/.*/log$`, 'u')
    proxy.rule({ path: logs }, { do: 'respond', status: 503, reason: 'ServiceUnavailable' })
    const handle = stage.run()
    const pod = await stage.play.next()
    await until(() => proxy.seen('GET', logs).length > 0)
    await pod.exit(4)
    await cluster.kube.delete(`/api/v1/namespaces/${stage.namespace}/pods/${pod.name}`, { gracePeriodSeconds: 0 })
    const result = await handle.finished
    expectFailure(result, { reason: 'flow-failed', text: ['4'], outputs: { 'exit-code': '4' } })
    expect(result.stdout).toMatch(/not whole/u)
    seen('pod-gone-before-log', result)
    expect(await stage.leftovers()).toEqual([])
  })
}, 90_000)

test('somebody else makes a Job of our name first: it stays, and is not taken for ours', async () => {
  await onStage(world(), { proxied: true }, async (stage) => {
    const { proxy, cluster } = world()
    const path = `/apis/batch/v1/namespaces/${stage.namespace}/jobs`
    const jobs = new RegExp(`${path}$`, 'u')
    proxy.rule({ method: 'POST', path: jobs, times: 1 }, { do: 'delay', ms: 3_000 })
    const handle = stage.run()
    await until(() => proxy.seen('POST', jobs).some(({ body }) => body.length > 0))
    const sent = JSON.parse(proxy.seen('POST', jobs)[0]?.body.toString() ?? '{}') as { metadata: { name: string } }
    const { name } = sent.metadata
    await cluster.kube.create(path, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name, labels: { identifier: 'of-somebody-else' } },
      spec: { suspend: true, template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'b' }] } } }
    })
    const result = await handle.finished
    expect(errorsOf(result)).toHaveLength(1)
    seen('name-collision', result)
    await handle.post().finished
    expect((await stage.jobs()).map(({ metadata }) => metadata.name)).toEqual([name])
  })
}, 60_000)
