/** `cache-from` and `cache-to`: places of BuildKit's caches, one a line. */

import { splitReference } from './image-reference.ts'
import { parseList } from './list.ts'
import { hasControlCharacters, type Report } from './problems.ts'

/** Keys whose values are secrets: they would stand in the arguments of a process, for every user of the runner to read. */
const secretKeys = /^(?:secret_access_key|session_token|access_key_id|account_key|token|ghtoken|password)$/iu

/** Items as BuildKit takes them: `type=…,key=value,…`, or the reference of an image alone. Undefined after a report. */
export function parseCaches(text: string, report: Report): readonly string[] | undefined {
  const secret = text.split(/[\n,]/u).find((part) => secretKeys.test(part.split('=')[0]?.trim() ?? ''))
  if (secret !== undefined) {
    report(
      `holds ${secret.split('=')[0]?.trim() ?? ''}, which everyone on the runner could read: give it through the env of the step, as the kind of cache describes it (AWS_SECRET_ACCESS_KEY, ACTIONS_RUNTIME_TOKEN).`
    )
    return undefined
  }
  return parseList(text, report, isCache, 'type=KIND,KEY=VALUE,…, or the reference of an image, one a line')
}

function isCache(item: string): boolean {
  if (hasControlCharacters(item)) return false
  if (!item.includes('=')) return !('problem' in splitReference(item))
  const parts = item.split(',')
  return (
    parts.every((part) => /^[a-z][\w.-]*=[^"]+$/u.test(part)) && parts.some((part) => /^type=[a-z0-9]+$/u.test(part))
  )
}
