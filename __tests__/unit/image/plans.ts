import type { BuildPlan } from '../../../src/plan/types.ts'
import { makeBuildPlan } from '../../support/inputs.ts'

/** A plan with nothing in it but a base, and what a test adds. */
export function buildPlan(changes: Partial<BuildPlan> = {}): BuildPlan {
  return makeBuildPlan({
    baseImage: 'python:3.12',
    flow: undefined,
    repository: 'localhost:5000/team/flow',
    imageName: 'team/flow',
    tag: 'v1',
    ...changes
  })
}

export const flow = {
  source: '/workspace/flows/etl.py',
  repositoryPath: 'flows/etl.py',
  imagePath: '/flow/flows/etl.py',
  name: 'daily'
}
