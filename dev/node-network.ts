import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folder } from './paths.ts'
import { must, run } from './run.ts'
import type { Slot } from './slot.ts'

const needed = ['bridge', 'host-local', 'loopback', 'portmap']

/** The folder with the CNI plugins: Debian's, or the one other installers use. Undefined when they are not installed. */
export const cniPlugins = (): string | undefined =>
  ['/usr/lib/cni', '/opt/cni/bin'].find((dir) => needed.every((name) => existsSync(join(dir, name))))

/** Puts the node's address on `lo` when it isn't there. */
export async function ensureAddress({ address }: Slot): Promise<void> {
  const shown = await must('ip', ['-o', 'addr', 'show', 'dev', 'lo'])
  if (!shown.includes(` ${address}/`)) await must('ip', ['addr', 'add', `${address}/32`, 'dev', 'lo'])
}

/**
 * Other nodes' bridges that have this slot's gateway address, from the text of `ip -o -4 addr show`. The slot is ours,
 * so whoever made them is no more.
 */
export function strandedBridges(shown: string, slot: Slot): string[] {
  const gateway = ` inet ${slot.subnet.replace(/\.0\/24$/, '.1/24')} `
  const names = shown.split('\n').flatMap((line) => (line.includes(gateway) ? (line.split(/\s+/)[1] ?? []) : []))
  return names.filter((name) => /^dok-[0-9a-f]{8}$/.test(name) && name !== slot.bridge)
}

/**
 * Removes the bridges that checkouts which are no more left in this slot's subnet. With two of them the kernel sends
 * the kubelet's probes to the older one: every probe over the network fails with "no route to host".
 */
export async function removeStrandedBridges(slot: Slot): Promise<void> {
  for (const name of strandedBridges(await must('ip', ['-o', '-4', 'addr', 'show']), slot))
    await must('ip', ['link', 'delete', name])
}

// Docker lets nothing be forwarded that it doesn't know (policy DROP): pods would reach nothing beyond this machine
const forwarding = (slot: Slot): string[][] => [
  ['FORWARD', '-i', slot.bridge, '-j', 'ACCEPT'],
  ['FORWARD', '-o', slot.bridge, '-j', 'ACCEPT']
]

/** Lets the pods' packets through the machine's firewall. */
export async function ensureForwarding(slot: Slot): Promise<void> {
  for (const rule of forwarding(slot)) {
    if (!(await run('iptables', ['-w', '-C', ...rule])).ok) await must('iptables', ['-w', '-I', ...rule])
  }
}

/** Writes the pods' network for containerd: a bridge of its own, masqueraded. Gives the folder. */
export function writeCniConfiguration(dir: string, slot: Slot): string {
  const configuration = {
    cniVersion: '1.0.0',
    name: slot.id,
    plugins: [
      {
        type: 'bridge',
        bridge: slot.bridge,
        isGateway: true,
        ipMasq: true,
        ipam: {
          type: 'host-local',
          dataDir: join(slot.state, 'addresses'),
          ranges: [[{ subnet: slot.subnet }]],
          routes: [{ dst: '0.0.0.0/0' }]
        }
      },
      { type: 'portmap', capabilities: { portMappings: true } }
    ]
  }
  const path = folder(dir, 'cni')
  writeFileSync(join(path, '10-bridge.conflist'), JSON.stringify(configuration, null, 2))
  return path
}

/** The commands that take a network's rules out of `iptables -t nat -S`. */
export function rulesToRemove(saved: string, network: string): string[][] {
  const ours = saved.split('\n').filter((line) => line.includes(`name: \\"${network}\\" id: `))
  const words = (line: string) =>
    [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map((m) => m[2] ?? (m[1] ?? '').replace(/\\(.)/g, '$1'))
  // each pod has a chain of its own, and one rule that leads to it
  const chains = new Set(ours.flatMap((line) => / -j (CNI-[0-9a-f]+)/.exec(line)?.[1] ?? []))
  return [
    ...ours.filter((line) => line.startsWith('-A POSTROUTING ')).map((line) => ['-D', ...words(line).slice(1)]),
    ...[...chains].flatMap((chain) => [
      ['-F', chain],
      ['-X', chain]
    ])
  ]
}

/** Removes bridge and rules of the node, and its address when that is still this node's. */
export async function removeNetwork(slot: Slot, { address }: { address: boolean }): Promise<void> {
  if (existsSync(`/sys/class/net/${slot.bridge}`)) await run('ip', ['link', 'delete', slot.bridge])
  if (address) await run('ip', ['addr', 'del', `${slot.address}/32`, 'dev', 'lo'])
  for (const rule of forwarding(slot)) await run('iptables', ['-w', '-D', ...rule])
  const saved = await run('iptables', ['-w', '-t', 'nat', '-S'])
  for (const rule of rulesToRemove(saved.stdout, slot.id)) await run('iptables', ['-w', '-t', 'nat', ...rule])
}
