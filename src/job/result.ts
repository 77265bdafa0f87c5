/** What a run's report may say to others: the flow's return value, and every text without the values of secrets. Pure. */

import type { LauncherReport } from '../flow/protocol.ts'
import { maskedLines } from '../inputs/secrets.ts'
import { redactor, redactText, type Redaction } from './redact.ts'
import type { Snapshot } from './snapshot.ts'
import type { Verdict } from './verdict.ts'

/** The flow's return value, or why there is none though the flow has one. */
export interface FlowResult {
  readonly result?: string
  readonly problem?: string
}

/** What the flow returned: only of a good run that one pod decides, so that it is surely this run's own. */
export function resultOf(
  verdict: Verdict,
  { job }: Snapshot,
  { exitCode, report }: { readonly exitCode?: number; readonly report: LauncherReport | undefined }
): FlowResult {
  const { completions, parallelism = 1 } = job.spec ?? {}
  const decides = completions === undefined ? parallelism <= 1 : completions === 1
  if (verdict.kind !== 'succeeded' || exitCode !== 0 || report?.state !== 'succeeded' || !decides) return {}
  switch (report.resultProblem) {
    case 'not-json':
      return { problem: 'The flow’s result is not JSON, so the output result is empty.' }
    case 'too-long':
      return { problem: 'The flow’s result is longer than about 3.5 KB, so the output result is empty.' }
    case undefined:
      return report.result === undefined ? {} : { result: report.result }
  }
}

/** Makes the redaction of texts that Python may have written as JSON: secrets in each of the forms that they take there. */
export function jsonRedactor(secrets: Iterable<string>): () => Redaction {
  const lines = [...secrets].flatMap(maskedLines)
  return redactor(lines.flatMap((line) => [line, inJson(line), inAscii(inJson(line))]))
}

/** The report with every secret taken out: exceptions quote what they were given. */
export function redactReport(report: LauncherReport, redact: () => Redaction): LauncherReport {
  const clean = (text: string): string => redactText(redact, text)
  const { exception, causes, result } = report
  return {
    ...report,
    exception: exception && { type: exception.type, message: clean(exception.message) },
    causes: causes.map((cause) => ({ ...cause, message: clean(cause.message) })),
    result: result === undefined ? undefined : clean(result)
  }
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** As `json.dumps` writes by default: every other character by its code, in lower case. */
function inAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
