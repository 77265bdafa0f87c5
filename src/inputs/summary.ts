/** `summary`, read by itself: it counts also where the other inputs are wrong and nothing was made of them. */

import { parseBoolean } from './boolean.ts'
import { InputTexts } from './table.ts'

/** False only when the input says so; a value that is none is reported by `readInputs`, in the summary too. */
export function wantsSummary(env: NodeJS.ProcessEnv): boolean {
  const text = new InputTexts(env).raw('summary')
  return text === undefined || parseBoolean(text.trim(), () => undefined) !== false
}
