/** The rules that every run has to keep, whatever happened to it. Shares no code with the action. */

import { logRules } from './log-rules.ts'
import { exitsOf, hasRun, wordOfJob, type Evidence } from './evidence.ts'
import { leftProblems } from './left.ts'
import { lengthOf, termMark } from './program.ts'
import type { Rule } from './rule.ts'

/** A rule that a run broke. */
export interface Broken {
  readonly rule: string
  readonly what: string
}

/** Milliseconds within which a step must end, trouble included. */
const longest = { main: 150_000, post: 100_000 }

const reasonOf = ({ main }: Evidence): string => main.outputs['failure-reason'] ?? ''
const isGreen = ({ main }: Evidence): boolean => main.exitCode === 0
const wasKilled = ({ main }: Evidence): boolean => main.exitCode === null
const errorsOf = ({ main }: Evidence): number => main.annotations.filter(({ level }) => level === 'error').length
const exits = ({ pods }: Evidence) => pods.flatMap((pod) => exitsOf(pod))
const when = (isBroken: boolean, what: string): string[] => (isBroken ? [what] : [])

/** The reasons that are true of what happened; `''` is green. */
export function possibleEndings(evidence: Evidence): Set<string> {
  const { scenario, done, pods } = evidence
  const possible = new Set<string>()
  for (const { byItself, exitCode, container } of exits(evidence)) {
    if (byItself === false || (exitCode === 0 && scenario.shape !== 'plain' && container === 'helper')) continue
    if (exitCode === 0) possible.add('')
    else if (exitCode === 137) possible.add('killed')
    else possible.add('flow-failed')
  }
  if (done.cancelled) possible.add('cancelled')
  if (done.interference) possible.add(scenario.interference?.do === 'evict-pod' ? 'evicted' : 'deleted')
  // a pod that came and went while the server was away: nobody can tell any more who removed it
  if (done.interference && done.outage) possible.add('deleted')
  if (scenario.timeout * 1000 < lengthOf(scenario.program) + 2_000 && pods.some(hasRun)) possible.add('timed-out')
  return possible
}

export const rules: readonly Rule[] = [
  {
    id: 'green-is-true',
    text: 'Green only when the flow exited 0 by itself; for a template, when the Job says so.',
    check: (evidence) => {
      if (!isGreen(evidence)) return []
      const { scenario, written, jobs, main } = evidence
      if (scenario.shape !== 'plain') return when(wordOfJob(jobs) !== true, 'green, and the Job does not say Complete')
      const ends = exits(evidence)
      const told = written.some(({ bytes }) => bytes.includes(termMark))
      return [
        ...when(
          !ends.some(({ exitCode, byItself }) => exitCode === 0 && byItself !== false),
          'green without an exit 0 of its own'
        ),
        ...when(told, 'green, and the flow was told to end'),
        ...when(main.outputs['status'] !== 'succeeded', `green with status ${main.outputs['status'] ?? 'none'}`)
      ]
    }
  },
  {
    id: 'ending-is-true',
    text: 'The ending is one that happened: never internal-error, cancelled only after a cancel, and so on.',
    check: (evidence) => {
      // a process that does not listen yet dies of the first signal: then it must not have made anything
      if (wasKilled(evidence))
        return when(
          evidence.main.signal !== 'SIGKILL' && evidence.jobs.length > 0,
          'it died of a signal after it made a Job'
        )
      const possible = possibleEndings(evidence)
      const ending = reasonOf(evidence)
      const all = [...possible].map((each) => each || 'success').join(', ') || 'none'
      return when(!possible.has(ending), `it ended with ${ending || 'success'}, possible: ${all}`)
    }
  },
  {
    id: 'exit-code',
    text: 'A flow that failed by itself is red with its very exit code.',
    check: (evidence) => {
      const isOfFlow = ['flow-failed', 'killed'].includes(reasonOf(evidence))
      if (isGreen(evidence)) return when(evidence.main.outputs['exit-code'] !== '0', 'green, and exit-code is not 0')
      if (!isOfFlow) return []
      const code = evidence.main.outputs['exit-code']
      const codes = exits(evidence).map(({ exitCode }) => String(exitCode))
      return when(
        !codes.includes(code ?? '') || code === '0',
        `exit-code is ${code ?? 'none'}, seen: ${codes.join(', ')}`
      )
    }
  },
  {
    id: 'one-error',
    text: 'One error annotation when it is red, none when it is green or cancelled.',
    check: (evidence) => {
      if (wasKilled(evidence)) return []
      const wanted = isGreen(evidence) || reasonOf(evidence) === 'cancelled' ? 0 : 1
      const { main } = evidence
      return [
        ...when(errorsOf(evidence) !== wanted, `${errorsOf(evidence)} error annotations instead of ${wanted}`),
        ...when(main.runnerErrors.length > 0, `the runner complains: ${main.runnerErrors.join('; ')}`),
        ...when(isGreen(evidence) === (reasonOf(evidence) !== ''), 'exit code of the step and failure-reason disagree'),
        ...when(main.rawStderr.length > 0, `stderr: ${main.rawStderr.toString().slice(0, 200)}`)
      ]
    }
  },
  {
    id: 'outputs',
    text: 'Every output that the ending can know is there.',
    check: (evidence) => {
      if (wasKilled(evidence)) return []
      const { main, jobs, pods } = evidence
      const names = ['status', 'identifier', ...(isGreen(evidence) ? ['exit-code', 'finished-at'] : ['failure-kind'])]
      const knowsJob = jobs.length > 0 && reasonOf(evidence) !== 'cancelled'
      if (knowsJob) names.push('job-name', 'namespace', 'log-file')
      if (knowsJob && isGreen(evidence) && pods.some(hasRun)) names.push('pods', 'started-at')
      const missing = names.filter((name) => !main.outputs[name])
      const statuses: Record<string, string> = { '': 'succeeded', cancelled: 'cancelled', 'timed-out': 'timed-out' }
      const status = statuses[reasonOf(evidence)] ?? 'failed'
      return [
        ...when(
          main.outputs['status'] !== status,
          `status is ${main.outputs['status'] ?? 'none'} instead of ${status}`
        ),
        ...when(missing.length > 0, `no output ${missing.join(', ')}`),
        ...when(main.summary === '', 'no summary')
      ]
    }
  },
  ...logRules,
  {
    id: 'nothing-left',
    text: 'After post nothing is left but what cleanup keeps; without post what is left ends and goes by itself.',
    check: leftProblems
  },
  {
    id: 'in-time',
    text: 'Each step ends in time, without a child that lives on.',
    check: ({ main, post }) => [
      ...when(main.duration > longest.main, `main took ${Math.round(main.duration / 1000)} s`),
      ...when((post?.duration ?? 0) > longest.post, `post took ${Math.round((post?.duration ?? 0) / 1000)} s`),
      ...when(main.leftChildren || post?.leftChildren === true, 'a child lives on')
    ]
  },
  {
    id: 'quiet-post',
    text: 'The post step never makes a build red, and has nothing to warn of once the cluster answers.',
    check: ({ post }) =>
      post === undefined
        ? []
        : [
            ...when(post.exitCode !== 0, `post exited with ${String(post.exitCode)}`),
            ...when(post.annotations.length > 0, `post says: ${post.annotations[0]?.message ?? ''}`)
          ]
  },
  {
    id: 'no-files',
    text: 'Nothing but the log lies in RUNNER_TEMP when all is over.',
    check: (evidence) => {
      const { files, post } = evidence
      if (post === undefined) return []
      const strange = [...files.keys()].filter(
        (path) =>
          !/^_(runner_file_commands|github_workflow)\//u.test(path) &&
          !/^docker-on-k8s\/[^/]+\/(log\.txt|done|cancelled?|.*marker.*)$/u.test(path)
      )
      return when(strange.length > 0, `files: ${strange.join(', ')}`)
    }
  },
  {
    id: 'secret-hidden',
    text: 'The value of a secret is nowhere but in the mask for the runner.',
    check: ({ scenario: { secret }, main, post, files }) => {
      if (secret === undefined) return []
      const unmasked = (raw: Buffer | undefined): string =>
        (raw?.toString('latin1') ?? '')
          .split('\n')
          .filter((line) => !line.startsWith('::add-mask::'))
          .join('\n')
      const state = JSON.stringify([main.state, main.outputs, main.summary, main.env])
      const places: Record<string, string> = { state, post: unmasked(post?.raw) }
      // the runner hides it in what it shows: masked there is enough
      if (!main.masks.includes(secret)) places['raw output'] = unmasked(main.raw)
      places['shown output'] = main.stdout
      for (const [path, content] of files) places[path] = content.toString('latin1')
      return Object.entries(places).flatMap(([name, text]) => when(text.includes(secret), `the secret is in ${name}`))
    }
  }
]

/** What a run broke; empty for a good one. */
export function judge(evidence: Evidence): Broken[] {
  return rules.flatMap(({ id, check }) => check(evidence).map((what) => ({ rule: id, what })))
}
