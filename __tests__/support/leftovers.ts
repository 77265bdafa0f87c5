/** What a run has left in its namespace. */

import { setTimeout as sleep } from 'node:timers/promises'

import type { Cluster } from '../../dev/components.ts'
import type { Pod } from '../../src/cluster/objects.ts'
import { isOver } from '../../src/job/remains.ts'

/** Milliseconds for the cluster to take along what has ended, once its Job is gone. */
const collection = 30_000

/**
 * `kind/name` of each object in the namespace that carries our label. Pods that are over, and that were told to go or
 * whose Job is gone, are given the time that the cluster takes to remove them.
 */
export async function leftovers(cluster: Pick<Cluster, 'kube'>, namespace: string): Promise<string[]> {
  const end = performance.now() + collection
  for (;;) {
    const left = await labelledNow(cluster, namespace)
    const jobs = new Set(left.flatMap(({ kind, metadata }) => (kind === 'jobs' ? [metadata.uid] : [])))
    const isGoing = ({ kind, metadata, ...pod }: Labelled): boolean =>
      kind === 'pods' &&
      isOver({ metadata, ...pod }) &&
      (metadata.deletionTimestamp !== undefined || metadata.ownerReferences?.some(({ uid }) => !jobs.has(uid)) === true)
    if (!left.some(isGoing) || performance.now() > end)
      return left.map(({ kind, metadata }) => `${kind}/${metadata.name}`)
    await sleep(200)
  }
}

type Labelled = Pod & { kind: 'jobs' | 'pods' | 'secrets'; metadata: { name: string; uid: string } }

async function labelledNow({ kube }: Pick<Cluster, 'kube'>, namespace: string): Promise<Labelled[]> {
  const paths = [
    ['jobs', `/apis/batch/v1/namespaces/${namespace}/jobs`],
    ['pods', `/api/v1/namespaces/${namespace}/pods`],
    ['secrets', `/api/v1/namespaces/${namespace}/secrets`]
  ] as const
  const lists = await Promise.all(
    paths.map(async ([kind, path]) => {
      const list = (await kube.get(
        `${path}?labelSelector=app.kubernetes.io/managed-by%3Ddocker-on-k8s`
      )) as unknown as { items: Omit<Labelled, 'kind'>[] }
      return list.items.map((item) => ({ ...item, kind }))
    })
  )
  return lists.flat()
}
