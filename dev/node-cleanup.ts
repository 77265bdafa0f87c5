import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { removeCgroup } from './cgroups.ts'
import { containerdSocket } from './containerd.ts'
import { removeNetwork } from './node-network.ts'
import { identify, isAlive, type Identity } from './identity.ts'
import { waitUntil } from './processes.ts'
import { run } from './run.ts'
import { holdsSlot, type Slot } from './slot.ts'

const processes = (): number[] =>
  readdirSync('/proc')
    .filter((each) => /^\d+$/.test(each))
    .map(Number)

function parent(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}

/** Whether the arguments of a process are those of a shim that serves the containerd at `socket`. */
export function isShimOf(socket: string, args: readonly string[]): boolean {
  if (!/(^|\/)containerd-shim[\w-]*$/.test(args[0] ?? '')) return false
  return args[args.indexOf('-address') + 1] === socket && args.includes('-address')
}

/** The shims of this node's containerd (they outlive it), each with its containers' first processes. */
export function findShims(slot: Slot): { shim: Identity; containers: Identity[] }[] {
  const socket = containerdSocket(slot)
  const all = processes()
  return all.flatMap((pid) => {
    let args: string[]
    try {
      // a shim that was started by one that ended has `(deleted)` or nothing in exe; its arguments stay
      args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    } catch {
      return []
    }
    const shim = isShimOf(socket, args) ? identify(pid) : undefined
    if (shim === undefined) return []
    const children = all.filter((each) => parent(each) === pid).flatMap((each) => identify(each) ?? [])
    return [{ shim, containers: children }]
  })
}

function kill(process_: Identity): void {
  try {
    if (isAlive(process_)) process.kill(process_.pid, 'SIGKILL')
  } catch {
    // it ended by itself
  }
}

/** Ends what still runs in pods of this node: first the containers, then the shims that hold them. */
async function endPods(slot: Slot): Promise<void> {
  const shims = findShims(slot)
  const all = shims.flatMap(({ shim, containers }) => [...containers, shim])
  for (const each of all) kill(each)
  await waitUntil(() => !all.some(isAlive), { timeout: 15_000, what: 'containers of the local node did not end' })
}

/** Mount points at or below one of `roots`, innermost first. From the text of /proc/self/mountinfo. */
export function mountsBelow(mountinfo: string, roots: readonly string[]): string[] {
  return mountinfo
    .split('\n')
    .map((line) =>
      (line.split(' ')[4] ?? '').replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)))
    )
    .filter((path) => roots.some((root) => path === root || path.startsWith(`${root}/`)))
    .reverse()
}

async function unmount(paths: readonly string[]): Promise<void> {
  for (const path of paths) if (!(await run('umount', [path])).ok) await run('umount', ['--lazy', path])
}

/** Network namespaces that this node's pods were given, from the containers' own configuration. */
function networkNamespaces(state: string): string[] {
  const tasks = join(state, 'containerd', 'io.containerd.runtime.v2.task', 'k8s.io')
  if (!existsSync(tasks)) return []
  return readdirSync(tasks).flatMap((id) => {
    try {
      const { linux } = JSON.parse(readFileSync(join(tasks, id, 'config.json'), 'utf8')) as {
        linux?: { namespaces?: { type: string; path?: string }[] }
      }
      return linux?.namespaces?.flatMap(({ type, path }) => (type === 'network' && path ? [path] : [])) ?? []
    } catch {
      return [] // a bundle that was never finished
    }
  })
}

/**
 * Removes what a node leaves in the kernel when its programs are gone: containers, mounts, network namespaces, bridge,
 * address, firewall rules, cgroup. Only by this node's own names and folders.
 */
export async function removeLeftovers(dir: string, slot: Slot): Promise<void> {
  await endPods(slot)
  const namespaces = networkNamespaces(slot.state).filter((path) => /^(\/var)?\/run\/netns\/cni-[\w-]+$/.test(path))
  const ours = [dir, slot.state]
  await unmount(mountsBelow(readFileSync('/proc/self/mountinfo', 'utf8'), ours))
  for (const path of new Set(namespaces)) {
    await run('umount', [path])
    rmSync(path, { force: true })
  }
  await removeNetwork(slot, { address: holdsSlot(slot, dir) })
  removeCgroup(slot.id)
  const left = mountsBelow(readFileSync('/proc/self/mountinfo', 'utf8'), ours)
  if (left.length > 0)
    throw new Error(`Some mounts of the local node could not be undone: ${left.join(', ')}. Files below them stay.`)
  for (const path of ['kubelet', 'pod-logs']) rmSync(join(dir, path), { recursive: true, force: true })
  rmSync(slot.state, { recursive: true, force: true })
}
