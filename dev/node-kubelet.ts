import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { ensureCgroup } from './cgroups.ts'
import { answers, daemonName, portOf, type Ground } from './components.ts'
import { writeConfigFile } from './config-file.ts'
import { containerdSocket } from './containerd.ts'
import type { Thing } from './kube.ts'
import { folder } from './paths.ts'
import { ensure } from './processes.ts'
import type { Slot } from './slot.ts'

/** Name of the node in the cluster. */
export const nodeName = 'local'

/** Folder of the kubelet's own state: volumes, checkpoints. */
export const kubeletDir = (dir: string): string => folder(dir, 'kubelet')

/** systemd's resolver listens on loopback, where pods can't reach it; it keeps a file with the real servers. */
function resolver(): string {
  const real = '/run/systemd/resolve/resolv.conf'
  return existsSync(real) && readFileSync('/etc/resolv.conf', 'utf8').includes('127.0.0.53') ? real : '/etc/resolv.conf'
}

function configuration(
  ground: Ground,
  slot: Slot,
  ports: { api: number; health: number },
  logSize: string | undefined
): object {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    // whoever may speak to a kubelet may run programs as root: the API server only, by its certificate
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: false },
      x509: { clientCAFile: ground.pki.ca }
    },
    authorization: { mode: 'AlwaysAllow' },
    address: slot.address,
    port: ports.api,
    readOnlyPort: 0,
    healthzBindAddress: '127.0.0.1',
    healthzPort: ports.health,
    containerRuntimeEndpoint: `unix://${containerdSocket(slot)}`,
    cgroupDriver: 'cgroupfs',
    cgroupRoot: `/${slot.id}`,
    failCgroupV1: false,
    failSwapOn: false,
    oomScoreAdj: 0,
    makeIPTablesUtilChains: false,
    // the usual folder, /var/log/pods, belongs to the kubelet that cleans it up
    podLogsDir: folder(ground.dir, 'pod-logs'),
    resolvConf: resolver(),
    // a developer's full disk is no reason to remove images or pods
    imageGCHighThresholdPercent: 100,
    evictionHard: {
      'memory.available': '100Mi',
      'nodefs.available': '1%',
      'imagefs.available': '1%',
      'nodefs.inodesFree': '1%',
      'imagefs.inodesFree': '1%'
    },
    maxPods: 250,
    ...(logSize === undefined ? {} : { containerLogMaxSize: logSize }),
    // one large image does not hold up the others
    serializeImagePulls: false
  }
}

interface Node extends Thing {
  status: { conditions?: { type: string; status: string }[] }
}

async function isReady({ cluster }: Ground): Promise<boolean> {
  const node = await cluster.kube.get<Node>(`/api/v1/nodes/${nodeName}`)
  return node?.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') === true
}

/** Starts the kubelet, or finds it running; ready when its node is. @param logSize see `NodeOptions` */
export async function ensureKubelet(ground: Ground, slot: Slot, logSize?: string): Promise<void> {
  ensureCgroup(slot.id)
  const ports = {
    api: await portOf('node', 'kubelet'),
    health: await portOf('node', 'kubelet-health', 'kubelet')
  }
  const path = writeConfigFile(ground.dir, 'kubelet.yaml', stringify(configuration(ground, slot, ports, logSize)))
  const args = [
    'kubelet',
    `--kubeconfig=${ground.kubeconfig}`,
    `--config=${path}`,
    `--hostname-override=${nodeName}`,
    `--node-ip=${slot.address}`,
    `--root-dir=${kubeletDir(ground.dir)}`,
    `--cert-dir=${join(ground.dir, 'kubelet-pki')}`
  ]
  await ensure(
    { name: daemonName('node', 'kubelet'), command: ground.binary, args },
    async () => (await answers(`http://127.0.0.1:${ports.health}/healthz`)) && (await isReady(ground))
  )
}
