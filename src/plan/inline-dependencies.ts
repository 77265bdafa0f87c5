/** Dependencies that stand in the flow's own file: installed where no input says otherwise. Pure. */

import type { Inputs } from '../inputs/types.ts'
import type { Facts } from './facts.ts'
import { nameOf } from './requirements-file.ts'

export interface InlineDependencies {
  readonly requirements: readonly string[]
  /** A sentence for the log. */
  readonly note: string | undefined
  /** What is wrong with the flow's file. */
  readonly problem: string | undefined
}

const nothing: InlineDependencies = { requirements: [], note: undefined, problem: undefined }

/** A package that an input names as well is left to the input. */
export function inlineDependencies(
  { pythonDependencies, prefect }: Pick<Inputs, 'pythonDependencies' | 'prefect'>,
  { flow, code, requirements }: Pick<Facts, 'flow' | 'code' | 'requirements'>
): InlineDependencies {
  const inline = code?.inline
  if (inline === undefined || flow === undefined) return nothing
  if ('problem' in inline) {
    return {
      ...nothing,
      problem: `${flow.repositoryPath} ${inline.problem}; correct it, or remove the block (PEP 723).`
    }
  }
  const named = new Set([...pythonDependencies.map(nameOf), ...(requirements?.packages ?? [])])
  if (typeof prefect === 'object') named.add('prefect')
  const added = inline.dependencies.filter((each) => !named.has(nameOf(each)))
  if (added.length === 0) return nothing
  return {
    requirements: added,
    note: `Dependencies of ${flow.repositoryPath} itself (# /// script) are installed: ${added.join(', ')}.`,
    problem: undefined
  }
}
