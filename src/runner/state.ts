/**
 * The runner's state: what main leaves for post. Appended to the state file at once, so that it is there even when main
 * is killed in the next moment; the last value of a name counts. It is no place for secrets: debug logs print it.
 */

import { saveState } from '@actions/core'

import { folderName, recordPrefix } from './entry.ts'

const pidName = 'pid'

/** Undo records, opaque here: JSON by number. `value: undefined` marks a record as done. */
export function saveRecord(id: number, value: unknown): void {
  saveState(`${recordPrefix}${id}`, value === undefined ? '' : JSON.stringify(value))
}

/** The run's folder under `RUNNER_TEMP`, where the cancel marker goes, and main's process, which may outlive its step. */
export function saveMain(folder: string, pid: number): void {
  saveState(folderName, folder)
  saveState(pidName, String(pid))
}

/** Main is over and has left nothing: post need not even leave the marker. */
export function saveDone(): void {
  saveState(folderName, '')
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
