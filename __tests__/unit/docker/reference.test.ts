import { expect, test } from '@jest/globals'

import { familiarName, parseReference, registryOf } from '../../../src/docker/reference.ts'

const digest = `sha256:${'a'.repeat(64)}`

test.each([
  ['python', 'python', 'python', undefined, undefined],
  ['python:3.12', 'python', 'python', '3.12', undefined],
  ['team/flow:v1', 'team/flow', 'team/flow', 'v1', undefined],
  ['ghcr.io/team/flow:v1', 'ghcr.io/team/flow', 'team/flow', 'v1', undefined],
  ['localhost:5000/flow', 'localhost:5000/flow', 'flow', undefined, undefined],
  ['localhost:5000/team/flow:v1', 'localhost:5000/team/flow', 'team/flow', 'v1', undefined],
  [`ghcr.io/team/flow@${digest}`, 'ghcr.io/team/flow', 'team/flow', undefined, digest],
  [`ghcr.io/team/flow:v1@${digest}`, 'ghcr.io/team/flow', 'team/flow', 'v1', digest]
])('%s', (reference, repository, name, tag, expected) => {
  expect(parseReference(reference)).toEqual({ repository, name, tag, digest: expected })
})

test.each([
  ['python', undefined],
  ['team/flow', undefined],
  ['localhost/flow', 'localhost'],
  ['registry:5000/flow', 'registry:5000'],
  ['ghcr.io/team/flow', 'ghcr.io']
])('the registry of %s is %s', (repository, registry) => {
  expect(registryOf(repository)).toBe(registry)
})

test.each([
  ['docker.io/library/python', 'python'],
  ['docker.io/team/flow', 'team/flow'],
  ['library/python', 'python'],
  ['team/flow', 'team/flow'],
  ['ghcr.io/library/flow', 'ghcr.io/library/flow']
])('docker lists %s as %s', (repository, name) => {
  expect(familiarName(repository)).toBe(name)
})
