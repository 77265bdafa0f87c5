/** Finds the kubeconfig, chooses context, cluster and user, and refuses what must not be used. */

import { readFileSync, realpathSync } from 'node:fs'
import { delimiter, isAbsolute, join, relative, resolve } from 'node:path'

import { describe, Failure } from '../failure.ts'
import { kubeconfigSource } from '../inputs/kubeconfig.ts'
import {
  type ClusterEntry,
  invalid,
  type KubeconfigContent,
  mergeKubeconfigs,
  type Origin,
  readKubeconfig,
  type UserEntry
} from './kubeconfig-file.ts'

/** Where to look. */
export interface KubeconfigOptions {
  /** The input: YAML, base64 of it, a path, or `in-cluster`; undefined: `$KUBECONFIG`, then `~/.kube/config`. */
  readonly kubeconfig: string | undefined
  readonly context: string | undefined
  readonly env: NodeJS.ProcessEnv
  /** Absolute; a kubeconfig in it is not trusted, except below `trustedFolder`. */
  readonly workspace: string
  /** The run's own folder. */
  readonly trustedFolder: string
}

/** Where a kubeconfig comes from; `files` exist. */
export type KubeconfigPlace =
  | { readonly kind: 'in-cluster' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'files'; readonly paths: readonly string[] }

/** One cluster and how to present oneself there. */
export interface LoadedKubeconfig {
  readonly context: string
  readonly namespace: string | undefined
  readonly cluster: ClusterEntry
  /** Undefined: the context names none; requests go out without credentials. */
  readonly user: UserEntry | undefined
}

const howToGive =
  'Set the `kubeconfig` input (its YAML, base64 of it, or a path), or KUBECONFIG in an earlier step; on a runner that is a pod of the cluster write `kubeconfig: in-cluster`.'

/** Finds the kubeconfig without reading more than it must. @throws Failure `invalid-kubeconfig` */
export function findKubeconfig(options: Pick<KubeconfigOptions, 'kubeconfig' | 'env' | 'workspace'>): KubeconfigPlace {
  const { kubeconfig, env, workspace } = options
  if (kubeconfig !== undefined && kubeconfig.trim() !== '') {
    const source = kubeconfigSource(kubeconfig)
    if (source.kind !== 'path') return source
    const path = resolve(workspace, source.path)
    if (isReadable(path)) return { kind: 'files', paths: [path] }
    // Quoted only when it looks like a path: it may be a secret's broken base64.
    const shown = /^[^/\\.]{0,40}(?:[/\\.][^/\\.]{0,40}){1,20}$/u.test(source.path) ? ` ${source.path}` : ''
    throw new Failure('invalid-kubeconfig', {
      what: `The kubeconfig${shown} cannot be found.`,
      why: 'The input is neither YAML, nor base64 of it, nor the path of a file that can be read.',
      fix: howToGive
    })
  }
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter(Boolean)
  if (listed.length > 0) {
    const paths = listed.map((path) => resolve(path)).filter(isReadable)
    if (paths.length > 0) return { kind: 'files', paths }
    throw new Failure('invalid-kubeconfig', {
      what: 'No kubeconfig was found.',
      why: `KUBECONFIG names ${listed.join(', ')}, which cannot be read.`,
      fix: howToGive
    })
  }
  const home = env['HOME'] || env['USERPROFILE']
  const usual = home ? join(home, '.kube', 'config') : undefined
  if (usual !== undefined && isReadable(usual)) return { kind: 'files', paths: [usual] }
  throw new Failure('invalid-kubeconfig', {
    what: 'No kubeconfig was found.',
    why: 'The `kubeconfig` input is not set, nor is KUBECONFIG, and there is no ~/.kube/config.',
    fix: howToGive
  })
}

/**
 * False where nobody has given a kubeconfig: no input, no `$KUBECONFIG`, no `~/.kube/config`; or only files without a word
 * in them, as a workflow step writes them that has no secrets (a pull request of a fork). What is there may still be wrong.
 */
export function isKubeconfigThere(options: Pick<KubeconfigOptions, 'kubeconfig' | 'env' | 'workspace'>): boolean {
  const { kubeconfig, env } = options
  const isGiven = (kubeconfig ?? '').trim() !== '' || (env['KUBECONFIG'] ?? '') !== ''
  try {
    const place = findKubeconfig(options)
    return place.kind !== 'files' || place.paths.some((path) => readText(path).trim() !== '')
  } catch {
    return isGiven
  }
}

/** Reads what was found and chooses the context. @throws Failure `invalid-kubeconfig` */
export function loadKubeconfig(
  place: KubeconfigPlace,
  options: Omit<KubeconfigOptions, 'kubeconfig'>
): LoadedKubeconfig {
  if (place.kind === 'in-cluster') return loadInCluster(options.env)
  const origins: { origin: Origin; text: string }[] =
    place.kind === 'text'
      ? [{ origin: { label: 'the kubeconfig input', file: undefined, isInWorkspace: false }, text: place.text }]
      : place.paths.map((path) => ({
          origin: { label: path, file: path, isInWorkspace: isUntrusted(path, options) },
          text: readText(path)
        }))
  const contents = origins.map(({ origin, text }) => readKubeconfig(text, origin))
  const label = origins.map(({ origin }) => origin.label).join(', ')
  const chosen = choose(mergeKubeconfigs(contents), options.context, label)
  origins.forEach(({ origin }, index) => {
    if (origin.isInWorkspace) refuseCode(chosen, contents[index], origin)
  })
  return chosen
}

function choose(all: KubeconfigContent, wanted: string | undefined, label: string): LoadedKubeconfig {
  const name = wanted || all.currentContext
  const names = [...all.contexts.keys()]
  const known = names.length > 0 ? `It has: ${names.join(', ')}.` : 'It has none at all.'
  if (name === undefined) throw invalid({ label }, `It names no current context. ${known}`, 'Set the `context` input.')
  const context = all.contexts.get(name)
  if (context === undefined) {
    throw invalid({ label }, `It has no context ${name}. ${known}`, 'Set the `context` input to one that exists.')
  }
  const cluster = all.clusters.get(context.cluster)
  if (cluster === undefined) {
    throw invalid(
      { label },
      `Its context ${name} names the cluster ${context.cluster || '(none)'}, which is not in it.`
    )
  }
  const user = context.user === undefined ? undefined : all.users.get(context.user)
  if (context.user !== undefined && user === undefined) {
    throw invalid({ label }, `Its context ${name} names the user ${context.user}, which is not in it.`)
  }
  checkServer(cluster, label)
  return { context: name, namespace: context.namespace, cluster, user }
}

function checkServer({ name, server }: ClusterEntry, label: string): void {
  if (server === '') throw invalid({ label }, `Its cluster ${name} has no server.`)
  const protocol = URL.canParse(server) ? new URL(server).protocol : undefined
  if (protocol === 'https:') return
  const fix = 'Use the https:// address of the API server.'
  if (protocol === 'http:') {
    throw invalid(
      { label },
      `The server of its cluster ${name} is http://…, which would send credentials in the clear.`,
      fix
    )
  }
  throw invalid({ label }, `The server of its cluster ${name} is not an https:// URL.`, fix)
}

/** A kubeconfig is code: in the workspace it comes with whatever was checked out. */
function refuseCode(chosen: LoadedKubeconfig, own: KubeconfigContent | undefined, origin: Origin): void {
  const { cluster, user } = chosen
  const found: string[] = []
  if (user !== undefined && own?.users.get(user.name) === user) {
    if (user.exec) found.push('exec')
    if (user.authProvider) found.push('auth-provider')
    if (user.tokenFile) found.push('tokenFile')
    if (user.certFile) found.push('client-certificate')
    if (user.keyFile) found.push('client-key')
  }
  if (own?.clusters.get(cluster.name) === cluster && cluster.caFile) found.push('certificate-authority')
  if (found.length === 0) return
  throw invalid(
    origin,
    `It lies in the workspace and names programs or files (${found.join(', ')}), which a change in the repository could turn against this runner.`,
    'Give it through a secret in the `kubeconfig` input, or write it outside the workspace, to RUNNER_TEMP for instance.'
  )
}

const serviceAccount = '/var/run/secrets/kubernetes.io/serviceaccount'

function loadInCluster(env: NodeJS.ProcessEnv): LoadedKubeconfig {
  const host = env['KUBERNETES_SERVICE_HOST']
  const port = env['KUBERNETES_SERVICE_PORT'] || '443'
  const token = join(serviceAccount, 'token')
  if (!host || !isReadable(token)) {
    throw new Failure('invalid-kubeconfig', {
      what: '`kubeconfig: in-cluster` does not work here.',
      why: 'This runner is not a pod with a service account token.',
      fix: 'Give a kubeconfig (its YAML, base64 of it, or a path).'
    })
  }
  const namespace = join(serviceAccount, 'namespace')
  return {
    context: 'in-cluster',
    namespace: isReadable(namespace) ? readText(namespace).trim() : undefined,
    cluster: {
      name: 'in-cluster',
      server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
      caFile: join(serviceAccount, 'ca.crt'),
      skipVerify: false
    },
    user: { name: 'in-cluster', tokenFile: token }
  }
}

function isUntrusted(
  path: string,
  { workspace, trustedFolder }: Pick<KubeconfigOptions, 'workspace' | 'trustedFolder'>
): boolean {
  const real = realpath(path)
  return isWithin(real, realpath(workspace)) && !isWithin(real, realpath(trustedFolder))
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !/^\.\.[/\\]/u.test(way) && !isAbsolute(way)
}

function realpath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return resolve(path)
  }
}

function isReadable(path: string): boolean {
  try {
    readFileSync(path)
    return true
  } catch {
    return false
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw invalid({ label: path }, `It cannot be read (${describe(error)}).`)
  }
}
