/** From a plan to an image that can run: built and pushed, or an existing one resolved to its digest. */

import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'

import { probeEngine, type Engine } from '../docker/engine.ts'
import { explainFailure, type ImageFacts } from '../docker/failures.ts'
import { findLocalImage } from '../docker/local-images.ts'
import { parseReference } from '../docker/reference.ts'
import { readImage, readManifest } from '../docker/registry.ts'
import { describe, Failure } from '../failure.ts'
import { flowFolder } from '../plan/look.ts'
import type { BuildPlan, ImagePlan, UsePlan } from '../plan/types.ts'
import { checkHealth } from './health-check.ts'
import { stages } from './dockerfile.ts'
import { buildCommand, isDigest, pushedDigest, type BuildCommand } from './build.ts'
import { ownFiles, writeContext } from './context.ts'
import { demandLauncher } from './launcher-label.ts'
import type { ImageTools } from './tools.ts'
import { ImageError, pushFromEngine, retryPassing, verifyPush, type PushTools } from './push.ts'

export interface ProvidedImage {
  /** `repository@sha256:…` when it was pushed or could be resolved, else as named. */
  readonly reference: string
  /** Name without the registry. */
  readonly imageName: string | undefined
  readonly imageTag: string | undefined
  readonly digest: string | undefined
  readonly build: 'built' | 'skipped'
  /** `os/architecture` of each platform that it is built for, variants after another slash; undefined: not known here. */
  readonly platforms: readonly string[] | undefined
}

/**
 * Provides the plan's image. Everything that is left on the runner (context, local tag) is in the scope's records.
 * @throws Failure of any reason that concerns images; the signal's reason.
 */
export async function provideImage(plan: ImagePlan, tools: ImageTools): Promise<ProvidedImage> {
  return plan.kind === 'use' ? use(plan, tools) : withinTime(plan, tools)
}

/** Milliseconds to find the digest of a tag; the cluster resolves it as well, so this is only worth a moment. */
const resolvePatience = 10_000
/** Milliseconds to find the platforms of an image, beside something that asks the registry as well. */
const platformPatience = 3_000

async function use(plan: UsePlan, tools: ImageTools): Promise<ProvidedImage> {
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
async function withPlatforms<T>(
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

/** Bounds build and push together by the plan's timeout. */
async function withinTime(plan: BuildPlan, tools: ImageTools): Promise<ProvidedImage> {
  const controller = new AbortController()
  const timer = setTimeout(() => {
    controller.abort(
      new Failure('build-timeout', {
        what: `The image was not built and pushed within ${Math.round(plan.timeout / 1000)} s.`,
        fix: 'Raise build-timeout, or look at the build output above for the slow step.'
      })
    )
  }, plan.timeout)
  try {
    return await build(plan, { ...tools, signal: AbortSignal.any([tools.signal, controller.signal]) })
  } finally {
    clearTimeout(timer)
  }
}

async function build(plan: BuildPlan, tools: ImageTools): Promise<ProvidedImage> {
  const { docker, scope, writer, signal } = tools
  const reference = `${plan.repository}:${plan.tag}`
  const engine = await probeEngine(docker, signal)
  writer.debug(`Docker engine ${engine.serverVersion ?? 'none'}; ${describeBuilder(engine)}`)

  const contextFolder = join(tools.folder, 'context')
  const context = await scope.create({ kind: 'folder', path: contextFolder }, async () =>
    writeContext(plan, contextFolder, await ownFiles())
  )
  const idFile = join(tools.folder, 'image-id')
  const metadataFile = join(tools.folder, 'build-metadata.json')
  const { platform, buildSecrets: secrets } = plan
  const common = { platform, secrets, context: context.folder, dockerfile: context.dockerfile }
  const stage = plan.healthCheck ? stages.image : undefined
  const command = buildCommand({ ...common, reference, push: plan.push, stage, idFile, metadataFile }, engine)
  const push: PushTools = {
    docker,
    writer,
    signal,
    facts: { baseImage: plan.baseImage, repository: plan.repository, asked: askedOf(plan) },
    ...(tools.sleep !== undefined && { sleep: tools.sleep })
  }
  const runBuild = (): Promise<void> =>
    tools.stage('build', () =>
      // the builder keeps what it built: another try goes straight to its push
      retryPassing(() => writer.group(`Build ${reference}`, () => runBuilder(command, push)), push)
    )

  if (plan.healthCheck) await checkHealth(common, engine, tools, push)
  if (command.delivers === 'registry') {
    await runBuild()
    const digest = pushedDigest(await readFile(metadataFile, 'utf8'))
    if (digest === undefined)
      throw new Failure('internal-error', { what: 'buildx named no digest for what it pushed.' })
    const { platforms } = await tools.stage('push', () =>
      withPlatforms(`${plan.repository}@${digest}`, tools, () => verifyPush(digest, undefined, push))
    )
    return built(plan, digest, platforms)
  }
  if (!plan.push) {
    await runBuild()
    return built(plan, undefined, undefined)
  }
  await withLocalTag(reference, tools, runBuild)
  const id = (await readFile(idFile, 'utf8')).trim()
  const { value: digest, platforms } = await writer.group(`Push ${reference}`, () =>
    tools.stage('push', async () => {
      const pushed = await pushFromEngine(reference, id, push)
      if (engine.buildx === undefined) return { value: pushed, platforms: undefined }
      return withPlatforms(`${plan.repository}@${pushed}`, tools, async () => {
        await verifyPush(pushed, isDigest(id) ? id : undefined, push)
        return pushed
      })
    })
  )
  return built(plan, digest, platforms)
}

/** One run of the builder, its output in the log. @throws ImageError */
async function runBuilder(command: BuildCommand, tools: PushTools): Promise<void> {
  const exit = await tools.docker.run({
    args: command.args,
    env: command.env,
    signal: tools.signal,
    onLines: (lines) => tools.writer.foreign(lines)
  })
  if (exit.exitCode !== 0) throw new ImageError(explainFailure('build', exit.lines, tools.facts))
}

/** Where pip's requirements come from, for its errors. */
function askedOf({ origins, requirements }: BuildPlan): ImageFacts['asked'] {
  const file = requirements && posix.relative(flowFolder, requirements.file)
  return { origins: origins ?? new Map(), file }
}

/** Builds under a name that goes again at the end of the run, unless the runner's engine had this name before. */
async function withLocalTag(reference: string, tools: ImageTools, body: () => Promise<void>): Promise<void> {
  if ((await findLocalImage(tools.docker, reference, tools.signal)) !== undefined) await body()
  else await tools.scope.create({ kind: 'local-image', reference }, body)
}

function built(plan: BuildPlan, digest: string | undefined, platforms: ProvidedImage['platforms']): ProvidedImage {
  return {
    reference: digest === undefined ? `${plan.repository}:${plan.tag}` : `${plan.repository}@${digest}`,
    imageName: plan.imageName,
    imageTag: plan.tag,
    digest,
    build: 'built',
    platforms
  }
}

function describeBuilder(engine: Engine): string {
  if (engine.buildx === undefined) return 'no buildx, the legacy builder is used'
  return `buildx ${engine.buildx.version}, builder ${engine.buildx.builder} (${engine.buildx.driver})`
}
