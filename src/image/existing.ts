/** An image that exists already: resolved to its digest, and to the platforms that it is for. */

import { readImage, readManifest } from '../docker/registry.ts'
import { parseReference } from '../docker/reference.ts'
import { describe } from '../failure.ts'
import type { UsePlan } from '../plan/types.ts'
import { demandLauncher } from './launcher-label.ts'
import type { ImageTools, ProvidedImage } from './tools.ts'

/** Milliseconds to find the digest of a tag; the cluster resolves it as well, so this is only worth a moment. */
const resolvePatience = 10_000
/** Milliseconds to find the platforms of an image, beside something that asks the registry as well. */
const platformPatience = 3_000

/** Finds out what is known of the image that the plan names. @throws Failure `invalid-input`; the signal's reason */
export async function useImage(plan: UsePlan, tools: ImageTools): Promise<ProvidedImage> {
  const labelled = plan.needsLauncher
    ? await demandLauncher(plan.reference, { ...tools, timeout: resolvePatience })
    : undefined
  const { repository, name, tag, digest } = parseReference(plan.reference)
  const found = { imageName: name, imageTag: tag, build: 'skipped' } as const
  // to ask for its platforms alone would cost more time than it is worth
  if (digest !== undefined) return { ...found, reference: plan.reference, digest, platforms: known(labelled) }
  const { value, platforms } = await withPlatforms(
    plan.reference,
    tools,
    () => resolve(plan.reference, tools),
    labelled
  )
  const resolved = value === undefined ? plan.reference : `${repository}@${value}`
  return { ...found, reference: resolved, digest: value, platforms }
}

/** The digest behind a tag; undefined when it is not known here. */
async function resolve(reference: string, tools: ImageTools): Promise<string | undefined> {
  try {
    const answer = await readManifest(tools.docker, reference, { signal: tools.signal, timeout: resolvePatience })
    if (answer.kind === 'found') return answer.digest
    tools.writer.debug(`The digest of ${reference} is not known here: ${answer.why}`)
  } catch (error) {
    tools.signal.throwIfAborted()
    tools.writer.debug(`The digest of ${reference} is not known here: ${describe(error)}`)
  }
  return undefined
}

/** Looks for the platforms of an image while other work on it goes on. @param labelled what is known of them already */
export async function withPlatforms<T>(
  reference: string,
  { docker, signal }: Pick<ImageTools, 'docker' | 'signal'>,
  body: () => Promise<T>,
  labelled?: readonly string[]
): Promise<{ value: T; platforms: readonly string[] | undefined }> {
  const looking =
    labelled === undefined
      ? readImage(docker, reference, { signal, timeout: platformPatience }).then(
          (image) => image?.platforms,
          () => undefined
        )
      : Promise.resolve(labelled)
  try {
    return { value: await body(), platforms: known(await looking) }
  } finally {
    // whatever becomes of the other work, this leaves no process behind
    await looking
  }
}

function known(platforms: readonly string[] | undefined): readonly string[] | undefined {
  return platforms === undefined || platforms.length === 0 ? undefined : platforms
}
