/**
 * What went wrong with an image: the output of docker, buildx and pip → one reason. Pure.
 * The patterns come from outputs of docker 20.10 to 29, BuildKit 0.8 to 0.25 and pip 18 to 25; the tests hold them literally.
 */

import { Failure, type FailureReason, type FailureText } from '../failure.ts'
import { baseRules, commonRules, pipRules, pushRules, stepRules, type Rule } from './failure-rules.ts'
import { explainPip } from './pip-failure.ts'
import { withoutCredentials, type AskedOfPip } from './pip-text.ts'
import { registryOf } from './reference.ts'
import { readTranscript, type Transcript } from './transcript.ts'

/** What is being made, for the sentences. */
export interface ImageFacts {
  readonly baseImage: string
  /** Registry and path that are pushed to. */
  readonly repository: string
  readonly asked?: AskedOfPip | undefined
}

/** A failure of docker, with what it takes to decide on another try. */
export interface ImageFailure {
  readonly failure: Failure
  readonly part: Transcript['part']
  /** The same command may work when it is tried again in a moment. Never for refusals (401, 403) or what is not there. */
  readonly isPassing: boolean
}

/**
 * Explains a docker command that failed.
 * @param kind the command: `docker push`, or a build (that may push as its last step)
 * @param output the last lines that it wrote
 */
export function explainFailure(kind: 'build' | 'push', output: readonly string[], facts: ImageFacts): ImageFailure {
  const transcript = readTranscript(output, kind === 'push')
  return (
    byRules(generalRules(transcript), transcript, facts) ??
    (transcript.part === 'pip' ? byPip(transcript, facts) : undefined) ??
    byRules(rulesOfPart(transcript), transcript, facts) ??
    conclude(fallback(transcript), transcript, lastLines(transcript), facts, undefined)
  )
}

/** Rules, and the lines they may look at: what runs inside a build can print anything. */
interface Search {
  readonly rules: readonly Rule[]
  readonly lines: readonly string[]
}

function byRules({ rules, lines }: Search, transcript: Transcript, facts: ImageFacts): ImageFailure | undefined {
  for (const rule of rules) {
    const found = lines.filter((line) => rule.pattern.test(withoutNames(line, facts)))
    if (found.length > 0) return conclude(rule.reason, transcript, found, facts, rule)
  }
  return undefined
}

/** pip's own words, made into sentences; of the step that upgrades pip only the index can be told. */
function byPip(transcript: Transcript, facts: ImageFacts): ImageFailure | undefined {
  const explained = explainPip(transcript.lines, facts)
  if (explained === undefined) return undefined
  const { reason, why, fix } = explained
  const what = transcript.isPipUpgrade ? whatFailed(reason, transcript, facts) : explained.what
  return { failure: new Failure(reason, { what, why, fix }), part: transcript.part, isPassing: false }
}

/** A tag can be `404`, a repository can be named `denied`: names and addresses explain nothing. */
function withoutNames(line: string, facts: ImageFacts): string {
  const bare = [facts.repository, facts.baseImage].reduce(
    (text, name) => (name === '' ? text : text.replaceAll(name, 'NAME')),
    line.replace(/https?:\/\/[^\s"]*[^\s":]/gu, 'ADDRESS')
  )
  return bare.replace(/\bNAME:[\w.-]*[\w-]/gu, 'NAME')
}

/** What can happen in every part of the work, or in every step that runs something. */
function generalRules(transcript: Transcript): Search {
  switch (transcript.part) {
    case 'pip':
      return { rules: [...commonRules, ...stepRules], lines: transcript.lines }
    case 'health-check':
      return { rules: [...commonRules, ...stepRules], lines: transcript.own }
    default:
      return { rules: commonRules, lines: transcript.own }
  }
}

function rulesOfPart(transcript: Transcript): Search {
  switch (transcript.part) {
    case 'pip':
      return { rules: pipRules, lines: transcript.lines }
    case 'base':
      return { rules: baseRules, lines: transcript.own }
    case 'push':
      // the last lines only: the ones before may tell of trouble that passed ("Retrying in 5 seconds")
      return { rules: pushRules, lines: transcript.own.slice(-4) }
    case 'health-check':
    case 'other':
      return { rules: [], lines: [] }
  }
}

function fallback(transcript: Transcript): FailureReason {
  if (transcript.part === 'health-check') return flowReasons.get(transcript.exitCode) ?? 'build-failed'
  if (transcript.part === 'pip' && !transcript.isPipUpgrade) return 'dependency-not-installable'
  return transcript.part === 'push' ? 'registry-unavailable' : 'build-failed'
}

/** The launcher's exit codes (`flow/protocol.ts`). */
const flowReasons: ReadonlyMap<number | undefined, FailureReason> = new Map([
  [64, 'flow-not-found'],
  [65, 'flow-not-importable']
])

/** What a step printed says more than docker's line about it. */
function lastLines({ part, lines, printed }: Transcript): readonly string[] {
  const runs = part === 'pip' || part === 'health-check'
  return (runs && printed.length > 0 ? printed : lines).slice(-3)
}

function conclude(
  reason: FailureReason,
  transcript: Transcript,
  lines: readonly string[],
  facts: ImageFacts,
  rule: Rule | undefined
): ImageFailure {
  const text: FailureText = {
    what: whatFailed(reason, transcript, facts),
    why: quote(lines),
    fix: rule?.fix ?? fixes(facts)[reason]
  }
  return { failure: new Failure(reason, text), part: transcript.part, isPassing: rule?.isPassing ?? false }
}

function whatFailed(reason: FailureReason, transcript: Transcript, facts: ImageFacts): string {
  if (reason === 'docker-unavailable') return 'The Docker daemon does not answer.'
  if (reason === 'disk-full') return 'The disk of the Docker builder is full.'
  switch (transcript.part) {
    case 'base':
      return `The base image ${facts.baseImage} could not be fetched.`
    case 'pip':
      return transcript.isPipUpgrade
        ? 'pip could not be upgraded in the image.'
        : 'The Python dependencies could not be installed.'
    case 'push':
      return `The image could not be pushed to ${facts.repository}.`
    case 'health-check':
      return healthCheckFailed(reason)
    case 'other':
      return 'The image could not be built.'
  }
}

function healthCheckFailed(reason: FailureReason): string {
  if (reason === 'flow-not-found') return 'The flow was not found in the finished image.'
  if (reason === 'flow-not-importable') return 'The flow could not be imported in the finished image.'
  return 'The flow could not be tried in the finished image.'
}

/** What to do, where the reason alone says it. */
function fixes(facts: ImageFacts): Partial<Record<FailureReason, string>> {
  const registry = registryOf(facts.repository) ?? 'Docker Hub'
  return {
    'build-failed': 'Look at the build output above.',
    'flow-not-found': 'Look at the build output above; correct the input flow.',
    'flow-not-importable':
      'Look at the build output above; correct the flow, or add what it imports to python-dependencies or files.',
    'dependency-not-installable':
      'Look at the build output above; check names, versions and the Python version of base-image.',
    'package-index-unavailable':
      "Run the workflow again; if it stays, check that the builder reaches pip's package index (DNS, proxy, certificates).",
    'disk-full': 'Free space first, for example with "docker system prune", or use a larger runner.',
    'docker-unavailable': 'Start Docker on the runner, or use a runner that has it, such as ubuntu-latest.',
    'registry-unavailable': 'Run the workflow again; if it stays, check that the runner reaches the registry.',
    'push-unauthorized': `Log in to ${registry} before this step (docker/login-action) with an account that may push there.`,
    'repository-not-found': `Create the repository in ${registry} first, or correct registry-url and image-name.`,
    'image-not-found': 'Check name and tag of base-image.',
    'image-unauthorized': 'Check the name of base-image; if it is private, log in to its registry before this step.',
    'invalid-image-name': 'Give base-image as name:tag, in lower case.',
    'wrong-architecture': "Choose a base-image that exists for the builder's platform."
  }
}

/** At most this much of the output goes into a message; all of it is in the log above. */
const longestQuote = 600

/** The last lines as one: without repeats and without markers that say nothing. */
function quote(lines: readonly string[]): string | undefined {
  const distinct = [...new Set(lines.map(shorten))].filter(Boolean)
  // a line that another one holds says nothing of its own ("ERROR: X" at the step, "failed to solve: X" at the end)
  const telling = distinct.filter((line) => !distinct.some((other) => other !== line && other.includes(line)))
  const text = telling.slice(-2).join('; ')
  if (text === '') return undefined
  return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text
}

/** What BuildKit and its client put before the cause. */
const wrapping =
  /^failed to solve: (?:rpc error: code = \w+ desc = )?(?:failed to solve(?: with frontend \S+)?: )?(?:failed to create LLB definition: )?/u

/** Without the marker in front, and of pip's list of all versions only the newest. */
function shorten(line: string): string {
  return withoutCredentials(line)
    .replace(/^(?:ERROR|error): /u, '')
    .replace(wrapping, '')
    .replace(/\(from versions: (?:[^),]+, ){6,}((?:[^),]+, ){2}[^),]+)\)/u, '(from versions: …, $1)')
    .trim()
}
