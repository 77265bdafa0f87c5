import { describe, expect, test } from '@jest/globals'

import type { Node } from '../../../src/cluster/objects.ts'
import { demandArchitecture, judgeArchitecture, placementOf, type Placement } from '../../../src/job/architecture.ts'
import type { JobPlan, JobTemplate } from '../../../src/plan/types.ts'
import { createWriter } from '../../../src/runner/writer.ts'
import { makeSink } from '../../support/fakes.ts'
import { makeJobPlan } from '../../support/inputs.ts'

const node = (arch: string, spec: Node['spec'] = {}, labels: Record<string, string> = {}): Node => ({
  metadata: { labels: { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': arch, ...labels } },
  spec
})
const [amd, arm] = [node('amd64'), node('arm64')]
const cordoned = { unschedulable: true, taints: [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] }
const tainted = (effect = 'NoSchedule'): Node['spec'] => ({ taints: [{ key: 'pool', value: 'gpu', effect }] })
const windows = node('amd64', {}, { 'kubernetes.io/os': 'windows' })
const anywhere: Placement = { nodeSelector: {}, tolerations: [] }
const tolerating = (toleration: Placement['tolerations'][number]): Placement => ({
  nodeSelector: {},
  tolerations: [toleration]
})

describe('an image on the nodes of a cluster', () => {
  test.each<[string, string[], Node[], Placement, string]>([
    ['the same everywhere', ['linux/amd64'], [amd, amd], anywhere, 'fits'],
    ['another everywhere', ['linux/arm64'], [amd, amd], anywhere, 'none'],
    ['both', ['linux/arm64'], [amd, arm], anywhere, 'mixed'],
    ['a list with both', ['linux/amd64', 'linux/arm64'], [amd, arm], anywhere, 'fits'],
    ['a list with neither', ['linux/s390x', 'linux/ppc64le'], [amd, arm], anywhere, 'none'],
    ['a variant', ['linux/arm64/v8'], [arm], anywhere, 'fits'],
    ['32 bits on 64', ['linux/386'], [amd], anywhere, 'fits'],
    ['32 bits of arm on 64', ['linux/arm/v7'], [arm], anywhere, 'fits'],
    ['64 bits on 32', ['linux/arm64'], [node('arm')], anywhere, 'none'],
    ['no nodes: a pool may be at zero', ['linux/arm64'], [], anywhere, 'fits'],
    // what the pod may not go to does not count
    ['selected', ['linux/arm64'], [amd, arm], { ...anywhere, nodeSelector: { 'kubernetes.io/arch': 'arm64' } }, 'fits'],
    [
      'selected wrongly',
      ['linux/arm64'],
      [amd, arm],
      { ...anywhere, nodeSelector: { 'kubernetes.io/arch': 'amd64' } },
      'none'
    ],
    ['selected, and none is there', ['linux/arm64'], [amd], { ...anywhere, nodeSelector: { pool: 'arm' } }, 'fits'],
    ['others are tainted', ['linux/arm64'], [node('amd64', tainted()), arm], anywhere, 'fits'],
    ['the right ones are tainted', ['linux/arm64'], [amd, node('arm64', tainted('NoExecute'))], anywhere, 'mixed'],
    [
      'others are not ready',
      ['linux/arm64'],
      [node('amd64', { taints: [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }] })],
      anywhere,
      'none'
    ],
    [
      'a taint that only prefers',
      ['linux/arm64'],
      [node('amd64', tainted('PreferNoSchedule')), arm],
      anywhere,
      'mixed'
    ],
    ['Windows beside Linux', ['linux/amd64'], [windows, amd], anywhere, 'fits'],
    ['Windows alone', ['linux/amd64'], [windows], anywhere, 'fits'],
    // what may change counts for the image
    ['others are cordoned', ['linux/arm64'], [node('amd64', cordoned), arm], anywhere, 'fits'],
    ['all are others and cordoned', ['linux/arm64'], [node('amd64', cordoned)], anywhere, 'fits'],
    ['the right ones are cordoned', ['linux/arm64'], [amd, node('arm64', cordoned)], anywhere, 'mixed'],
    ['a node that does not say', ['linux/arm64'], [amd, { metadata: {} }], anywhere, 'mixed'],
    ['nodes that do not say', ['linux/arm64'], [{ metadata: {} }, {}], anywhere, 'fits']
  ])('%s', (_name, platforms, nodes, placement, kind) => {
    expect(judgeArchitecture(platforms, nodes, placement).kind).toBe(kind)
  })

  test.each<[string, Placement, string]>([
    ['all of them', tolerating({ operator: 'Exists' }), 'none'],
    ['its key', tolerating({ key: 'pool', operator: 'Exists' }), 'none'],
    ['its value', tolerating({ key: 'pool', value: 'gpu', effect: 'NoSchedule' }), 'none'],
    ['another value', tolerating({ key: 'pool', value: 'cpu' }), 'fits'],
    ['another key', tolerating({ key: 'team', operator: 'Exists' }), 'fits'],
    ['another effect', tolerating({ key: 'pool', value: 'gpu', effect: 'NoExecute' }), 'fits']
  ])('a taint where the pod tolerates %s', (_name, placement, kind) => {
    expect(judgeArchitecture(['linux/arm64'], [node('amd64', tainted())], placement).kind).toBe(kind)
  })

  test('what others there are, the most frequent first', () => {
    expect(judgeArchitecture(['linux/arm64'], [node('s390x'), amd, amd], anywhere).others).toEqual([
      'linux/amd64',
      'linux/s390x'
    ])
  })
})

describe('where a pod may go', () => {
  const template = (spec: object, more: object = {}): JobTemplate => ({ spec: { ...more, template: { spec } } })

  test('selector and tolerations of the whole manifest', () => {
    const plan = makeJobPlan({
      nodeSelector: new Map([['pool', 'a']]),
      template: template({ nodeSelector: { disk: 'ssd' }, tolerations: [{ key: 'x', operator: 'Exists' }] })
    })
    expect(placementOf(plan)).toEqual({
      nodeSelector: { disk: 'ssd', pool: 'a' },
      tolerations: [{ key: 'x', operator: 'Exists' }]
    })
  })

  test.each<[string, Partial<JobPlan>]>([
    ['a queue', { queue: 'team' }],
    ['a queue in the template', { template: { metadata: { labels: { 'kueue.x-k8s.io/queue-name': 'q' } } } }],
    ['another controller', { template: template({}, { managedBy: 'example.com/multi' }) }],
    ['one node', { template: template({ nodeName: 'n1' }) }],
    [
      'rules of affinity',
      { template: template({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } } }) }
    ]
  ])('is not for us to say with %s', (_name, changes) => {
    expect(placementOf(makeJobPlan(changes))).toBeUndefined()
  })

  test('is, with rules that only prefer', () => {
    const affinity = { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } }
    expect(placementOf(makeJobPlan({ template: template({ affinity }) }))).toBeDefined()
  })
})

describe('before the Job is made', () => {
  const demand = (plan: JobPlan, platforms: string[] | undefined, nodes: Node[] | undefined): string => {
    const sink = makeSink()
    demandArchitecture(plan, 'r/etl@sha256:0', { platforms, nodes, writer: createWriter(sink.write) })
    return sink.text
  }

  test.each([
    [true, 'Set the input platform to linux/amd64 and build again.'],
    [false, 'Use an image that is built for linux/amd64 as well.']
  ])('an image that no node can run is refused (built here: %s)', (hardened, fix) => {
    expect(() => demand(makeJobPlan({ hardened }), ['linux/arm64'], [amd])).toThrow(
      expect.objectContaining({
        reason: 'wrong-architecture',
        what: 'The image r/etl@sha256:0 is built for linux/arm64, which no node of the cluster can run.',
        why: 'The nodes that the pod may go to are linux/amd64.',
        fix
      })
    )
  })

  test('one that only some can run is a warning, with the selector', () => {
    expect(demand(makeJobPlan(), ['linux/arm64'], [amd, arm])).toMatch(
      /^::warning::.* nodes of linux\/amd64, .*node-selector: kubernetes\.io\/arch=arm64\n$/u
    )
  })

  test.each<[string, string[] | undefined, Node[] | undefined]>([
    ['the image does not say', undefined, [amd]],
    ['the cluster does not say', ['linux/arm64'], undefined],
    ['it fits', ['linux/amd64'], [amd]]
  ])('nothing is said where %s', (_name, platforms, nodes) => {
    expect(demand(makeJobPlan(), platforms, nodes)).toBe('')
  })
})
