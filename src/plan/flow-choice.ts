/** Which flow of a file will run, and whether it takes the parameters: what the launcher would say, said before the build. Pure. */

import type { Definition, Definitions } from '../flow/definitions.ts'
import { shown, type Problem } from '../inputs/problems.ts'
import type { Inputs } from '../inputs/types.ts'
import type { Facts } from './facts.ts'

/** Only what is sure, whatever else the image holds; the launcher judges the rest. */
export function problemsOfFlowChoice(
  { flow, parameters, run }: Pick<Inputs, 'flow' | 'parameters' | 'run'>,
  { flow: file, code }: Pick<Facts, 'flow' | 'code'>
): Problem[] {
  const definitions = code?.definitions
  if (flow === undefined || file === undefined || definitions === undefined) return []
  const path = file.repositoryPath
  const chosen = choose(flow.name, path, definitions)
  if (chosen.problem !== undefined) return [{ input: 'flow', text: chosen.problem }]
  if (!run) return []
  if (chosen.script === true) {
    const text = `${path} runs as a script, which takes none; name the flow or function, as in ${path}:NAME.`
    return parameters.size === 0 ? [] : [{ input: 'parameters', text }]
  }
  const text = chosen.definition && mismatch(chosen.definition, path, parameters)
  return text === undefined ? [] : [{ input: 'parameters', text }]
}

interface Choice {
  /** What will be called; undefined: not known here. */
  readonly definition?: Definition | undefined
  /** True: the file runs from its first line to its last. */
  readonly script?: boolean
  readonly problem?: string
}

function choose(name: string | undefined, path: string, definitions: Definitions): Choice {
  const { functions, mayHaveOthers, mayHoldFlows, words, isIdle } = definitions
  const named = functions.filter(({ kind }) => kind !== 'decorated').map((each) => each.name)
  const example = (of: readonly string[]): string => `${path}:${of.at(-1) ?? ''}`
  if (name !== undefined) {
    if (words !== undefined && !words.has(name)) {
      const has = named.length === 0 ? 'it defines no function' : `it has ${named.join(', ')}`
      return { problem: `${path} has no flow or function ${shown(name)}; ${has}.` }
    }
    return { definition: functions.find((each) => each.name === name && each.kind !== 'decorated') }
  }
  if (!mayHoldFlows) {
    const isNothing = isIdle && named.length > 0
    if (!isNothing) return { script: true }
    return { problem: `${path} runs nothing by itself; it has ${named.join(', ')}. Name one, as in ${example(named)}.` }
  }
  if (mayHaveOthers) return {}
  const flows = functions.filter(({ kind }) => kind === 'flow').map((each) => each.name)
  if (flows.length > 1)
    return { problem: `${path} holds several flows: ${flows.join(', ')}. Name one, as in ${example(flows)}.` }
  return { definition: functions.find((each) => each.name === flows[0]) }
}

function mismatch(
  { name, line, signature }: Definition,
  path: string,
  parameters: Inputs['parameters']
): string | undefined {
  const { names, required, takesAll } = signature
  const unknown = takesAll ? [] : [...parameters.keys()].filter((each) => !names.includes(each))
  const missing = required.filter((each) => !names.includes(each) || !parameters.has(each))
  if (unknown.length === 0 && missing.length === 0) return undefined
  const says = [
    ...(unknown.length === 0 ? [] : [`it does not know ${unknown.map(shown).join(', ')}`]),
    ...(missing.length === 0 ? [] : [`it needs ${missing.join(', ')}`])
  ]
  const takes = names.length === 0 ? 'no parameters' : names.join(', ')
  return `${name} (${path}, line ${String(line)}) takes ${takes}; ${says.join(' and ')}.`
}
