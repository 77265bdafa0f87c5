/** With what is not pinned among the dependencies, an image is one of its day. */

import { describe, expect, test } from '@jest/globals'

import type { Inputs } from '../../../src/inputs/types.ts'
import type { BuildPlan } from '../../../src/plan/types.ts'
import { buildOf, planOf } from './workspace-plan.ts'

const build = async (inputs: Partial<Inputs>, files: Readonly<Record<string, string>> = {}): Promise<BuildPlan> =>
  buildOf(await planOf({ 'flows/etl.py': 'print(1)\n', ...files }, inputs))

describe('the day', () => {
  test.each<[string, Partial<Inputs>, string | undefined]>([
    ['nothing is installed', {}, undefined],
    ['all has exact versions', { pythonDependencies: ['a==1', '-i https://example.com'] }, undefined],
    ['something has none', { pythonDependencies: ['a==1', 'b>=2'] }, '2026-01-31'],
    ['Prefect has none', { prefect: { specifier: '==3.4.*' } }, '2026-01-31'],
    ['Prefect has one', { prefect: { specifier: '==3.4.1' } }, undefined],
    ['everything is built anew', { pythonDependencies: ['b'], rebuild: true }, '2026-01-31'],
    ['any day will do', { pythonDependencies: ['b'], rebuild: false }, undefined]
  ])('%s', async (_name, inputs, day) => {
    expect((await build(inputs)).day).toBe(day)
  })

  test.each<[string, string, string | undefined]>([
    ['Prefect comes by itself', 'from prefect import flow\n@flow\ndef etl(): pass\n', '2026-01-31'],
    ["the flow's own file names what has no version", '# /// script\n# dependencies = ["a"]\n# ///\n', '2026-01-31'],
    ["the flow's own file names an exact version", '# /// script\n# dependencies = ["a==1"]\n# ///\n', undefined]
  ])('%s', async (_name, text, day) => {
    expect((await build({}, { 'flows/etl.py': text })).day).toBe(day)
  })

  test.each<[string, Readonly<Record<string, string>>, string | undefined]>([
    ['pinned', { 'r.txt': 'a==1\n' }, undefined],
    ['not pinned', { 'r.txt': 'a\n' }, '2026-01-31'],
    ['pinned by hashes', { 'r.txt': 'a==1 --hash=sha256:aa\nb\n' }, undefined],
    ['not pinned in what it includes', { 'r.txt': '-r more.txt\na==1\n', 'more.txt': 'b\n' }, '2026-01-31'],
    [
      'not pinned in its constraints, which ask for nothing',
      { 'r.txt': '-c c.txt\na==1\n', 'c.txt': 'b<2\n' },
      undefined
    ],
    ['asked for what constrains as well', { 'r.txt': '-c c.txt\n-r c.txt\n', 'c.txt': 'b<2\n' }, '2026-01-31'],
    ['of the project itself', { 'r.txt': '-e .\n', 'setup.py': '' }, '2026-01-31']
  ])('a requirements file, %s', async (_name, files, day) => {
    expect((await build({ requirements: 'r.txt' }, files)).day).toBe(day)
  })

  test('is in the key of the dependencies and not in the name', async () => {
    const today = await build({ pythonDependencies: ['b'] })
    const someday = await build({ pythonDependencies: ['b'], rebuild: false })
    expect(someday).toMatchObject({ tag: today.tag, fingerprint: today.fingerprint })
    expect(someday.dependenciesKey).not.toBe(today.dependenciesKey)
  })
})
