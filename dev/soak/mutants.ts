/**
 * Faults put into the built action, one at a time, each with runs that reach it: the proof that the judge notices.
 * Pure: what to change, which runs reach it, which rules must break.
 */

import { lengthOf } from './program.ts'
import type { Scenario } from './scenario.ts'

export interface Mutant {
  readonly name: string
  /** A piece of the bundle, which must be there exactly once, and what takes its place. */
  readonly from: string
  readonly to: string
  /** The rules of which one must break. */
  readonly breaks: readonly string[]
  readonly reaches: (scenario: Scenario) => boolean
}

const isQuiet = ({ faults, outage, cutAll, interference, signal, timeout }: Scenario): boolean =>
  faults.length === 0 && !outage && !cutAll && !interference && !signal && timeout > 1
const isPlain = (scenario: Scenario): boolean => scenario.shape === 'plain' && isQuiet(scenario)
/** The runner's connections are all cut in the middle of a log that was delivered in part. */
const resumes = (scenario: Scenario): boolean => {
  const { shape, program, cutAll, faults, outage, interference, signal } = scenario
  const isOnlyCut = cutAll?.after === 'running' && !outage && !interference && !signal && faults.length === 0
  const first = program.steps.findIndex((step) => step.do === 'lines')
  const rest = program.steps.slice(first + 1)
  const pause = rest.findIndex((step) => step.do === 'pause' && step.ms >= 1_000)
  const isInTime = first === 0 && pause >= 0 && (cutAll?.ms ?? 0) < 900 && (cutAll?.ms ?? 0) > 300
  return shape === 'plain' && isOnlyCut && isInTime && rest.slice(pause + 1).some((step) => step.do === 'lines')
}
const isTakenAway = ({ shape, program, interference, faults, outage, signal }: Scenario): boolean =>
  shape === 'plain' &&
  program.onTerm === 'exit-0' &&
  ['delete-pod', 'evict-pod'].includes(interference?.do ?? '') &&
  interference?.after === 'running' &&
  interference.ms < 1_000 &&
  lengthOf(program) > 2_000 &&
  ![faults.length > 0, outage, signal].some(Boolean)

export const mutants: readonly Mutant[] = [
  {
    name: 'any exit code is a success',
    from: "return exit.exitCode === 0 ? { kind: 'succeeded', by: 'exit' } : { kind: 'failed', by: 'exit' };",
    to: "return { kind: 'succeeded', by: 'exit' };",
    breaks: ['green-is-true'],
    reaches: (scenario) => isPlain(scenario) && scenario.program.exitCode !== 0
  },
  {
    name: 'the exit 0 of a pod that was told to end is a success',
    from: 'function endedByItself(pod) {',
    to: 'function endedByItself(pod) { return true;',
    breaks: ['green-is-true', 'ending-is-true'],
    reaches: isTakenAway
  },
  {
    name: 'a log is read again from its beginning after each cut',
    from: 'new LogIntake(this.#position, resume, {',
    to: 'new LogIntake(this.#position, { ...resume, skip: 0, anchor: undefined, first: undefined, missing: false }, {',
    breaks: ['log-file-is-true'],
    reaches: resumes
  },
  {
    name: 'a resumed log leaves out its first new line',
    from: "if (this.phase === 'deliver')\n            this.#deliver(bytes, start, end);",
    to: "if (this.phase === 'deliver') { if (this.seen > 0) { this.seen = 0; return; } this.#deliver(bytes, start, end); }",
    breaks: ['log-file-is-true'],
    reaches: resumes
  },
  {
    name: 'a last line without an end is dropped',
    from: 'const tail = this.tail();\n        if (tail !== undefined)\n            this.line',
    to: 'const tail = undefined;\n        if (tail !== undefined)\n            this.line',
    breaks: ['log-file-is-true'],
    reaches: (scenario) => {
      const last = scenario.program.steps.at(-1)
      return isPlain(scenario) && last?.do === 'bytes' && last.hex === Buffer.from('no end of line').toString('hex')
    }
  },
  {
    name: 'the secret is not taken out of the log',
    from: 'redact: redactor(plan.secrets.values())',
    to: 'redact: undefined',
    breaks: ['secret-hidden', 'log-file-is-true'],
    reaches: (scenario) => isPlain(scenario) && scenario.secret !== undefined
  },
  {
    name: 'the Job is not deleted',
    from: "const answer = await cluster.delete('jobs', undo.name, uid, signal);",
    to: 'return;',
    breaks: ['nothing-left'],
    reaches: (scenario) => isPlain(scenario) && scenario.cleanup === 'always'
  },
  {
    name: 'the Secret of a Job that is kept stays',
    from: 'async function removeSecret(undo, cluster, { window, signal, isLast }) {',
    to: 'async function removeSecret(undo, cluster, { window, signal, isLast }) { return;',
    breaks: ['nothing-left'],
    reaches: (scenario) => isPlain(scenario) && scenario.secret !== undefined && scenario.cleanup === 'never'
  },
  {
    name: 'post does nothing',
    from: 'async function performOnce(undo, tools, signal, isLast) {',
    to: "async function performOnce(undo, tools, signal, isLast) { if (process.argv[1].endsWith('post.js')) return;",
    breaks: ['nothing-left', 'no-files'],
    reaches: ({ signal, post, cleanup, faults, outage, interference, program, timeout }) =>
      signal?.do === 'kill' &&
      signal.after === 'running' &&
      post &&
      cleanup === 'always' &&
      ![faults.length > 0, outage, interference].some(Boolean) &&
      lengthOf(program) > 2_000 &&
      timeout > 1
  },
  {
    name: 'the exit code of a failure is not the container’s',
    from: "'exit-code': report.exitCode,",
    to: "'exit-code': report.exitCode && 1,",
    breaks: ['exit-code'],
    reaches: (scenario) => isPlain(scenario) && scenario.program.exitCode === 42
  },
  {
    name: 'a loss is not said',
    from: 'this.losses.push({ stream, text });\n',
    to: 'return;\n',
    breaks: ['log-file-is-true'],
    // removed before its container is seen to run
    reaches: ({ shape, interference, faults, outage, signal }) =>
      shape === 'plain' &&
      interference?.do === 'delete-pod' &&
      interference.after === 'created' &&
      interference.ms > 300 &&
      interference.ms < 900 &&
      ![faults.length > 0, outage, signal].some(Boolean)
  }
]

/** The first seeds from `from` on that reach a mutant. */
export function seedsFor(
  mutant: Mutant,
  count: number,
  from: number,
  scenarioOf: (seed: number) => Scenario
): number[] {
  const seeds: number[] = []
  for (let seed = from; seeds.length < count && seed < from + 200_000; seed += 1)
    if (mutant.reaches(scenarioOf(seed))) seeds.push(seed)
  return seeds
}
