/** Which image stands behind the name of a base image: told by its content, so that a name that moved is seen. */

import type { Docker } from './port.ts'
import { digestsIn, findLocalImage } from './local-images.ts'
import { parseReference } from './reference.ts'
import { readManifest } from './registry.ts'

export interface BaseImage {
  /** `sha256:…` that its registry knows it by, or the id of an image that the engine alone has; undefined: not known. */
  readonly identity: string | undefined
  /** The name with the digest: what a build from it takes whatever becomes of the name. Undefined: the name as it is. */
  readonly reference: string | undefined
  /** The engine has it already. */
  readonly isLocal: boolean
  /** Why it is not known. */
  readonly why?: string
}

/** Milliseconds for a registry to tell. */
const patience = 5_000

const nobody = { identity: undefined, reference: undefined, isLocal: false } as const

/**
 * Looks a base image up where the builder will: the engine's own builder takes what the engine has, all others ask the registry.
 * @param options.isEngines the engine's own builder will build @param options.isFresh the registry's is wanted, whatever is here
 * @throws the signal's reason; nothing else
 */
export async function findBase(
  docker: Docker,
  name: string,
  options: { readonly isEngines: boolean; readonly isFresh: boolean; readonly signal: AbortSignal }
): Promise<BaseImage> {
  // it is nothing, everywhere
  if (name === 'scratch') return { ...nobody, identity: 'scratch' }
  const { repository, digest } = parseReference(name)
  if (digest !== undefined) return { ...nobody, identity: digest, reference: name }
  const { signal } = options
  try {
    const local = options.isEngines ? await findLocalImage(docker, name, signal) : undefined
    const digests = local === undefined ? [] : digestsIn(local, repository)
    // an engine with containerd's store knows images by such digests alone, also its own, and asks the registry first
    const known = local === undefined || digests.includes(local.id) ? undefined : digests.at(-1)
    const asksFirst = options.isFresh || (local !== undefined && digests.includes(local.id))
    if (local !== undefined && !asksFirst) {
      if (known === undefined) return { identity: local.id, reference: undefined, isLocal: true }
      return { identity: known, reference: `${name}@${known}`, isLocal: true }
    }
    const answer = await readManifest(docker, name, { signal, timeout: patience })
    if (answer.kind === 'found')
      return { identity: answer.digest, reference: `${name}@${answer.digest}`, isLocal: local !== undefined }
    // one that was made here and is in no registry can be had no fresher
    if (local !== undefined && known === undefined) return { identity: local.id, reference: undefined, isLocal: true }
    return { ...nobody, isLocal: local !== undefined, why: answer.why }
  } catch (error) {
    signal.throwIfAborted()
    return { ...nobody, why: error instanceof Error ? error.message : String(error) }
  }
}
