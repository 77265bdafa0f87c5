import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { which } from './apt.ts'
import { ensurePauseImage } from './base-images.ts'
import { cacheDir, folder, instance, runDir } from './paths.ts'
import { allRecorded, withLock } from './processes.ts'
import { write } from './records.ts'
import type { Registry } from './registry.ts'
import { must, run } from './run.ts'
import { say, step } from './say.ts'

/** What sort of cluster is asked for: one that runs pods, the control plane alone, or no cluster. */
export type Wanted = 'node' | 'control-plane' | 'none'

/** A cluster that answers: the one $KUBECONFIG names, one made with kind, our own node, or a control plane without a node. */
export interface ClusterPart {
  source: 'KUBECONFIG' | 'kind' | 'node' | 'control-plane'
  /** Path of its kubeconfig. */
  kubeconfig: string
}

/** Whether the cluster of this kubeconfig answers within a few seconds. Its current context counts. */
async function reachable(path: string): Promise<boolean> {
  // loaded here only: it takes half a second
  const { KubeConfig, VersionApi } = await import('@kubernetes/client-node')
  try {
    const config = new KubeConfig()
    config.loadFromFile(path)
    const asked = config.makeApiClient(VersionApi).getCode()
    const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('no answer')), 5000).unref())
    await Promise.race([asked, late])
    return true
  } catch {
    return false
  }
}

/** The user's own cluster: $KUBECONFIG when it names one file whose cluster answers. What is in our cache is ours, not theirs. */
async function given(): Promise<ClusterPart | undefined> {
  const path = process.env['KUBECONFIG'] ?? ''
  if (!path || path.startsWith(cacheDir())) return undefined
  if (existsSync(path) && (await reachable(path))) return { source: 'KUBECONFIG', kubeconfig: path }
  say(`  KUBECONFIG is ${path}, but no cluster answers there: it is not used`)
  return undefined
}

const kindName = (): string => `docker-on-k8s-${instance()}`
const kindRecord = (): string => join(runDir(), 'kind.json')

/**
 * A cluster of our own made with kind, that pulls from our registry's container by the name `localhost:PORT`, as
 * kind's documentation shows for local registries. (Where this project is built there is no kind: untested there.)
 */
async function ensureKind(registry: Registry): Promise<ClusterPart> {
  const name = kindName()
  const kubeconfig = join(folder(runDir(), 'kind'), 'kubeconfig')
  const part: ClusterPart = { source: 'kind', kubeconfig }
  const exists = (await must('kind', ['get', 'clusters'])).split('\n').includes(name)
  if (exists && existsSync(kubeconfig) && (await reachable(kubeconfig))) return part
  if (exists) await must('kind', ['delete', 'cluster', '--name', name], { timeout: 120_000 })
  write(kindRecord(), { name })
  const config = `kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
containerdConfigPatches:
- |-
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "/etc/containerd/certs.d"
`
  const create = ['create', 'cluster', '--name', name, '--kubeconfig', kubeconfig, '--wait', '120s', '--config', '-']
  await must('kind', create, { input: config, timeout: 10 * 60_000 })
  const container = registry.container ?? ''
  const address = (await must('docker', ['inspect', '-f', '{{.Name}}', container])).trim().replace('/', '')
  // fails when it is connected already: then that is fine
  await run('docker', ['network', 'connect', 'kind', container])
  const hosts = `/etc/containerd/certs.d/${registry.host}`
  for (const node of (await must('kind', ['get', 'nodes', '--name', name])).split('\n').filter(Boolean)) {
    await must('docker', ['exec', node, 'mkdir', '-p', hosts])
    await must('docker', ['exec', '-i', node, 'cp', '/dev/stdin', `${hosts}/hosts.toml`], {
      input: `[host."http://${address}:5000"]\n`
    })
  }
  return part
}

/** Which cluster it will be; decided before the registry starts, because kind's nodes need that in a container. */
export async function choose(
  wanted: Wanted
): Promise<{ source: ClusterPart['source']; found?: ClusterPart } | undefined> {
  if (wanted === 'none') return undefined
  if (wanted === 'control-plane') return { source: 'control-plane' }
  const found = await given()
  if (found !== undefined) return { source: 'KUBECONFIG', found }
  return { source: which('kind') === undefined ? 'node' : 'kind' }
}

/** Starts a cluster, or finds it running. A control plane without a node needs no registry. */
export async function ensureCluster(
  source: 'kind' | 'node' | 'control-plane',
  registry: () => Promise<Registry>
): Promise<ClusterPart> {
  if (source === 'control-plane') {
    const { startControlPlane } = await import('./control-plane.ts')
    const { kubeconfig } = await step('Kubernetes control plane without a node', () => startControlPlane())
    return { source, kubeconfig }
  }
  if (source === 'kind') {
    const there = await registry()
    return step('Kubernetes by kind', () => withLock('kind', () => ensureKind(there)))
  }
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new Error(
      'A Kubernetes node of our own needs Linux and root. Run this as root, or set KUBECONFIG to a cluster of yours, or install kind (https://kind.sigs.k8s.io).'
    )
  const there = await registry()
  const pauseImage = await ensurePauseImage(there)
  const { startNode } = await import('./node.ts')
  const { kubeconfig } = await step('Kubernetes node', () => startNode({ registry: there.host, pauseImage }))
  return { source, kubeconfig }
}

/** The clusters of this checkout of which something runs. */
export function runningClusters(): ('node' | 'control-plane' | 'kind')[] {
  const alive = allRecorded().filter((each) => each.alive)
  const ours = (['node', 'control-plane'] as const).filter((name) =>
    alive.some((each) => each.name.startsWith(`${name}-`))
  )
  return existsSync(kindRecord()) ? [...ours, 'kind'] : ours
}

/** Ends the clusters that this checkout has started, but those of `except`: each a line of what happened. */
export async function stopClusters(except: ReadonlySet<string> = new Set()): Promise<string[]> {
  const [{ stopNode }, { stopControlPlane }] = await Promise.all([import('./node.ts'), import('./control-plane.ts')])
  const lines: string[] = []
  if (!except.has('node')) lines.push(`node: ${(await stopNode()) ? 'ended' : 'was not running'}`)
  if (!except.has('control-plane'))
    lines.push(`control-plane: ${(await stopControlPlane()) ? 'ended' : 'was not running'}`)
  if (existsSync(kindRecord()) && !except.has('kind')) {
    const { name } = JSON.parse(readFileSync(kindRecord(), 'utf8')) as { name: string }
    await must('kind', ['delete', 'cluster', '--name', name], { timeout: 120_000 })
    rmSync(kindRecord(), { force: true })
    lines.push('kind: cluster deleted')
  }
  return lines
}
