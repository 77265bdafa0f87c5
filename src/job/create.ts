/** Creates the Job, also when the reply is lost on the way. */

import { clusterFailure } from '../cluster/failures.ts'
import type { Job } from '../cluster/objects.ts'
import { ApiError, type Cluster } from '../cluster/port.ts'
import { Failure } from '../failure.ts'
import { sleep } from '../lib/deadline.ts'
import type { JobManifest } from './manifest.ts'

/** Milliseconds after which a create that was sent with `?timeout=20s` can no longer commit. */
export const commitWindow = 25_000
const lookEvery = 1_000

/**
 * Creates the Job. A create whose reply was lost may have happened: then the name is looked up until it can no longer
 * come true, and an object there is ours only if it carries our identifier.
 * @returns the stored Job and the server's warnings
 * @throws Failure with the reason the server gave
 */
export async function createJob(
  cluster: Cluster,
  manifest: JobManifest,
  signal: AbortSignal
): Promise<{ job: Job; warnings: readonly string[] }> {
  try {
    const { object, warnings } = await cluster.create('jobs', manifest, { signal })
    return { job: object, warnings }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const found = error.mayHaveHappened ? await lookUntilCertain(cluster, manifest, signal) : 'absent'
    if (typeof found === 'object') return { job: found, warnings: [] }
    const { action, message, status, reason } = error
    // once it is certain that there is none, nobody has to look for it again
    const certain = found === 'absent' && error.mayHaveHappened
    const cause = certain ? new ApiError(action, message, { status, reason, cause: error.cause }) : error
    throw clusterFailure(cause, { namespace: cluster.namespace, server: cluster.server, context: cluster.context })
  }
}

/** True when this failure of {@link createJob} means that there surely is no Job. */
export function surelyNotCreated(thrown: unknown): boolean {
  const cause = thrown instanceof Failure ? thrown.cause : thrown
  return cause instanceof ApiError && !cause.mayHaveHappened
}

/** Looks for our Job by its name. `unknown`: the last look, when a create could no longer come true, was not answered. */
async function lookUntilCertain(
  cluster: Cluster,
  manifest: JobManifest,
  signal: AbortSignal
): Promise<Job | 'absent' | 'unknown'> {
  const { name, labels } = manifest.metadata
  const end = performance.now() + commitWindow
  let seen: 'absent' | 'unknown'
  do {
    try {
      const job = await cluster.get('jobs', name, signal)
      if (job !== undefined) return job.metadata?.labels?.['identifier'] === labels['identifier'] ? job : 'absent'
      seen = 'absent'
    } catch (error) {
      seen = 'unknown'
      if (signal.aborted || !(error instanceof ApiError)) throw error
    }
  } while (performance.now() < end && (await sleep(lookEvery, signal)))
  signal.throwIfAborted()
  return seen
}
