/**
 * A GitHub runner for one action: starts it as the runner does, reads its output and its files as the runner does, ends it
 * as the runner does, and runs its post step. Used by `script/demo` and by the action and cluster tests.
 *
 * Left out: problem matchers, job containers, and the lines `with:` and `env:` that a runner prints before a step.
 */

import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

import { checkout } from './paths.ts'
import { createStepFiles, jobVariables } from './runner/environment.ts'
import { inputVariables, readActionMetadata, resolveInputs, type ActionMetadata } from './runner/metadata.ts'
import { runnerPatience, startStep, type Patience, type StepHandle } from './runner/step.ts'
import { forTerminal } from './runner/terminal.ts'

export { readActionMetadata } from './runner/metadata.ts'
export type { StepHandle, StepResult } from './runner/step.ts'
export type { Annotation } from './runner/commands.ts'

export interface ActionOptions {
  /** As in a workflow's `with:`; the others get action.yml's default. */
  readonly inputs: Readonly<Record<string, string>>
  /** On top of the runner's variables, as a step's `env:`; may also replace GITHUB_* ones. */
  readonly env?: Readonly<Record<string, string>>
  /** The checkout of the user's repository; this project's root unless given. */
  readonly workspace?: string
  /** RUNNER_TEMP; a new folder unless given. */
  readonly temp?: string
  /** What node runs instead of action.yml's `main`; post is then the file beside it with the name of action.yml's `post`, else the same. */
  readonly entry?: string
  /** Folder of the action.yml to go by; this project's root unless given. */
  readonly action?: string
  /** Shows the log live on the terminal, or hands its lines over. */
  readonly echo?: boolean | ((line: string) => void)
  /** Hidden in the log from the start, as values of `secrets.*` are. */
  readonly secrets?: readonly string[]
  /** Other waiting times than the runner's, for tests of this file. */
  readonly patience?: Patience
}

export interface PostOptions {
  /** Inputs are evaluated anew for post and may differ by then. */
  readonly inputs?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
}

export interface ActionHandle extends StepHandle {
  readonly workspace: string
  readonly temp: string
  /** Runs the post step with the state saved so far, also while main still runs, as it can under job containers. */
  post(options?: PostOptions): StepHandle
  /** Removes RUNNER_TEMP when this run made it. */
  remove(): void
}

/** Starts the action's main step. */
export function runAction(options: ActionOptions): ActionHandle {
  const metadata = readActionMetadata(options.action)
  const workspace = options.workspace ?? checkout()
  const temp = options.temp ?? mkdtempSync(join(tmpdir(), 'runner-temp-'))
  mkdirSync(temp, { recursive: true })
  const job = { ...jobVariables({ workspace, temp }), ...options.env }

  const start = (
    entry: string,
    inputs: Readonly<Record<string, string>>,
    more: Readonly<Record<string, string>>
  ): StepHandle =>
    startStep({
      entry,
      cwd: workspace,
      env: { ...job, ...more, ...inputVariables(resolveInputs(metadata, inputs)) },
      files: createStepFiles(temp),
      secrets: options.secrets ?? [],
      echo: echoTo(options.echo),
      patience: options.patience ?? runnerPatience
    })

  const main = start(options.entry ?? metadata.main, options.inputs, {})
  let exported: Readonly<Record<string, string>> = {}
  main.finished.then(
    (result) => (exported = result.env),
    () => undefined
  )

  return {
    ...main,
    workspace,
    temp,
    post(again = {}) {
      const state = Object.entries(main.savedState()).map(([name, value]) => [`STATE_${name}`, value])
      const variables = { ...exported, ...again.env, ...(Object.fromEntries(state) as Record<string, string>) }
      return start(postEntry(options.entry, metadata), again.inputs ?? options.inputs, variables)
    },
    remove() {
      if (options.temp === undefined) rmSync(temp, { recursive: true, force: true })
    }
  }
}

function postEntry(entry: string | undefined, metadata: ActionMetadata): string {
  if (entry === undefined) return metadata.post ?? metadata.main
  const beside = join(dirname(entry), basename(metadata.post ?? entry))
  return existsSync(beside) ? beside : entry
}

function echoTo(echo: ActionOptions['echo']): (line: string) => void {
  if (typeof echo === 'function') return echo
  if (echo !== true) return () => undefined
  return (line) => {
    const text = forTerminal(line)
    if (text !== undefined) process.stdout.write(`${text}\n`)
  }
}
