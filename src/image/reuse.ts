/** Whether an image that is remembered can run instead of one that is built: its registry must have it, as it was. */

import { putTag, readImage, readManifest } from '../docker/registry.ts'
import { describe } from '../failure.ts'
import { launcherLabel, protocolVersion } from '../flow/protocol.ts'
import type { BuildPlan } from '../plan/types.ts'
import { plainPlatform } from './fingerprint.ts'
import type { RecordEntry } from './record.ts'
import type { ImageTools, ProvidedImage } from './tools.ts'

/** Milliseconds for one question to the registry. */
const patience = 10_000

/**
 * The remembered image, where it is all that a new one would be. What keeps it from that is said, and then it is built.
 * @param platform that it has to be for
 * @throws the signal's reason
 */
export async function reuse(
  plan: BuildPlan,
  entry: RecordEntry,
  platform: string,
  tools: ImageTools
): Promise<ProvidedImage | undefined> {
  const { writer, signal } = tools
  const origin = `built ${entry.when}${entry.run === undefined ? '' : ` by ${entry.run}`}`
  try {
    const why = await problemOf(plan, entry, platform, tools)
    if (why !== undefined) {
      writer.info(`An image of the same was ${origin}, but is built again: ${why}.`)
      return undefined
    }
  } catch (error) {
    signal.throwIfAborted()
    writer.debug(`The image that was ${origin} could not be looked up: ${describe(error)}`)
    return undefined
  }
  const reference = `${plan.repository}@${entry.digest}`
  writer.info(`Reuses ${reference}, ${origin}: nothing is built or pushed.`)
  const { imageName, tag } = plan
  return { reference, imageName, imageTag: tag, digest: entry.digest, build: 'reused', platforms: [platform] }
}

/** Only what the registry says of this very digest counts: neither a tag nor a label proves where an image comes from. */
async function problemOf(
  plan: BuildPlan,
  entry: RecordEntry,
  platform: string,
  { docker, signal }: ImageTools
): Promise<string | undefined> {
  if (plan.healthCheck && entry.checked !== true) return 'its flow was not looked for when it was built'
  const { repository, tag } = plan
  const options = { signal, timeout: patience }
  const reference = `${repository}@${entry.digest}`
  const [manifest, image, tagged] = await Promise.all([
    readManifest(docker, reference, options),
    readImage(docker, reference, options),
    plan.hasOwnTag ? readManifest(docker, `${repository}:${tag}`, options) : undefined
  ])
  if (manifest.kind === 'absent') return 'the registry has it no more'
  if (manifest.kind === 'unknown') return `the registry did not show it (${manifest.why})`
  if (manifest.digest !== entry.digest) return 'the registry answers for its digest with other content'
  if (image === undefined) return 'the registry has it in part only, or did not show it'
  const [only, ...more] = image.platforms
  if (only === undefined || more.length > 0 || plainPlatform(only) !== plainPlatform(platform))
    return `it is not for ${platform}`
  if (plan.flow !== undefined && image.labels?.[launcherLabel] !== String(protocolVersion))
    return "it has not this action's launcher in it"
  const leads = tagged?.kind === 'found' && tagged.digest === entry.digest
  if (!plan.hasOwnTag || leads || (await putTag(docker, { repository, tag, digest: entry.digest }, options)))
    return undefined
  return `the tag ${tag} cannot be put on it without a build here`
}
