/** Builds an image, checks it where that is wanted, and pushes it. */

import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'

import { withBuildxVersion, type Engine } from '../docker/engine.ts'
import { explainFailure, type ImageFacts } from '../docker/failures.ts'
import { findLocalImage } from '../docker/local-images.ts'
import { Failure } from '../failure.ts'
import { ownFiles } from '../flow/launcher.ts'
import { flowFolder } from '../plan/look.ts'
import type { BuildPlan } from '../plan/types.ts'
import { together } from '../scope.ts'
import { buildCommand, isDigest, pushedDigest, type BuildCommand, type Caches } from './build.ts'
import { cacheEnvironment, type BuildWatch } from './caches.ts'
import { writeContext, type BuildContext } from './context.ts'
import { stages, type DockerfileOptions } from './dockerfile.ts'
import { withPlatforms } from './existing.ts'
import { checkHealth } from './health-check.ts'
import { ImageError, pushFromEngine, retryPassing, verifyPush, type PushTools } from './push.ts'
import type { ImageTools } from './tools.ts'

/** How an image is built here. */
export interface Making {
  readonly engine: Engine
  readonly how: DockerfileOptions
  readonly caches: Caches
  readonly watch: BuildWatch
}

export interface Made {
  /** Undefined where nothing was pushed. */
  readonly digest: string | undefined
  readonly platforms: readonly string[] | undefined
  /** The registry has shown that it has this very image. */
  readonly isVerified: boolean
}

/** @throws Failure of any reason that concerns builds and pushes; the signal's reason */
export async function makeImage(plan: BuildPlan, making: Making, tools: ImageTools): Promise<Made> {
  const { caches, watch } = making
  const { docker, scope, writer, signal } = tools
  const reference = `${plan.repository}:${plan.tag}`
  const contextFolder = join(tools.folder, 'context')
  const [context, engine] = await together<[BuildContext, Engine]>(signal, [
    () =>
      scope.create({ kind: 'folder', path: contextFolder }, async () =>
        writeContext(plan, contextFolder, await ownFiles(), making.how)
      ),
    (both) => withBuildxVersion(docker, making.engine, both)
  ])
  const idFile = join(tools.folder, 'image-id')
  const metadataFile = join(tools.folder, 'build-metadata.json')
  const { platform, buildSecrets: secrets } = plan
  const common = { platform, secrets, context: context.folder, dockerfile: context.dockerfile, caches }
  const stage = plan.healthCheck ? stages.image : undefined
  const command = buildCommand({ ...common, reference, push: plan.push, stage, idFile, metadataFile }, engine)
  const push: PushTools = {
    docker,
    writer,
    signal,
    facts: { baseImage: plan.baseImage, repository: plan.repository, asked: askedOf(plan) },
    ...(tools.sleep !== undefined && { sleep: tools.sleep })
  }
  const extra = cacheEnvironment(plan, tools.env ?? {})
  const runBuild = (): Promise<void> =>
    tools.stage('build', () =>
      // the builder keeps what it built: another try goes straight to its push
      retryPassing(() => writer.group(`Build ${reference}`, () => runBuilder(command, extra, watch, push)), push)
    )

  if (plan.healthCheck) await checkHealth({ ...common, extra, watch }, engine, tools, push)
  if (command.delivers === 'registry') {
    await runBuild()
    const digest = pushedDigest(await readFile(metadataFile, 'utf8'))
    if (digest === undefined)
      throw new Failure('internal-error', { what: 'buildx named no digest for what it pushed.' })
    const { value: isVerified, platforms } = await tools.stage('push', () =>
      withPlatforms(`${plan.repository}@${digest}`, tools, () => verifyPush(digest, undefined, push))
    )
    return { digest, platforms, isVerified }
  }
  if (!plan.push) {
    await runBuild()
    return { digest: undefined, platforms: undefined, isVerified: false }
  }
  await withLocalTag(reference, tools, runBuild)
  const id = (await readFile(idFile, 'utf8')).trim()
  return writer.group(`Push ${reference}`, () =>
    tools.stage('push', async () => {
      const digest = await pushFromEngine(reference, id, push)
      if (engine.buildx === undefined) return { digest, platforms: undefined, isVerified: false }
      const { value: isVerified, platforms } = await withPlatforms(`${plan.repository}@${digest}`, tools, () =>
        verifyPush(digest, isDigest(id) ? id : undefined, push)
      )
      return { digest, platforms, isVerified }
    })
  )
}

/** One run of the builder, its output in the log. @throws ImageError */
async function runBuilder(
  command: BuildCommand,
  extra: Readonly<Record<string, string>>,
  watch: BuildWatch,
  tools: PushTools
): Promise<void> {
  watch.begin()
  const exit = await tools.docker.run({
    args: command.args,
    env: { ...command.env, ...extra },
    signal: tools.signal,
    onLines: (lines) => {
      watch.add(lines)
      tools.writer.foreign(lines)
    }
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
