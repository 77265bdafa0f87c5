import { expect, test } from '@jest/globals'

import { explainFailure } from '../../../src/docker/failures.ts'
import type { FailureReason } from '../../../src/failure.ts'

const facts = { baseImage: 'python:3.11', repository: 'ghcr.io/team/flow' }

/** `docker push` that sent its layers and then got this answer. */
const push = (...error: string[]): string[] => [
  'The push refers to repository [ghcr.io/team/flow]',
  '33000a92665e: Preparing',
  '33000a92665e: Retrying in 2 seconds',
  '33000a92665e: Retrying in 1 second',
  '33000a92665e: Pushed',
  ...error
]

/** A build with `--push`. */
const buildx = (error: string): string[] => [
  '#6 [2/3] COPY [launcher/, /opt/docker-on-k8s/]',
  '#6 CACHED',
  '#8 exporting to image',
  '#8 exporting layers 0.1s done',
  '#8 pushing layers',
  '#8 pushing layers 0.3s done',
  `#8 ERROR: ${error}`,
  '------',
  ' > exporting to image:',
  '------',
  `ERROR: failed to solve: ${error}`
]

test.each<[string, 'push' | 'build', readonly string[], FailureReason, boolean]>([
  ['500', 'push', push('received unexpected HTTP status: 500 Internal Server Error'), 'registry-unavailable', true],
  ['502', 'push', push('received unexpected HTTP status: 502 Bad Gateway'), 'registry-unavailable', true],
  ['503', 'push', push('received unexpected HTTP status: 503 Service Unavailable'), 'registry-unavailable', true],
  ['504', 'push', push('received unexpected HTTP status: 504 Gateway Time-out'), 'registry-unavailable', true],
  ['429', 'push', push('toomanyrequests'), 'registry-unavailable', true],
  ['429 with words', 'push', push('toomanyrequests: too many requests'), 'registry-unavailable', true],
  [
    'a reset',
    'push',
    push(
      'Put "http://localhost:5000/v2/flow/manifests/1": read tcp 127.0.0.1:52072->127.0.0.1:5000: read: connection reset by peer'
    ),
    'registry-unavailable',
    true
  ],
  [
    'a stopped registry',
    'push',
    push('Get "http://localhost:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused'),
    'registry-unavailable',
    true
  ],
  ['EOF', 'push', push('Patch "https://ghcr.io/v2/team/flow/blobs/upload/x": EOF'), 'registry-unavailable', true],
  [
    'a timeout',
    'push',
    push(
      'Get "https://ghcr.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)'
    ),
    'registry-unavailable',
    true
  ],
  [
    'a slow name server',
    'push',
    push(
      'Get "https://ghcr.io/v2/": dial tcp: lookup ghcr.io on 10.0.0.1:53: read udp 10.0.0.2:1->10.0.0.1:53: i/o timeout'
    ),
    'registry-unavailable',
    true
  ],
  ['blob upload unknown', 'push', push('blob upload unknown'), 'registry-unavailable', true],
  [
    'plain HTTP',
    'push',
    push('Get "https://registry:5000/v2/": http: server gave HTTP response to HTTPS client'),
    'registry-unavailable',
    false
  ],
  [
    'an unknown certificate',
    'push',
    push(
      'Get "https://registry/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority'
    ),
    'registry-unavailable',
    false
  ],
  ['something unknown', 'push', push('something that nobody has seen'), 'registry-unavailable', false],

  ['403', 'push', push('denied'), 'push-unauthorized', false],
  ['403 with words', 'push', push('denied: requested access to the resource is denied'), 'push-unauthorized', false],
  [
    'ghcr.io without write:packages',
    'push',
    push('denied: denied: permission_denied: write_package'),
    'push-unauthorized',
    false
  ],
  ['401', 'push', push('unauthorized'), 'push-unauthorized', false],
  ['401 with words', 'push', push('unauthorized: authentication required'), 'push-unauthorized', false],
  ['no login', 'push', push('no basic auth credentials'), 'push-unauthorized', false],
  [
    'an immutable tag',
    'push',
    push(
      "tag invalid: The image tag 't' already exists in the 'x' repository and cannot be overwritten because the repository is immutable."
    ),
    'push-unauthorized',
    false
  ],

  ['no repository', 'push', push('name unknown'), 'repository-not-found', false],
  [
    'no repository, ECR',
    'push',
    push("name unknown: The repository with name 'x' does not exist in the registry with id '123'"),
    'repository-not-found',
    false
  ],
  [
    'no repository, Artifact Registry',
    'push',
    push('name unknown: Repository "flows" not found'),
    'repository-not-found',
    false
  ],
  [
    'no project, Harbor',
    'push',
    push('unauthorized: project team not found: project team not found'),
    'repository-not-found',
    false
  ],

  ['no disk', 'push', push('write /var/lib/docker/tmp/x: no space left on device'), 'disk-full', false],
  [
    'an engine that ends in the push',
    'build',
    buildx('Unavailable: error reading from server: EOF'),
    'docker-unavailable',
    false
  ],
  [
    'no disk in the push of a build',
    'build',
    buildx('failed to copy: write /var/lib/docker/x: no space left on device'),
    'disk-full',
    false
  ],
  [
    'no daemon',
    'push',
    ['Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'],
    'docker-unavailable',
    false
  ],

  [
    'buildx: 500',
    'build',
    buildx(
      'failed to push ghcr.io/team/flow:1: unexpected status from PUT request to https://ghcr.io/v2/team/flow/manifests/1: 500 Internal Server Error'
    ),
    'registry-unavailable',
    true
  ],
  [
    'buildx: 429',
    'build',
    buildx(
      'failed to push ghcr.io/team/flow:1: unexpected status from POST request to https://ghcr.io/v2/team/flow/blobs/uploads/: 429 Too Many Requests'
    ),
    'registry-unavailable',
    true
  ],
  [
    'buildx: 403',
    'build',
    buildx(
      'failed to push ghcr.io/team/flow:1: unexpected status from POST request to https://ghcr.io/v2/team/flow/blobs/uploads/: 403 Forbidden'
    ),
    'push-unauthorized',
    false
  ],
  [
    'buildx: no scope',
    'build',
    buildx(
      'failed to push docker.io/team/flow:1: push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed'
    ),
    'push-unauthorized',
    false
  ],
  ['buildx: 401', 'build', buildx('authorization status: 401: authorization failed'), 'push-unauthorized', false],
  [
    'buildx: 404',
    'build',
    buildx(
      'failed to push 1.dkr.ecr.eu-west-1.amazonaws.com/flow:1: unexpected status from POST request to https://1.dkr.ecr.eu-west-1.amazonaws.com/v2/flow/blobs/uploads/: 404 Not Found'
    ),
    'repository-not-found',
    false
  ],
  [
    'buildx: closed pipe',
    'build',
    buildx('failed to push ghcr.io/team/flow:1: failed to copy: io: read/write on closed pipe'),
    'registry-unavailable',
    true
  ],
  [
    'buildx: stopped registry',
    'build',
    buildx(
      'failed to push localhost:5000/flow:1: failed to do request: Head "http://localhost:5000/v2/flow/blobs/sha256:aa": dial tcp 127.0.0.1:5000: connect: connection refused'
    ),
    'registry-unavailable',
    true
  ]
])('%s', (_name, kind, output, reason, isPassing) => {
  const explained = explainFailure(kind, output, facts)
  expect({ reason: explained.failure.reason, isPassing: explained.isPassing, part: explained.part }).toEqual({
    reason,
    isPassing,
    part: 'push'
  })
  expect(explained.failure.why).toBeTruthy()
  expect(explained.failure.fix).toBeTruthy()
})

test.each([
  [
    'push',
    push('Put "http://ghcr.io/v2/team/flow/manifests/403": read: connection reset by peer'),
    'registry-unavailable'
  ],
  [
    'build',
    buildx(
      'failed to push ghcr.io/team/flow:denied-404: unexpected status from PUT request to https://ghcr.io/v2/team/flow/manifests/denied-404: 503 Service Unavailable'
    ),
    'registry-unavailable'
  ],
  ['build', buildx('failed to push ghcr.io/team/flow:1: toomanyrequests'), 'registry-unavailable'],
  ['build', buildx('failed to push ghcr.io/team/flow:1: denied'), 'push-unauthorized'],
  ['build', buildx('failed to push ghcr.io/team/flow:1: unauthorized'), 'push-unauthorized'],
  [
    'build',
    buildx(
      "failed to push ghcr.io/team/flow:1: unknown: The image tag 't' already exists in the 'x' repository and cannot be overwritten because the repository is immutable."
    ),
    'push-unauthorized'
  ],
  [
    'build',
    buildx('failed to push ghcr.io/team/flow:1: unknown: repository name not known to registry'),
    'repository-not-found'
  ],
  [
    'build',
    buildx(
      "failed to push ghcr.io/team/flow:1: unknown: The repository with name 'x' does not exist in the registry with id '123'"
    ),
    'repository-not-found'
  ]
] as const)('%s: %j is %s', (kind, output, reason) => {
  expect(explainFailure(kind, output, facts)).toMatchObject({ part: 'push', failure: { reason } })
})

test('says where to log in', () => {
  expect(explainFailure('push', push('denied'), facts).failure.fix).toContain('ghcr.io')
  expect(explainFailure('push', push('denied'), { ...facts, repository: 'team/flow' }).failure.fix).toContain(
    'Docker Hub'
  )
})
