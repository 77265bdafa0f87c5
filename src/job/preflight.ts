/** Asks the cluster, while the image is being built, whether what comes later is allowed: a refusal now saves the build. */

import { forbidden } from '../cluster/failures.ts'
import type { Cluster } from '../cluster/port.ts'
import type { JobPlan } from '../plan/types.ts'
import type { Writer } from '../runner/writer.ts'

/** Rights without which there is no run; the others only lower what can be seen. */
export function neededVerbs(plan: Pick<JobPlan, 'cleanup'>): readonly string[] {
  return ['create', 'get', ...(plan.cleanup === 'never' ? [] : ['delete'])]
}

/**
 * Asks for the rights a run cannot do without.
 * @throws Failure `forbidden` with the rule to add. What the server will not say is not a no.
 */
export async function preflight(cluster: Cluster, plan: JobPlan, writer: Writer, signal: AbortSignal): Promise<void> {
  const verbs = neededVerbs(plan)
  const answers = await Promise.all(verbs.map((verb) => cluster.mayI(verb, 'jobs', 'batch', undefined, signal)))
  const missing = verbs.filter((_, index) => answers[index] === false)
  if (missing.length > 0)
    throw forbidden({ verbs: missing, resource: 'jobs', group: 'batch', namespace: cluster.namespace })
  if (answers.includes(undefined))
    writer.debug('The cluster would not say whether Jobs may be created here; trying will tell.')
}
