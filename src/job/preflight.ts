/** Asks the cluster, while the image is being built, whether what comes later will work: a refusal now saves the build. */

import { forbidden } from '../cluster/missing-rights.ts'
import type { Node } from '../cluster/objects.ts'
import type { Cluster } from '../cluster/port.ts'
import type { Failure } from '../failure.ts'
import { inPool } from '../lib/pool.ts'
import { intendedReference } from '../plan/image-reference.ts'
import type { ImagePlan, JobPlan } from '../plan/types.ts'
import type { Writer } from '../runner/writer.ts'
import { judge, loweredNotice, questionsOf, type Answer, type Findings, type Rights } from './rights.ts'
import { tryJob, type Trial } from './trial.ts'

/** Access reviews under way at the same time, each on a connection of its own. */
const width = 4

export interface PreflightTools {
  readonly cluster: Cluster
  readonly plan: JobPlan
  readonly image: ImagePlan
  readonly writer: Writer
  readonly signal: AbortSignal
}

/** What a run knows before it begins. */
export interface Preflight {
  readonly rights: Rights
  /** Warnings of the cluster that were shown: the Job's creation brings them again. */
  readonly warned: ReadonlySet<string>
  /** The cluster's nodes, where it says. */
  readonly nodes: readonly Node[] | undefined
}

/**
 * Asks for the rights and lets the server try the Job. What the server will not say is not a no: then trying tells.
 * @throws Failure for what will surely fail: `forbidden` with the rules to add, `namespace-not-found`, `invalid-input` of the
 * manifest; ApiError when the server cannot be reached or does not accept the credentials; the signal's reason
 */
export async function preflight({ cluster, plan, image, writer, signal }: PreflightTools): Promise<Preflight> {
  const stop = new AbortController()
  const both = AbortSignal.any([signal, stop.signal])
  const listing = cluster.listNodes(both)
  const trying = settled(tryJob(cluster, plan, intendedReference(image), both))
  try {
    const findings = judge(await ask(cluster, plan, both))
    if (findings.missing.length > 0) throw await refusal(cluster, findings, trying, signal)
    for (const { verbs, resource } of findings.unknown)
      writer.debug(`The cluster would not say whether this user may ${verbs.join(', ')} ${resource}; trying will tell.`)
    const trial = await trying
    if ('error' in trial) throw trial.error
    if (trial.value.kind === 'fatal') throw trial.value.failure
    if (findings.lowered.length > 0) writer.notice(loweredNotice(findings.lowered, cluster.namespace))
    return { rights: findings.rights, warned: tell(trial.value, image, writer), nodes: await listing }
  } finally {
    stop.abort()
    await Promise.all([trying, listing])
  }
}

function ask(cluster: Cluster, plan: JobPlan, signal: AbortSignal): Promise<Answer[]> {
  return inPool(questionsOf(plan), width, signal, async (question, either): Promise<Answer> => {
    const { verb, resource, group, name } = question
    return { ...question, allowed: await cluster.mayI(verb, resource, group, name, either) }
  })
}

/** The failure for missing rights, with the user's name where the server tells it. */
async function refusal(
  cluster: Cluster,
  { missing, lowered }: Findings,
  trying: Promise<Settled<Trial>>,
  signal: AbortSignal
): Promise<Failure> {
  const lacks = (verb: string, resource: string): boolean =>
    missing.some((right) => right.resource === resource && right.verbs.includes(verb))
  let user = await cluster.whoAmI(signal)
  // a trial without the right to create is refused at once, and the refusal names the user
  if (user === undefined && lacks('create', 'jobs')) user = await refusedUser(trying)
  const why =
    lacks('create', 'jobs') && lacks('get', 'jobs')
      ? 'It has no rights on Jobs there at all: if that is a surprise, check `namespace` and `context` first.'
      : lacks('create', 'secrets')
        ? 'The variables of `job-secrets` go into a Secret of this run.'
        : undefined
  return forbidden({ rights: missing, useful: lowered, namespace: cluster.namespace, user, why })
}

async function refusedUser(trying: Promise<Settled<Trial>>): Promise<string | undefined> {
  const trial = await trying
  return 'value' in trial && trial.value.kind === 'unknown' ? trial.value.user : undefined
}

/** Says what the trial found. @returns the warnings that were shown */
function tell(trial: Trial, image: ImagePlan, writer: Writer): ReadonlySet<string> {
  if (trial.kind === 'unknown') writer.debug(`The cluster could not try the Job beforehand: ${trial.why}`)
  // with nothing to build the Job is created at once, and that decides
  if (trial.kind === 'denied' && image.kind === 'build') {
    const { what, why } = trial.failure
    writer.warning(
      `${what} ${why ?? ''} This was a trial with the image's tag; the build goes on, and the cluster decides when the image is there.`
    )
  }
  const warnings = new Set(trial.kind === 'accepted' ? trial.warnings : [])
  for (const warning of warnings) writer.warning(`The cluster warns: ${warning}`)
  return warnings
}

type Settled<T> = { readonly value: T } | { readonly error: unknown }

async function settled<T>(work: Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await work }
  } catch (error) {
    return { error }
  }
}
