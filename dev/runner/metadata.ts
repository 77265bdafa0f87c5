/** What action.yml says, as far as the runner and the tests need it. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

import { checkout } from '../paths.ts'

export interface ActionInput {
  readonly name: string
  readonly description: string
  /** Undefined when action.yml names none; the runner then sets no variable at all. */
  readonly default: string | undefined
  readonly required: boolean
}

export interface ActionMetadata {
  readonly inputs: readonly ActionInput[]
  readonly outputs: readonly string[]
  /** Absolute paths. */
  readonly main: string
  readonly post: string | undefined
}

interface ActionFile {
  inputs?: Record<string, { description?: string; default?: unknown; required?: unknown } | null>
  outputs?: Record<string, unknown>
  runs?: { main?: string; post?: string }
}

/** Reads an action.yml; this project's own unless another folder is given. */
export function readActionMetadata(folder: string = checkout()): ActionMetadata {
  const file = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as ActionFile
  const post = file.runs?.post
  return {
    inputs: Object.entries(file.inputs ?? {}).map(([name, input]) => ({
      name,
      description: input?.description ?? '',
      default:
        input?.default === undefined || input.default === null
          ? undefined
          : String(input.default as string | number | boolean),
      required: String(input?.required as string | boolean | undefined) === 'true'
    })),
    outputs: Object.keys(file.outputs ?? {}),
    main: join(folder, file.runs?.main ?? 'dist/index.js'),
    post: post === undefined ? undefined : join(folder, post)
  }
}

/** The variables by which inputs reach an action: spaces become `_`, letters upper case, dashes stay (Handler.cs). */
export function inputVariables(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value])
  )
}

/** A default as the runner hands it over: of the expressions we know the one that action.yml uses, in a job without a matrix. */
function evaluated(text: string): string {
  if (text === '${{ toJSON(matrix) }}') return 'null'
  if (text.includes('${{')) throw new Error(`The default ${text} has to be given: expressions are not evaluated here.`)
  return text
}

/** All inputs of a step: the defaults of action.yml, and on top what the workflow gives. */
export function resolveInputs(
  metadata: ActionMetadata,
  given: Readonly<Record<string, string>>
): Record<string, string> {
  const inputs: Record<string, string> = {}
  for (const input of metadata.inputs) if (input.default !== undefined) inputs[input.name] = evaluated(input.default)
  for (const [name, value] of Object.entries(given)) {
    // names of inputs are compared without regard to case
    const known = metadata.inputs.find((input) => input.name.toLowerCase() === name.toLowerCase())
    inputs[known?.name ?? name] = value
  }
  return inputs
}
