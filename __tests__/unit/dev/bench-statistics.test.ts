import { expect, test } from '@jest/globals'

import { median, quantile, ratios, spread } from '../../../dev/bench/statistics.ts'

test.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 3, 2], 2.5],
  [[100, 1, 1, 1, 1], 1]
])('the median of %j is %d', (numbers, middle) => expect(median(numbers)).toBe(middle))

test('quartiles lie between the numbers in proportion', () => {
  expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75)
  expect(quantile([10, 20], 0.75)).toBe(17.5)
  expect(spread([5, 1, 3, 2, 4])).toEqual({ median: 3, low: 2, high: 4, min: 1, max: 5, rounds: 5 })
})

test('nothing measured is no figure, and no zero', () => {
  expect(spread([])).toBeUndefined()
  expect(() => median([])).toThrow('nothing was measured')
})

test('numbers stay as they were given', () => {
  const numbers = [3, 1, 2]
  median(numbers)
  expect(numbers).toEqual([3, 1, 2])
})

test('a ratio is that of one round; a round that lacks a side, or has nothing to divide by, counts for nothing', () => {
  expect(
    ratios([
      [1, 2],
      [undefined, 2],
      [3, undefined],
      [4, 0],
      [0, 5]
    ])
  ).toEqual([0.5, 0])
})
