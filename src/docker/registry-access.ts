/** Whether a registry gives an image to strangers: asked by docker's own command line, with a configuration that has no login. */

import { existsSync } from 'node:fs'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

import { describe } from '../failure.ts'
import { dockerConfigFolder, readConfigFile } from './login.ts'
import type { Docker } from './port.ts'
import { readManifest } from './registry.ts'

export type Access =
  | { readonly kind: 'open' }
  | { readonly kind: 'refused'; readonly why: string }
  /** No answer, or nothing here that could ask. */
  | { readonly kind: 'unknown'; readonly why: string }

/** Milliseconds for one look at the registry. */
const patience = 20_000

/**
 * How docker's resolver words a 401 or 403 of the registry, or of its token server (containerd, core/remotes/docker; the
 * first from `buildx imagetools` against registries with a password). A proxy's or a firewall's refusal has other words.
 */
const refusal =
  /no basic auth credentials|authorization failed|insufficient_scope|pull access denied|authentication required|unexpected status(?: code)?\b.*: 40[13]\b|\b(?:401 unauthorized|403 forbidden)\b/iu

/** Asks for the manifest without a login. @param folder where {@link writeAnonymousConfig} wrote @throws the signal's reason; nothing else */
export async function anonymousAccess(
  docker: Docker,
  reference: string,
  { folder, signal }: { folder: string; signal: AbortSignal }
): Promise<Access> {
  try {
    const env = anonymousEnvironment(folder)
    const answer = await readManifest(docker, reference, { env, signal, timeout: patience })
    if (answer.kind === 'found') return { kind: 'open' }
    if (answer.kind === 'absent') {
      // some registries hide what they refuse; then a login finds it
      const known = await readManifest(docker, reference, { signal, timeout: patience })
      return { kind: known.kind === 'found' ? 'refused' : 'unknown', why: answer.why }
    }
    return { kind: refusal.test(answer.why) ? 'refused' : 'unknown', why: answer.why }
  } catch (error) {
    signal.throwIfAborted()
    return { kind: 'unknown', why: describe(error) }
  }
}

/** Keeps docker from every login: its configuration, one in a variable, and buildx's own for single repositories. */
function anonymousEnvironment(folder: string): Record<string, string> {
  return { DOCKER_CONFIG: folder, DOCKER_AUTH_CONFIG: '', BUILDX_CONFIG: '' }
}

/** What buildx must know of its builders to speak to their registries (plain HTTP, certificates); its `config/` holds logins. */
const builderFiles = ['instances', 'defaults', 'current']

/**
 * Writes a docker configuration without any login that else works as the runner's own: the same plugins
 * (`docker/setup-buildx-action` installs into `~/.docker/cli-plugins`), contexts and builders.
 * @param folder is made, for this user alone
 */
export async function writeAnonymousConfig(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const original = resolve(dockerConfigFolder(env))
  const read = await readConfigFile(join(original, 'config.json'))
  const config = typeof read === 'object' ? read : undefined
  await mkdir(join(folder, 'buildx'), { recursive: true, mode: 0o700 })
  const text = JSON.stringify({
    // one that nobody asks: with no entry at all docker looks for a keychain of the system (LoadDefaultConfigFile)
    auths: { 'anonymous.invalid': {} },
    cliPluginsExtraDirs: [join(original, 'cli-plugins'), ...(config?.cliPluginsExtraDirs ?? [])],
    ...(config?.currentContext === undefined ? {} : { currentContext: config.currentContext })
  })
  await writeFile(join(folder, 'config.json'), text, { mode: 0o600 })
  const { BUILDX_CONFIG: given } = env
  const buildx = given !== undefined && given !== '' ? resolve(given) : join(original, 'buildx')
  await link(join(original, 'contexts'), join(folder, 'contexts'))
  for (const name of builderFiles) await link(join(buildx, name), join(folder, 'buildx', name))
}

/** Only to what is there: docker makes what is missing, which a link to nothing would forbid. */
async function link(target: string, path: string): Promise<void> {
  if (existsSync(target)) await symlink(target, path)
}
