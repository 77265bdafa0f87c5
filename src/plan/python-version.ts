/** Whether the Python of a base image can run the flow, as far as that is sure before a build. Pure. */

import { compareVersions, type PythonVersion } from '../flow/python-syntax.ts'
import { splitReference } from '../inputs/image-reference.ts'
import { shown } from '../inputs/problems.ts'
import type { Inputs } from '../inputs/types.ts'
import { isInstalled, type Asked } from './asked.ts'
import type { CodeFacts, Generation, PrefectImport } from './code.ts'

/** A base that runs everything that is written today. */
const goodBase = 'python:3.13-slim'

/** The oldest Python that some Prefect with `@flow` runs on (Prefect 2.0: requires-python >= 3.7). */
const oldestForModern: PythonVersion = [3, 7]

/** The Python of an image whose name tells: `python:3.11-slim`, also from another registry. */
export function pythonOf(baseImage: string): PythonVersion | undefined {
  const found = /(?:^|\/)python:v?(\d+)\.(\d+)(?![\d])/u.exec(baseImage)
  return found === null ? undefined : [Number(found[1]), Number(found[2])]
}

/** True for Docker Hub's own `python`, which holds Python and nothing of the user's; what stands behind a mirror's host is not sure. */
export function isOfficialPython(baseImage: string): boolean {
  const parts = splitReference(baseImage)
  if ('problem' in parts || (parts.registry !== undefined && parts.registry !== 'docker.io')) return false
  return parts.path === 'python' || parts.path === 'library/python'
}

/** The generation of Prefect that an import means; what both have is served by the one that the Python of the base runs. */
export function meantGeneration({ generation }: PrefectImport, baseImage: string): Generation {
  return generation ?? (isTooOldForModern(baseImage) ? 'classic' : 'modern')
}

/** True when no Prefect with `@flow` runs on the Python of the base. */
export function isTooOldForModern(baseImage: string): boolean {
  const python = pythonOf(baseImage)
  return python !== undefined && compareVersions(python, oldestForModern) < 0
}

/** Modules of which packages for older Pythons exist, that others bring with them (Prefect 1 brings contextvars to Python 3.6). */
const backported = new Set(['dataclasses', 'contextvars', 'graphlib'])

/** A module that is new in a later Python may also be installed. */
function isFor({ module }: CodeFacts['needs'][number], asked: Asked): boolean {
  if (module === undefined) return true
  const isOpen = backported.has(module) && (asked.names.size > 0 || asked.hasUnknown)
  return !isOpen && isInstalled(module, asked) === 'no'
}

/** The `>=3.12` of a `requires-python`; other clauses are left to the user. */
function oldestOf(inline: CodeFacts['inline']): PythonVersion | undefined {
  const specifier = inline === undefined || 'problem' in inline ? undefined : inline.requiresPython
  const found = /(?:>=|~=|==)\s*(\d+)\.(\d+)/u.exec(specifier ?? '')
  return found === null ? undefined : [Number(found[1]), Number(found[2])]
}

/** What is wrong with `base-image`; undefined when nothing is, or nothing is sure. @param asked what pip installs, all in all */
export function problemOfBase(
  { baseImage, baseImageIsDefault, prefect }: Pick<Inputs, 'baseImage' | 'baseImageIsDefault' | 'prefect'>,
  code: CodeFacts | undefined,
  asked: Asked
): string | undefined {
  const python = pythonOf(baseImage)
  if (python === undefined || code === undefined) return undefined
  const got = baseImageIsDefault ? `is left at ${baseImage}` : `got ${shown(baseImage)}`
  // with none the user has it from elsewhere, or does without
  const { generation, isSure, file, line } = (prefect === 'none' ? undefined : code.prefect) ?? {}
  if (generation === 'modern' && isSure === true && isTooOldForModern(baseImage)) {
    return `${got}, but ${String(file)} (line ${String(line)}) imports Prefect 2 or 3, which needs Python ${oldestForModern.join('.')} or later. Set base-image, for example to ${goodBase}.`
  }
  const oldest = oldestOf(code.inline)
  if (oldest !== undefined && compareVersions(python, oldest) < 0) {
    return `${got}, but the flow itself asks for Python ${oldest.join('.')} or later (# /// script). Set base-image, for example to ${goodBase}.`
  }
  const needed = code.needs.find((each) => isFor(each, asked))
  if (needed === undefined || compareVersions(python, needed.since) >= 0) return undefined
  return `${got}, but ${needed.file} (line ${String(needed.line)}) uses ${needed.what}, which needs Python ${needed.since.join('.')} or later. Set base-image, for example to ${goodBase}.`
}
