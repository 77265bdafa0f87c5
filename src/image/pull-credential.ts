/** `pull-secret: auto`: the runner's docker login becomes the cluster's, when the cluster would not get the image without one. */

import { join } from 'node:path'

import { dockerHubKey, loginKey, type Login } from '../docker/login-config.ts'
import { findLogin, registryName, type LoginAnswer } from '../docker/login.ts'
import type { Docker } from '../docker/port.ts'
import { parseReference, registryOf } from '../docker/reference.ts'
import { anonymousAccess, writeAnonymousConfig, type Access } from '../docker/registry-access.ts'
import type { JobTemplate, Plan, PullCredential } from '../plan/types.ts'
import type { Writer } from '../runner/writer.ts'
import type { Scope } from '../scope.ts'

/** For which repository the cluster may need a login, and what was found on the runner. */
export interface PullLogin {
  /** Registry and path of the image. */
  readonly repository: string
  readonly answer: LoginAnswer
}

/**
 * Finds the runner's login for the plan's image, and hides it. Needs no image: meant to run beside the build.
 * @returns undefined when the plan leaves no need for a credential
 * @throws the signal's reason; nothing else
 */
export async function findPullLogin(
  plan: Plan,
  { env, writer, signal }: { env: NodeJS.ProcessEnv; writer: Writer; signal: AbortSignal }
): Promise<PullLogin | undefined> {
  const { job, image } = plan
  if (job === undefined || plan.dryRun || job.pullSecret === 'none') return undefined
  if (job.imagePullSecrets.length > 0 || namesPullSecrets(job.template)) return undefined
  const repository = image.kind === 'build' ? image.repository : parseReference(image.reference).repository
  const answer = await findLogin(repository, { env, signal })
  if (answer.kind === 'login') hide(answer.login, registryName(repository), writer)
  return { repository, answer }
}

export interface CredentialTools {
  readonly docker: Docker
  readonly env: NodeJS.ProcessEnv
  readonly scope: Scope
  readonly writer: Writer
  /** Folder of this run under RUNNER_TEMP; exists. */
  readonly folder: string
  /** What the cluster said; undefined: it would not say. */
  readonly mayCreateSecrets: boolean | undefined
}

/**
 * Decides whether the cluster gets the login: only when the registry refuses the very image to strangers.
 * @param reference the image that the Job will name
 * @throws what a cancelled scope throws; nothing else: without a credential the cluster may still know its own way
 */
export async function pullCredential(
  reference: string,
  found: PullLogin | undefined,
  tools: CredentialTools
): Promise<PullCredential | undefined> {
  if (found === undefined) return undefined
  const { repository, answer } = found
  const { writer } = tools
  const registry = registryName(repository)
  if (answer.kind === 'none') {
    writer.debug(`pull-secret: this runner has no docker login at ${registry}.`)
    return undefined
  }
  const access = await askAsStranger(reference, tools)
  if (access.kind !== 'refused') {
    writer.debug(
      `pull-secret: the image needs none as far as known (${access.kind === 'open' ? 'public' : access.why}).`
    )
    return undefined
  }
  const without = `The cluster gets no docker login at ${registry}, which refuses the image to strangers:`
  if (answer.kind === 'failed') {
    writer.notice(`${without} ${lowerFirst(answer.why)} ${answer.fix} ${orName}`)
    return undefined
  }
  const pair = forKubelet(answer.login, repository)
  if (pair === undefined) {
    const token = answer.login.kind === 'identity-token' ? 'an identity token' : 'a registry token'
    writer.notice(
      `${without} the runner's is ${token}, which Kubernetes cannot use. Log in with a password or access token. ${orName}`
    )
    return undefined
  }
  if (tools.mayCreateSecrets === false) {
    const rule = 'apiGroups: [""], resources: ["secrets"], verbs: ["create", "delete"]'
    writer.notice(
      `${without} the user of this kubeconfig may not create Secrets. Add this rule to its Role: ${rule}. ${orName}`
    )
    return undefined
  }
  writer.info(
    `The registry refuses the image to strangers: the cluster gets this runner's docker login at ${registry} for this run.`
  )
  return { registry: secretKey(repository), ...pair }
}

const orName = 'Or name a pull secret of the namespace in image-pull-secrets.'

async function askAsStranger(reference: string, tools: CredentialTools): Promise<Access> {
  const folder = join(tools.folder, 'anonymous-docker')
  try {
    await tools.scope.create({ kind: 'folder', path: folder }, () => writeAnonymousConfig(folder, tools.env))
  } catch (error) {
    // a cancelled run ends here; a disk that takes no file is no reason to fail
    tools.scope.signal.throwIfAborted()
    if (error instanceof Error && 'code' in error) return { kind: 'unknown', why: error.message }
    throw error
  }
  return anonymousAccess(tools.docker, reference, { folder, signal: tools.scope.signal })
}

/** A Job template that brings pull secrets: they are the user's choice. */
function namesPullSecrets(template: JobTemplate | undefined): boolean {
  let value: unknown = template
  for (const name of ['spec', 'template', 'spec', 'imagePullSecrets']) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  }
  return Array.isArray(value) && value.length > 0
}

/** A mask on fewer characters would blank harmless text; GitHub drops outputs that hold a masked value. */
const shortestMask = 4

function hide(login: Login, registry: string, writer: Writer): void {
  const secret = login.kind === 'password' ? login.password : login.token
  if (secret.length >= shortestMask) writer.mask(secret)
  else writer.warning(`The password of the docker login at ${registry} is too short to be hidden in the log.`)
  if (login.kind === 'password') writer.mask(Buffer.from(`${login.username}:${secret}`).toString('base64'))
}

/** Azure's registries take a refresh token as the password of this user (learn.microsoft.com, `az acr login --expose-token`). */
const azureUser = '00000000-0000-0000-0000-000000000000'
const azureHost = /\.azurecr\.(?:io|cn|us)$/u

/** The kubelet reads user name and password of a pull Secret, and no token (kubernetes, pkg/credentialprovider/config.go). */
function forKubelet(login: Login, repository: string): { username: string; password: string } | undefined {
  if (login.kind === 'password') return { username: login.username, password: login.password }
  const isAzure = azureHost.test(registryOf(repository) ?? '')
  return login.kind === 'identity-token' && isAzure ? { username: azureUser, password: login.token } : undefined
}

/**
 * The key of the login in the Secret. Kubernetes takes the key of Docker Hub for `docker.io/…`, `index.docker.io/…` and short
 * names, but `registry-1.docker.io/…` is a registry like any other to it (pkg/credentialprovider/keyring.go).
 */
function secretKey(repository: string): string {
  const key = loginKey(repository)
  return key === dockerHubKey && registryOf(repository) === 'registry-1.docker.io' ? 'registry-1.docker.io' : key
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
