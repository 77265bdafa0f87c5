import { expect, test } from '@jest/globals'
import { isMemorable, Memory } from '../../../dev/proxy-memory.ts'

const request = (method: string, path: string, query = '') => ({ method, path, query: new URLSearchParams(query) })
const answer = (body: string, status = 200) => ({ status, headers: {}, body: Buffer.from(body) })

test('the first and the newest answer to the same read are kept', () => {
  const memory = new Memory()
  const pods = request('GET', '/pods', 'labelSelector=a&limit=500')
  for (const body of ['1', '2', '3']) memory.keep(pods, answer(body))
  memory.keep(pods, answer('not found', 404))
  memory.keep(request('GET', '/pods', 'labelSelector=b'), answer('other'))
  expect(memory.recall(pods, 'first')?.body.toString()).toBe('1')
  expect(memory.recall(pods, 'newest')?.body.toString()).toBe('3')
  expect(memory.recall(request('GET', '/jobs'), 'first')).toBeUndefined()
})

test('what a create made is its first read', () => {
  const memory = new Memory()
  memory.keep(request('POST', '/jobs'), answer('{"metadata":{"name":"mine"}}', 201))
  memory.keep(request('GET', '/jobs/mine'), answer('later'))
  expect(memory.recall(request('GET', '/jobs/mine'), 'first')?.body.toString()).toContain('metadata')
})

test.each([
  ['a read', request('GET', '/jobs'), true],
  ['a watch', request('GET', '/jobs', 'watch=true'), false],
  ['a followed log', request('GET', '/pods/a/log', 'follow=true'), false],
  ['a create', request('POST', '/jobs'), true],
  ['a dry run', request('POST', '/jobs', 'dryRun=All'), false],
  ['a delete', request('DELETE', '/jobs/a'), false]
])('%s can be given again: %#', (_, what, expected) => {
  expect(isMemorable(what)).toBe(expected)
})

test('only so many are kept: the oldest goes first', () => {
  const memory = new Memory()
  for (let at = 0; at < 400; at++) memory.keep(request('GET', `/jobs/${at}`), answer('x'))
  expect(memory.recall(request('GET', '/jobs/0'), 'first')).toBeUndefined()
  expect(memory.recall(request('GET', '/jobs/399'), 'first')).toBeDefined()
})
