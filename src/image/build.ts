/** How an image is built and where it goes, as arguments of docker. Pure. */

import { isAtLeast, type Engine } from '../docker/engine.ts'

export interface BuildRequest {
  /** `repository:tag` */
  readonly reference: string
  readonly push: boolean
  readonly context: string
  readonly dockerfile: string
  /** Files that docker writes: the image's id; and the digests, with buildx. */
  readonly idFile: string
  readonly metadataFile: string
}

export interface BuildCommand {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /**
   * Where the image is afterwards: `engine`: on this runner under its name, to be pushed by `docker push`, which can be tried
   * again without the build; `registry`: pushed by the builder itself, which keeps what it built for another try.
   */
  readonly delivers: 'engine' | 'registry'
}

/** Without buildx the legacy builder; with it, `--push` only for builders that are not the engine. */
export function buildCommand(request: BuildRequest, engine: Engine): BuildCommand {
  const common = ['--file', request.dockerfile, '--tag', request.reference]
  if (engine.buildx === undefined) {
    return {
      args: ['build', '--force-rm', '--iidfile', request.idFile, ...common, request.context],
      // without buildx the CLI would else stop where the engine prefers BuildKit
      env: { DOCKER_BUILDKIT: '0' },
      delivers: 'engine'
    }
  }
  const pushes = request.push && engine.buildx.driver !== 'docker'
  return {
    args: [
      'buildx',
      'build',
      '--progress=plain',
      // one plain manifest: attestations would turn the digest into that of a list
      ...(isAtLeast(engine.buildx.version, 0, 10) ? ['--provenance=false', '--sbom=false'] : []),
      ...['--iidfile', request.idFile, '--metadata-file', request.metadataFile],
      pushes ? '--push' : '--load',
      ...common,
      request.context
    ],
    env: {},
    delivers: pushes ? 'registry' : 'engine'
  }
}

/** The pushed digest in buildx's metadata file; only `--push` writes the registry's digest there, `--load` the image's id. */
export function pushedDigest(metadata: string): string | undefined {
  const parsed: unknown = JSON.parse(metadata)
  if (typeof parsed !== 'object' || parsed === null || !('containerimage.digest' in parsed)) return undefined
  const digest = parsed['containerimage.digest']
  return typeof digest === 'string' && isDigest(digest) ? digest : undefined
}

/** The digest in the last line of `docker push`: `tag: digest: sha256:… size: 1153`. */
export function digestOfPush(lines: readonly string[]): string | undefined {
  for (const line of lines.toReversed()) {
    const digest = /\bdigest: (sha256:[0-9a-f]{64})\b/u.exec(line)?.[1]
    if (digest !== undefined) return digest
  }
  return undefined
}

export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/u.test(text)
}
