/** How inputs become fields of a Job: what the plan compares with a template, and the manifest writes. Pure. */

/** What the cluster's own deadline leaves above ours, in seconds: ours must be the one that fires while we are there. */
const deadlineMargin = 120

/** The Job's own deadline in whole seconds, from both timeouts in milliseconds. */
export function activeDeadline(startTimeout: number, timeout: number): number {
  return Math.ceil((startTimeout + timeout) / 1000) + deadlineMargin
}

/** The timeout in milliseconds that goes with a deadline in seconds: the cluster's must be the one that fires. */
export function timeoutOfDeadline(seconds: number): number {
  return (seconds + deadlineMargin) * 1000
}

/**
 * Kubernetes expands `$(NAME)` in env values, command and args, and turns every `$$` into `$` (k8s.io/third_party
 * forked/golang/expansion); a user's text is to arrive as it was written, so each `$` is doubled.
 */
export function literal(text: string): string {
  return text.replaceAll('$', '$$$$')
}
