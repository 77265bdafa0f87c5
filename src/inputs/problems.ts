/** Collects what is wrong with the inputs, so that a user gets every problem at once and not one a run. */

import { Failure } from '../failure.ts'

/** One thing that is wrong: the input to change and a sentence that says what was received and what is accepted. */
export interface Problem {
  readonly input: string
  readonly text: string
}

/** Takes one problem of the input at hand; whoever calls it goes on looking for more. */
export type Report = (text: string) => void

/** A reporter that passes everything on and knows whether there was anything. */
export function counted(report: Report): { readonly report: Report; readonly isClean: () => boolean } {
  let count = 0
  return {
    report: (text) => {
      count += 1
      report(text)
    },
    isClean: () => count === 0
  }
}

const shownLength = 80

/**
 * A received value for a message: quoted, cut after 80 characters, with characters that cannot be seen (control characters,
 * line separators, direction marks, zero-width ones) written as escapes. Never call it with a value that may be a secret.
 */
export function shown(value: string): string {
  const characters = Array.from(value)
  const start = characters
    .slice(0, shownLength)
    .join('')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escape)
  return characters.length > shownLength ? `"${start}…" (${String(characters.length)} characters)` : `"${start}"`
}

function escape(character: string): string {
  const known: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
  return known[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

/** The usual sentence: what was received, what is accepted, and a hint where there is one. */
export function notAccepted(received: string, accepted: string, hint?: string): string {
  return `got ${shown(received)}; accepted: ${accepted}.${hint === undefined ? '' : ` ${hint}`}`
}

/** True when a text holds characters that no name, path or reference has: control characters and line ends. */
export function hasControlCharacters(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)
}

export class Problems {
  readonly #list: Problem[] = []

  /** A reporter for one input. */
  at(input: string): Report {
    return (text) => this.add({ input, text })
  }

  add(problem: Problem): void {
    this.#list.push(problem)
  }

  /** True when this input has a problem already. */
  isWrong(input: string): boolean {
    return this.#list.some((problem) => problem.input === input)
  }

  get list(): readonly Problem[] {
    return this.#list
  }

  /** @throws Failure `invalid-input` that lists every problem, when there is one. */
  throwIfAny(): void {
    if (this.#list.length > 0) throw invalidInput(this.#list)
  }
}

/** The one failure for any number of problems, one line each. */
export function invalidInput(problems: readonly Problem[]): Failure {
  const count = problems.length === 1 ? 'is 1 problem' : `are ${String(problems.length)} problems`
  return new Failure('invalid-input', {
    what: `There ${count} with the inputs; nothing was built or sent.`,
    why: problems.map(({ input, text }) => `- ${input}: ${text}`).join('\n'),
    fix: 'Correct this in the `with:` block of the step.'
  })
}
