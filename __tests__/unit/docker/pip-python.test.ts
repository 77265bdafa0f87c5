import { expect, test } from '@jest/globals'

import { imageFor, pythonName } from '../../../src/docker/pip-python.ts'

test.each([
  ['python:3.6', 'Python 3.6'],
  ['python:3.11-slim-bookworm', 'Python 3.11'],
  ['python:3.12.4', 'Python 3.12'],
  ['registry.example.com/mirror/python:3.9@sha256:aa', 'Python 3.9'],
  ['python:3', 'this Python'],
  ['python', 'this Python'],
  ['my-python:3.9', 'this Python'],
  ['prefecthq/prefect:3-python3.11', 'this Python']
])('%s: %s', (baseImage, name) => {
  expect(pythonName({ baseImage })).toBe(name)
})

test.each([
  ['>=3.9', 'python:3.6', 'python:3.9'],
  ['>=3.12', 'python:3.11-slim', 'python:3.12-slim'],
  ['>=3.7,<3.11', 'python:3.13', 'python:3.10'],
  ['>=3.7, <3.11', 'team/base:1', 'python:3.10-slim'],
  ['>=3.9', 'team/base:1', 'python:3.13-slim'],
  ['<4.0,>=3.9.1', 'python:3.6', 'python:3.9'],
  ['!=3.9.*,>=3.9', 'python:3.6', 'python:3.10'],
  ['>3.8', 'python:3.6', 'python:3.9'],
  ['==3.8.*', 'python:3.11-slim', 'python:3.8-slim'],
  ['~=3.10', 'python:3.6-slim', 'python:3.10-slim'],
  ['<=3.8', 'team/base:1', 'python:3.7-slim'],
  ['<3', 'python:3.6', undefined],
  ['>=2.7', 'python:3.6', undefined],
  ['something', 'python:3.6', undefined]
])('%s, from %s: %s', (specification, baseImage, expected) => {
  expect(imageFor(specification, { baseImage })).toBe(expected)
})
