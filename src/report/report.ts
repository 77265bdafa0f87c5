/** What is known of a run so far: filled as it goes, so that every ending can say all it knows. Plain data. */

import type { Failure } from '../failure.ts'
import type { ProvidedImage } from '../image/tools.ts'
import type { PodFacts } from '../job/facts.ts'
import type { JobNews } from '../job/run.ts'

/** The `status` output. */
export type RunStatus = 'succeeded' | 'failed' | 'cancelled' | 'timed-out' | 'created' | 'skipped'

export type StageName = 'build' | 'push' | 'start' | 'run' | 'log' | 'cleanup'

/** Milliseconds from which on reading the log to its end is a stage of its own. */
const slowLog = 1_000

export interface LogTail {
  /** `pod/container`. */
  readonly stream: string
  readonly lines: readonly string[]
}

export interface Report {
  identifier: string
  flow?: string
  /** Address below which the commit's files are shown. */
  browse?: string
  image?: string
  imageName?: string
  imageTag?: string
  digest?: string
  build?: 'built' | 'reused' | 'skipped'
  jobName?: string
  namespace?: string
  pods: readonly PodFacts[]
  status?: RunStatus
  failure?: Failure
  exitCode?: number
  /** What the flow returned, as JSON. */
  result?: string
  logFile?: string
  startedAt?: string
  finishedAt?: string
  /** Milliseconds by stage, in the order in which they ended. */
  stages: Map<StageName, number>
  tails: readonly LogTail[]
  /** What would have made the run quicker. */
  hint?: string
  /** Sentences on what is not whole or was left behind. */
  remarks: string[]
  /** True when the Job is still in the cluster after the run. */
  jobKept: boolean
  /** When the log of the Job is on the page of the workflow. */
  logs?: 'stream' | 'on-failure' | 'none'
  /** Set in a dry run, as soon as it shows something. */
  dryRun?: DryRunReport
}

/** What a dry run made to look at. */
export interface DryRunReport {
  /** Folder on the runner with all of it. */
  readonly folder: string
  /** Whether a server has been asked, once that is known. */
  readonly validated?: boolean
  /** Files that the summary shows, secrets hidden. */
  readonly files: readonly { readonly name: string; readonly text: string }[]
}

export function newReport(identifier: string): Report {
  return { identifier, pods: [], stages: new Map(), tails: [], remarks: [], jobKept: false }
}

/** The status that a failure gives the run. */
export function statusOf(failure: Failure): RunStatus {
  switch (failure.reason) {
    case 'cancelled':
      return 'cancelled'
    case 'timed-out':
    case 'build-timeout':
    case 'queue-timeout':
    case 'start-timeout':
    case 'deadline-exceeded':
      return 'timed-out'
    default:
      return 'failed'
  }
}

/** Runs one stage, or a part of one, and notes its duration, also when it fails. */
export async function timeStage<T>(report: Report, name: StageName, body: () => Promise<T>): Promise<T> {
  const start = performance.now()
  try {
    return await body()
  } finally {
    report.stages.set(name, (report.stages.get(name) ?? 0) + performance.now() - start)
  }
}

/** What is known of the image once it is there. */
export function absorbImage(
  report: Report,
  { reference, digest, build, imageName, imageTag, hint }: ProvidedImage
): void {
  const told = { image: reference, digest, build, imageName, imageTag, hint }
  Object.assign(report, Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)))
}

/** What the Job's side tells: see `JobNews`. Only what is told replaces what is known. */
export function absorb(report: Report, news: JobNews): void {
  const { remarks, pods, times, jobName, namespace, exitCode, result, startedAt, finishedAt, logFile, tails, jobKept } =
    news
  const told = { jobName, namespace, exitCode, result, startedAt, finishedAt, logFile, tails, jobKept }
  Object.assign(report, Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)))
  if (pods !== undefined) report.pods = pods
  if (remarks !== undefined) report.remarks.push(...remarks)
  if (times !== undefined) report.stages.set('start', times.start).set('run', times.run)
  // mostly its end comes with the container's
  if (times !== undefined && times.log >= slowLog) report.stages.set('log', times.log)
}
