/** The run's ways to Docker and the cluster: made once, when first needed, and lent to cleanup. Loads their code lazily. */

import type { CleanupTools } from './cleanup.ts'
import { clusterFailure } from './cluster/failures.ts'
import { ApiError, type Cluster } from './cluster/port.ts'
import type { Docker } from './docker/port.ts'
import { toFailure, type Failure } from './failure.ts'
import type { ImageMemory } from './image/memory.ts'
import { runUrl } from './plan/labels.ts'
import type { ClusterPlan, Plan } from './plan/types.ts'
import type { Session } from './runner/session.ts'
import type { ClusterAccess } from './scope.ts'

export interface ConnectedCluster {
  readonly cluster: Cluster
  readonly access: ClusterAccess
}

export class Connections {
  readonly #session: Session
  #docker: Promise<Docker> | undefined
  #cluster: Promise<ConnectedCluster> | undefined
  #reached: Cluster | undefined
  #memory: ImageMemory | undefined

  constructor(session: Session) {
    this.#session = session
  }

  /** Docker's command line; whether an engine answers is found out when it is used. */
  docker(): Promise<Docker> {
    this.#docker ??= import('./docker/cli.ts').then(({ createDockerCli }) =>
      createDockerCli({ env: this.#session.env })
    )
    return this.#docker
  }

  /** @param isPatient a build is under way: an API server that does not answer yet is waited for */
  cluster(plan: ClusterPlan, signal: AbortSignal, isPatient = false): Promise<ConnectedCluster> {
    this.#cluster ??= import('./cluster/connect.ts').then(async ({ connect }) => {
      const connected = await connect({ ...plan, ...this.#session, signal, isPatient })
      this.#reached = connected.cluster
      return connected
    })
    return this.#cluster
  }

  /** What is remembered of built images in the Job's namespace; undefined where there is no Job, or nothing to build. */
  async memory({ image, cluster: plan }: Plan, signal: AbortSignal): Promise<ImageMemory | undefined> {
    if (image.kind !== 'build' || plan === undefined) return undefined
    const { ImageMemory } = await import('./image/memory.ts')
    const { writer, environment, cancellation } = this.#session
    this.#memory ??= new ImageMemory({
      cluster: async () => (await this.cluster(plan, signal, true)).cluster,
      repository: image.repository,
      writer,
      signal: cancellation.signal,
      runUrl: runUrl(environment)
    })
    return this.#memory
  }

  /** What cleanup needs: the connections of this run where there are any. */
  forCleanup(): CleanupTools {
    return {
      docker: () => this.docker(),
      cluster: async () => {
        if (this.#cluster === undefined) throw new Error('the cluster was never reached')
        return (await this.#cluster).cluster
      }
    }
  }

  /** The one place where anything thrown in a run becomes the failure that the user reads. */
  failureOf(thrown: unknown): Failure {
    if (!(thrown instanceof ApiError)) return toFailure(thrown)
    const { server, namespace, context } = this.#reached ?? {
      server: 'the address in the kubeconfig',
      namespace: 'default',
      context: undefined
    }
    return clusterFailure(thrown, { server, namespace, context })
  }

  async close(): Promise<void> {
    await this.#memory?.settled()
    const connected = await this.#cluster?.catch(() => undefined)
    await connected?.cluster.close()
  }
}
