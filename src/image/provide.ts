/** From a plan to an image that can run: reused, built and pushed, or an existing one resolved to its digest. */

import { knowsLinks, type Engine } from '../docker/engine.ts'
import { Failure } from '../failure.ts'
import type { BuildPlan, ImagePlan } from '../plan/types.ts'
import { BuildWatch, cachesOf, sourceOfDependencies } from './caches.ts'
import { useImage } from './existing.ts'
import { makeImage, type Made } from './make.ts'
import { findDependencies, findEntry, findLikely } from './record.ts'
import { Lookups, reuse } from './reuse.ts'
import { isEngines, surveyBuild, type Past, type Survey } from './survey.ts'
import type { ImageTools, ProvidedImage } from './tools.ts'

/**
 * Provides the plan's image. Everything that is left on the runner (context, local tag) is in the scope's records.
 * @throws Failure of any reason that concerns images; the signal's reason.
 */
export async function provideImage(plan: ImagePlan, tools: ImageTools): Promise<ProvidedImage> {
  return plan.kind === 'use' ? useImage(plan, tools) : withinTime(plan, tools)
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
    return await reuseOrBuild(plan, { ...tools, signal: AbortSignal.any([tools.signal, controller.signal]) })
  } finally {
    clearTimeout(timer)
  }
}

async function reuseOrBuild(plan: BuildPlan, tools: ImageTools): Promise<ProvidedImage> {
  const looking = async (): Promise<{ survey: Survey; reused: ProvidedImage | undefined }> => {
    await using lookups = new Lookups(plan, tools)
    const found = await surveyBuild(plan, tools, (record) => {
      const likely = plan.rebuild === true ? undefined : findLikely(record, plan.fingerprint, plan.day)
      if (likely !== undefined) lookups.begin(likely.digest)
    })
    const { past } = found
    const entry = past && plan.rebuild !== true ? findEntry(past.record, past.fingerprint, plan.day) : undefined
    return { survey: found, reused: past && entry && (await reuse(plan, entry, past.platform, lookups, tools)) }
  }
  const { survey, reused } = tools.memory === undefined ? await looking() : await tools.stage('build', looking)
  if (reused !== undefined) return reused
  if ('error' in survey.engine) throw survey.engine.error
  return build(plan, survey.engine.value, survey, tools)
}

const ownBuilder =
  'This runner began with neither the base image nor the dependencies of this flow. With docker/setup-buildx-action before this step only the changed layers are built and pushed.'

async function build(
  plan: BuildPlan,
  engine: Engine,
  { base, past }: Survey,
  tools: ImageTools
): Promise<ProvidedImage> {
  tools.writer.debug(`Docker engine ${engine.serverVersion ?? 'none'}; ${describeBuilder(engine)}`)
  const dependencies = past && findDependencies(past.record, past.dependenciesKey)
  const isBaseOurs = base?.isLocal === true && base.identity !== undefined && base.reference === undefined
  const watch = new BuildWatch()
  const making = {
    engine,
    how: { base: base?.reference, links: knowsLinks(engine) },
    caches: cachesOf(plan, engine, { dependencies, isBaseOurs }),
    watch
  }
  const made = await makeImage(plan, making, tools)
  if (past !== undefined) {
    remember(plan, made, past, sourceOfDependencies(made.digest ?? '', dependencies, watch, isEngines(engine)))
  }
  // built before with the same dependencies, and everything had to be fetched all the same
  const hint = dependencies !== undefined && isEngines(engine) && base?.isLocal === false ? ownBuilder : undefined
  if (hint !== undefined) tools.writer.info(hint)
  const { digest, platforms } = made
  return {
    reference: digest === undefined ? `${plan.repository}:${plan.tag}` : `${plan.repository}@${digest}`,
    imageName: plan.imageName,
    imageTag: plan.tag,
    digest,
    build: 'built',
    platforms,
    ...(hint !== undefined && { hint })
  }
}

/** Only what the registry has shown is worth remembering. */
function remember(plan: BuildPlan, { digest, isVerified }: Made, past: Past, source: string): void {
  if (digest === undefined || !isVerified) return
  past.memory.remember(past.fingerprint, {
    digest,
    ...(plan.day !== undefined && { day: plan.day }),
    ...(plan.healthCheck && { checked: true }),
    plan: plan.fingerprint,
    dependencies: { key: past.dependenciesKey, digest: source }
  })
}

function describeBuilder(engine: Engine): string {
  if (engine.buildx === undefined) return 'no buildx, the legacy builder is used'
  return `builder ${engine.buildx.builder} of buildx (${engine.buildx.driver})`
}
