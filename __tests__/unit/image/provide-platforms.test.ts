import { describe, expect, test } from '@jest/globals'

import type { ImagePlan } from '../../../src/plan/types.ts'
import type { Answer } from '../docker/fake-docker.ts'
import { buildPlan } from './plans.ts'
import { absent, buildx, built, digest, known, provide, pushed, readBack, reference } from './providing.ts'

describe('the platforms of what was pushed', () => {
  const inspected: Answer = {
    stdout: JSON.stringify({ architecture: 'arm64', os: 'linux', variant: 'v8', config: {} })
  }
  const asked = 'buildx imagetools inspect --format'
  const platforms = ['linux/arm64/v8']

  test('are looked up beside the check of the push', async () => {
    const run = await provide(buildPlan(), {
      ...buildx('docker'),
      'image inspect': [absent, known],
      'buildx build': {},
      push: pushed,
      [asked]: inspected,
      'buildx imagetools': readBack
    })
    expect(run.outcome).toEqual({ ...built, platforms })
  })

  test('of a builder of its own as well', async () => {
    const answers = { ...buildx('remote'), 'buildx build': {}, [asked]: inspected, 'buildx imagetools': readBack }
    expect((await provide(buildPlan(), answers)).outcome).toEqual({ ...built, platforms })
  })

  test('and of a tag beside its digest', async () => {
    const plan: ImagePlan = { kind: 'use', reference, needsLauncher: false }
    const run = await provide(plan, { [asked]: inspected, 'buildx imagetools': readBack })
    expect(run.outcome).toMatchObject({ digest, platforms })
  })

  test('of an image whose labels are read anyway they cost no other call', async () => {
    const config = { Labels: { 'docker-on-k8s.launcher': '1' } }
    const plan: ImagePlan = { kind: 'use', reference, needsLauncher: true }
    const run = await provide(plan, {
      [asked]: { stdout: JSON.stringify({ architecture: 'amd64', os: 'linux', config }) },
      'buildx imagetools': readBack
    })
    expect(run.outcome).toMatchObject({ digest, platforms: ['linux/amd64'] })
    expect(run.calls.filter((call) => call.startsWith(asked))).toHaveLength(1)
  })

  test.each<[string, Answer]>([
    ['nobody may ask', { exitCode: 1, lines: ['403 Forbidden'] }],
    ['the answer takes too long', { timedOut: true }],
    ['the answer is rubbish', { stdout: '<html>' }]
  ])('are not known when %s; that is no trouble', async (_name, answer) => {
    const answers = { ...buildx('remote'), 'buildx build': {}, [asked]: answer, 'buildx imagetools': readBack }
    expect((await provide(buildPlan(), answers)).outcome).toEqual({ ...built, platforms: undefined })
  })
})
