import { describe, expect, test } from '@jest/globals'

import type { ContainerState, Pod } from '../../../src/cluster/objects.ts'
import type { Snapshot } from '../../../src/job/snapshot.ts'
import { shownTails, tailFilter } from '../../../src/job/tails.ts'
import { exited, jobWith, makePod, makeSnapshot, makeStatus, podIn, removed, running } from '../../support/objects.ts'

const named = (name: string, state: ContainerState): Pod => podIn(state, { metadata: { name, uid: name } })
const endedAt = (second: number, exitCode: number): ContainerState => ({
  terminated: { exitCode, reason: 'Error', finishedAt: `2026-01-01T00:00:${String(second).padStart(2, '0')}Z` }
})
/** Pods `p0`, `p1`, … in these states, each with one stream. */
function runOf(...states: readonly ContainerState[]): { snapshot: Snapshot; streams: string[] } {
  const pods = states.map((state, index) => named(`p${index}`, state))
  return { snapshot: makeSnapshot({ job: jobWith('Failed'), pods }), streams: pods.map((_, index) => `p${index}/flow`) }
}
const good = (count: number): ContainerState[] => Array.from({ length: count }, () => exited(0))
const bad = (count: number): ContainerState[] => Array.from({ length: count }, (_, index) => endedAt(index + 1, 3))

describe('the streams that the summary shows', () => {
  const shown = ({ snapshot, streams }: ReturnType<typeof runOf>, isGood = false): string[] =>
    shownTails(snapshot, streams, isGood)

  test('of few streams all, in the order in which they began', () => {
    expect(shown(runOf(...good(3)), true)).toEqual(['p0/flow', 'p1/flow', 'p2/flow'])
  })

  test('of few streams the failed one first', () => {
    expect(shown(runOf(exited(0), running(), exited(3)))).toEqual(['p2/flow', 'p0/flow', 'p1/flow'])
  })

  test('of many that succeeded none', () => {
    expect(shown(runOf(...good(200)), true)).toEqual([])
  })

  test('of many those that failed and no others, also where the others went on to succeed', () => {
    const run = runOf(...good(150), endedAt(9, 3), ...good(40), running())
    expect(shown(run)).toEqual(['p150/flow'])
    expect(shown(run, true)).toEqual(['p150/flow'])
  })

  test('the pod that the failure is about comes first, then the others by their ends, five in all', () => {
    const run = runOf(
      endedAt(7, 1),
      endedAt(2, 1),
      ...good(190),
      endedAt(5, 1),
      endedAt(3, 1),
      endedAt(1, 1),
      endedAt(8, 1)
    )
    expect(shown(run)).toEqual(['p195/flow', 'p194/flow', 'p1/flow', 'p193/flow', 'p192/flow'])
  })

  test('not those that were stopped because another had failed', () => {
    const stopped = Array.from({ length: 20 }, (_, index) => removed(named(`s${index}`, exited(143))))
    const pods = [named('bad', endedAt(4, 3)), ...stopped]
    const streams = pods.map(({ metadata }) => `${metadata?.name ?? ''}/flow`)
    expect(shownTails(makeSnapshot({ job: jobWith('Failed'), pods }), streams, false)).toEqual(['bad/flow'])
  })

  test('of a run that was stopped those that still ran', () => {
    expect(shown(runOf(...good(100), running(), ...good(3), running()))).toEqual(['p100/flow', 'p104/flow'])
  })

  test('the container that failed, before others of its pod and its earlier tries', () => {
    const status = {
      phase: 'Failed' as const,
      containerStatuses: [
        makeStatus(exited(0), { name: 'proxy' }),
        makeStatus(endedAt(5, 2), { name: 'flow', restartCount: 1 })
      ]
    }
    const pod = makePod(status, {
      metadata: { name: 'bad', uid: 'bad' },
      spec: { containers: [{ name: 'proxy' }, { name: 'flow' }] }
    })
    const others = Array.from({ length: 9 }, (_, index) => named(`p${index}`, exited(0)))
    const streams = ['bad/flow', 'bad/proxy', ...others.map((_, index) => `p${index}/flow`), 'bad/flow#2']
    const snapshot = makeSnapshot({ job: jobWith('Failed'), pods: [...others, pod] })
    expect(shownTails(snapshot, streams, false)).toEqual(['bad/flow#2', 'bad/flow', 'bad/proxy'])
  })

  test('an init container that failed', () => {
    const pod = makePod({ phase: 'Failed', initContainerStatuses: [makeStatus(endedAt(5, 2), { name: 'prepare' })] })
    const streams = [...runOf(...good(9)).streams, 'etl-1a2b3c4d-x7k2p/prepare']
    expect(shownTails(makeSnapshot({ job: jobWith('Failed'), pods: [pod] }), streams, false)).toEqual([
      'etl-1a2b3c4d-x7k2p/prepare'
    ])
  })

  test('without a sight of the pods the few there are', () => {
    expect(shownTails(undefined, ['a/flow'], false)).toEqual(['a/flow'])
    expect(shownTails(undefined, runOf(...good(9)).streams, false)).toEqual([])
  })
})

describe('the streams whose last lines are kept', () => {
  const kept = ({ snapshot, streams }: ReturnType<typeof runOf>): string[] =>
    streams.filter(tailFilter(snapshot, streams))

  test('of few all', () => {
    expect(kept(runOf(...good(5)))).toHaveLength(5)
  })

  test('of many those that run or failed; those that nobody knows of yet as well', () => {
    const { snapshot, streams } = runOf(...good(50), running(), endedAt(3, 3), ...good(50))
    expect([...streams, 'new/flow'].filter(tailFilter(snapshot, streams))).toEqual(['p50/flow', 'p51/flow', 'new/flow'])
  })

  test('of hundreds of failures a bounded number, with all that may be shown', () => {
    const run = runOf(...bad(59), running())
    const some = kept(run)
    expect(some).toHaveLength(21)
    expect(some).toEqual(expect.arrayContaining(shownTails(run.snapshot, run.streams, false)))
  })

  test('not of a pod that is gone, nor of a try that was followed by another', () => {
    const { snapshot, streams } = runOf(running(), ...good(8))
    const gone = { ...snapshot, pods: snapshot.pods.map((seen) => ({ ...seen, gone: true })) }
    expect(streams.filter(tailFilter(gone, streams))).toEqual([])
    const again = podIn(running(), {
      metadata: { name: 'p0', uid: 'p0' },
      status: { containerStatuses: [makeStatus(running(), { restartCount: 1 })] }
    })
    const names = [...streams, 'p0/flow#2']
    expect(names.filter(tailFilter(makeSnapshot({ pods: [again] }), names))).not.toContain('p0/flow')
    expect(names.filter(tailFilter(makeSnapshot({ pods: [again] }), names))).toContain('p0/flow#2')
  })
})
