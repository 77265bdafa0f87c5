/** Opens the way to a cluster, from the inputs or from what an earlier process wrote down. */

import { Failure } from '../failure.ts'
import type { RunnerEnvironment } from '../runner/environment.ts'
import type { Writer } from '../runner/writer.ts'
import type { ClusterAccess } from '../scope.ts'
import { KubernetesCluster } from './api.ts'
import { loadKubeconfig } from './kubeconfig.ts'
import { keepKubeconfig } from './kubeconfig-copy.ts'
import { findKubeconfig, type KubeconfigPlace } from './kubeconfig-find.ts'
import type { Cluster } from './port.ts'
import { ClusterSession } from './session.ts'
import { Transport } from './transport.ts'

export interface ConnectOptions {
  readonly kubeconfig?: string | undefined
  readonly context?: string | undefined
  readonly namespace?: string | undefined
  readonly environment: RunnerEnvironment
  readonly env: NodeJS.ProcessEnv
  /** The run's own folder under `RUNNER_TEMP`. */
  readonly folder: string
  readonly writer: Writer
  /** Ends a plugin that takes its time. */
  readonly signal?: AbortSignal
  /** True where something else takes its time anyway, which a server that does not answer yet must not end too soon. */
  readonly isPatient?: boolean
}

/**
 * Finds the kubeconfig and gets credentials ready; nothing is sent yet.
 * @throws Failure `invalid-kubeconfig`, `unauthorized`
 */
export async function connect(options: ConnectOptions): Promise<{ cluster: Cluster; access: ClusterAccess }> {
  const { environment, env, folder } = options
  const place = findKubeconfig({ kubeconfig: options.kubeconfig, env, workspace: environment.workspace })
  const cluster = await open(place, { ...options, workspace: environment.workspace })
  return { cluster, access: accessOf(place, cluster.context, folder) }
}

/** Reaches the cluster again from a record, in a later process. @throws Failure */
export async function connectAgain(options: {
  readonly access: ClusterAccess
  readonly namespace: string
  readonly env: NodeJS.ProcessEnv
  readonly folder: string
  readonly writer: Writer
  readonly signal?: AbortSignal
}): Promise<Cluster> {
  const { access, env } = options
  const isInCluster = access.kind === 'in-cluster'
  return open(isInCluster ? access : { kind: 'files', paths: access.paths }, {
    ...options,
    context: isInCluster ? undefined : access.context,
    workspace: env['GITHUB_WORKSPACE'] || process.cwd()
  })
}

/** What a later process needs, paths only: a kubeconfig that was given as text is kept in the run's folder, for our user alone. */
function accessOf(place: KubeconfigPlace, context: string | undefined, folder: string): ClusterAccess {
  if (place.kind === 'in-cluster') return place
  if (place.kind === 'files') return { kind: 'files', paths: place.paths, context: context ?? '' }
  return { kind: 'files', paths: [keepKubeconfig(folder, place.text)], context: context ?? '' }
}

async function open(
  place: KubeconfigPlace,
  options: {
    readonly context?: string | undefined
    readonly namespace?: string | undefined
    readonly env: NodeJS.ProcessEnv
    readonly workspace: string
    readonly folder: string
    readonly writer: Writer
    readonly signal?: AbortSignal
    readonly isPatient?: boolean
  }
): Promise<KubernetesCluster> {
  const { env, folder, workspace, writer } = options
  const masked = new Set<string>()
  const mask = (secret: string): void => {
    if (!masked.has(secret)) writer.mask(secret)
    masked.add(secret)
  }
  const load = () => loadKubeconfig(place, { context: options.context, env, workspace, trustedFolder: folder, mask })
  const session = new ClusterSession({ load, env, mask })
  const { cluster, context, namespace } = session.loaded
  if (cluster.skipVerify) {
    writer.warning(
      `The kubeconfig turns the check of the certificate of ${cluster.server} off: whoever is in between can read and change everything.`
    )
  }
  try {
    await session.current(options.signal)
  } catch (error) {
    // what OpenSSL does not like about keys and certificates beyond our own checks (a key that is too weak)
    if (error instanceof Failure) throw error
    options.signal?.throwIfAborted()
    throw new Failure(
      'invalid-kubeconfig',
      { what: 'The credentials in the kubeconfig cannot be used.', why: (error as Error).message },
      { cause: error }
    )
  }
  const transport = new Transport({
    server: cluster.server,
    context,
    session,
    ...(options.isPatient === undefined ? {} : { isPatient: options.isPatient })
  })
  return new KubernetesCluster({
    server: cluster.server,
    namespace: options.namespace || namespace || 'default',
    context,
    transport
  })
}
