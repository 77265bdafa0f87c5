/** `run-key`: any text; it is hashed into the owner label and never shown. */

import { inputDefaults } from './table.ts'

/**
 * The key, `''` when there is nothing to tell apart: the default is the JSON of the matrix, which is `null` without one, and
 * the bare expression where nobody evaluates it (outside a runner).
 */
export function parseRunKey(text: string): string {
  const key = text.trim()
  return key === 'null' || key === inputDefaults['run-key'] ? '' : key
}
