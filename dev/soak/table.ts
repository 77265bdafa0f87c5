/** What many runs came to, as text. Pure. */

import type { Evidence } from './evidence.ts'
import type { Broken } from './judge.ts'
import { troubleOf, type Scenario } from './scenario.ts'

/** One run, as the table needs it. */
export interface Outcome {
  readonly seed: number
  /** How it ended, in the words of {@link endingOf}; `not judged` where the soak itself failed. */
  readonly ending: string
  readonly trouble: string
  readonly lossStated: boolean
  readonly broken: readonly Broken[]
}

/** How a run ended for its user. */
export function endingOf({ main, post }: Pick<Evidence, 'main' | 'post'>): string {
  if (main.exitCode === null) return post === undefined ? 'runner died' : 'main killed, post ran'
  return main.outputs['failure-reason'] || (main.exitCode === 0 ? 'success' : 'red without a reason')
}

export function outcomeOf(evidence: Evidence, broken: readonly Broken[]): Outcome {
  const { scenario, main } = evidence
  return {
    seed: scenario.seed,
    ending: endingOf(evidence),
    trouble: troubleOf(scenario),
    lossStated: main.summary.includes('is not whole'),
    broken
  }
}

/** A run that could not be judged: as bad as one that broke a rule. */
export function notJudged(scenario: Scenario, error: unknown): Outcome {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    seed: scenario.seed,
    ending: 'not judged',
    trouble: troubleOf(scenario),
    lossStated: false,
    broken: [{ rule: 'soak', what }]
  }
}

const groups: Record<string, readonly string[]> = {
  'wrong verdicts': ['green-is-true', 'ending-is-true', 'exit-code', 'one-error', 'outputs'],
  'logs with lines lost or repeated': ['log-file-is-true', 'shown-log-is-true'],
  'runs that left objects': ['nothing-left']
}

/** One line for one run. */
export function lineOf({ seed, ending, trouble, broken }: Outcome): string {
  const found = broken.map(({ rule, what }) => `\n    ✗ ${rule}: ${what}`).join('')
  return `${broken.length === 0 ? '✓' : '✗'} ${seed} ${ending} (${trouble})${found}`
}

/** The closing table. @param seeds what was asked for, in words */
export function tableOf(outcomes: readonly Outcome[], seeds: string): string {
  const endings = new Map<string, number>()
  for (const { ending } of outcomes) endings.set(ending, (endings.get(ending) ?? 0) + 1)
  const rows = [...endings]
    .sort(([, a], [, b]) => b - a)
    .map(([ending, count]) => `${String(count).padStart(6)}  ${ending}`)
  const withRule = (rules: readonly string[]): number =>
    outcomes.filter(({ broken }) => broken.some(({ rule }) => rules.includes(rule))).length
  const known = Object.values(groups).flat()
  const others = outcomes.filter(({ broken }) => broken.some(({ rule }) => !known.includes(rule))).length
  const failed = outcomes.filter(({ broken }) => broken.length > 0)
  return [
    `${outcomes.length} runs, ${seeds}`,
    ...rows,
    ...Object.entries(groups).map(([name, rules]) => `${name}: ${withRule(rules)}`),
    `other findings: ${others}`,
    `losses that were stated: ${outcomes.filter(({ lossStated }) => lossStated).length}`,
    ...failed.map(({ seed, broken }) => {
      const [first] = broken
      return `failing seed ${seed}: ${first?.rule ?? ''}: ${first?.what.split('\n')[0] ?? ''}`
    }),
    `${failed.length} findings`
  ].join('\n')
}
