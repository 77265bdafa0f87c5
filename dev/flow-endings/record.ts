import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { checkout } from '../paths.ts'

/** How the action told one ending of one kind of flow, as a test recorded it. */
export interface FlowEnding {
  /** `Prefect 3` */
  readonly kind: string
  /** `raises an exception` */
  readonly ending: string
  readonly conclusion: string
  readonly exitCode: string
  readonly reason: string
  readonly result: string
  /** `file:line title` of the error annotation. */
  readonly annotation: string
}

export const endingsFolder = join(checkout(), 'dev/flow-endings/seen')

/** File of an ending's record. */
export function endingPath({ kind, ending }: Pick<FlowEnding, 'kind' | 'ending'>): string {
  const name = `${kind} ${ending}`.toLowerCase().replace(/[^a-z0-9]+/gu, '-')
  return join(endingsFolder, `${name}.json`)
}

/** Undefined when no test has recorded it yet. */
export function readEnding(path: string): FlowEnding | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as FlowEnding) : undefined
}

/** All that were recorded, in the order of their files. */
export function readEndings(): FlowEnding[] {
  return globSync('*.json', { cwd: endingsFolder })
    .sort()
    .flatMap((name) => readEnding(join(endingsFolder, name)) ?? [])
}
