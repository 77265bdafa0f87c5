import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildkitd, goProgram } from './go-program.ts'
import { waitUntil } from './processes.ts'
import { must, run } from './run.ts'

/** A BuildKit of a test's or the benchmark's own, that docker builds with as with one of docker/setup-buildx-action. */
export interface OwnBuildKit extends AsyncDisposable {
  /** What the docker command must find in its environment to build there. */
  readonly env: { readonly BUILDX_BUILDER: string; readonly BUILDX_CONFIG: string }
  readonly version: string
  /** Starts it anew with nothing in it. */
  empty(): Promise<void>
}

/** Starts it; needs root. @param registries `localhost:PORT` each, without TLS */
export async function startOwnBuildKit(registries: readonly string[]): Promise<OwnBuildKit> {
  const { path, version } = await goProgram(buildkitd)
  const dir = mkdtempSync(join(tmpdir(), 'own-buildkit-'))
  const env = { BUILDX_BUILDER: 'own', BUILDX_CONFIG: join(dir, 'buildx') }
  const socket = join(dir, 'socket')
  const config = join(dir, 'buildkitd.toml')
  writeFileSync(config, registries.map((host) => `[registry."${host}"]\n  http = true\n`).join(''))
  mkdirSync(env.BUILDX_CONFIG)
  let child: ChildProcess | undefined
  let round = 0
  const kill = (): void => void child?.kill('SIGKILL')
  process.once('exit', kill)
  const begin = async (): Promise<void> => {
    const root = join(dir, `root-${(round += 1)}`)
    const args = ['--addr', `unix://${socket}`, '--root', root, '--config', config]
    // the network of the machine: there are no CNI plugins of BuildKit's own here
    args.push('--oci-worker-net', 'host', '--containerd-worker=false')
    const started = spawn(path, args, { stdio: 'ignore' })
    child = started
    const alive = (): boolean => started.exitCode === null && started.signalCode === null
    const answers = async (): Promise<boolean> =>
      (await run('docker', ['buildx', 'inspect', '--bootstrap', 'own'], { env, timeout: 20_000 })).ok
    await waitUntil(answers, { timeout: 60_000, what: 'BuildKit answers', alive })
  }
  const end = async (): Promise<void> => {
    const running = child
    if (running !== undefined && running.exitCode === null && running.signalCode === null) {
      const ended = new Promise<void>((resolve) => running.once('exit', () => resolve()))
      running.kill('SIGTERM')
      await ended
    }
    child = undefined
    rmSync(join(dir, `root-${round}`), { recursive: true, force: true })
  }
  const close = async (): Promise<void> => {
    await end()
    process.removeListener('exit', kill)
    rmSync(dir, { recursive: true, force: true })
  }
  try {
    await must('docker', ['buildx', 'create', '--name', 'own', '--driver', 'remote', `unix://${socket}`], { env })
    await begin()
  } catch (error) {
    await close()
    throw error
  }
  return {
    env,
    version,
    async empty() {
      await end()
      await begin()
    },
    [Symbol.asyncDispose]: close
  }
}
