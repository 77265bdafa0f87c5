/** What a run that cannot start is told: one sentence of what, one of what to do. Pure. */

import type { FailureReason } from '../failure.ts'

export interface AdviceContext {
  readonly namespace: string
  readonly image: string
}

/** Sentences for a start that fails for this reason. */
export function startAdvice(reason: FailureReason, context: AdviceContext): { what: string; fix: string } {
  const { image, namespace } = context
  switch (reason) {
    case 'invalid-image-name':
      return { what: `The image name ${image} is not valid.`, fix: 'Correct it: lower case, host[:port]/path:tag.' }
    case 'image-not-found':
      return {
        what: `The cluster cannot find the image ${image}.`,
        fix: 'Check name and tag, and that the cluster reaches the registry under the same name as this runner.'
      }
    case 'image-unauthorized':
      return {
        what: `The cluster may not pull the image ${image}.`,
        fix: `Log in to its registry before this step (with pull-secret: auto the cluster gets that login), or name a pull secret of namespace ${namespace} in image-pull-secrets.`
      }
    case 'wrong-architecture':
      return {
        what: `The image ${image} is built for another processor architecture than the node's.`,
        fix: 'Build it for the nodes, or choose nodes that fit with the input node-selector; a script that is run without a #! line says the same.'
      }
    case 'image-pull-failed':
      return {
        what: `The cluster could not pull the image ${image} in time.`,
        fix: 'The registry did not answer or was too busy: run again, and check that the nodes reach it.'
      }
    case 'missing-config':
      return {
        what: `The pod needs something that namespace ${namespace} does not have.`,
        fix: 'Create the Secret, ConfigMap, key or service account that is named, or correct its name.'
      }
    case 'unschedulable':
      return {
        what: 'No node could take the pod before the start timeout.',
        fix: 'Ask for less (cpu, memory), correct node-selector, add nodes, or raise start-timeout.'
      }
    case 'quota-exceeded':
      return {
        what: `The quota of namespace ${namespace} does not allow the pod.`,
        fix: 'Set cpu and memory within the quota, or wait until other pods are done, or have the quota raised.'
      }
    case 'admission-denied':
      return {
        what: `The rules of the cluster do not allow this pod in namespace ${namespace}.`,
        fix: 'Change what the message names, or ask the cluster’s owner for a namespace that allows it.'
      }
    case 'start-error':
      return {
        what: 'The container could not be started.',
        fix: 'Check that command exists in the image and is executable.'
      }
    default:
      return {
        what: 'The pod did not start before the start timeout.',
        fix: 'Mend what the message names, or raise start-timeout.'
      }
  }
}
