/** Booleans and words of a fixed list; `false` switches off whatever can be off. */

import { notAccepted, type Report } from './problems.ts'

/** The forms of YAML 1.2's core schema, no others: `yes` and `1` are likely mistakes. */
const truths: Readonly<Record<string, boolean>> = {
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false
}

/** True, false, or undefined after a report. */
export function parseBoolean(text: string, report: Report): boolean | undefined {
  const value = Object.hasOwn(truths, text) ? truths[text] : undefined
  if (value === undefined) report(notAccepted(text, 'true or false'))
  return value
}

/** `auto`, a boolean, or undefined after a report. */
export function parseAutoBoolean(text: string, report: Report): 'auto' | boolean | undefined {
  if (text === 'auto') return 'auto'
  const value = Object.hasOwn(truths, text) ? truths[text] : undefined
  if (value === undefined) report(notAccepted(text, 'auto, true or false'))
  return value
}

/** One of `words`; `false` means `off`. Undefined after a report. */
export function parseWord<Word extends string>(
  text: string,
  report: Report,
  words: readonly Word[],
  off: NoInfer<Word>
): Word | undefined {
  const word = words.find((each) => each === text)
  if (word !== undefined) return word
  if (Object.hasOwn(truths, text) && truths[text] === false) return off
  report(notAccepted(text, `${words.join(', ')}, or false (the same as ${off})`))
  return undefined
}

/** One of `words`, where nothing can be off. Undefined after a report. */
export function parseChoice<Word extends string>(
  text: string,
  report: Report,
  words: readonly [Word, Word, ...Word[]]
): Word | undefined {
  const word = words.find((each) => each === text)
  if (word === undefined) report(notAccepted(text, `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`))
  return word
}
