import type { BuildPlan } from '../../../src/plan/types.ts'

/** A plan with nothing in it but a base, and what a test adds. */
export function buildPlan(changes: Partial<BuildPlan> = {}): BuildPlan {
  return {
    kind: 'build',
    baseImage: 'python:3.12',
    dependencies: [],
    requirements: undefined,
    buildSecrets: new Map(),
    preparesPrefect: false,
    env: new Map(),
    files: [],
    flow: undefined,
    source: undefined,
    platform: undefined,
    healthCheck: false,
    repository: 'localhost:5000/team/flow',
    imageName: 'team/flow',
    tag: 'v1',
    hasOwnTag: false,
    push: true,
    rebuild: 'auto',
    cacheFrom: [],
    cacheTo: [],
    day: undefined,
    fingerprint: 'f'.repeat(64),
    dependenciesKey: 'd'.repeat(64),
    timeout: 60_000,
    ...changes
  }
}

export const flow = {
  source: '/workspace/flows/etl.py',
  repositoryPath: 'flows/etl.py',
  imagePath: '/flow/flows/etl.py',
  name: 'daily'
}
