/** Sends a built image to its registry, and makes sure that it arrived. */

import { explainFailure, type ImageFacts, type ImageFailure } from '../docker/failures.ts'
import { digestsIn, findLocalImage } from '../docker/local-images.ts'
import type { Docker, DockerExit } from '../docker/port.ts'
import { readManifest } from '../docker/registry.ts'
import { Failure } from '../failure.ts'
import { retry, type Backoff } from '../lib/retry.ts'
import type { Writer } from '../runner/writer.ts'
import { digestOfPush } from './build.ts'

/** Half a minute in all: a registry that restarts is back by then. The engine's own tries for single layers come on top. */
export const pushBackoff: Backoff = { tries: 5, first: 2000, factor: 2, longest: 15_000 }
const checkBackoff: Backoff = { tries: 3, first: 500, factor: 2, longest: 2000 }
/** Milliseconds for one look at the registry. */
const lookTimeout = 20_000

export interface PushTools {
  readonly docker: Docker
  readonly writer: Writer
  readonly signal: AbortSignal
  readonly facts: ImageFacts
  /** For tests: pauses. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** A docker command that failed, on its way through {@link retryPassing}. */
export class ImageError extends Error {
  readonly explained: ImageFailure

  constructor(explained: ImageFailure) {
    super(explained.failure.message)
    this.explained = explained
  }
}

/**
 * Runs something that pushes, or pulls a base image, again while the registry's trouble may pass (429, 5xx, resets, timeouts),
 * never after a refusal, and never for another part of a build.
 * @throws the last Failure; the signal's reason.
 */
export async function retryPassing<T>(body: () => Promise<T>, tools: PushTools): Promise<T> {
  try {
    return await retry(body, {
      backoff: pushBackoff,
      signal: tools.signal,
      worthwhile: (error) =>
        error instanceof ImageError && ['push', 'base'].includes(error.explained.part) && error.explained.isPassing,
      onRetry: (error, pause, nthTry) => {
        const cause = error instanceof ImageError ? (error.explained.failure.why ?? '') : ''
        const next = `trying again in ${(pause / 1000).toFixed(1)} s (try ${nthTry} of ${pushBackoff.tries})`
        const isBase = error instanceof ImageError && error.explained.part === 'base'
        tools.writer.info(`${isBase ? 'The base image could not be fetched' : 'The push failed'} (${cause}); ${next}.`)
      },
      ...(tools.sleep !== undefined && { sleep: tools.sleep })
    })
  } catch (error) {
    throw error instanceof ImageError ? error.explained.failure : error
  }
}

/**
 * `docker push` with retries.
 * @param id the built image's id
 * @returns the digest that the registry took it under
 */
export async function pushFromEngine(reference: string, id: string, tools: PushTools): Promise<string> {
  const push = (): Promise<DockerExit> =>
    tools.docker.run({
      args: ['push', reference],
      signal: tools.signal,
      // ten lines a layer that say nothing yet
      onLines: (lines) => tools.writer.foreign(lines.filter((line) => !/: (?:Preparing|Waiting)$/u.test(line)))
    })
  return retryPassing(async () => {
    let exit = await push()
    if (
      exit.exitCode !== 0 &&
      exit.lines.some((line) => /does not exist locally with the tag|tag does not exist/iu.test(line))
    ) {
      // another run on this machine that built the same has ended, and taken its name away
      await tools.docker.run({ args: ['tag', id, reference], signal: tools.signal, timeout: lookTimeout })
      exit = await push()
    }
    if (exit.exitCode !== 0) throw new ImageError(explainFailure('push', exit.lines, tools.facts))
    const local = await findLocalImage(tools.docker, reference, tools.signal)
    const known = local === undefined ? [] : digestsIn(local, tools.facts.repository)
    const digest = digestOfPush(exit.lines) ?? known.at(-1)
    if (digest === undefined) {
      throw new Failure('internal-error', { what: `docker pushed ${reference}, but named no digest for it.` })
    }
    if (known.length > 0 && !known.includes(digest))
      throw otherContent(tools.facts, `docker knows it as ${known.join(', ')}, not as ${digest}.`)
    return digest
  }, tools)
}

/**
 * Reads a pushed image back: its registry must have a manifest of exactly this digest, and in it the image that was built.
 * A registry that cannot be asked (no buildx, a login that may only push) is not a failure; one that has something else is.
 * @param id the built image's id where it is known: with the engine's classic store the digest of the configuration
 * @returns whether the registry has shown it
 */
export async function verifyPush(digest: string, id: string | undefined, tools: PushTools): Promise<boolean> {
  const reference = `${tools.facts.repository}@${digest}`
  const answer = await retry(
    async (nthTry) => {
      const found = await readManifest(tools.docker, reference, { signal: tools.signal, timeout: lookTimeout })
      // some registries show a manifest a moment after they took it
      if (found.kind === 'absent' && nthTry < checkBackoff.tries) throw new NotYet()
      return found
    },
    {
      backoff: checkBackoff,
      signal: tools.signal,
      worthwhile: (error) => error instanceof NotYet,
      ...(tools.sleep !== undefined && { sleep: tools.sleep })
    }
  )
  if (answer.kind === 'unknown') {
    tools.writer.info(`The pushed image could not be read back (${answer.why}); its digest is taken from the push.`)
    return false
  }
  const isOurs =
    answer.kind === 'found' &&
    answer.digest === digest &&
    (id === undefined || answer.config === undefined || answer.config === id || answer.digest === id)
  if (isOurs) return true
  throw otherContent(
    tools.facts,
    answer.kind === 'absent' ? answer.why : `It answers for ${digest} with other content.`
  )
}

function otherContent(facts: ImageFacts, why: string): Failure {
  return new Failure('registry-unavailable', {
    what: `The registry does not have the image that was pushed to ${facts.repository}.`,
    why,
    fix: 'Run the workflow again; if it stays, look at the registry and at proxies or mirrors before it.'
  })
}

class NotYet extends Error {}
