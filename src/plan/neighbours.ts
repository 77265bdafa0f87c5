/** Modules of the workspace that the flow imports and that would not go along with it. Pure. */

import { posix } from 'node:path'

import { shown } from '../inputs/problems.ts'
import type { Inputs } from '../inputs/types.ts'
import { isInstalled, type Asked } from './asked.ts'
import type { Neighbour } from './code.ts'
import type { Facts } from './facts.ts'
import { flowFolder } from './look.ts'
import { isOfficialPython } from './python-version.ts'

export interface NeighbourFindings {
  /** Top-level names of modules that lie in the workspace, whatever else is known of them → the `source` that would bring them along. */
  readonly sources: ReadonlyMap<string, string>
  /** The flow cannot be imported without them. */
  readonly problem: string | undefined
  /** The flow will not be imported without them, unless they come from elsewhere. */
  readonly warning: string | undefined
}

/** @param inputs of a build with a flow @param asked what pip installs, all in all */
export function findNeighbours(inputs: Inputs, facts: Facts, asked: Asked): NeighbourFindings {
  const flow = facts.flow
  const found = (facts.code?.neighbours ?? []).filter((each) => !comesAlong(each, facts, asked))
  if (flow === undefined || found.length === 0) return { sources: new Map(), problem: undefined, warning: undefined }
  const own = posix.dirname(flow.repositoryPath)
  // a folder that holds the flow and the module
  const sourceFor = ({ folder }: Neighbour): string => (folder === own ? own : '.')
  const sources = new Map(found.map((each) => [each.module, sourceFor(each)]))
  const missing = found.filter(({ isSure }) => isSure)
  const sure = hasOtherPlaces(inputs, facts) ? [] : missing.filter((each) => !mayComeAlong(each, facts, asked))
  const told = sure.length > 0 ? sure : missing
  const [first] = told
  if (first === undefined) return { sources, problem: undefined, warning: undefined }
  const folder = told.every((each) => sourceFor(each) === own) ? own : '.'
  const state = inputs.source === undefined ? 'is not set' : `is ${inputs.source}`
  const modules = [...new Set(told.map(({ module }) => module))].join(', ')
  const text = `${state}, but ${first.file} (line ${String(first.line)}) imports ${modules} of the workspace, which would not go along. Set source to ${shown(folder)}`
  return sure.length > 0
    ? { sources, problem: `${text}.`, warning: undefined }
    : { sources, problem: undefined, warning: `source: ${text}, unless the image has ${modules} from elsewhere.` }
}

/** It is copied by another input to where Python looks, or installed as a package. */
function comesAlong({ module, folder }: Neighbour, facts: Facts, asked: Asked): boolean {
  const own = posix.dirname(facts.flow?.repositoryPath ?? '')
  const places = [own, facts.source?.repositoryPath ?? own, folder, '.'].map((each) =>
    posix.join(flowFolder, each, module)
  )
  const isThere = (path: string): boolean =>
    places.some((place) => path === `${place}.py` || path.startsWith(`${place}/`))
  return copied(facts).some(isThere) || isInstalled(module, asked) === 'surely'
}

/** It is copied to somewhere, or something that is installed may bring it. */
function mayComeAlong({ module }: Neighbour, facts: Facts, asked: Asked): boolean {
  const isPartOf = (path: string): boolean => path.split('/').some((part) => part === module || part === `${module}.py`)
  return copied(facts).some(isPartOf) || isInstalled(module, asked) === 'perhaps'
}

function copied({ files, requirements }: Facts): string[] {
  return [...files, ...(requirements?.items ?? [])].flatMap(({ entries }) => entries).map(({ path }) => path)
}

/** Python may find modules that are not seen here: in an image of the user's own, on a volume, or by another path. */
function hasOtherPlaces({ baseImage, envVars, jobEnv, jobSecrets }: Inputs, { template }: Facts): boolean {
  return (
    !isOfficialPython(baseImage) ||
    [envVars, jobEnv, jobSecrets].some((variables) => variables.has('PYTHONPATH')) ||
    /"(?:mountPath|PYTHONPATH)"/u.test(JSON.stringify(template ?? null))
  )
}
