import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { candidate, canInstall, hasApt, install, which } from './apt.ts'
import { identify, self } from './identity.ts'
import { cacheDir, checkout, folder, instance } from './paths.ts'
import { ensure, recorded, stop, withLock } from './processes.ts'
import { write } from './records.ts'
import { run } from './run.ts'
import { say } from './say.ts'

/** A Docker engine that answers. */
export interface Engine {
  version: string
  /** Whether we started it. */
  ours: boolean
}

/** The engine belongs to the machine: its record is shared by all checkouts. */
const dir = (): string => folder(cacheDir(), 'engine')
const name = 'dockerd'

async function ask(): Promise<{ version: string } | { why: string }> {
  const answer = await run('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: 15_000 })
  // not `docker info`: that also runs every plugin of the client
  const version = answer.stdout.trim()
  return answer.ok && version !== '' ? { version } : { why: answer.why }
}

/** The running engine, without starting anything. */
export async function findEngine(): Promise<Engine | undefined> {
  const answer = await ask()
  return 'version' in answer ? { ...answer, ours: recorded(name, dir())?.alive === true } : undefined
}

const userFile = (id: string): string => join(folder(dir(), 'users'), `${id}.json`)

/** Notes that this checkout uses the engine that we started, so that another checkout's `down` leaves it running. */
function use(): void {
  write(userFile(instance()), { checkout: checkout(), bootId: self().bootId })
}

/** Whether our engine runs and this checkout is noted as one that uses it. */
export const usesOurEngine = (): boolean => recorded(name, dir())?.alive === true && existsSync(userFile(instance()))

/** The other checkouts that use our engine: still on the disk, and noted since the last boot. */
function otherUsers(): string[] {
  return readdirSync(folder(dir(), 'users'))
    .filter((file) => file.endsWith('.json') && file !== `${instance()}.json`)
    .map((file) => JSON.parse(readFileSync(join(dir(), 'users', file), 'utf8')) as { checkout: string; bootId: string })
    .filter((user) => user.bootId === self().bootId && existsSync(user.checkout))
    .map((user) => user.checkout)
}

/**
 * After a crash or a reboot pid files can name a process that is something else by now, and the engine then refuses
 * to start. Removes those that don't name what they say.
 */
function removeStalePidFiles(pidFile: string): void {
  const files = { [pidFile]: 'dockerd', '/run/docker/containerd/containerd.pid': 'containerd' }
  for (const [file, program] of Object.entries(files)) {
    if (!existsSync(file)) continue
    const pid = Number(readFileSync(file, 'utf8'))
    const command = identify(pid) === undefined ? '' : readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
    if (!command.endsWith(program)) rmSync(file, { force: true })
  }
}

async function startOurs(): Promise<Engine> {
  const program = which('dockerd')
  if (program === undefined) throw new Error('dockerd is not there, though docker.io is installed.')
  const pidFile = join(dir(), 'docker.pid')
  if (recorded(name, dir())?.alive !== true) removeStalePidFiles(pidFile)
  await ensure(
    { name, command: program, args: ['--pidfile', pidFile], dir: dir() },
    async () => 'version' in (await ask()),
    {
      timeout: 60_000
    }
  )
  const engine = await findEngine()
  if (engine === undefined) throw new Error('The engine was ready and then did not answer. Its log is in ' + dir())
  return engine
}

/** How a person gets an engine here, when we can't. */
function advice(why: string): Error {
  const host = process.env['DOCKER_HOST'] ?? ''
  const lines = [`No Docker engine answers: ${why}`]
  if (host) lines.push(`DOCKER_HOST is ${host}: start that engine, or unset DOCKER_HOST.`)
  else if (/permission denied/i.test(why))
    lines.push('It may be running, but not for you: `sudo usermod -aG docker $USER`, and log in again.')
  else if (hasApt())
    lines.push(
      'Run this again as root, and it is installed (docker.io) and started; or start the one you have: `sudo systemctl start docker`.'
    )
  else lines.push('Install Docker (https://docs.docker.com/get-docker/) and start it.')
  return new Error(lines.join('\n'))
}

/** The packages an engine needs here. Since Debian 13 the command `docker` is a package of its own, only recommended by docker.io. */
async function missingPackages(): Promise<string[]> {
  const engine = which('dockerd') === undefined ? ['docker.io'] : []
  if (which('docker') !== undefined) return engine
  return [...engine, ...((await candidate('docker-cli')) === undefined ? ['docker.io'] : ['docker-cli'])]
}

/**
 * The Docker engine that the docker CLI reaches here. When there is none, and we are root on Debian or Ubuntu, it is
 * installed with apt and started as a process of ours. Fails with what to do otherwise.
 */
export async function ensureEngine(): Promise<Engine> {
  return withLock(
    'engine',
    async () => {
      let engine = await findEngine()
      if (engine === undefined) {
        const answer = await ask()
        const why = 'why' in answer ? answer.why : ''
        if (process.env['DOCKER_HOST'] || /permission denied/i.test(why) || process.getuid?.() !== 0) throw advice(why)
        for (const name of await missingPackages()) {
          if (!canInstall()) throw advice(why)
          await install([name], 'a Docker engine; none answers on this machine')
        }
        say('  starting dockerd')
        engine = await startOurs()
      }
      if (engine.ours) use()
      return engine
    },
    { dir: dir() }
  )
}

/** Ends the engine that we started, unless somebody still needs it. Gives a line that says what happened. */
export async function releaseEngine(): Promise<string> {
  return withLock(
    'engine',
    async () => {
      rmSync(userFile(instance()), { force: true })
      if (recorded(name, dir())?.alive !== true) return 'engine: not ours, left alone'
      const others = otherUsers()
      if (others.length > 0) return `engine: left running, used by ${others.join(', ')}`
      const containers = (await run('docker', ['ps', '-q'])).stdout.split('\n').filter(Boolean).length
      if (containers > 0) return `engine: left running, ${containers} container(s) run on it`
      // dockerd ends its own containerd within this time
      await stop(name, { dir: dir(), grace: 30_000 })
      return 'engine: ended'
    },
    { dir: dir() }
  )
}
