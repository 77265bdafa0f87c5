import { canInstall, install, which } from './apt.ts'
import {
  clusterDir,
  daemonName,
  ensureApiserver,
  ensureControllerManager,
  ensureEtcd,
  ensureScheduler,
  prepare,
  stopControlPlaneOf,
  stopPart,
  type Cluster
} from './components.ts'
import { ensureContainerd } from './containerd.ts'
import type { Thing } from './kube.ts'
import { findShims, removeLeftovers } from './node-cleanup.ts'
import { ensureKubelet } from './node-kubelet.ts'
import {
  cniPlugins,
  ensureAddress,
  ensureForwarding,
  removeStrandedBridges,
  writeCniConfiguration
} from './node-network.ts'
import { readKubeconfig } from './kubeconfig.ts'
import { Kube } from './kube.ts'
import { recorded, waitUntil, withLock } from './processes.ts'
import { claimSlot, knownSlot, releaseSlot, type Slot } from './slot.ts'
import { join } from 'node:path'

/** The parts of the node that tests may stop and start one by one. */
export type NodePart = 'containerd' | 'etcd' | 'apiserver' | 'controller-manager' | 'scheduler' | 'kubelet'

export interface NodeOptions {
  /** Registry on loopback, `localhost:PORT`, without TLS. */
  registry: string
  /** Image of the process that holds a pod together; in that registry. */
  pauseImage: string
  /** Size at which the log of a container goes to a new file, `4Gi`; the kubelet's own (`10Mi`) unless said. */
  logSize?: string
}

/** Debian's packages by the program that shows they are there. */
const programs: Record<string, string> = {
  containerd: 'containerd',
  runc: 'runc',
  iptables: 'iptables',
  conntrack: 'conntrack',
  ip: 'iproute2',
  mount: 'mount'
}

/** The packages that a node still needs on this machine. */
function missingPackages(): string[] {
  const missing = Object.entries(programs).flatMap(([program, name]) => (which(program) === undefined ? [name] : []))
  return cniPlugins() === undefined ? [...missing, 'containernetworking-plugins'] : missing
}

async function ensurePackages(): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new Error(
      'A local Kubernetes node needs Linux and root. Start this as root, or set KUBECONFIG to a cluster of yours, or install kind (https://kind.sigs.k8s.io).'
    )
  const missing = missingPackages()
  if (missing.length === 0) return
  if (!canInstall())
    throw new Error(
      `A local Kubernetes node needs these programs: ${missing.join(', ')}. Install them and start again.`
    )
  await install(missing, 'for the local Kubernetes node')
}

/** Starts a whole Kubernetes on this machine as root, or finds it running (under 2 s). Parts that died are started anew. */
export function startNode({ registry, pauseImage, logSize }: NodeOptions): Promise<Cluster> {
  return withLock('node', async () => {
    await ensurePackages()
    const ground = await prepare('node')
    const slot = claimSlot(ground.dir)
    await removeStrandedBridges(slot)
    await ensureAddress(slot)
    await ensureForwarding(slot)
    const plugins = cniPlugins() ?? ''
    const network = writeCniConfiguration(ground.dir, slot)
    await Promise.all([
      ensureContainerd(ground.dir, slot, { registry, pauseImage, plugins, network }),
      ensureEtcd(ground).then(() => ensureApiserver(ground, ['controller-manager', 'scheduler', 'kubelet']))
    ])
    await Promise.all([ensureControllerManager(ground), ensureScheduler(ground), ensureKubelet(ground, slot, logSize)])
    return ground.cluster
  })
}

/** Ends one part as a crash would; pods run on without it. Start it again with {@link startNode}. */
export const stopNodePart = (part: NodePart): Promise<boolean> => stopPart('node', part)

/** Takes the pods off the node while it can still do it by itself: volumes and network go the clean way. */
async function removePods(slot: Slot): Promise<void> {
  const running = (part: NodePart) => recorded(daemonName('node', part))?.alive === true
  if (!(['containerd', 'etcd', 'apiserver', 'kubelet'] as const).every(running)) return
  const kube = new Kube(readKubeconfig(join(clusterDir('node'), 'kubeconfig')))
  try {
    // controllers would make new ones
    await stopPart('node', 'scheduler')
    await stopPart('node', 'controller-manager')
    const pods = await kube.call<{ items: Thing[] }>('GET', '/api/v1/pods')
    await Promise.all(
      pods.items.map(({ metadata: { namespace = '', name } }) =>
        kube.delete(`/api/v1/namespaces/${namespace}/pods/${name}`, { gracePeriodSeconds: 0 })
      )
    )
    await waitUntil(() => findShims(slot).length === 0, { timeout: 15_000, what: 'pods are still there' })
  } catch {
    // what is left is removed by force
  } finally {
    kube.close()
  }
}

/**
 * Ends the node: pods, kubelet, control plane, containerd, each waited for; then what they leave in the kernel. The
 * cluster's objects are forgotten, pulled images are kept. Touches nothing of others. True when something ran.
 */
export function stopNode(): Promise<boolean> {
  return withLock('node', async () => {
    const dir = clusterDir('node')
    const slot = knownSlot(dir)
    if (slot === undefined) return false
    await removePods(slot)
    let ran = await stopPart('node', 'kubelet')
    ran = (await stopControlPlaneOf('node')) || ran
    ran = (await stopPart('node', 'containerd')) || ran
    await removeLeftovers(dir, slot)
    releaseSlot(slot, dir)
    return ran
  })
}
