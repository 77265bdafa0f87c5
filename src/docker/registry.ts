/** Asks a registry about an image, with docker's own login, certificates and mirrors. */

import { createHash } from 'node:crypto'

import type { Docker } from './port.ts'

export type ManifestAnswer =
  | {
      readonly kind: 'found'
      /** Of the bytes that the registry sent, computed here: `sha256:…`. */
      readonly digest: string
      /** Digest of the image's configuration; undefined for a list of several platforms. */
      readonly config: string | undefined
    }
  /** The registry answered that there is none. */
  | { readonly kind: 'absent'; readonly why: string }
  /** No answer, a refusal, or nothing here that could ask. */
  | { readonly kind: 'unknown'; readonly why: string }

/** Reads the manifest of a reference (by tag or digest). @param timeout milliseconds @throws the signal's reason */
export async function readManifest(
  docker: Docker,
  reference: string,
  options: { signal: AbortSignal; timeout: number; env?: Readonly<Record<string, string>> }
): Promise<ManifestAnswer> {
  const exit = await docker.run({ args: ['buildx', 'imagetools', 'inspect', '--raw', reference], ...options })
  const said = exit.lines.findLast((line) => line.trim() !== '') ?? ''
  if (exit.timedOut) return { kind: 'unknown', why: `no answer within ${options.timeout / 1000} s` }
  if (exit.exitCode !== 0) {
    const why = said.replace(/^ERROR: /u, '') || 'docker gave no reason'
    return { kind: / not found$|manifest unknown/u.test(said) ? 'absent' : 'unknown', why }
  }
  return readAnswer(exit.stdout)
}

/**
 * Lets a tag lead to a manifest that the registry has, unchanged: a buildx that could only wrap it in a list does nothing.
 * @returns whether it leads there now @param timeout milliseconds @throws the signal's reason
 */
export async function putTag(
  docker: Docker,
  { repository, tag, digest }: { readonly repository: string; readonly tag: string; readonly digest: string },
  options: { signal: AbortSignal; timeout: number }
): Promise<boolean> {
  const tagged = `${repository}:${tag}`
  const args = ['buildx', 'imagetools', 'create', '--prefer-index=false', '--tag', tagged, `${repository}@${digest}`]
  const exit = await docker.run({ args, ...options })
  if (exit.exitCode !== 0) return false
  const answer = await readManifest(docker, tagged, options)
  return answer.kind === 'found' && answer.digest === digest
}

/** What an image says of itself. */
export interface ImageAnswer {
  /** Undefined where the answer has no configuration. */
  readonly labels: Readonly<Record<string, string>> | undefined
  /** `os/architecture` of each, with the variant where there is one; several of a list, none where it does not say. */
  readonly platforms: readonly string[]
}

/** Reads labels and platforms of an image in its registry; undefined when they cannot be read here. @param timeout milliseconds @throws the signal's reason */
export async function readImage(
  docker: Docker,
  reference: string,
  options: { signal: AbortSignal; timeout: number }
): Promise<ImageAnswer | undefined> {
  const exit = await docker.run({
    args: ['buildx', 'imagetools', 'inspect', '--format', '{{json .Image}}', reference],
    ...options
  })
  if (exit.timedOut || exit.exitCode !== 0) return undefined
  try {
    const answer = asObject(JSON.parse(exit.stdout)) ?? {}
    const listed = Object.values(answer).map(asObject)
    const images = 'config' in answer ? [answer] : listed.filter((image) => image !== undefined)
    // a list holds one image for each platform, all built of one Dockerfile
    const config = asObject(images[0]?.['config'])
    return {
      labels: config === undefined ? undefined : ((asObject(config['Labels']) ?? {}) as Record<string, string>),
      platforms: [...new Set(images.flatMap((image) => platformOf(image) ?? []))]
    }
  } catch {
    return undefined
  }
}

/** Undefined for what is no image for a machine, such as a list's attestations (`unknown/unknown`). */
function platformOf({ os, architecture, variant }: Record<string, unknown>): string | undefined {
  const parts = [os, architecture, ...(variant === undefined || variant === '' ? [] : [variant])]
  const isPlain = parts.every((part) => typeof part === 'string' && /^[a-z0-9_.-]+$/u.test(part) && part !== 'unknown')
  return isPlain ? parts.join('/') : undefined
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
}

/** The digest is that of the very bytes; `--raw` adds no line end. */
function readAnswer(raw: string): ManifestAnswer {
  const digest = `sha256:${createHash('sha256').update(raw).digest('hex')}`
  try {
    const manifest = JSON.parse(raw) as { config?: { digest?: unknown } } | null
    const config = manifest?.config?.digest
    return { kind: 'found', digest, config: typeof config === 'string' ? config : undefined }
  } catch {
    return { kind: 'unknown', why: 'the answer is not a manifest' }
  }
}
