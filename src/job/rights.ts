/** Which rights a run needs, which it can do without, and what their lack means: a table, and what follows from the answers. Pure. */

import { mergeRights, phrase, rulesOf, type MissingRight } from '../cluster/missing-rights.ts'
import type { JobPlan } from '../plan/types.ts'
import { environmentSecretName } from './secret-names.ts'

/** What the rest of a run wants to know of its rights. Undefined: not asked, or the cluster would not say; trying tells. */
export interface Rights {
  /** Whether Secrets may be made for this run. */
  readonly secrets: boolean | undefined
}

/**
 * What becomes of a run without a right: `must`: there is no run; `lowers`: it goes on and says what is missing; `silent`: who
 * needs it finds out and says so.
 */
export type Need = 'must' | 'lowers' | 'silent'

/** One access review. */
export interface Question {
  readonly verb: string
  /** With a subresource: `pods/log`. */
  readonly resource: string
  readonly group: string
  /** Name of the object, where it is known before there is one and the server looks at it. */
  readonly name?: string | undefined
  readonly need: Need
}

/** A question with the cluster's answer; undefined: it would not say, which is not a no. */
export interface Answer extends Question {
  readonly allowed: boolean | undefined
}

/** What the answers mean. */
export interface Findings {
  readonly rights: Rights
  /** Without these there is no run. */
  readonly missing: readonly MissingRight[]
  /** Without these the run goes on. */
  readonly lowered: readonly MissingRight[]
  /** What the cluster would not say. */
  readonly unknown: readonly MissingRight[]
}

type Right = readonly [verb: string, resource: string]

/** Group of a resource with its subresource. */
function groupOf(resource: string): string {
  return resource === 'jobs' ? 'batch' : ''
}

/** What to ask for this plan: nothing that the run will not use. */
export function questionsOf(plan: JobPlan): readonly Question[] {
  const { name } = plan
  const ask = (need: Need, rights: readonly Right[], object?: string): Question[] =>
    rights.map(([verb, resource]) => ({ verb, resource, group: groupOf(resource), name: object, need }))
  // Jobs that are handed over or kept are deleted only when the run is cancelled or gives them up
  const keeps = !plan.wait || plan.cleanup === 'never'
  return [
    // the server knows no name when it decides over a create
    ...ask('must', [['create', 'jobs']]),
    ...ask('must', [['get', 'jobs']], name),
    ...ask(keeps ? 'lowers' : 'must', [['delete', 'jobs']], name),
    ...(plan.wait ? watching(ask, name) : []),
    ...secrets(plan, ask)
  ]
}

type Ask = (need: Need, rights: readonly Right[], object?: string) => Question[]

function watching(ask: Ask, name: string): Question[] {
  return [
    ...ask(
      'lowers',
      [
        ['list', 'jobs'],
        ['watch', 'jobs']
      ],
      name
    ),
    ...ask('lowers', [
      ['list', 'pods'],
      ['watch', 'pods'],
      ['get', 'pods/log'],
      ['list', 'events']
    ])
  ]
}

function secrets(plan: JobPlan, ask: Ask): Question[] {
  if (plan.secrets.size > 0) {
    const name = environmentSecretName(plan)
    // one that is handed over goes with its Job
    const later: readonly Right[] = plan.wait
      ? [
          ['get', 'secrets'],
          ['delete', 'secrets']
        ]
      : [['get', 'secrets']]
    return [...ask('must', [['create', 'secrets']]), ...ask('lowers', later, name)]
  }
  const mayNeedPullSecret = plan.pullSecret === 'auto' && plan.imagePullSecrets.length === 0
  return mayNeedPullSecret ? ask('silent', [['create', 'secrets']]) : []
}

/** What the answers mean for the run. */
export function judge(answers: readonly Answer[]): Findings {
  const pick = (matches: (answer: Answer) => boolean): MissingRight[] =>
    mergeRights(answers.filter(matches).map(({ verb, resource, group }) => ({ verbs: [verb], resource, group })))
  return {
    rights: { secrets: answers.find(({ verb, resource }) => verb === 'create' && resource === 'secrets')?.allowed },
    missing: pick(({ allowed, need }) => allowed === false && need === 'must'),
    lowered: pick(({ allowed, need }) => allowed === false && need === 'lowers'),
    unknown: pick(({ allowed }) => allowed === undefined)
  }
}

/** The one notice about rights that a run can do without: which, what follows, what to add. */
export function loweredNotice(lowered: readonly MissingRight[], namespace: string): string {
  const names = lowered.map(phrase('and')).join('; ')
  const rules = rulesOf(lowered)
  return [
    `The user of this kubeconfig lacks rights in namespace ${namespace}: ${names}. The run goes on, but ${joined(consequences(lowered))}.`,
    `To have it all, add ${rules.length === 1 ? 'this rule' : 'these rules'} to the user's Role:`,
    ...rules
  ].join('\n')
}

/** What is not there without these rights; a lack that another one makes pointless is not told. */
function consequences(lowered: readonly MissingRight[]): string[] {
  const lacks = (verb: string, resource: string): boolean =>
    lowered.some((right) => right.resource === resource && right.verbs.includes(verb))
  const found: string[] = []
  if (lacks('delete', 'jobs')) found.push('a Job that is cancelled or given up cannot be deleted and runs to its end')
  if (lacks('list', 'jobs') || lacks('watch', 'jobs')) found.push('the Job is read every 2 seconds instead of watched')
  if (lacks('list', 'pods')) found.push('there is no log, and no word on why a pod does not start or how it ended')
  else {
    if (lacks('get', 'pods/log')) found.push('there is no log')
    if (lacks('watch', 'pods')) found.push('pods are listed every 2 seconds instead of watched')
  }
  if (lacks('list', 'events')) found.push('why something does not start may stay unsaid')
  if (lacks('delete', 'secrets')) found.push('the Secret with job-secrets stays until its Job goes')
  if (lacks('get', 'secrets')) found.push('a Secret whose creation was not answered cannot be looked up')
  return found
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join('; ')}; and ${parts.at(-1) ?? ''}`
}
