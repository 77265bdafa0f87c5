/** Whether the Python of a base image can run the flow, as far as that is sure before a build. Pure. */

import { compareVersions, type PythonVersion } from '../flow/python-syntax.ts'
import { shown } from '../inputs/problems.ts'
import type { Inputs } from '../inputs/types.ts'
import type { CodeFacts } from './code.ts'

/** A base that runs everything that is written today. */
const goodBase = 'python:3.13-slim'

/** The oldest Python that some Prefect with `@flow` runs on (Prefect 2.0: requires-python >= 3.7). */
const oldestForModern: PythonVersion = [3, 7]

/** The Python of an image whose name tells: `python:3.11-slim`, also from another registry. */
export function pythonOf(baseImage: string): PythonVersion | undefined {
  const found = /(?:^|\/)python:v?(\d+)\.(\d+)(?![\d])/u.exec(baseImage)
  return found === null ? undefined : [Number(found[1]), Number(found[2])]
}

/** The `>=3.12` of a `requires-python`; other clauses are left to the user. */
function oldestOf(inline: CodeFacts['inline']): PythonVersion | undefined {
  const specifier = inline === undefined || 'problem' in inline ? undefined : inline.requiresPython
  const found = /(?:>=|~=|==)\s*(\d+)\.(\d+)/u.exec(specifier ?? '')
  return found === null ? undefined : [Number(found[1]), Number(found[2])]
}

/** What is wrong with `base-image`; undefined when nothing is, or nothing is sure. */
export function problemOfBase(
  { baseImage, baseImageIsDefault }: Pick<Inputs, 'baseImage' | 'baseImageIsDefault'>,
  code: CodeFacts | undefined
): string | undefined {
  const python = pythonOf(baseImage)
  if (python === undefined || code === undefined) return undefined
  const got = baseImageIsDefault ? `is left at ${baseImage}` : `got ${shown(baseImage)}`
  const modern = code.prefect?.generation === 'modern' ? code.prefect : undefined
  if (modern !== undefined && compareVersions(python, oldestForModern) < 0) {
    return `${got}, but ${modern.file} (line ${String(modern.line)}) imports Prefect 2 or 3, which needs Python ${oldestForModern.join('.')} or later. Set base-image, for example to ${goodBase}.`
  }
  const oldest = oldestOf(code.inline)
  if (oldest !== undefined && compareVersions(python, oldest) < 0) {
    return `${got}, but the flow itself asks for Python ${oldest.join('.')} or later (# /// script). Set base-image, for example to ${goodBase}.`
  }
  const needed = code.needs[0]
  if (needed === undefined || compareVersions(python, needed.since) >= 0) return undefined
  return `${got}, but ${needed.file} (line ${String(needed.line)}) uses ${needed.what}, which needs Python ${needed.since.join('.')} or later. Set base-image, for example to ${goodBase}.`
}
