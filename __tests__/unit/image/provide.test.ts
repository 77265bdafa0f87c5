import { createHash } from 'node:crypto'
import { join } from 'node:path'

import { describe, expect, test } from '@jest/globals'

import type { Docker } from '../../../src/docker/port.ts'
import type { ImagePlan } from '../../../src/plan/types.ts'
import { fakeDocker, type Answer } from '../docker/fake-docker.ts'
import { buildPlan } from './plans.ts'
import {
  absent,
  buildx,
  built,
  denied,
  digest,
  imageId,
  known,
  noBuildx,
  provide,
  pushed,
  readBack,
  reference,
  serverError
} from './providing.ts'

describe('build and push', () => {
  test('with the engine: build, push, read back by digest', async () => {
    const run = await provide(buildPlan(), {
      ...buildx('docker'),
      'image inspect': [absent, known],
      'buildx build': { lines: ['#1 building'] },
      push: pushed,
      'buildx imagetools': readBack
    })
    expect(run.outcome).toEqual(built)
    expect(run.stages).toEqual(['build', 'push'])
    expect(run.undos).toEqual([
      { kind: 'folder', path: join(run.folder, 'context') },
      { kind: 'local-image', reference }
    ])
    expect(run.calls.at(-1)).toBe(`buildx imagetools inspect --raw localhost:5000/team/flow@${digest}`)
    expect(run.out).toContain('| #1 building')
  })

  test('with a builder of its own: one command does both, and no local tag is made', async () => {
    const run = await provide(buildPlan(), { ...buildx('remote'), 'buildx build': {}, 'buildx imagetools': readBack })
    expect(run.outcome).toEqual(built)
    expect(run.undos).toEqual([{ kind: 'folder', path: join(run.folder, 'context') }])
    expect(run.calls.some((call) => call.startsWith('push'))).toBe(false)
  })

  test('without buildx: the legacy builder, the digest from the push', async () => {
    const run = await provide(buildPlan(), {
      ...noBuildx,
      'image inspect': [absent, known],
      'build ': {},
      push: pushed
    })
    expect(run.outcome).toEqual(built)
  })

  test("the user's own local image keeps its name", async () => {
    const run = await provide(buildPlan(), {
      ...noBuildx,
      'image inspect': known,
      'build ': {},
      push: pushed
    })
    expect(run.undos).toEqual([{ kind: 'folder', path: join(run.folder, 'context') }])
  })

  test('nothing is pushed when the plan says so; the local image is the result', async () => {
    const run = await provide(buildPlan({ push: false }), { ...noBuildx, 'build ': {} })
    expect(run.outcome).toEqual({ ...built, reference, digest: undefined })
    expect(run.undos).toEqual([{ kind: 'folder', path: join(run.folder, 'context') }])
  })
})

describe('trouble', () => {
  const engine = {
    ...buildx('docker'),
    'image inspect': [absent, known],
    'buildx build': {},
    'buildx imagetools': readBack
  }

  test('a push is tried again after a server error', async () => {
    const run = await provide(buildPlan(), { ...engine, push: [serverError, serverError, pushed] })
    expect(run.outcome).toEqual(built)
    expect(run.pauses).toHaveLength(2)
    expect(run.out).toContain('try 3 of 5')
  })

  test('a push is not tried again after a refusal', async () => {
    const run = await provide(buildPlan(), { ...engine, push: denied })
    expect(run.outcome).toMatchObject({ reason: 'push-unauthorized' })
    expect(run.pauses).toEqual([])
  })

  test('a name that another run took away comes back', async () => {
    const gone: Answer = {
      exitCode: 1,
      lines: [`An image does not exist locally with the tag: localhost:5000/team/flow`]
    }
    const run = await provide(buildPlan(), { ...engine, push: [gone, pushed], tag: {} })
    expect(run.outcome).toEqual(built)
    expect(run.calls).toContain(`tag ${imageId} ${reference}`)
  })

  test('tries end', async () => {
    const run = await provide(buildPlan(), { ...engine, push: serverError })
    expect(run.outcome).toMatchObject({ reason: 'registry-unavailable', why: expect.stringContaining('500') })
    expect(run.pauses).toHaveLength(4)
  })

  test('a builder that pushes is tried again for the push and for the base image, and for nothing else', async () => {
    const failed = (lines: string[]): Answer => ({ exitCode: 1, lines })
    const push = failed([
      'ERROR: failed to solve: failed to push localhost:5000/team/flow:v1: unexpected status from PUT request to http://x: 500 Internal Server Error'
    ])
    const base = failed([
      '#2 [internal] load metadata for x',
      ' > [internal] load metadata for x:',
      'ERROR: failed to solve: x: unexpected status from HEAD request to http://x: 503 Service Unavailable'
    ])
    const remote = { ...buildx('remote'), 'buildx imagetools': readBack }
    expect(await provide(buildPlan(), { ...remote, 'buildx build': [push, {}] })).toMatchObject({
      outcome: built,
      pauses: [expect.any(Number)]
    })
    expect(await provide(buildPlan(), { ...remote, 'buildx build': [base, {}] })).toMatchObject({
      outcome: built,
      pauses: [expect.any(Number)]
    })
    const refused = failed(['ERROR: failed to solve: x: failed to resolve source metadata for x: x: not found'])
    expect(await provide(buildPlan(), { ...remote, 'buildx build': [refused, {}] })).toMatchObject({
      outcome: { reason: 'image-not-found' },
      pauses: []
    })
    const copy = failed(['#5 [2/2] COPY a b', ' > [2/2] COPY a b:', 'ERROR: failed to solve: unexpected EOF'])
    expect(await provide(buildPlan(), { ...remote, 'buildx build': [copy, {}] })).toMatchObject({
      outcome: { reason: 'build-failed' },
      pauses: []
    })
  })

  test.each<[string, Answer]>([
    ['another image', { stdout: JSON.stringify({ config: { digest: 'sha256:other' } }) }],
    ['nothing', { exitCode: 1, lines: ['ERROR: localhost:5000/team/flow@sha256:x: not found'] }]
  ])('a registry that has %s afterwards is a failure', async (_name, answer) => {
    const run = await provide(buildPlan(), { ...engine, push: pushed, 'buildx imagetools': answer })
    expect(run.outcome).toMatchObject({ reason: 'registry-unavailable' })
  })

  test('so is one whose manifest leads to an image that was not built here', async () => {
    const other = JSON.stringify({ config: { digest: `sha256:${'0f'.repeat(32)}` } })
    const otherDigest = `sha256:${createHash('sha256').update(other).digest('hex')}`
    const run = await provide(buildPlan(), {
      ...engine,
      'image inspect': absent,
      push: { lines: [`v1: digest: ${otherDigest} size: 1153`] },
      'buildx imagetools': { stdout: other }
    })
    expect(run.outcome).toMatchObject({ reason: 'registry-unavailable' })
  })

  test('a login that may not read is not', async () => {
    const run = await provide(buildPlan(), {
      ...engine,
      push: pushed,
      'buildx imagetools': { exitCode: 1, lines: ['ERROR: unexpected status from HEAD request: 403 Forbidden'] }
    })
    expect(run.outcome).toEqual(built)
    expect(run.out).toContain('could not be read back')
  })

  test('a build that fails leaves its undo open: its tag may be there', async () => {
    const run = await provide(buildPlan(), {
      ...engine,
      'buildx build': { exitCode: 1, lines: ['ERROR: failed to solve: x'] }
    })
    expect(run.outcome).toMatchObject({ reason: 'build-failed' })
    expect(run.undos).toContainEqual({ kind: 'local-image', reference })
  })

  test('build and push together have a limit', async () => {
    const hanging = fakeDocker({ ...engine, push: pushed })
    const docker: Docker = {
      run: (command) =>
        command.args.includes('build')
          ? new Promise((_resolve, reject) =>
              command.signal.addEventListener('abort', () => reject(command.signal.reason as Error))
            )
          : hanging.run(command)
    }
    const run = await provide(buildPlan({ timeout: 50 }), {}, docker)
    expect(run.outcome).toMatchObject({ reason: 'build-timeout' })
  })
})

describe('an image that is there', () => {
  const use = (name: string): ImagePlan => ({ kind: 'use', reference: name, needsLauncher: false })
  const skipped = { imageName: 'team/flow', build: 'skipped' }

  test('a tag is resolved', async () => {
    const run = await provide(use(reference), { 'buildx imagetools': readBack })
    expect(run.outcome).toEqual({ ...skipped, reference: `localhost:5000/team/flow@${digest}`, imageTag: 'v1', digest })
  })

  test('a digest needs no docker', async () => {
    const run = await provide(use(`localhost:5000/team/flow@${digest}`), {})
    expect(run.outcome).toEqual({
      ...skipped,
      reference: `localhost:5000/team/flow@${digest}`,
      imageTag: undefined,
      digest
    })
    expect(run.calls).toEqual([])
  })

  test.each<[string, Parameters<typeof fakeDocker>[0]]>([
    ['docker is missing', {}],
    ['the registry does not say', { 'buildx imagetools': { exitCode: 1, lines: ['ERROR: 403 Forbidden'] } }],
    ['the registry is slow', { 'buildx imagetools': { timedOut: true } }]
  ])('used as it is when %s', async (_name, answers) => {
    const run = await provide(use(reference), answers)
    expect(run.outcome).toEqual({ ...skipped, reference, imageTag: 'v1', digest: undefined })
    expect(run.out).toContain('::debug::')
  })
})
