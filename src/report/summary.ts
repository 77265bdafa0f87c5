/** Report → the job summary: what a person with ten minutes and a red build needs, in the order they need it. Pure. */

import type { PodFacts } from '../job/facts.ts'
import { block, code, row, text } from './markdown.ts'
import { originText } from './origin.ts'
import type { Report, RunStatus } from './report.ts'
import { stageTimes } from './stages.ts'

/** GitHub drops a summary over 1 MiB whole (actions/runner, FileCommandManager.cs); this leaves room for other steps' habits. */
export const summaryLimit = 900 * 1024
const shownPods = 20
const longestLine = 500
const longestResult = 200

const headlines: Record<RunStatus, string> = {
  succeeded: '✅ The flow succeeded',
  failed: '❌ The flow did not succeed',
  cancelled: '🛑 Cancelled',
  'timed-out': '⏱️ Stopped by a time limit',
  created: '🚀 The Job was created and runs on by itself',
  skipped: '📦 The image was built'
}

const dryRunHeadlines: Partial<Record<RunStatus, string>> = {
  skipped: '🔍 Dry run: nothing was built, pushed or created',
  failed: '❌ The dry run found something wrong'
}

/** Makes the whole summary, cut to {@link summaryLimit} bytes. */
export function summaryOf(report: Report): string {
  const details = [facts(report), stages(report), hint(report), pods(report)]
  // after a failure the log's last lines tell more than any table
  const body =
    report.failure === undefined
      ? [...details, remarks(report), tails(report)]
      : [tails(report), remarks(report), ...details]
  const origin = report.failure === undefined ? '' : originText(report.failure, report.browse)
  const parts = [headline(report), failureText(report), origin, dryRunText(report), ...body, next(report)]
  return cut(parts.filter((part) => part !== '').join('\n\n') + '\n')
}

function headline(report: Report): string {
  const subject = report.flow === undefined ? '' : `: ${text(report.flow)}`
  const { dryRun, status = 'failed' } = report
  const words = dryRun === undefined ? headlines[status] : (dryRunHeadlines[status] ?? headlines[status])
  return `### ${words}${subject}`
}

/** What a dry run found, and what it made to look at. */
function dryRunText({ dryRun, failure }: Report): string {
  if (dryRun === undefined) return ''
  const said =
    failure !== undefined
      ? []
      : dryRun.validated === true
        ? ['The cluster accepts the Job (server-side dry run).']
        : dryRun.validated === false
          ? ['No server has validated the Job.']
          : []
  const files = dryRun.files.map(
    ({ name, text: content }) =>
      `<details><summary>${code(name)}</summary>\n\n${block(content.replace(/\n$/u, '').split('\n'))}\n\n</details>`
  )
  return [...said, ...files, `Kept on the runner in ${code(dryRun.folder)}.`].join('\n\n')
}

function failureText({ failure }: Report): string {
  if (failure === undefined) return ''
  const lines = [`**${text(failure.what)}**`]
  if (failure.why !== undefined) lines.push(reasons(failure.why))
  if (failure.fix !== undefined) lines.push(advice(failure.fix))
  lines.push(`Reason ${code(failure.reason)}, kind ${code(failure.kind)}.`)
  return lines.join('\n\n')
}

/** What to do; lines to paste, which a sentence that ends in a colon announces, keep their form. */
function advice(fix: string): string {
  const all = fix.split('\n')
  const last = all.findIndex((line) => line.endsWith(':'))
  if (last < 0 || last === all.length - 1) return `➡️ ${text(fix)}`
  return `➡️ ${text(all.slice(0, last + 1).join(' '))}\n\n${block(all.slice(last + 1))}`
}

/** One reason is a paragraph; several, one a line (`- flow: …`), are a list. */
function reasons(why: string): string {
  const each = why.split('\n').filter((line) => line.trim() !== '')
  return each.length < 2 ? text(why) : each.map((line) => `- ${text(line.replace(/^\s*- /u, ''))}`).join('\n')
}

function facts(report: Report): string {
  const rows: [string, string | undefined][] = [
    ['Image', report.image && `${code(report.image)}${report.build === 'reused' ? ', built by an earlier run' : ''}`],
    ['Tag', report.imageTag && code(report.imageTag)],
    // a Job whose namespace is not known was never near a cluster
    ['Job', report.jobName && report.namespace && `${code(report.jobName)} in namespace ${code(report.namespace)}`],
    ['Identifier', code(report.identifier)],
    ['Exit code', report.exitCode === undefined ? undefined : String(report.exitCode)],
    ['Result', report.result && code(shorten(report.result, longestResult))],
    ['Started', report.startedAt && text(report.startedAt)],
    ['Finished', report.finishedAt && text(report.finishedAt)],
    ['Whole log', report.logFile && code(report.logFile)]
  ]
  const known = rows.flatMap(([name, value]) => (value ? [row(name, value)] : []))
  return ['| | |', '| --- | --- |', ...known].join('\n')
}

function stages({ stages }: Report): string {
  if (stages.size === 0) return ''
  const told = stageTimes(stages)
  return [
    row(...told.map(({ name }) => name)),
    row(...told.map(() => '---')),
    row(...told.map(({ time }) => time))
  ].join('\n')
}

function hint({ hint: words }: Report): string {
  return words === undefined ? '' : `💡 ${text(words)}`
}

function pods({ pods: all }: Report): string {
  if (all.length === 0) return ''
  // the failed ones first: they are why somebody reads this
  const sorted = [...all].sort((a, b) => Number(isGood(a)) - Number(isGood(b)))
  const rows = sorted
    .slice(0, shownPods)
    .map((pod) =>
      row(
        code(pod.name),
        pod.node === undefined ? '' : code(pod.node),
        text(pod.phase),
        pod.exitCode === undefined ? '' : String(pod.exitCode),
        text(pod.reason ?? '')
      )
    )
  const more = all.length > shownPods ? [`\n… and ${all.length - shownPods} more pods.`] : []
  return [row('Pod', 'Node', 'Phase', 'Exit', 'Reason'), row('---', '---', '---', '---', '---'), ...rows, ...more].join(
    '\n'
  )
}

function isGood(pod: PodFacts): boolean {
  return pod.exitCode === 0 || (pod.exitCode === undefined && pod.phase !== 'Failed')
}

function remarks({ remarks: all }: Report): string {
  return all.map((remark) => `> ⚠️ ${text(remark)}`).join('\n>\n')
}

function tails(report: Report): string {
  return report.tails
    .filter(({ lines }) => lines.length > 0)
    .map(({ stream, lines }) => {
      const isOpen = report.failure === undefined ? '' : ' open'
      const shown = lines.map((line) => shorten(line))
      return `<details${isOpen}><summary>Last lines of ${code(stream)}</summary>\n\n${block(shown)}\n\n</details>`
    })
    .join('\n\n')
}

function shorten(line: string, longest = longestLine): string {
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}

/** Commands to go on with, when there is still something to look at. */
function next(report: Report): string {
  if (report.jobName === undefined || !report.jobKept) return ''
  const namespace = report.namespace ?? 'default'
  return `Look further:\n\n${block([
    `kubectl -n ${namespace} get jobs,pods -l identifier=${report.identifier}`,
    `kubectl -n ${namespace} logs job/${report.jobName}`,
    `kubectl -n ${namespace} delete jobs,secrets -l identifier=${report.identifier}`
  ])}`
}

function cut(markdown: string): string {
  const bytes = Buffer.from(markdown)
  if (bytes.length <= summaryLimit) return markdown
  const kept = bytes
    .subarray(0, summaryLimit)
    .toString('utf8')
    .replace(/\uFFFD+$/u, '')
  return `${kept}\n</pre></details>\n\n… cut: the log file has everything.\n`
}
