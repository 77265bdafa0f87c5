/** The parts of a Job's template that this action writes into, by name. Pure. */

import { isObject, type Json } from './template-yaml.ts'
import type { JobTemplate } from './types.ts'

/** Name of the container that runs the flow, where the template does not name it otherwise. */
export const flowContainer = 'flow'

type JsonMap = Readonly<Record<string, Json>>

/** Each part is an empty map where the template does not have it; of another kind it was refused when it was read. */
export interface TemplateParts {
  readonly root: JsonMap
  readonly metadata: JsonMap
  readonly spec: JsonMap
  readonly podMetadata: JsonMap
  readonly podSpec: JsonMap
  readonly containers: readonly JsonMap[]
  readonly own: JsonMap
  /** Where {@link own} stands among the containers; undefined: the template has none, ours is added before the others. */
  readonly ownIndex: number | undefined
  /** Containers other than ours, init containers included. */
  readonly hasOthers: boolean
}

/** Takes a template apart; undefined is an empty one. */
export function partsOf(template: JobTemplate | undefined): TemplateParts {
  const root = mapOf(template)
  const spec = mapOf(root['spec'])
  const podTemplate = mapOf(spec['template'])
  const podSpec = mapOf(podTemplate['spec'])
  const containers = listOf(podSpec['containers']).map(mapOf)
  const found = findOwn(containers)
  const ownIndex = found === 'several' ? undefined : found
  return {
    root,
    metadata: mapOf(root['metadata']),
    spec,
    podMetadata: mapOf(podTemplate['metadata']),
    podSpec,
    containers,
    own: ownIndex === undefined ? {} : mapOf(containers[ownIndex]),
    ownIndex,
    hasOthers: containers.length > (ownIndex === undefined ? 0 : 1) || listOf(podSpec['initContainers']).length > 0
  }
}

/** Which container is ours: the one named `flow`, else the only one without an image. `several`: nobody can tell. */
export function findOwn(containers: readonly JsonMap[]): number | undefined | 'several' {
  const named = containers.findIndex(({ name }) => name === flowContainer)
  if (named >= 0) return named
  const bare = containers.flatMap(({ image }, index) => (image === undefined || image === null ? [index] : []))
  return bare.length > 1 ? 'several' : bare[0]
}

/** The value as a map; an empty one for anything else. */
export function mapOf(value: unknown): JsonMap {
  return isObject(value) ? value : {}
}

/** The value as a list; an empty one for anything else. */
export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []
}
