import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder at `path`, made when it isn't there yet. */
export function folder(...path: string[]): string {
  const made = join(...path)
  mkdirSync(made, { recursive: true })
  return made
}

/** The root of this checkout, links resolved. */
export function checkout(): string {
  return realpathSync(fileURLToPath(new URL('..', import.meta.url)))
}

/** What is costly to get or build, in folders named by version; shared by all checkouts of this user. */
export function cacheDir(): string {
  const base = process.env['XDG_CACHE_HOME'] ?? ''
  // the XDG specification: a relative path is to be ignored
  return folder(isAbsolute(base) ? base : join(homedir(), '.cache'), 'docker-on-k8s')
}

/** Tells this checkout from the others on this machine: 8 hex digits made from its real path. */
export function instance(): string {
  return createHash('sha256').update(checkout()).digest('hex').slice(0, 8)
}

/** State of what this checkout has started: records of processes, ports, logs, kubeconfig. */
export function runDir(): string {
  return folder(cacheDir(), 'run', instance())
}
