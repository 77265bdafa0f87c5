/** Names that a run gives: of the Job, and of the image where the user gives none. */

import { posix } from 'node:path'

import { v5 as uuidV5 } from 'uuid'

import { slug } from '../inputs/slug.ts'

/** Namespace of this project's version 5 UUIDs; a constant, or a flow's image would change its name. */
const ownNamespace = 'c1f6b0a4-6a0e-4d0b-8f5d-3f1c7a52e9d6'

/** The Job controller adds a hyphen and five characters for a pod, whose name has at most 63. */
const longestJobName = 57

/** `PREFIX-IDENTIFIER`: the prefix made legal and cut, then the first 8 characters of the identifier. */
export function jobName(prefix: string, identifier: string): string {
  const suffix = `-${identifier.slice(0, 8)}`
  const legal = slug(prefix)
    .slice(0, longestJobName - suffix.length)
    .replace(/-+$/, '')
  return `${legal || 'job'}${suffix}`
}

/** A file's name without folder and extension. */
export function stemOf(path: string): string {
  return posix.basename(path, posix.extname(path))
}

/** `image-name` when none is given: a UUID of repository and flow, so that a flow always finds its image. */
export function defaultImageName(repository: string, flowPath: string): string {
  return uuidV5(`image-name\n${repository}\n${flowPath}`, ownNamespace)
}

/** `image-tag` when none is given: a UUID of the fingerprint, so that the same input finds the same image. */
export function defaultImageTag(fingerprint: string): string {
  return uuidV5(`image-tag\n${fingerprint}`, ownNamespace)
}
