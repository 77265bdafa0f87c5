/** Report → the action's outputs. Pure. */

import type { Report } from './report.ts'

/** The outputs that are known, by name; names are those of action.yml. */
export function outputsOf(report: Report): Readonly<Record<string, string>> {
  const known: Record<string, string | number | undefined> = {
    image: report.image,
    'image-name': report.imageName,
    'image-tag': report.imageTag,
    digest: report.digest,
    build: report.build,
    identifier: report.identifier,
    'job-name': report.jobName,
    namespace: report.namespace,
    pods: JSON.stringify(report.pods),
    status: report.status,
    'exit-code': report.exitCode,
    result: report.result,
    'failure-reason': report.failure?.reason,
    'failure-kind': report.failure?.kind,
    'log-file': report.logFile,
    'started-at': report.startedAt,
    'finished-at': report.finishedAt
  }
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  )
}
