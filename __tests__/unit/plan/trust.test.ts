import { describe, expect, test } from '@jest/globals'

import type { Failure } from '../../../src/failure.ts'
import { judgeTrust, type TrustRequest } from '../../../src/plan/trust.ts'
import type { WorkspaceUse } from '../../../src/plan/workspace-use.ts'

const own = 'a'.repeat(40)
const other = 'b'.repeat(40)

const use = (sha: string | undefined, overrides: Partial<WorkspaceUse> = {}): WorkspaceUse => ({
  what: 'flow etl.py',
  checkout: '.',
  head: sha === undefined ? { kind: 'unknown', why: 'there is no .git above it' } : { kind: 'commit', sha },
  ...overrides
})

const request = (overrides: Partial<TrustRequest>): TrustRequest => ({
  eventName: 'pull_request_target',
  sha: own,
  uses: [],
  isAllowed: false,
  isDryRun: false,
  ...overrides
})

function judge(overrides: Partial<TrustRequest>): string {
  try {
    return judgeTrust(request(overrides)) === undefined ? 'goes on' : 'goes on with a warning'
  } catch (error) {
    return (error as Failure).reason
  }
}

describe('whether a run goes on', () => {
  test.each<[string, Partial<TrustRequest>, string]>([
    ['nothing of the workspace is used', {}, 'goes on'],
    ['the commit of the event', { uses: [use(own)] }, 'goes on'],
    ['another commit', { uses: [use(other)] }, 'untrusted-code'],
    ['a commit that cannot be told', { uses: [use(undefined)] }, 'untrusted-code'],
    ['one of two is another', { uses: [use(own), use(other)] }, 'untrusted-code'],
    ['an event whose commit is not known', { uses: [use(own)], sha: '' }, 'untrusted-code'],
    ['workflow_run', { eventName: 'workflow_run', uses: [use(other)] }, 'untrusted-code'],
    ['issue_comment', { eventName: 'issue_comment', uses: [use(other)] }, 'untrusted-code'],
    // of a fork it has no secrets; of a branch it is as trusted as who may push
    ['pull_request', { eventName: 'pull_request', uses: [use(other)] }, 'goes on'],
    ['push', { eventName: 'push', uses: [use(other)] }, 'goes on'],
    ['a schedule', { eventName: 'schedule', uses: [use(undefined)] }, 'goes on'],
    ['outside a runner', { eventName: '', uses: [use(undefined)] }, 'goes on'],
    ['allowed', { uses: [use(other)], isAllowed: true }, 'goes on with a warning'],
    ['allowed where there was no need', { uses: [use(own)], isAllowed: true }, 'goes on'],
    ['a dry run', { uses: [use(other)], isDryRun: true }, 'goes on']
  ])('%s: %s', (_, overrides, expected) => {
    expect(judge(overrides)).toBe(expected)
  })
})

describe('what the user reads', () => {
  const failureOf = (overrides: Partial<TrustRequest>): Failure => {
    try {
      judgeTrust(request(overrides))
    } catch (error) {
      return error as Failure
    }
    throw new Error('it went on')
  }

  test('the event, what was found, what to do', () => {
    const failure = failureOf({
      uses: [use(other, { checkout: 'pr' }), use(undefined, { what: 'files data' })]
    })
    expect(failure.what).toContain('pull_request_target can be caused by anybody')
    expect(failure.why?.split('\n')).toEqual([
      "flow etl.py lies in the checkout in pr, which is at commit bbbbbbbbbbbb, not at the event's aaaaaaaaaaaa.",
      'files data lies in the checkout of the workspace, of which it cannot be told which commit it is: there is no .git above it.'
    ])
    expect(failure.fix).toMatch(/without ref.*has git.*dry-run: true.*allow-untrusted-code: true/u)
  })

  test('a commit that is known needs no git', () => {
    expect(failureOf({ uses: [use(other)] }).fix).not.toContain('has git')
  })

  test('the warning says what was allowed', () => {
    expect(judgeTrust(request({ uses: [use(other)], isAllowed: true }))).toMatch(
      /^allow-untrusted-code: .* event pull_request_target\. flow etl\.py lies/u
    )
  })
})
