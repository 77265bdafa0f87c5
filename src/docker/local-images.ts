/** Images in the engine of this runner. */

import type { Docker } from './port.ts'
import { familiarName, parseReference } from './reference.ts'

/** Milliseconds; these questions and removals concern names, not layers. */
const patience = 30_000

export interface LocalImage {
  readonly id: string
  /** `repository@sha256:…` for each repository that it was pushed to or pulled from. */
  readonly digests: readonly string[]
}

/** Looks an image up in the engine; undefined when there is none of this name. */
export async function findLocalImage(
  docker: Docker,
  reference: string,
  signal: AbortSignal
): Promise<LocalImage | undefined> {
  const args = ['image', 'inspect', '--format', '{{json .Id}}\n{{json .RepoDigests}}', reference]
  const exit = await docker.run({ args, signal, timeout: patience })
  if (exit.exitCode !== 0) return undefined
  const [id, digests] = exit.stdout.split('\n').map((line): unknown => (line === '' ? undefined : JSON.parse(line)))
  if (typeof id !== 'string') return undefined
  return { id, digests: Array.isArray(digests) ? digests.filter((digest) => typeof digest === 'string') : [] }
}

/** The digests under which one repository knows an image; an image can be known to several repositories. */
export function digestsIn(image: LocalImage, repository: string): readonly string[] {
  const wanted = familiarName(repository)
  return image.digests
    .map(parseReference)
    .filter((each) => familiarName(each.repository) === wanted)
    .flatMap((each) => each.digest ?? [])
}

/**
 * Takes a name away from the engine's images, and the image when it has no other name. Parents stay: for the legacy builder
 * they are its cache. Idempotent: a name that is not there is fine.
 * @throws Error when docker refuses.
 */
export async function removeLocalImage(docker: Docker, reference: string, signal: AbortSignal): Promise<void> {
  const exit = await docker.run({ args: ['image', 'rm', '--no-prune', reference], signal, timeout: patience })
  if (exit.exitCode === 0 || exit.lines.some((line) => /No such image/iu.test(line))) return
  throw new Error(exit.timedOut ? 'docker image rm gave no answer' : (exit.lines.at(-1) ?? 'docker image rm failed'))
}
