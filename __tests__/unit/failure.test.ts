import { describe, expect, test } from '@jest/globals'

import { describe as describeError, Failure, failureReasons, kindOf, toFailure } from '../../src/failure.ts'

/** The promise to users (design §4): a reason that changes its kind or disappears is a breaking change. */
const promised = {
  configuration:
    'invalid-input invalid-kubeconfig untrusted-code docker-missing unauthorized credentials-expired forbidden namespace-not-found admission-denied quota-exceeded invalid-image-name image-not-found image-unauthorized push-unauthorized repository-not-found wrong-architecture missing-config job-exists',
  code: 'build-failed dependency-not-installable flow-not-found flow-not-importable flow-failed out-of-memory start-error',
  infrastructure:
    'docker-unavailable disk-full registry-unavailable package-index-unavailable cluster-unreachable unschedulable start-timeout image-pull-failed evicted preempted node-lost killed internal-error',
  stopped: 'timed-out build-timeout queue-timeout deadline-exceeded cancelled deleted'
}

test.each(Object.entries(promised))('the reasons of kind %s', (kind, reasons) => {
  expect(failureReasons.filter((reason) => kindOf(reason) === kind)).toEqual(reasons.split(' '))
})

describe('anything thrown becomes a Failure', () => {
  test('a Failure stays itself', () => {
    const failure = new Failure('forbidden', { what: 'No.' })
    expect(toFailure(failure)).toBe(failure)
  })

  const hostile = {
    get message(): string {
      throw new Error('gotcha')
    },
    toJSON() {
      throw new Error('gotcha')
    }
  }
  test.each([
    ['an Error', new Error('boom'), 'boom'],
    [
      'an Error with a code',
      Object.assign(new Error('connect failed'), { code: 'ECONNREFUSED' }),
      'connect failed (ECONNREFUSED)'
    ],
    ['its causes', new Error('fetch failed', { cause: new Error('socket hang up') }), 'fetch failed: socket hang up'],
    ['several at once', new AggregateError([new Error('a'), new Error('b')]), 'a; b'],
    ['an Error without words', new TypeError(), 'TypeError'],
    ['text', 'just text', 'just text'],
    ['a number', 7, '7'],
    ['undefined', undefined, 'no details are known'],
    ['null', null, 'no details are known'],
    ['a symbol', Symbol('x'), 'symbol'],
    ['an object', { a: 1 }, '{"a":1}'],
    ['an object that fights back', hostile, 'no details are known'],
    ['a line that is a stack', new Error('a\n    at b'), 'a at b']
  ])('%s', (_, thrown, why) => {
    expect(toFailure(thrown)).toMatchObject({ reason: 'internal-error', kind: 'infrastructure', why })
    expect(describeError(thrown)).toBe(why)
  })

  test('an unknown error keeps its cause', () => {
    const error = new Error('boom')
    expect(toFailure(error).cause).toBe(error)
  })
})
