/** What is left of a pod when all that it did is over. Pure. */

import type { Pod } from '../cluster/objects.ts'
import { allStatuses, terminated } from './snapshot.ts'

/** Taken off by the Job controller, also when the Job is gone (KEP-2307). */
const tracking = 'batch.kubernetes.io/job-tracking'

/**
 * Nothing of the pod runs or will run again, and nobody else holds it: with its Job gone it goes by itself. The kubelet writes
 * the phase a second after the last container's end; the containers tell it before, where none of them can be started again.
 */
export function isOver(pod: Pod): boolean {
  const isHeld = pod.metadata?.finalizers?.some((finalizer) => finalizer !== tracking) === true
  return !isHeld && (pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed' || hasEnded(pod))
}

function hasEnded(pod: Pod): boolean {
  const { spec, status } = pod
  const containers = spec?.containers ?? []
  const hasOwnRules = [...containers, ...(spec?.initContainers ?? [])].some(
    ({ restartPolicy, restartPolicyRules }) => restartPolicy !== undefined || restartPolicyRules !== undefined
  )
  return (
    spec?.restartPolicy === 'Never' &&
    !hasOwnRules &&
    containers.length > 0 &&
    status?.containerStatuses?.length === containers.length &&
    allStatuses(pod).every((each) => terminated(each) !== undefined)
  )
}
