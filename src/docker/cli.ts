/** {@link Docker} on the docker command line. */

import { Failure } from '../failure.ts'
import { childEnvironment } from './child-environment.ts'
import { createLineSplitter, Tail } from './output.ts'
import type { Docker, DockerCommand, DockerExit } from './port.ts'

export interface DockerCliOptions {
  /** The runner's environment; inputs, state and tokens in it are withheld from children. */
  readonly env: NodeJS.ProcessEnv
  /** Name or path of the command. */
  readonly file?: string
  /** Milliseconds between SIGTERM and SIGKILL. The runner gives us 7.5 s after a cancel, for everything. */
  readonly grace?: number
}

const keptLines = 2000
const keptStdout = 4 * 1024 * 1024
/** Milliseconds for the pipes to close after a SIGKILL; a process that hides in another group could hold them open. */
const afterKill = 1000

/** Makes the adapter. */
export function createDockerCli(options: DockerCliOptions): Docker {
  return { run: (command) => run(command, options) }
}

async function run(command: DockerCommand, options: DockerCliOptions): Promise<DockerExit> {
  command.signal.throwIfAborted()
  // not every run needs docker, and it is a library of many files
  const { execa } = await import('execa')
  command.signal.throwIfAborted()
  const child = execa(options.file ?? 'docker', [...command.args], {
    env: childEnvironment(options.env, { DOCKER_CLI_HINTS: 'false', ...command.env }),
    extendEnv: false,
    ...(command.input === undefined ? { stdin: 'ignore' as const } : { input: command.input }),
    buffer: false,
    reject: false,
    // a group of its own: docker runs buildx and credential helpers as children, and hands no signal on to them
    detached: true,
    cleanup: false
  })
  const tail = new Tail(keptLines)
  const receive = (lines: readonly string[]): void => {
    tail.add(lines)
    command.onLines?.(lines)
  }
  const stdout: Buffer[] = []
  let stdoutSize = 0
  const flush = [child.stdout, child.stderr].map((stream) => {
    const splitter = createLineSplitter(receive)
    stream.on('data', (chunk: Buffer) => {
      if (stream === child.stdout && stdoutSize < keptStdout) {
        stdout.push(chunk)
        stdoutSize += chunk.length
      }
      splitter.push(chunk)
    })
    return () => splitter.end()
  })

  const ending = endable(child.pid, options.grace ?? 2000, () => {
    child.stdout.destroy()
    child.stderr.destroy()
  })
  const state: { timedOut: boolean } = { timedOut: false }
  const timer =
    command.timeout === undefined
      ? undefined
      : setTimeout(() => {
          state.timedOut = true
          ending.end()
        }, command.timeout)
  command.signal.addEventListener('abort', ending.end, { once: true })
  try {
    const result = await child
    if (result.code === 'ENOENT') throw dockerMissing(options.file ?? 'docker')
    if (result.failed && result.exitCode === undefined && result.signal === undefined && !state.timedOut) {
      command.signal.throwIfAborted()
      throw new Failure('docker-unavailable', {
        what: 'The docker command could not be run.',
        why: result.shortMessage,
        fix: 'Check the installation of Docker on this runner.'
      })
    }
    flush.forEach((end) => end())
    command.signal.throwIfAborted()
    return {
      exitCode: state.timedOut ? undefined : result.exitCode,
      timedOut: state.timedOut,
      stdout: Buffer.concat(stdout).toString('utf8'),
      lines: tail.lines()
    }
  } finally {
    clearTimeout(timer)
    command.signal.removeEventListener('abort', ending.end)
    ending.settled()
  }
}

/** Ends a process group: SIGTERM, SIGKILL after `grace` ms, and SIGKILL at once when this process exits before. */
function endable(
  pid: number | undefined,
  grace: number,
  giveUp: () => void
): { readonly end: () => void; readonly settled: () => void } {
  let timer: NodeJS.Timeout | undefined
  const signalGroup = (signal: NodeJS.Signals): void => {
    if (pid === undefined) return
    try {
      process.kill(-pid, signal)
    } catch {
      // all of its processes are gone
    }
  }
  const kill = (): void => signalGroup('SIGKILL')
  process.once('exit', kill)
  return {
    end() {
      if (timer !== undefined) return
      signalGroup('SIGTERM')
      timer = setTimeout(() => {
        kill()
        timer = setTimeout(giveUp, afterKill)
      }, grace)
    },
    settled() {
      clearTimeout(timer)
      process.removeListener('exit', kill)
    }
  }
}

function dockerMissing(file: string): Failure {
  return new Failure('docker-missing', {
    what: 'Docker is not installed on this runner.',
    why: `There is no command "${file}" on its PATH.`,
    fix: 'Use a runner with Docker, such as ubuntu-latest, or set image to run an image that exists already.'
  })
}
