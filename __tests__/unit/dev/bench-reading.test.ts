import { expect, test } from '@jest/globals'

import { durationOf, flowTimeOf, lapsOf, peakOf, stagesOf } from '../../../dev/bench/reading.ts'
import { formatDuration } from '../../../src/lib/duration.ts'
import { newReport } from '../../../src/report/report.ts'
import { summaryOf } from '../../../src/report/summary.ts'

test.each([
  ['0.4s', 400],
  ['12s', 12_000],
  ['1m30s', 90_000],
  ['1h2m3s', 3_723_000],
  ['1h', 3_600_000],
  ['', undefined],
  ['soon', undefined],
  ['12', undefined],
  ['12s later', undefined]
])('the duration %j is %p ms', (text, milliseconds) => expect(durationOf(text)).toBe(milliseconds))

test('what the action writes is read back, as precisely as it is written', () => {
  for (const milliseconds of [0, 400, 9_900, 12_000, 90_000, 3_600_000])
    expect(durationOf(formatDuration(milliseconds))).toBe(milliseconds)
})

test('stages are read out of the summary that the action writes', () => {
  const report = newReport('id')
  report.status = 'succeeded'
  report.stages.set('build', 45_300).set('push', 1_230).set('start', 800).set('run', 92_000)
  expect(stagesOf(summaryOf(report))).toEqual({ build: 45_000, push: 1_200, start: 800, run: 92_000 })
})

test('a summary without stages has none', () => {
  const report = newReport('id')
  report.status = 'skipped'
  report.image = 'registry.example/flow'
  expect(stagesOf(summaryOf(report))).toEqual({})
})

test('laps of the script', () => {
  expect(lapsOf('lap build 1234.567\nsomething else\nlap push 80.001\n lap not 1\nlap wait\n')).toEqual({
    build: 1234.567,
    push: 80.001
  })
})

test('the flow tells its own time, wherever that line stands', () => {
  expect(flowTimeOf('12:00:01 | INFO | hello\nbench-flow 2.514\n')).toBe(2514)
  expect(flowTimeOf('bench-flow \nhello bench-flow 2.514\n')).toBeUndefined()
})

test('peak memory out of /proc', () => {
  expect(peakOf('Name:\tnode\nVmPeak:\t  999 kB\nVmHWM:\t  81920 kB\nVmRSS:\t  100 kB\n')).toBe(83_886_080)
  expect(peakOf('')).toBeUndefined()
})
