import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { checkout } from '../paths.ts'
import type { SituationId } from './situations.ts'

/** What the user saw of one situation, as a test recorded it. */
export interface Record {
  /** Path of the test's file in `__tests__/`. */
  readonly test: string
  readonly conclusion: string
  readonly lines: readonly string[]
}

export const seenFolder = join(checkout(), 'dev/reliability/seen')

/** Undefined when no test has recorded it yet. */
export function readRecord(id: SituationId): Record | undefined {
  const path = join(seenFolder, `${id}.json`)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record) : undefined
}
