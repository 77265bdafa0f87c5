import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from '@jest/globals'

import { checkout } from '../../../dev/paths.ts'
import { rules } from '../../../dev/soak/judge.ts'
import { mutants, seedsFor } from '../../../dev/soak/mutants.ts'
import { scenarioOf } from '../../../dev/soak/scenario.ts'

const dist = join(checkout(), 'dist')
const bundle = readdirSync(dist)
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(join(dist, name), 'utf8'))
  .join('\n')
const known = new Set(rules.map(({ id }) => id))

test.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
  '%s: its place is in the bundle once, and runs reach it',
  (_name, mutant) => {
    expect(bundle.split(mutant.from)).toHaveLength(2)
    expect(mutant.breaks.filter((id) => !known.has(id))).toEqual([])
    expect(seedsFor(mutant, 1, 70_000, scenarioOf)).toHaveLength(1)
  }
)
