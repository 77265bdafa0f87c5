import { describe, expect, test } from '@jest/globals'

import { isDnsLabel } from '../../../src/inputs/names.ts'
import { repositoryOf } from '../../../src/plan/image-reference.ts'
import { annotationsOf, ownerOf } from '../../../src/plan/labels.ts'
import { jobName, stemOf } from '../../../src/plan/names.ts'
import { makeEnvironment, testIdentifier } from '../../support/inputs.ts'

describe('jobName', () => {
  test.each([
    ['etl', 'etl-0b5f7b0e'],
    ['My Flow.v2', 'my-flow-v2-0b5f7b0e'],
    ['__init__', 'init-0b5f7b0e'],
    ['Größe_日本', 'gro-e-0b5f7b0e'],
    ['日本', 'job-0b5f7b0e'],
    ['', 'job-0b5f7b0e'],
    ['1', '1-0b5f7b0e'],
    ['a'.repeat(48), `${'a'.repeat(48)}-0b5f7b0e`],
    ['a'.repeat(99), `${'a'.repeat(48)}-0b5f7b0e`],
    [`${'a'.repeat(47)}-b`, `${'a'.repeat(47)}-0b5f7b0e`]
  ])('of %j', (prefix, expected) => {
    const name = jobName(prefix, testIdentifier)
    expect(name).toBe(expected)
    expect(name.length).toBeLessThanOrEqual(57)
    expect(isDnsLabel(`${name}-x7k2p`)).toBe(true)
  })
})

test.each([
  ['flows/etl.py', 'etl'],
  ['a.b.py', 'a.b'],
  ['etl.py', 'etl']
])('stemOf %s', (path, stem) => {
  expect(stemOf(path)).toBe(stem)
})

describe('labels and annotations', () => {
  test('the owner is the same in every attempt, and another in every other step, job, run, repository, server and leg of a matrix', () => {
    const owner = ownerOf(makeEnvironment(), '')
    expect(owner).toMatch(/^[0-9a-f]{16}$/)
    expect(ownerOf(makeEnvironment({ runAttempt: '2', sha: 'x', actor: 'y' }), '')).toBe(owner)
    const others = [
      { action: '__x_2' },
      { job: 'x' },
      { runId: '1' },
      { repositoryId: '1' },
      { serverUrl: 'https://ghe' }
    ]
    const keyed = ownerOf(makeEnvironment(), '{ "os": "linux" }')
    expect(new Set([owner, keyed, ...others.map((each) => ownerOf(makeEnvironment(each), ''))]).size).toBe(7)
    // parts do not run into each other
    expect(ownerOf(makeEnvironment({ job: 'ab', action: 'c' }), '')).not.toBe(
      ownerOf(makeEnvironment({ job: 'a', action: 'bc' }), '')
    )
  })

  test('outside GitHub there is nothing to annotate', () => {
    expect(annotationsOf(makeEnvironment({ repository: '', ref: '', sha: '', runId: '' }))).toEqual({})
  })
})

test('references are put together from their parts', () => {
  expect(repositoryOf('localhost:5000/a', 'b/c')).toBe('localhost:5000/a/b/c')
  expect(repositoryOf(undefined, 'b')).toBe('b')
})
