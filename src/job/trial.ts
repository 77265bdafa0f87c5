/** A dry run of the Job by the server, before there is an image: what it answers, and what that is worth by then. */

import { clusterFailure, isAnonymous, isDenial } from '../cluster/failures.ts'
import { rightOf } from '../cluster/missing-rights.ts'
import { ApiError, type Cluster } from '../cluster/port.ts'
import type { Failure } from '../failure.ts'
import type { JobPlan } from '../plan/types.ts'
import { jobManifest } from './manifest.ts'
import { manifestProblem } from './manifest-problem.ts'

/**
 * What a dry run tells. `fatal`: the Job will surely be refused. `denied`: a rule of the cluster refuses it as it is now, which
 * may change with the image's digest or with time. `unknown`: nothing.
 */
export type Trial =
  | { readonly kind: 'accepted'; readonly warnings: readonly string[] }
  | { readonly kind: 'fatal' | 'denied'; readonly failure: Failure }
  /** `user`: who the server took us for, where its refusal names somebody. */
  | { readonly kind: 'unknown'; readonly why: string; readonly user?: string | undefined }

/**
 * Asks the server what it would make of the Job with this image: unknown fields are errors. Changes nothing. The first answer
 * counts: whether the server can be reached at all is told by others.
 * @throws what is no answer of a server: the signal's reason on abort
 */
export async function tryJob(cluster: Cluster, plan: JobPlan, image: string, signal: AbortSignal): Promise<Trial> {
  try {
    const manifest = jobManifest(plan, { image })
    const { warnings } = await cluster.create('jobs', manifest, { dryRun: true, retries: false, signal })
    return { kind: 'accepted', warnings }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return judgeRefusal(error, plan, cluster)
  }
}

/** What a refused dry run is worth. Pure. */
export function judgeRefusal(
  error: ApiError,
  plan: JobPlan,
  { server, namespace, context }: Pick<Cluster, 'server' | 'namespace' | 'context'>
): Trial {
  const { status, reason, message } = error
  const failure = (): Failure => clusterFailure(asCreate(error), { server, namespace, context })
  const unknown: Trial = { kind: 'unknown', why: `${status} ${message}`, user: rightOf(message)?.user }
  // a webhook that is not there, or cannot be asked without effect
  if (status === 0 || status >= 500 || status === 429 || message.includes('does not support dry run')) return unknown
  if (isDenial(error)) return { kind: 'denied', failure: failure() }
  switch (status) {
    case 401:
      // the access reviews are asked as well, and more than once
      return unknown
    case 413:
      return { kind: 'fatal', failure: failure() }
    case 400:
    case 422:
      // anything in between may answer 400 as well; Kubernetes says which kind
      return reason === 'BadRequest' || reason === 'Invalid'
        ? { kind: 'fatal', failure: manifestProblem(error, plan) }
        : unknown
    case 403:
      if (isAnonymous(message) || message.includes('because it is being terminated'))
        return { kind: 'fatal', failure: failure() }
      // the access reviews are asked about rights; what is left is said by admission
      return rightOf(message) !== undefined || reason !== 'Forbidden' ? unknown : { kind: 'denied', failure: failure() }
    case 404:
      return isNoJobApi(error) || message.startsWith('namespaces ') ? { kind: 'fatal', failure: failure() } : unknown
    default:
      // an answer that sends us elsewhere: what is there is no API server
      return status < 400 ? { kind: 'fatal', failure: failure() } : unknown
  }
}

/** A 404 that names no object of Kubernetes. */
function isNoJobApi({ reason, message }: ApiError): boolean {
  return reason === undefined || message.includes('could not find the requested resource')
}

/** The same refusal in the words of what was to be done: nobody asked for a validation. */
function asCreate({ message, status, reason, cause }: ApiError): ApiError {
  return new ApiError('create the Job', message, { status, reason, cause })
}
