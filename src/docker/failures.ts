/**
 * What went wrong with an image: the output of docker, buildx and pip → one reason. Pure.
 * The patterns come from outputs of docker 20.10 to 29, BuildKit 0.8 to 0.25 and pip 18 to 25; the tests hold them literally.
 */

import { Failure, type FailureReason, type FailureText } from '../failure.ts'
import { baseRules, commonRules, pipRules, pushRules, type Rule } from './failure-rules.ts'
import { registryOf } from './reference.ts'
import { readTranscript, type Transcript } from './transcript.ts'

/** What is being made, for the sentences. */
export interface ImageFacts {
  readonly baseImage: string
  /** Registry and path that are pushed to. */
  readonly repository: string
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
  for (const { rules, lines } of applicable(transcript)) {
    for (const rule of rules) {
      const found = lines.filter((line) => rule.pattern.test(withoutNames(line, facts)))
      if (found.length > 0) return conclude(rule.reason, transcript, found, facts, rule)
    }
  }
  return conclude(fallback(transcript), transcript, transcript.lines.slice(-3), facts, undefined)
}

/** A tag can be `404`, a repository can be named `denied`: names and addresses explain nothing. */
function withoutNames(line: string, facts: ImageFacts): string {
  const bare = [facts.repository, facts.baseImage].reduce(
    (text, name) => (name === '' ? text : text.replaceAll(name, 'NAME')),
    line.replace(/https?:\/\/[^\s"]*[^\s":]/gu, 'ADDRESS')
  )
  return bare.replace(/\bNAME:[\w.-]*[\w-]/gu, 'NAME')
}

/** The rules that fit the part that failed, and the lines they may look at: what runs inside a build can print anything. */
function applicable(transcript: Transcript): { rules: readonly Rule[]; lines: readonly string[] }[] {
  const common = { rules: commonRules, lines: transcript.part === 'pip' ? transcript.lines : transcript.own }
  switch (transcript.part) {
    case 'pip':
      return [common, { rules: pipRules, lines: transcript.lines }]
    case 'base':
      return [common, { rules: baseRules, lines: transcript.own }]
    case 'push':
      // the last lines only: the ones before may tell of trouble that passed ("Retrying in 5 seconds")
      return [common, { rules: pushRules, lines: transcript.own.slice(-4) }]
    case 'other':
      return [common]
  }
}

function fallback(transcript: Transcript): FailureReason {
  if (transcript.part === 'pip' && !transcript.isPipUpgrade) return 'dependency-not-installable'
  return transcript.part === 'push' ? 'registry-unavailable' : 'build-failed'
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
    case 'other':
      return 'The image could not be built.'
  }
}

/** What to do, where the reason alone says it. */
function fixes(facts: ImageFacts): Partial<Record<FailureReason, string>> {
  const registry = registryOf(facts.repository) ?? 'Docker Hub'
  return {
    'build-failed': 'Look at the build output above.',
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
  return line
    .replace(/^(?:ERROR|error): /u, '')
    .replace(wrapping, '')
    .replace(/\(from versions: (?:[^),]+, ){6,}((?:[^),]+, ){2}[^),]+)\)/u, '(from versions: …, $1)')
    .trim()
}
