/** What is known before a build: what builds here, from what, and what was built before. Nothing is made. */

import { findBase, type BaseImage } from '../docker/base-image.ts'
import { platformOf, probeEngine, type Engine } from '../docker/engine.ts'
import { sleep } from '../lib/deadline.ts'
import type { BuildPlan } from '../plan/types.ts'
import { copyItems } from './context.ts'
import { dependenciesFingerprint, imageFingerprint } from './fingerprint.ts'
import type { Memory } from './memory.ts'
import type { ImageRecord } from './record.ts'
import type { ImageTools } from './tools.ts'

/** Milliseconds that the cluster is waited for when all else is ready. */
const recordPatience = 10_000

export interface Survey {
  /** What builds here, or why nothing can. */
  readonly engine: { readonly value: Engine } | { readonly error: unknown }
  readonly base: BaseImage | undefined
  /** Undefined where nothing can be remembered. */
  readonly past: Past | undefined
}

/** What was built before, and what of it is of use. */
export interface Past {
  readonly memory: Memory
  /** Of the image that is wanted. */
  readonly fingerprint: string
  readonly dependenciesKey: string
  readonly platform: string
  readonly record: ImageRecord
}

/**
 * Looks at everything, as far as it can all at once.
 * @param foresee is told what was built before as soon as that is known
 * @throws Failure of what is wrong in the workspace; the signal's reason
 */
export async function surveyBuild(
  plan: BuildPlan,
  tools: ImageTools,
  foresee: (record: ImageRecord) => void = () => undefined
): Promise<Survey> {
  const { docker, signal, memory } = tools
  const reading = memory === undefined || !plan.push ? undefined : startReading(memory, signal)
  void reading?.result().then((record) => record && foresee(record))
  try {
    const find = (hasOwnImages: boolean): Promise<BaseImage> =>
      findBase(docker, plan.baseImage, {
        // an image of the engine may be for another platform than the one that is asked for
        isEngines: hasOwnImages && plan.platform === undefined,
        isFresh: plan.rebuild === true,
        signal
      })
    const isWanted = reading !== undefined || plan.rebuild === true
    // where the engine has no such image, all builders find the same one: nobody has to know first which of them it is
    const [engine, guess] = await Promise.all([
      settled(probeEngine(docker, signal)),
      isWanted ? settled(find(true)) : undefined
    ])
    signal.throwIfAborted()
    if (guess === undefined) return { engine, base: undefined, past: undefined }
    const found = 'value' in engine ? engine.value : undefined
    const isRight = 'value' in guess && (isEngines(found) || !guess.value.isLocal)
    const base = isRight ? guess.value : await find(isEngines(found))
    const past = memory === undefined ? undefined : await pastOf(plan, base, found, reading, tools)
    return { engine, base, past }
  } finally {
    reading?.stop()
  }
}

/** Whether the engine's own builder builds. */
export function isEngines(engine: Engine | undefined): boolean {
  return engine !== undefined && (engine.buildx === undefined || engine.buildx.driver === 'docker')
}

async function pastOf(
  plan: BuildPlan,
  base: BaseImage,
  engine: Engine | undefined,
  reading: Reading | undefined,
  { writer, signal, memory }: ImageTools
): Promise<Past | undefined> {
  const platform = plan.platform ?? (engine === undefined ? platformOfRunner() : platformOf(engine))
  const why =
    engine !== undefined && engine.buildx === undefined
      ? 'there is no docker buildx here, which could look images up'
      : base.identity === undefined
        ? `it is not known what ${plan.baseImage} is at present (${base.why ?? 'no answer'})`
        : platform === undefined
          ? 'it is not known for which platform the builder builds'
          : undefined
  if (memory === undefined || reading === undefined || base.identity === undefined || platform === undefined || why) {
    writer.debug(`No image of an earlier run is looked for: ${why ?? 'nothing is pushed'}.`)
    return undefined
  }
  const [record, items] = await Promise.all([reading.result(), copyItems(plan)])
  signal.throwIfAborted()
  if (record === undefined) memory.explain()
  const ground = { base: base.identity, platform }
  return {
    memory,
    fingerprint: imageFingerprint(plan, items, ground),
    dependenciesKey: dependenciesFingerprint(plan, ground),
    platform,
    // what is built now can be remembered all the same
    record: record ?? new Map()
  }
}

/** Where no engine answers: what is looked up in the registry is checked against it all the same. */
function platformOfRunner(): string | undefined {
  const known: Partial<Record<NodeJS.Architecture, string>> = { x64: 'linux/amd64', arm64: 'linux/arm64' }
  return known[process.arch]
}

interface Reading {
  /** Undefined when nothing is known in time. */
  result(): Promise<ImageRecord | undefined>
  stop(): void
}

/** Begins to read at once: the connection to the cluster takes its time, beside what docker is asked. */
function startReading(memory: Memory, parent: AbortSignal): Reading {
  const stop = new AbortController()
  const signal = AbortSignal.any([parent, stop.signal])
  const reading = memory.read(signal)
  return {
    result: () => Promise.race([reading, sleep(recordPatience, signal).then(() => undefined)]),
    stop: () => stop.abort(new Error('it took too long'))
  }
}

async function settled<T>(work: Promise<T>): Promise<{ readonly value: T } | { readonly error: unknown }> {
  try {
    return { value: await work }
  } catch (error) {
    return { error }
  }
}
