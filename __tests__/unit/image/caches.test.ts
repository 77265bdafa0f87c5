import { describe, expect, test } from '@jest/globals'

import type { Engine } from '../../../src/docker/engine.ts'
import { BuildWatch, cacheEnvironment, cachesOf, sourceOfDependencies } from '../../../src/image/caches.ts'
import type { BuildPlan } from '../../../src/plan/types.ts'
import { buildPlan } from './plans.ts'

const digest = `sha256:${'a'.repeat(64)}`
const other = `sha256:${'b'.repeat(64)}`
const engine = (driver?: string): Engine => ({
  serverVersion: '28.0.0',
  platform: 'linux/amd64',
  buildx:
    driver === undefined ? undefined : { version: '0.13.1', driver, builder: 'b', buildkit: '', platform: undefined }
})
const recorded = `type=registry,ref=localhost:5000/team/flow@${digest}`

describe('caches', () => {
  const lazy = { isFresh: false, pulls: false }
  test.each<[string, Partial<BuildPlan>, string | undefined, string | undefined, object]>([
    ['nothing is known', {}, 'docker', undefined, { from: [], to: ['type=inline'], ...lazy }],
    ['the dependencies are known', {}, 'remote', digest, { from: [recorded], to: ['type=inline'], ...lazy }],
    ['any day will do', { rebuild: false }, 'remote', digest, { from: [recorded], to: ['type=inline'], ...lazy }],
    [
      'the user has caches',
      { cacheFrom: ['a', 'b'], cacheTo: ['c'] },
      'remote',
      digest,
      { from: ['a', 'b'], to: ['c'], ...lazy }
    ],
    ['nothing is pushed', { push: false }, 'docker', undefined, { from: [], to: [], ...lazy }],
    [
      'all is built anew',
      { rebuild: true, cacheFrom: ['a'], cacheTo: ['c'] },
      'remote',
      digest,
      { from: [], to: ['c'], isFresh: true, pulls: true }
    ],
    ['the legacy builder', { cacheFrom: ['a'] }, undefined, digest, { from: [], to: [], ...lazy }],
    ['the legacy builder, anew', { rebuild: true }, undefined, digest, { from: [], to: [], isFresh: true, pulls: true }]
  ])('%s', (_name, changes, driver, dependencies, expected) => {
    expect(cachesOf(buildPlan(changes), engine(driver), { dependencies, isBaseOurs: false })).toEqual(expected)
  })

  test('a base image that was made here is not looked for elsewhere', () => {
    const facts = { dependencies: undefined, isBaseOurs: true }
    expect(cachesOf(buildPlan({ rebuild: true }), engine('docker'), facts)).toMatchObject({
      isFresh: true,
      pulls: false
    })
  })
})

describe("GitHub's cache", () => {
  const env = { ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_RESULTS_URL: 'u', ACTIONS_CACHE_URL: '', OTHER: 'x' }
  test.each<[readonly string[], object]>([
    [['type=gha,scope=x'], { ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_RESULTS_URL: 'u' }],
    [['scope=x,type=gha'], { ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_RESULTS_URL: 'u' }],
    [['type=registry,ref=a/gha'], {}],
    [[], {}]
  ])('%j gets what it needs of the runner', (places, expected) => {
    expect(cacheEnvironment({ cacheFrom: places, cacheTo: [] }, env)).toEqual(expected)
    expect(cacheEnvironment({ cacheFrom: [], cacheTo: places }, env)).toEqual(expected)
  })
})

const importing = (failed: boolean): string[] => [
  `#5 importing cache manifest from localhost:5000/team/flow@${digest}`,
  failed ? '#5 ERROR: localhost:5000/team/flow: not found' : '#5 DONE 0.1s'
]
const step = (number: number, name: string, cached: boolean): string[] => [
  `#${number} ${name}`,
  cached ? `#${number} CACHED` : `#${number} 0.512 CACHED`
]
const install = '[2/6] RUN ["python3", "-m", "pip", "install"]'

describe('the output of a build', () => {
  test.each<[string, string[], boolean, boolean]>([
    [
      'everything was found',
      [...importing(false), ...step(7, install, true), ...step(8, '[3/6] WORKDIR /flow', true)],
      false,
      false
    ],
    [
      'a step ran',
      [...importing(false), ...step(7, install, true), ...step(8, '[3/6] WORKDIR /flow', false)],
      true,
      false
    ],
    ['a step of a named stage ran', step(7, install.replace('2/6', 'flow-image 2/6'), false), true, false],
    ['files were copied', step(9, '[4/6] COPY ["flow/", "/flow/"]', false), false, false],
    ['the flow was looked for', step(9, '[health-check 1/1] RUN ["python3", "launcher.py"]', false), false, false],
    ['the cache is gone', [...importing(true), ...step(7, install, false)], true, true],
    ['another step failed', [...importing(false), `#7 ${install}`, '#7 ERROR: exit code: 1'], true, false]
  ])('%s', (_name, lines, hasRun, hasFailedImport) => {
    const watch = new BuildWatch()
    watch.begin()
    for (const line of lines) watch.add([line])
    expect({ hasRun: watch.hasRun, hasFailedImport: watch.hasFailedImport }).toEqual({ hasRun, hasFailedImport })
  })

  test('counts all commands of a run: a check builds what the build then finds', () => {
    const watch = new BuildWatch()
    watch.begin()
    watch.add(step(7, install, false))
    watch.begin()
    watch.add(step(7, install, true))
    expect(watch.hasRun).toBe(true)
  })
})

test.each<[string, string | undefined, boolean, boolean, boolean, string]>([
  ['the engine found them in the recorded image', digest, false, false, true, digest],
  ['the engine ran them', digest, true, false, true, other],
  ['the engine had them, but the recorded image is gone', digest, false, true, true, other],
  ['the engine had them by itself', undefined, false, false, true, other],
  ['a builder of its own found them', digest, false, false, false, other]
])('where the dependencies are found next time: %s', (_name, known, hasRun, hasFailedImport, isEngines, expected) => {
  expect(sourceOfDependencies(other, known, { hasRun, hasFailedImport }, isEngines)).toBe(expected)
})
