import { existsSync, readFileSync } from 'node:fs'

import { describe, expect, test } from '@jest/globals'

import { generate, readActionFile } from '../../dev/docs.ts'
import { readInputs } from '../../src/inputs/read.ts'
import { inputDefaults, inputNames, variableOf } from '../../src/inputs/table.ts'
import { factsOf } from '../../src/job/facts.ts'
import { enoughInputs, inputEnv } from '../support/inputs.ts'
import { exited, makeSnapshot, podIn } from '../support/objects.ts'

const action = readActionFile()
const path = (name: string): URL => new URL(`../../${name}`, import.meta.url)

describe('action.yml', () => {
  test('declares the inputs that are read, in their order, and no others', () => {
    expect(Object.keys(action.inputs)).toEqual(inputNames)
  })

  test('has the defaults of the reader, as text, and requires nothing', () => {
    const defaults = Object.fromEntries(inputNames.map((name) => [name, action.inputs[name]?.default]))
    expect(defaults).toEqual(inputDefaults)
    expect(Object.values(action.inputs).filter(({ required }) => required !== undefined)).toEqual([])
  })

  test('changes nothing by its defaults: with them the inputs are the same as without', () => {
    const filled = Object.fromEntries(inputNames.map((name) => [name, inputDefaults[name] ?? '']))
    expect(readInputs(inputEnv({ ...filled, ...enoughInputs }))).toEqual(readInputs(inputEnv(enoughInputs)))
  })

  test('declares the outputs', () => {
    expect(Object.keys(action.outputs)).toEqual([
      'image',
      'image-name',
      'image-tag',
      'digest',
      'build',
      'identifier',
      'job-name',
      'namespace',
      'pods',
      'status',
      'exit-code',
      'result',
      'failure-reason',
      'failure-kind',
      'log-file',
      'started-at',
      'finished-at'
    ])
  })

  test('runs main and post on Node 24; post.js tells the one bundle that it is the post step', () => {
    expect(action.runs).toEqual({
      using: 'node24',
      main: 'dist/index.js',
      post: 'dist/post.js',
      'post-if': 'always()'
    })
  })

  test('has one sentence or more, and no line break, for each input and output', () => {
    for (const { description } of [...Object.values(action.inputs), ...Object.values(action.outputs)]) {
      expect(description).toMatch(/^[^\n]{10,}\.$/)
    }
  })
})

test('inputs are read from the variables that the runner sets', () => {
  expect(variableOf('base-image')).toBe('INPUT_BASE-IMAGE')
  expect(variableOf('a b')).toBe('INPUT_A_B')
})

describe('the documentation', () => {
  test('is what action.yml gives (run dev/docs.ts)', async () => {
    for (const file of await generate(action)) {
      expect(existsSync(path(file.path)) ? readFileSync(path(file.path), 'utf8') : '').toBe(file.text)
    }
  })

  test('of the output pods has all its keys and their types', () => {
    const [pod] = factsOf(makeSnapshot({ pods: [podIn(exited(137, 'OOMKilled'))] }), 'n').pods
    const sections = readFileSync(path('docs/outputs.md'), 'utf8').split('\n## ')
    const rows = sections.find((text) => text.startsWith('pods'))?.matchAll(/^\| `(\w+)` +\| (\w+) +\|/gm) ?? []
    const documented = Object.fromEntries([...rows].map(([, key = '', type]) => [key, type]))
    expect(documented).toEqual(Object.fromEntries(Object.entries(pod ?? {}).map(([key, value]) => [key, typeof value])))
  })

  test('of the README names every input with its default, and every output', () => {
    const readme = readFileSync(path('README.md'), 'utf8')
    const rows = readme.split('\n').filter((line) => line.startsWith('|'))
    const listed = rows.map((row) => row.split('|').map((cell) => cell.trim()))
    const inputs = listed.flatMap(([, name = '', standard = '']) => {
      const match = /^\[`([a-z-]+)`\]\(docs\/inputs\.md#/.exec(name)
      return match?.[1] === undefined ? [] : [[match[1], standard.replaceAll('`', '') || undefined]]
    })
    expect(Object.fromEntries(inputs)).toEqual(inputDefaults)
    const outputs = listed.flatMap(([, name = '']) => /^`([a-z-]+)`$/.exec(name)?.[1] ?? [])
    expect(outputs).toEqual(expect.arrayContaining(Object.keys(action.outputs)))
  })
})
