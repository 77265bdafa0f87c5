/** `job-template`: the text of a manifest, or the path of a file with it. What is in it is read with the workspace's facts. */

import { hasControlCharacters, type Report } from './problems.ts'
import type { JobTemplateSource } from './types.ts'

/** Tells the two apart by the text alone: a manifest has a line break, a brace or a colon and a space; a path has none of them. */
export function parseJobTemplate(text: string, report: Report): JobTemplateSource | undefined {
  const trimmed = text.trim()
  if (/^\{|\n|:(\s|$)/.test(trimmed)) return { kind: 'text', text }
  if (!hasControlCharacters(trimmed)) return { kind: 'path', path: trimmed }
  report('got a path with control characters (not shown); accepted: the YAML of a Job, or the path of a file with it.')
  return undefined
}
