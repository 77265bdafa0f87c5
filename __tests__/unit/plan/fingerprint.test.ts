import { describe, expect, test } from '@jest/globals'

import type { Facts } from '../../../src/plan/facts.ts'
import { fingerprint, type Ingredients } from '../../../src/plan/fingerprint.ts'
import type { BuildPlan } from '../../../src/plan/types.ts'
import { makeBuildPlan } from '../../support/inputs.ts'

type Contents = Pick<Facts, 'flow' | 'files'>

const flow = { source: '/workspace/flows/etl.py', repositoryPath: 'flows/etl.py', mode: 0o644, sha256: 'aa' }
const entry = { path: '/data', real: '/workspace/data', mode: 0o644, sha256: 'bb' }
const contents = (changes: Partial<typeof entry> = {}): Contents => ({
  flow,
  files: [{ given: 'data', source: '/workspace/data', destination: '/data', entries: [{ ...entry, ...changes }] }]
})
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
    ['a file, gone', plan(), { flow, files: [] }]
  ])('changes with %s', (_what, changed, facts) => {
    expect(fingerprint(changed, facts)).not.toBe(base)
  })

  test.each<[string, BuildPlan, Contents]>([
    ['where the image goes', plan({ repository: 'x', imageName: 'x', tag: 'x', push: false, timeout: 1 }), contents()],
    [
      'where the workspace is',
      plan({ flow: { ...planned, source: '/other/etl.py' } }),
      contents({ real: '/other/data' })
    ]
  ])('does not depend on %s', (_what, changed, facts) => {
    expect(fingerprint(changed, facts)).toBe(base)
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
