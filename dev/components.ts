import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { get as getSecure } from 'node:https'
import { join } from 'node:path'
import { clusterBinary } from './cluster-binary.ts'
import { writeConfigFile } from './config-file.ts'
import { Kube } from './kube.ts'
import { kubeconfigText } from './kubeconfig.ts'
import { folder, runDir } from './paths.ts'
import { ensurePki, serverTls, type Pki } from './pki.ts'
import { ensure, freePort, recorded, stop, waitUntil, type Daemon } from './processes.ts'

/** A cluster of this checkout: the node, or the control plane without one. */
export type ClusterName = 'node' | 'control-plane'

/** A running cluster, as tests use it. */
export interface Cluster {
  name: ClusterName
  /** URL of the API server. */
  server: string
  /** Path of the administrator's kubeconfig, TLS verified. */
  kubeconfig: string
  /** Certificates to verify the API server by, PEM. */
  ca: string
  /** The administrator's token. */
  token: string
  /** Certificate and key that `ca` vouches for on loopback: for proxies, and for kubelets played by a test. */
  tls: { cert: string; key: string }
  /** Speaks to the API server as its administrator. */
  kube: Kube
}

/** What the parts of one cluster share. */
export interface Ground {
  name: ClusterName
  dir: string
  binary: string
  version: string
  pki: Pki
  /** Kubeconfig of the parts themselves; its name changes with its content, so that they start anew when it does. */
  kubeconfig: string
  cluster: Cluster
}

/** Folder of the state of a cluster of this checkout. */
export const clusterDir = (name: ClusterName): string => folder(runDir(), name)

/**
 * Waits until a process that was killed has let go of its ports: its first thread can be gone (a zombie) while others
 * still hold them. A port that seems taken would be given up for another one, which nobody who runs knows of.
 */
async function letGo(pid: number): Promise<void> {
  const threads = () => (existsSync(`/proc/${pid}/task`) ? readdirSync(`/proc/${pid}/task`).length : 0)
  await waitUntil(() => threads() <= 1, { timeout: 10_000, what: `process ${pid} does not end` })
}

/** The port of a part of a cluster; kept from start to start. */
export async function portOf(name: ClusterName, part: string, owner = part): Promise<number> {
  const record = recorded(daemonName(name, owner))
  if (record?.alive === false) await letGo(record.pid).catch(() => undefined)
  return freePort(`${name}-${part}`, daemonName(name, owner))
}

/** How a part is called in the records of processes. */
export const daemonName = (name: ClusterName, part: string): string => `${name}-${part}`

function adminToken(dir: string): string {
  const path = join(dir, 'tokens.csv')
  if (!existsSync(path))
    writeFileSync(path, `${randomBytes(24).toString('hex')},admin,admin,"system:masters"\n`, { mode: 0o600 })
  return readFileSync(path, 'utf8').split(',')[0] ?? ''
}

/** Everything a cluster needs before its parts start: the program, certificates, tokens, kubeconfig. */
export async function prepare(name: ClusterName): Promise<Ground> {
  const dir = clusterDir(name)
  const { path: binary, version } = await clusterBinary()
  const pki = ensurePki(join(dir, 'pki'))
  const access = {
    server: `https://127.0.0.1:${await portOf(name, 'apiserver')}`,
    ca: readFileSync(pki.ca, 'utf8'),
    token: adminToken(dir)
  }
  const kubeconfig = join(dir, 'kubeconfig')
  writeFileSync(kubeconfig, kubeconfigText(access), { mode: 0o600 })
  const cluster: Cluster = { name, kubeconfig, ...access, tls: serverTls(pki), kube: new Kube(access) }
  const own = writeConfigFile(dir, 'parts.kubeconfig', kubeconfigText(access))
  return { name, dir, binary, version, pki, kubeconfig: own, cluster }
}

/** Whether a GET of this address (certificates unverified) answers 200 within 2 s. */
export function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { timeout: 2000, rejectUnauthorized: false, agent: false } as const
    const sent = (url.startsWith('https:') ? getSecure : get)(url, options, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
    sent.on('error', () => resolve(false))
    sent.on('timeout', () => sent.destroy())
  })
}

const daemon = (ground: Ground, part: string, args: string[]): Daemon => ({
  name: daemonName(ground.name, part),
  command: ground.binary,
  args: [part, ...args]
})

/** Starts etcd, or finds it running. */
export async function ensureEtcd(ground: Ground): Promise<void> {
  const client = `http://127.0.0.1:${await portOf(ground.name, 'etcd')}`
  const peer = `http://127.0.0.1:${await portOf(ground.name, 'etcd-peer', 'etcd')}`
  const args = ['--dir', join(ground.dir, 'etcd'), '--client', client, '--peer', peer]
  await ensure(daemon(ground, 'etcd', args), () => answers(`${client}/health`))
}

/**
 * Starts the API server, or finds it running. RBAC on; it asks kubelets by the node's InternalIP. When it starts,
 * `clients` that still run from before are ended: they would try again only after up to 40 s.
 */
export async function ensureApiserver(ground: Ground, clients: readonly string[]): Promise<void> {
  const { dir, pki, cluster } = ground
  const args = [
    `--etcd-servers=http://127.0.0.1:${await portOf(ground.name, 'etcd')}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${new URL(cluster.server).port}`,
    `--cert-dir=${join(dir, 'apiserver')}`,
    `--tls-cert-file=${pki.serverCertificate}`,
    `--tls-private-key-file=${pki.serverKey}`,
    `--client-ca-file=${pki.ca}`,
    `--kubelet-client-certificate=${pki.clientCertificate}`,
    `--kubelet-client-key=${pki.clientKey}`,
    // host names of nodes resolve nowhere here
    '--kubelet-preferred-address-types=InternalIP',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${pki.tokenKey}`,
    `--service-account-signing-key-file=${pki.tokenKey}`,
    '--service-cluster-ip-range=10.96.0.0/16',
    '--authorization-mode=RBAC',
    `--token-auth-file=${join(dir, 'tokens.csv')}`,
    '--allow-privileged=true',
    '--endpoint-reconciler-type=none',
    '--profiling=false'
  ]
  const ready = async () => (await cluster.kube.call('GET', '/readyz')) === 'ok'
  const { started } = await ensure(daemon(ground, 'apiserver', args), ready)
  if (started) await Promise.all(clients.map((part) => stopPart(ground.name, part)))
}

/** Starts the controller manager, or finds it running; ready when it has made the first service account. */
export async function ensureControllerManager(ground: Ground): Promise<void> {
  const { dir, pki, cluster } = ground
  const port = await portOf(ground.name, 'controller-manager')
  const args = [
    `--kubeconfig=${ground.kubeconfig}`,
    '--leader-elect=false',
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${join(dir, 'controller-manager')}`,
    `--service-account-private-key-file=${pki.tokenKey}`,
    '--use-service-account-credentials=true',
    `--root-ca-file=${pki.ca}`,
    // 500 pods of a Job in 9 s instead of 50 s with the defaults
    '--kube-api-qps=300',
    '--kube-api-burst=500',
    '--profiling=false'
  ]
  const account = '/api/v1/namespaces/default/serviceaccounts/default'
  await ensure(
    daemon(ground, 'controller-manager', args),
    async () => (await answers(`https://127.0.0.1:${port}/healthz`)) && (await cluster.kube.get(account)) !== undefined
  )
}

/** Starts the scheduler, or finds it running. */
export async function ensureScheduler(ground: Ground): Promise<void> {
  const port = await portOf(ground.name, 'scheduler')
  const args = [
    `--kubeconfig=${ground.kubeconfig}`,
    '--leader-elect=false',
    '--bind-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${join(ground.dir, 'scheduler')}`,
    '--profiling=false'
  ]
  await ensure(daemon(ground, 'scheduler', args), () => answers(`https://127.0.0.1:${port}/healthz`))
}

/** Parts in the order in which they end. */
export const controlPlaneParts = ['scheduler', 'controller-manager', 'apiserver', 'etcd'] as const

/** Ends one part and waits until it is gone. True when it ran. */
export async function stopPart(name: ClusterName, part: string): Promise<boolean> {
  const record = recorded(daemonName(name, part))
  // told to end nicely, the API server waits for the watches: a minute of silence. What it wrote is in etcd.
  const ran = await stop(daemonName(name, part), part === 'apiserver' ? { signal: 'SIGKILL' } : {})
  if (ran && record !== undefined) await letGo(record.pid)
  return ran
}

/** Ends the control plane of a cluster, and forgets what was in it: etcd's data goes. True when something ran. */
export async function stopControlPlaneOf(name: ClusterName): Promise<boolean> {
  let ran = false
  for (const part of controlPlaneParts) ran = (await stopPart(name, part)) || ran
  rmSync(join(clusterDir(name), 'etcd'), { recursive: true, force: true })
  return ran
}
