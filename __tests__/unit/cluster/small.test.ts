import { describe, expect, jest, test } from '@jest/globals'

import { errorOfAnswer, errorOfNetwork, warningsOf } from '../../../src/cluster/answers.ts'
import { ServerClock } from '../../../src/cluster/clock.ts'
import { expiryOf, isEncodedJwt } from '../../../src/cluster/jwt.ts'
import { Limiter } from '../../../src/cluster/limiter.ts'
import { ApiError } from '../../../src/cluster/port.ts'
import { proxyFromEnvironment, proxyProblem, proxyUrl, shownProxy } from '../../../src/cluster/proxy.ts'
import { pathOf, queryOf } from '../../../src/cluster/resources.ts'
import { type FailedTry, waitBeforeRetry } from '../../../src/cluster/retries.ts'
import { isLater, Watched } from '../../../src/cluster/watched.ts'

describe('the server’s clock', () => {
  test('is the runner’s before the first answer, then the server’s, ever sharper', () => {
    let mono = 1_000
    const clock = new ServerClock(
      () => mono,
      () => 42
    )
    expect(clock.now()).toBe(42)
    clock.observe('Thu, 01 Jan 2026 00:00:10 GMT', 900, 1_000)
    const at = Date.parse('2026-01-01T00:00:10Z')
    expect(Math.abs(clock.now() - (at + 550))).toBeLessThanOrEqual(1)
    mono = 1_500
    clock.observe('Thu, 01 Jan 2026 00:00:11 GMT', 1_490, 1_500)
    expect(clock.now()).toBeGreaterThanOrEqual(at + 1_000)
    expect(clock.now()).toBeLessThanOrEqual(at + 1_600)
    mono += 60_000
    expect(clock.now() - at).toBeGreaterThan(60_900)
    clock.observe('nonsense', 0, 1)
    clock.observe(undefined, 0, 1)
    clock.observe('Thu, 01 Jan 2026 09:00:00 GMT', mono - 10, mono)
    expect(Math.abs(clock.now() - Date.parse('2026-01-01T09:00:00Z') - 500)).toBeLessThan(20)
  })
})

describe('retries', () => {
  const failed = (
    status: number,
    over: Partial<FailedTry> = {},
    error: { reason?: string; mayHaveHappened?: boolean; retryAfter?: number; cause?: unknown } = {}
  ): FailedTry => ({
    error: new ApiError('x', 'x', { status, ...error }),
    tries: 1,
    elapsed: 0,
    isIdempotent: true,
    wasReached: true,
    ...over
  })
  test.each([
    ['429', failed(429), true],
    ['500', failed(500), true],
    ['502', failed(502), true],
    ['no answer', failed(0), true],
    ['403', failed(403), false],
    ['401 of credentials that are over', failed(401), false],
    ['401 of credentials that were taken before', failed(401, { refused: { lasted: 9_000, wasAccepted: true } }), true],
    ['401 of those, after 10 s', failed(401, { refused: { lasted: 10_000, wasAccepted: true } }), false],
    ['401 of credentials that nobody knows yet', failed(401, { refused: { lasted: 500, wasAccepted: false } }), true],
    ['401 of those, after a second', failed(401, { refused: { lasted: 1_000, wasAccepted: false } }), false],
    ['500, as long as the caller bears it', failed(500, { elapsed: 4_000, patience: 5_000 }), true],
    ['500, longer than the caller bears it', failed(500, { elapsed: 5_000, patience: 5_000 }), false],
    ['no answer, whatever the caller bears of answers', failed(0, { elapsed: 5_000, patience: 5_000 }), true],
    ['404', failed(404), false],
    ['422', failed(422), false],
    ['a certificate', failed(0, {}, { cause: Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }) }), false],
    ['after a minute', failed(503, { elapsed: 60_000 }), false],
    ['after 15 s of a server that never answered', failed(0, { elapsed: 15_000, wasReached: false }), false],
    [
      'after 15 s of one while there is a build',
      failed(0, { elapsed: 15_000, wasReached: false, isPatient: true }),
      true
    ],
    ['a create, 429', failed(429, { isIdempotent: false }), true],
    ['a create, 503', failed(503, { isIdempotent: false }), true],
    ['a create that was never sent', failed(0, { isIdempotent: false }), true],
    ['a create without an answer', failed(0, { isIdempotent: false }, { mayHaveHappened: true }), false],
    ['a create, 504', failed(504, { isIdempotent: false }, { mayHaveHappened: true }), false],
    ['a create, webhook down', failed(500, { isIdempotent: false }), true],
    ['a create, a quota in conflict', failed(409, { isIdempotent: false }, { reason: 'Conflict' }), true],
    ['a create, a double', failed(409, { isIdempotent: false }, { reason: 'AlreadyExists' }), false]
  ])('%s', (_name, what, again) => {
    expect(waitBeforeRetry(what, 0.5) !== undefined).toBe(again)
  })

  test('pauses grow, and never undercut what the server asks for', () => {
    expect([1, 2, 3, 9].map((tries) => waitBeforeRetry(failed(503, { tries }), 1))).toEqual([250, 500, 1_000, 10_000])
    expect(waitBeforeRetry(failed(429, {}, { retryAfter: 7 }), 0)).toBe(7_000)
  })
})

describe('answers', () => {
  const status = (code: number, message: string, more: object = {}): ApiError =>
    errorOfAnswer('create', code, {}, JSON.stringify({ kind: 'Status', code, message, ...more }))
  test.each([
    [
      'a Status',
      status(403, 'no', { reason: 'Forbidden' }),
      { status: 403, message: 'no', reason: 'Forbidden', mayHaveHappened: false }
    ],
    ['with a wish', status(429, 'later', { details: { retryAfterSeconds: 3 } }), { retryAfter: 3 }],
    ['503 of Kubernetes', status(503, 'starting'), { mayHaveHappened: false }],
    [
      '503 of a proxy',
      errorOfAnswer('create', 503, { 'retry-after': '2' }, '<html><body>no  upstream</body></html>'),
      { mayHaveHappened: true, message: 'HTTP 503: no upstream', retryAfter: 2 }
    ],
    ['a timeout in etcd', status(500, 'etcdserver: request timed out'), { mayHaveHappened: true }],
    [
      'a webhook that is down',
      status(500, 'Internal error occurred: failed calling webhook "w"'),
      { mayHaveHappened: false }
    ],
    ['nothing', errorOfAnswer('create', 502, {}, ''), { message: 'HTTP 502', mayHaveHappened: true }],
    [
      'a message that is none',
      errorOfAnswer('x', 400, {}, '{"kind":"Status","message":{"a":1},"reason":[]}'),
      { reason: undefined }
    ],
    ['null', errorOfAnswer('x', 400, {}, 'null'), { status: 400 }]
  ])('%s', (_name, error, expected) => {
    expect(error).toMatchObject(expected)
    expect(error.message).not.toContain('[object')
  })

  test('no answer: whether it was sent decides', () => {
    const of = (code: string, syscall?: string): boolean =>
      errorOfNetwork('x', Object.assign(new Error('x'), { code, syscall }), 's').mayHaveHappened
    expect([
      of('ECONNREFUSED'),
      of('ENOTFOUND'),
      of('UND_ERR_CONNECT_TIMEOUT'),
      of('ETIMEDOUT', 'connect'),
      of('CERT_HAS_EXPIRED')
    ]).toEqual(Array(5).fill(false))
    expect([of('ECONNRESET'), of('UND_ERR_SOCKET'), of('ETIMEDOUT'), of('EPIPE')]).toEqual(Array(4).fill(true))
  })

  test('warnings', () => {
    expect(
      warningsOf({ warning: ['299 - "would violate PodSecurity \\"restricted\\""', '299 - "a", 299 - "b"'] })
    ).toEqual(['would violate PodSecurity "restricted"', 'a', 'b'])
    expect(warningsOf({})).toEqual([])
  })
})

describe('proxies', () => {
  const to = (server: string, noProxy: string): string | undefined =>
    proxyFromEnvironment(new URL(server), { HTTPS_PROXY: 'p:3128', NO_PROXY: noProxy })?.address
  test.each([
    ['https://k.example:6443', '', 'p:3128'],
    ['https://k.example:6443', '*', undefined],
    ['https://k.example:6443', 'example', undefined],
    ['https://k.example:6443', '.example', undefined],
    ['https://k.example:6443', '*.example', undefined],
    ['https://example', '.example', 'p:3128'],
    ['https://notk.example', 'k.example', 'p:3128'],
    ['https://k.example:6443', 'k.example:443', 'p:3128'],
    ['https://k.example:6443', 'k.example:6443', undefined],
    ['https://10.1.2.3:6443', '10.0.0.0/8, other', undefined],
    ['https://11.1.2.3:6443', '10.0.0.0/8', 'p:3128'],
    ['https://11.1.2.3:6443', '10.0.0.0/99', 'p:3128'],
    ['https://[fd00::1]:6443', 'fd00::/8', undefined],
    ['https://127.0.0.1:6443', '', undefined],
    ['https://localhost', '', undefined]
  ])('%s, NO_PROXY=%s', (server, noProxy, expected) => {
    expect(to(server, noProxy)).toBe(expected)
  })
  test('the variable in capitals goes first, as in Go; an empty one is none', () => {
    const server = new URL('https://k.example')
    const of = (env: NodeJS.ProcessEnv) => proxyFromEnvironment(server, env)
    expect(of({})).toBeUndefined()
    expect(of({ HTTPS_PROXY: '', http_proxy: 'x', ALL_PROXY: 'x' })).toBeUndefined()
    expect(of({ HTTPS_PROXY: 'a', https_proxy: 'b' })).toEqual({ address: 'a', from: 'HTTPS_PROXY' })
    expect(of({ HTTPS_PROXY: '', https_proxy: 'b' })).toEqual({ address: 'b', from: 'https_proxy' })
    expect(of({ https_proxy: 'b', no_proxy: 'k.example' })).toBeUndefined()
    expect(of({ https_proxy: 'b', NO_PROXY: 'other', no_proxy: 'k.example' })).toBeDefined()
  })

  test.each([
    ['proxy:3128', 'http://proxy:3128'],
    ['http://me:secret@proxy:3128/', 'http://proxy:3128'],
    ['https://proxy', 'https://proxy'],
    ['socks5h://proxy:1080', 'socks5://proxy:1080'],
    [' socks5://[fd00::1]:1080 ', 'socks5://[fd00::1]:1080']
  ])('%s is %s', (address, shown) => {
    expect(proxyProblem(address)).toBeUndefined()
    expect(shownProxy(proxyUrl(address))).toBe(shown)
  })

  test.each([
    ['', 'is not the address of a proxy'],
    ['http://', 'is not the address of a proxy'],
    ['me:secret@proxy:port', 'is not the address of a proxy'],
    ['ftp://secret@proxy', 'has a scheme that is not supported (ftp)']
  ])('%j cannot be one', (address, problem) => {
    expect(proxyProblem(address)).toBe(problem)
  })
})

test('names, labels and fields never become syntax', () => {
  expect(pathOf('jobs', 'a/b', '../x')).toBe('/apis/batch/v1/namespaces/a%2Fb/jobs/..%2Fx')
  expect(pathOf('workloads', 'ci')).toBe('/apis/kueue.x-k8s.io/v1beta2/namespaces/ci/workloads')
  expect(pathOf('workloads.v1beta1', 'ci')).toBe('/apis/kueue.x-k8s.io/v1beta1/namespaces/ci/workloads')
  expect(queryOf({ labels: { 'a.b/c': 'd' }, fields: { 'metadata.name': 'x,y=z' } })).toEqual({
    labelSelector: 'a.b/c=d',
    fieldSelector: 'metadata.name=x\\,y\\=z'
  })
  const exceptFields = [['status.phase', 'Failed'], ['a', 'x,y=z']] as const // prettier-ignore
  expect(queryOf({ fields: { b: 'c' }, exceptFields }).fieldSelector).toBe(
    String.raw`b=c,status.phase!=Failed,a!=x\,y\=z`
  )
  expect(queryOf({})).toEqual({})
  expect(() => queryOf({ labels: { a: 'b,c=d' } })).toThrow('not a label')
})

describe('watched objects', () => {
  const object = (uid: string, resourceVersion: string) => ({ metadata: { uid, resourceVersion } })
  test('late and doubled events change nothing', () => {
    const watched = new Watched()
    watched.replace([object('a', '10')])
    expect(watched.apply({ type: 'MODIFIED', object: object('a', '9') })).toBe(false)
    expect(watched.apply({ type: 'MODIFIED', object: object('a', '10') })).toBe(false)
    expect(watched.apply({ type: 'MODIFIED', object: object('a', '100') })).toBe(true)
    expect(watched.apply({ type: 'DELETED', object: object('a', '101') })).toBe(true)
    expect(watched.apply({ type: 'ADDED', object: object('a', '99') })).toBe(false)
    expect(watched.apply({ type: 'BOOKMARK', object: object('b', '102') })).toBe(false)
    expect(watched.objects.size).toBe(0)
  })
  test.each([
    ['9', '10', false],
    ['10', '9', true],
    ['99999999999999999999', '99999999999999999998', true],
    ['x', '9', true],
    [undefined, '9', true]
  ])('version %s after %s', (version, held, expected) => {
    expect(isLater(version, held)).toBe(expected)
  })
})

test('a limiter lets a burst pass and then holds the pace', async () => {
  jest.useFakeTimers()
  try {
    const limiter = new Limiter(100, 3)
    let passed = 0
    for (let call = 0; call < 8; call++) void limiter.pass(undefined).then(() => (passed += 1))
    const seen: number[] = []
    for (let look = 0; look < 6; look++) {
      await jest.advanceTimersByTimeAsync(look === 0 ? 0 : 10)
      seen.push(passed)
    }
    expect(seen).toEqual([3, 4, 5, 6, 7, 8])
    await expect(limiter.pass(AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped')
  } finally {
    jest.useRealTimers()
  }
})

test('a token that was not decoded is known', () => {
  const jwt = `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.e30.x`
  expect([Buffer.from(jwt).toString('base64'), jwt, 'opaque', 'ZXlKopaque'].map(isEncodedJwt)).toEqual([
    true,
    false,
    false,
    false
  ])
})

test('the end of a token', () => {
  const token = (claims: string): string => `h.${Buffer.from(claims).toString('base64url')}.s`
  expect([token('{"exp":100}'), token('{}'), token('null'), token('{'), 'opaque'].map(expiryOf)).toEqual([
    100_000,
    undefined,
    undefined,
    undefined,
    undefined
  ])
})
