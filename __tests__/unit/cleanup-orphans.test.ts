/** Pods that somebody's deletion of the Job left behind: deleted when they are surely ours, named when they stay. */

import { expect, test } from '@jest/globals'

import { perform } from '../../src/cleanup.ts'
import type { Pod } from '../../src/cluster/objects.ts'
import { ApiError, type Cluster } from '../../src/cluster/port.ts'
import type { Docker } from '../../src/docker/port.ts'
import type { Undo } from '../../src/scope.ts'
import { podIn, removed, running } from '../support/objects.ts'

const whereabouts = { namespace: 'ci', identifier: 'id', access: { kind: 'in-cluster' } } as const
const jobUndo = { kind: 'job', name: 'etl-1a2b3c4d', uid: 'job-uid', ...whereabouts } as const
const podUndo = { kind: 'pod', name: 'etl-1a2b3c4d-x7k2p', uid: 'pod-uid', ...whereabouts } as const

const owned = podIn(running())
const orphan = podIn(running(), { metadata: { ownerReferences: [] } })
const adopted = podIn(running(), {
  metadata: { ownerReferences: [{ uid: 'theirs', kind: 'ReplicaSet', name: 'web', controller: true }] }
})
const forbidden = new ApiError('delete pods', 'pods is forbidden', { status: 403 })

function attempt(undo: Undo, pod: Pod | undefined, lists: readonly (readonly Pod[])[] = [[]], deletion?: ApiError) {
  const calls: string[] = []
  let looks = 0
  const cluster = {
    get: (resource: string) => Promise.resolve(resource === 'pods' ? pod : undefined),
    list: () => Promise.resolve(lists[Math.min(looks++, lists.length - 1)]),
    delete: (resource: string, name: string, uid: string) => {
      calls.push(`${resource} ${name} ${uid}`)
      return deletion === undefined ? Promise.resolve('gone') : Promise.reject(deletion)
    }
  } as unknown as Cluster
  const tools = {
    cluster: () => Promise.resolve(cluster),
    docker: () => Promise.reject<Docker>(new Error('no docker'))
  }
  return { calls, done: perform({ id: 1, at: 0, undo }, tools, AbortSignal.timeout(4_000)) }
}

test.each<[string, Pod | undefined, readonly string[]]>([
  ['left behind', orphan, ['pods etl-1a2b3c4d-x7k2p pod-uid']],
  ['gone by now', undefined, []],
  ['told to go by somebody', removed(orphan), []],
  ['taken over by another controller', adopted, []],
  ['another of the same name', podIn(running(), { metadata: { uid: 'other', ownerReferences: [] } }), []]
])('a pod that was ours, %s', async (_name, pod, expected) => {
  const { calls, done } = attempt(podUndo, pod)
  await done
  expect(calls).toEqual(expected)
})

test('without the right to delete pods it is named, with what to do', async () => {
  await expect(attempt(podUndo, orphan, [[]], forbidden).done).rejects.toThrow(
    'may not delete pods in namespace ci, so the pod etl-1a2b3c4d-x7k2p, which the deleted Job left behind, is still there (to remove it: kubectl -n ci delete pod etl-1a2b3c4d-x7k2p)'
  )
})

test.each<[string, readonly (readonly Pod[])[]]>([
  ['told to go', [[removed(orphan)], []]],
  ['left to the garbage collector', [[owned], []]],
  ['of another controller', [[adopted]]]
])('the Job is gone, and its pods are waited for: %s', async (_name, lists) => {
  await expect(attempt(jobUndo, undefined, lists).done).resolves.toBeUndefined()
})

test('the Job is gone, and a pod stays that nobody will delete: named at once, without a wait', async () => {
  // a second look would find nothing, and be content
  await expect(attempt(jobUndo, undefined, [[orphan], []]).done).rejects.toThrow(
    'the Job etl-1a2b3c4d in namespace ci is gone, but whoever deleted it left its pods behind: etl-1a2b3c4d-x7k2p (to'
  )
})
