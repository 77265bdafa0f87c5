/** Report → the one error annotation of a run. Pure. */

import type { Failure } from '../failure.ts'

/** GitHub cuts an annotation at 4,096 characters (actions/runner, ExecutionContext.cs). */
const longest = 4_000

/** Title and text of the annotation: what failed, why, what to do. */
export function annotationOf(failure: Failure): { title: string; text: string } {
  const sentences = [failure.what, failure.why, failure.fix].filter((part) => part !== undefined)
  const text = sentences.join('\n')
  return {
    title: `docker-on-k8s: ${failure.reason}`,
    text: text.length > longest ? `${text.slice(0, longest)}…` : text
  }
}
