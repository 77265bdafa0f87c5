/** Lists: one item a line. */

import { notAccepted, type Report } from './problems.ts'

/** The lines that are not blank, trimmed. */
export function parseLinesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** Items of a list that each pass `check` and are there once, or undefined after a report. */
export function parseList(
  text: string,
  report: Report,
  check: (item: string) => boolean,
  accepted: string
): readonly string[] | undefined {
  const items = parseLinesOf(text)
  let isWhole = true
  for (const [index, item] of items.entries()) {
    const isTwice = items.indexOf(item) < index
    if (!check(item)) report(notAccepted(item, accepted))
    else if (isTwice) report(`${item} is there twice.`)
    isWhole &&= check(item) && !isTwice
  }
  return isWhole ? items : undefined
}
