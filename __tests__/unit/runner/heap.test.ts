import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import { expect, test } from '@jest/globals'

const heap = fileURLToPath(new URL('../../../src/runner/heap.ts', import.meta.url))

/** Bytes of the young generation of a process that makes and forgets much, some of which lives on for a while. */
function youngAfter(isBound: boolean): number {
  const program = `
    const { boundHeap } = await import(${JSON.stringify(heap)})
    const { getHeapSpaceStatistics } = await import('node:v8')
    const kept = []
    for (let index = 0; index < 2_000_000; index += 1) {
      kept[index % 200_000] = { index, text: 'x' + index, list: [index] }
      if (${String(isBound)} && index % 10_000 === 0) boundHeap()
    }
    console.log(getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space').space_size)
  `
  return Number(execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' }))
}

test('the young generation grows no further than it helps', () => {
  expect(youngAfter(true)).toBeLessThan(40_000_000)
  // else there is nothing to bound any more
  expect(youngAfter(false)).toBeGreaterThan(60_000_000)
})
