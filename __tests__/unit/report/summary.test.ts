import { describe, expect, test } from '@jest/globals'

import { Failure } from '../../../src/failure.ts'
import { annotationOf } from '../../../src/report/annotation.ts'
import { block, code, text } from '../../../src/report/markdown.ts'
import { outputsOf } from '../../../src/report/outputs.ts'
import { browseUrl } from '../../../src/report/origin.ts'
import { absorb, newReport, statusOf, timeStage, type Report } from '../../../src/report/report.ts'
import { summaryLimit, summaryOf } from '../../../src/report/summary.ts'
import { makeEnvironment } from '../../support/inputs.ts'

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

  test('an image that was not built says so', () => {
    const markdown = summaryOf(report({ status: 'succeeded', image: 'r/etl@sha256:0', build: 'reused' }))
    expect(markdown).toContain('| Image | <code>r/etl&#64;sha256:0</code>, built by an earlier run |')
  })

  test('what would have made the build quicker stands below the times', () => {
    const markdown = summaryOf(
      report({ status: 'succeeded', hint: 'With a builder of its own …', stages: new Map([['build', 45_000]]) })
    )
    expect(markdown).toContain('| 45s |\n\n💡 With a builder of its own …')
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
        failure: new Failure('flow-failed', {
          ...{ what: evil, why: evil, fix: evil, title: evil },
          frames: [{ file: evil, line: 1, function: evil }],
          causes: [{ text: evil, frame: { file: evil, line: 2, function: evil } }]
        }),
        browse: 'https://github.com/octo/flows/blob/0',
        result: evil,
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

describe('the user’s own code in the summary', () => {
  const origin = {
    frames: [
      { file: 'flows/etl.py', line: 30, function: '<module>' },
      { file: 'lib/a "b" (1)#.py', line: 12, function: 'load_all' }
    ],
    causes: [
      { text: "KeyError: 'price'", frame: { file: 'flows/etl.py', line: 12, function: 'load' } },
      { text: 'OSError: x', frame: undefined }
    ]
  }
  const failed = new Failure('flow-failed', { what: 'The flow failed.', ...origin })

  test('follows the failure: the chain line by line, then the frames, with links where the commit is known', () => {
    const markdown = summaryOf(report({ status: 'failed', failure: failed, browse: 'https://h/o/r/blob/c0' }))
    expect(markdown).toContain(
      'caused by KeyError: \'price\' — <a href="https:&#47;&#47;h/o/r/blob/c0/flows/etl.py&#35;L12"><code>flows/etl.py:12</code></a>, in load  \ncaused by OSError: x'
    )
    expect(markdown).toContain('/lib/a%20%22b%22%20%281%29%23.py&#35;L12"><code>lib/a "b" (1)&#35;.py:12</code></a> in <code>load&#95;all</code>\n</pre>') // prettier-ignore
    expect(markdown.indexOf('kind <code>code</code>')).toBeLessThan(markdown.indexOf('caused by'))
  })

  test('has no links without a commit', () => {
    const markdown = summaryOf(report({ status: 'failed', failure: failed }))
    expect(markdown).not.toContain('href')
    expect(markdown).toContain('<pre><code>flows/etl.py:30</code>\n')
  })

  test.each([
    [{}, 'https://github.com/octo/flows/blob/1f0c3a52b1d1e6c8a4b6c3d2e1f0a9b8c7d6e5f4'],
    [{ serverUrl: 'https://ghe.example:8443' }, expect.stringMatching(/^https:\/\/ghe\.example:8443\/octo/u)],
    [{ repository: '' }, undefined],
    [{ sha: 'main' }, undefined],
    [{ serverUrl: 'javascript:alert(1)' }, undefined],
    [{ serverUrl: 'https://x/"><b>' }, undefined]
  ])('the address of a commit: %j', (changes, expected) => {
    expect(browseUrl(makeEnvironment(changes))).toEqual(expected)
  })
})

test('a result is a row, cut where it is long', () => {
  const markdown = summaryOf(report({ status: 'succeeded', result: `["${'x'.repeat(300)}"]` }))
  expect(markdown).toMatch(/^\| Result \| <code>&#91;"x{198}…<\/code> \|$/mu)
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
  test('a result is one, JSON as it came', () => {
    expect(outputsOf(report({ result: '{"a":1}' }))).toMatchObject({ result: '{"a":1}' })
  })

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

test('the annotation of an exception stands at its line, has it as its title, and still names the reason', () => {
  const exception = { title: 'ValueError: no rows', place: { file: 'flows/etl.py', line: 12 } }
  expect(annotationOf(new Failure('flow-failed', { what: 'x'.repeat(9_000), ...exception }))).toEqual({
    title: 'ValueError: no rows',
    text: expect.stringMatching(/^x+…\ndocker-on-k8s: flow-failed$/u),
    file: 'flows/etl.py',
    line: 12
  })
  const unknown = new Failure('flow-failed', { what: 'w', place: { file: 'a.py', line: 0 } })
  expect(annotationOf(unknown)).toEqual({ title: 'docker-on-k8s: flow-failed', text: 'w', file: 'a.py' })
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
  absorb(known, { exitCode: 3, remarks: ['two'], times: { start: 1, run: 2, log: 3 }, report: undefined })
  expect(known).toMatchObject({ exitCode: 3, remarks: ['one', 'two'], pods: [{ name: 'a' }] })
  expect([...known.stages]).toEqual([
    ['start', 1],
    ['run', 2]
  ])
  // mostly the log ends with the container
  absorb(known, { times: { start: 1, run: 2, log: 1000 } })
  expect(known.stages.get('log')).toBe(1000)
})

test('a stage that fails is timed as well', async () => {
  const known = report()
  await expect(timeStage(known, 'build', () => Promise.reject(new Error('x')))).rejects.toThrow('x')
  expect(known.stages.has('build')).toBe(true)
})
