/** Runs the built action on real parts: Docker, a registry, a Kubernetes node. Each test has a stage of its own. */

import { existsSync, globSync } from 'node:fs'
import { cp, lstat, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'

import { expect } from '@jest/globals'

import { ensurePauseImage } from '../../dev/base-images.ts'
import type { Cluster } from '../../dev/components.ts'
import { startNode } from '../../dev/node.ts'
import { checkout } from '../../dev/paths.ts'
import { startParts } from '../../dev/parts.ts'
import { ensureRegistry } from '../../dev/registry.ts'
import { must } from '../../dev/run.ts'
import { runAction, type ActionHandle, type StepResult } from '../../dev/runner.ts'
import { createNamespace, createUser, deleteNamespace, type Rule } from '../../dev/users.ts'
import { leftovers } from './leftovers.ts'

export interface World {
  readonly cluster: Cluster
  /** `localhost:PORT` */
  readonly registry: string
}

/** As a checkout has them: links stay as they are. */
const copying = { recursive: true, verbatimSymlinks: true }

let started: Promise<World> | undefined

/** The parts, started by whichever test asks first: concurrent tests may begin before `beforeAll` is done. */
export function world(): Promise<World> {
  started ??= start()
  return started
}

let pauseImage = ''

async function start(): Promise<World> {
  const { registry, cluster } = await startParts({ cluster: 'node' })
  if (cluster?.source !== 'node') {
    // users, proxies and faults need the administrator's token and the cluster's certificates
    throw new Error(`These tests need the project's own node, not one of ${cluster?.source ?? 'nothing'}.`)
  }
  pauseImage = await ensurePauseImage(await ensureRegistry())
  return { registry, cluster: await startNode({ registry, pauseImage }) }
}

/** Starts again whatever of the node's parts does not run; resolves when all are ready. */
export async function mendNode(): Promise<void> {
  const { registry } = await world()
  await startNode({ registry, pauseImage })
}

/** A run from its first to its last step, and what it left. */
export interface Ran extends StepResult {
  readonly handle: ActionHandle
  readonly post: StepResult
  /** Objects of ours in the namespace, `kind/name` each. */
  readonly left: readonly string[]
}

export interface Stage extends World {
  readonly namespace: string
  /** Text of the kubeconfig of the stage's user. */
  readonly kubeconfig: string
  /** A copy of the fixtures' `flows/` and of the project's `examples/`, or of a fixture's repository. */
  readonly workspace: string
  /** Prefix for names of images that no other test has. */
  readonly unique: string
  /** Starts the main step; `kubeconfig` and `namespace` are those of the stage unless said. */
  start(inputs: Readonly<Record<string, string>>, env?: Readonly<Record<string, string>>): ActionHandle
  /** Runs main and post, and checks what holds for every run: workspace untouched, no context or child left, a silent post. */
  run(inputs: Readonly<Record<string, string>>, env?: Readonly<Record<string, string>>): Promise<Ran>
  /** The same for a run that was started, and perhaps stopped, by the test. */
  complete(handle: ActionHandle): Promise<Ran>
  leftovers(): Promise<string[]>
}

export interface StageOptions {
  readonly rules?: readonly Rule[]
  /** URL in the kubeconfig instead of the API server's: that of a proxy. */
  readonly server?: string
  /** Folder of `fixtures/repositories` that is the workspace. */
  readonly repository?: string
  /** Milliseconds after which a test that still runs says where it is; less than its time limit, which tells nothing. */
  readonly witnessAfter?: number
}

/** What a test that takes suspiciously long looks like from outside: the end of each run's log, and the pods as stored. */
async function testify({ kube }: Cluster, namespace: string, handles: readonly ActionHandle[]): Promise<void> {
  const pods = await kube.get(`/api/v1/namespaces/${namespace}/pods`).catch((error: unknown) => String(error))
  const logs = handles.map((handle, index) => `run ${index}:\n${handle.log().split('\n').slice(-40).join('\n')}`)
  const events = await kube.get(`/api/v1/namespaces/${namespace}/events`).catch((error: unknown) => String(error))
  process.stderr.write(
    `A test in ${namespace} still runs.\n${logs.join('\n')}\npods: ${JSON.stringify(statusOf(pods))}\nevents: ${JSON.stringify(messagesOf(events))}\n`
  )
}

const itemsOf = (list: unknown): Record<string, unknown>[] =>
  (list as { items?: Record<string, unknown>[] } | undefined)?.items ?? []
const statusOf = (list: unknown): unknown[] => itemsOf(list).map(({ status }) => status)
const messagesOf = (list: unknown): unknown[] =>
  itemsOf(list).map(({ lastTimestamp, reason, message }) => [lastTimestamp, reason, message])

/** Opens a stage for the length of a test, and ends it whatever happens. */
export async function onStage<T>(body: (stage: Stage) => Promise<T>, options: StageOptions = {}): Promise<T> {
  const there = await world()
  const namespace = await createNamespace(there.cluster, 'flows')
  const folder = await mkdtemp(join(tmpdir(), 'cluster-test-'))
  const workspace = join(folder, 'workspace')
  const handles: ActionHandle[] = []
  const witness = setTimeout(() => void testify(there.cluster, namespace, handles), options.witnessAfter ?? 100_000)
  try {
    const kubeconfig = await createUser(there.cluster, { namespace, ...options })
    await fill(workspace, options.repository)
    const before = await listing(workspace)
    const stage: Stage = {
      ...there,
      namespace,
      kubeconfig,
      workspace,
      unique: `${namespace}-${process.pid}`,
      start(inputs, env = {}) {
        const temp = join(folder, `temp-${handles.length}`)
        const handle = runAction({ inputs: { kubeconfig, namespace, ...inputs }, env, workspace, temp })
        handles.push(handle)
        return handle
      },
      run: (inputs, env) => stage.complete(stage.start(inputs, env)),
      async complete(handle) {
        const result = await handle.finished
        const post = await handle.post().finished
        expect(post).toMatchObject({ exitCode: 0, annotations: [] })
        expect(result.leftChildren).toBe(false)
        expect(await listing(workspace)).toEqual(before)
        expect(globSync('docker-on-k8s/*/context', { cwd: handle.temp })).toEqual([])
        return { ...result, handle, post, left: await stage.leftovers() }
      },
      leftovers: () => leftovers(there.cluster, namespace)
    }
    return await body(stage)
  } finally {
    clearTimeout(witness)
    // a run that a failed test left behind must not live on
    await Promise.all(handles.map((handle) => handle.kill()))
    await deleteNamespace(there.cluster, namespace, { wait: false })
    await rm(folder, { recursive: true, force: true })
  }
}

async function fill(workspace: string, repository: string | undefined): Promise<void> {
  const fixtures = join(checkout(), '__tests__/fixtures')
  if (repository !== undefined) {
    await cp(join(fixtures, 'repositories', repository), workspace, copying)
    return
  }
  await cp(join(fixtures, 'flows'), join(workspace, 'flows'), copying)
  await cp(join(checkout(), 'examples'), join(workspace, 'examples'), copying)
}

/** What lies in a folder: path, mode, size and time of change of each thing. */
async function listing(folder: string): Promise<string[]> {
  const paths = await readdir(folder, { recursive: true })
  const lines = paths.map(async (path) => {
    const { mode, size, mtimeMs } = await lstat(join(folder, path))
    return `${path} ${mode.toString(8)} ${size} ${mtimeMs}`
  })
  return (await Promise.all(lines)).sort()
}

/** Objects of a kind in the stage's namespace, found by the label `identifier`. */
export async function labelled(
  { cluster, namespace }: Pick<Stage, 'cluster' | 'namespace'>,
  kind: 'jobs' | 'pods',
  identifier: string
): Promise<{ metadata: { name: string }; spec: Record<string, unknown> }[]> {
  const group = kind === 'jobs' ? '/apis/batch/v1' : '/api/v1'
  const found = await cluster.kube.get<{ items: { metadata: { name: string }; spec: Record<string, unknown> }[] }>(
    `${group}/namespaces/${namespace}/${kind}?labelSelector=identifier%3D${identifier}`
  )
  return found?.items ?? []
}

/** Images of the runner's engine, dangling ones too, whose repository ends in this name. */
export async function localImages(name: string): Promise<string[]> {
  const text = await must('docker', ['image', 'ls', '--format', '{{.Repository}}:{{.Tag}} {{.ID}}'])
  return text.split('\n').filter((line) => line.includes(name))
}

/** Tags of a repository in the registry; undefined when it has no such repository. */
export async function tagsOf({ registry }: Pick<World, 'registry'>, repository: string): Promise<string[] | undefined> {
  const answer = await fetch(`http://${registry}/v2/${repository}/tags/list`)
  if (answer.status === 404) return undefined
  return ((await answer.json()) as { tags: string[] }).tags
}

/** Command lines of running processes that hold this text. */
export async function processesWith(text: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/u.test(entry))
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return lines.filter((line) => line.includes(text)).map((line) => line.replaceAll('\0', ' '))
}

/** The log file of a run; it must be there. */
export async function logOf({ outputs }: Pick<StepResult, 'outputs'>): Promise<string> {
  const path = outputs['log-file'] ?? ''
  expect(existsSync(path)).toBe(true)
  return readFile(path, 'utf8')
}

/** Inputs that run a line of Python in the bare base image: for tests in which the build is not the point. */
export function python({ registry }: Pick<World, 'registry'>, code: string): Record<string, string> {
  return { image: `${registry}/python:3.11`, command: JSON.stringify(['python3', '-u', '-c', code]) }
}

/** Asks again, for a minute at most, until the answer is the one expected. */
export async function expectSoon(ask: () => Promise<unknown>, answer: unknown): Promise<void> {
  const end = performance.now() + 60_000
  let last = await ask()
  while (!isDeepStrictEqual(last, answer) && performance.now() < end) {
    await sleep(200)
    last = await ask()
  }
  expect(last).toEqual(answer)
}
