import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folder } from './paths.ts'
import { write } from './records.ts'

/** Machine-wide names of one node: they must differ between checkouts, though all use one kernel. */
export interface Slot {
  /** 1 to 250; no two nodes on this machine have the same. */
  number: number
  /** Address of the node, on `lo`: a kubelet refuses loopback addresses, this one still stays on this machine. */
  address: string
  /** Subnet of the pods. */
  subnet: string
  /** The pods' bridge; names of network interfaces have 15 characters at most. */
  bridge: string
  /** Name of the pods' network, of the cgroup above all pods, and of the folder for sockets. */
  id: string
  /** For sockets and the state of containers: short (a socket's path has 108 characters at most), and gone after a reboot. */
  state: string
}

/** Where the claims of all checkouts lie; gone after a reboot, as are the nodes. */
const claims = '/run/docker-on-k8s-nodes'

/** The names that hang on the number of a slot and on the folder of its owner. */
export function slotOf(number: number, owner: string): Slot {
  const hash = createHash('sha256').update(owner).digest('hex').slice(0, 8)
  const id = `docker-on-k8s-${hash}`
  return {
    number,
    address: `10.201.${number}.1`,
    subnet: `10.200.${number}.0/24`,
    bridge: `dok-${hash}`,
    id,
    state: join('/run', id)
  }
}

/**
 * The slot of the node whose state is in `owner` (its own one as long as nobody else took it). Claims are files in
 * `registry`, made atomically; that of an owner that is no more is taken over.
 */
export function claimSlot(owner: string, registry = claims): Slot {
  const file = join(owner, 'slot.json')
  const first = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { number: number }).number : 1
  for (let tried = 0; tried < 250; tried++) {
    const number = ((first - 1 + tried) % 250) + 1
    const claim = join(folder(registry), String(number))
    if (existsSync(claim)) {
      const holder = readFileSync(claim, 'utf8')
      if (holder !== owner && existsSync(holder)) continue
      if (holder !== owner) rmSync(claim, { force: true })
    }
    try {
      if (!existsSync(claim)) writeFileSync(claim, owner, { flag: 'wx' })
    } catch {
      continue // another checkout was faster
    }
    write(file, { number })
    return slotOf(number, owner)
  }
  throw new Error(`All 250 places for local nodes are taken (${registry}): stop some of them.`)
}

/** The slot that a node has, or had; undefined when it never started. */
export function knownSlot(owner: string): Slot | undefined {
  const file = join(owner, 'slot.json')
  if (!existsSync(file)) return undefined
  return slotOf((JSON.parse(readFileSync(file, 'utf8')) as { number: number }).number, owner)
}

/** Whether the slot is still this owner's: another checkout may have it since it was given back. */
export function holdsSlot(slot: Slot, owner: string, registry = claims): boolean {
  const claim = join(registry, String(slot.number))
  return existsSync(claim) && readFileSync(claim, 'utf8') === owner
}

/** Gives the slot back. */
export function releaseSlot(slot: Slot, owner: string, registry = claims): void {
  if (holdsSlot(slot, owner, registry)) rmSync(join(registry, String(slot.number)), { force: true })
}
