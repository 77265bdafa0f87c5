/** What a run of the benchmark measured, as it is kept: raw rounds, and the machine they were seen on. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { format, resolveConfig } from 'prettier'

import { checkout } from '../paths.ts'

/** Who does it: the built action, or what it is held against. */
export type Side = 'action' | 'script'

/** Bytes of bodies, counted at the registry. */
export interface Bytes {
  readonly pushed: KindBytes
  /** By whoever builds: Docker, BuildKit, the action's own look-ups. */
  readonly pulled: KindBytes
  /** By the cluster's node. */
  readonly pulledByNode: KindBytes
}

/** Layers are compressed; configurations of images are small JSON; so are manifests. */
export interface KindBytes {
  readonly layers: number
  readonly configs: number
  readonly manifests: number
}

/** One side of one round. Times are milliseconds. */
export interface Sample {
  /** From the start of the process to its end; that of the action includes its post step. */
  readonly total: number
  /** The flow's own time, as it measured itself. */
  readonly flow?: number
  /** The action's stages as its summary shows them; the script's laps. */
  readonly stages?: Readonly<Record<string, number>>
  readonly bytes?: Bytes
  /** The output `build`. */
  readonly build?: string
  /** Everything else by name: bytes a second, memory, calls. */
  readonly more?: Readonly<Record<string, number>>
}

/** Both sides, one after the other. */
export interface Round {
  readonly first: Side
  readonly action: Sample
  /** Absent where the action is held against nothing. */
  readonly script?: Sample
}

/** All rounds of one scenario. */
export interface ScenarioRecord {
  readonly scenario: string
  /** Day, in UTC. */
  readonly day: string
  /** The first digits of the SHA-256 of dist/: which action it was. */
  readonly dist: string
  readonly rounds: readonly Round[]
}

/** Sizes and versions; nothing that tells whose machine it was. */
export type Machine = Readonly<Record<string, string>>

export interface PerformanceRecord {
  readonly machine: Machine
  readonly scenarios: readonly ScenarioRecord[]
}

/** Where the rounds are kept, relative to the checkout. */
export const recordFile = 'docs/performance/rounds.json'

/**
 * Adds scenarios to a record, in the place of their earlier rounds. Figures of another machine are dropped: they can't stand
 * in one table. What only one of the two knows of the machine (a part that was not asked for) makes no other machine of it.
 */
export function merge(old: PerformanceRecord | undefined, fresh: PerformanceRecord): PerformanceRecord {
  const isSame =
    old !== undefined && Object.entries(fresh.machine).every(([name, value]) => (old.machine[name] ?? value) === value)
  const names = new Set(fresh.scenarios.map(({ scenario }) => scenario))
  const kept = isSame ? old.scenarios.filter(({ scenario }) => !names.has(scenario)) : []
  const order = ({ scenario }: ScenarioRecord): number => Number.parseInt(scenario, 10) || Number.MAX_SAFE_INTEGER
  return {
    machine: isSame ? { ...old.machine, ...fresh.machine } : fresh.machine,
    scenarios: [...kept, ...fresh.scenarios].toSorted(
      (a, b) => order(a) - order(b) || a.scenario.localeCompare(b.scenario)
    )
  }
}

/** The kept record; undefined before the first run. */
export function readRecord(root = checkout()): PerformanceRecord | undefined {
  const path = join(root, recordFile)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as PerformanceRecord) : undefined
}

/** Keeps a record, laid out as the project's formatter wants it. */
export async function writeRecord(record: PerformanceRecord, root = checkout()): Promise<void> {
  const path = join(root, recordFile)
  mkdirSync(dirname(path), { recursive: true })
  const style = await resolveConfig(join(root, 'README.md'))
  writeFileSync(path, await format(JSON.stringify(record), { ...style, parser: 'json' }))
}
