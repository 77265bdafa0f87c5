import { describe, expect, test } from '@jest/globals'

import { perform } from '../../src/cleanup.ts'
import type { ContainerState, Pod } from '../../src/cluster/objects.ts'
import type { Cluster, Selection } from '../../src/cluster/port.ts'
import type { Docker } from '../../src/docker/port.ts'
import type { JobUndo } from '../../src/scope.ts'
import { exited, podIn, running } from '../support/objects.ts'

const undo: JobUndo = {
  kind: 'job',
  name: 'etl-1a2b3c4d',
  namespace: 'ci',
  identifier: 'id',
  uid: 'job-uid',
  access: { kind: 'in-cluster' }
}

describe('removing a Job with pods', () => {
  const podOf = (index: number, state: ContainerState, owner: string): Pod =>
    podIn(state, {
      metadata: {
        ...{ name: `p${index}`, uid: `p${index}` },
        ownerReferences: owner === '' ? [] : [{ uid: owner, kind: 'Job', name: 'j', controller: true }]
      }
    })
  /** Lists as a server does, of the next state each time the whole is asked for. */
  function removal(...states: readonly (readonly Pod[])[]): { done: Promise<void>; selections: Selection[] } {
    const selections: Selection[] = []
    let round = -1
    const cluster = {
      get: () => Promise.resolve(undefined),
      delete: () => Promise.resolve('deleted'),
      list: (_resource: string, selection: Selection) => {
        selections.push(selection)
        if (selection.most !== undefined) round += 1
        const excepted = (selection.exceptFields ?? []).map(([, value]) => value)
        const pods = states[Math.min(round, states.length - 1)] ?? []
        return Promise.resolve(
          pods.filter(({ status }) => !excepted.includes(status?.phase ?? '')).slice(0, selection.most)
        )
      }
    } as unknown as Cluster
    const tools = { cluster: () => Promise.resolve(cluster), docker: () => Promise.reject<Docker>(new Error('none')) }
    return { selections, done: perform({ id: 1, at: Date.now(), undo }, tools, AbortSignal.timeout(1_500)) }
  }
  const pods = (count: number, state: ContainerState, owner = 'job-uid'): Pod[] =>
    Array.from({ length: count }, (_, index) => podOf(index, state, owner))

  test('those that have ended are left to the cluster, once it was told', async () => {
    const { done, selections } = removal(pods(500, exited(0)))
    await expect(done).resolves.toBeUndefined()
    expect(selections.map(({ most }) => most)).toEqual([21, undefined])
  })

  test('those that still run are waited for', async () => {
    const running500 = [...pods(499, exited(1)), podOf(499, running(), 'job-uid')]
    const { done, selections } = removal(running500, pods(499, exited(1)))
    await expect(done).resolves.toBeUndefined()
    expect(selections).toHaveLength(4)
    await expect(removal(running500).done).rejects.toThrow('1 of its pods are still there')
  })

  test('few are looked at one by one: of those that have ended none is waited for but who is held', async () => {
    await expect(removal(pods(20, exited(0))).done).resolves.toBeUndefined()
    const held = podOf(20, exited(0), 'job-uid')
    const finalizers = ['example.com/hold']
    const all = [...pods(19, exited(0)), { ...held, metadata: { ...held.metadata, finalizers } }]
    await expect(removal(all).done).rejects.toThrow('1 of its pods are still there')
  })

  test('those that somebody left behind are named, also where they have ended', async () => {
    await expect(removal(pods(30, exited(0), '')).done).rejects.toThrow(/left its pods behind: p0, .*p29/u)
  })

  test('another’s pods with the same label hide none of ours', async () => {
    const mixed = [...pods(30, running(), 'theirs'), podOf(31, running(), 'job-uid')]
    await expect(removal(mixed).done).rejects.toThrow('1 of its pods are still there')
  })
})
