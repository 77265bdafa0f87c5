/** Finds the login that docker on this runner would use for a repository. */

import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'

import { askHelper, type HelperAnswer } from './credential-helper.ts'
import { entryFor, helperFor, loginKey, readDockerConfig, readEntry, type DockerConfig } from './login-config.ts'

/** As a helper's answer, wherever the login is kept. */
export type LoginAnswer = HelperAnswer

/** Docker's configuration folder: `$DOCKER_CONFIG`, else `~/.docker`. */
export function dockerConfigFolder(env: NodeJS.ProcessEnv): string {
  const { DOCKER_CONFIG: folder, HOME: home } = env
  return folder !== undefined && folder !== ''
    ? folder
    : join(home !== undefined && home !== '' ? home : homedir(), '.docker')
}

/**
 * Looks a login up where docker does, in its order: `$DOCKER_AUTH_CONFIG` (docker 28.3 and later), then the registry's own
 * credential helper, the helper for all, or the configuration file.
 * @param repository registry and path, without tag and digest
 * @throws the signal's reason; nothing else
 */
export async function findLogin(
  repository: string,
  { env, signal }: { env: NodeJS.ProcessEnv; signal: AbortSignal }
): Promise<LoginAnswer> {
  const key = loginKey(repository)
  const given = readDockerConfig(env['DOCKER_AUTH_CONFIG'] ?? '')?.auths
  const fromVariable = given !== undefined && Object.hasOwn(given, key) ? readEntry(given[key]) : undefined
  if (typeof fromVariable === 'object') return { kind: 'login', login: fromVariable }

  const path = join(dockerConfigFolder(env), 'config.json')
  const config = await readConfigFile(path)
  if (config === undefined) return { kind: 'none' }
  if (config === 'unreadable') {
    return {
      kind: 'failed',
      why: `The docker configuration ${path} cannot be read.`,
      fix: 'Log in with docker/login-action, which writes it anew.'
    }
  }
  const helper = helperFor(config, key)
  if (helper !== undefined) return askHelper(helper, key, { env, signal })
  const login = readEntry(entryFor(config, repository))
  if (login === 'malformed') {
    return {
      kind: 'failed',
      why: `The login at ${registryName(repository)} in ${path} is malformed.`,
      fix: 'Log in again with docker/login-action.'
    }
  }
  return login === undefined ? { kind: 'none' } : { kind: 'login', login }
}

/** The registry as users know it. */
export function registryName(repository: string): string {
  const key = loginKey(repository)
  return key.includes('://') ? 'Docker Hub' : key
}

/** Undefined when there is no such file. */
export async function readConfigFile(path: string): Promise<DockerConfig | 'unreadable' | undefined> {
  try {
    return readDockerConfig(await readFile(path, 'utf8')) ?? 'unreadable'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : 'unreadable'
  }
}
