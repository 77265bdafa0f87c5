/** Durations: `90s`, `15m`, `1h30m`. */

import { formatDuration } from '../lib/duration.ts'
import { notAccepted, type Report } from './problems.ts'

const second = 1000
const hour = 3_600_000

/** What a duration may be, in milliseconds. */
export interface DurationBounds {
  readonly least: number
  readonly most: number
}

/** The longest that one job may last on a self-hosted runner: five days. A longer wait could never end by itself. */
const longestJob = 120 * hour

/** A year: Kubernetes would take 68 (int32 seconds), nobody means them. */
const year = 8760 * hour

export const buildBounds: DurationBounds = { least: second, most: longestJob }
export const waitBounds: DurationBounds = { least: second, most: longestJob }
/** `timeout` of a Job that is handed over: only the cluster keeps it. */
export const handedOverBounds: DurationBounds = { least: second, most: year }
/** A shorter TTL races with whoever still reads the finished Job. */
export const ttlBounds: DurationBounds = { least: 600 * second, most: year }

const grammar = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/

/** Milliseconds, or undefined after a report. */
export function parseDuration(text: string, report: Report, bounds: DurationBounds): number | undefined {
  const accepted = `a duration from ${formatDuration(bounds.least)} to ${formatDuration(bounds.most)}, such as 90s, 15m or 1h30m`
  const match = grammar.exec(text)
  if (match === null) {
    report(notAccepted(text, accepted, hintFor(text)))
    return undefined
  }
  const [hours, minutes, seconds] = [match[1], match[2], match[3]].map((digits) => Number(digits ?? '0'))
  const milliseconds = (hours ?? 0) * hour + (minutes ?? 0) * 60 * second + (seconds ?? 0) * second
  if (milliseconds < bounds.least || milliseconds > bounds.most) {
    report(notAccepted(text, accepted))
    return undefined
  }
  return milliseconds
}

function hintFor(text: string): string | undefined {
  if (/^\d+$/.test(text)) return `A number needs its unit: ${text}s or ${text}m?`
  const days = /^(\d{1,3})d$/.exec(text)
  if (days !== null) return `Days are written in hours: ${String(Number(days[1]) * 24)}h.`
  if (/^(\d+[hms])+$/i.test(text)) return 'Units are h, m, s, in lower case and in this order, each once.'
  if (/^[\d.]+[hms]$/.test(text)) return 'Numbers are whole: an hour and a half is 1h30m.'
  if (/^\d+[hms](\s+\d+[hms])+$/.test(text)) return `Without blanks: ${text.replace(/\s+/g, '')}.`
  return undefined
}
