/** Carries a scenario out on the real node: the built action as a runner starts it, and all that happens to it; gives the evidence. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import type { Cluster } from '../components.ts'
import { KubeError, type Thing } from '../kube.ts'
import { startProxy, type FaultProxy } from '../proxy.ts'
import { runAction } from '../runner.ts'
import { hasRun, type Done, type Evidence, type Left } from './evidence.ts'
import { leftProblems } from './left.ts'
import { pythonOf } from './program.ts'
import type { Fault, Moment, Scenario, Target } from './scenario.ts'
import type { LogKeeper } from './truth.ts'
import { watchNamespace, type Watching } from './watching.ts'

/** Where runs take place, one after the other. */
export interface Lane {
  readonly cluster: Cluster
  readonly namespace: string
  /** Text of a kubeconfig whose user may do in the namespace what the action needs. */
  readonly kubeconfig: string
  readonly keeper: LogKeeper
  /** With Python 3.6 or newer. */
  readonly image: string
  /** Folder of the action.yml and dist/ to run; this checkout's unless given. */
  readonly action?: string | undefined
}

const secretName = 'SOAK_SECRET'
/** Milliseconds for what the garbage collector still has to take. */
const patienceForLeft = 30_000

interface Call {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
}

/** Whether a call of the action is what a fault is for. Dry runs change nothing and are left alone. */
export function isFor(target: Target, { method, path, query }: Call): boolean {
  if (query.has('dryRun')) return false
  const [isGet, isWatch] = [method === 'GET', query.has('watch')]
  switch (target) {
    case 'job-create':
      return method === 'POST' && path.endsWith('/jobs')
    case 'secret-create':
      return method === 'POST' && path.endsWith('/secrets')
    case 'delete':
      return method === 'DELETE'
    case 'job-watch':
      return isGet && isWatch && path.endsWith('/jobs')
    case 'pod-watch':
      return isGet && isWatch && path.endsWith('/pods')
    case 'get':
      return isGet && !isWatch && /\/(jobs|pods)(\/[^/]+)?$/u.test(path)
    case 'log':
      return isGet && path.endsWith('/log')
  }
}

/** What the step is given in its `with:`. @param kubeconfig text */
export function inputsOf(scenario: Scenario, { image, namespace }: Lane, kubeconfig: string): Record<string, string> {
  const { program, shape, secret, logs, cleanup, timeout } = scenario
  const helper = {
    name: 'helper',
    image,
    command: ['python3', '-c', "import os\nfor n in range(50): os.write(1,b'helper %d\\n'%n)"]
  }
  // those who are deaf to SIGTERM must not hold the run up for half a minute
  const pod = { terminationGracePeriodSeconds: 1, ...(shape === 'two-containers' ? { containers: [helper] } : {}) }
  const template = { spec: { ...(shape === 'retry' ? { backoffLimit: 1 } : {}), template: { spec: pod } } }
  return {
    ...{ image, namespace, kubeconfig, logs, cleanup, timeout: `${timeout}s` },
    'pull-secret': 'none',
    command: JSON.stringify(['python3', '-c', pythonOf(program, secretName)]),
    'job-template': JSON.stringify(template),
    ...(secret === undefined ? {} : { 'job-secrets': `${secretName}=${secret}` })
  }
}

/** Runs main, all that happens to it, and post. @returns what is to be judged; everything of the run that was left is removed */
export async function perform(scenario: Scenario, lane: Lane): Promise<Evidence> {
  const [temp, workspace] = ['temp', 'workspace'].map((name) => mkdtempSync(join(tmpdir(), `soak-${name}-`)))
  if (temp === undefined || workspace === undefined) throw new Error('no folder')
  const proxy = await startProxy(lane.cluster)
  const watching = watchNamespace(lane.cluster.kube, lane.namespace)
  try {
    for (const fault of scenario.faults) addFault(proxy, fault)
    const handle = runAction({
      inputs: inputsOf(scenario, lane, proxy.through(lane.kubeconfig)),
      ...{ temp, workspace },
      ...(lane.action === undefined ? {} : { action: lane.action })
    })
    const over = new AbortController()
    const happening = happen(scenario, lane, { proxy, watching, handle, signal: over.signal })
    const main = await handle.finished
    over.abort()
    const happened = await happening
    const killed = main.exitCode === null
    const done: Done = { ...happened, cancelled: main.signalsSent.includes('SIGINT'), killed }
    const post = killed && !scenario.post ? undefined : await handle.post().finished
    const path = main.outputs['log-file']
    const evidence = (left: readonly Left[]): Evidence => ({
      ...{ scenario, done, main, post, left },
      pods: [...watching.pods.values()],
      jobs: [...watching.jobs.values()],
      written: writtenBy(lane, watching),
      logFile: path === undefined ? logIn(temp) : read(path),
      files: filesIn(temp)
    })
    const end = performance.now() + patienceForLeft
    let left = await leftIn(lane)
    while (leftProblems(evidence(left)).length > 0 && performance.now() < end) {
      await sleep(500)
      left = await leftIn(lane)
    }
    return evidence(left)
  } finally {
    await watching.stop()
    await proxy.close()
    await clear(lane)
    lane.keeper.forget(lane.namespace)
    for (const folder of [temp, workspace]) rmSync(folder, { recursive: true, force: true })
  }
}

interface Stage {
  readonly proxy: FaultProxy
  readonly watching: Watching
  readonly handle: ReturnType<typeof runAction>
  /** Aborts when main is over. */
  readonly signal: AbortSignal
}

function addFault(proxy: FaultProxy, { on, action, times, after }: Fault): void {
  proxy.rule({ path: (call) => isFor(on, call), times, after }, action)
}

/** All that happens at its moment. @returns what really did */
async function happen(scenario: Scenario, lane: Lane, stage: Stage): Promise<Pick<Done, 'interference' | 'outage'>> {
  const { outage, cutAll, interference, signal } = scenario
  const { proxy, handle } = stage
  const at = async (moment: Moment | undefined, act: () => unknown): Promise<boolean> => {
    if (moment === undefined || !(await comes(moment, stage))) return false
    return (await act()) !== false
  }
  const [wasOut, , interfered] = await Promise.all([
    at(outage, async () => {
      await proxy.down()
      await sleep(outage?.lasts ?? 0)
      await proxy.up()
    }),
    at(cutAll, () => proxy.cutAll()),
    at(interference, () => interfere(interference?.do ?? 'delete-job', lane, stage.watching)),
    at(signal, () => void (signal?.do === 'kill' ? handle.kill() : handle.cancel()))
  ])
  return { outage: wasOut, interference: interfered }
}

/** Waits for a moment; false when main is over before. */
async function comes({ after, ms }: Moment, { watching, signal }: Stage): Promise<boolean> {
  const isThere = (): boolean =>
    after === 'start' ||
    (after === 'created' ? watching.jobs.size > 0 : [...watching.pods.values()].some((pod) => hasRun(pod)))
  if (!(await watching.until(isThere, signal))) return false
  return sleep(ms, true, { signal }).catch(() => false)
}

/** Does what somebody else in the cluster might do. @returns whether there was still something to do it to */
async function interfere(
  what: 'delete-pod' | 'evict-pod' | 'delete-job',
  { cluster: { kube }, namespace }: Lane,
  { pods, jobs }: Watching
): Promise<boolean> {
  const history = [...(what === 'delete-job' ? jobs : pods).values()].findLast(({ isGone }) => !isGone)
  const name = history?.versions.at(-1)?.metadata.name
  if (name === undefined) return false
  const options = { apiVersion: 'v1', kind: 'DeleteOptions' }
  const pod = `/api/v1/namespaces/${namespace}/pods/${name}`
  try {
    if (what === 'delete-job') {
      const body = { ...options, propagationPolicy: 'Background' }
      await kube.call('DELETE', `/apis/batch/v1/namespaces/${namespace}/jobs/${name}`, { body })
    } else if (what === 'delete-pod') {
      await kube.call('DELETE', pod, { body: { ...options, gracePeriodSeconds: 1 } })
    } else {
      const metadata = { name, namespace }
      const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata, deleteOptions: { gracePeriodSeconds: 1 } }
      await kube.call('POST', `${pod}/eviction`, { body })
    }
    return true
  } catch (error) {
    if (error instanceof KubeError && error.status === 404) return false
    throw error
  }
}

function writtenBy({ keeper, namespace }: Lane, { pods }: Watching): Evidence['written'] {
  const names = new Set([...pods.values()].map(({ versions }) => versions[0]?.metadata.name))
  return keeper.written(namespace).filter(({ pod }) => names.has(pod))
}

type Stored = Thing & {
  metadata: { ownerReferences?: unknown[] }
  spec?: { activeDeadlineSeconds?: number; ttlSecondsAfterFinished?: number }
}

const kinds = { jobs: '/apis/batch/v1', pods: '/api/v1', secrets: '/api/v1' } as const

async function leftIn({ cluster: { kube }, namespace }: Lane): Promise<Left[]> {
  const lists = Object.entries(kinds).map(async ([kind, root]) => {
    const { items } = await kube.call<{ items: Stored[] }>('GET', `${root}/namespaces/${namespace}/${kind}`)
    return items.map(({ metadata: { name, ownerReferences = [] }, spec = {} }) => ({
      kind: kind as Left['kind'],
      name,
      owners: ownerReferences.length,
      ...(spec.activeDeadlineSeconds === undefined ? {} : { activeDeadlineSeconds: spec.activeDeadlineSeconds }),
      ...(spec.ttlSecondsAfterFinished === undefined ? {} : { ttlSecondsAfterFinished: spec.ttlSecondsAfterFinished })
    }))
  })
  return (await Promise.all(lists)).flat()
}

/** Removes what a run left, so that the next one begins with nothing. */
async function clear(lane: Lane): Promise<void> {
  const { kube } = lane.cluster
  const end = performance.now() + 60_000
  for (;;) {
    const left = await leftIn(lane)
    if (left.length === 0) return
    if (performance.now() > end) throw new Error(`namespace ${lane.namespace} cannot be cleared`)
    for (const { kind, name } of left.filter((each) => each.kind !== 'pods' || each.owners === 0))
      await kube.delete(`${kinds[kind]}/namespaces/${lane.namespace}/${kind}/${name}`)
    await sleep(250)
  }
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

/** The log file of a run that could not say where it is. */
function logIn(temp: string): Buffer | undefined {
  const path = [...filesIn(temp).keys()].find((each) => each.endsWith('/log.txt'))
  return path === undefined ? undefined : read(join(temp, path))
}

function filesIn(folder: string): Map<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = entries.map((entry) => join(entry.parentPath, entry.name))
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path)]))
}
