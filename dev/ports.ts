import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { cacheDir, folder, runDir } from './paths.ts'
import { withLock } from './lock.ts'
import { recorded, write } from './records.ts'

/** Below the kernel's range for outgoing connections (from 32768) and Kubernetes' node ports (from 30000): nobody takes these by chance. */
const [lowest, count] = [20_000, 10_000]

type Ports = Record<string, number>

function read(dir: string): Ports {
  try {
    return JSON.parse(readFileSync(join(dir, 'ports.json'), 'utf8')) as Ports
  } catch {
    return {}
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}

/**
 * A loopback port for `name`, chosen once for this checkout and kept as long as it is free, or in use by our own
 * process `owner` (its name in the records). No two checkouts of this user get the same one.
 */
export async function freePort(name: string, owner: string = name): Promise<number> {
  const dir = runDir()
  return withLock(
    'ports',
    async () => {
      const ours = read(dir)
      const known = ours[name]
      if (known !== undefined && (recorded(owner)?.alive === true || (await isFree(known)))) return known
      const runs = folder(cacheDir(), 'run')
      const taken = new Set(readdirSync(runs).flatMap((each) => Object.values(read(join(runs, each)))))
      for (let attempt = 0; attempt < 200; attempt++) {
        const port = lowest + Math.floor(Math.random() * count)
        if (taken.has(port) || !(await isFree(port))) continue
        write(join(dir, 'ports.json'), { ...ours, [name]: port })
        return port
      }
      throw new Error(`No free loopback port found for ${name} between ${lowest} and ${lowest + count}.`)
    },
    { dir: folder(cacheDir(), 'run') }
  )
}
