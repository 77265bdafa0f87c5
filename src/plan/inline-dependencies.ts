/** Dependencies that stand in the flow's own file: installed where no input says otherwise. Pure. */

import { hasCredentials, problemOfItem } from '../inputs/dependencies.ts'
import type { Inputs } from '../inputs/types.ts'
import type { Facts } from './facts.ts'
import { nameOf } from './requirements-file.ts'

export interface InlineDependencies {
  readonly requirements: readonly string[]
  /** A sentence for the log. */
  readonly note: string | undefined
  readonly warning: string | undefined
  /** What is wrong with the flow's file. */
  readonly problems: readonly string[]
}

const nothing: InlineDependencies = { requirements: [], note: undefined, warning: undefined, problems: [] }

/** A package that an input names as well is left to the input; Prefect also where the input says `none`. */
export function inlineDependencies(
  { pythonDependencies, prefect }: Pick<Inputs, 'pythonDependencies' | 'prefect'>,
  { flow, code, requirements }: Pick<Facts, 'flow' | 'code' | 'requirements'>
): InlineDependencies {
  const inline = code?.inline
  if (inline === undefined || flow === undefined) return nothing
  const file = flow.repositoryPath
  if ('problem' in inline) {
    return { ...nothing, problems: [`${file} ${inline.problem}; correct it, or remove the block (PEP 723).`] }
  }
  const named = new Set<string | undefined>([...pythonDependencies.map(nameOf), ...(requirements?.packages ?? [])])
  if (prefect !== 'auto') named.add('prefect')
  const items = inline.dependencies.map((each) => each.trim())
  const added = items.filter((each) => !named.has(nameOf(each) ?? ''))
  if (added.length === 0) return nothing
  // they may hold a URL with a password, so none is quoted
  const problems = added.flatMap((each) => {
    const problem = problemOfItem(each)
    return problem === undefined
      ? []
      : [`${file}: dependency ${String(items.indexOf(each) + 1)} of its block "# /// script" ${problem}`]
  })
  const names = [...new Set(added.map((each) => nameOf(each) ?? 'a package from an address'))]
  return {
    requirements: added,
    note: `Dependencies of ${file} itself (# /// script) are installed: ${names.join(', ')}.`,
    warning: added.some(hasCredentials)
      ? `${file} holds a URL with credentials in its block "# /// script": they end in a layer of the image, for everyone who can pull it. Give them through build-secrets.`
      : undefined,
    problems
  }
}
