/** A BuildKit that is no part of the engine, as docker/setup-buildx-action gives users one; emptied before each cold round. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { ensure, stop } from '../processes.ts'
import { must, run } from '../run.ts'
import type { BenchEngine } from './engine.ts'
import { buildkitd, goProgram } from './go-program.ts'
import { benchDir, emptyFolder, removeFolder } from './own-folder.ts'

export interface BuildKit extends AsyncDisposable {
  /** What docker must find in its environment, on top of the engine's, to build there. */
  readonly env: { readonly BUILDX_BUILDER: string }
  readonly version: string
  /** Starts it anew on an empty folder. */
  empty(): Promise<void>
}

const name = 'bench-buildkitd'
const data = 'buildkit'
const builder = 'bench'

/** Starts it with nothing in it. @param registry `localhost:PORT` without TLS */
export async function startBuildKit(engine: BenchEngine, registry: string): Promise<BuildKit> {
  const { path, version } = await goProgram(buildkitd)
  const end = async (): Promise<void> => {
    await stop(name, { dir: benchDir() })
    await removeFolder(data)
  }
  const socket = join(benchDir(), 'buildkit.sock')
  const begin = async (): Promise<void> => {
    const root = await emptyFolder(data)
    const config = join(root, 'buildkitd.toml')
    writeFileSync(config, `[registry."${registry}"]\n  http = true\n`)
    const args = ['--addr', `unix://${socket}`, '--root', join(root, 'root'), '--config', config]
    // the network of the machine: there are no CNI plugins of BuildKit's own here
    args.push('--oci-worker-net', 'host', '--containerd-worker=false')
    const ready = async (): Promise<boolean> =>
      (await run('docker', ['buildx', 'inspect', '--bootstrap', builder], { env: engine.env, timeout: 20_000 })).ok
    await ensure({ name, command: path, args, dir: benchDir() }, ready, { timeout: 60_000 })
  }
  await end() // what an earlier run left
  try {
    await must('docker', ['buildx', 'create', '--name', builder, '--driver', 'remote', `unix://${socket}`], {
      env: engine.env
    })
    await begin()
  } catch (error) {
    await end()
    throw error
  }
  const empty = async (): Promise<void> => {
    await end()
    await begin()
  }
  return { env: { BUILDX_BUILDER: builder }, version, empty, [Symbol.asyncDispose]: end }
}
