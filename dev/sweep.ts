import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheDir, checkout, folder, instance, runDir } from './paths.ts'
import { allRecorded, withLock } from './processes.ts'
import { write } from './records.ts'

/** Whether something is mounted below this folder: then it is not removed, or what is mounted there would go with it. */
function holdsMounts(dir: string): boolean {
  return readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .some((line) => line.split(' ')[1]?.startsWith(`${dir}/`) === true)
}

/**
 * Notes which checkout this state belongs to, and removes the state of checkouts that are no longer on the disk (a
 * registry holds hundreds of megabytes) once nothing of them runs.
 */
export async function sweep(): Promise<void> {
  const note = join(runDir(), 'checkout.json')
  if (!existsSync(note)) write(note, { checkout: checkout() })
  const runs = folder(cacheDir(), 'run')
  await withLock(
    'sweep',
    async () => {
      for (const id of readdirSync(runs)) {
        const dir = join(runs, id)
        if (id === instance() || !existsSync(join(dir, 'checkout.json'))) continue
        const { checkout: owner } = JSON.parse(readFileSync(join(dir, 'checkout.json'), 'utf8')) as { checkout: string }
        if (existsSync(owner) || allRecorded(dir).some(({ alive }) => alive) || holdsMounts(dir)) continue
        await rm(dir, { recursive: true, force: true })
      }
    },
    { dir: cacheDir() }
  )
}
