/** Inputs that do not exist: misspelt ones fail or warn, with the nearest real one. */

import { closest, distance } from 'fastest-levenshtein'

import { shown, type Problems } from './problems.ts'
import { inputNames, variableOf } from './table.ts'

/**
 * Looks for `INPUT_*` variables that no input has. The runner passes on what the workflow gives, declared or not, and only
 * warns by itself. A name with a dash can hardly be anything but a misspelt input, so it is a problem; other names may be
 * variables that a workflow sets for itself (a dash cannot be exported by a shell), so they only warn.
 * @returns the warnings.
 */
export function findUnknownInputs(env: NodeJS.ProcessEnv, problems: Problems): string[] {
  const known = new Set(inputNames.map(variableOf))
  const warnings: string[] = []
  for (const [variable, value = ''] of Object.entries(env)) {
    if (!variable.startsWith('INPUT_') || known.has(variable) || value.trim() === '') continue
    const name = variable.slice('INPUT_'.length).toLowerCase()
    const text = `is not an input of this action.${suggestion(name)}`
    if (name.includes('-')) problems.add({ input: name, text })
    else warnings.push(`${shown(name)} ${text}`)
  }
  return warnings
}

function suggestion(name: string): string {
  const nearest = closest(name, inputNames)
  // More changes than a third of the letters is another word, not a slip.
  return distance(name, nearest) <= Math.max(2, Math.floor(nearest.length / 3)) ? ` Did you mean ${nearest}?` : ''
}
