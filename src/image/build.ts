/** How an image is built and where it goes, as arguments and environment of docker. Pure. */

import { isAtLeast, type Engine } from '../docker/engine.ts'
import { Failure } from '../failure.ts'

export interface BuildRequest {
  /** `repository:tag` */
  readonly reference: string
  readonly push: boolean
  readonly platform: string | undefined
  /** Stage of the Dockerfile; undefined: the last one. */
  readonly stage: string | undefined
  /** Secrets of the build by name. */
  readonly secrets: ReadonlyMap<string, string>
  readonly context: string
  readonly dockerfile: string
  /** Files that docker writes: the image's id; and the digests, with buildx. */
  readonly idFile: string
  readonly metadataFile: string
  /** Absent: whatever the builder has. */
  readonly caches?: Caches
}

/** What a builder may use of earlier builds, and what it leaves to later ones. */
export interface Caches {
  /** Each as BuildKit takes it. */
  readonly from: readonly string[]
  readonly to: readonly string[]
  /** Every step runs, whatever is in a cache. */
  readonly isFresh: boolean
  /** The registry's base image is asked for, whatever is here. */
  readonly pulls: boolean
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

/**
 * Without buildx the legacy builder; with it, `--push` only for builders that are not the engine.
 * @throws Failure `docker-missing` for secrets without BuildKit
 */
export function buildCommand(request: BuildRequest, engine: Engine): BuildCommand {
  const common = [
    ...freshness(request),
    ...['--file', request.dockerfile, '--tag', request.reference],
    ...stageAndPlatform(request)
  ]
  if (engine.buildx === undefined) {
    if (request.secrets.size > 0) throw secretsNeedBuildKit()
    return {
      args: ['build', '--force-rm', '--iidfile', request.idFile, ...common, request.context],
      env: legacy,
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
      ...cacheOptions(request),
      ...common,
      ...secretOptions(request.secrets).args,
      request.context
    ],
    env: secretOptions(request.secrets).env,
    delivers: pushes ? 'registry' : 'engine'
  }
}

/**
 * Builds the stage that checks the flow; nothing comes out of it.
 * @param request `idFile` is written by the legacy builder alone, for the image that it leaves without a name
 */
export function checkCommand(
  request: Pick<BuildRequest, 'platform' | 'secrets' | 'context' | 'dockerfile' | 'idFile' | 'caches'> & {
    readonly stage: string
  },
  engine: Engine
): Pick<BuildCommand, 'args' | 'env'> {
  const common = [...freshness(request), '--file', request.dockerfile, ...stageAndPlatform(request)]
  if (engine.buildx === undefined) {
    if (request.secrets.size > 0) throw secretsNeedBuildKit()
    return { args: ['build', '--force-rm', '--iidfile', request.idFile, ...common, request.context], env: legacy }
  }
  const { args, env } = secretOptions(request.secrets)
  const from = cacheOptions(request.caches === undefined ? {} : { caches: { ...request.caches, to: [] } })
  const output = ['--progress=plain', '--output=type=cacheonly']
  return { args: ['buildx', 'build', ...output, ...from, ...common, ...args, request.context], env }
}

/** Without buildx the CLI would else stop where the engine prefers BuildKit. */
const legacy = { DOCKER_BUILDKIT: '0' } as const

function stageAndPlatform({ stage, platform }: Pick<BuildRequest, 'stage' | 'platform'>): string[] {
  return [
    ...(stage === undefined ? [] : ['--target', stage]),
    ...(platform === undefined ? [] : ['--platform', platform])
  ]
}

function freshness({ caches }: Pick<BuildRequest, 'caches'>): string[] {
  return [...(caches?.isFresh === true ? ['--no-cache'] : []), ...(caches?.pulls === true ? ['--pull'] : [])]
}

function cacheOptions({ caches }: Pick<BuildRequest, 'caches'>): string[] {
  return [
    ...(caches?.from ?? []).flatMap((place) => ['--cache-from', place]),
    ...(caches?.to ?? []).flatMap((place) => ['--cache-to', place])
  ]
}

/** Values go through the environment of docker alone: neither its arguments nor the disk ever hold them. */
function secretOptions(secrets: ReadonlyMap<string, string>): Pick<BuildCommand, 'args' | 'env'> {
  const variables = [...secrets.keys()].map((name) => [name, `DOCKER_ON_K8S_BUILD_SECRET_${name}`] as const)
  return {
    args: variables.flatMap(([name, variable]) => ['--secret', `id=${name},env=${variable}`]),
    env: Object.fromEntries(variables.map(([name, variable]) => [variable, secrets.get(name) ?? '']))
  }
}

function secretsNeedBuildKit(): Failure {
  return new Failure('docker-missing', {
    what: 'This runner cannot build with build-secrets.',
    why: 'Only BuildKit keeps a secret out of the image, and docker buildx is not installed here.',
    fix: 'Install docker buildx on the runner, or use one that has it, such as ubuntu-latest.'
  })
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
