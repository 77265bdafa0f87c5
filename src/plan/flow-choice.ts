/** Which flow of a file will run, and whether it takes the parameters: what the launcher would say, said before the build. Pure. */

import type { Definition, Definitions } from '../flow/definitions.ts'
import { shown, type Problem } from '../inputs/problems.ts'
import type { Inputs } from '../inputs/types.ts'
import type { Facts } from './facts.ts'

export interface FlowChoice {
  readonly problem: Problem | undefined
  readonly warning: string | undefined
}

const nothing: FlowChoice = { problem: undefined, warning: undefined }

/** Only what is sure, whatever else the image holds; the launcher judges the rest. */
export function judgeFlowChoice(
  { flow, parameters, run }: Pick<Inputs, 'flow' | 'parameters' | 'run'>,
  { flow: file, code }: Pick<Facts, 'flow' | 'code'>
): FlowChoice {
  const definitions = code?.definitions
  if (flow === undefined || file === undefined || definitions === undefined) return nothing
  const path = file.repositoryPath
  const chosen =
    flow.name === undefined
      ? withoutName(path, definitions, code?.importsOwn === true)
      : withName(flow.name, path, definitions)
  if ('problem' in chosen) return { ...nothing, problem: { input: 'flow', text: chosen.problem } }
  const warning = chosen.warning
  const text = !run
    ? undefined
    : 'definition' in chosen
      ? mismatch(chosen.definition, path, parameters)
      : chosen.isScript === true && parameters.size > 0
        ? `${path} runs as a script, which takes none; name the flow or function, as in ${path}:NAME.`
        : undefined
  return { problem: text === undefined ? undefined : { input: 'parameters', text }, warning }
}

type Choice = { readonly warning?: string } & (
  { readonly definition: Definition } | { readonly problem: string } | { readonly isScript?: boolean }
)

function withName(name: string, path: string, { functions, words }: Definitions): Choice {
  const definition = functions.find((each) => each.name === name && each.kind !== 'task')
  if (definition !== undefined) return { definition }
  // a value, a class, something that is imported
  if (words.has(name)) return {}
  const names = functions.map((each) => each.name)
  const has = names.length === 0 ? 'none at all' : names.join(', ')
  return { problem: `${path} has no flow or function ${shown(name)}; it has ${has}.` }
}

function withoutName(path: string, definitions: Definitions, importsOwn: boolean): Choice {
  const { functions, mayHoldFlows, hasMainBlock, isIdle } = definitions
  const names = functions.map((each) => each.name)
  const example = `${path}:${names.at(-1) ?? ''}`
  if (!mayHoldFlows) {
    if (isIdle && names.length > 0)
      return { problem: `${path} runs nothing by itself; it has ${names.join(', ')}. Name one, as in ${example}.` }
    const idle = hasMainBlock || names.length === 0
    const warning = `flow: ${path} runs as a script, in which nothing calls ${names.join(', ')}. To run one, name it, as in ${example}.`
    return { isScript: true, ...(!idle && { warning }) }
  }
  // a module of the workspace may run a flow as it is imported, and then that is the run
  if (importsOwn) return {}
  const flows = functions.filter(({ kind, name }) => kind === 'flow' && !name.startsWith('__'))
  const [first, ...more] = flows
  if (first === undefined) return {}
  if (more.length === 0) return { definition: first }
  const all = flows.map((each) => each.name)
  return { problem: `${path} holds several flows: ${all.join(', ')}. Name one, as in ${path}:${all.at(-1) ?? ''}.` }
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
