/** How long the parts of a run took, in words. Pure. */

import { formatDuration } from '../lib/duration.ts'
import type { StageName } from './report.ts'

const names: Record<StageName, string> = {
  build: 'Build',
  push: 'Push',
  start: 'Job start',
  run: 'Flow',
  log: 'Rest of the log',
  cleanup: 'Cleanup'
}

/** Each stage with its time, in the order in which they ended. @param stages milliseconds */
export function stageTimes(stages: ReadonlyMap<StageName, number>): { readonly name: string; readonly time: string }[] {
  return [...stages].map(([stage, milliseconds]) => ({ name: names[stage], time: formatDuration(milliseconds) }))
}

/** The same as one line of a log; undefined when nothing was timed. */
export function stagesLine(stages: ReadonlyMap<StageName, number>): string | undefined {
  if (stages.size === 0) return undefined
  return `Times: ${stageTimes(stages)
    .map(({ name, time }) => `${name} ${time}`)
    .join(', ')}`
}
