/** A Docker engine of the benchmark's own: emptied before each cold round, which must not happen to a developer's. */

import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { which } from '../apt.ts'
import { ensure, stop } from '../processes.ts'
import { must, run } from '../run.ts'
import { benchDir, emptyFolder, removeFolder } from './own-folder.ts'

export interface BenchEngine extends AsyncDisposable {
  /** What docker, and whoever starts it, must find in the environment. */
  readonly env: { readonly DOCKER_HOST: string; readonly DOCKER_CONFIG: string }
  readonly version: string
  /** Takes away all images, containers, volumes and build cache. @throws when something is left */
  empty(): Promise<void>
}

const name = 'bench-dockerd'
const data = 'engine'
/** A sub-net that neither Docker nor our nodes take by themselves. */
const network = { bridge: 'dok-bench', gateway: '172.31.252.1/24', subnet: '172.31.252.0/24' }

// the engine keeps its hands off the firewall, where it would undo what the machine's own engine wrote there
const rules: readonly string[][] = [
  ['-t', 'nat', 'POSTROUTING', '-s', network.subnet, '!', '-o', network.bridge, '-j', 'MASQUERADE'],
  ['-t', 'filter', 'FORWARD', '-i', network.bridge, '-j', 'ACCEPT'],
  ['-t', 'filter', 'FORWARD', '-o', network.bridge, '-j', 'ACCEPT']
]

const rule = (verb: '-I' | '-D' | '-C', [flag = '', table = '', ...words]: readonly string[]): string[] => [
  '-w',
  ...[flag, table, verb],
  ...words
]

async function open(): Promise<void> {
  await shut()
  await must('ip', ['link', 'add', network.bridge, 'type', 'bridge'])
  await must('ip', ['addr', 'add', network.gateway, 'dev', network.bridge])
  for (const each of rules) await must('iptables', rule('-I', each))
}

async function shut(): Promise<void> {
  for (const each of rules) if ((await run('iptables', rule('-C', each))).ok) await run('iptables', rule('-D', each))
  if (existsSync(join('/sys/class/net', network.bridge))) await run('ip', ['link', 'delete', network.bridge])
}

/** Starts it with nothing in it; needs root. One at a time on a machine. */
export async function startBenchEngine(): Promise<BenchEngine> {
  const program = which('dockerd')
  if (program === undefined || process.getuid?.() !== 0)
    throw new Error(
      'The benchmark empties a Docker engine of its own, for which it needs the program dockerd, and root.'
    )
  const close = async (): Promise<void> => {
    await stop(name, { dir: benchDir(), grace: 60_000 })
    await shut()
    await removeFolder(data)
  }
  await close() // what an earlier run left
  const root = await emptyFolder(data)
  const env = { DOCKER_HOST: `unix://${join(root, 'socket')}`, DOCKER_CONFIG: join(root, 'config') }
  mkdirSync(env.DOCKER_CONFIG)
  const docker = (args: readonly string[]): Promise<string> => must('docker', args, { env, timeout: 10 * 60_000 })
  try {
    await open()
    const flags = {
      'data-root': join(root, 'data'),
      'exec-root': join(root, 'exec'),
      pidfile: join(root, 'pid'),
      host: env.DOCKER_HOST,
      bridge: network.bridge
    }
    const args = [...Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]), '--iptables=false']
    const ready = async (): Promise<boolean> => (await run('docker', ['version'], { env, timeout: 5000 })).ok
    await ensure({ name, command: program, args, dir: benchDir() }, ready, { timeout: 60_000 })
    const version = (await docker(['version', '--format', '{{.Server.Version}}'])).trim()
    const empty = async (): Promise<void> => {
      await docker(['system', 'prune', '--all', '--force', '--volumes'])
      await docker(['builder', 'prune', '--all', '--force'])
      const left = await docker(['image', 'ls', '--all', '--quiet'])
      if (left.trim() !== '') throw new Error('The engine of the benchmark could not be emptied: images are left.')
    }
    return { env, version, empty, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}
