/**
 * Whether the code in the workspace may run with this workflow's secrets. Some events start a workflow of the default
 * branch, with its secrets, on behalf of anybody: what such a workflow checks out besides its own commit is whatever a
 * stranger pushed ("pwn request", GitHub Security Lab). Pure.
 */

import { Failure } from '../failure.ts'
import type { WorkspaceUse } from './workspace-use.ts'

/** Events that strangers can cause and that run with secrets (docs.github.com, "Events that trigger workflows"). */
const eventsOfStrangers: readonly string[] = ['pull_request_target', 'workflow_run', 'issue_comment']

/** True for events in which code that is not of the event's own commit is a stranger's. */
export function isEventOfStrangers(eventName: string): boolean {
  return eventsOfStrangers.includes(eventName)
}

export interface TrustRequest {
  readonly eventName: string
  /** The event's own commit (`GITHUB_SHA`): of the base or default branch in these events. */
  readonly sha: string
  readonly uses: readonly WorkspaceUse[]
  /** `allow-untrusted-code` */
  readonly isAllowed: boolean
  /** A dry run executes nothing of the workspace. */
  readonly isDryRun: boolean
}

/**
 * Judges what is used of the workspace. What cannot be told counts as untrusted.
 * @returns undefined: go on; a text: go on after this warning
 * @throws Failure `untrusted-code`
 */
export function judgeTrust({ eventName, sha, uses, isAllowed, isDryRun }: TrustRequest): string | undefined {
  if (isDryRun || !isEventOfStrangers(eventName)) return undefined
  const untrusted = uses.filter(({ head }) => head.kind === 'unknown' || head.sha !== sha)
  if (untrusted.length === 0) return undefined
  const found = untrusted.map((use) => sentence(use, sha))
  if (isAllowed) {
    return `allow-untrusted-code: what runs now with this workflow's secrets is not the commit of the event ${eventName}. ${found.join(' ')}`
  }
  const isAnyUnknown = untrusted.some(({ head }) => head.kind === 'unknown')
  throw new Failure('untrusted-code', {
    what: `The event ${eventName} can be caused by anybody, and the code that would run with this workflow's secrets is not surely the commit of the event.`,
    why: found.join('\n'),
    fix: `Check out the commit of the event (actions/checkout without ref${isAnyUnknown ? ', on a runner that has git' : ''}); or set dry-run: true, which executes nothing of it; or, if only people you trust can start this, set allow-untrusted-code: true.`
  })
}

function sentence({ what, checkout, head }: WorkspaceUse, sha: string): string {
  const where = checkout === '.' ? 'the checkout of the workspace' : `the checkout in ${checkout}`
  if (head.kind === 'unknown')
    return `${what} lies in ${where}, of which it cannot be told which commit it is: ${head.why}.`
  const expected = sha === '' ? 'an event whose commit (GITHUB_SHA) is not known' : `the event's ${sha.slice(0, 12)}`
  return `${what} lies in ${where}, which is at commit ${head.sha.slice(0, 12)}, not at ${expected}.`
}
