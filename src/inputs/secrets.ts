/** Which values of the inputs must never be seen in a log. */

import { parse } from 'yaml'

import { kubeconfigSource } from './kubeconfig.ts'
import { scatteredSecrets } from './scattered-secrets.ts'
import type { Inputs } from './types.ts'

/** Values to mask one by one, and warnings about those that are too short for it. */
export interface Secrets {
  readonly values: readonly string[]
  readonly warnings: readonly string[]
}

/** A mask on fewer characters would blank harmless text and destroy outputs; GitHub drops a job output that holds a masked value. */
const shortestMask = 4

/** The secrets in the inputs: those of a kubeconfig given as text, and its base64 form as a whole. A path's file is not read. */
export function secretsOf(inputs: Inputs): Secrets {
  const input = inputs.kubeconfig
  if (input === undefined) return { values: [], warnings: [] }
  const source = kubeconfigSource(input)
  if (source.kind !== 'text') return { values: [], warnings: [] }
  const { values, warnings } = secretsOfKubeconfig(source.text)
  return { values: source.text === input ? values : [input.trim(), ...values], warnings }
}

const userFields = ['token', 'password', 'client-key-data']
const providerFields = ['access-token', 'id-token', 'refresh-token', 'client-secret']

/** The secrets in the text of a kubeconfig; also what can be found in one that is not legal YAML. Never throws. */
export function secretsOfKubeconfig(text: string): Secrets {
  const found: { name: string; value: string }[] = []
  const add = (name: string, value: unknown): void => {
    if (typeof value === 'string') found.push({ name, value })
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

function sortOut(found: readonly { name: string; value: string }[]): Secrets {
  const values = new Set<string>()
  const warnings = new Set<string>()
  for (const { name, value } of found) {
    const trimmed = value.trim()
    if (trimmed.length >= shortestMask) values.add(trimmed)
    else if (trimmed !== '') {
      warnings.add(
        `${name} in the kubeconfig is shorter than ${String(shortestMask)} characters, so it is not masked in the log.`
      )
    }
  }
  return { values: [...values], warnings: [...warnings] }
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
