import { describe, expect, test } from '@jest/globals'

import type { Event, Pod } from '../../../src/cluster/objects.ts'
import { pullFailureReason, startProblem } from '../../../src/job/start-problem.ts'
import {
  makeEvent,
  makeJob,
  makePod,
  makeSnapshot,
  makeStatus,
  podIn,
  running,
  waiting
} from '../../support/objects.ts'

const problemOf = (pods: readonly Pod[], events: readonly Event[] = []): string | undefined => {
  const problem = startProblem(makeSnapshot({ pods, events }))
  if (problem === undefined) return undefined
  const { patience } = problem
  return `${problem.reason}, ${patience.kind === 'grace' ? `after ${patience.milliseconds / 1000} s` : patience.kind}`
}

const unschedulable = makePod({
  phase: 'Pending',
  conditions: [
    {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message: '0/1 nodes are available: 1 Insufficient cpu.'
    }
  ]
})
const pullFailed = (message: string, count = 1): Event =>
  makeEvent('Failed', `Failed to pull image "r/etl:1": ${message}`, 'pod', { count })

describe('what keeps a pod from starting, and how long that may last', () => {
  test.each<[string, readonly Pod[], readonly Event[], string | undefined]>([
    ['nothing yet', [podIn(waiting('ContainerCreating'))], [], undefined],
    ['it runs', [podIn(running())], [], undefined],
    [
      'an image name that is none',
      [podIn(waiting('InvalidImageName', 'couldn’t parse'))],
      [],
      'invalid-image-name, none'
    ],
    [
      'policy Never and no image',
      [podIn(waiting('ErrImageNeverPull', 'not present with pull policy of Never'))],
      [],
      'image-not-found, none'
    ],
    [
      'the first refusal of the registry',
      [podIn(waiting('ErrImagePull', 'r/etl:1: not found'))],
      [pullFailed('not found')],
      'image-not-found, after 30 s'
    ],
    [
      'the second refusal',
      [podIn(waiting('ErrImagePull', 'r/etl:1: not found'))],
      [pullFailed('not found', 2)],
      'image-not-found, none'
    ],
    [
      'two events of it',
      [podIn(waiting('ErrImagePull', 'not found'))],
      [pullFailed('not found'), pullFailed('not found.')],
      'image-not-found, none'
    ],
    [
      'a back-off whose words are only in the event',
      [podIn(waiting('ImagePullBackOff', 'Back-off pulling image'))],
      [pullFailed('unauthorized: authentication required', 2)],
      'image-unauthorized, none'
    ],
    [
      'a registry that is down',
      [podIn(waiting('ErrImagePull', 'dial tcp 10.0.0.1:5000: connect: connection refused'))],
      [pullFailed('connection refused', 9)],
      'image-pull-failed, start-timeout'
    ],
    [
      'a rate limit',
      [podIn(waiting('ImagePullBackOff', 'toomanyrequests: You have reached your pull rate limit'))],
      [],
      'image-pull-failed, start-timeout'
    ],
    [
      'a missing Secret',
      [podIn(waiting('CreateContainerConfigError', 'secret "nosuch" not found'))],
      [],
      'missing-config, after 30 s'
    ],
    [
      'a user the image does not fit',
      [podIn(waiting('CreateContainerConfigError', 'container has runAsNonRoot and image will run as root'))],
      [],
      'start-error, after 30 s'
    ],
    [
      'a container that cannot be made',
      [podIn(waiting('CreateContainerError', 'context deadline exceeded'))],
      [],
      'start-error, after 30 s'
    ],
    [
      'another architecture',
      [podIn(waiting('RunContainerError', 'exec /usr/bin/python3: exec format error'))],
      [],
      'wrong-architecture, after 30 s'
    ],
    ['no node', [unschedulable], [], 'unschedulable, start-timeout'],
    [
      'a missing Secret volume',
      [podIn(waiting('ContainerCreating'))],
      [makeEvent('FailedMount', 'MountVolume.SetUp failed for volume "v" : secret "nosuch" not found')],
      'missing-config, after 30 s'
    ],
    [
      'a volume that takes its time',
      [podIn(waiting('ContainerCreating'))],
      [makeEvent('FailedMount', 'timed out waiting for the condition')],
      'start-timeout, start-timeout'
    ]
  ])('%s', (_, pods, events, expected) => {
    expect(problemOf(pods, events)).toBe(expected)
  })

  test('an init container’s problem counts', () => {
    const pod = makePod({
      phase: 'Pending',
      initContainerStatuses: [makeStatus(waiting('InvalidImageName'))],
      containerStatuses: [makeStatus(waiting('PodInitializing'))]
    })
    expect(problemOf([pod])).toBe('invalid-image-name, none')
  })
})

describe('a run that makes its pull Secret after its Job', () => {
  const refusals = [pullFailed('unauthorized', 2)]
  const of = (secret: string, age: number): string | undefined => {
    const job = makeJob({
      metadata: { name: 'etl', creationTimestamp: '2026-01-01T00:00:00Z' },
      spec: { template: { spec: { imagePullSecrets: [{ name: 'own' }, { name: secret }] } } }
    })
    const now = Date.parse('2026-01-01T00:00:00Z') + age
    const pods = [podIn(waiting('ErrImagePull', 'unauthorized'))]
    const problem = startProblem(makeSnapshot({ job, pods, events: refusals, now }))
    return problem?.patience.kind
  }
  test.each([
    ['etl-pull', 1_000, 'grace'],
    ['etl-pull', 29_000, 'grace'],
    ['etl-pull', 30_000, 'none'],
    ['other-pull', 1_000, 'none']
  ])('Secret %s, %i ms after the Job: two refusals are judged with %s', (secret, age, kind) => {
    expect(of(secret, age)).toBe(kind)
  })
})

describe('a pod that is refused at creation', () => {
  const create = (message: string): string | undefined =>
    problemOf([], [makeEvent('FailedCreate', `Error creating: pods "etl-x" is forbidden: ${message}`, 'job')])
  test.each([
    ['exceeded quota: q, requested: cpu=2, used: cpu=0, limited: cpu=1', 'quota-exceeded, after 5 s'],
    ['exceeded quota: q, requested: pods=1, used: pods=3, limited: pods=3', 'quota-exceeded, start-timeout'],
    ['failed quota: q: must specify requests.cpu for: flow', 'quota-exceeded, after 5 s'],
    ['violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false', 'admission-denied, after 5 s'],
    ['maximum memory usage per Container is 32Mi, but limit is 64Mi', 'admission-denied, after 5 s'],
    ['error looking up service account ci/nosuch: serviceaccount "nosuch" not found', 'missing-config, after 30 s']
  ])('%s', (message, expected) => {
    expect(create(message)).toBe(expected)
  })

  test('an admission webhook', () => {
    const event = makeEvent(
      'FailedCreate',
      'Error creating: admission webhook "policy.example" denied the request: no',
      'job'
    )
    expect(problemOf([], [event])).toBe('admission-denied, after 5 s')
  })

  test('old refusals do not count once there is a pod', () => {
    expect(problemOf([podIn(running())], [makeEvent('FailedCreate', 'exceeded quota', 'job')])).toBeUndefined()
  })
})

describe('the registry’s words', () => {
  test.each([
    ['failed to resolve reference: unexpected status: 429 Too Many Requests', 'image-pull-failed'],
    ['received unexpected HTTP status: 503 Service Unavailable', 'image-pull-failed'],
    ['dial tcp: lookup registry.example: no such host', 'image-pull-failed'],
    ['net/http: TLS handshake timeout', 'image-pull-failed'],
    ['no match for platform in manifest: not found', 'wrong-architecture'],
    ['pull access denied, repository does not exist or may require authorization', 'image-unauthorized'],
    ['failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized', 'image-unauthorized'],
    ['manifest unknown', 'image-not-found'],
    ['rpc error: code = NotFound desc = failed to pull and unpack image: not found', 'image-not-found'],
    ['something quite new', 'image-pull-failed']
  ])('%s → %s', (message, expected) => {
    expect(pullFailureReason(message)).toBe(expected)
  })

  test('the image’s own name is not one of them', () => {
    const image = 'r/timeout-401:denied'
    const pod = podIn(waiting('ErrImagePull', `failed to resolve reference "${image}": ${image}: not found`), {
      status: {
        containerStatuses: [
          makeStatus(waiting('ErrImagePull', `failed to resolve reference "${image}": ${image}: not found`), { image })
        ]
      }
    })
    expect(problemOf([pod])).toBe('image-not-found, after 30 s')
  })
})
