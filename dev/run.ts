import { execa } from 'execa'

/** How a command ended. `code` is undefined when it could not be started or had to be ended. */
export interface Ended {
  ok: boolean
  code: number | undefined
  stdout: string
  stderr: string
  /** The command and the end of what it said, for an error message. */
  why: string
}

/** What `run` can do beside running. */
export interface RunOptions {
  /** ms after which the command is ended; 60 s unless said. */
  timeout?: number
  env?: Readonly<Record<string, string>>
  cwd?: string
  /** Given on standard input; without it that is empty. */
  input?: string
}

/** Runs a program without a shell and collects what it says. Never throws: a program that isn't there is a failed run. */
export async function run(
  command: string,
  args: readonly string[],
  { timeout = 60_000, env, cwd, input = '' }: RunOptions = {}
): Promise<Ended> {
  const result = await execa(command, args, {
    reject: false,
    timeout,
    input,
    ...(env === undefined ? {} : { env }),
    ...(cwd === undefined ? {} : { cwd }),
    maxBuffer: 50_000_000
  })
  const said = [result.stderr, result.stdout].filter(Boolean).join('\n').trimEnd().split('\n').slice(-15).join('\n')
  const how = result.timedOut ? `took longer than ${timeout / 1000} s` : result.code === 'ENOENT' ? 'is not there' : ''
  return {
    ok: !result.failed,
    code: result.exitCode,
    stdout: result.stdout,
    stderr: result.stderr,
    why: [
      `\`${[command, ...args].join(' ')}\` ${how || `ended with ${result.exitCode ?? result.signal ?? 'an error'}`}`,
      said
    ]
      .filter(Boolean)
      .join(':\n')
  }
}

/** Like `run`, and fails when the command does. Gives its standard output. */
export async function must(command: string, args: readonly string[], options?: RunOptions): Promise<string> {
  const ended = await run(command, args, options)
  if (!ended.ok) throw new Error(ended.why)
  return ended.stdout
}
