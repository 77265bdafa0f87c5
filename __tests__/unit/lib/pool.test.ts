import { expect, test } from '@jest/globals'

import { inPool } from '../../../src/lib/pool.ts'

const never = new AbortController().signal

test('results come in the order of the items, with so many at a time', async () => {
  let now = 0
  let most = 0
  const results = await inPool([3, 1, 2, 5, 4], 2, never, async (item) => {
    most = Math.max(most, ++now)
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve()
    now -= 1
    return item * 10
  })
  expect(results).toEqual([30, 10, 20, 50, 40])
  expect(most).toBe(2)
})

test('the first failure aborts the others, and nothing new begins', async () => {
  const begun: number[] = []
  let isSettled = false
  const running = inPool([1, 2, 3, 4], 2, never, async (item, signal) => {
    begun.push(item)
    if (item === 2) throw new Error('two')
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
    await Promise.resolve()
    isSettled = true
  })
  await expect(running).rejects.toThrow('two')
  expect({ begun, isSettled }).toEqual({ begun: [1, 2], isSettled: true })
})

test('nothing begins when it is over already; no items, no work', async () => {
  const body = async (): Promise<void> => Promise.reject(new Error('must not begin'))
  await expect(inPool([1], 2, AbortSignal.abort(new Error('over')), body)).rejects.toThrow('over')
  expect(await inPool([], 2, never, body)).toEqual([])
})
