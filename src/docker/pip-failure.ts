/**
 * What went wrong in a pip step: its output → the one error that matters. Pure.
 *
 * The last lines of pip are rarely the cause: "No matching distribution found" is also what it says of an index that it never
 * reached, and up to pip 21 of a package that it found and could not build. So what decides is looked for in this order: what
 * ends pip at once (a line that is no requirement, a contradiction), a build that failed, the index, and only then versions.
 */

import { explainBuild, isBuildDependencyFailure, isBuildFailure } from './pip-build.ts'
import { explainConflict } from './pip-conflict.ts'
import { explainIndex } from './pip-index.ts'
import { explainRequirements } from './pip-requirements.ts'
import { withoutCredentials, type PipExplanation, type PipFacts } from './pip-text.ts'
import { explainVersion } from './pip-version.ts'

/**
 * @param output the lines of the failed step
 * @returns undefined for what is not understood
 */
export function explainPip(output: readonly string[], facts: PipFacts): PipExplanation | undefined {
  const lines = output.map(withoutCredentials)
  const atOnce = explainRequirements(lines, facts) ?? explainConflict(lines, facts)
  if (atOnce !== undefined) return atOnce
  if (!isBuildFailure(lines)) return explainIndex(lines) ?? explainVersion(lines, facts)
  const build = explainBuild(lines, facts)
  if (!isBuildDependencyFailure(lines)) return build
  // the second pip's output stands indented among the first one's
  const inner = lines.map((line) => line.trimStart())
  const cause = explainIndex(inner) ?? explainVersion(inner, facts)
  return cause === undefined ? build : { ...cause, what: build?.what ?? cause.what }
}
