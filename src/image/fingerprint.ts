/** What has to agree before a built image is used again: the plan's fingerprint and what only builders and registries know. Pure. */

import { createHash } from 'node:crypto'

import type { BuildPlan } from '../plan/types.ts'
import { contextNames, dockerfile, type CopyItem } from './dockerfile.ts'
import { installation } from './installation.ts'

/** What a build starts from. */
export interface Ground {
  /** The base image by its content. */
  readonly base: string
  readonly platform: string
}

/** SHA-256 of everything that makes the image. How the builder is asked (links, digests, a check) makes no other image. */
export function imageFingerprint(plan: BuildPlan, items: readonly CopyItem[], { base, platform }: Ground): string {
  const text = dockerfile({ ...plan, healthCheck: false, day: undefined }, items)
  return sha256(['image', plan.fingerprint, base, plainPlatform(platform), text])
}

/** SHA-256 of everything that makes the layers below the user's files. */
export function dependenciesFingerprint(plan: BuildPlan, { base, platform }: Ground): string {
  const steps = installation(plan, contextNames)
  return sha256(['dependencies', plan.dependenciesKey, base, plainPlatform(platform), steps])
}

/** Builders and images name one platform in two ways: `linux/arm64`, `linux/arm64/v8`. */
export function plainPlatform(platform: string): string {
  return platform.replace(/^(linux\/arm64)\/v8$/u, '$1')
}

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
