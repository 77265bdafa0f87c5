/** One Job from manifest to ending: created inside the scope, followed, explained. */

import { join } from 'node:path'

import type { Job } from '../cluster/objects.ts'
import type { Cluster } from '../cluster/port.ts'
import type { Failure } from '../failure.ts'
import type { Home } from '../flow/home.ts'
import { timeoutOfDeadline } from '../plan/job-fields.ts'
import { partsOf } from '../plan/template-parts.ts'
import type { JobPlan, PullCredential } from '../plan/types.ts'
import { boundHeap } from '../runner/heap.ts'
import type { ClusterAccess, Scope } from '../scope.ts'
import type { Limits } from './clocks.ts'
import { demandArchitecture, type ArchitectureTools } from './architecture.ts'
import { createJob, surelyNotCreated } from './create.ts'
import { diagnose } from './diagnose.ts'
import { factsOf, type JobFacts } from './facts.ts'
import { follow, isStopped, type Ending } from './follow.ts'
import { isSingleStream, LogFile } from './log-file.ts'
import { Logs } from './logs.ts'
import { jobManifest, type ManifestFacts } from './manifest.ts'
import { redactor } from './redact.ts'
import { settleRerun } from './rerun.ts'
import { jsonRedactor, redactReport, resultOf } from './result.ts'
import { nameOf, orphansOf, uidOf, type Snapshot } from './snapshot.ts'
import { createSecrets, dyingLogin, maskCredential } from './secrets.ts'
import { shownTails, tailFilter } from './tails.ts'

/** Lines of each log that the summary shows. */
const summaryLines = 30
/** So many pods make so much to read and forget that the process would grow by it. */
const manyPods = 50
/** Milliseconds by which a pod may start later than all our limits together allow: clocks of nodes differ. */
const notAfterMargin = 120_000

export interface JobTools extends ArchitectureTools {
  readonly cluster: Cluster
  readonly access: ClusterAccess
  readonly scope: Scope
  /** This run's folder under `RUNNER_TEMP`; exists. */
  readonly folder: string
  readonly identifier: string
  /** Where the user's own code lies in the image. */
  readonly home: Home
  /** Warnings of the cluster that were shown before the Job was made. */
  readonly warned?: ReadonlySet<string>
  /** A login to pull the image with: makes the pull Secret of this run. */
  readonly credential?: PullCredential | undefined
  /** The step's environment: whether a login is the workflow job's own. */
  readonly env?: NodeJS.ProcessEnv
}

/** What is known of the Job, told as soon as it is known and again when more is. */
export interface JobNews extends Partial<JobFacts> {
  readonly jobName?: string
  readonly namespace?: string
  readonly logFile?: string
  /** What the flow returned, as JSON, secrets taken out. */
  readonly result?: string
  readonly tails?: readonly { readonly stream: string; readonly lines: readonly string[] }[]
  readonly remarks?: readonly string[]
  readonly jobKept?: boolean
  /** Milliseconds from creation to the first running container, from there to the verdict, and then to the end of the logs. */
  readonly times?: { readonly start: number; readonly run: number; readonly log: number }
}

/**
 * Creates the Job and, when asked to wait, follows it to its end.
 * @param tell gets everything that is known, also of a run that is cut short
 * @returns the failure, undefined for a success or a Job that was handed over
 */
export async function runJob(
  plan: JobPlan,
  image: string,
  tools: JobTools,
  tell: (news: JobNews) => void
): Promise<Failure | undefined> {
  demandArchitecture(plan, image, tools)
  await settleRerun(plan, { ...tools, signal: tools.scope.signal })
  const credential = pullCredential(plan, tools)
  const job = await create(plan, { image, pullSecret: credential !== undefined }, tools)
  tell({ jobName: plan.name, namespace: tools.cluster.namespace })
  await createSecrets(plan, job, credential, tools)
  if (!plan.wait) {
    // the Secrets are the Job's own: they go when it does
    tools.scope.keep((undo) => undo.kind === 'job' || undo.kind === 'secret')
    tell({ jobKept: true })
    return undefined
  }
  const single = isSingleStream(job)
  const file = new LogFile(join(tools.folder, 'log.txt'), single)
  tell({ logFile: file.path })
  const logs = new Logs({
    cluster: tools.cluster,
    file,
    writer: tools.writer,
    show: plan.logs === 'stream',
    isSingle: single,
    redact: redactor(plan.secrets.values())
  })
  const seen: { last?: Snapshot; isGood?: boolean } = {}
  try {
    const ending = await follow({
      cluster: tools.cluster,
      job,
      limits: limitsOf(plan, job),
      logs,
      writer: tools.writer,
      signal: tools.scope.signal,
      seen: (snapshot) => {
        seen.last = snapshot
        file.keepTails(tailFilter(snapshot, file.streams))
        if (snapshot.pods.length >= manyPods) boundHeap()
      }
    })
    seen.last = ending.snapshot
    await takeOver(ending, tools)
    const failure = conclude(ending, { plan, image, file }, tools, tell)
    seen.isGood = failure === undefined
    return failure
  } finally {
    file.close()
    // of a run that is cut short: what was seen last
    if (seen.last !== undefined && seen.isGood === undefined) tell(factsOf(seen.last, plan.nonce))
    const shown = shownTails(seen.last, file.streams, seen.isGood === true)
    tell({
      tails: shown.map((stream) => ({ stream, lines: file.lastLines(stream, summaryLines) })),
      remarks: logs.losses.map(({ stream, text }) => `The log of ${stream} is not whole: ${text}.`)
    })
  }
}

/** Pods that the Job's deletion left behind have nobody but us to end them. */
async function takeOver(
  { verdict, snapshot }: Ending,
  { cluster, access, scope, identifier }: JobTools
): Promise<void> {
  if (verdict.kind !== 'gone') return
  for (const pod of orphansOf(snapshot)) {
    const undo = { kind: 'pod', name: nameOf(pod), namespace: cluster.namespace, identifier, access } as const
    await scope.create(
      undo,
      () => Promise.resolve(pod),
      () => uidOf(pod)
    )
  }
}

/** The login that becomes the pull Secret, hidden from the log; undefined when there is to be none. */
function pullCredential(plan: JobPlan, { credential, writer, env = {} }: JobTools): PullCredential | undefined {
  if (credential === undefined) return undefined
  maskCredential(credential, writer)
  const warning = dyingLogin(credential, plan, env)
  if (warning !== undefined) writer.warning(warning)
  return credential
}

async function create(
  plan: JobPlan,
  facts: ManifestFacts,
  { cluster, access, scope, writer, identifier, warned }: JobTools
): Promise<Job> {
  const notAfter = notAfterOf(plan, cluster.now())
  const manifest = jobManifest(plan, { ...facts, ...(notAfter === undefined ? {} : { notAfter }) })
  const undo = { kind: 'job', name: plan.name, namespace: cluster.namespace, identifier, access } as const
  try {
    return await scope.create(
      undo,
      async (signal) => {
        const { job, warnings } = await createJob(cluster, manifest, signal)
        writer.info(`Created Job ${plan.name} in namespace ${cluster.namespace} (identifier ${identifier}).`)
        for (const warning of warnings) if (!warned?.has(warning)) writer.warning(`The cluster warns: ${warning}`)
        return job
      },
      (job) => job.metadata?.uid
    )
  } catch (error) {
    if (surelyNotCreated(error)) scope.keep((open) => open.kind === 'job')
    throw error
  }
}

/**
 * `wait: true` always has a timeout: inputs see to that; the type cannot. A template with a deadline of its own has replaced
 * ours (beside the input timeout it would have been refused): then that deadline is what ends the run.
 */
function limitsOf({ timeout, startTimeout, queueTimeout, template }: JobPlan, job: Job): Limits {
  const deadline = job.spec?.activeDeadlineSeconds
  const isTheirs = deadline !== undefined && partsOf(template).spec['activeDeadlineSeconds'] === deadline
  return {
    timeout: isTheirs ? timeoutOfDeadline(deadline) : (timeout ?? Number.POSITIVE_INFINITY),
    startTimeout,
    queueTimeout
  }
}

/** Until when a pod may still start the flow; undefined where nobody waits for it, or nothing ends the wait. */
function notAfterOf(plan: JobPlan, now: number): number | undefined {
  if (!plan.wait || plan.timeout === undefined) return undefined
  return now + plan.queueTimeout + plan.startTimeout + plan.timeout + notAfterMargin
}

function conclude(
  ending: Ending,
  { plan, image, file }: { plan: JobPlan; image: string; file: LogFile },
  tools: JobTools,
  tell: (news: JobNews) => void
): Failure | undefined {
  const { verdict, snapshot, clocks, logTime } = ending
  const found = factsOf(snapshot, plan.nonce)
  const report = found.report && redactReport(found.report, jsonRedactor(plan.secrets.values()))
  const { result, problem } = resultOf(verdict, snapshot, { ...found, report })
  if (problem !== undefined) tools.writer.notice(problem)
  tell({
    ...{ ...found, report, times: { start: clocks.starting, run: clocks.running, log: logTime } },
    ...(result === undefined ? {} : { result }),
    ...(problem === undefined ? {} : { remarks: [problem] })
  })
  const failure = diagnose(verdict, snapshot, {
    namespace: tools.cluster.namespace,
    image,
    ...limitsOf(plan, snapshot.job),
    report,
    home: tools.home,
    lastLines: (stream) => file.lastLines(stream, 2)
  })
  const ended = !isStopped(verdict) && verdict.kind !== 'gone'
  const keeps = plan.cleanup === 'never' || (plan.cleanup === 'on-success' && failure !== undefined)
  if (ended && keeps) {
    tools.scope.keep((undo) => undo.kind === 'job')
    tell({ jobKept: true })
  }
  return failure
}
