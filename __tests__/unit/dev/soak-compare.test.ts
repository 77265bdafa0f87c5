import { expect, test } from '@jest/globals'

import { joined } from '../../../dev/soak/compare.ts'

test.each<[string, string[], string[], string[]]>([
  [
    'pieces of a very long line make it up',
    ['a', 'x'.repeat(200_000), 'x'.repeat(100_000), 'b'],
    ['a', 'x'.repeat(300_000), 'b'],
    ['a', 'x'.repeat(300_000), 'b']
  ],
  ['a short line is never put together', ['ab', 'cd'], ['abcd'], ['ab', 'cd']],
  ['what does not make it up stays apart', ['y', 'b'], ['x'.repeat(300_000), 'b'], ['y', 'b']],
  ['what comes after it stays', ['x'.repeat(300_000), 'b'], ['x'.repeat(300_000)], ['x'.repeat(300_000), 'b']]
])('shown in pieces: %s', (_what, got, wanted, expected) => {
  expect(joined(got, wanted)).toEqual(expected)
})
