/** Reads the kubeconfig that was found, chooses context, cluster and user, and refuses what must not be used. */

import { realpathSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'

import { secretsOfKubeconfig } from '../inputs/secrets.ts'
import { checkCluster, checkUser, refuseCode } from './kubeconfig-check.ts'
import { readCluster, readContext, readUser, type LoadedKubeconfig } from './kubeconfig-entries.ts'
import { invalid, nameOf, type Origin } from './kubeconfig-fields.ts'
import { mergeKubeconfigs, readKubeconfig, type KubeconfigContent } from './kubeconfig-file.ts'
import { readKubeconfigFile, type KubeconfigPlace } from './kubeconfig-find.ts'
import { loadInCluster } from './kubeconfig-in-cluster.ts'

/** What to choose, and what to trust. */
export interface LoadOptions {
  readonly context: string | undefined
  readonly env: NodeJS.ProcessEnv
  /** Absolute; a kubeconfig in it is not trusted, except below `trustedFolder`. */
  readonly workspace: string
  /** The run's own folder. */
  readonly trustedFolder: string
  /** Told every secret of every file before anything can be said about it. */
  readonly mask: (secret: string) => void
}

/** Contexts that a message names. */
const mostNames = 10

/** Reads what was found and chooses the context. @throws Failure `invalid-kubeconfig` */
export function loadKubeconfig(place: KubeconfigPlace, options: LoadOptions): LoadedKubeconfig {
  if (place.kind === 'in-cluster') return loadInCluster(options.env)
  const texts: { origin: Origin; text: string }[] =
    place.kind === 'text'
      ? [{ origin: { label: 'in the `kubeconfig` input', file: undefined, isInWorkspace: false }, text: place.text }]
      : place.paths.map((path) => ({
          origin: { label: path, file: path, isInWorkspace: isUntrusted(path, options) },
          text: readKubeconfigFile(path)
        }))
  for (const { text } of texts) secretsOfKubeconfig(text).values.forEach(options.mask)
  const contents = texts.map(({ origin, text }) => readKubeconfig(text, origin, texts.length > 1))
  const label = texts.map(({ origin }) => origin.label).join(', ')
  return choose(mergeKubeconfigs(contents), options.context, { label })
}

function choose(all: KubeconfigContent, wanted: string | undefined, whole: { label: string }): LoadedKubeconfig {
  const name = wanted || all.currentContext
  const known = knownContexts([...all.contexts.keys()])
  if (name === undefined) throw invalid(whole, `It names no current context. ${known}`, 'Set the `context` input.')
  const entry = all.contexts.get(name)
  if (entry === undefined) {
    const asked = wanted ? `It has no context ${nameOf(name)}.` : `Its current context ${nameOf(name)} is not in it.`
    throw invalid(whole, `${asked} ${known}`, 'Set the `context` input to one that exists.')
  }
  const context = readContext(entry)
  const broken = (what: string, fix: string): Error =>
    invalid(entry.origin, `Its context ${nameOf(name)} ${what}.`, fix)
  if (context.cluster === undefined) throw broken('names no cluster', 'Add cluster: NAME to that context.')
  const clusterEntry = all.clusters.get(context.cluster)
  if (clusterEntry === undefined) {
    throw broken(
      `names the cluster ${nameOf(context.cluster)}, which is not in it`,
      'Add that cluster, or correct the name in the context.'
    )
  }
  const cluster = readCluster(clusterEntry)
  checkCluster(cluster, clusterEntry.origin)
  const userEntry = context.user === undefined ? undefined : all.users.get(context.user)
  if (context.user !== undefined && userEntry === undefined) {
    throw broken(
      `names the user ${nameOf(context.user)}, which is not in it`,
      'Add that user, or correct the name in the context.'
    )
  }
  const user = userEntry && readUser(userEntry)
  // each entry is judged by its own file
  for (const { origin } of [clusterEntry, ...(userEntry ? [userEntry] : [])]) {
    if (!origin.isInWorkspace) continue
    refuseCode(clusterEntry.origin === origin ? cluster : undefined, userEntry?.origin === origin ? user : undefined, origin) // prettier-ignore
  }
  if (userEntry && user) checkUser(user, userEntry.origin)
  return { context: name, namespace: context.namespace, cluster, user }
}

function knownContexts(names: readonly string[]): string {
  if (names.length === 0) return 'It has no contexts at all.'
  const more = names.length > mostNames ? `, and ${names.length - mostNames} more` : ''
  return `Its contexts are: ${names.slice(0, mostNames).map(nameOf).join(', ')}${more}.`
}

function isUntrusted(path: string, { workspace, trustedFolder }: LoadOptions): boolean {
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
