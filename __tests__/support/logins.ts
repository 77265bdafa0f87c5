/** Registries with a password, and runners that are logged in there. */

import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

import { expect } from '@jest/globals'

import { registryUser, startPasswordRegistry, type ClosableRegistry } from '../../dev/password-registry.ts'
import { must } from '../../dev/run.ts'
import { startTokenRegistry } from '../../dev/token-registry.ts'
import { world, type Ran, type Stage } from './cluster.ts'

const kinds = {
  password: () => startPasswordRegistry(),
  token: () => startTokenRegistry(),
  'identity-token': () => startTokenRegistry({ identityTokens: true })
}
export type RegistryKind = keyof typeof kinds

const started = new Map<RegistryKind, Promise<ClosableRegistry>>()

/** A registry of this kind, `localhost:PORT`, shared by the tests of a file. Holds what the open registry holds. */
export async function registryWith(kind: RegistryKind): Promise<string> {
  await world()
  const registry = started.get(kind) ?? kinds[kind]()
  started.set(kind, registry)
  return (await registry).host
}

/** Ends the registries. */
export async function closeRegistries(): Promise<void> {
  for (const registry of started.values()) await (await registry).close()
}

/** A runner's docker configuration, its environment, and an image that no other test has. */
export interface LoggedIn {
  readonly host: string
  /** Path of config.json. */
  readonly config: string
  readonly env: Readonly<Record<string, string>>
  /** The bare base image under a name of this stage's own. */
  readonly image: string
}

/** `docker login`, as a step before the action does it. */
export async function logIn(stage: Stage, kind: RegistryKind): Promise<LoggedIn> {
  const host = await registryWith(kind)
  const folder = join(dirname(stage.workspace), 'docker')
  const config = join(folder, 'config.json')
  const env = { DOCKER_CONFIG: folder }
  await mkdir(folder)
  // where people have buildx
  await writeFile(config, JSON.stringify({ cliPluginsExtraDirs: [join(homedir(), '.docker/cli-plugins')] }))
  const login = ['login', '--username', registryUser.username, '--password-stdin', host]
  await must('docker', login, { env, input: registryUser.password })
  const image = `${host}/${stage.unique}/python:1`
  await must('docker', ['buildx', 'imagetools', 'create', '--tag', image, `${host}/python:3.11`], { env })
  return { host, config, env, image }
}

/** Puts a credential helper in front of PATH. @returns the environment with it */
export async function withHelper(stage: Stage, name: string, script: string): Promise<Record<string, string>> {
  const folder = join(dirname(stage.workspace), 'bin')
  const path = join(folder, name)
  await mkdir(folder, { recursive: true })
  await writeFile(path, `#!/bin/sh\n${script}\n`)
  await chmod(path, 0o755)
  return { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` }
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** The password, in every form in which it goes about. */
const secrets = [
  registryUser.password,
  base64(registryUser.password),
  base64(`${registryUser.username}:${registryUser.password}`)
]

/** Nothing that outlives the run, and nothing that anybody sees, holds the password; the runner alone is told what to mask. */
export async function expectHidden(ran: Ran, ...others: readonly unknown[]): Promise<void> {
  const lines = [ran.raw, ran.post.raw].flatMap((raw) => raw.toString().split('\n'))
  const shown = lines.filter((line) => !line.startsWith('::add-mask::'))
  const names = await readdir(ran.handle.temp, { recursive: true, withFileTypes: true })
  const files = names.filter((each) => each.isFile()).map((each) => readFile(join(each.parentPath, each.name), 'utf8'))
  const places = [shown, ran.summary, ran.state, ran.outputs, ran.stdout, await Promise.all(files), others]
  const all = JSON.stringify(places)
  for (const secret of secrets) expect(all).not.toContain(secret)
}
