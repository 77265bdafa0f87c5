/** The cluster's port on a real API server, with a proxy in between that breaks what a test wants broken. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll } from '@jest/globals'

import type { Cluster as Lab } from '../../dev/components.ts'
import { startControlPlane } from '../../dev/control-plane.ts'
import { playKubelet, type PlayedKubelet } from '../../dev/kubelet.ts'
import { type FaultProxy, startProxy } from '../../dev/proxy.ts'
import { createNamespace, deleteNamespace } from '../../dev/users.ts'
import { connect } from '../../src/cluster/connect.ts'
import type { Cluster } from '../../src/cluster/port.ts'
import { readEnvironment } from '../../src/runner/environment.ts'
import { createWriter } from '../../src/runner/writer.ts'

export interface PortWorld {
  readonly lab: Lab
  readonly proxy: FaultProxy
  readonly kubelet: PlayedKubelet
  readonly namespace: string
  /** Connects as the action would; closed when the file's tests are done. */
  readonly reach: (kubeconfig: string, namespace?: string) => Promise<Cluster>
}

/** Starts what the tests of a file need. Call at the top of the file; the world is there when a test runs. */
export function usePortWorld(): () => PortWorld {
  let world: PortWorld | undefined
  const open: Cluster[] = []
  const folder = mkdtempSync(join(tmpdir(), 'port-'))
  beforeAll(async () => {
    const lab = await startControlPlane()
    const proxy = await startProxy(lab)
    const kubelet = await playKubelet(lab)
    const namespace = await createNamespace(lab, 'port')
    const environment = readEnvironment({}, { cwd: '/nowhere', temp: folder })
    const writer = createWriter(() => undefined)
    const reach = async (kubeconfig: string, where = namespace): Promise<Cluster> => {
      const { cluster } = await connect({ kubeconfig, namespace: where, environment, env: {}, folder, writer })
      open.push(cluster)
      return cluster
    }
    world = { lab, proxy, kubelet, namespace, reach }
  }, 120_000)
  afterAll(async () => {
    await Promise.all(open.map((cluster) => cluster.close()))
    if (world !== undefined) {
      await world.kubelet.close()
      await deleteNamespace(world.lab, world.namespace, { wait: false })
      await world.proxy.close()
    }
    rmSync(folder, { recursive: true })
  }, 30_000)
  return () => {
    if (world === undefined) throw new Error('the world is made before the first test')
    return world
  }
}

/** A Job of one pod that runs nothing. */
export function jobManifest(name: string, spec: object = {}): object {
  const containers = [{ name: 'main', image: 'none' }]
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    spec: { backoffLimit: 0, template: { spec: { restartPolicy: 'Never', containers } }, ...spec }
  }
}
