/** One run of each side, timed: the action as a runner starts it, the script as a step of the same job would. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { checkout } from '../paths.ts'
import { runAction } from '../runner.ts'
import { jobVariables } from '../runner/environment.ts'
import { flowTimeOf, lapsOf, stagesOf } from './reading.ts'
import type { Sample } from './record.ts'
import { tail } from '../processes.ts'
import { timed } from './timed.ts'

/** Milliseconds for one side of one round. */
export const patience = 40 * 60_000

const scripts = join(checkout(), 'dev/bench/script')
/** The manifest that the script applies. */
export const jobFile = join(scripts, 'job.yaml')

/** What a side gave: its figures, and the whole log that it brought home. */
export interface Ran {
  readonly sample: Sample
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
}

const flowOf = (log: string): { flow?: number } => {
  const flow = flowTimeOf(log)
  return flow === undefined ? {} : { flow }
}

/** Runs the built action, main and post. @throws when it does not succeed */
export async function runTheAction(options: {
  readonly inputs: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string>>
  readonly workspace: string
  readonly signal: AbortSignal
}): Promise<Ran> {
  const start = performance.now()
  let untilJob: number | undefined
  const handle = runAction({
    ...options,
    echo: (line) => {
      if (line.startsWith('Created Job ')) untilJob ??= performance.now() - start
    }
  })
  const cancel = (): void => void handle.cancel()
  const timer = setTimeout(cancel, patience)
  options.signal.addEventListener('abort', cancel)
  try {
    const main = await handle.finished
    const post = await handle.post().finished
    if (main.conclusion !== 'success' || post.conclusion !== 'success')
      throw new Error(`The action failed:\n${handle.log().split('\n').slice(-40).join('\n')}`)
    const log = readFileSync(main.outputs['log-file'] ?? '', 'utf8')
    const sample: Sample = {
      total: main.duration + post.duration,
      ...flowOf(log),
      stages: stagesOf(main.summary),
      build: main.outputs['build'] ?? '',
      more: { main: main.duration, post: post.duration, ...(untilJob === undefined ? {} : { untilJob }) }
    }
    return { sample, log, outputs: main.outputs }
  } finally {
    clearTimeout(timer)
    options.signal.removeEventListener('abort', cancel)
    handle.remove()
  }
}

/** What run.sh takes: see there. */
export interface ScriptVariables extends Readonly<Record<string, string>> {
  readonly KUBECONFIG: string
  readonly JOB: string
}

export interface ScriptOptions {
  /** For its files. */
  readonly folder: string
  /** Folder with kubectl, for the front of PATH. */
  readonly path: string
  readonly signal: AbortSignal
  /** Which one; `run.sh` unless said. */
  readonly name?: 'run.sh' | 'log.sh'
  /** False: the log is too long to be read here. */
  readonly isLogKept?: boolean
}

/** Runs a script of `script/`. @throws when it does not succeed */
export async function runTheScript(
  variables: ScriptVariables,
  { folder, path, signal, name = 'run.sh', isLogKept = true }: ScriptOptions
): Promise<Ran> {
  const work = mkdtempSync(join(folder, 'script-'))
  const [said, complained, log] = ['stdout', 'stderr', 'log'].map((file) => join(work, file)) as [
    string,
    string,
    string
  ]
  const machine = jobVariables({ workspace: work, temp: work })
  const env = { ...machine, ...variables, LOG: log, PATH: `${path}:${process.env['PATH'] ?? ''}` }
  const args = [join(scripts, name)]
  try {
    const { milliseconds, code } = await timed({
      ...{ command: 'bash', args, cwd: work, env, limit: patience, stdout: said, stderr: complained, signal }
    })
    if (code !== 0)
      throw new Error(
        `The script ended with ${code ?? 'a signal'}:\n${tail(complained)}\n${isLogKept ? tail(log) : ''}`
      )
    const laps = lapsOf(readFileSync(said, 'utf8'))
    const text = isLogKept ? readFileSync(log, 'utf8') : ''
    const untilJob = ['build', 'push', 'apply'].reduce((sum, lap) => sum + (laps[lap] ?? 0), 0)
    return {
      sample: { total: milliseconds, ...flowOf(text), stages: laps, more: { untilJob } },
      log: text,
      outputs: {}
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
