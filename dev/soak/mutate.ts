/** `script/soak --mutants`: puts each known fault into a copy of the built action, runs what reaches it, and says whether the judge noticed. */

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { checkout } from '../paths.ts'
import { judge } from './judge.ts'
import { openLanes } from './lanes.ts'
import { mutants, seedsFor, type Mutant } from './mutants.ts'
import { perform, type Lane } from './perform.ts'
import { scenarioOf } from './scenario.ts'

/** Runs of one mutant until one is noticed. */
const runs = 6
const firstSeed = 70_000

/** A copy of the built action with the fault in it. @throws where the bundle no longer has the piece */
function mutated(mutant: Mutant, folder: string): string {
  const copy = mkdtempSync(join(folder, 'mutant-'))
  cpSync(join(checkout(), 'action.yml'), join(copy, 'action.yml'))
  cpSync(join(checkout(), 'dist'), join(copy, 'dist'), { recursive: true })
  const paths = readdirSync(join(copy, 'dist')).map((name) => join(copy, 'dist', name))
  const having = paths.filter((path) => path.endsWith('.js') && readFileSync(path, 'utf8').includes(mutant.from))
  const [path, ...others] = having
  const parts = path === undefined ? [] : readFileSync(path, 'utf8').split(mutant.from)
  if (path === undefined || others.length > 0 || parts.length !== 2)
    throw new Error(`${mutant.name}: its piece is not in the bundle exactly once`)
  writeFileSync(path, parts.join(mutant.to))
  return copy
}

/** Runs one mutant until a rule that it must break is broken. @returns a line of the table, and whether it was noticed */
async function tryOut(mutant: Mutant, lane: Lane, folder: string): Promise<{ line: string; isNoticed: boolean }> {
  const action = mutated(mutant, folder)
  let tried = 0
  for (const seed of seedsFor(mutant, runs, firstSeed, scenarioOf)) {
    tried += 1
    const broken = judge(await perform(scenarioOf(seed), { ...lane, action }))
    const first = broken.find(({ rule }) => mutant.breaks.includes(rule))
    if (first === undefined) continue
    return {
      line: `✓ ${mutant.name}: noticed in run ${tried} (seed ${seed}): ${first.rule}: ${first.what}`,
      isNoticed: true
    }
  }
  return { line: `✗ ${mutant.name}: NOT noticed in ${tried} runs`, isNoticed: false }
}

/** @param parallel mutants at a time @returns the exit code: 1 when one was not noticed */
export async function tryMutants(parallel: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'soak-mutants-'))
  try {
    await using place = await openLanes(Math.min(parallel, mutants.length))
    const waiting = [...mutants]
    let missed = 0
    const work = async (lane: Lane): Promise<void> => {
      for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
        const { line, isNoticed } = await tryOut(mutant, lane, folder)
        console.log(line)
        if (!isNoticed) missed += 1
      }
    }
    await Promise.all(place.lanes.map(work))
    console.log(`${mutants.length} mutants, ${missed} not noticed`)
    return missed === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
