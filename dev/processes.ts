import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { identify, isAlive } from './identity.ts'
import { runDir } from './paths.ts'
import { logPath, recorded, recordPath, write, type Recorded } from './records.ts'

export { withLock } from './lock.ts'
export { freePort } from './ports.ts'
export { allRecorded, logPath, recorded, type Recorded } from './records.ts'

/** A program that goes on running after the one that started it. */
export interface Daemon {
  /** Its name in the records of `dir`; a file name. */
  name: string
  command: string
  args: readonly string[]
  /** Set on top of the environment of the starter; undefined removes a variable. */
  env?: Readonly<Record<string, string | undefined>>
  cwd?: string
  /** Where record and log are kept; this checkout's runDir() unless said. */
  dir?: string
}

/** The last lines of a log file; '' when there is none. */
export function tail(path: string, lines = 20): string {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
  } catch {
    return ''
  }
}

/**
 * Waits until `probe` says true; a probe that throws says no. Probes are 50 ms apart at first, 500 ms later.
 * Fails after `timeout` ms, or as soon as `alive` says false, with the last lines of the file `log`.
 */
export async function waitUntil(
  probe: () => boolean | Promise<boolean>,
  { timeout, what, log, alive }: { timeout: number; what: string; log?: string; alive?: () => boolean }
): Promise<void> {
  const start = performance.now()
  let last = ''
  for (let pause = 50; ; pause = Math.min(500, pause * 1.3)) {
    const died = alive?.() === false // asked before the probe: what is ready may end right after it
    try {
      if (await probe()) return
    } catch (error) {
      last = error instanceof Error ? error.message : String(error)
    }
    if (died || performance.now() - start > timeout) {
      const why = died ? 'it ended' : `not within ${Math.round(timeout / 1000)} s`
      const lines = log === undefined ? '' : tail(log)
      throw new Error(
        [`${what}: ${why}.`, last && `Last answer: ${last}`, lines && `The end of ${log ?? ''}:\n${lines}`]
          .filter(Boolean)
          .join('\n')
      )
    }
    await sleep(pause)
  }
}

function launch({ name, command, args, env = {}, cwd, dir = runDir() }: Daemon): Recorded {
  const log = logPath(name, dir)
  try {
    renameSync(log, `${log}.1`)
  } catch {
    // the first start
  }
  const output = openSync(log, 'w')
  const child = spawn(command, args, {
    detached: true, // a session of its own: a Ctrl-C at the terminal is not for it
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
    ...(cwd === undefined ? {} : { cwd })
  })
  closeSync(output)
  // Without a listener a missing program would end us; its absence shows as a missing pid right below.
  child.on('error', () => undefined)
  const identity = child.pid === undefined ? undefined : identify(child.pid)
  if (identity === undefined) {
    throw new Error(
      `${name} could not be started (${command}): ${tail(log) || 'is the program there, and may you run it?'}`
    )
  }
  const record: Recorded = { name, ...identity, argv: [command, ...args], startedAt: new Date().toISOString(), log }
  write(recordPath(name, dir), record)
  child.unref()
  return record
}

/**
 * Sees to it that the daemon runs and `ready` says true (`timeout` ms at most). Nothing happens when it does already;
 * one that died, that was started with other words, or that is not ready any more for 10 s, is started anew.
 * Callers keep two of these for one name apart by `withLock`.
 */
export async function ensure(
  daemon: Daemon,
  ready: () => boolean | Promise<boolean>,
  { timeout = 60_000 }: { timeout?: number } = {}
): Promise<Recorded & { started: boolean }> {
  const old = recorded(daemon.name, daemon.dir)
  if (old?.alive === true) {
    if (JSON.stringify(old.argv) === JSON.stringify([daemon.command, ...daemon.args])) {
      try {
        await waitUntil(ready, { timeout: 10_000, what: daemon.name, alive: () => isAlive(old) })
        return { ...old, started: false }
      } catch {
        // alive in name only
      }
    }
    await stop(daemon.name, { ...(daemon.dir === undefined ? {} : { dir: daemon.dir }) })
  }
  const record = launch(daemon)
  await waitUntil(ready, {
    timeout,
    what: `${daemon.name} is not ready`,
    log: record.log,
    alive: () => isAlive(record)
  })
  return { ...record, started: true }
}

/**
 * Ends the recorded daemon and waits until it is gone: `signal`, and after `grace` ms SIGKILL. Signals go only to the
 * process with the recorded start time, never to another one that has its pid now. True when it was alive.
 */
export async function stop(
  name: string,
  { dir = runDir(), grace = 15_000, signal = 'SIGTERM' }: { dir?: string; grace?: number; signal?: NodeJS.Signals } = {}
): Promise<boolean> {
  const record = recorded(name, dir)
  if (record === undefined) return false
  const gone = () => !isAlive(record)
  for (const [each, patience] of [
    [signal, grace],
    ['SIGKILL', 10_000]
  ] as const) {
    if (gone()) break
    try {
      process.kill(record.pid, each)
    } catch {
      // it ended between the look and the signal
    }
    await waitUntil(gone, { timeout: patience, what: `${name} (pid ${record.pid}) did not end after ${each}` }).catch(
      (error: unknown) => {
        if (each === 'SIGKILL') throw error
      }
    )
  }
  rmSync(recordPath(name, dir), { force: true })
  return record.alive
}
