/**
 * `command` and `args`: a YAML or JSON list, or one line split into words as a POSIX shell splits them, but without a shell.
 * It is a list when it starts with `[` or with `- `. What a shell would do beyond splitting (expand, pipe, redirect) is
 * refused where it is not quoted, since doing nothing silently would run something else than what the user read.
 */

import { notAccepted, shown, type Report } from './problems.ts'
import { parseYamlList } from './yaml-text.ts'

const useShell =
  'There is no shell here: for one write ["sh", "-c", "…"], or put single quotes around it to mean the characters themselves.'

/** The words; undefined after a report, and for an empty list, which is the same as none. */
export function parseCommandLine(text: string, report: Report): readonly string[] | undefined {
  const words = /^(\[|-\s)/.test(text) ? parseYamlList(text, report) : splitLine(text, report)
  if (words === undefined || words.length === 0) return undefined
  const nul = words.findIndex((word) => word.includes('\0'))
  if (nul < 0) return words
  report(`word ${String(nul + 1)} holds a NUL character, which no argument can.`)
  return undefined
}

/** As {@link parseCommandLine}, for `command`: the first word is what runs. */
export function parseCommand(text: string, report: Report): readonly string[] | undefined {
  const words = parseCommandLine(text, report)
  const first = words?.[0]
  if (first === undefined) return undefined
  if (first === '') {
    report('its first word is empty; accepted: the program to run, then its arguments.')
    return undefined
  }
  const assignment = /^([A-Za-z_][A-Za-z0-9_]*)=/.exec(first)
  if (assignment?.[1] === undefined) return words
  report(`starts with an assignment to ${assignment[1]}, which takes a shell; set it with job-env.`)
  return undefined
}

function splitLine(text: string, report: Report): string[] | undefined {
  if (/[\n\r]/.test(text)) {
    report(notAccepted(text, 'one line, or a YAML or JSON list such as ["python", "-m", "etl"]'))
    return undefined
  }
  const splitter = new Splitter(text)
  const problem = splitter.run()
  if (problem === undefined) return splitter.words
  report(problem)
  return undefined
}

class Splitter {
  readonly words: string[] = []
  readonly #text: string
  #word: string | undefined
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  /** @returns what is wrong, undefined when nothing is. */
  run(): string | undefined {
    while (this.#at < this.#text.length) {
      const problem = this.#step(this.#text.charAt(this.#at))
      if (problem !== undefined) return problem
    }
    this.#endWord()
    return undefined
  }

  #step(character: string): string | undefined {
    if (character === ' ' || character === '\t') {
      this.#endWord()
      this.#at += 1
      return undefined
    }
    if (character === "'") return this.#singleQuoted()
    if (character === '"') return this.#doubleQuoted()
    if (character === '\\') return this.#escaped()
    if (/[|&;<>()]/.test(character)) return `has an unquoted ${character} at ${this.#place()}. ${useShell}`
    const problem = this.#expansion()
    if (problem === undefined) this.#take(character)
    return problem
  }

  #singleQuoted(): string | undefined {
    const end = this.#text.indexOf("'", this.#at + 1)
    if (end < 0) return `has a ' at ${this.#place()} that is not closed.`
    this.#word = (this.#word ?? '') + this.#text.slice(this.#at + 1, end)
    this.#at = end + 1
    return undefined
  }

  #doubleQuoted(): string | undefined {
    const start = this.#place()
    this.#word ??= ''
    this.#at += 1
    for (;;) {
      const character = this.#text.charAt(this.#at)
      if (character === '') return `has a " at ${start} that is not closed.`
      if (character === '"') break
      const next = this.#text.charAt(this.#at + 1)
      const problem = this.#expansion()
      if (problem !== undefined) return problem
      // Inside double quotes a backslash escapes these only (POSIX shell, 2.2.3).
      if (character === '\\' && next !== '' && '"\\$`'.includes(next)) {
        this.#word += next
        this.#at += 2
      } else this.#take(character)
    }
    this.#at += 1
    return undefined
  }

  #escaped(): string | undefined {
    const next = this.#text.charAt(this.#at + 1)
    if (next === '') return 'ends in a backslash that has nothing to escape.'
    this.#word = (this.#word ?? '') + next
    this.#at += 2
    return undefined
  }

  /** A shell would expand what starts here, in double quotes too. */
  #expansion(): string | undefined {
    const found = /^(`|\$[A-Za-z_]\w*|\$[0-9{(@*#?$!-])/.exec(this.#text.slice(this.#at))?.[1]
    return found === undefined
      ? undefined
      : `has ${shown(found)} at ${this.#place()}, which a shell would expand. ${useShell}`
  }

  #take(character: string): void {
    this.#word = (this.#word ?? '') + character
    this.#at += 1
  }

  #endWord(): void {
    if (this.#word !== undefined) this.words.push(this.#word)
    this.#word = undefined
  }

  #place(): string {
    return `character ${String(this.#at + 1)}`
  }
}
