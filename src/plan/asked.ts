/** What pip is asked for by everything together, and whether a module comes with it. Pure. */

import { distributionOf } from '../flow/missing-module.ts'
import type { Inputs } from '../inputs/types.ts'
import { hasAddress, nameOf, normalized } from './requirements-file.ts'
import type { RequirementsFacts } from './requirements.ts'

export interface Asked {
  /** Names as PyPI normalizes them. */
  readonly names: ReadonlySet<string>
  /** Something is installed from an address or a path: which modules that has, nobody can tell. */
  readonly hasUnknown: boolean
}

/** @param added requirements that no input names: those of the flow's own file, and Prefect */
export function whatIsAsked(
  { pythonDependencies }: Pick<Inputs, 'pythonDependencies'>,
  requirements: Pick<RequirementsFacts, 'packages' | 'hasUnknown'> | undefined,
  added: readonly string[]
): Asked {
  const lines = [...pythonDependencies, ...added]
  const named = lines.map(nameOf).filter((name) => name !== undefined)
  return {
    names: new Set([...named, ...(requirements?.packages ?? [])]),
    hasUnknown: requirements?.hasUnknown === true || lines.some(hasAddress)
  }
}

/** Whether a top-level module is installed with what is asked for. */
export function isInstalled(module: string, { names, hasUnknown }: Asked): 'surely' | 'perhaps' | 'no' {
  const known = distributionOf(module)
  if (names.has(normalized(module)) || (known !== undefined && names.has(normalized(known)))) return 'surely'
  // somebody's well-known module often comes with another package
  if (hasUnknown || (known !== undefined && names.size > 0)) return 'perhaps'
  return [...names].some((name) => isLike(name, module)) ? 'perhaps' : 'no'
}

/** `acme-etl` may well hold the module `acme`. */
function isLike(name: string, module: string): boolean {
  const [one, other] = [name, module].map((each) => normalized(each).replaceAll('-', ''))
  return one !== undefined && other !== undefined && (one.includes(other) || other.includes(one))
}
