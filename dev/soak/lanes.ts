/** The places where soak runs take place: a namespace each, on the project's own node. */

import { request } from 'node:http'

import { ensurePauseImage } from '../base-images.ts'
import { clusterDir, type Cluster } from '../components.ts'
import { startNode } from '../node.ts'
import { join } from 'node:path'
import { startParts } from '../parts.ts'
import { ensureRegistry } from '../registry.ts'
import { createNamespace, createUser, deleteNamespace } from '../users.ts'
import type { Lane } from './perform.ts'
import { LogKeeper } from './truth.ts'

const prefix = 'soak'

export interface Lanes extends AsyncDisposable {
  readonly lanes: readonly Lane[]
}

/** Starts the parts and opens so many lanes. @param action folder of the action.yml and dist/ to run instead of this checkout's */
export async function openLanes(count: number, action?: string): Promise<Lanes> {
  const { registry, cluster } = await startParts({ cluster: 'node' })
  if (cluster?.source !== 'node') throw new Error("A soak needs the project's own node: unset KUBECONFIG.")
  const node = await startNode({ registry, pauseImage: await ensurePauseImage(await ensureRegistry()) })
  const image = `${registry}/python@${await digestOf(registry, 'python', '3.11')}`
  const keeper = new LogKeeper(join(clusterDir('node'), 'pod-logs'), `${prefix}-`)
  const lanes = await Promise.all(Array.from({ length: count }, () => openLane(node, { keeper, image, action })))
  return {
    lanes,
    async [Symbol.asyncDispose]() {
      keeper.close()
      await Promise.all(lanes.map(({ namespace }) => deleteNamespace(node, namespace, { wait: false })))
      node.kube.close()
    }
  }
}

async function openLane(cluster: Cluster, rest: Pick<Lane, 'keeper' | 'image' | 'action'>): Promise<Lane> {
  const namespace = await createNamespace(cluster, prefix)
  // a soak may take hours
  return { cluster, namespace, kubeconfig: await createUser(cluster, { namespace, seconds: 24 * 3600 }), ...rest }
}

/** By digest: what a tag stands for need not be asked in every run. */
function digestOf(registry: string, name: string, tag: string): Promise<string> {
  const accept = [
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json'
  ].join(', ')
  return new Promise((resolve, reject) => {
    const url = `http://${registry}/v2/${name}/manifests/${tag}`
    const sent = request(url, { method: 'HEAD', headers: { accept } }, (answer) => {
      answer.resume()
      const digest = answer.headers['docker-content-digest']
      if (typeof digest === 'string') resolve(digest)
      else reject(new Error(`${url} has no digest: ${answer.statusCode ?? ''}`))
    })
    sent.on('error', reject).end()
  })
}
