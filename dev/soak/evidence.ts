/** What the judge is given of a run. Nothing of it comes from the action's own idea of what happened. */

import type { StepResult } from '../runner.ts'
import type { Scenario } from './scenario.ts'
import type { WrittenLog } from './truth.ts'
import type { ContainerStatus, History, JobVersion, PodVersion } from './watching.ts'

/** What was really done to the run, as against what was planned: a run may be over before. */
export interface Done {
  readonly cancelled: boolean
  readonly killed: boolean
  readonly interference: boolean
  readonly outage: boolean
}

/** An object that is left, as it is stored. */
export interface Left {
  readonly kind: 'jobs' | 'pods' | 'secrets'
  readonly name: string
  readonly activeDeadlineSeconds?: number
  readonly ttlSecondsAfterFinished?: number
  readonly owners: number
}

export interface Evidence {
  readonly scenario: Scenario
  readonly done: Done
  readonly main: StepResult
  /** Undefined where the machine was gone. */
  readonly post: StepResult | undefined
  readonly pods: readonly History<PodVersion>[]
  readonly jobs: readonly History<JobVersion>[]
  readonly written: readonly WrittenLog[]
  /** Undefined when there is none. */
  readonly logFile: Buffer | undefined
  readonly left: readonly Left[]
  /** What is in RUNNER_TEMP at the end: path, and content. */
  readonly files: ReadonlyMap<string, Buffer>
}

/** How one try of a container ended. */
export interface Exit {
  readonly container: string
  readonly exitCode: number
  readonly reason: string
  /** False: its removal was asked for before it ended. Undefined: in the same second, nobody can tell. */
  readonly byItself: boolean | undefined
}

const seconds = (time: string | undefined): number => Math.floor(Date.parse(time ?? '') / 1000)

/** When somebody first asked for the pod's removal, in whole seconds since the epoch. */
function askedAt({ versions }: History<PodVersion>): number | undefined {
  const first = versions.find(({ metadata }) => metadata.deletionTimestamp !== undefined)?.metadata
  if (first === undefined) return undefined
  return seconds(first.deletionTimestamp) - (first.deletionGracePeriodSeconds ?? 0)
}

const isDisrupted = ({ status }: PodVersion): boolean =>
  status?.conditions?.some(({ type, status: is }) => type === 'DisruptionTarget' && is === 'True') === true

/** How the containers of a pod ended, as far as anybody saw it. */
export function exitsOf(pod: History<PodVersion>): Exit[] {
  const asked = askedAt(pod)
  const exits = new Map<string, Exit>()
  let wasDisrupted = false
  for (const version of pod.versions) {
    for (const status of version.status?.containerStatuses ?? []) {
      const exit = status.state?.terminated
      const key = `${status.name}#${status.restartCount}`
      if (exit === undefined || exits.has(key)) continue
      const end = seconds(exit.finishedAt)
      const undisturbed = asked === undefined || end < asked ? true : end > asked ? false : undefined
      const byItself = (wasDisrupted || isDisrupted(version)) && undisturbed !== true ? false : undisturbed
      exits.set(key, { container: status.name, exitCode: exit.exitCode, reason: exit.reason ?? '', byItself })
    }
    wasDisrupted ||= isDisrupted(version)
  }
  return [...exits.values()]
}

/** Whether any container of the pod was seen running or ended. */
export function hasRun({ versions }: History<PodVersion>): boolean {
  const began = ({ state }: ContainerStatus): boolean => state?.running !== undefined || state?.terminated !== undefined
  return versions.some(({ status }) => status?.containerStatuses?.some(began))
}

/** The Job's own word: true for done, false for failed, undefined when it said neither. */
export function wordOfJob(jobs: readonly History<JobVersion>[]): boolean | undefined {
  const types = new Set(
    jobs.flatMap(({ versions }) =>
      versions.flatMap(({ status }) =>
        (status?.conditions ?? []).filter((each) => each.status === 'True').map(({ type }) => type)
      )
    )
  )
  if (types.has('Failed') || types.has('FailureTarget')) return false
  return types.has('Complete') || types.has('SuccessCriteriaMet') ? true : undefined
}
