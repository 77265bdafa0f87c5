/** What scenarios stand on, each part started by the first one that asks for it, all ended together. */

import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { ensurePauseImage } from '../base-images.ts'
import type { Cluster } from '../components.ts'
import { startControlPlane } from '../control-plane.ts'
import { startNode } from '../node.ts'
import { startParts } from '../parts.ts'
import { ensureRegistry } from '../registry.ts'
import { step } from '../say.ts'
import { createNamespace, createUser, deleteNamespace } from '../users.ts'
import { startBenchEngine, type BenchEngine } from './engine.ts'
import { startOwnBuildKit, type OwnBuildKit } from '../buildkit.ts'
import { goProgram, kubectl } from '../go-program.ts'
import { openNodeDoor } from './node-door.ts'
import { copyImage, startBenchRegistry, type BenchRegistry } from './registry.ts'

/** A namespace and a user in it. */
export interface Place {
  readonly cluster: Cluster
  readonly namespace: string
  /** Path of the user's kubeconfig. */
  readonly kubeconfig: string
}

/** Engine, registry and base image. */
export interface Workshop {
  readonly engine: BenchEngine
  readonly registry: BenchRegistry
  /** The base image by tag and digest; in the benchmark's registry alone, so each cold round pulls it. */
  readonly base: string
}

/** How the real node keeps logs: as it does by itself, or in one file of any size. */
export type LogKeeping = 'rotated' | 'whole'

/** Seconds for which users' tokens are good: longer than a run. */
const day = 24 * 3600

export class Ground implements AsyncDisposable {
  /** For files of this run; gone with it. */
  readonly folder = mkdtempSync(join(tmpdir(), 'bench-'))
  #parts = new AsyncDisposableStack()
  #started = new Map<string, Promise<unknown>>()
  #logs: LogKeeping = 'rotated'

  #once<T>(name: string, start: () => Promise<T>): Promise<T> {
    const running = this.#started.get(name) ?? start()
    this.#started.set(name, running)
    return running as Promise<T>
  }

  /** The project's own node. @throws for another cluster: users, doors and faults need the administrator's hand */
  async #node(): Promise<{ registry: string; pauseImage: string }> {
    const { registry, cluster } = await startParts({ cluster: 'node' })
    if (cluster?.source !== 'node')
      throw new Error(`The benchmark needs the project's own node, not ${cluster?.source ?? 'no cluster'}.`)
    return { registry, pauseImage: await ensurePauseImage(await ensureRegistry()) }
  }

  /** A place on the real node. */
  node(): Promise<Place> {
    return this.#once('node', async () => {
      const { registry, pauseImage } = await this.#node()
      const cluster = await startNode({ registry, pauseImage })
      this.#parts.defer(() => this.keepLogs('rotated'))
      return this.#place(cluster)
    })
  }

  /** Has the node keep its logs in this way; it starts anew for that. */
  async keepLogs(logs: LogKeeping): Promise<void> {
    if (logs === this.#logs) return
    const { registry, pauseImage } = await this.#node()
    await startNode({ registry, pauseImage, ...(logs === 'whole' ? { logSize: '4Gi' } : {}) })
    this.#logs = logs
  }

  /** A place on a control plane whose kubelet is played. */
  controlPlane(): Promise<Place> {
    return this.#once('control-plane', async () => this.#place(await startControlPlane()))
  }

  async #place(cluster: Cluster): Promise<Place> {
    const namespace = await createNamespace(cluster, 'bench')
    this.#parts.defer(() => deleteNamespace(cluster, namespace, { wait: false }))
    const kubeconfig = join(this.folder, `${cluster.name}.kubeconfig`)
    writeFileSync(kubeconfig, await createUser(cluster, { namespace, seconds: day }))
    chmodSync(kubeconfig, 0o600)
    return { cluster, namespace, kubeconfig }
  }

  /** Engine, registry and base image, all of the benchmark's own. */
  workshop(): Promise<Workshop> {
    return this.#once('workshop', () =>
      step('a Docker engine and a registry of the benchmark’s own', async () => {
        // base images are made by the machine's engine, and come out of this checkout's registry
        const { registry: from } = await this.#node()
        const engine = this.#parts.use(await startBenchEngine())
        const registry = this.#parts.use(await startBenchRegistry())
        this.#parts.defer(openNodeDoor(registry.proxy))
        return { engine, registry, base: await copyImage(from, 'python:3.11', registry, engine) }
      })
    )
  }

  /** A BuildKit that is no part of the engine. */
  buildKit(): Promise<OwnBuildKit> {
    return this.#once('buildkit', async () => {
      const { registry } = await this.workshop()
      return this.#parts.use(await startOwnBuildKit([registry.proxy.host]))
    })
  }

  /** A folder for the front of PATH with the kubectl of the cluster's version in it. */
  kubectl(): Promise<{ folder: string; version: string }> {
    return this.#once('kubectl', async () => {
      const { path, version } = await goProgram(kubectl)
      const folder = mkdtempSync(join(this.folder, 'kubectl-'))
      symlinkSync(path, join(folder, 'kubectl'))
      return { folder, version }
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // a part that is still starting is one to end as well
    await Promise.allSettled(this.#started.values())
    try {
      await this.#parts.disposeAsync()
    } finally {
      rmSync(this.folder, { recursive: true, force: true })
    }
  }
}
