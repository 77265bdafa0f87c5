import { describe, expect, test } from '@jest/globals'

import {
  dependenciesFingerprint,
  imageFingerprint,
  plainPlatform,
  type Ground
} from '../../../src/image/fingerprint.ts'
import type { BuildPlan } from '../../../src/plan/types.ts'
import { buildPlan, flow } from './plans.ts'

const ground: Ground = { base: `sha256:${'a'.repeat(64)}`, platform: 'linux/amd64' }
const plan = (changes: Partial<BuildPlan> = {}): BuildPlan => buildPlan({ dependencies: ['a'], flow, ...changes })
const items = [{ kind: 'file', destination: '/data/x' }] as const
const print = imageFingerprint(plan(), items, ground)

describe('the fingerprint of an image', () => {
  test('is 64 hexadecimal digits, as keys of a ConfigMap may be', () => {
    expect(print).toMatch(/^[0-9a-f]{64}$/)
  })

  test.each<[string, string]>([
    ['what the plan is', imageFingerprint(plan({ fingerprint: 'e'.repeat(64) }), items, ground)],
    [
      'the base image behind its name',
      imageFingerprint(plan(), items, { ...ground, base: `sha256:${'b'.repeat(64)}` })
    ],
    ['the platform', imageFingerprint(plan(), items, { ...ground, platform: 'linux/arm64' })],
    ['the Dockerfile', imageFingerprint(plan({ env: new Map([['A', '1']]) }), items, ground)],
    ['a folder in the place of a file', imageFingerprint(plan(), [{ ...items[0], kind: 'folder' }], ground)]
  ])('changes with %s', (_what, other) => {
    expect(other).not.toBe(print)
  })

  test.each<[string, string]>([
    ['the day, which has to agree by itself', imageFingerprint(plan({ day: '2026-01-31' }), items, ground)],
    ['a check', imageFingerprint(plan({ healthCheck: true }), items, ground)],
    ['where the image goes', imageFingerprint(plan({ repository: 'x', tag: 'y', timeout: 1 }), items, ground)]
  ])('does not depend on %s', (_what, other) => {
    expect(other).toBe(print)
  })
})

describe('the fingerprint of the dependencies', () => {
  const key = dependenciesFingerprint(plan(), ground)

  test.each<[string, string]>([
    ['what they are', dependenciesFingerprint(plan({ dependenciesKey: 'e'.repeat(64) }), ground)],
    ['the steps', dependenciesFingerprint(plan({ preparesPrefect: true }), ground)],
    ['the base image behind its name', dependenciesFingerprint(plan(), { ...ground, base: 'sha256:b' })],
    ['the platform', dependenciesFingerprint(plan(), { ...ground, platform: 'linux/arm64' })]
  ])('changes with %s', (_what, other) => {
    expect(other).not.toBe(key)
  })

  test('does not depend on what lies above them', () => {
    expect(
      dependenciesFingerprint(
        plan({ fingerprint: 'e'.repeat(64), env: new Map([['A', '1']]), flow: undefined }),
        ground
      )
    ).toBe(key)
  })

  test('is not that of an image', () => {
    expect(key).not.toBe(print)
  })
})

test.each([
  ['linux/arm64/v8', 'linux/arm64'],
  ['linux/arm64', 'linux/arm64'],
  ['linux/arm/v7', 'linux/arm/v7'],
  ['linux/amd64', 'linux/amd64']
])('%s is %s', (platform, plain) => {
  expect(plainPlatform(platform)).toBe(plain)
})
