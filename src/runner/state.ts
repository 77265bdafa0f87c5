/**
 * The runner's state: what main leaves for post. Appended to the state file at once, so that it is there even when main
 * is killed in the next moment; the last value of a name counts. It is no place for secrets: debug logs print it.
 */

import { appendValue } from './command-file.ts'
import { folderName, recordPrefix } from './entry.ts'

const pidName = 'pid'

/** What main writes into the runner's state. */
export interface RunnerState {
  /** Undo records, opaque here: JSON by number. `value: undefined` marks a record as done. */
  saveRecord(id: number, value: unknown): void
  /** The run's folder under `RUNNER_TEMP`, where the cancel marker goes, and main's process, which may outlive its step. */
  saveMain(folder: string, pid: number): void
  /** Main is over and has left nothing: post need not even leave the marker. */
  saveDone(): void
}

/** The state of this step's run. @param env names the runner's file */
export function runnerState(env: NodeJS.ProcessEnv): RunnerState {
  const save = (name: string, value: string): void => appendValue('GITHUB_STATE', name, value, env)
  return {
    saveRecord: (id, value) => save(`${recordPrefix}${id}`, value === undefined ? '' : JSON.stringify(value)),
    saveMain(folder, pid) {
      save(folderName, folder)
      save(pidName, String(pid))
    },
    saveDone: () => save(folderName, '')
  }
}

/** What main left: open records as JSON text, newest first, and the run's folder. */
export function readState(env: NodeJS.ProcessEnv): {
  records: string[]
  folder: string | undefined
  pid: number | undefined
} {
  const start = `STATE_${recordPrefix}`
  const records = Object.entries(env)
    .filter((entry): entry is [string, string] => entry[0].startsWith(start) && Boolean(entry[1]))
    .sort(([a], [b]) => Number(b.slice(start.length)) - Number(a.slice(start.length)))
    .map(([, value]) => value)
  return { records, folder: env[`STATE_${folderName}`] || undefined, pid: Number(env[`STATE_${pidName}`]) || undefined }
}
