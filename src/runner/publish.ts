/** Hands a run's results to the runner: outputs through its file, the summary as the step's whole summary file. */

import { writeFileSync } from 'node:fs'

import { appendValue } from './command-file.ts'

/** Sets outputs; a later call for the same name wins. */
export function publishOutputs(outputs: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(outputs)) appendValue('GITHUB_OUTPUT', name, value, env)
}

/** Writes the step's summary, replacing what this step wrote before. Outside a runner (no file) there is none. */
export function publishSummary(markdown: string, env: NodeJS.ProcessEnv): void {
  const path = env['GITHUB_STEP_SUMMARY']
  if (path) writeFileSync(path, markdown)
}
