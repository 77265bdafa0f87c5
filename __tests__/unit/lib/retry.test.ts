import { describe, expect, test } from '@jest/globals'

import { sleep } from '../../../src/lib/deadline.ts'
import { pauses, retry, type RetryOptions } from '../../../src/lib/retry.ts'

const backoff = { tries: 5, first: 1000, factor: 2, longest: 5000 }

test.each([
  ['the shortest', 0, [500, 1000, 2000, 2500]],
  ['the longest', 1, [1000, 2000, 4000, 5000]]
])('pauses grow up to their limit: %s', (_name, random, expected) => {
  expect(pauses(backoff, () => random)).toEqual(expected)
})

test('one try has no pause', () => {
  expect(pauses({ ...backoff, tries: 1 })).toEqual([])
})

/** Fails `failures` times, then succeeds. */
async function attempt(failures: number, options: Partial<RetryOptions> = {}) {
  const slept: number[] = []
  let tries = 0
  const outcome = await retry(
    (nth) => {
      tries = nth
      return nth <= failures ? Promise.reject(new Error(`no ${nth}`)) : Promise.resolve('yes')
    },
    {
      backoff,
      signal: new AbortController().signal,
      worthwhile: () => true,
      random: () => 1,
      sleep: (milliseconds) => {
        slept.push(milliseconds)
        return Promise.resolve()
      },
      ...options
    }
  ).catch((error: unknown) => error)
  return { outcome, tries, slept }
}

describe('retry', () => {
  test.each([
    [0, 'yes', 1, []],
    [2, 'yes', 3, [1000, 2000]],
    [4, 'yes', 5, [1000, 2000, 4000, 5000]],
    [9, new Error('no 5'), 5, [1000, 2000, 4000, 5000]]
  ])('%i failures', async (failures, outcome, tries, slept) => {
    expect(await attempt(failures)).toEqual({ outcome, tries, slept })
  })

  test('not for errors that stay', async () => {
    expect(await attempt(9, { worthwhile: () => false })).toEqual({ outcome: new Error('no 1'), tries: 1, slept: [] })
  })

  test('tells of each pause', async () => {
    const told: unknown[] = []
    await attempt(2, { onRetry: (error, pause, next) => told.push([(error as Error).message, pause, next]) })
    expect(told).toEqual([
      ['no 1', 1000, 2],
      ['no 2', 2000, 3]
    ])
  })

  test('an abort ends the pause with its own reason', async () => {
    const controller = new AbortController()
    const running = attempt(9, { signal: controller.signal, sleep, onRetry: () => controller.abort(new Error('stop')) })
    expect(await running).toMatchObject({ outcome: new Error('stop'), tries: 1 })
  })
})
