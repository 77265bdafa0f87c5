import { describe, expect, test } from '@jest/globals'

import type { Facts } from '../../../src/plan/facts.ts'
import { dependenciesKey, fingerprint, type Ingredients } from '../../../src/plan/fingerprint.ts'
import type { MappedFacts } from '../../../src/plan/look.ts'
import type { FileEntry } from '../../../src/plan/walk.ts'
import type { BuildPlan } from '../../../src/plan/types.ts'
import { makeBuildPlan } from '../../support/inputs.ts'

type Contents = Pick<Facts, 'flow' | 'files' | 'source' | 'requirements' | 'own'>

const flow = { source: '/workspace/flows/etl.py', repositoryPath: 'flows/etl.py', mode: 0o644, sha256: 'aa' }
const entry = { path: '/data', real: '/workspace/data', mode: 0o644, size: 2, sha256: 'bb' }
const item = (entries: readonly FileEntry[]): MappedFacts & { repositoryPath: string } => ({
  given: 'data',
  repositoryPath: 'data',
  source: '/workspace/data',
  destination: '/data',
  entries,
  left: []
})
const contents = (changes: Partial<typeof entry> = {}): Contents => ({
  flow,
  files: [item([{ ...entry, ...changes }])],
  source: undefined,
  requirements: undefined,
  own: { launcher: 'l1', tools: 't1' }
})
const requirements = { file: '/flow/requirements.txt', folder: undefined, items: [], isHashed: false }
const withRequirements = (sha256: string): Contents => ({
  ...contents(),
  requirements: {
    repositoryPath: 'requirements.txt',
    items: [item([{ ...entry, sha256 }])],
    packages: new Set(),
    hasUnknown: false,
    folder: undefined,
    hasHashes: false,
    isPinned: true
  }
})
const source = { source: '/workspace/src', destination: '/flow/src' }
const plan = (overrides: Partial<BuildPlan> = {}): BuildPlan =>
  makeBuildPlan({
    dependencies: ['a', 'b'],
    env: new Map([
      ['A', '1'],
      ['B', '2']
    ]),
    ...overrides
  })
const base = fingerprint(plan(), contents())

describe('the fingerprint', () => {
  test('is 64 hexadecimal digits', () => {
    expect(base).toMatch(/^[0-9a-f]{64}$/)
  })

  const planned = plan().flow
  if (planned === undefined) throw new Error('the plan of this test has a flow')
  test.each<[string, BuildPlan, Contents]>([
    ['base image', plan({ baseImage: 'python:3.7' }), contents()],
    ['dependencies', plan({ dependencies: ['a'] }), contents()],
    ['their order', plan({ dependencies: ['b', 'a'] }), contents()],
    [
      'a variable',
      plan({
        env: new Map([
          ['A', '1'],
          ['B', '3']
        ])
      }),
      contents()
    ],
    [
      'the order of variables',
      plan({
        env: new Map([
          ['B', '2'],
          ['A', '1']
        ])
      }),
      contents()
    ],
    ['the flow, gone', plan({ flow: undefined }), contents()],
    ['the name in the flow', plan({ flow: { ...planned, name: 'x' } }), contents()],
    [
      'the path of the flow',
      plan({ flow: { ...planned, repositoryPath: 'x.py', imagePath: '/flow/x.py' } }),
      contents()
    ],
    ['the text of the flow', plan(), { ...contents(), flow: { ...flow, sha256: 'ab' } }],
    ['the mode of the flow', plan(), { ...contents(), flow: { ...flow, mode: 0o755 } }],
    ['contents of a file', plan(), contents({ sha256: 'bc' })],
    ['mode of a file', plan(), contents({ mode: 0o600 })],
    ['place of a file', plan(), contents({ path: '/data2' })],
    ['a requirements file', plan({ requirements }), contents()],
    ['what it names', plan({ requirements }), withRequirements('cc')],
    ['the folder that goes along', plan({ source }), { ...contents(), source: item([entry]) }],
    ['what lies in it', plan({ source }), { ...contents(), source: item([{ ...entry, sha256: 'cc' }]) }],
    ['the platform', plan({ platform: 'linux/arm64' }), contents()],
    ['the names of build secrets', plan({ buildSecrets: new Map([['A', '1']]) }), contents()],
    ['a database of Prefect', plan({ preparesPrefect: true }), contents()],
    ['a file, gone', plan(), { ...contents(), files: [] }],
    ['the text of the launcher', plan(), { ...contents(), own: { launcher: 'l2', tools: 't1' } }],
    ['what steps of the build run', plan(), { ...contents(), own: { launcher: 'l1', tools: 't2' } }]
  ])('changes with %s', (_what, changed, facts) => {
    expect(fingerprint(changed, facts)).not.toBe(base)
  })

  test('two requirements files, and two folders, have two', () => {
    const prints = [
      fingerprint(plan({ requirements }), withRequirements('cc')),
      fingerprint(plan({ requirements }), withRequirements('dd')),
      fingerprint(plan({ source }), { ...contents(), source: item([entry]) }),
      fingerprint(plan({ source }), { ...contents(), source: item([{ ...entry, sha256: 'cc' }]) })
    ]
    expect(new Set(prints).size).toBe(4)
  })

  test.each<[string, BuildPlan, Contents]>([
    ['a health check', plan({ healthCheck: true }), contents()],
    ['the day, which has to agree by itself', plan({ day: '2026-01-31' }), contents()],
    ['how it is built', plan({ rebuild: true, cacheFrom: ['x'], cacheTo: ['x'], hasOwnTag: true }), contents()],
    ['where the image goes', plan({ repository: 'x', imageName: 'x', tag: 'x', push: false, timeout: 1 }), contents()],
    [
      'where the workspace is',
      plan({ flow: { ...planned, source: '/other/etl.py' } }),
      contents({ real: '/other/data' })
    ]
  ])('does not depend on %s', (_what, changed, facts) => {
    expect(fingerprint(changed, facts)).toBe(base)
  })

  test('of an image without a flow does not depend on the launcher, which is not in it', () => {
    const without = plan({ flow: undefined })
    const other = { ...contents(), own: { launcher: 'l2', tools: 't1' } }
    expect(fingerprint(without, other)).toBe(fingerprint(without, contents()))
  })

  test('cannot forget a field of the plan', () => {
    interface Grown {
      readonly old: string
      readonly added?: string
    }
    // @ts-expect-error a field that is missing from the ingredients must not compile, an optional one either
    const forgotten: Ingredients<Grown> = { old: 'x' }
    expect(forgotten).toEqual({ old: 'x' })
  })
})

describe('the key of the dependencies', () => {
  const key = dependenciesKey(plan(), contents())

  test.each<[string, BuildPlan, Contents]>([
    ['dependencies', plan({ dependencies: ['a'] }), contents()],
    ['a requirements file', plan({ requirements }), withRequirements('cc')],
    ['the names of build secrets', plan({ buildSecrets: new Map([['A', '1']]) }), contents()],
    ['a database of Prefect', plan({ preparesPrefect: true }), contents()],
    ['the day', plan({ day: '2026-01-31' }), contents()],
    ['what steps of the build run', plan(), { ...contents(), own: { launcher: 'l1', tools: 't2' } }]
  ])('changes with %s', (_what, changed, facts) => {
    expect(dependenciesKey(changed, facts)).not.toBe(key)
  })

  test.each<[string, BuildPlan, Contents]>([
    ['a variable', plan({ env: new Map() }), contents()],
    ['the flow', plan(), { ...contents(), flow: { ...flow, sha256: 'ab' } }],
    ['files', plan(), { ...contents(), files: [] }],
    ['the launcher', plan(), { ...contents(), own: { launcher: 'l2', tools: 't1' } }]
  ])('does not depend on %s', (_what, changed, facts) => {
    expect(dependenciesKey(changed, facts)).toBe(key)
  })
})
