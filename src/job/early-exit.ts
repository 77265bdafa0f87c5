/**
 * When a container's exit decides before the Job's own condition does. The controller needs 2 to 3 seconds more to say
 * the same; we may only be quicker where nothing it could still do would change the answer (design §7). Pure.
 */

import type { Pod } from '../cluster/objects.ts'
import { queueLabel } from '../plan/labels.ts'
import { jobCondition, terminated, type SeenPod, type Snapshot } from './snapshot.ts'

/** The controller of Kubernetes itself, by KEP-4368. */
const builtInController = 'kubernetes.io/job-controller'
/** Milliseconds of the Job's own deadline that must be left for an exit 0 to be safe from `DeadlineExceeded`. */
const deadlineRoom = 60_000
/** Seconds that a pod's containers get to stop where it does not say otherwise. */
const usualGrace = 30

/** The exit that decides, or why none does. */
export type EarlyExit = { readonly exitCode: number } | { readonly obstacle: string }

interface Check {
  readonly name: string
  readonly holds: (snapshot: Snapshot) => boolean
}

const spec = (snapshot: Snapshot): NonNullable<Snapshot['job']['spec']> => snapshot.job.spec ?? {}

/** What must hold of the Job as it is stored, whatever its pods did. */
const jobChecks: readonly Check[] = [
  { name: 'the Job is there', holds: ({ gone }) => !gone },
  { name: 'the Job is not being deleted', holds: ({ job }) => job.metadata?.deletionTimestamp === undefined },
  { name: 'completionMode is not Indexed', holds: (s) => (spec(s).completionMode ?? 'NonIndexed') === 'NonIndexed' },
  { name: 'completions is 1', holds: (s) => spec(s).completions === 1 },
  { name: 'parallelism is 1', holds: (s) => spec(s).parallelism === 1 },
  { name: 'backoffLimit is 0', holds: (s) => spec(s).backoffLimit === 0 },
  { name: 'no backoffLimitPerIndex', holds: (s) => spec(s).backoffLimitPerIndex === undefined },
  { name: 'no podFailurePolicy', holds: (s) => spec(s).podFailurePolicy === undefined },
  { name: 'no successPolicy', holds: (s) => spec(s).successPolicy === undefined },
  {
    name: 'managed by the built-in controller',
    holds: (s) => [undefined, '', builtInController].includes(spec(s).managedBy)
  },
  // Kueue's controller may suspend or replace what has ended
  { name: 'not queued', holds: ({ job }) => job.metadata?.labels?.[queueLabel] === undefined },
  {
    // the condition stays after a resumption: whoever suspended the Job may do so again
    name: 'never suspended',
    holds: ({ job }) =>
      job.spec?.suspend !== true && job.status?.conditions?.some(({ type }) => type === 'Suspended') !== true
  }
]

/** What must hold of its one pod. */
const podChecks: readonly { name: string; holds: (seen: SeenPod) => boolean }[] = [
  {
    name: 'the pod is not being deleted',
    holds: ({ pod, gone }) => !gone && pod.metadata?.deletionTimestamp === undefined
  },
  {
    name: 'no disruption',
    holds: ({ pod }) => pod.status?.conditions?.some((c) => c.type === 'DisruptionTarget') !== true
  },
  { name: 'the pod was not evicted', holds: ({ pod }) => (pod.status?.reason ?? '') === '' },
  { name: 'restartPolicy is Never', holds: ({ pod }) => pod.spec?.restartPolicy === 'Never' },
  { name: 'one regular container', holds: ({ pod }) => pod.spec?.containers?.length === 1 },
  {
    name: 'no container restart rules',
    holds: ({ pod }) =>
      [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].every(
        (container) => container.restartPolicyRules === undefined
      ) && pod.spec?.containers?.every((container) => container.restartPolicy === undefined) === true
  },
  {
    name: 'the container never restarted',
    holds: ({ pod }) => (pod.status?.containerStatuses?.[0]?.restartCount ?? 0) === 0
  },
  {
    name: 'the exit is known',
    holds: ({ pod }) => {
      const exit = terminated(pod.status?.containerStatuses?.[0])
      // ContainerStatusUnknown is a lost node's placeholder with exit code 137, not an exit
      return exit !== undefined && exit.reason !== 'ContainerStatusUnknown'
    }
  },
  {
    name: 'the container belongs to this pod',
    holds: ({ pod }) => pod.status?.containerStatuses?.[0]?.name === pod.spec?.containers?.[0]?.name
  }
]

/** Decides by the container's exit where that is safe; else names the first condition that does not hold. */
export function earlyExit(snapshot: Snapshot): EarlyExit {
  const failedJobCheck = jobChecks.find((check) => !check.holds(snapshot))
  if (failedJobCheck !== undefined) return { obstacle: failedJobCheck.name }
  if (snapshot.pods.length !== 1) return { obstacle: 'exactly one pod' }
  const [seen] = snapshot.pods
  if (seen === undefined) return { obstacle: 'exactly one pod' }
  const failedPodCheck = podChecks.find((check) => !check.holds(seen))
  if (failedPodCheck !== undefined) return { obstacle: failedPodCheck.name }
  const exitCode = terminated(seen.pod.status?.containerStatuses?.[0])?.exitCode
  if (exitCode === undefined) return { obstacle: 'the exit is known' }
  if (exitCode === 0 && !hasDeadlineRoom(snapshot, seen.pod)) return { obstacle: 'enough of the deadline is left' }
  if (jobCondition(snapshot.job, 'FailureTarget') !== undefined) return { obstacle: 'the controller has not decided' }
  return { exitCode }
}

function hasDeadlineRoom(snapshot: Snapshot, { spec: pod }: Pod): boolean {
  const seconds = spec(snapshot).activeDeadlineSeconds
  if (seconds === undefined) return true
  const start = Date.parse(snapshot.job.status?.startTime ?? '')
  // sidecars are stopped only now, and the Job is not done before they are
  const hasSidecars = (pod?.initContainers ?? []).some(({ restartPolicy }) => restartPolicy === 'Always')
  const stopping = hasSidecars ? (pod?.terminationGracePeriodSeconds ?? usualGrace) * 1000 : 0
  return start + seconds * 1000 - snapshot.now >= deadlineRoom + stopping
}

/** Names of all conditions, for the tests that show each is needed. */
export const earlyExitConditions: readonly string[] = [
  ...jobChecks.map(({ name }) => name),
  'exactly one pod',
  ...podChecks.map(({ name }) => name),
  'enough of the deadline is left',
  'the controller has not decided'
]
