/** Runs the built action against the control plane without a node, whose kubelet the test plays. */

import { afterAll, beforeAll, expect } from '@jest/globals'

import type { Cluster } from '../../dev/components.ts'
import { startControlPlane } from '../../dev/control-plane.ts'
import type { Thing } from '../../dev/kube.ts'
import { playKubelet, type Play, type PlayedKubelet, type Scenario } from '../../dev/kubelet.ts'
import { waitUntil } from '../../dev/processes.ts'
import { startProxy, type FaultProxy } from '../../dev/proxy.ts'
import { runAction, type ActionHandle, type StepResult } from '../../dev/runner.ts'
import { createNamespace, createUser, deleteNamespace, everyRight, type Rule } from '../../dev/users.ts'
import { kindOf, type FailureReason } from '../../src/failure.ts'
import { leftovers } from './leftovers.ts'

/** Folder of another action.yml and dist/ to test than this checkout's: a bundle with a fault in it, to see that tests notice. */
const action = process.env['DOCKER_ON_K8S_ACTION']

/** An image that nobody pulls here, by digest: Docker is not needed to run it. */
export const someImage = `registry.example/etl@sha256:${'0'.repeat(64)}`

export interface World {
  readonly cluster: Cluster
  readonly kubelet: PlayedKubelet
  /** Between the action and the API server. */
  readonly proxy: FaultProxy
}

/** The parts that the tests of one file share; started before them, ended after them. */
export function useWorld(): () => World {
  let world: World | undefined
  beforeAll(async () => {
    const cluster = await startControlPlane()
    world = { cluster, kubelet: await playKubelet(cluster), proxy: await startProxy(cluster) }
  }, 600_000)
  afterAll(async () => {
    await world?.proxy.close()
    await world?.kubelet.close()
  }, 60_000)
  return () => {
    if (world === undefined) throw new Error('The world is only there inside tests.')
    return world
  }
}

/** One test's own namespace with a user and, when wanted, a played kubelet. */
export interface Stage {
  readonly namespace: string
  readonly kubeconfig: string
  readonly play: Play
  /** Starts the action; inputs beside `image`, `kubeconfig` and `namespace` are the test's. */
  run(
    inputs?: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string>>,
    workspace?: string
  ): ActionHandle
  /** Builds and runs `etl.py` of a workspace. @param path PATH with the docker to use */
  runFlow(workspace: string, path: string, inputs?: Readonly<Record<string, string>>): ActionHandle
  /** The Jobs of the namespace, whoever made them. */
  jobs(): Promise<Thing[]>
  /** Objects of ours that are left in the namespace, `kind/name` each. */
  leftovers(): Promise<string[]>
  end(): Promise<void>
}

export interface StageOptions {
  readonly scenario?: Scenario
  readonly rules?: readonly Rule[]
  /** Send the action's calls through the fault proxy. */
  readonly proxied?: boolean
  readonly bind?: boolean
  /** Labels of the namespace. */
  readonly labels?: Readonly<Record<string, string>>
}

export async function openStage({ cluster, kubelet, proxy }: World, options: StageOptions = {}): Promise<Stage> {
  const namespace = await createNamespace(cluster, 'action', { ...options.labels })
  const rules = options.rules === undefined ? {} : { rules: options.rules }
  const text = await createUser(cluster, { namespace, ...rules })
  const kubeconfig = options.proxied ? proxy.through(text) : text
  const play = kubelet.play(namespace, options.scenario, { bind: options.bind ?? true })
  const handles: ActionHandle[] = []
  const start = (
    inputs: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>>,
    workspace: string | undefined
  ): ActionHandle => {
    const handle = runAction({
      inputs: { kubeconfig, namespace, ...inputs },
      env,
      ...(workspace === undefined ? {} : { workspace }),
      ...(action === undefined ? {} : { action })
    })
    handles.push(handle)
    return handle
  }
  return {
    namespace,
    kubeconfig,
    play,
    run: (inputs = {}, env = {}, workspace) => start({ image: someImage, ...inputs }, env, workspace),
    runFlow: (workspace, path, inputs = {}) =>
      start(
        { flow: 'etl.py', 'base-image': 'python:3.13-slim', 'registry-url': 'registry.example', ...inputs },
        { PATH: path },
        workspace
      ),
    jobs: async () => {
      const list = await cluster.kube.get(`/apis/batch/v1/namespaces/${namespace}/jobs`)
      return (list as unknown as { items: Thing[] }).items
    },
    leftovers: () => leftovers(cluster, namespace),
    async end() {
      // a run that a failed test left behind must not live on
      await Promise.all(handles.map((handle) => handle.kill()))
      handles.forEach((handle) => handle.remove())
      play.stop()
      await deleteNamespace(cluster, namespace, { wait: false })
    }
  }
}

/** Opens a stage for the length of a test, and ends it whatever happens. */
export async function onStage<T>(world: World, options: StageOptions, body: (stage: Stage) => Promise<T>): Promise<T> {
  const stage = await openStage(world, options)
  try {
    return await body(stage)
  } finally {
    await stage.end()
  }
}

/** Every right but some verbs of one resource. */
export function without(resource: string, ...verbs: string[]): Rule[] {
  return everyRight
    .map((rule) =>
      rule.resources.includes(resource) ? { ...rule, verbs: rule.verbs.filter((verb) => !verbs.includes(verb)) } : rule
    )
    .filter((rule) => rule.verbs.length > 0)
}

/** Waits until something is true that no event tells of. */
export function until(isTrue: () => boolean | Promise<boolean>, timeout = 30_000): Promise<void> {
  return waitUntil(() => Promise.resolve(isTrue()), { timeout, what: 'what the test waits for did not come' })
}

/** The error annotations of a run, `title: message`. */
export function errorsOf(result: StepResult): string[] {
  return result.annotations
    .filter(({ level }) => level === 'error')
    .map(({ title, message }) => `${title ?? ''}: ${message}`)
}

/** A good ending: green, and no complaint of any kind. */
export function expectSuccess(result: StepResult, outputs: Readonly<Record<string, unknown>> = {}): void {
  expect(errorsOf(result)).toEqual([])
  expect(result).toMatchObject({ exitCode: 0, conclusion: 'success', runnerErrors: [], leftChildren: false })
  expect(result.outputs).toMatchObject({ status: 'succeeded', 'exit-code': '0', ...outputs })
  expect(result.outputs).not.toHaveProperty('failure-reason')
  expect(result.summary).toContain('✅')
  expectPeace(result)
}

export interface ExpectedFailure {
  readonly reason: FailureReason
  /** Parts of the annotation's text. */
  readonly text: readonly (string | RegExp)[]
  readonly status?: string
  readonly outputs?: Readonly<Record<string, unknown>>
}

/** A bad ending: exit 1, one error annotation that says this, and the same in outputs and summary. */
export function expectFailure(
  result: StepResult,
  { reason, text, status = 'failed', outputs = {} }: ExpectedFailure
): void {
  const errors = errorsOf(result)
  // as the title, or, below the title of an exception, at the end
  expect(errors).toEqual([expect.stringMatching(new RegExp(`docker-on-k8s: ${reason}(?:: |$)`, 'u'))])
  for (const part of text) expect(errors[0]).toMatch(part)
  expect(result).toMatchObject({ exitCode: 1, conclusion: 'failure', runnerErrors: [], leftChildren: false })
  expect(result.outputs).toMatchObject({ status, 'failure-reason': reason, 'failure-kind': kindOf(reason), ...outputs })
  expect(result.summary).toContain(`<code>${reason}</code>`)
  expect(result.summary).not.toContain('✅')
  expectPeace(result)
}

/** What no user should ever see, whatever happened. */
function expectPeace({ stdout, rawStderr, summary }: StepResult): void {
  const seen = stdout + rawStderr.toString() + summary
  for (const ugly of ['[object Object]', 'undefined', 'NaN', '    at ', 'report this as a bug', 'node:internal']) {
    expect(seen).not.toContain(ugly)
  }
  expect(rawStderr.toString()).toBe('')
}
