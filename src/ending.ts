/** The last part of a run, the same for every ending: publish what is known, clean up, publish again. */

import { perform, type CleanupTools } from './cleanup.ts'
import { forgetKubeconfig } from './cluster/kubeconfig-copy.ts'
import { describe } from './failure.ts'
import { wantsSummary } from './inputs/summary.ts'
import { printKeptLog } from './job/kept-log.ts'
import { formatDuration } from './lib/duration.ts'
import { annotationOf } from './report/annotation.ts'
import { outputsOf } from './report/outputs.ts'
import { timeStage, type Report } from './report/report.ts'
import { stagesLine } from './report/stages.ts'
import { summaryOf } from './report/summary.ts'
import { publishOutputs, publishSummary } from './runner/publish.ts'
import type { Session } from './runner/session.ts'
import type { Writer } from './runner/writer.ts'
import type { Scope } from './scope.ts'

/** Milliseconds for cleanup. After a cancel the runner's SIGTERM comes 7.5 s after its SIGINT; post has the time we lack. */
const cleanupBudget = { usual: 120_000, cancelled: 5_000 }

/** Ends a run: outputs and summary first, so that they are there whatever happens to cleanup. Never throws. */
export async function conclude(session: Session, scope: Scope, report: Report, tools: CleanupTools): Promise<void> {
  const { writer } = session
  publish(session, report)
  await showLog(session, report)
  announce(session, report)
  const cancelled = session.cancellation.signal
  const signal = cleanupLimit(cancelled)
  const left = await timeStage(report, 'cleanup', () =>
    scope.close((record, limit, isLast) => perform(record, tools, limit, isLast), signal)
  )
  for (const { record, error } of left) {
    if (record.undo.kind === 'job') report.jobKept = true
    if (cancelled.aborted) writer.info(`Left to the post step: ${describe(error)}.`)
    else {
      report.remarks.push(`Not cleaned up: ${describe(error)}.`)
      writer.warning(`Not cleaned up: ${describe(error)}. The post step tries again.`)
    }
  }
  publish(session, report)
  if (left.length === 0) {
    attempt(writer, 'The end of the run', () => session.state.saveDone())
    attempt(writer, 'The end of the run', () => session.marker.answer())
  }
  if (!left.some(({ record }) => 'access' in record.undo))
    attempt(writer, 'The end of the run', () => forgetKubeconfig(session.folder))
}

/** Aborts when cleanup has had its time: also when the cancel comes in the middle of it. */
function cleanupLimit(cancelled: AbortSignal): AbortSignal {
  const limit = new AbortController()
  const abortAfter = (milliseconds: number): void => {
    setTimeout(() => limit.abort(new Error('there was no more time')), milliseconds).unref()
  }
  abortAfter(cleanupBudget.usual)
  if (cancelled.aborted) abortAfter(cleanupBudget.cancelled)
  else cancelled.addEventListener('abort', () => abortAfter(cleanupBudget.cancelled), { once: true })
  return limit.signal
}

function publish({ env, writer }: Session, report: Report): void {
  attempt(writer, 'The outputs', () => publishOutputs(outputsOf(report), env))
  if (wantsSummary(env)) attempt(writer, 'The summary', () => publishSummary(summaryOf(report), env))
}

function attempt(writer: Writer, what: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    writer.warning(`${what} could not be written: ${describe(error)}.`)
  }
}

/** With `logs: on-failure` the log is shown here, so that it stands just above what it explains. */
async function showLog({ writer }: Session, { logs, failure, logFile }: Report): Promise<void> {
  if (logs !== 'on-failure' || failure === undefined || logFile === undefined) return
  try {
    await printKeptLog(logFile, writer)
  } catch (error) {
    writer.warning(`The log could not be shown: ${describe(error)}.`)
  }
}

function goodWords({ status, stages, image, jobName, namespace, dryRun }: Report): string {
  if (dryRun !== undefined) return 'Dry run: nothing was built, pushed or created.'
  if (status === 'created') {
    return `The Job runs on by itself; nothing here waits for it. Its log: kubectl -n ${namespace ?? 'default'} logs -f job/${jobName ?? ''}`
  }
  if (status === 'skipped') return `The image is ready: ${image ?? ''}`
  const run = stages.get('run')
  return `Succeeded${run === undefined ? '' : ` after ${formatDuration(run)}`}.`
}

/** The last words of the log: one error annotation, or one line. */
function announce({ writer }: Session, report: Report): void {
  const { failure } = report
  if (failure !== undefined) {
    const { text, ...place } = annotationOf(failure)
    // a cancel is somebody's wish, not an error
    if (failure.reason === 'cancelled') writer.info(text)
    else writer.error(text, place)
    if (failure.cause instanceof Error) writer.debug(failure.cause.stack ?? failure.cause.message)
  } else writer.info(goodWords(report))
  const times = stagesLine(report.stages)
  if (times !== undefined) writer.info(times)
  if (report.logFile !== undefined) writer.info(`Whole log: ${report.logFile}`)
}
