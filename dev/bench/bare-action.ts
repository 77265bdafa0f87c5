import { mkdirSync, mkdtempSync } from 'node:fs'
import { join } from 'node:path'

import { checkout } from '../paths.ts'
import { createStepFiles, fileVariables, jobVariables } from '../runner/environment.ts'
import { inputVariables, readActionMetadata, resolveInputs } from '../runner/metadata.ts'
import type { TimedProgram } from './timed.ts'

/** The Node that all of the benchmark's JavaScript runs on, as a runner's. */
export const nodeProgram = join(checkout(), 'node_modules/.bin/node')

/** A step of the action without a runner that reads what it says: where its own speed is the point. */
export function bareAction(
  folder: string,
  inputs: Readonly<Record<string, string>>,
  step: 'main' | 'post' = 'main'
): { readonly program: Pick<TimedProgram, 'command' | 'args' | 'cwd' | 'env'>; readonly temp: string } {
  const metadata = readActionMetadata()
  const temp = mkdtempSync(join(folder, 'temp-'))
  const workspace = join(folder, 'workspace')
  mkdirSync(workspace, { recursive: true })
  const env = {
    ...jobVariables({ workspace, temp }),
    ...inputVariables(resolveInputs(metadata, inputs)),
    ...fileVariables(createStepFiles(temp))
  }
  const entry = step === 'main' ? metadata.main : (metadata.post ?? metadata.main)
  return { program: { command: nodeProgram, args: [entry], cwd: workspace, env }, temp }
}
