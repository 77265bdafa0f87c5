import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, type Identity } from './identity.ts'
import { folder, runDir } from './paths.ts'

/** What is written down about a daemon that we started. */
export interface Recorded extends Identity {
  name: string
  argv: string[]
  startedAt: string
  log: string
}

/** The file of a record. */
export const recordPath = (name: string, dir: string) => join(dir, `${name}.json`)

/** Where the daemon's output goes. It begins anew with each start; the one before is kept as NAME.log.1. */
export function logPath(name: string, dir: string = runDir()): string {
  return join(folder(dir, 'log'), `${name}.log`)
}

/** What is on record under this name, and whether exactly that process lives. */
export function recorded(name: string, dir: string = runDir()): (Recorded & { alive: boolean }) | undefined {
  try {
    const record = JSON.parse(readFileSync(recordPath(name, dir), 'utf8')) as Recorded
    return { ...record, alive: isAlive(record) }
  } catch {
    return undefined
  }
}

/** All daemons on record in `dir`, oldest first. */
export function allRecorded(dir: string = runDir()): (Recorded & { alive: boolean })[] {
  return readdirSync(dir)
    .filter((file) => file.endsWith('.json'))
    .map((file) => recorded(file.slice(0, -'.json'.length), dir))
    .filter((record) => record?.argv !== undefined)
    .map((record) => record as Recorded & { alive: boolean })
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt))
}

/** Writes a JSON file that readers see whole or not at all. */
export function write(path: string, content: unknown): void {
  writeFileSync(`${path}.new`, JSON.stringify(content, null, 2))
  renameSync(`${path}.new`, path)
}
