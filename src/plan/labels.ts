/** Labels and annotations by which a run's objects are found, and found out. */

import type { RunnerEnvironment } from '../runner/environment.ts'
import { sha256OfJson } from './content.ts'

/** The UUID of a run: one run can be removed by it without touching another. */
export const identifierLabel = 'identifier'
export const managedByLabel = 'app.kubernetes.io/managed-by'
export const managedBy = 'docker-on-k8s'
/** Which step of which workflow run an object belongs to, the same for every attempt. */
export const ownerLabel = 'docker-on-k8s/owner'

/** Label that puts a Job into a LocalQueue of Kueue; whoever wrote it, its controller may suspend the Job at any time. */
export const queueLabel = 'kueue.x-k8s.io/queue-name'

/** Labels of the Job and its pods. */
export function labelsOf(
  identifier: string,
  environment: RunnerEnvironment,
  runKey: string
): Readonly<Record<string, string>> {
  return { [identifierLabel]: identifier, [managedByLabel]: managedBy, [ownerLabel]: ownerOf(environment, runKey) }
}

/**
 * The step's identity as 16 hexadecimal characters; the attempt is no part of it, so a re-run finds what it left.
 * @param runKey tells apart what GitHub does not: legs of a matrix, two calls of one reusable workflow
 */
export function ownerOf({ serverUrl, repositoryId, runId, job, action }: RunnerEnvironment, runKey: string): string {
  return sha256OfJson([serverUrl, repositoryId, runId, job, action, runKey]).slice(0, 16)
}

/**
 * Annotations of the Job alone: where it comes from, in full, since refs and names are seldom legal label values.
 * What the runner did not say is left out.
 */
export function annotationsOf(environment: RunnerEnvironment): Readonly<Record<string, string>> {
  const { repository, ref, sha, runId, runAttempt } = environment
  const all = { repository, ref, sha, 'run-url': runUrl(environment), attempt: runId === '' ? '' : runAttempt }
  return Object.fromEntries(
    Object.entries(all)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [`docker-on-k8s/${name}`, value])
  )
}

/** Annotation of the Job with the attempt that made it: one of the same attempt is somebody else's, never to be replaced. */
export const attemptAnnotation = 'docker-on-k8s/attempt'

/** This attempt's number; 1 outside a runner. */
export function attemptOf({ runAttempt }: RunnerEnvironment): number {
  return Number(runAttempt) || 1
}

/** The run's page; empty outside GitHub. */
export function runUrl({ serverUrl, repository, runId, runAttempt }: RunnerEnvironment): string {
  if (repository === '' || runId === '') return ''
  return `${serverUrl}/${repository}/actions/runs/${runId}${runAttempt === '' ? '' : `/attempts/${runAttempt}`}`
}
