import { describe, expect, test } from '@jest/globals'

import { explainFailure } from '../../../src/docker/failures.ts'
import type { FailureReason } from '../../../src/failure.ts'
import { base, other } from './build-outputs.ts'

const facts = { baseImage: 'python:3.11', repository: 'ghcr.io/team/flow' }
const explain = (output: readonly string[]) => explainFailure('build', output, facts)

const hub = 'docker.io/library/python:9.9'
describe('base image', () => {
  test.each<[string, readonly string[], FailureReason]>([
    [
      'absent, legacy builder',
      base.legacy(
        'localhost:5000/python:9.9',
        'manifest for localhost:5000/python:9.9 not found: manifest unknown: manifest unknown'
      ),
      'image-not-found'
    ],
    [
      'absent, BuildKit 0.8',
      base.buildkit('localhost:5000/python:9.9', 'localhost:5000/python:9.9: not found'),
      'image-not-found'
    ],
    ['absent, new BuildKit', base.new(hub, `${hub}: not found`), 'image-not-found'],
    [
      'refused, legacy builder',
      base.legacy(
        'none/none',
        "pull access denied for none/none, repository does not exist or may require 'docker login': denied: requested access to the resource is denied"
      ),
      'image-unauthorized'
    ],
    [
      'refused, BuildKit',
      base.buildkit(
        hub,
        'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed'
      ),
      'image-unauthorized'
    ],
    [
      'refused token',
      base.new(
        hub,
        'failed to authorize: failed to fetch oauth token: unexpected status from GET request to https://auth.docker.io/token?scope=repository: 401 Unauthorized'
      ),
      'image-unauthorized'
    ],
    [
      'ghcr.io refuses',
      base.new(
        'ghcr.io/none/none:1',
        'failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository: 403 Forbidden'
      ),
      'image-unauthorized'
    ],
    [
      'not a name, legacy builder',
      base.legacy('Python:9.9', 'invalid reference format: repository name must be lowercase'),
      'invalid-image-name'
    ],
    [
      'not a name, BuildKit',
      [
        '#2 [internal] load .dockerignore',
        'ERROR: failed to solve: rpc error: code = Unknown desc = failed to solve with frontend dockerfile.v0: failed to create LLB definition: failed to parse stage name "Python:9.9": invalid reference format: repository name must be lowercase'
      ],
      'invalid-image-name'
    ],
    [
      'other platform, legacy builder',
      base.legacy('x:1', 'no matching manifest for linux/arm64/v8 in the manifest list entries'),
      'wrong-architecture'
    ],
    ['other platform, BuildKit', base.new('x:1', 'no match for platform in manifest: not found'), 'wrong-architecture']
  ])('%s', (_name, output, reason) => {
    const { failure, part, isPassing } = explain(output)
    expect({ reason: failure.reason, part, isPassing }).toEqual({ reason, part: 'base', isPassing: false })
    expect(failure.what).toBe('The base image python:3.11 could not be fetched.')
  })

  test.each<[string, readonly string[]]>([
    [
      'registry down, legacy builder',
      base.legacy(
        'localhost:1/python:3',
        'Get "http://localhost:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused'
      )
    ],
    [
      'registry down, BuildKit',
      base.buildkit(
        'localhost:1/python:3',
        'failed to do request: Head "http://localhost:1/v2/python/manifests/3": dial tcp 127.0.0.1:1: connect: connection refused'
      )
    ],
    [
      'unknown host',
      base.buildkit(
        'nosuch.invalid/python:3',
        'failed to do request: Head "https://nosuch.invalid/v2/python/manifests/3": dial tcp: lookup nosuch.invalid on 10.0.0.1:53: no such host'
      )
    ],
    [
      'pull limit, BuildKit',
      base.new(
        hub,
        'unexpected status from HEAD request to https://registry-1.docker.io/v2/library/python/manifests/9.9: 429 Too Many Requests'
      )
    ],
    [
      'server error',
      base.new(
        hub,
        'unexpected status from HEAD request to https://registry-1.docker.io/v2/library/python/manifests/9.9: 503 Service Unavailable'
      )
    ],
    [
      'slow',
      base.legacy(
        'python:3',
        'Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)'
      )
    ],
    [
      'TLS timeout',
      base.new(
        hub,
        'failed to do request: Head "https://registry-1.docker.io/v2/library/python/manifests/9.9": net/http: TLS handshake timeout'
      )
    ]
  ])('%s: may pass', (_name, output) => {
    const { failure, part, isPassing } = explain(output)
    expect({ reason: failure.reason, part, isPassing }).toEqual({
      reason: 'registry-unavailable',
      part: 'base',
      isPassing: true
    })
  })

  test("Docker Hub's pull limit lasts hours, so another try in seconds is of no use", () => {
    const output = base.legacy(
      'python:3',
      'toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading: https://www.docker.com/increase-rate-limit'
    )
    const { failure, isPassing } = explain(output)
    expect({ reason: failure.reason, isPassing }).toEqual({ reason: 'registry-unavailable', isPassing: false })
    expect(failure.fix).toContain('Log in')
  })

  test('values in the Dockerfile that BuildKit shows explain nothing', () => {
    const output = base
      .new(hub, `${hub}: not found`)
      .flatMap((line) => (line.startsWith('   1 | ') ? [line, '   2 |     ENV X="denied: unauthorized"'] : line))
    expect(explain(output).failure.reason).toBe('image-not-found')
  })

  test('quotes the cause once', () => {
    expect(explain(base.buildkit(hub, `${hub}: not found`)).failure.why).toBe(`${hub}: not found`)
  })
})

describe('the rest', () => {
  test.each<[string, readonly string[], FailureReason]>([
    [
      'no daemon',
      ['Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'],
      'docker-unavailable'
    ],
    [
      'no daemon, docker 29',
      [
        'ERROR: failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct and if the daemon is running: dial unix /var/run/docker.sock: connect: no such file or directory'
      ],
      'docker-unavailable'
    ],
    [
      'no right to the socket',
      [
        'ERROR: permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Head "http://%2Fvar%2Frun%2Fdocker.sock/_ping": dial unix /var/run/docker.sock: connect: permission denied'
      ],
      'docker-unavailable'
    ],
    [
      'a builder that went away',
      [
        '#7 0.9 Collecting x',
        'ERROR: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF'
      ],
      'docker-unavailable'
    ],
    [
      'a full disk',
      other.new('exporting to image', 'failed to prepare x: write /var/lib/docker/overlay2/x: no space left on device'),
      'disk-full'
    ],
    [
      'a clash of files',
      other.new(
        '[3/5] COPY [files/0/, /data/]',
        'cannot copy to non-directory: /var/lib/docker/overlay2/x/merged/data'
      ),
      'build-failed'
    ],
    ['nothing at all', [], 'build-failed']
  ])('%s', (_name, output, reason) => {
    expect(explain(output).failure.reason).toBe(reason)
    expect(explain(output).isPassing).toBe(false)
  })

  test('what a step prints is not taken for docker', () => {
    const output = other.new('[3/5] RUN ["x"]', 'process "x" did not complete successfully: exit code: 1')
    const line =
      '#10 0.500 Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'
    expect(explain([line, ...output]).failure.reason).toBe('build-failed')
  })
})

test.each([
  'ERROR: Cache export is not supported for the docker driver.',
  'ERROR: cache export feature is currently not supported for docker driver. Please switch to a different driver (eg. "docker buildx create --use")',
  'ERROR: failed to solve: Unknown cache exporter: "registry"'
])('a cache that the builder cannot write: %s', (line) => {
  const { failure, isPassing } = explain([
    line,
    'Switch to a different driver, or turn on the containerd image store, and try again.'
  ])
  expect(failure).toMatchObject({ reason: 'invalid-input', fix: expect.stringContaining('docker/setup-buildx-action') })
  expect(isPassing).toBe(false)
})
