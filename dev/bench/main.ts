/** `script/bench`: does the scenarios, prints the table, keeps the rounds, writes the page. */

import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import { checkout } from '../paths.ts'
import { withLock } from '../processes.ts'
import { must, run } from '../run.ts'
import { say, step } from '../say.ts'
import { allScenarios, rowsOf, type ScenarioId } from './figures.ts'
import { Ground } from './ground.ts'
import { readMachine } from './machine.ts'
import { benchDir } from './own-folder.ts'
import { merge, readRecord, writeRecord, type Round, type ScenarioRecord } from './record.ts'
import type { Turns } from './rounds.ts'
import { builds, type BuildScenario, isBuild, isCold } from './scenarios/builds.ts'
import { playedLog, realLog } from './scenarios/logs.ts'
import { many } from './scenarios/many.ts'
import { indexed } from './scenarios/pods.ts'
import { startsOf } from './scenarios/starts.ts'
import { tableOf } from './table.ts'

const usage = `Usage: script/bench [--rounds N] [--only SCENARIO,…] [--log-size BYTES] [--keep] [many]
Scenarios: ${allScenarios.map(({ id }) => id).join(', ')}.`

/** Fewer rounds than these are shown, and kept only with --keep. */
const enough = 7

interface Wanted {
  readonly ids: readonly ScenarioId[]
  readonly rounds: number
  readonly logSize: number
  readonly isKept: boolean
}

/** @throws with the usage for words that mean nothing */
function wanted(): Wanted {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: String(enough) },
      only: { type: 'string', multiple: true, default: [] },
      'log-size': { type: 'string', default: String(1_000_000_000) },
      keep: { type: 'boolean', default: false }
    }
  })
  const named = [...values.only.flatMap((each) => each.split(',')), ...positionals].map((each) => each.trim())
  const [rounds, logSize] = [Number(values.rounds), Number(values['log-size'])]
  const known = allScenarios.map(({ id }) => id)
  const isKnown = (id: string): id is ScenarioId => (known as string[]).includes(id)
  if (!named.every(isKnown) || !Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(logSize / 1_000_000))
    throw new Error(usage)
  const isWhole = logSize === 1_000_000_000 && rounds >= enough
  return { ids: named.length === 0 ? known : named, rounds, logSize, isKept: values.keep || isWhole }
}

type Alone = Exclude<ScenarioId, BuildScenario>
type Rounds = ReadonlyMap<ScenarioId, Round[]>

/** What is done in the same rounds: cold runners, where the script does the same in all scenarios and need not be run for each. */
function together(ids: readonly ScenarioId[]): (readonly BuildScenario[] | Alone)[] {
  const cold = ids.filter(isCold)
  const leading = ids.filter((id) => !isCold(id) || id === cold[0])
  return leading.map((id) => (isCold(id) ? cold : isBuild(id) ? [id] : id))
}

function alone(id: Alone, ground: Ground, turns: Turns, logSize: number): Promise<Round[]> {
  switch (id) {
    case '9':
      return indexed(ground, turns)
    case '10':
      return realLog(ground, turns, logSize)
    case '10-played':
      return playedLog(ground, turns, logSize)
    case '11':
    case '12':
      return startsOf(id, ground, turns)
    case 'many':
      return many(ground, turns)
  }
}

/** The first digits of the SHA-256 of all of dist/. */
function distHash(): string {
  const hash = createHash('sha256')
  for (const file of globSync('dist/*', { cwd: checkout() }).sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(checkout(), file)))
  return hash.digest('hex').slice(0, 12)
}

/** The version of the base image's Python; asked where the engine stands anyway. */
async function pythonOf(ground: Ground, ids: readonly ScenarioId[]): Promise<string | undefined> {
  if (ids.every((id) => ['10-played', '11', '12', 'many'].includes(id))) return undefined
  const { engine, base } = await ground.workshop()
  const said = await run('docker', ['run', '--rm', base, 'python3', '--version'], { env: engine.env, timeout: 120_000 })
  return /\d+\.\d+\.\d+/u.exec(said.stdout)?.[0]
}

async function bench({ ids, rounds, logSize, isKept }: Wanted, signal: AbortSignal): Promise<number> {
  await using ground = new Ground()
  const dist = distHash()
  const done: ScenarioRecord[] = []
  const failed: string[] = []
  const machine = await readMachine(await pythonOf(ground, ids))
  for (const group of together(ids)) {
    signal.throwIfAborted()
    const named: readonly ScenarioId[] = typeof group === 'string' ? [group] : group
    for (const id of named) say(`── ${id}: ${allScenarios.find((each) => each.id === id)?.title ?? ''}`)
    try {
      const day = new Date().toISOString().slice(0, 10)
      const turns = { rounds, signal }
      const all: Rounds =
        typeof group === 'string'
          ? new Map([[group, await alone(group, ground, turns, logSize)]])
          : await builds(group, ground, turns)
      for (const [scenario, seen] of all) done.push({ scenario, day, dist, rounds: seen })
    } catch (error) {
      signal.throwIfAborted()
      // the others are worth having all the same
      say(`✗ ${named.join(', ')}: ${error instanceof Error ? error.message : String(error)}`)
      failed.push(...named)
      continue
    }
    // a run takes hours: what was seen is not lost with what comes after it
    if (isKept) await writeRecord(merge(readRecord(), { machine, scenarios: done }))
  }
  console.log(tableOf(rowsOf(done)))
  if (isKept && done.length > 0)
    await step('docs/performance.md', () => must(process.execPath, ['dev/docs.ts'], { cwd: checkout() }))
  else say(`Not kept: docs/performance.md takes ${enough} rounds or more with logs of 1 GB, or --keep.`)
  if (failed.length > 0) say(`✗ failed: ${failed.join(', ')}`)
  return failed.length > 0 ? 1 : 0
}

const stop = new AbortController()
// everything that was started is ended; a second time nothing is waited for
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => (stop.signal.aborted ? process.exit(130) : stop.abort(new Error(`stopped by ${signal}`))))

try {
  const what = wanted()
  process.exitCode = await withLock('bench', () => bench(what, stop.signal), { dir: benchDir() })
} catch (error) {
  say(`✗ ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = stop.signal.aborted ? 130 : 1
}
