import { ensureBaseImages, untagBaseImages } from './base-images.ts'
import { ensureBuildx } from './buildx.ts'
import { choose, ensureCluster, runningClusters, stopClusters, type ClusterPart, type Wanted } from './clusters.ts'
import { ensureEngine, findEngine, releaseEngine, usesOurEngine, type Engine } from './engine.ts'
import { runDir } from './paths.ts'
import { allRecorded, withLock } from './processes.ts'
import { ensureRegistry, findRegistry, stopRegistry, type Registry } from './registry.ts'
import { say, step } from './say.ts'
import { sweep } from './sweep.ts'

/** The real parts that demo and tests work on, all running. */
export interface Parts {
  engine: Engine
  /** Version of docker's buildx. */
  buildx: string
  /** Where to push: `localhost:PORT`, or what DOCKER_ON_K8S_REGISTRY says. */
  registry: string
  /** Base images as references into the registry on loopback; `python:3.11` and so on are in the engine as well. */
  images: string[]
  /** What could not be had and how to get it, a sentence each. */
  missing: string[]
  cluster?: ClusterPart
  /** Path of the cluster's kubeconfig; '' without a cluster. */
  kubeconfig: string
}

/** Waits for all, then fails with everything that failed: somebody who lacks two things wants to know both. */
async function all<T extends readonly unknown[]>(works: { [K in keyof T]: Promise<T[K]> }): Promise<T> {
  const settled = await Promise.allSettled(works as readonly Promise<unknown>[])
  const failures = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []))
  if (failures.length === 0)
    return settled.map((each) => (each as PromiseFulfilledResult<unknown>).value) as unknown as T
  const texts = new Set(failures.map((failure) => (failure instanceof Error ? failure.message : String(failure))))
  throw new Error([...texts].join('\n\n'), { cause: failures[0] })
}

async function startAll(wanted: Wanted): Promise<Parts> {
  const chosen = await choose(wanted)
  const engine = step('Docker engine', ensureEngine)
  const buildx = engine.then(() => step('buildx', ensureBuildx))
  // without a container of its own the registry needs no engine, but its fallback does
  const registry: Promise<Registry> = engine.then(() =>
    step('registry on loopback', () => ensureRegistry({ container: chosen?.source === 'kind' }))
  )
  const images = registry.then((there) => step('base images', () => ensureBaseImages(there)))
  const cluster: Promise<ClusterPart | undefined> =
    chosen === undefined
      ? Promise.resolve(undefined)
      : chosen.source === 'KUBECONFIG'
        ? Promise.resolve(chosen.found)
        : ensureCluster(chosen.source, () => registry)
  const [e, b, r, i, c] = await all<[Engine, string, Registry, Awaited<typeof images>, ClusterPart | undefined]>([
    engine,
    buildx,
    registry,
    images,
    cluster
  ])
  const named = process.env['DOCKER_ON_K8S_REGISTRY'] ?? ''
  if (c?.source === 'KUBECONFIG' && !named)
    say(
      `  The cluster of KUBECONFIG is used. It must be able to pull from ${r.host} by that name; else set DOCKER_ON_K8S_REGISTRY to a registry that it and this machine reach.`
    )
  return {
    engine: e,
    buildx: b,
    registry: named || r.host,
    ...i,
    ...(c === undefined ? {} : { cluster: c }),
    kubeconfig: c?.kubeconfig ?? ''
  }
}

/**
 * Starts the real parts, or finds them running (under 2 s): Docker engine, buildx, registry, base images, and the
 * cluster asked for. What died is started anew. Says on stderr what it does; fails with everything that is missing and
 * how to get it.
 */
export function startParts({ cluster }: { cluster: Wanted }): Promise<Parts> {
  return withLock('parts', async () => {
    await sweep()
    return startAll(cluster)
  })
}

/** A part that can run or not. */
export type PartName = 'engine' | 'registry' | 'node' | 'control-plane' | 'kind'

/** Which parts this checkout has running now; the engine counts when it is ours and this checkout is noted as a user. */
export async function runningParts(): Promise<Set<PartName>> {
  const running = new Set<PartName>(runningClusters())
  if (usesOurEngine()) running.add('engine')
  if ((await findRegistry()) !== undefined) running.add('registry')
  return running
}

/** Ends what this checkout has started, each by its process id, and waits for it. Gives a line for each part. */
export function stopParts({ except = new Set() }: { except?: ReadonlySet<PartName> } = {}): Promise<string[]> {
  return withLock('parts', async () => {
    const lines = await stopClusters(except)
    const registry = await findRegistry()
    if (!except.has('registry')) {
      if (registry !== undefined) await untagBaseImages(registry)
      lines.push(await stopRegistry())
    }
    if (!except.has('engine')) lines.push(await releaseEngine())
    return [...lines, ...[...except].map((name) => `${name}: ran before, left running`)]
  })
}

/** What runs now, without starting anything: a line for each part. */
export async function statusOfParts(): Promise<string[]> {
  const [engine, registry] = await Promise.all([findEngine(), findRegistry()])
  const processes = allRecorded().map(
    ({ name, pid, alive, log }) => `${name}: ${alive ? `pid ${pid}` : 'dead'}, log ${log}`
  )
  return [
    engine === undefined
      ? 'engine: none answers'
      : `engine: Docker ${engine.version}${engine.ours ? ', started by us' : ''}`,
    registry === undefined ? 'registry: not running' : `registry: ${registry.host}`,
    ...processes,
    `state: ${runDir()}`
  ]
}
