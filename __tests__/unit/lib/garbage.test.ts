import { expect, test } from '@jest/globals'

import { passedBy } from '../../../src/lib/garbage.ts'

/** How many bytes of buffers there are at most while 256 MB of them pass by. */
function mostAtOnce(note: (bytes: number) => void): number {
  const size = 64 * 1024
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  for (let count = 0; count < 4096; count += 1) {
    Buffer.allocUnsafeSlow(size)
    note(size)
    most = Math.max(most, process.memoryUsage().arrayBuffers - before)
  }
  return most
}

test('buffers that a stream leaves behind do not pile up', () => {
  const left = mostAtOnce(() => undefined)
  const tidied = mostAtOnce(passedBy)
  expect(tidied).toBeLessThan(4 * 1024 * 1024)
  // else this test shows nothing
  expect(left).toBeGreaterThan(8 * 1024 * 1024)
})
