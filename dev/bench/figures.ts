/** What each scenario is, which figures are made of its rounds, and what was promised of them. Pure. */

import type { KindBytes, Sample, ScenarioRecord } from './record.ts'
import { ratios, spread, type Spread } from './statistics.ts'

/** How a figure's numbers are written. */
export type Unit = 'ms' | 'bytes' | 'bytes/s' | 'count'

/** A bound on the median. */
export interface Target {
  /** Of the ratio to the script, or of the action's own value. */
  readonly of: 'ratio' | 'value'
  readonly is: 'at most' | 'at least'
  readonly bound: number
}

export interface Figure {
  readonly name: string
  readonly unit: Unit
  readonly read: (sample: Sample) => number | undefined
  readonly target?: Target
}

/** One of the things that are measured. */
export interface Scenario {
  readonly id: string
  readonly title: string
  /** What the action is held against. */
  readonly against: string
  readonly figures: readonly Figure[]
}

const atMost = (bound: number, of: Target['of'] = 'ratio'): { target: Target } => ({
  target: { of, is: 'at most', bound }
})
const atLeast = (bound: number, of: Target['of'] = 'ratio'): { target: Target } => ({
  target: { of, is: 'at least', bound }
})

const total = { name: 'total', unit: 'ms', read: (sample: Sample) => sample.total } as const

/** What is left of the total without the flow's own time. */
const overhead = {
  name: 'overhead',
  unit: 'ms',
  read: ({ total, flow }: Sample) => (flow === undefined ? undefined : total - flow)
} as const

/** The stages that make the image and bring it to the registry. An action that reused its image has none of them. */
const buildAndPush = {
  name: 'build + push',
  unit: 'ms',
  read: ({ stages, build }: Sample) => {
    const parts = [stages?.['build'], stages?.['push']].filter((time) => time !== undefined)
    return parts.length === 0 && build !== 'reused' ? undefined : parts.reduce((sum, time) => sum + time, 0)
  }
} as const

/** From the start of the process to the moment in which the cluster has the Job: all that comes before it, look-ups and start-up too. */
const untilJob = {
  name: 'until the Job is there',
  unit: 'ms',
  read: (sample: Sample) => sample.more?.['untilJob']
} as const

const sum = ({ layers, configs, manifests }: KindBytes): number => layers + configs + manifests

const pushed = {
  name: 'pushed',
  unit: 'bytes',
  read: ({ bytes }: Sample) => bytes && sum(bytes.pushed)
} as const
const pulled = {
  name: 'pulled by the runner',
  unit: 'bytes',
  read: ({ bytes }: Sample) => bytes && sum(bytes.pulled)
} as const
const pulledByNode = {
  name: 'pulled by the node',
  unit: 'bytes',
  read: ({ bytes }: Sample) => bytes && sum(bytes.pulledByNode)
} as const
const layers = {
  name: 'layers pushed and pulled',
  unit: 'bytes',
  read: ({ bytes }: Sample) => bytes && bytes.pushed.layers + bytes.pulled.layers + bytes.pulledByNode.layers
} as const

const more = (name: string, unit: Unit, key: string): Figure => ({ name, unit, read: (sample) => sample.more?.[key] })
const wholeLog = more('log whole (1: yes)', 'count', 'whole')
const throughput = more('throughput', 'bytes/s', 'throughput')
const peak = more('peak memory (RSS)', 'bytes', 'peak')
const processTime = { ...total, name: 'start to end' }

const script = 'the script'
const scenarios = [
  {
    id: '1',
    title: 'cold runner, first time',
    figures: [{ ...total, ...atMost(1) }, buildAndPush, overhead, untilJob, pushed, pulled, pulledByNode]
  },
  {
    id: '2',
    title: 'cold runner, nothing changed',
    figures: [
      { ...buildAndPush, ...atMost(0.02) },
      { ...layers, ...atMost(0, 'value') },
      ...[untilJob, total, overhead, pushed, pulled, pulledByNode]
    ]
  },
  {
    id: '3',
    title: 'cold runner, flow changed, own BuildKit',
    figures: [
      { ...buildAndPush, ...atMost(0.03) },
      { ...pushed, ...atMost(1_000_000, 'value') },
      ...[untilJob, total, overhead, pulled, pulledByNode]
    ]
  },
  {
    id: '4',
    title: 'cold runner, flow changed, plain Docker',
    figures: [{ ...buildAndPush, ...atMost(0.8) }, untilJob, total, overhead, pushed, pulled, pulledByNode]
  },
  {
    id: '5',
    title: 'warm, nothing changed',
    figures: [{ ...overhead, ...atMost(0.65) }, total, buildAndPush, untilJob, pushed, pulled, pulledByNode]
  },
  {
    id: '6',
    title: 'warm, flow changed',
    figures: [{ ...overhead, ...atMost(0.65) }, total, buildAndPush, untilJob, pushed, pulled, pulledByNode]
  },
  {
    id: '7',
    title: 'warm, dependency added',
    figures: [overhead, total, buildAndPush, untilJob, pushed, pulled, pulledByNode]
  },
  {
    id: '8',
    title: 'an image that is there (`image`)',
    figures: [{ ...overhead, ...atMost(0.65) }, total, untilJob, pulled, pulledByNode]
  },
  {
    id: '9',
    title: 'Indexed Job of 200 pods',
    figures: [
      { ...total, ...atMost(1) },
      { ...wholeLog, ...atLeast(1, 'value') }
    ]
  },
  {
    id: '10',
    title: '1 GB of log, from a real pod',
    against: '`kubectl logs -f`',
    figures: [
      { ...throughput, ...atLeast(1) },
      { ...peak, ...atMost(150_000_000, 'value') },
      { ...wholeLog, ...atLeast(1, 'value') }
    ]
  },
  {
    id: '10-played',
    title: '1 GB of log, from a played kubelet',
    against: '`kubectl logs -f`',
    figures: [
      { ...throughput, ...atLeast(60_000_000, 'value') },
      { ...peak, ...atMost(150_000_000, 'value') },
      { ...wholeLog, ...atLeast(1, 'value') }
    ]
  },
  {
    id: '11',
    title: 'start with a bad input',
    against: '`node -e 0`',
    figures: [{ ...processTime, ...atMost(6) }]
  },
  { id: '12', title: 'idle post step', against: '`node -e 0`', figures: [{ ...processTime, ...atMost(3) }] },
  {
    id: 'many',
    title: '2,000 pods, without a node',
    against: 'nothing',
    figures: [
      peak,
      more('calls to the API server a second, apart from logs', 'count', 'callsPerSecond'),
      more('most of these in one second', 'count', 'mostCalls'),
      more('requests for a pod’s log', 'count', 'logsPerPod'),
      more('a log line’s way to the action’s log, median', 'ms', 'behind'),
      more('a log line’s way, the slowest', 'ms', 'mostBehind'),
      more('from the last pod’s end to the action’s end', 'ms', 'endBehind'),
      more('log streams at once', 'count', 'streams'),
      wholeLog,
      total
    ]
  }
] as const satisfies readonly (Omit<Scenario, 'against'> & { against?: string })[]

/** The name by which a scenario is chosen and kept. */
export type ScenarioId = (typeof scenarios)[number]['id']

/** All scenarios in their order. */
export const allScenarios: readonly (Scenario & { id: ScenarioId })[] = scenarios.map((each) => ({
  against: script,
  ...each
}))

/** One line of the table: a figure of a scenario, over its rounds. */
export interface Row {
  readonly scenario: Scenario
  readonly figure: Figure
  readonly script: Spread | undefined
  readonly action: Spread | undefined
  readonly ratio: Spread | undefined
  /** Each round's ratio, for the chart. */
  readonly ratios: readonly number[]
  /** Undefined where nothing was promised, or nothing measured. */
  readonly isHit: boolean | undefined
}

/** Every figure of every scenario that was measured. */
export function rowsOf(records: readonly ScenarioRecord[]): Row[] {
  return records.flatMap(({ scenario: id, rounds }) => {
    const scenario = allScenarios.find((each) => each.id === id)
    if (scenario === undefined) return []
    return scenario.figures.map((figure) => {
      const read = (sample: Sample | undefined): number | undefined => sample && figure.read(sample)
      const known = (side: 'action' | 'script'): number[] => rounds.flatMap((round) => read(round[side]) ?? [])
      const each = ratios(rounds.map(({ action, script }) => [read(action), read(script)] as const))
      const [action, ratio] = [spread(known('action')), spread(each)]
      return {
        ...{ scenario, figure, action, ratio, ratios: each },
        script: spread(known('script')),
        isHit: isHit(figure.target, action, ratio)
      }
    })
  })
}

function isHit(target: Target | undefined, action: Spread | undefined, ratio: Spread | undefined): boolean | undefined {
  const value = target?.of === 'ratio' ? ratio?.median : action?.median
  if (target === undefined || value === undefined) return undefined
  return target.is === 'at most' ? value <= target.bound : value >= target.bound
}
