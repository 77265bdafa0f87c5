/** Plans of a flow in a workspace of its own, made anew for each test. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterEach, beforeEach } from '@jest/globals'

import { Failure } from '../../../src/failure.ts'
import type { Inputs } from '../../../src/inputs/types.ts'
import { gatherFacts } from '../../../src/plan/facts.ts'
import { makePlan } from '../../../src/plan/plan.ts'
import type { BuildPlan, Plan } from '../../../src/plan/types.ts'
import { makeEnvironment, makeInputs, testIdentifier } from '../../support/inputs.ts'

/** A flow of Prefect 2 or 3. */
export const modernFlow = 'from prefect import flow\n@flow\ndef etl(): pass\n'

let workspace = ''
beforeEach(() => {
  workspace = realpathSync(mkdtempSync(join(tmpdir(), 'code-')))
})
afterEach(() => rmSync(workspace, { recursive: true }))

const base = { baseImage: 'python:3.13-slim', baseImageIsDefault: false }

/** The plan of `flows/etl.py` in a workspace with these files. */
export async function planOf(files: Readonly<Record<string, string>>, inputs: Partial<Inputs> = {}): Promise<Plan> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    writeFileSync(join(workspace, path), text)
  }
  const all = makeInputs({ flow: { path: 'flows/etl.py' }, ...base, ...inputs })
  const environment = makeEnvironment({ workspace })
  const facts = await gatherFacts(all, environment)
  return makePlan({ inputs: all, environment, identifier: testIdentifier, nonce: 'n', today: '2026-01-31', facts })
}

export async function problemsOf(...request: Parameters<typeof planOf>): Promise<string[]> {
  try {
    await planOf(...request)
    return []
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return (error.why ?? '').split('\n')
  }
}

export const buildOf = ({ image }: Plan): BuildPlan => {
  if (image.kind !== 'build') throw new Error('expected a build')
  return image
}
