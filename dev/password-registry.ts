/** A registry that asks for a password, for tests: the distribution registry's own check, on what our open registry holds. */

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { instance, runDir } from './paths.ts'
import { waitUntil } from './processes.ts'
import { ensureRegistry, registryProgram } from './registry.ts'

/** The only user. The password holds what parsers stumble over. */
export const registryUser = { username: 'flow-tester', password: 's3cret:of:the:tests' } as const
/** bcrypt of that password: the only kind of hash that the registry reads. */
const htpasswd = '$2y$05$k1yBvqtZ2jXh6m3uWd0aTOIqUlzfkWM1rosqcKg1xKgz8YfR8vFVG'

export interface ClosableRegistry {
  /** `localhost:PORT` */
  readonly host: string
  close(): Promise<void>
}

/** A port that nobody listens on. Until the registry does, another process could take it; then the registry does not start. */
function anyPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** Starts the registry; it ends with `close`, and with this process. */
export async function startPasswordRegistry(): Promise<ClosableRegistry> {
  const program = await registryProgram()
  const open = await ensureRegistry()
  if (program === undefined || open.container !== undefined) {
    throw new Error(
      'A registry with a password needs the program docker-registry (Debian and Ubuntu: the package of that name).'
    )
  }
  const folder = mkdtempSync(join(tmpdir(), 'password-registry-'))
  const port = await anyPort()
  const configuration = {
    version: 0.1,
    log: { level: 'warn', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: join(runDir(), 'registry') } },
    auth: { htpasswd: { realm: 'tests', path: join(folder, 'htpasswd') } },
    http: { addr: `127.0.0.1:${port}`, secret: instance() }
  }
  writeFileSync(join(folder, 'htpasswd'), `${registryUser.username}:${htpasswd}\n`)
  writeFileSync(join(folder, 'config.json'), JSON.stringify(configuration))
  const child = spawn(program, ['serve', join(folder, 'config.json')], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()))
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const close = async (): Promise<void> => {
    kill()
    await ended
    process.off('exit', kill)
    rmSync(folder, { recursive: true, force: true })
  }
  const asks = async (): Promise<boolean> => (await fetch(`http://127.0.0.1:${port}/v2/`)).status === 401
  try {
    const alive = (): boolean => child.exitCode === null && child.signalCode === null
    await waitUntil(asks, { timeout: 30_000, what: 'the registry with a password does not answer', alive })
  } catch (error) {
    await close()
    throw error
  }
  return { host: `localhost:${port}`, close }
}
