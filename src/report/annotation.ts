/** Report → the one error annotation of a run. Pure. */

import type { Failure } from '../failure.ts'

/** GitHub cuts an annotation at 4,096 characters (actions/runner, ExecutionContext.cs). */
const longest = 4_000

/**
 * Title and text of the annotation: what failed, why, what to do. Where an exception of the flow is known it is the title, and
 * where a line of the user's own is known, the annotation stands there; GitHub takes the file relative to the workspace.
 */
export function annotationOf(failure: Failure): { title: string; text: string; file?: string; line?: number } {
  const { reason, place, title } = failure
  const name = `docker-on-k8s: ${reason}`
  const sentences = [failure.what, failure.why, failure.fix].filter((part) => part !== undefined)
  const text = cut(sentences.join('\n'))
  return {
    title: title ?? name,
    text: title === undefined ? text : `${text}\n${name}`,
    ...(place === undefined ? {} : { file: place.file, ...(place.line > 0 ? { line: place.line } : {}) })
  }
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
