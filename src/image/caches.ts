/** Which caches a build reads and writes, and what its output tells of them. Pure. */

import type { Engine } from '../docker/engine.ts'
import type { BuildPlan } from '../plan/types.ts'
import type { Caches } from './build.ts'

/** What a build may start from. */
export interface CacheFacts {
  /** Digest of the image whose build really installed these dependencies; undefined: none is known. */
  readonly dependencies: string | undefined
  /** The base image was made on this runner: no registry has a fresher one. */
  readonly isBaseOurs: boolean
}

/** By default only an image that is remembered by its digest is read, and every image that is pushed carries its own cache. */
export function cachesOf(
  plan: Pick<BuildPlan, 'rebuild' | 'cacheFrom' | 'cacheTo' | 'repository' | 'push'>,
  { buildx }: Engine,
  { dependencies, isBaseOurs }: CacheFacts
): Caches {
  const isFresh = plan.rebuild === true
  const freshness = { isFresh, pulls: isFresh && !isBaseOurs }
  if (buildx === undefined) return { from: [], to: [], ...freshness }
  const known = dependencies === undefined ? [] : [`type=registry,ref=${plan.repository}@${dependencies}`]
  const from = plan.cacheFrom.length > 0 ? plan.cacheFrom : known
  const to = plan.cacheTo.length > 0 || !plan.push ? plan.cacheTo : ['type=inline']
  return { from: isFresh ? [] : from, to, ...freshness }
}

/** Variables of the runner that GitHub's cache needs, withheld from docker otherwise: they act for the workflow. */
export function cacheEnvironment(
  { cacheFrom, cacheTo }: Pick<BuildPlan, 'cacheFrom' | 'cacheTo'>,
  env: NodeJS.ProcessEnv
): Record<string, string> {
  if (![...cacheFrom, ...cacheTo].some((place) => place.split(',').includes('type=gha'))) return {}
  const names = ['ACTIONS_RUNTIME_TOKEN', 'ACTIONS_CACHE_URL', 'ACTIONS_RESULTS_URL', 'ACTIONS_CACHE_SERVICE_V2']
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])))
}

/** Watches BuildKit's plain progress: which steps ran, and whether the cache could be read. */
export class BuildWatch {
  /** Steps before the files of the user, by their number; true: found in a cache. */
  readonly #steps = new Map<string, boolean>()
  readonly #imports = new Set<string>()
  #hasRun = false
  #hasFailedImport = false

  /** A command begins: the numbers of the one before are over. */
  begin(): void {
    this.#hasRun = this.hasRun
    this.#steps.clear()
    this.#imports.clear()
  }

  add(lines: readonly string[]): void {
    for (const line of lines) {
      const [, number = '', text = ''] = /^#(\d+) (.*)$/u.exec(line) ?? []
      if (number === '') continue
      // the last stage of a health check runs in any case
      if (/^\[(?!health-check )[^\]]*\] (?:RUN|WORKDIR) /u.test(text))
        this.#steps.set(number, this.#steps.get(number) ?? false)
      else if (text === 'CACHED' && this.#steps.has(number)) this.#steps.set(number, true)
      else if (text.startsWith('importing cache manifest from ')) this.#imports.add(number)
      else if (text.startsWith('ERROR') && this.#imports.has(number)) this.#hasFailedImport = true
    }
  }

  /** Some step before the user's files really ran. */
  get hasRun(): boolean {
    return this.#hasRun || [...this.#steps.values()].includes(false)
  }

  /** A cache was named, and could not be read. */
  get hasFailedImport(): boolean {
    return this.#hasFailedImport
  }
}

/**
 * Which image a later build imports the dependencies from. The engine's own builder makes an inline cache of what it has built
 * itself alone: what it found in another image's cache is missing in that of the new one, so the other one stays the source.
 */
export function sourceOfDependencies(
  built: string,
  known: string | undefined,
  watch: Pick<BuildWatch, 'hasRun' | 'hasFailedImport'>,
  isEngines: boolean
): string {
  return isEngines && known !== undefined && !watch.hasRun && !watch.hasFailedImport ? known : built
}
