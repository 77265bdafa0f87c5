/** The end of a log whose last second has many lines: they are not read again to see that there is no more. */

import { expect, test } from '@jest/globals'

import { at, follow, type Result, serverWith } from '../../support/log-follow.ts'
import { type LogRecord, type LogServer } from '../../support/log-server.ts'

const many = (lines: number): LogRecord[] =>
  Array.from({ length: lines }, (_, index) => at(5 + index / 10_000, `line ${String(index)}`))

/** What was asked for, in order. */
const asked = ({ requests }: LogServer): string =>
  requests
    .map(({ follow: follows, tail }) => (follows ? 'follow' : tail === undefined ? 'read' : `tail ${tail}`))
    .join(', ')

/** Follows a container that ends when its stream has brought everything; then `onTail` happens. */
async function followToEnd(server: LogServer, onTail: () => void = () => undefined): Promise<Result> {
  const terminated = new AbortController()
  server.more = () => {
    terminated.abort()
    return false
  }
  server.fault = (_, { tail }) => {
    if (tail !== undefined) onTail()
    return { end: 'clean' }
  }
  return follow(server, { terminated: terminated.signal })
}

test('only its last line is asked for', async () => {
  const server = serverWith(...many(2000))
  const { lost, end } = await followToEnd(server)
  expect({ lost, end }).toEqual({ lost: [], end: { complete: true, lines: 2000 } })
  expect(asked(server)).toBe('follow, tail 1')
})

test.each<[string, LogRecord, string]>([
  ['a line', at(5.5, 'late'), 'late\n'],
  ['a line that looks the same', at(5.5, 'line 1999'), 'line 1999\n'],
  ['a line without its end', at(5.5, 'unfinished', true), 'unfinished\n']
])('where the stream had left out %s, that is read', async (...[, late, expected]) => {
  const server = serverWith(...many(2000))
  const { text, lost, end } = await followToEnd(server, () => {
    if (server.file.length === 2000) server.file.push(late)
  })
  expect(text.endsWith(`line 1999\n${expected}`)).toBe(true)
  expect({ lost, end }).toEqual({ lost: [], end: { complete: true, lines: 2001 } })
  expect(asked(server)).toMatch(/^follow, tail 1, read, /u)
})

test('a question that fails is answered by a reading', async () => {
  const server = serverWith(...many(2000))
  const terminated = new AbortController()
  server.more = () => {
    terminated.abort()
    return false
  }
  server.fault = (_, { tail }) => (tail === undefined ? { end: 'clean' } : { end: 'refused', status: 500 })
  const { lost, end } = await follow(server, { terminated: terminated.signal })
  expect({ lost, end }).toEqual({ lost: [], end: { complete: true, lines: 2000 } })
  expect(asked(server)).toBe('follow, tail 1, read')
})

test('few lines are read again: that costs no more, and tells more', async () => {
  const server = serverWith(...many(500))
  const { end } = await followToEnd(server)
  expect(end).toEqual({ complete: true, lines: 500 })
  expect(asked(server)).toBe('follow, read')
})

test('where lines may have been kept back the whole log is read, whatever its last line is', async () => {
  const server = serverWith(...many(2000))
  const terminated = new AbortController()
  server.fault = (nth) => {
    if (nth > 1) terminated.abort()
    return nth === 1 ? { after: 60_000, end: 'cut' } : { end: 'clean' }
  }
  const { end } = await follow(server, { terminated: terminated.signal })
  expect(end).toEqual({ complete: true, lines: 2000 })
  const whole = server.requests.slice(1).filter(({ since, tail }) => since === undefined && tail === undefined)
  expect(whole).toHaveLength(1)
})
