import { createHash } from 'node:crypto'

import { describe, expect, test } from '@jest/globals'

import { findBase } from '../../../src/docker/base-image.ts'
import { fakeDocker, type Answer } from './fake-docker.ts'

const manifest = '{"manifests":[]}'
const remote = `sha256:${createHash('sha256').update(manifest).digest('hex')}`
const pulled = `sha256:${'b'.repeat(64)}`
const id = `sha256:${'c'.repeat(64)}`
const absent: Answer = { exitCode: 1 }
const inRegistry: Answer = { stdout: manifest }
const notThere: Answer = { exitCode: 1, lines: ['ERROR: docker.io/library/python:3.12: not found'] }
const local = (...digests: string[]): Answer => ({ stdout: `"${id}"\n${JSON.stringify(digests)}\n` })

interface Case {
  readonly name?: string
  readonly here?: Answer
  readonly there?: Answer
  readonly isEngines?: boolean
  readonly isFresh?: boolean
}

async function find({
  name = 'python:3.12',
  here = absent,
  there = notThere,
  isEngines = true,
  isFresh = false
}: Case) {
  const docker = fakeDocker({ 'image inspect': here, 'buildx imagetools': there })
  const signal = new AbortController().signal
  const { identity, reference, isLocal } = await findBase(docker, name, { isEngines, isFresh, signal })
  return { found: { identity, reference, isLocal }, calls: docker.calls.length }
}

const unknown = { identity: undefined, reference: undefined, isLocal: false }
const fromRegistry = { identity: remote, reference: `python:3.12@${remote}`, isLocal: false }

describe('the base image', () => {
  test.each<[string, Case, object, number]>([
    ['is what the registry has', { there: inRegistry }, fromRegistry, 2],
    [
      'is what the registry has, for a builder elsewhere',
      { here: local(), there: inRegistry, isEngines: false },
      fromRegistry,
      1
    ],
    ['is not known', {}, unknown, 2],
    [
      'is known by its own digest',
      { name: `python@${pulled}` },
      { ...unknown, identity: pulled, reference: `python@${pulled}` },
      0
    ],
    ['is nothing', { name: 'scratch' }, { ...unknown, identity: 'scratch' }, 0],
    [
      'is what the engine has pulled, though the name has moved on',
      { here: local(`python@${pulled}`), there: inRegistry },
      { identity: pulled, reference: `python:3.12@${pulled}`, isLocal: true },
      1
    ],
    [
      'is what was made in the engine',
      { here: local(), there: inRegistry },
      { identity: id, reference: undefined, isLocal: true },
      1
    ],
    [
      "is what was made in the engine, where its digests are another repository's",
      { here: local(`other/python@${pulled}`) },
      { identity: id, reference: undefined, isLocal: true },
      1
    ],
    [
      "is the registry's, where an engine with containerd's store asks it first",
      { here: local(`python@${id}`), there: inRegistry },
      { ...fromRegistry, isLocal: true },
      2
    ],
    [
      'is the own one of such an engine',
      { here: local(`python@${id}`) },
      { identity: id, reference: undefined, isLocal: true },
      2
    ],
    [
      "is the registry's, where a fresh one is wanted",
      { here: local(`python@${pulled}`), there: inRegistry, isFresh: true },
      { ...fromRegistry, isLocal: true },
      2
    ],
    [
      'is what was made here, where no registry has a fresher one',
      { here: local(), isFresh: true },
      { identity: id, reference: undefined, isLocal: true },
      2
    ],
    [
      'is not known, where a fresh one is wanted and not to be had',
      { here: local(`python@${pulled}`), isFresh: true },
      { ...unknown, isLocal: true },
      2
    ]
  ])('%s', async (_name, given, found, calls) => {
    expect(await find(given)).toEqual({ found, calls })
  })

  test('is not known where docker fails; a cancelled run ends', async () => {
    const broken = { run: () => Promise.reject(new Error('no docker')) }
    const options = { isEngines: true, isFresh: false }
    expect(await findBase(broken, 'python', { ...options, signal: new AbortController().signal })).toEqual({
      ...unknown,
      why: 'no docker'
    })
    await expect(
      findBase(broken, 'python', { ...options, signal: AbortSignal.abort(new Error('stopped')) })
    ).rejects.toThrow('stopped')
  })
})
