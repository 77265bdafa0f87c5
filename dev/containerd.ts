import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { daemonName } from './components.ts'
import { writeConfigFile } from './config-file.ts'
import { folder } from './paths.ts'
import { ensure } from './processes.ts'
import { run } from './run.ts'
import type { Slot } from './slot.ts'

/** Where this node's containerd listens. */
export const containerdSocket = (slot: Slot): string => join(slot.state, 'containerd.sock')

const quote = (text: string): string => JSON.stringify(text)

/** The configuration of a containerd that shares nothing with another one on this machine. */
export function containerdConfiguration(options: {
  root: string
  slot: Slot
  pauseImage: string
  plugins: string
  network: string
  hosts: string
}): string {
  const { root, slot, pauseImage, plugins, network, hosts } = options
  return `version = 2
root = ${quote(root)}
state = ${quote(join(slot.state, 'containerd'))}
[grpc]
  address = ${quote(containerdSocket(slot))}
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = ${quote(pauseImage)}
  # without CAP_SYS_RESOURCE a negative oom_score_adj kills runc: "can't get final child's PID from pipe: EOF"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = ${quote(plugins)}
    conf_dir = ${quote(network)}
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = ${quote(hosts)}
# both would be shared with the machine's own containerd
[plugins."io.containerd.internal.v1.opt"]
  path = ${quote(join(root, 'opt'))}
[plugins."io.containerd.nri.v1.nri"]
  disable = true
`
}

/** Starts the node's containerd, or finds it running. `registry` (host:port) is spoken to without TLS. */
export async function ensureContainerd(
  dir: string,
  slot: Slot,
  options: { registry: string; pauseImage: string; plugins: string; network: string }
): Promise<void> {
  const { registry, pauseImage, plugins, network } = options
  const hosts = join(dir, 'registries')
  writeFileSync(join(folder(hosts, registry), 'hosts.toml'), `server = ${quote(`http://${registry}`)}\n`)
  const root = folder(dir, 'containerd')
  const configuration = containerdConfiguration({ root, slot, pauseImage, plugins, network, hosts })
  const path = writeConfigFile(dir, 'containerd.toml', configuration)
  folder(slot.state)
  const socket = containerdSocket(slot)
  const daemon = { name: daemonName('node', 'containerd'), command: 'containerd', args: ['--config', path] }
  await ensure(daemon, async () => (await run('ctr', ['--address', socket, 'version'], { timeout: 5000 })).ok)
}
