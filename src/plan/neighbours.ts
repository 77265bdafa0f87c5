/** Modules of the workspace that the flow imports and that would not go along with it. Pure. */

import { posix } from 'node:path'

import { shown } from '../inputs/problems.ts'
import type { Inputs } from '../inputs/types.ts'
import type { Neighbour } from './code.ts'
import type { Facts } from './facts.ts'
import { flowFolder } from './look.ts'
import { pythonOf } from './python-version.ts'
import { nameOf, normalized } from './requirements-file.ts'

export interface NeighbourFindings {
  /** Top-level names of modules that lie in the workspace, whatever else is known of them → the `source` that would bring them along. */
  readonly sources: ReadonlyMap<string, string>
  /** The flow cannot be imported without them. */
  readonly problem: string | undefined
  /** The flow will likely not be imported without them. */
  readonly warning: string | undefined
}

/** @param inputs of a build with a flow */
export function findNeighbours(inputs: Inputs, facts: Facts): NeighbourFindings {
  const flow = facts.flow
  const found = (facts.code?.neighbours ?? []).filter((each) => !comesAlong(each, inputs, facts))
  if (flow === undefined || found.length === 0) return { sources: new Map(), problem: undefined, warning: undefined }
  const own = posix.dirname(flow.repositoryPath)
  // a folder that holds the flow and the module
  const sourceFor = ({ folder }: Neighbour): string => (folder === own ? own : '.')
  const sources = new Map(found.map((each) => [each.module, sourceFor(each)]))
  const sure = found.filter(({ isSure }) => isSure)
  const [first] = sure
  if (first === undefined) return { sources, problem: undefined, warning: undefined }
  const folder = sure.every((each) => sourceFor(each) === own) ? own : '.'
  const state = inputs.source === undefined ? 'is not set' : `is ${inputs.source}`
  const modules = [...new Set(sure.map(({ module }) => module))].join(', ')
  const text = `${state}, but ${first.file} (line ${String(first.line)}) imports ${modules} of the workspace, which would not go along. Set source to ${shown(folder)}.`
  // an image of the user's own may hold the module already
  const isSure = pythonOf(inputs.baseImage) !== undefined
  return isSure
    ? { sources, problem: text, warning: undefined }
    : { sources, problem: undefined, warning: `source: ${text}` }
}

/** It is copied by another input, or installed as a package. */
function comesAlong({ module, folder }: Neighbour, { pythonDependencies }: Inputs, facts: Facts): boolean {
  const place = posix.join(flowFolder, folder, module)
  const copied = [...facts.files, ...(facts.requirements?.items ?? [])].flatMap(({ entries }) => entries)
  const packages = [...(facts.requirements?.packages ?? []), ...pythonDependencies.map(nameOf)]
  return (
    copied.some(({ path }) => path === `${place}.py` || path.startsWith(`${place}/`)) ||
    packages.includes(normalized(module))
  )
}
