import { describe, expect, test } from '@jest/globals'

import type { JobSpec } from '../../../src/cluster/objects.ts'
import type { LauncherReport } from '../../../src/flow/protocol.ts'
import { jsonRedactor, redactReport, resultOf } from '../../../src/job/result.ts'
import type { Verdict } from '../../../src/job/verdict.ts'
import { makeJob, makeSnapshot } from '../../support/objects.ts'

const report: LauncherReport = {
  kind: 'function',
  state: 'succeeded',
  exit: 0,
  exception: undefined,
  frames: [],
  causes: [],
  result: '{"rows": 3}',
  resultProblem: undefined
}
const succeeded: Verdict = { kind: 'succeeded', by: 'exit' }
interface Case {
  readonly verdict?: Verdict
  readonly spec?: Partial<JobSpec>
  readonly exitCode?: number
  readonly report?: Partial<LauncherReport> | 'none'
}
const result = ({ verdict = succeeded, spec = {}, exitCode = 0, report: changes = {} }: Case) =>
  resultOf(verdict, makeSnapshot({ job: makeJob({ spec }) }), {
    exitCode,
    report: changes === 'none' ? undefined : { ...report, ...changes }
  })
/** A work queue as it is stored. */
const queue = makeJob({ spec: { parallelism: 2 } })
const queueSpec = Object.fromEntries(Object.entries(queue.spec ?? {}).filter(([key]) => key !== 'completions'))

describe('the result of a run', () => {
  test.each<[string, Case]>([
    ['of one pod', {}],
    ['of the last of several tries', { spec: { backoffLimit: 3 } }],
    ['of an Indexed Job with one index', { spec: { completionMode: 'Indexed' } }]
  ])('%s', (_name, given) => {
    expect(result(given)).toEqual({ result: '{"rows": 3}' })
  })

  test.each<[string, Case]>([
    ['a failed run', { verdict: { kind: 'gone' } }],
    ['another exit code', { exitCode: 3 }],
    ['no report', { report: 'none' }],
    ['a report of a failure', { report: { state: 'failed' } }],
    ['several pods', { spec: { completionMode: 'Indexed', completions: 3, parallelism: 3 } }],
    ['no return value', { report: { result: undefined } }]
  ])('is not there: %s', (_name, given) => {
    expect(result(given)).toEqual({})
  })

  test('nor for a work queue of several pods', () => {
    const job = { ...makeJob(), spec: queueSpec }
    expect(resultOf(succeeded, makeSnapshot({ job }), { exitCode: 0, report })).toEqual({})
  })

  test.each([
    ['not-json', 'is not JSON'],
    ['too-long', 'is longer than about 3.5 KB']
  ] as const)('%s: empty, and why', (resultProblem, words) => {
    expect(result({ report: { result: undefined, resultProblem } })).toEqual({
      problem: `The flow’s result ${words}, so the output result is empty.`
    })
  })
})

describe('secrets are taken out of a report', () => {
  test.each([
    ['as they are', 'tok-12345', '["tok-12345"]', '["***"]'],
    ['escaped by JSON', 'a"b\\c', String.raw`["a\"b\\c"]`, '["***"]'],
    ['beyond ASCII', 'pässwörd', '["pässwörd"]', '["***"]'],
    ['beyond ASCII by their codes', 'pässwörd', String.raw`["p\u00e4ssw\u00f6rd"]`, '["***"]'],
    ['line by line', 'line one\nline two', String.raw`["line one\nline two"]`, String.raw`["***\n***"]`],
    ['also where that is no JSON any more', '[1, 2', '[1, 2, 3]', '***, 3]']
  ])('%s', (_name, secret, text, expected) => {
    expect(redactReport({ ...report, result: text }, jsonRedactor([secret])).result).toBe(expected)
  })

  test('in exceptions and what led to them', () => {
    const told = {
      ...report,
      exception: { type: 'E', message: 'bad tok-12345' },
      causes: [{ type: 'C', message: 'tok-12345!', frame: undefined }]
    }
    expect(redactReport(told, jsonRedactor(['tok-12345']))).toMatchObject({
      exception: { type: 'E', message: 'bad ***' },
      causes: [{ type: 'C', message: '***!' }]
    })
  })
})
