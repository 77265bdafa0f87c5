/** `run-key`: any text; it is hashed into the owner label and never shown. */

import type { Report } from './problems.ts'
import { inputDefaults } from './table.ts'

/** Bytes; far more than any key needs, so that a file that was put here by mistake is noticed. */
const longest = 64 * 1024

/**
 * The key, `''` when there is nothing to tell apart: the default is the JSON of the matrix, which is `null` without one, and
 * the bare expression where nobody evaluates it (outside a runner). Undefined after a report.
 */
export function parseRunKey(text: string, report: Report): string | undefined {
  const key = text.trim()
  const bytes = Buffer.byteLength(key)
  if (bytes > longest) {
    report(
      `holds ${String(bytes)} bytes; accepted: any text of at most ${String(longest)} bytes, such as the name of the call.`
    )
    return undefined
  }
  return key === 'null' || key === inputDefaults['run-key'] ? '' : key
}
