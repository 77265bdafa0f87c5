import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { which } from './apt.ts'
import { waitUntil } from './processes.ts'
import { must, run } from './run.ts'

/** A Docker engine of a test's own, beside the machine's: it may be killed, and its disk may be full. */
export interface OwnEngine extends AsyncDisposable {
  /** What the docker command must find in its environment to speak to this engine. */
  readonly env: { readonly DOCKER_HOST: string }
  /** SIGKILL, as when a machine's engine crashes. */
  kill(): Promise<void>
}

/**
 * Starts the engine; needs root. No rules of the firewall: builds can copy and pull, and RUN without a network beyond.
 * @param size megabytes of its disk, a tmpfs: about 1 MB is its own
 */
export async function startOwnEngine({ size }: { size: number }): Promise<OwnEngine> {
  const program = which('dockerd')
  if (program === undefined || process.getuid?.() !== 0) throw new Error('An engine of its own needs dockerd and root.')
  const dir = mkdtempSync(join(tmpdir(), 'own-engine-'))
  const [data, exec] = [join(dir, 'data'), join(dir, 'exec')]
  mkdirSync(data)
  await must('mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', data])
  // with `--bridge none` an engine removes docker0, which is the machine's (moby daemon/daemon_unix.go, removeDefaultBridgeInterface)
  const bridge = `own-${String(process.pid)}`
  await must('ip', ['link', 'add', bridge, 'type', 'bridge'])
  await must('ip', ['addr', 'add', '172.31.251.1/24', 'dev', bridge])
  const env = { DOCKER_HOST: `unix://${join(dir, 'socket')}` }
  const flags = {
    'data-root': data,
    'exec-root': exec,
    pidfile: join(dir, 'pid'),
    host: env.DOCKER_HOST,
    bridge
  }
  const args = [...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]), '--iptables=false']
  const child = spawn(program, args, { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()))
  const alive = () => child.exitCode === null && child.signalCode === null
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  const close = async () => {
    await kill()
    killContainerd(exec)
    // its mounts lie in data; what is still busy goes as soon as nobody uses it
    await run('umount', ['--recursive', '--lazy', data])
    await run('ip', ['link', 'delete', bridge])
    rmSync(dir, { recursive: true, force: true })
  }
  try {
    const answers = async () => (await run('docker', ['version'], { env, timeout: 5000 })).ok
    await waitUntil(answers, { timeout: 60_000, what: 'the engine of the test does not answer', alive })
  } catch (error) {
    await close()
    throw error
  }
  return { env, kill, [Symbol.asyncDispose]: close }
}

/** The engine's own containerd outlives a SIGKILL of the engine. */
function killContainerd(exec: string): void {
  try {
    const pid = Number(readFileSync(join(exec, 'containerd/containerd.pid'), 'utf8'))
    if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(exec)) process.kill(pid, 'SIGKILL')
  } catch {
    // it never began, or has ended with the engine
  }
}
