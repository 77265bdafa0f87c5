/**
 * Which values of the inputs must never be seen in a log. They are read from the raw text, leniently: masks come before
 * everything else, also when an input is wrong, and then what was meant must not be printed either.
 */

import { parse } from 'yaml'

import { neutralize, printable } from '../runner/writer.ts'
import { kubeconfigSource } from './kubeconfig.ts'
import { isConventional, isYaml } from './map.ts'
import { InputTexts, type InputName } from './table.ts'
import { scatteredSecrets } from './scattered-secrets.ts'

/** Values to mask one by one, and warnings about those that are too short for it. */
export interface Secrets {
  readonly values: readonly string[]
  readonly warnings: readonly string[]
}

/** A mask on fewer characters would blank harmless text and destroy outputs; GitHub drops a job output that holds a masked value. */
const shortestMask = 4

/**
 * The secrets in the inputs: those of a kubeconfig given as text, and its base64 form as a whole (a path's file is not
 * read); the values of `job-secrets` and `build-secrets`. Never throws.
 */
export function secretsOf(env: NodeJS.ProcessEnv): Secrets {
  const texts = new InputTexts(env)
  const variables = (['job-secrets', 'build-secrets'] as const).map((input) =>
    secretsOfVariables(input, texts.raw(input) ?? '', env)
  )
  const all = [secretsOfInput(texts.raw('kubeconfig')), ...variables]
  return {
    values: [...new Set(all.flatMap(({ values }) => values))],
    warnings: [...new Set(all.flatMap(({ warnings }) => warnings))]
  }
}

function secretsOfInput(input: string | undefined): Secrets {
  if (input === undefined) return { values: [], warnings: [] }
  const source = kubeconfigSource(input)
  if (source.kind !== 'text') return { values: [], warnings: [] }
  const { values, warnings } = secretsOfKubeconfig(source.text)
  const encoded = source.text === input ? [] : sortOut([{ name: 'kubeconfig', value: input }]).values
  return { values: [...encoded, ...values], warnings }
}

/** The values in a text of an input, whatever is wrong with it. @param env the step's, for lines that only name a variable */
function secretsOfVariables(input: InputName, text: string, env: NodeJS.ProcessEnv): Secrets {
  const found = isYaml(text) ? valuesOfYaml(text) : valuesOfLines(text, env)
  return sortOut(found.map(({ name, value }) => ({ name: `${name} in ${input}`, value })))
}

interface Found {
  readonly name: string
  readonly value: string
}

function valuesOfLines(text: string, env: NodeJS.ProcessEnv): Found[] {
  return text.split(/\r?\n/u).flatMap((line) => {
    const at = line.indexOf('=')
    const name = (at < 0 ? line : line.slice(0, at)).trim()
    if (at >= 0) {
      const value = line.slice(at + 1)
      // what does not look like a name may be a line of a certificate or key, which have an = as well
      return isConventional(name)
        ? [{ name, value }]
        : [
            { name: 'a value', value },
            { name: 'a line', value: line }
          ]
    }
    // the name of a variable of the step; where there is none of that name, something may have been pasted alone
    const value = env[name] ?? (isConventional(name) ? '' : line)
    return [{ name: isConventional(name) ? name : 'a line', value }]
  })
}

/** Every scalar, however deep; of a text that is not legal YAML what stands in quotes or behind a colon. */
function valuesOfYaml(text: string): Found[] {
  const map = parseLeniently(text)
  if (map !== undefined) return scalarsIn(map)
  const quoted = [...text.matchAll(/(?:"((?:[^"\\]|\\.)*)"|'([^']*)')(\s*:)?/gu)].flatMap((match) =>
    match[3] === undefined ? [match[1] ?? match[2] ?? ''] : []
  )
  const behind = text.split(/\r?\n/u).map((line) => line.replace(/^[^:]*:(?=\s|$)/u, '').trim())
  return [...quoted, ...behind].map((value) => ({ name: 'a value', value: value.replace(/^["']|["'],?$/gu, '') }))
}

function scalarsIn(map: unknown): Found[] {
  const found: Found[] = []
  const seen = new Set<unknown>()
  const open: [name: string, value: unknown][] = [['', map]]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [name, value] = next
    if (typeof value === 'string') found.push({ name: isConventional(name) ? name : 'a value', value })
    // an alias may stand for what it is in
    else if (typeof value === 'object' && value !== null && !seen.has(value)) {
      seen.add(value)
      open.push(...Object.entries(value))
    }
  }
  return found.reverse()
}

const userFields = ['token', 'password', 'client-key-data']
const providerFields = ['access-token', 'id-token', 'refresh-token', 'client-secret']

/** The secrets in the text of a kubeconfig; also what can be found in one that is not legal YAML. Never throws. */
export function secretsOfKubeconfig(text: string): Secrets {
  const found: { name: string; value: string }[] = []
  const add = (name: string, value: unknown): void => {
    if (typeof value === 'string') found.push({ name: `${name} in the kubeconfig`, value })
  }
  const config = parseLeniently(text)
  for (const entry of listOf(field(config, 'users'))) {
    const user = field(entry, 'user')
    for (const name of userFields) add(name, field(user, name))
    for (const name of providerFields) add(name, field(field(field(user, 'auth-provider'), 'config'), name))
    for (const variable of listOf(field(field(user, 'exec'), 'env'))) {
      const name = field(variable, 'name')
      // Plugins get regions and profiles this way as well, which no mask should hide.
      if (typeof name === 'string' && /secret|token|passw|key/i.test(name)) add(name, field(variable, 'value'))
    }
  }
  for (const entry of listOf(field(config, 'clusters'))) {
    const proxy = field(field(entry, 'cluster'), 'proxy-url')
    const password = typeof proxy === 'string' ? /:\/\/[^/@]*:([^/@]+)@/.exec(proxy)?.[1] : undefined
    add('proxy-url', password)
  }
  // what is in no place where it belongs, in a kubeconfig that is broken
  for (const [name, value] of scatteredSecrets(text)) add(name, value)
  return sortOut(found)
}

/**
 * The lines of each value: the log is printed and masked by lines. A value with several lines is not masked as a whole,
 * since the runner would take each of its lines along, a lone `}` too.
 */
function sortOut(found: readonly Found[]): Secrets {
  const values = new Set<string>()
  const warnings = new Set<string>()
  for (const { name, value } of found) {
    const lines = linesOf(value)
    for (const line of lines) {
      if (line.length >= shortestMask) for (const form of formsOf(line)) values.add(form)
      // brackets on a line of their own, as in JSON, tell nobody anything
      else if (lines.length === 1 || /[\p{L}\p{N}]/u.test(line)) {
        warnings.add(
          lines.length === 1
            ? `${name} is shorter than ${String(shortestMask)} characters, so it is not masked in the log.`
            : `${name} has a line that is shorter than ${String(shortestMask)} characters, which is not masked in the log.`
        )
      }
    }
  }
  return { values: [...values], warnings: [...warnings] }
}

/** The lines of a value that are masked, as they are. */
export function maskedLines(value: string): string[] {
  return linesOf(value).filter((line) => line.length >= shortestMask)
}

function linesOf(value: string): string[] {
  return value
    .split(/[\r\n]+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** A line as it is, and as our writer prints it: without control characters, in our own sentences without format characters. */
function formsOf(line: string): string[] {
  const shown = printable(line).trim()
  return [line, shown, neutralize(shown)].filter((form) => form.length >= shortestMask)
}

function parseLeniently(text: string): unknown {
  try {
    // failsafe: every scalar stays text, a token of digits too; with `silent` nothing would be thrown for broken YAML
    const value: unknown = parse(text, {
      schema: 'failsafe',
      logLevel: 'error',
      prettyErrors: false,
      uniqueKeys: false
    })
    return typeof value === 'object' ? value : undefined
  } catch {
    return undefined
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
