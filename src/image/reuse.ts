/** Whether an image that is remembered can run instead of one that is built: its registry must have it, as it was. */

import { putTag, readImage, readManifest, type ImageAnswer, type ManifestAnswer } from '../docker/registry.ts'
import { describe } from '../failure.ts'
import { launcherLabel, protocolVersion } from '../flow/protocol.ts'
import type { BuildPlan } from '../plan/types.ts'
import { plainPlatform } from './fingerprint.ts'
import type { RecordEntry } from './record.ts'
import type { ImageTools, ProvidedImage } from './tools.ts'

/** Milliseconds for one question to the registry. */
const patience = 10_000

/** What the registry says of a remembered image; `tagged`: of the user's own tag. */
interface Answers {
  readonly manifest: ManifestAnswer
  readonly image: ImageAnswer | undefined
  readonly tagged: ManifestAnswer | undefined
}

/** Asks the registry about remembered images, about each once; what nobody has waited for ends with it. */
export class Lookups implements AsyncDisposable {
  readonly #plan: BuildPlan
  readonly #docker: ImageTools['docker']
  readonly #stop = new AbortController()
  readonly #signal: AbortSignal
  readonly #asked = new Map<string, Promise<Answers>>()

  constructor(plan: BuildPlan, { docker, signal }: Pick<ImageTools, 'docker' | 'signal'>) {
    this.#plan = plan
    this.#docker = docker
    this.#signal = AbortSignal.any([signal, this.#stop.signal])
  }

  /** @throws the signal's reason */
  of(digest: string): Promise<Answers> {
    const answers = this.#asked.get(digest) ?? this.#ask(digest)
    this.#asked.set(digest, answers)
    return answers
  }

  /** Begins to ask, for somebody who may want to know. */
  begin(digest: string): void {
    void this.of(digest).catch(() => undefined)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new Error('nobody wants to know any more'))
    await Promise.allSettled(this.#asked.values())
  }

  async #ask(digest: string): Promise<Answers> {
    const { repository, tag, hasOwnTag } = this.#plan
    const options = { signal: this.#signal, timeout: patience }
    const reference = `${repository}@${digest}`
    const [manifest, image, tagged] = await Promise.all([
      readManifest(this.#docker, reference, options),
      readImage(this.#docker, reference, options),
      hasOwnTag ? readManifest(this.#docker, `${repository}:${tag}`, options) : undefined
    ])
    return { manifest, image, tagged }
  }
}

/**
 * The remembered image, where it is all that a new one would be. What keeps it from that is said, and then it is built.
 * @param platform that it has to be for
 * @throws the signal's reason
 */
export async function reuse(
  plan: BuildPlan,
  entry: RecordEntry,
  platform: string,
  lookups: Lookups,
  tools: ImageTools
): Promise<ProvidedImage | undefined> {
  const { writer, signal } = tools
  const origin = `built ${entry.when}${entry.run === undefined ? '' : ` by ${entry.run}`}`
  try {
    const why = await problemOf(plan, entry, platform, lookups, tools)
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
  lookups: Lookups,
  { docker, signal }: ImageTools
): Promise<string | undefined> {
  if (plan.healthCheck && entry.checked !== true) return 'its flow was not looked for when it was built'
  const { manifest, image, tagged } = await lookups.of(entry.digest)
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
  const { repository, tag } = plan
  const target = { repository, tag, digest: entry.digest }
  if (!plan.hasOwnTag || leads || (await putTag(docker, target, { signal, timeout: patience }))) return undefined
  return `the tag ${tag} cannot be put on it without a build here`
}
