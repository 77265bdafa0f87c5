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
