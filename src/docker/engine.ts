/** What can build and push here. */

import { Failure } from '../failure.ts'
import type { Docker, DockerExit } from './port.ts'

export interface Buildx {
  /** `0.13.1`; empty when it does not say, or was not asked yet ({@link withBuildxVersion}). */
  readonly version: string
  /**
   * The current builder's driver: `docker` (the engine itself), `docker-container` (what docker/setup-buildx-action makes),
   * `remote`, `kubernetes`, or one yet unknown.
   */
  readonly driver: string
  /** Name of the current builder. */
  readonly builder: string
  /** Version of its BuildKit (of the engine itself, for the engine's own builder); empty when it does not say. */
  readonly buildkit: string
  /** For what it builds when nothing is said: `linux/amd64`; undefined when it does not say. */
  readonly platform: string | undefined
}

export interface Engine {
  /** Version of the docker engine; undefined when a builder elsewhere does the work and there is none here. */
  readonly serverVersion: string | undefined
  /** For what the engine itself builds; undefined where there is none. */
  readonly platform: string | undefined
  /** Absent: only the engine's legacy builder is there. */
  readonly buildx: Buildx | undefined
}

/** Milliseconds for one question; a healthy daemon answers in well under one second. */
const patience = 20_000

/**
 * Asks docker what it can do.
 * @throws Failure `docker-missing` or `docker-unavailable` when nothing can be built here.
 */
export async function probeEngine(docker: Docker, signal: AbortSignal): Promise<Engine> {
  const ask = (...args: string[]): Promise<DockerExit> => docker.run({ args, signal, timeout: patience })
  const [version, inspection] = await Promise.all([ask('version', '--format', '{{json .}}'), ask('buildx', 'inspect')])
  const server = readServer(version)
  const buildx = readBuildx(inspection)
  // builders elsewhere need no engine here; a builder in a container is run by it
  const needsEngine = buildx === undefined || ['docker', 'docker-container'].includes(buildx.driver)
  if (needsEngine && server.version === undefined) throw unavailable(version)
  // no answer of a builder: it is broken, or there is no buildx at all
  if (buildx === undefined && (await ask('buildx', 'version')).exitCode === 0) throw brokenBuilder(inspection)
  if (needsEngine && server.os === 'windows') {
    throw new Failure('docker-missing', {
      what: "This runner's Docker engine cannot build Linux images.",
      why: 'It runs Windows containers.',
      fix: 'Use a Linux runner, such as ubuntu-latest, or set image to run an image that exists already.'
    })
  }
  return { serverVersion: server.version, platform: server.platform, buildx }
}

/** Reads `docker version --format '{{json .}}'`: its `Server` is null while the daemon does not answer. */
export function readServer(exit: Pick<DockerExit, 'stdout'>): { version?: string; os?: string; platform?: string } {
  try {
    const parsed: unknown = JSON.parse(exit.stdout)
    const server = isObject(parsed) && isObject(parsed.Server) ? parsed.Server : undefined
    if (server === undefined) return {}
    return {
      ...(typeof server.Version === 'string' && { version: server.Version }),
      ...(typeof server.Os === 'string' && { os: server.Os }),
      ...(typeof server.Os === 'string' &&
        typeof server.Arch === 'string' && { platform: `${server.Os}/${server.Arch}` })
    }
  } catch {
    return {}
  }
}

/** The engine with the version of its buildx: one question more, which only a build is worth. @throws the signal's reason */
export async function withBuildxVersion(docker: Docker, engine: Engine, signal: AbortSignal): Promise<Engine> {
  if (engine.buildx === undefined) return engine
  const { stdout } = await docker.run({ args: ['buildx', 'version'], signal, timeout: patience })
  const version = /\bv?(\d+\.\d+\.\d+)/u.exec(stdout)?.[1] ?? ''
  return { ...engine, buildx: { ...engine.buildx, version } }
}

/** Reads `docker buildx inspect`; undefined when the current builder cannot be told. */
export function readBuildx(inspection: Pick<DockerExit, 'stdout'>): Buildx | undefined {
  const driver = /^Driver:[ \t]*(\S+)/mu.exec(inspection.stdout)?.[1]
  if (driver === undefined) return undefined
  return {
    version: '',
    driver,
    builder: /^Name:[ \t]*(\S+)/mu.exec(inspection.stdout)?.[1] ?? '',
    // one that was built without saying a version calls itself v0.0.0+unknown
    buildkit: /^BuildKit(?: version)?:[ \t]*v?(?!0\.0\.0)(\d+\.\d+\S*)/imu.exec(inspection.stdout)?.[1] ?? '',
    // the first one is that of the machine; a star marks what its owner has chosen
    platform: /^Platforms:[ \t]*([a-z0-9]+\/[a-z0-9]+(?:\/[a-z0-9]+)?)/mu.exec(inspection.stdout)?.[1]
  }
}

/** For what is built when the plan names no platform; undefined when nobody here says. */
export function platformOf({ buildx, platform }: Engine): string | undefined {
  return buildx === undefined || buildx.driver === 'docker' ? (platform ?? buildx?.platform) : buildx.platform
}

/**
 * Whether the builder knows `COPY --link` without a `# syntax` line, which would need Docker Hub: BuildKit since 0.10, which
 * docker engines have since 23.
 */
export function knowsLinks({ buildx, serverVersion }: Engine): boolean {
  if (buildx === undefined) return false
  if (buildx.driver === 'docker') return serverVersion !== undefined && isAtLeast(serverVersion, 23, 0)
  return isAtLeast(buildx.buildkit, 0, 10)
}

/** Whether a version such as `0.13.1` is at least `0.10`; an unknown version counts as new. */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const [first, second] = version.split('.').map(Number)
  if (first === undefined || second === undefined || Number.isNaN(first) || Number.isNaN(second)) return true
  return first > major || (first === major && second >= minor)
}

function unavailable(version: DockerExit): Failure {
  const said = version.lines.findLast((line) => line.trim() !== '' && !line.startsWith('{'))
  const isPermission = /permission denied/iu.test(said ?? '')
  return new Failure('docker-unavailable', {
    what: 'The Docker daemon does not answer.',
    why: version.timedOut ? `It said nothing for ${patience / 1000} seconds.` : said,
    fix: isPermission
      ? "Let the runner's user use Docker: add it to the group docker, and restart the runner."
      : 'Start Docker on the runner, use a runner that has it, or set image to run an image that exists already.'
  })
}

function brokenBuilder(inspection: DockerExit): Failure {
  return new Failure('docker-unavailable', {
    what: 'The current buildx builder cannot be used.',
    why: inspection.timedOut
      ? `It said nothing for ${patience / 1000} seconds.`
      : inspection.lines.findLast((line) => line.trim() !== ''),
    fix: 'Set the builder up before this step (docker/setup-buildx-action), or return to the default one with "docker buildx use default".'
  })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
