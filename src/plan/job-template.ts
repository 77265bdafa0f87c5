/** `job-template`: text → raw JSON of a Job's manifest whose shape is known to be right wherever this action writes into it. Pure. */

import { counted, type Report } from '../inputs/problems.ts'
import { findOwn, flowContainer, listOf, mapOf } from './template-parts.ts'
import { isObject, joinPath, readYaml, type Json } from './template-yaml.ts'
import type { JobTemplate } from './types.ts'

/** Reads a template, or gives undefined after a report of everything that is wrong with its form. */
export function readTemplate(text: string, report: Report): JobTemplate | undefined {
  const value = readYaml(text, report)
  if (value === undefined) return undefined
  if (!isObject(value)) {
    report('is not a map; accepted: the manifest of one Job.')
    return undefined
  }
  const all = counted(report)
  checkShape(value, all.report)
  return all.isClean() ? value : undefined
}

const apiVersion = 'batch/v1'
const kind = 'Job'

/** Maps that we write into, below the root. */
const maps: readonly (readonly string[])[] = [
  ['metadata'],
  ['metadata', 'labels'],
  ['metadata', 'annotations'],
  ['spec'],
  ['spec', 'template'],
  ['spec', 'template', 'metadata'],
  ['spec', 'template', 'metadata', 'labels'],
  ['spec', 'template', 'metadata', 'annotations'],
  ['spec', 'template', 'spec'],
  ['spec', 'template', 'spec', 'nodeSelector'],
  ['spec', 'template', 'spec', 'securityContext'],
  ['spec', 'template', 'spec', 'securityContext', 'seccompProfile']
]

/** Maps of our container. */
const containerMaps: readonly (readonly string[])[] = [
  ['resources'],
  ['resources', 'requests'],
  ['resources', 'limits'],
  ['securityContext'],
  ['securityContext', 'capabilities'],
  ['securityContext', 'seccompProfile']
]

/** Lists of our container in which each item has a name of its own, or need not be a map. */
const containerLists = ['command', 'args'] as const

function checkShape(root: Readonly<Record<string, Json>>, report: Report): void {
  if (!isAbsentOr(root['apiVersion'], apiVersion))
    report(`apiVersion is another one; accepted: ${apiVersion}, or none at all.`)
  if (!isAbsentOr(root['kind'], kind)) report(`kind is another one; accepted: ${kind}, or none at all.`)
  checkMaps(root, '', maps, report)
  const podSpec = mapOf(mapOf(mapOf(root['spec'])['template'])['spec'])
  const path = 'spec.template.spec'
  checkItems(podSpec, path, 'imagePullSecrets', report)
  checkItems(podSpec, path, 'initContainers', report)
  if (!checkItems(podSpec, path, 'containers', report)) return
  const containers = listOf(podSpec['containers']).map(mapOf)
  for (const [index, { name }] of containers.entries()) {
    if (typeof name !== 'string' || name === '')
      report(
        `${path}.containers[${String(index)}] has no name; give each container one, the flow's is ${flowContainer}.`
      )
  }
  const own = findOwn(containers)
  if (own === 'several') {
    report(
      `${path}.containers has several without an image; name the one that runs the flow ${flowContainer}, and give the others an image.`
    )
  } else if (own !== undefined) checkOwn(mapOf(containers[own]), `${path}.containers[${String(own)}]`, report)
}

function checkOwn(own: Readonly<Record<string, Json>>, path: string, report: Report): void {
  checkMaps(own, path, containerMaps, report)
  checkItems(own, path, 'env', report)
  checkItems(own, path, 'volumeMounts', report)
  for (const key of containerLists) {
    if (!isAbsentOr(own[key]) && !Array.isArray(own[key])) report(`${path}.${key} is not a list.`)
  }
}

function isAbsentOr(value: Json | undefined, ...accepted: readonly Json[]): boolean {
  return value === undefined || value === null || accepted.includes(value)
}

function checkMaps(
  root: Readonly<Record<string, Json>>,
  base: string,
  paths: readonly (readonly string[])[],
  report: Report
): void {
  for (const keys of paths) {
    let at: Json | undefined = root
    let path = base
    for (const key of keys) {
      at = mapOf(at)[key]
      path = joinPath(path, key)
    }
    if (!isAbsentOr(at) && !isObject(at)) report(`${path} is not a map.`)
  }
}

/** @returns true when it is a list of maps, or there is none */
function checkItems(parent: Readonly<Record<string, Json>>, base: string, key: string, report: Report): boolean {
  const value = parent[key]
  if (isAbsentOr(value)) return true
  if (Array.isArray(value) && value.every(isObject)) return true
  report(`${joinPath(base, key)} is not a list of maps.`)
  return false
}
