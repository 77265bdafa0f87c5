import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { cacheDir, folder } from '../paths.ts'
import { run } from '../run.ts'

/** Where the benchmark's own parts keep their data; on the disk, as those of a runner are. */
export const benchDir = (): string => folder(cacheDir(), 'bench')

/** A folder of {@link benchDir} without anything in it. What an earlier run left mounted there is taken off first. */
export async function emptyFolder(name: string): Promise<string> {
  await removeFolder(name)
  const path = join(benchDir(), name)
  mkdirSync(path, { recursive: true })
  return path
}

/** Removes a folder of {@link benchDir} and all that is mounted in it. */
export async function removeFolder(name: string): Promise<void> {
  const path = join(benchDir(), name)
  const mounted = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .flatMap((line) => line.split(' ')[1] ?? [])
    .filter((place) => place.startsWith(`${path}/`))
  // what lies deeper goes first
  for (const place of mounted.toSorted((a, b) => b.length - a.length)) await run('umount', ['--lazy', place])
  rmSync(path, { recursive: true, force: true, maxRetries: 5 })
}
