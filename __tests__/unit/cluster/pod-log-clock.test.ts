import { describe, expect, test } from '@jest/globals'

import { at, follow, serverWith, type Result } from '../../support/log-follow.ts'
import type { Fault, LogRecord } from '../../support/log-server.ts'

/**
 * The node's clock steps back: a server that is asked from a second on keeps back what is written later with an earlier time,
 * for as long as the clock has not caught up.
 */
const before = [at(50, 'a'), at(60, 'b')]

/** The first stream is cut behind these lines, and more are written before the second begins. */
async function cutThen(more: LogRecord[], second: Fault = { end: 'clean' }): Promise<Result & { asked: number }> {
  const server = serverWith(...before)
  const terminated = new AbortController()
  server.fault = (nth) => {
    if (nth === 1) return { end: 'cut', after: 66 }
    if (nth === 2) {
      server.file.push(...more)
      server.more = () => {
        terminated.abort()
        return false
      }
      return second
    }
    return { end: 'clean' }
  }
  const result = await follow(server, { terminated: terminated.signal })
  return { ...result, asked: server.requests.filter(({ since }) => since === undefined).length }
}

describe('a clock that steps back while nobody reads', () => {
  test.each([
    ['by seconds', [at(3, 'c'), at(4, 'd')]],
    ['to times from before the first line, and there are equal lines', [at(1, 'b'), at(50, 'a'), at(58, 'b')]],
    ['and the last line has no end', [at(3, 'c'), at(4, 'd', true)]]
  ])('%s: what comes after is read at the end', async (_name, more) => {
    const { text, lost, end } = await cutThen(more)
    const expected = [...before, ...more].map(({ data }) => `${data.toString()}\n`).join('')
    expect({ text, lost, end }).toEqual({
      text: expected,
      lost: [],
      end: { lines: before.length + more.length, complete: true }
    })
  })

  test('and has caught up before the end: the lines between were kept back, and that is said', async () => {
    const { text, lost, end } = await cutThen([at(3, 'c'), at(61, 'd'), at(62, 'e', true)])
    expect(text).toBe('a\nb\nd\ne\n')
    expect(lost).toEqual([{ after: '2026-03-01T12:00:50.000000000Z', before: undefined }])
    expect(end).toMatchObject({ lines: 4, complete: false })
  })
})

test('a cut alone costs one reading of the whole log more, and no loss', async () => {
  const { text, lost, asked } = await cutThen([at(61, 'c')])
  expect({ text, lost, asked }).toEqual({ text: 'a\nb\nc\n', lost: [], asked: 2 })
})

test('an older part that was rotated away proves no loss', async () => {
  const server = serverWith(...before)
  server.fault = (nth) => {
    if (nth === 2) server.file = [...before.slice(1), at(61, 'c')]
    return nth === 1 ? { end: 'cut', after: 66 } : { end: 'clean' }
  }
  expect(await follow(server)).toMatchObject({ text: 'a\nb\nc\n', lost: [], end: { complete: true } })
})

test('a whole log that can never be read to its end is given up, not asked for for ever', async () => {
  const server = serverWith(...before)
  server.fault = (nth, { since }) =>
    since === undefined ? { end: 'cut', after: nth === 1 ? 66 : 10 } : { end: 'clean' }
  expect(await follow(server)).toMatchObject({ text: 'a\nb\n', lost: [], end: { complete: true } })
  expect(server.requests.filter(({ since }) => since === undefined)).toHaveLength(4)
})
