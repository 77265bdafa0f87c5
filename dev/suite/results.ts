/** How many tests of a stage passed, failed and were left out. A check without tests of its own counts as one. */
export interface Counts {
  passed: number
  failed: number
  skipped: number
}

/** One stage of the suite when it is over. */
export interface Result extends Counts {
  name: string
  ok: boolean
  seconds: number
  /** Said beside the stage when there is something to say: why it failed, what it left out. */
  note?: string
}

/** The part of jest's `--json` that we read (`FormattedTestResults`). */
export interface JestReport {
  success: boolean
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  /** Files that broke before their first test: they show nowhere in the numbers of tests. */
  numRuntimeErrorTestSuites: number
}

/** Counts of a jest run. A file that could not even be loaded is a failure. */
export function fromJest(report: JestReport): Counts {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests
  }
}

/** Counts in what Python's unittest says at its end (`Ran 12 tests in 0.1s`, `FAILED (failures=1, skipped=2)`); undefined when it says nothing. */
export function fromUnittest(output: string): Counts | undefined {
  const ran = /^Ran (\d+) tests? in /m.exec(output)?.[1]
  if (ran === undefined) return undefined
  const last = /^(?:OK|FAILED|NO TESTS RAN)(?: \((.*)\))?$/m.exec(output)?.[1] ?? ''
  const number = (word: string) => Number(new RegExp(`(?:^|, )${word}=(\\d+)`).exec(last)?.[1] ?? 0)
  const failed = number('failures') + number('errors') + number('unexpected successes')
  const skipped = number('skipped')
  return { passed: Math.max(0, Number(ran) - failed - skipped), failed, skipped }
}

/** Adds counts up. */
export function sum(all: readonly Counts[]): Counts {
  const add = (pick: (counts: Counts) => number) => all.reduce((total, counts) => total + pick(counts), 0)
  return { passed: add((c) => c.passed), failed: add((c) => c.failed), skipped: add((c) => c.skipped) }
}

const clock = (seconds: number): string =>
  seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`

/**
 * The end of the suite's output: a table of stages, then `N passed, N failed` alone on the last line. A stage that
 * failed without a failed test (its tool broke, it ran out of time) counts as one failure: no red without a number.
 */
export function closing(results: readonly Result[]): { text: string; ok: boolean } {
  const honest = results.map((each) => (each.ok || each.failed > 0 ? each : { ...each, failed: 1 }))
  const width = Math.max(5, ...honest.map((each) => each.name.length))
  const rows = honest.map((each) =>
    [
      each.ok && each.failed === 0 ? '✓' : '✗',
      each.name.padEnd(width),
      clock(each.seconds).padStart(12),
      `${each.passed} passed, ${each.failed} failed${each.skipped > 0 ? `, ${each.skipped} skipped` : ''}`.padStart(22),
      each.note === undefined ? '' : `  ${each.note}`
    ].join(' ')
  )
  const total = sum(honest)
  const seconds = honest.reduce((all, each) => all + each.seconds, 0)
  const text = [
    ...rows.map((row) => row.trimEnd()),
    `in ${clock(seconds)}`,
    `${total.passed} passed, ${total.failed} failed`
  ]
  return { text: text.join('\n'), ok: total.failed === 0 && total.passed > 0 }
}
