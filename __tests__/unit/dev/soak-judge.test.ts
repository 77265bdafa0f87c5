/** The judge of the soak notices each kind of wrong: evidence that is made up, good first, then broken in one place. */

import { describe, expect, test } from '@jest/globals'

import type { Evidence, Left } from '../../../dev/soak/evidence.ts'
import { judge, rules } from '../../../dev/soak/judge.ts'
import { scenarioOf, type Scenario } from '../../../dev/soak/scenario.ts'
import type { WrittenLog } from '../../../dev/soak/truth.ts'
import type { PodVersion } from '../../../dev/soak/watching.ts'

const secret = 's3cret-123456'
const time = (second: number): string => `2026-03-01T12:00:${String(second).padStart(2, '0')}.000000000Z`

function log(...lines: string[]): WrittenLog {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1')
  return { pod: 'p', container: 'flow', number: 0, bytes, times: lines.map((_, index) => [time(index), time(index)]) }
}

function pod({ exitCode = 0, asked = false, disrupted = false } = {}): { versions: PodVersion[]; isGone: boolean } {
  const terminated = { exitCode, reason: 'Completed', finishedAt: '2026-03-01T12:00:09Z' }
  const state = { name: 'flow', restartCount: 0, state: { terminated } }
  const removal = { deletionTimestamp: '2026-03-01T12:00:06Z', deletionGracePeriodSeconds: 1 }
  const conditions = disrupted ? [{ type: 'DisruptionTarget', status: 'True' }] : []
  return {
    versions: [
      { metadata: { name: 'p', ...(asked ? removal : {}) }, status: { containerStatuses: [state], conditions } }
    ],
    isGone: false
  }
}

const job = (condition: string): Evidence['jobs'][number] => ({
  versions: [{ metadata: { name: 'j' }, status: { conditions: [{ type: condition, status: 'True' }] } }],
  isGone: true
})

const left = (more: Partial<Left> = {}): Left => ({ kind: 'jobs', name: 'j', owners: 0, ...more })
const error = {
  level: 'error',
  message: 'no',
  file: undefined,
  line: undefined,
  title: undefined,
  isShown: true
} as const

const plain: Scenario = {
  ...scenarioOf(1),
  ...{ program: { steps: [], exitCode: 0, onTerm: 'deaf' }, shape: 'plain', secret, logs: 'stream', cleanup: 'always' },
  ...{ timeout: 300, faults: [], outage: undefined, cutAll: undefined, interference: undefined, signal: undefined },
  post: true
}

const outputs = {
  ...{ status: 'succeeded', identifier: 'i', 'exit-code': '0', 'started-at': 't', 'finished-at': 't', pods: '[]' },
  ...{ 'job-name': 'j', namespace: 'n', 'log-file': '/t/log.txt' }
}
const failed = {
  ...outputs,
  status: 'failed',
  'failure-kind': 'code',
  'failure-reason': 'flow-failed',
  'exit-code': '3'
}

function step(more: Partial<Evidence['main']> = {}): Evidence['main'] {
  const shown = '::stop-commands::abc\n| one\n| two ***\n::abc::\n'
  return {
    ...{ exitCode: 0, signal: null, conclusion: 'success', stdout: shown, raw: Buffer.from(shown) },
    ...{ rawStderr: Buffer.alloc(0), outputs, state: {}, env: {}, summary: '✅', annotations: [], masks: [secret] },
    ...{ groups: [], executedCommands: [], runnerErrors: [], signalsSent: [], leftChildren: false, duration: 5_000 },
    ...more
  }
}

const good: Evidence = {
  scenario: plain,
  done: { cancelled: false, killed: false, interference: false, outage: false },
  main: step(),
  post: step({ annotations: [], outputs: {}, raw: Buffer.alloc(0), stdout: '' }),
  pods: [pod()],
  jobs: [job('Complete')],
  written: [log('one', `two ${secret}`)],
  logFile: Buffer.from('one\ntwo ***\n'),
  left: [],
  files: new Map([['docker-on-k8s/i/log.txt', Buffer.from('one\ntwo ***\n')]])
}

const red = (more: Partial<Evidence> = {}): Evidence => ({
  ...good,
  main: step({ exitCode: 1, conclusion: 'failure', outputs: failed, annotations: [error], summary: '❌' }),
  pods: [pod({ exitCode: 3 })],
  jobs: [job('Failed')],
  ...more
})
const ended = (reason: string, more: Partial<Evidence['main']> = {}): Evidence['main'] =>
  step({ exitCode: 1, outputs: { ...failed, 'failure-reason': reason }, annotations: [error], ...more })
/** A log of three lines of which the file has these, and what the run says of it. */
function kept(lines: readonly string[], loss?: string, more: Partial<Evidence['main']> = {}): Evidence {
  const stdout = loss === undefined ? '' : `##[warning]The log of p/flow is not whole: ${loss}.\n`
  return {
    ...good,
    scenario: { ...plain, logs: 'on-failure' },
    main: step({ stdout, raw: Buffer.from(stdout), ...more }),
    written: [log('one', 'two', 'three')],
    logFile: Buffer.from(lines.map((line) => `${line}\n`).join(''))
  }
}
const between = (from: number, to: number): string => `lines may be missing between ${time(from)} and ${time(to)}`
const cancelled = { ...failed, status: 'cancelled', 'failure-reason': 'cancelled', 'failure-kind': 'stopped' }

const broken: [string, string, Evidence][] = [
  ['green-is-true', 'green, and the container exited 3', { ...good, pods: [pod({ exitCode: 3 })] }],
  ['green-is-true', 'green, and the pod was being removed', { ...good, pods: [pod({ asked: true })] }],
  ['green-is-true', 'green, and the pod was evicted', { ...good, pods: [pod({ asked: true, disrupted: true })] }],
  ['green-is-true', 'green, and the flow was told to end', { ...good, written: [log('soak: told to end')] }],
  ['green-is-true', 'green, and nothing ran', { ...good, pods: [] }],
  [
    'green-is-true',
    'green, and the Job failed',
    { ...good, scenario: { ...plain, shape: 'two-containers' }, jobs: [job('Failed')] }
  ],
  ['ending-is-true', 'red, and the container exited 0', red({ pods: [pod()] })],
  ['ending-is-true', 'cancelled by nobody', red({ main: step({ exitCode: 1, outputs: cancelled }) })],
  ['ending-is-true', 'deleted by nobody', red({ main: ended('deleted') })],
  ['ending-is-true', 'an error of our own', red({ main: ended('internal-error') })],
  [
    'ending-is-true',
    'died of a signal after it made a Job',
    { ...good, main: step({ exitCode: null, signal: 'SIGINT' }) }
  ],
  ['exit-code', 'another exit code', red({ main: ended('flow-failed', { outputs: { ...failed, 'exit-code': '4' } }) })],
  ['exit-code', 'green with an exit code', { ...good, main: step({ outputs: { ...outputs, 'exit-code': '3' } }) }],
  ['one-error', 'red without an error', red({ main: ended('flow-failed', { annotations: [] }) })],
  ['one-error', 'green with an error', { ...good, main: step({ annotations: [error] }) }],
  ['one-error', 'something on stderr', { ...good, main: step({ rawStderr: Buffer.from('x') }) }],
  [
    'one-error',
    'green with a failure-reason',
    { ...good, main: step({ outputs: { ...outputs, 'failure-reason': 'x' } }) }
  ],
  ['outputs', 'no identifier', { ...good, main: step({ outputs: { ...outputs, identifier: '' } }) }],
  ['outputs', 'another status', { ...good, main: step({ outputs: { ...outputs, status: 'failed' } }) }],
  ['outputs', 'no summary', { ...good, main: step({ summary: '' }) }],
  [
    'log-file-is-true',
    'the pod was seen, then deleted; nothing of its log, and not a word',
    kept([], undefined, {
      stdout: 'Pod p: on node n, pulling the image and starting\n',
      outputs: { ...failed, 'failure-reason': 'deleted' }
    })
  ],
  ['log-file-is-true', 'no log file', { ...good, logFile: undefined }],
  ['log-file-is-true', 'a line is missing at the end', kept(['one', 'two'])],
  ['log-file-is-true', 'a line is missing at the start', kept(['two', 'three'])],
  [
    'log-file-is-true',
    'a line that is cut, before the loss',
    kept(['on'], `lines may be missing between ${time(1)} and its end`)
  ],
  ['log-file-is-true', 'a line twice', kept(['one', 'two', 'two', 'three'])],
  ['log-file-is-true', 'a line twice, and a loss', kept(['one', 'one', 'three'], between(0, 2))],
  ['log-file-is-true', 'a line that nobody wrote, and a loss', kept(['one', 'other', 'three'], between(0, 2))],
  ['log-file-is-true', 'lines in another order, and a loss', kept(['two', 'one', 'three'], between(0, 2))],
  ['log-file-is-true', 'a loss at another time', kept(['one', 'three'], between(2, 3))],
  [
    'log-file-is-true',
    'a line of somebody else',
    { ...good, logFile: Buffer.from('one\ntwo ***\n==> q/flow <==\nx\n') }
  ],
  [
    'log-file-is-true',
    'cancelled, and a line from the middle is missing',
    kept(['one', 'three'], undefined, { exitCode: 1, outputs: cancelled })
  ],
  [
    'shown-log-is-true',
    'a line is not shown',
    { ...good, main: step({ raw: Buffer.from('::stop-commands::a\n| one\n::a::\n') }) }
  ],
  ['shown-log-is-true', 'lines are shown with logs: none', { ...good, scenario: { ...plain, logs: 'none' } }],
  [
    'nothing-left',
    'a Job is left',
    { ...good, left: [left({ activeDeadlineSeconds: 9, ttlSecondsAfterFinished: 9 })] }
  ],
  [
    'nothing-left',
    'killed before the flow had ended, and post left the Job',
    {
      ...good,
      ...{ main: step({ exitCode: null, signal: 'SIGKILL', outputs: {}, summary: '' }), pods: [] },
      done: { ...good.done, killed: true },
      scenario: { ...plain, cleanup: 'never' },
      left: [left({ activeDeadlineSeconds: 9, ttlSecondsAfterFinished: 9 })]
    }
  ],
  ['nothing-left', 'two Jobs', { ...good, jobs: [job('Complete'), job('Complete')] }],
  [
    'nothing-left',
    'a Secret of a Job that is kept',
    { ...good, scenario: { ...plain, cleanup: 'never' }, left: [left({ kind: 'secrets', owners: 1 })] }
  ],
  [
    'nothing-left',
    'without post, a Job without an end',
    { ...good, post: undefined, left: [left({ ttlSecondsAfterFinished: 9 })] }
  ],
  [
    'nothing-left',
    'without post, a Job that stays',
    { ...good, post: undefined, left: [left({ activeDeadlineSeconds: 9 })] }
  ],
  ['nothing-left', 'without post, a Secret of nobody', { ...good, post: undefined, left: [left({ kind: 'secrets' })] }],
  ['in-time', 'main takes long', { ...good, main: step({ duration: 200_000 }) }],
  ['in-time', 'a child lives on', { ...good, main: step({ leftChildren: true }) }],
  ['quiet-post', 'post warns', { ...good, post: step({ annotations: [error] }) }],
  ['quiet-post', 'post fails', { ...good, post: step({ exitCode: 1 }) }],
  ['no-files', 'the kubeconfig stays', { ...good, files: new Map([['docker-on-k8s/i/kubeconfig', Buffer.from('k')]]) }],
  ['secret-hidden', 'a secret in the summary', { ...good, main: step({ summary: `it is ${secret}` }) }],
  [
    'secret-hidden',
    'a secret in a file',
    { ...good, files: new Map([['docker-on-k8s/i/log.txt', Buffer.from(secret)]]) }
  ]
]

const fine: [string, Evidence][] = [
  ['a success', good],
  ['a failure', red()],
  ['a cancel before the end of the log', kept(['one', 'tw'], undefined, { exitCode: 1, outputs: cancelled })],
  ['a loss that is stated', kept(['one', 'three'], between(0, 2))],
  ['a loss that begins within a line', kept(['one', 'tw'], `lines may be missing between ${time(0)} and its end`)],
  ['a loss at the end', kept(['one'], `lines may be missing between ${time(0)} and its end`)],
  [
    'a loss that only the summary tells of',
    kept([], undefined, { summary: 'The log of p/flow is not whole: not in time.' })
  ],
  [
    'a runner that died, and a Job that ends and goes by itself',
    {
      ...good,
      ...{ main: step({ exitCode: null, signal: 'SIGKILL', outputs: {}, summary: '' }), post: undefined },
      done: { ...good.done, killed: true },
      left: [left({ activeDeadlineSeconds: 9, ttlSecondsAfterFinished: 9 }), left({ kind: 'pods', owners: 1 })],
      written: [log('one', `two ${secret}`, 'three')]
    }
  ],
  [
    'a main that was killed when it had decided to keep the Job',
    {
      ...good,
      ...{ main: step({ exitCode: null, signal: 'SIGKILL', outputs: {}, summary: '' }) },
      done: { ...good.done, killed: true },
      scenario: { ...plain, cleanup: 'never' },
      left: [left({ activeDeadlineSeconds: 9, ttlSecondsAfterFinished: 9 })]
    }
  ],
  [
    'a pod that came and went while nobody could see it',
    {
      ...red({ pods: [pod({ asked: true })], main: ended('deleted', { stdout: '', raw: Buffer.alloc(0) }) }),
      ...{ done: { ...good.done, interference: true }, logFile: Buffer.alloc(0) },
      scenario: { ...plain, interference: { do: 'delete-pod', after: 'running', ms: 0 } }
    }
  ],
  [
    'a deleted pod whose exit 0 is no success',
    {
      ...red({ pods: [pod({ asked: true })], main: ended('deleted') }),
      ...{ done: { ...good.done, interference: true } },
      scenario: { ...plain, interference: { do: 'delete-pod', after: 'running', ms: 0 } }
    }
  ]
]

describe('the judge', () => {
  test.each(broken)('%s: %s', (rule, _what, evidence) => {
    expect(judge(evidence).map((each) => each.rule)).toContain(rule)
  })

  test('has a broken case for each rule', () => {
    expect(new Set(broken.map(([rule]) => rule))).toEqual(new Set(rules.map(({ id }) => id)))
  })

  test.each(fine)('has nothing against %s', (_what, evidence) => {
    const isCancelled = evidence.main.outputs['failure-reason'] === 'cancelled'
    const found = judge(isCancelled ? { ...evidence, done: { ...evidence.done, cancelled: true } } : evidence)
    expect(found).toEqual([])
  })
})
