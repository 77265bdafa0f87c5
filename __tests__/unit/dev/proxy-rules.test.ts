import { expect, test } from '@jest/globals'
import { Rules, statusBody, type Match } from '../../../dev/proxy-rules.ts'

const request = (method: string, path: string, query = '') => ({ method, path, query: new URLSearchParams(query) })
const watch = request('GET', '/api/v1/namespaces/ns/pods', 'watch=1')

test.each<[string, Match, boolean]>([
  ['everything', {}, true],
  ['method', { method: 'GET' }, true],
  ['another method', { method: 'POST' }, false],
  ['path', { path: /pods$/ }, true],
  ['another path', { path: /jobs$/ }, false],
  ['predicate', { path: ({ query }) => query.has('watch') }, true],
  ['predicate that says no', { path: ({ query }) => query.has('dryRun') }, false],
  ['method and another path', { method: 'GET', path: /jobs$/ }, false],
  ['no time left', { times: 0 }, false],
  ['later', { after: 1 }, false]
])('a rule for %s', (_, match, applies) => {
  const rules = new Rules()
  rules.add(match, { do: 'refuse' })
  expect(rules.decide(watch).do).toBe(applies ? 'refuse' : 'pass')
})

test('a pattern is for real requests only, a predicate for dry runs as well', () => {
  const trial = request('POST', '/jobs', 'dryRun=All')
  const rules = new Rules()
  rules.add({ path: /jobs$/ }, { do: 'refuse' })
  expect([rules.decide(trial).do, rules.decide(request('POST', '/jobs')).do]).toEqual(['pass', 'refuse'])
  rules.add({ path: ({ query }) => query.has('dryRun') }, { do: 'silence' })
  expect(rules.decide(trial).do).toBe('silence')
})

test('times and after are counted in matching requests', () => {
  const rules = new Rules()
  rules.add({ method: 'GET', times: 2, after: 1 }, { do: 'silence' })
  const decisions = ['GET', 'POST', 'GET', 'GET', 'GET'].map((method) => rules.decide(request(method, '/')).do)
  expect(decisions).toEqual(['pass', 'pass', 'silence', 'silence', 'pass'])
})

test('the newest rule wins, and can be taken away', () => {
  const rules = new Rules()
  rules.add({}, { do: 'silence' })
  const undo = rules.add({}, { do: 'refuse' })
  expect(rules.decide(watch).do).toBe('refuse')
  undo()
  expect(rules.decide(watch).do).toBe('silence')
  rules.clear()
  expect(rules.decide(watch).do).toBe('pass')
})

test('an answer by the proxy is a Status', () => {
  expect(
    JSON.parse(statusBody({ do: 'respond', status: 429, reason: 'TooManyRequests', retryAfter: 2 }))
  ).toMatchObject({
    kind: 'Status',
    code: 429,
    reason: 'TooManyRequests',
    details: { retryAfterSeconds: 2 }
  })
})
