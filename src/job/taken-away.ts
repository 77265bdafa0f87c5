/** Failures of pods that somebody or something took away. Pure. */

import type { Pod } from '../cluster/objects.ts'
import { Failure } from '../failure.ts'
import { suspendedFailure } from './queue.ts'
import { sentence } from '../lib/sentence.ts'
import {
  countedPods,
  decidingContainer,
  disruption,
  endedByItself,
  nameOf,
  tellingPod,
  terminated,
  type SeenPod,
  type Snapshot
} from './snapshot.ts'

/** A pod that was taken away: by whom decides whether trying again helps. */
export function interrupted(snapshot: Snapshot): Failure {
  const counted = countedPods(snapshot)
  const lost = snapshot.pods.at(-1)
  if (counted.length === 0 && lost !== undefined) return suspendedFailure(snapshot, lost)
  const pod = (counted.find((seen) => !endedByItself(seen.pod)) ?? tellingPod(snapshot))?.pod
  const target = pod && disruption(pod)
  const name = pod === undefined ? 'The pod' : `The pod ${nameOf(pod)}`
  const why = target === undefined ? undefined : sentence(`${target.reason}: ${target.message}`)
  switch (target?.reason) {
    case 'PreemptionByScheduler':
      return new Failure('preempted', {
        what: `${name} was preempted by one with a higher priority.`,
        why,
        fix: 'Run again when the cluster has room, or give the flow a priority class.'
      })
    case 'DeletionByTaintManager':
    case 'DeletionByPodGC':
      return new Failure('node-lost', {
        what: `${name} was lost with its node.`,
        why,
        fix: 'Run again; if it comes back, look at the node.'
      })
    case 'EvictionByEvictionAPI':
    case 'TerminationByKubelet':
      return new Failure('evicted', {
        what: `${name} was evicted before the flow was done.`,
        why,
        fix: 'Run again; a drained node or a node short of memory or disk is the usual cause.'
      })
    default:
      return new Failure('deleted', {
        what: `${name} was deleted before the flow was done.`,
        why: why ?? 'Somebody or something other than this run deleted it, or its namespace.',
        fix: 'Find who deletes pods in this namespace, then run again.'
      })
  }
}

/**
 * No pod is there, and nobody saw one end: not by itself then. A pod that failed by itself stays until its Job goes; only with
 * `restartPolicy: OnFailure` the controller removes it (kubernetes pkg/controller/job).
 */
export function isRemovedUnseen({ job, pods, sees }: Snapshot): boolean {
  const isNever = job.spec?.template?.spec?.restartPolicy === 'Never'
  return sees.pods && isNever && pods.every(({ pod, gone }) => gone && decidingContainer(pod) === undefined)
}

export function removedUnseen({ job }: Snapshot): Failure {
  return new Failure('deleted', {
    what: `The pod of the Job ${nameOf(job)} was removed, and nobody saw how it ended.`,
    why: 'A pod that fails by itself stays there, so somebody or something else removed this one; its log is gone.',
    fix: 'Find who deletes pods in this namespace, then run again.'
  })
}

/**
 * The pod's container had exited 0 by itself, and then the pod was removed. The controller counts a pod that is taken away
 * before it has seen `Succeeded` as failed, whatever its container did (kubernetes pkg/controller/job, isPodFailed).
 */
export function isRemovedAfterItsEnd({ pod, gone }: SeenPod): boolean {
  const exit = terminated(decidingContainer(pod))
  const isRemoved = gone || pod.metadata?.deletionTimestamp !== undefined
  return exit?.exitCode === 0 && isRemoved && endedByItself(pod)
}

export function removedAfterItsEnd(pod: Pod): Failure {
  return new Failure('deleted', {
    what: `The pod ${nameOf(pod)} was removed before its Job had counted it as done.`,
    why: 'Its container had exited with 0, but a pod that is taken away just then counts as failed, and so the Job failed.',
    fix: 'Find who deletes or evicts pods in this namespace, then run again.'
  })
}

/** The failure of a pod whose node ended or refused it; undefined where the pod's own status says nothing of it. */
export function evicted(pod: Pod): Failure | undefined {
  const reason = pod.status?.reason
  if (reason === undefined || reason === '') return undefined
  const why = sentence(`${reason}: ${pod.status?.message ?? ''}`)
  if (reason === 'Evicted') {
    return new Failure('evicted', {
      what: `The pod ${nameOf(pod)} was evicted by its node.`,
      why,
      fix: 'Ask for the memory and disk it needs (inputs cpu and memory), then run again.'
    })
  }
  if (reason === 'NodeLost' || reason === 'NodeShutdown' || reason === 'Terminated') {
    return new Failure('node-lost', { what: `The pod ${nameOf(pod)} was lost with its node.`, why, fix: 'Run again.' })
  }
  if (reason === 'NodeAffinity' || reason === 'UnexpectedAdmissionError' || /^OutOf/u.test(reason)) {
    return new Failure('unschedulable', {
      what: `The node refused the pod ${nameOf(pod)}.`,
      why,
      fix: 'Run again; the node ran out of what the pod asks for between scheduling and start.'
    })
  }
  return undefined
}
