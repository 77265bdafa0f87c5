/** One step in the runner's hands: the process, its output read live, its files read after its end. */

import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { checkout } from '../paths.ts'
import { createLogReader, type Annotation } from './commands.ts'
import type { WorkflowCommand } from './command-syntax.ts'
import { fileVariables, type StepFiles } from './environment.ts'
import { parsePairs, readSummary } from './file-commands.ts'
import { createLineWatch } from './line-watch.ts'
import { createOutputLines } from './output-lines.ts'

/** The runner's patience, in milliseconds (ProcessInvoker.cs). */
export interface Patience {
  /** From SIGINT to SIGTERM, both to the node process only. */
  readonly untilTerm: number
  /** From SIGTERM to SIGKILL. */
  readonly untilKill: number
  /** How long it waits for output of children that outlive the action. */
  readonly forOutput: number
}

export const runnerPatience: Patience = { untilTerm: 7_500, untilKill: 2_500, forOutput: 5_000 }

export interface StepResult {
  /** Null when a signal ended the process. */
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  /** What GitHub would show: cancelled once cancel() was called, else failure or success. */
  readonly conclusion: 'success' | 'failure' | 'cancelled'
  /** The log as GitHub shows it: commands carried out, secrets hidden. */
  readonly stdout: string
  /** Every byte of stdout and stderr in the order of arrival: what a search for leaked secrets must look at. */
  readonly raw: Buffer
  /** The bytes of stderr alone; an action that writes everything to stdout leaves it empty. */
  readonly rawStderr: Buffer
  readonly outputs: Readonly<Record<string, string>>
  readonly state: Readonly<Record<string, string>>
  /** From GITHUB_ENV. */
  readonly env: Readonly<Record<string, string>>
  readonly summary: string
  readonly annotations: readonly Annotation[]
  readonly masks: readonly string[]
  readonly groups: readonly string[]
  readonly executedCommands: readonly WorkflowCommand[]
  /** What made the runner fail the step though the process may have exited 0. */
  readonly runnerErrors: readonly string[]
  readonly signalsSent: readonly NodeJS.Signals[]
  /** True when something the action started kept its output open after its end. */
  readonly leftChildren: boolean
  /** Milliseconds from start to exit. */
  readonly duration: number
}

export interface StepHandle {
  readonly pid: number
  readonly files: StepFiles
  readonly finished: Promise<StepResult>
  /** Everything shown so far. */
  log(): string
  /** Waits for a line of the shown log, past or future. Rejects after `timeout` ms, or when the step ended without it. */
  waitForLine(pattern: RegExp, timeout?: number): Promise<string>
  /** Stops reading what the step prints, as a runner that is busy does; `false` reads on. */
  holdOutput(isHeld: boolean): void
  /** Cancels as the runner does. */
  cancel(): Promise<StepResult>
  /** SIGKILL at once, as when the machine goes away. */
  kill(): Promise<StepResult>
  /** The state that a post step would get now; main may still be running, as under job containers. */
  savedState(): Record<string, string>
}

export interface StepOptions {
  readonly entry: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly files: StepFiles
  readonly secrets: readonly string[]
  readonly echo: (line: string) => void
  readonly patience: Patience
}

/** Starts `node24 entry`. */
export function startStep(options: StepOptions): StepHandle {
  const started = performance.now()
  const env = { ...options.env, ...fileVariables(options.files) }
  const child = spawn(join(checkout(), 'node_modules/.bin/node'), [options.entry], {
    cwd: options.cwd,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    // Of a group of its own: a Ctrl-C at the terminal is for us, who cancel as the runner does; it must not reach the action's children.
    detached: true
  })
  const killWithUs = (): void => void child.kill('SIGKILL')
  process.once('exit', killWithUs)
  child.once('exit', () => process.off('exit', killWithUs))
  // The runner closes stdin at once. A process that is gone already answers with EPIPE, which means nothing.
  child.stdin.on('error', () => undefined)
  child.stdin.end()

  const reader = createLogReader({ secrets: options.secrets, isDebug: env['RUNNER_DEBUG'] === '1' })
  const watch = createLineWatch()
  const raw: Buffer[] = []
  const rawStderr: Buffer[] = []
  const signalsSent: NodeJS.Signals[] = []
  let isCancelled = false

  const show = (lines: readonly string[]): void => {
    for (const line of lines) {
      watch.add(line)
      options.echo(line)
    }
  }
  const take = (lines: readonly string[]): void => {
    for (const line of lines) show(reader.read(line))
  }
  for (const stream of [child.stdout, child.stderr]) {
    const lines = createOutputLines()
    stream.on('data', (piece: Buffer) => {
      raw.push(piece)
      if (stream === child.stderr) rawStderr.push(piece)
      take(lines.push(piece))
    })
    stream.once('close', () => take(lines.flush()))
  }

  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null; at: number }>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve({ code, signal, at: performance.now() }))
  })
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))

  const finish = async (): Promise<StepResult> => {
    const { code, signal, at } = await ended
    const isClosed = await before(closed, options.patience.forOutput)
    if (!isClosed) {
      child.stdout.destroy()
      child.stderr.destroy()
      await closed
    }
    const { effects } = reader
    const { pairs, summary, errors } = readFiles(options.files, (line) => effects.masks.apply(line))
    for (const error of errors) show(reader.fail(error))
    watch.end()
    const hasFailed = code !== 0 || effects.errors.length > 0
    return {
      exitCode: code,
      signal,
      conclusion: isCancelled ? 'cancelled' : hasFailed ? 'failure' : 'success',
      stdout: watch.text(),
      raw: Buffer.concat(raw),
      rawStderr: Buffer.concat(rawStderr),
      outputs: Object.fromEntries([...effects.outputs, ...pairs.output]),
      state: Object.fromEntries([...effects.state, ...pairs.state]),
      env: Object.fromEntries(pairs.env),
      summary,
      annotations: effects.annotations,
      masks: effects.masks.values,
      groups: effects.groups,
      executedCommands: effects.executedCommands,
      runnerErrors: effects.errors,
      signalsSent,
      leftChildren: !isClosed,
      duration: at - started
    }
  }
  const finished = finish()
  finished.catch(() => undefined) // whoever awaits it is told; a test that only kills is not

  const send = (signal: NodeJS.Signals): void => {
    if (child.exitCode !== null || child.signalCode !== null) return
    signalsSent.push(signal)
    child.kill(signal)
  }
  const hasEnded = (within: number): Promise<boolean> => before(ended, within)

  return {
    pid: child.pid ?? -1,
    files: options.files,
    finished,
    log: () => watch.text(),
    waitForLine: (pattern, timeout) => watch.wait(pattern, timeout),
    holdOutput(isHeld) {
      if (isHeld) child.stdout.pause()
      else child.stdout.resume()
    },
    async cancel() {
      isCancelled = true
      send('SIGINT')
      if (!(await hasEnded(options.patience.untilTerm))) {
        send('SIGTERM')
        if (!(await hasEnded(options.patience.untilKill))) send('SIGKILL')
      }
      return finished
    },
    kill() {
      send('SIGKILL')
      return finished
    },
    savedState: () => Object.fromEntries([...reader.effects.state, ...parsePairs(readText(options.files.state)).pairs])
  }
}

/** True when the promise settled within `time` ms. */
async function before(promise: Promise<unknown>, time: number): Promise<boolean> {
  const stop = new AbortController()
  try {
    return await Promise.race([
      promise.then(
        () => true,
        () => true
      ),
      sleep(time, false, { signal: stop.signal }).catch(() => false)
    ])
  } finally {
    stop.abort()
  }
}

function readText(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

function readFiles(files: StepFiles, mask: (line: string) => string) {
  const errors: string[] = []
  const pairsOf = (name: 'output' | 'state' | 'env'): Map<string, string> => {
    const { pairs, error } = parsePairs(readText(files[name]))
    if (error !== undefined) errors.push(`Unable to process file command '${name}' successfully. ${error}`)
    return pairs
  }
  const pairs = { output: pairsOf('output'), state: pairsOf('state'), env: pairsOf('env') }
  const { summary, error } = readSummary(
    existsSync(files.summary) ? readFileSync(files.summary) : Buffer.alloc(0),
    mask
  )
  if (error !== undefined) errors.push(error)
  return { pairs, summary, errors }
}
