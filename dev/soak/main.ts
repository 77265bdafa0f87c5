/** `script/soak N`: random runs of the built action on the real node, judged from outside. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

import type { Evidence } from './evidence.ts'
import { judge, type Broken } from './judge.ts'
import { openLanes } from './lanes.ts'
import { tryMutants } from './mutate.ts'
import { perform, type Lane } from './perform.ts'
import { scenarioOf } from './scenario.ts'
import { lineOf, notJudged, outcomeOf, tableOf, type Outcome } from './table.ts'

const usage = `Usage: script/soak N [--seed S] [--parallel P] [--minutes M] [--keep FOLDER]
       script/soak --mutants [--parallel P]
  N            how many runs; seeds S to S + N - 1, one run each, the same each time as far as timing lets it
  --seed S     the first seed; 1 unless given
  --parallel P runs at a time; 4 unless given
  --minutes M  begin no new run after so many minutes
  --keep FOLDER where to keep what is known of each run that broke a rule
  --mutants    puts known faults into the action, one at a time, and says whether the judge notices`

interface Options {
  readonly mutants: boolean
  readonly count: number
  readonly seed: number
  readonly parallel: number
  readonly minutes: number
  readonly keep: string | undefined
}

function readOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      parallel: { type: 'string', default: '4' },
      minutes: { type: 'string', default: '1000000' },
      keep: { type: 'string' },
      mutants: { type: 'boolean', default: false }
    }
  })
  const [count, seed, parallel, minutes] = [
    values.mutants ? '1' : positionals[0],
    values.seed,
    values.parallel,
    values.minutes
  ].map(Number)
  if (
    positionals.length !== (values.mutants ? 0 : 1) ||
    count === undefined ||
    seed === undefined ||
    minutes === undefined
  )
    return undefined
  if (![count, seed, parallel].every(Number.isInteger) || count < 1 || parallel === undefined || parallel < 1)
    return undefined
  return Number.isFinite(minutes)
    ? { count, seed, parallel, minutes, keep: values.keep, mutants: values.mutants }
    : undefined
}

async function runOne(seed: number, lane: Lane, keep: string | undefined): Promise<Outcome> {
  const scenario = scenarioOf(seed)
  try {
    const evidence = await perform(scenario, lane)
    const broken = judge(evidence)
    if (broken.length > 0 && keep !== undefined) save(join(keep, String(seed)), evidence, broken)
    return outcomeOf(evidence, broken)
  } catch (error) {
    return notJudged(scenario, error)
  }
}

/** Everything that is known of a run, for whoever looks into it. */
function save(folder: string, evidence: Evidence, broken: readonly Broken[]): void {
  mkdirSync(folder, { recursive: true })
  const { scenario, done, main, post, pods, jobs, written, logFile, left } = evidence
  const known = { broken, scenario, done, left, outputs: main.outputs, state: main.state, pods, jobs }
  writeFileSync(join(folder, 'evidence.json'), JSON.stringify(known, null, 1))
  writeFileSync(join(folder, 'main.txt'), main.stdout)
  writeFileSync(join(folder, 'main.raw'), main.raw)
  writeFileSync(join(folder, 'summary.md'), main.summary)
  if (post !== undefined) writeFileSync(join(folder, 'post.txt'), post.stdout)
  if (logFile !== undefined) writeFileSync(join(folder, 'log.txt'), logFile)
  for (const { pod, container, number, bytes } of written)
    writeFileSync(join(folder, `written-${pod}-${container}-${number}.txt`), bytes)
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2))
  if (options === undefined) {
    console.error(usage)
    return 2
  }
  const { count, seed, parallel, minutes, keep } = options
  if (options.mutants) return tryMutants(parallel)
  await using place = await openLanes(Math.min(parallel, count), process.env['DOCKER_ON_K8S_ACTION'])
  const end = performance.now() + minutes * 60_000
  const outcomes: Outcome[] = []
  let next = seed
  let stopped = false
  // a Ctrl-C ends it with the table of what is known; a second one ends it at once
  process.once('SIGINT', () => (stopped = true))
  const work = async (lane: Lane): Promise<void> => {
    while (next < seed + count && performance.now() < end && !stopped) {
      const outcome = await runOne(next++, lane, keep)
      outcomes.push(outcome)
      console.log(lineOf(outcome))
    }
  }
  await Promise.all(place.lanes.map(work))
  console.log(`\n${tableOf(outcomes, `seeds ${seed} to ${next - 1}`)}`)
  return outcomes.some(({ broken }) => broken.length > 0) ? 1 : 0
}

process.exitCode = await main()
