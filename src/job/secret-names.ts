/** Names of the Secrets that a run makes for its Job: known before they are made, since the Job names them first. */

import type { JobPlan } from '../plan/types.ts'

/** The Secret with the variables of `job-secrets`. */
export function environmentSecretName({ name }: Pick<JobPlan, 'name'>): string {
  return `${name}-env`
}

/** The Secret with which the image is pulled. */
export function pullSecretName({ name }: Pick<JobPlan, 'name'>): string {
  return `${name}-pull`
}
