import { describe, expect, test } from '@jest/globals'

import { Failure } from '../../../src/failure.ts'
import { annotationOf } from '../../../src/report/annotation.ts'
import { block, code, text } from '../../../src/report/markdown.ts'
import { outputsOf } from '../../../src/report/outputs.ts'
import { absorb, newReport, statusOf, timeStage, type Report } from '../../../src/report/report.ts'
import { summaryLimit, summaryOf } from '../../../src/report/summary.ts'

const report = (overrides: Partial<Report> = {}): Report => ({
  ...newReport('1a2b3c4d-0000-4000-8000-000000000000'),
  ...overrides
})
const failure = new Failure('out-of-memory', {
  what: 'The flow ran out of memory.',
  why: 'Container flow ended as OOMKilled.',
  fix: 'Raise the input memory.'
})

describe('the summary', () => {
  test('a success tells image, Job and times', () => {
    const stages = new Map([
      ['build', 3_210],
      ['run', 61_000]
    ] as const)
    const markdown = summaryOf(
      report({
        status: 'succeeded',
        flow: 'flows/etl.py',
        image: 'r/etl@sha256:0',
        jobName: 'etl-1a2b3c4d',
        namespace: 'ci',
        exitCode: 0,
        stages: new Map(stages)
      })
    )
    expect(markdown).toContain('### ✅ The flow succeeded: flows/etl.py')
    expect(markdown).toContain('| Image | <code>r/etl&#64;sha256:0</code> |')
    expect(markdown).toContain('| Build | Flow |\n| --- | --- |\n| 3.2s | 1m1s |')
    expect(markdown).not.toContain('kubectl')
  })

  test('a failure says what, why and what to do, then shows the last lines, then the rest', () => {
    const markdown = summaryOf(
      report({ status: 'failed', failure, exitCode: 137, tails: [{ stream: 'p/flow', lines: ['last words'] }] })
    )
    const order = [
      '### ❌',
      '**The flow ran out of memory.**',
      'OOMKilled',
      '➡️ Raise',
      '<details open>',
      'last words',
      '| Identifier'
    ].map((part) => markdown.indexOf(part))
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(Math.min(...order)).toBeGreaterThanOrEqual(0)
  })

  test('a Job that was kept comes with the commands to look further', () => {
    const markdown = summaryOf(report({ status: 'failed', failure, jobName: 'etl-1', namespace: 'ci', jobKept: true }))
    expect(markdown).toContain('kubectl -n ci logs job/etl-1')
  })

  test('failed pods come first, many are cut', () => {
    const pods = Array.from({ length: 30 }, (_, index) => ({
      name: `p${index}`,
      phase: index === 29 ? 'Failed' : 'Succeeded',
      exitCode: index === 29 ? 3 : 0
    }))
    const markdown = summaryOf(report({ status: 'failed', pods }))
    expect(markdown.indexOf('<code>p29</code>')).toBeLessThan(markdown.indexOf('<code>p0</code>'))
    expect(markdown).toContain('… and 10 more pods.')
  })

  test('it never reaches the size at which GitHub drops it', () => {
    const lines = Array.from({ length: 3_000 }, () => '日'.repeat(490))
    const markdown = summaryOf(report({ status: 'failed', tails: [{ stream: 'p/flow', lines }] }))
    expect(Buffer.byteLength(markdown)).toBeLessThan(summaryLimit + 200)
    expect(markdown).toMatch(/cut: the log file has everything/u)
  })

  test.each([
    '<img src=x onerror=alert(1)>',
    '</pre></details># Hacked',
    '![x](http://evil.example/?q)',
    '`code` | cell |',
    '[a](javascript:x)',
    '\u001b[31mred'
  ])('foreign text stays text: %s', (evil) => {
    const shown = summaryOf(
      report({
        status: 'failed',
        flow: evil,
        failure: new Failure('flow-failed', { what: evil, why: evil, fix: evil }),
        pods: [{ name: evil, phase: evil, node: evil, reason: evil }],
        tails: [{ stream: evil, lines: [evil, '', evil] }],
        remarks: [evil]
      })
    )
    expect(shown).not.toContain(evil)
    for (const line of shown.split('\n').filter((one) => one.startsWith('| <code>')))
      expect(line.split(' | ')).toHaveLength(5)
  })
})

describe('Markdown', () => {
  test.each([
    ['a*b_c', 'a\\*b\\_c'],
    ['<b>', '&lt;b&gt;'],
    ['a|b', 'a\\|b'],
    ['two\nlines', 'two lines']
  ])('text %j → %j', (value, expected) => {
    expect(text(value)).toBe(expected)
  })

  test('code cannot be left', () => {
    expect(code('a`</code>|b')).toBe('<code>a&#96;&#60;/code&#62;&#124;b</code>')
  })

  test('an empty line does not end a block', () => {
    expect(block(['a', '', 'b'])).toBe('<pre>a\n&#8203;\nb\n</pre>')
  })
})

describe('outputs', () => {
  test('what is not known is not set', () => {
    expect(outputsOf(report())).toEqual({ identifier: '1a2b3c4d-0000-4000-8000-000000000000', pods: '[]' })
  })

  test('everything that is known, failures included', () => {
    const outputs = outputsOf(
      report({
        failure,
        status: 'failed',
        exitCode: 137,
        imageName: 'n',
        imageTag: 't',
        digest: 'sha256:0',
        build: 'built'
      })
    )
    expect(outputs).toMatchObject({
      'failure-reason': 'out-of-memory',
      'failure-kind': 'code',
      'exit-code': '137',
      status: 'failed',
      'image-name': 'n',
      'image-tag': 't',
      digest: 'sha256:0',
      build: 'built'
    })
  })
})

test('the annotation has all three sentences and stays within GitHub’s limit', () => {
  expect(annotationOf(failure)).toEqual({
    title: 'docker-on-k8s: out-of-memory',
    text: 'The flow ran out of memory.\nContainer flow ended as OOMKilled.\nRaise the input memory.'
  })
  expect(annotationOf(new Failure('flow-failed', { what: 'x'.repeat(9_000) })).text.length).toBeLessThan(4_096)
})

test.each([
  ['cancelled', 'cancelled'],
  ['timed-out', 'timed-out'],
  ['start-timeout', 'timed-out'],
  ['deadline-exceeded', 'timed-out'],
  ['deleted', 'failed'],
  ['flow-failed', 'failed']
] as const)('status of %s: %s', (reason, status) => {
  expect(statusOf(new Failure(reason, { what: 'x' }))).toBe(status)
})

test('news replace what is known and add remarks', () => {
  const known = report({ pods: [{ name: 'a', phase: 'Running' }], remarks: ['one'] })
  absorb(known, { exitCode: 3, remarks: ['two'], times: { start: 1, run: 2 }, report: undefined })
  expect(known).toMatchObject({ exitCode: 3, remarks: ['one', 'two'], pods: [{ name: 'a' }] })
  expect([...known.stages]).toEqual([
    ['start', 1],
    ['run', 2]
  ])
})

test('a stage that fails is timed as well', async () => {
  const known = report()
  await expect(timeStage(known, 'build', () => Promise.reject(new Error('x')))).rejects.toThrow('x')
  expect(known.stages.has('build')).toBe(true)
})
