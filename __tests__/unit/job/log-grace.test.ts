import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'

import { inGrace } from '../../../src/job/log-grace.ts'

beforeEach(() => {
  jest.useFakeTimers()
})
afterEach(() => {
  jest.useRealTimers()
})

const grace = { silent: 60_000, longest: 600_000 }
const second = 1000

/**
 * Waits for logs of which something comes every `every` seconds until `last`, and that are read at `end` (seconds; undefined:
 * never). @returns the second at which the wait was over, whether they were read in time, and the seconds at which it told
 */
async function wait({
  every = 0,
  last = Number.POSITIVE_INFINITY,
  end,
  cancelled
}: {
  every?: number
  last?: number
  end?: number
  cancelled?: number
}): Promise<{ over: number; inTime: boolean; told: number[] }> {
  const start = performance.now()
  const now = (): number => Math.round((performance.now() - start) / second)
  const all = new Promise<void>((resolve) => {
    if (end !== undefined) setTimeout(resolve, end * second)
  })
  const signal = new AbortController()
  if (cancelled !== undefined) setTimeout(() => signal.abort(), cancelled * second)
  const heardAt = (): number => {
    const seconds = Math.min(now(), last)
    return every === 0 ? 0 : start + Math.floor(seconds / every) * every * second
  }
  const told: number[] = []
  const waiting = inGrace(all, grace, heardAt, { signal: signal.signal, tell: () => told.push(now()) }).then(
    (inTime) => ({ over: now(), inTime, told })
  )
  await jest.advanceTimersByTimeAsync(1000 * second)
  return waiting
}

test.each([
  ['read at once', { end: 0 }, { over: 0, inTime: true, told: [] }],
  ['read late, and silent until then', { end: 50 }, { over: 50, inTime: true, told: [10] }],
  ['silent', {}, { over: 60, inTime: false, told: [10] }],
  ['slow, with something new now and then', { every: 40, end: 400 }, { over: 400, inTime: true, told: [10] }],
  ['slow, and then silent', { every: 40, last: 120 }, { over: 180, inTime: false, told: [10] }],
  ['without an end', { every: 5 }, { over: 600, inTime: false, told: [10] }],
  ['cut short', { every: 5, cancelled: 7 }, { over: 7, inTime: false, told: [] }]
])('logs that are %s', async (...[, logs, expected]) => {
  expect(await wait(logs)).toEqual(expected)
})
