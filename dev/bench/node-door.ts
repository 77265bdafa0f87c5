/** Sends the node's pulls through a door of their own, so that they are told apart from the runner's. */

import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { clusterDir } from '../components.ts'
import { containerdSocket } from '../containerd.ts'
import { folder } from '../paths.ts'
import { run } from '../run.ts'
import { knownSlot } from '../slot.ts'
import type { CountingProxy } from './counting-proxy.ts'

/** Opens the door; containerd looks at these files at each pull. Call what it returns to close it. */
export function openNodeDoor({ host, nodeHost }: CountingProxy): () => void {
  const path = folder(clusterDir('node'), 'registries', host)
  const mirror = `[host."http://${nodeHost}"]\n  capabilities = ["pull", "resolve"]\n`
  writeFileSync(join(path, 'hosts.toml'), `server = "http://${host}"\n${mirror}`)
  return () => rmSync(path, { recursive: true, force: true })
}

/** Takes what came from the benchmark's registry off the node: a run leaves gigabytes there. */
export async function forgetImages(host: string): Promise<void> {
  const slot = knownSlot(clusterDir('node'))
  if (slot === undefined) return
  const ctr = ['--address', containerdSocket(slot), '--namespace', 'k8s.io', 'images']
  const listed = await run('ctr', [...ctr, 'ls'])
  const names = namesOf(listed.stdout, host)
  if (names.length > 0) await run('ctr', [...ctr, 'rm', ...names], { timeout: 120_000 })
}

/** All names in the text of `ctr images ls` by which an image of this registry is kept: containerd also keeps it by its ids. */
export function namesOf(listed: string, host: string): string[] {
  const images = listed
    .split('\n')
    .slice(1)
    .map((line) => line.split(/\s+/u))
    .flatMap(([name = '', , digest = '']) => (name === '' ? [] : [{ name, digest }]))
  const digests = new Set(images.filter(({ name }) => name.startsWith(`${host}/`)).map(({ digest }) => digest))
  return images.filter(({ digest }) => digests.has(digest)).map(({ name }) => name)
}
