import { describe, expect, test } from '@jest/globals'

import { readInputs } from '../../../src/inputs/read.ts'
import { enoughInputs, inputEnv, problemsOf } from '../../support/inputs.ts'

const read = (text: string): unknown => {
  const { inputs } = readInputs(inputEnv({ ...enoughInputs, parameters: text }))
  return Object.fromEntries(inputs.parameters)
}

describe('parameters', () => {
  test.each<[string, unknown]>([
    ['day: 2026-01-31', { day: '2026-01-31' }],
    [
      'limit: 3\nratio: 0.5\ndry: true\nnothing: null\nempty:',
      { limit: 3, ratio: 0.5, dry: true, nothing: null, empty: null }
    ],
    ['quoted: "3"\nword: yes\nzero: 017', { quoted: '3', word: 'yes', zero: 17 }],
    ['list: [1, {a: b}]\nmap:\n  key: [x]', { list: [1, { a: 'b' }], map: { key: ['x'] } }],
    ['{"text": "größe\\n", "my-name": 1}', { text: 'größe\n', 'my-name': 1 }],
    ['text: |\n  one\n  two\n', { text: 'one\ntwo\n' }],
    ['{}', {}],
    ['# nothing yet', {}]
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test('are limited to what a variable takes', () => {
    expect(problemsOf(inputEnv({ ...enoughInputs, parameters: `a: "${'x'.repeat(66_000)}"` }))).toEqual([
      '- parameters: holds 66008 bytes as JSON; accepted: at most 65536.'
    ])
  })

  test('may not hold the value of a secret, however JSON writes it', () => {
    const inputs = { ...enoughInputs, 'job-secrets': '{"TOKEN": "a\\"b\\nc-secret"}' }
    const parameters = JSON.stringify({ deep: { list: ['x a"b\nc-secret y'] } })
    const [problem, ...others] = problemsOf(inputEnv({ ...inputs, parameters }))
    expect(others).toEqual([])
    expect(problem).toMatch(/^- parameters: deep holds the value of TOKEN of job-secrets, and everyone/u)
    expect(problem).not.toContain('c-secret')
  })

  test.each<Record<string, string>>([
    { 'base-image': 'python:3.13', 'registry-url': 'localhost:5000', command: 'a' },
    { image: 'ghcr.io/org/etl:1', command: 'a' }
  ])('need a flow to go to: %j', (inputs) => {
    expect(problemsOf(inputEnv({ ...inputs, parameters: 'a: 1' }))).toEqual([
      '- parameters: have no flow to go to: set flow, or image (without command) with an image that was built from one.'
    ])
  })

  test('go to an image as well', () => {
    expect(problemsOf(inputEnv({ image: 'ghcr.io/org/etl:1', parameters: 'a: 1' }))).toEqual([])
  })
})
