import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = '/sys/fs/cgroup'

/** Whether this machine has the unified hierarchy (v2) only. */
export const isUnified = (): boolean => existsSync(join(root, 'cgroup.controllers'))

/** The folders of a top-level group in every hierarchy of this machine. */
function folders(name: string): string[] {
  if (isUnified()) return [join(root, name)]
  // cgroup v1: one mount for each controller; `unified` is v2 beside it and has no controllers
  return readdirSync(root)
    .filter((each) => existsSync(join(root, each, 'cgroup.procs')))
    .map((each) => join(root, each, name))
}

/**
 * Makes the top-level group above all pods of a kubelet. Each kubelet needs its own: it removes all groups below it
 * that belong to none of its pods.
 */
export function ensureCgroup(name: string): void {
  for (const path of folders(name)) {
    mkdirSync(path, { recursive: true })
    // v1: a new group of cpuset has no CPUs until it is told; nothing can join it
    for (const file of ['cpuset.cpus', 'cpuset.mems']) {
      const own = join(path, file)
      if (isUnified() || !existsSync(own) || readFileSync(own, 'utf8').trim() !== '') continue
      writeFileSync(own, readFileSync(join(path, '..', file)))
    }
  }
  if (!isUnified()) return
  const available = readFileSync(join(root, 'cgroup.controllers'), 'utf8').trim().split(' ')
  for (const controller of available) {
    try {
      writeFileSync(join(root, 'cgroup.subtree_control'), `+${controller}`)
    } catch {
      // the kubelet says which one it misses
    }
  }
}

/** Removes the group and those below it; what is in use stays. */
export function removeCgroup(name: string): void {
  const remove = (path: string): void => {
    if (!existsSync(path)) return
    for (const each of readdirSync(path, { withFileTypes: true })) if (each.isDirectory()) remove(join(path, each.name))
    try {
      rmdirSync(path)
    } catch {
      // a process is still in it
    }
  }
  for (const path of folders(name)) remove(path)
}
