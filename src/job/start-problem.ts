/**
 * Why a Job has not started yet, from pod status, conditions and events; and whether waiting can still mend it.
 * A Job never fails by itself for any of these (research/platform F), so this is where a run that cannot start ends. Pure.
 */

import type { ContainerStatus, Event, Pod } from '../cluster/objects.ts'
import type { FailureReason } from '../failure.ts'
import { pullSecretName } from './secret-names.ts'
import {
  allStatuses,
  countedPods,
  eventsOf,
  isSuspended,
  nameOf,
  podCondition,
  resumedAt,
  timeOf,
  uidOf,
  type Snapshot
} from './snapshot.ts'

export interface StartProblem {
  readonly reason: FailureReason
  /** The cluster's own words: foreign text. */
  readonly message: string
  /** Short words for the progress line: `ImagePullBackOff`, `Unschedulable`. */
  readonly state: string
  /** Uid of the pod that has it; absent for a problem of the Job. */
  readonly pod?: string
  /** The image that it is about, as the pod names it: not always the flow's. */
  readonly image?: string
  /**
   * When it is certain that waiting does not help: at once, after a number of identical refusals, after a grace in
   * milliseconds, or never (only the start timeout ends it: an autoscaler, a registry or a quota may recover).
   */
  readonly patience:
    | { readonly kind: 'none' }
    | { readonly kind: 'grace'; readonly milliseconds: number }
    | { readonly kind: 'start-timeout' }
}

const none = { kind: 'none' } as const
const untilStartTimeout = { kind: 'start-timeout' } as const
/** Things made just after the Job (its Secrets), or replicated with a delay, get this long. */
const settling = { kind: 'grace', milliseconds: 30_000 } as const
/** For refusals that no time will mend, but that a race at the very start could show once. */
const short = { kind: 'grace', milliseconds: 5_000 } as const

/** Finds the problem that keeps the run from starting; undefined when nothing is wrong (yet). */
export function startProblem(snapshot: Snapshot): StartProblem | undefined {
  if (isSuspended(snapshot.job)) return undefined
  const alive = countedPods(snapshot).filter(({ gone }) => !gone)
  for (const { pod } of [...alive].reverse()) {
    const problem = podProblem(snapshot, pod)
    if (problem !== undefined) return { ...problem, pod: uidOf(pod) }
  }
  if (alive.length === 0) return noPodProblem(snapshot)
  return undefined
}

function podProblem(snapshot: Snapshot, pod: Pod): StartProblem | undefined {
  for (const status of allStatuses(pod)) {
    const problem = waitingProblem(snapshot, pod, status)
    if (problem !== undefined) return problem
  }
  const scheduled = podCondition(pod, 'PodScheduled')
  if (scheduled?.status === 'False' && scheduled.reason === 'Unschedulable') {
    return { reason: 'unschedulable', message: scheduled.message, state: 'unschedulable', patience: untilStartTimeout }
  }
  // a missing Secret or ConfigMap volume shows only as an event; the container stays ContainerCreating
  const mount = last(eventsOf(snapshot, uidOf(pod)), (event) => event.reason === 'FailedMount')
  if (mount !== undefined && allStatuses(pod).some((status) => status.state?.waiting !== undefined)) {
    const message = mount.message ?? ''
    const isMissing = /(?:secret|configmap) "[^"]*" not found|references non-existent (?:secret|config) key/u.test(
      message
    )
    return {
      reason: isMissing ? 'missing-config' : 'start-timeout',
      message,
      state: 'FailedMount',
      patience: isMissing ? settling : untilStartTimeout
    }
  }
  return undefined
}

function waitingProblem(snapshot: Snapshot, pod: Pod, status: ContainerStatus): StartProblem | undefined {
  const waiting = status.state?.waiting
  if (waiting?.reason === undefined) return undefined
  const state = waiting.reason
  const message = waiting.message ?? ''
  switch (state) {
    case 'InvalidImageName':
      return { reason: 'invalid-image-name', message, state, patience: none, ...imageOf(pod, status.name) }
    case 'ErrImageNeverPull':
      return { reason: 'image-not-found', message, state, patience: none, ...imageOf(pod, status.name) }
    case 'ErrImagePull':
    case 'ImagePullBackOff':
    case 'RegistryUnavailable':
    case 'SignatureValidationFailed':
      return { ...pullProblem(snapshot, pod, status.image ?? '', { state, message }), ...imageOf(pod, status.name) }
    case 'CrashLoopBackOff':
      // an init container or sidecar that fails is tried again for ever where the restart policy says so
      return { reason: 'start-timeout', message: crashWords(status, message), state, patience: untilStartTimeout }
    case 'CreateContainerConfigError':
      return { reason: isMissingConfig(message) ? 'missing-config' : 'start-error', message, state, patience: settling }
    case 'CreateContainerError':
    case 'RunContainerError':
    case 'PostStartHookError':
      return { reason: startErrorReason(message), message, state, patience: settling, ...imageOf(pod, status.name) }
    default:
      return undefined
  }
}

/** The image of a container, by its name in the pod; empty where the pod does not tell. */
export function imageOf({ spec }: Pod, name: string): { readonly image?: string } {
  const all = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])]
  const image = all.find((container) => container.name === name)?.image
  return image === undefined ? {} : { image }
}

function crashWords({ name, lastState }: ContainerStatus, message: string): string {
  const exit = lastState?.terminated
  return exit === undefined ? message : `container ${name} exits with ${exit.exitCode} and is started again and again`
}

/** Other reasons of the same state: a security context that the image does not fit, a bad subPath. */
function isMissingConfig(message: string): boolean {
  return /not found|couldn't find key|non-existent/u.test(message)
}

/** Reason of a container that could not be created or run. */
export function startErrorReason(message: string): FailureReason {
  return /exec format error/iu.test(message) ? 'wrong-architecture' : 'start-error'
}

function pullProblem(
  snapshot: Snapshot,
  pod: Pod,
  image: string,
  waiting: { state: string; message: string }
): StartProblem {
  const { state, message } = waiting
  const failures = eventsOf(snapshot, uidOf(pod)).filter(
    (event) => event.reason === 'Failed' && (event.message ?? '').startsWith('Failed to pull image')
  )
  // a back-off message of older kubelets names the image alone; the event before it has the registry's words
  const words = [message, failures.at(-1)?.message ?? ''].sort((a, b) => b.length - a.length)[0] ?? ''
  // an image may be called anything, `timeout-401` too: only the words around its name count
  const reason = pullFailureReason(image === '' ? words : words.replaceAll(image, ''))
  const refusals = failures.reduce((sum, event) => sum + (event.count ?? 1), 0)
  const isFinal = reason !== 'image-pull-failed'
  return {
    reason,
    message: words,
    state,
    patience: !isFinal ? untilStartTimeout : refusals > 1 && !isSettling(snapshot) ? none : settling
  }
}

/** The pull Secret of this run is made after its Job: a kubelet may have asked the registry, even twice, before it saw it. */
function isSettling({ job, now }: Snapshot): boolean {
  const own = pullSecretName({ name: nameOf(job) })
  const names = job.spec?.template?.spec?.imagePullSecrets ?? []
  const age = now - Date.parse(job.metadata?.creationTimestamp ?? '')
  return names.some(({ name }) => name === own) && age < settling.milliseconds
}

/** What a registry's refusal means: containerd's and Docker's words, told apart by what waiting can mend. */
export function pullFailureReason(message: string): FailureReason {
  if (
    /\b(?:429|50[0234])\b|too many requests|toomanyrequests|rate limit|connection refused|i\/o timeout|timeout|no such host|reset by peer|unexpected EOF/iu.test(
      message
    )
  ) {
    return 'image-pull-failed'
  }
  if (/no match for platform|no matching manifest|does not match the specified platform/iu.test(message))
    return 'wrong-architecture'
  if (
    /unauthorized|authentication required|\b401\b|\b403\b|forbidden|denied|authorization failed|no basic auth/iu.test(
      message
    )
  ) {
    return 'image-unauthorized'
  }
  if (/not found|manifest unknown|name unknown|\b404\b|does not exist/iu.test(message)) return 'image-not-found'
  return 'image-pull-failed'
}

/** A pod that is refused at creation never exists; only an event of the Job tells (quota, PodSecurity, webhooks, …). */
function noPodProblem(snapshot: Snapshot): StartProblem | undefined {
  // what was refused before a suspension says nothing of the try after it
  const since = resumedAt(snapshot.job) ?? 0
  const event = last(
    eventsOf(snapshot, uidOf(snapshot.job)),
    (each) => each.reason === 'FailedCreate' && timeOf(each) >= since
  )
  if (event === undefined) return undefined
  const message = (event.message ?? '').replace(/^Error creating: /u, '')
  return { message, state: 'no pod yet', ...createRefusal(message) }
}

function createRefusal(message: string): Pick<StartProblem, 'reason' | 'patience'> {
  // other pods may free what they use; a pod that asks for more than there is at all, or names no request, never fits
  if (/failed quota/u.test(message)) return { reason: 'quota-exceeded', patience: short }
  if (/exceeded quota/u.test(message)) {
    return { reason: 'quota-exceeded', patience: neverFits(message) ? short : untilStartTimeout }
  }
  if (/serviceaccount .*not found|error looking up service account/iu.test(message))
    return { reason: 'missing-config', patience: settling }
  if (
    /is forbidden|admission webhook|denied the request|violates PodSecurity|ValidatingAdmissionPolicy/u.test(message)
  ) {
    return { reason: 'admission-denied', patience: short }
  }
  if (/is invalid/u.test(message)) return { reason: 'admission-denied', patience: short }
  return { reason: 'start-timeout', patience: untilStartTimeout }
}

/** The quota message lists `requested:`, `used:` and `limited:` per resource; with nothing used the pod alone is too big. */
function neverFits(message: string): boolean {
  const used = /used: ([^:]*?)(?:, limited:|$)/u.exec(message)?.[1]
  return used !== undefined && used.split(',').every((item) => /=0\D*$/u.test(item.trim()))
}

function last(events: readonly Event[], matches: (event: Event) => boolean): Event | undefined {
  return events.filter(matches).at(-1)
}
