/** `prefect`: which Prefect the image gets. */

import { notAccepted, type Report } from './problems.ts'
import type { Inputs } from './types.ts'

/** One clause of a version specifier (PEP 440), such as `>=3.1` or `==1.4.*`. */
const clause = /^(?:~=|==|!=|<=|>=|<|>)\s*v?\d+(?:\.\d+)*(?:\.\*|[\w.+-]*)$/
/** A version alone: `3`, `3.4`, `1.4.1`, `3.*`. */
const version = /^v?(\d+(?:\.\d+){0,2}(?:(?:a|b|rc)\d+)?)(\.\*)?$/

/** `auto`, `none`, or a specifier; a version alone is that version, and all of its minor ones when they are not said. */
export function parsePrefect(text: string, report: Report): Inputs['prefect'] | undefined {
  if (text === 'auto' || text === 'none') return text
  if (/^false$/i.test(text)) return 'none'
  const alone = version.exec(text)
  if (alone?.[1] !== undefined) {
    const isWhole = alone[2] === undefined && alone[1].split('.').length === 3
    return { specifier: `==${alone[1]}${isWhole ? '' : '.*'}` }
  }
  const clauses = text.split(',').map((each) => each.trim())
  if (clauses.every((each) => clause.test(each)))
    return { specifier: clauses.map((each) => each.replace(/\s/g, '')).join(',') }
  const hint = /^prefect\b/i.test(text) ? 'Leave out the name.' : undefined
  report(notAccepted(text, 'auto, none, a version such as 3.4, or a version specifier such as >=3,<4', hint))
  return undefined
}
