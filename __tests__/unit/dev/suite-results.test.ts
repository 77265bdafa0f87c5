import { describe, expect, test } from '@jest/globals'
import { closing, fromJest, fromUnittest, type Result } from '../../../dev/suite/results.ts'

const result = (more: Partial<Result>): Result => ({
  name: 'unit',
  ok: true,
  seconds: 1,
  passed: 3,
  failed: 0,
  skipped: 0,
  ...more
})

test('a test file that could not be loaded is a failure', () => {
  const report = { success: false, numPassedTests: 5, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 }
  expect(fromJest({ ...report, numRuntimeErrorTestSuites: 2 })).toEqual({ passed: 5, failed: 3, skipped: 2 })
})

test.each([
  ['Ran 12 tests in 0.1s\n\nOK', { passed: 12, failed: 0, skipped: 0 }],
  ['Ran 1 test in 0.1s\n\nOK (skipped=1)', { passed: 0, failed: 0, skipped: 1 }],
  ['Ran 9 tests in 0.1s\n\nFAILED (failures=1, errors=2, skipped=3)', { passed: 3, failed: 3, skipped: 3 }],
  ['Ran 9 tests in 0.1s\n\nFAILED (expected failures=1, unexpected successes=2)', { passed: 7, failed: 2, skipped: 0 }],
  ['Ran 0 tests in 0.0s\n\nNO TESTS RAN', { passed: 0, failed: 0, skipped: 0 }],
  ['Segmentation fault', undefined]
])('unittest: %j', (output, counts) => expect(fromUnittest(output)).toEqual(counts))

describe('the last line and the exit code', () => {
  test.each([
    ['all well', [result({}), result({ passed: 4 })], '7 passed, 0 failed', true],
    ['a failed test', [result({ ok: false, failed: 2 })], '3 passed, 2 failed', false],
    ['a tool that broke without a failed test', [result({ ok: false })], '3 passed, 1 failed', false],
    ['failed tests of a runner that says all is well', [result({ failed: 1 })], '3 passed, 1 failed', false],
    ['nothing ran', [result({ passed: 0 })], '0 passed, 0 failed', false]
  ])('%s', (_, results, line, ok) => {
    const end = closing(results)
    expect(end.text.split('\n').at(-1)).toBe(line)
    expect(end.ok).toBe(ok)
  })
})
