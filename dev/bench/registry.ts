/** A registry of the benchmark's own behind the counting proxy, gone with all that was pushed when the benchmark ends. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { freePort, ensure, stop } from '../processes.ts'
import { registryProgram } from '../registry.ts'
import { must } from '../run.ts'
import { startCountingProxy, type CountingProxy } from './counting-proxy.ts'
import type { BenchEngine } from './engine.ts'
import { benchDir, emptyFolder, removeFolder } from './own-folder.ts'

export interface BenchRegistry extends AsyncDisposable {
  readonly proxy: CountingProxy
  /** The digest of what a tag names there. */
  digestOf(repository: string, tag: string): Promise<string>
}

const name = 'bench-registry'
const data = 'registry'
const manifestTypes = 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json'

/** Starts it with nothing in it. */
export async function startBenchRegistry(): Promise<BenchRegistry> {
  const program = await registryProgram()
  if (program === undefined)
    throw new Error('The benchmark needs the program docker-registry (Debian and Ubuntu: the package of that name).')
  const end = async (): Promise<void> => {
    await stop(name, { dir: benchDir() })
    await removeFolder(data)
  }
  await end() // what an earlier run left
  const root = await emptyFolder(data)
  const port = await freePort(name)
  const config = join(root, 'config.json')
  const settings = {
    version: 0.1,
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(root, 'storage') }, delete: { enabled: true } },
    http: { addr: `127.0.0.1:${port}`, secret: 'bench' }
  }
  writeFileSync(config, JSON.stringify(settings))
  const answers = async (): Promise<boolean> =>
    (await fetch(`http://127.0.0.1:${port}/v2/`, { signal: AbortSignal.timeout(2000) })).ok
  try {
    await ensure({ name, command: program, args: ['serve', config], dir: benchDir() }, answers)
    const proxy = await startCountingProxy(port)
    const digestOf = async (repository: string, tag: string): Promise<string> => {
      const answer = await fetch(`http://127.0.0.1:${port}/v2/${repository}/manifests/${tag}`, {
        method: 'HEAD',
        headers: { accept: manifestTypes },
        signal: AbortSignal.timeout(5000)
      })
      const digest = answer.headers.get('docker-content-digest')
      if (!answer.ok || digest === null) throw new Error(`${repository}:${tag} is not in the benchmark's registry.`)
      return digest
    }
    const close = async (): Promise<void> => {
      await proxy.close()
      await end()
    }
    return { proxy, digestOf, [Symbol.asyncDispose]: close }
  } catch (error) {
    await end()
    throw error
  }
}

/** Copies an image from another registry on loopback; gives its reference by tag and digest there. */
export async function copyImage(
  from: string,
  image: string,
  registry: BenchRegistry,
  engine: BenchEngine
): Promise<string> {
  const [repository = '', tag = ''] = image.split(':')
  const { env } = engine
  const [source, target] = [`${from}/${image}`, `${registry.proxy.host}/${image}`]
  await must('docker', ['pull', '--quiet', source], { env, timeout: 10 * 60_000 })
  await must('docker', ['tag', source, target], { env })
  await must('docker', ['push', '--quiet', target], { env, timeout: 10 * 60_000 })
  return `${target}@${await registry.digestOf(repository, tag)}`
}
