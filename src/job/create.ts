/** Creates an object of the run, also when the reply is lost on the way. */

import { clusterFailure } from '../cluster/failures.ts'
import type { Job } from '../cluster/objects.ts'
import { ApiError, type Cluster, type ResourceName, type Resources } from '../cluster/port.ts'
import { Failure } from '../failure.ts'
import { sleep } from '../lib/deadline.ts'
import type { JobManifest } from './manifest.ts'

/** Milliseconds after which a create that was sent with `?timeout=20s` can no longer commit. */
export const commitWindow = 25_000
const lookEvery = 1_000
/** How often a create is sent whose earlier ones surely came to nothing for want of an answer. */
const mostTries = 2

/** What every manifest of ours has: a name, and the labels with this run's `identifier`. */
export interface Manifest {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
}

/** Creates the Job: see {@link createObject}. */
export async function createJob(
  cluster: Cluster,
  manifest: JobManifest,
  signal: AbortSignal
): Promise<{ job: Job; warnings: readonly string[] }> {
  const { object, warnings } = await createObject(cluster, 'jobs', manifest, signal)
  return { job: object, warnings }
}

/**
 * Creates an object. A create whose reply was lost may have happened: then the name is looked up until it can no longer
 * come true, and an object there is ours only if it carries our identifier. Where there surely is none it is sent again.
 * @returns the stored object and the server's warnings
 * @throws Failure with the reason the server gave
 */
export async function createObject<R extends ResourceName>(
  cluster: Cluster,
  resource: R,
  manifest: Manifest,
  signal: AbortSignal
): Promise<{ object: Resources[R]; warnings: readonly string[] }> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await cluster.create(resource, manifest, { signal })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const found = error.mayHaveHappened ? await lookUntilCertain(cluster, resource, manifest, signal) : 'absent'
      if (typeof found === 'object') return { object: found, warnings: [] }
      const { action, message, status, reason } = error
      // once it is certain that there is none, nobody has to look for it again
      const certain = found === 'absent' && error.mayHaveHappened
      // and it may be sent again: not earlier, for a late one could come true when the next is over and deleted
      if (certain && (status === 0 || status >= 500) && tries < mostTries) continue
      const cause = certain ? new ApiError(action, message, { status, reason, cause: error.cause }) : error
      throw clusterFailure(cause, { namespace: cluster.namespace, server: cluster.server, context: cluster.context })
    }
  }
}

/** True when this failure of {@link createObject} means that there surely is no such object of ours. */
export function surelyNotCreated(thrown: unknown): boolean {
  const cause = thrown instanceof Failure ? thrown.cause : thrown
  return cause instanceof ApiError && !cause.mayHaveHappened
}

/**
 * Looks for our object by its name. `unknown`: the last look, when a create could no longer come true, was not answered, or
 * we may not look.
 */
async function lookUntilCertain<R extends ResourceName>(
  cluster: Cluster,
  resource: R,
  manifest: Manifest,
  signal: AbortSignal
): Promise<Resources[R] | 'absent' | 'unknown'> {
  const { name, labels } = manifest.metadata
  const end = performance.now() + commitWindow
  let seen: 'absent' | 'unknown'
  do {
    try {
      const object = await cluster.get(resource, name, signal)
      if (object !== undefined)
        return object.metadata?.labels?.['identifier'] === labels['identifier'] ? object : 'absent'
      seen = 'absent'
    } catch (error) {
      seen = 'unknown'
      if (signal.aborted || !(error instanceof ApiError)) throw error
      if (error.status === 403) return seen
    }
  } while (performance.now() < end && (await sleep(lookEvery, signal)))
  signal.throwIfAborted()
  return seen
}
