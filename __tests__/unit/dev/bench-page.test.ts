import { expect, test } from '@jest/globals'

import { chartOf } from '../../../dev/bench/chart.ts'
import { allScenarios, rowsOf } from '../../../dev/bench/figures.ts'
import { performancePage } from '../../../dev/bench/page.ts'
import { merge, type Bytes, type PerformanceRecord, type Round, type Sample } from '../../../dev/bench/record.ts'
import { tableOf } from '../../../dev/bench/table.ts'

const none = { layers: 0, configs: 0, manifests: 0 }
const bytes = (pushed: number, pulled = 0): Bytes => ({
  pushed: { ...none, layers: pushed },
  pulled: { ...none, layers: pulled },
  pulledByNode: none
})

const round = (action: Partial<Sample>, script: Partial<Sample>): Round => ({
  first: 'script',
  action: { total: 0, ...action },
  script: { total: 0, ...script }
})

function recordOf(scenarios: Readonly<Record<string, readonly Round[]>>): PerformanceRecord {
  const made = Object.entries(scenarios).map(([scenario, rounds]) => ({
    scenario,
    rounds,
    day: '2026-01-02',
    dist: 'abc'
  }))
  return { machine: { cores: '2', Node: '24.0.0' }, scenarios: made }
}

const rowOf = (record: PerformanceRecord, id: string, name: string) =>
  rowsOf(record.scenarios).find(({ scenario, figure }) => scenario.id === id && figure.name === name)

test('overhead is what is left without the flow, and its ratio is that of each round', () => {
  const record = recordOf({
    5: [
      round({ total: 5000, flow: 3000 }, { total: 7000, flow: 3000 }),
      round({ total: 6000, flow: 5000 }, { total: 9000, flow: 5000 }),
      round({ total: 9000, flow: 3000 }, { total: 13_000, flow: 3000 })
    ]
  })
  const row = rowOf(record, '5', 'overhead')
  expect(row).toMatchObject({ ratios: [0.5, 0.25, 0.6], isHit: true })
  expect(row?.ratio?.median).toBe(0.5)
})

test.each([
  ['at the bound', 650, true],
  ['above it', 651, false]
])('a target is hit up to its bound: %s', (_, total, isHit) =>
  expect(rowOf(recordOf({ 5: [round({ total, flow: 0 }, { total: 1000, flow: 0 })] }), '5', 'overhead')).toMatchObject({
    isHit
  })
)

test('an image that was used again was neither built nor pushed; a build without its stages is not known', () => {
  const script = { stages: { build: 40_000, push: 10_000 } }
  const reused = recordOf({ 2: [round({ build: 'reused', stages: { start: 900 }, bytes: bytes(0) }, script)] })
  expect(rowOf(reused, '2', 'build + push')).toMatchObject({ ratios: [0], isHit: true })
  expect(rowOf(reused, '2', 'layers pushed and pulled')).toMatchObject({ isHit: true })
  const unknown = recordOf({ 2: [round({ build: 'built', stages: {} }, script)] })
  expect(rowOf(unknown, '2', 'build + push')).toMatchObject({ ratios: [], isHit: undefined })
})

test('a target of the action alone does not ask the script', () => {
  const record = recordOf({ 3: [round({ bytes: bytes(1_000_001) }, { bytes: bytes(150_000_000) })] })
  expect(rowOf(record, '3', 'pushed')).toMatchObject({ isHit: false })
  const log = recordOf({
    '10-played': [round({ more: { throughput: 61e6, peak: 151e6 } }, { more: { throughput: 90e6 } })]
  })
  expect(rowOf(log, '10-played', 'throughput')).toMatchObject({ isHit: true })
  expect(rowOf(log, '10-played', 'peak memory (RSS)')).toMatchObject({ isHit: false })
})

test('each scenario has a name of its own, and a figure at least', () => {
  expect(new Set(allScenarios.map(({ id }) => id)).size).toBe(allScenarios.length)
  expect(allScenarios.filter(({ figures }) => figures.length === 0)).toEqual([])
})

const whole = recordOf({
  1: [
    round({ total: 9000, flow: 2500, stages: { build: 4000, push: 1000 } }, { total: 10_000, flow: 2500 }),
    round({ total: 9500, flow: 2500, stages: { build: 4100, push: 900 } }, { total: 10_000, flow: 2500 })
  ],
  2: [
    round({ build: 'reused', stages: {}, bytes: bytes(0) }, { stages: { build: 40_000, push: 1 }, bytes: bytes(9e7) })
  ],
  5: [round({ total: 9000, flow: 3000 }, { total: 9000, flow: 3000 })],
  many: [{ first: 'action', action: { total: 200_000, more: { peak: 120_000_000, callsPerSecond: 2.5 } } }]
})

test('the table on the terminal: a scenario is named once, columns stand in line', () => {
  const lines = tableOf(rowsOf(whole.scenarios)).split('\n')
  expect(lines.filter((line) => line.includes('cold runner, first time'))).toHaveLength(1)
  const at = lines[0]?.indexOf('ratio') ?? -1
  expect(lines.find((line) => line.startsWith('1 '))?.slice(at)).toMatch(/^0\.925 \(0\.912–0\.938\) +≤ 1 +hit$/u)
  expect(tableOf([])).toBe('scenario  figure  script  action  ratio  target')
})

test('the page: targets with what was reached, figures of each scenario, the machine', () => {
  const page = performancePage(whole, '<!-- generated -->')
  expect(page).toContain('| 1 | cold runner, first time | total | ≤ 1 | 0.925 (0.912–0.938) | hit |')
  expect(page).toContain('| 5 | warm, nothing changed | overhead | ≤ 0.65 | 1 | missed |')
  expect(page).toContain('### 1: cold runner, first time\n\n2 rounds against the script, 2026-01-02, dist abc.')
  expect(page).toContain('| total | 10 s | 9.25 s (9 s–9.50 s) | 0.925 (0.912–0.938) |')
  expect(page).toContain('### 2,000 pods, without a node\n\n1 round, 2026-01-02, dist abc.\n\n| figure | action |')
  expect(page).toContain('| cores | 2 |')
  expect(page).not.toMatch(/undefined|NaN/u)
})

/** Names of tags that are open at the end of the text; what is no XML throws. */
function openTags(text: string): string[] {
  const open: string[] = []
  const rest = text.replace(
    /<(\/?)([a-z]+)((?: [a-zA-Z0-9-]+="[^"<]*")*)\s?(\/?)>/gu,
    (_, close: string, name: string, _words, own: string) => {
      if (close === '/') {
        if (open.pop() !== name) throw new Error(`</${name}> closes something else`)
      } else if (own === '') open.push(name)
      return ''
    }
  )
  if (/[<>]|&(?!(?:amp|lt|gt|quot);)/u.test(rest)) throw new Error('a sign that is no text')
  return open
}

test('the chart: well-formed, a dot for each round of a promised ratio, nothing for what cannot be drawn', () => {
  const chart = chartOf(rowsOf(whole.scenarios))
  expect(openTags(chart)).toEqual([])
  expect(chart.match(/<circle /gu)).toHaveLength(4)
  expect(chart).not.toMatch(/NaN|Infinity|undefined/u)
  expect(chart).not.toContain('2,000 pods')
  expect(openTags(chartOf([]))).toEqual([])
})

test('fresh rounds take the place of the old ones of their scenario, others stay', () => {
  const fresh = recordOf({ 12: [round({ total: 1 }, { total: 1 })], 5: [] })
  const merged = merge(whole, { ...fresh, machine: { cores: '2', Docker: '20' } })
  expect(merged.scenarios.map(({ scenario, rounds }) => [scenario, rounds.length])).toEqual([
    ['1', 2],
    ['2', 1],
    ['5', 0],
    ['12', 1],
    ['many', 1]
  ])
  expect(merged.machine).toEqual({ cores: '2', Node: '24.0.0', Docker: '20' })
})

test('figures of another machine do not stand in one table with these', () => {
  const fresh = { ...recordOf({ 12: [] }), machine: { cores: '4' } }
  expect(merge(whole, fresh)).toEqual(fresh)
  expect(merge(undefined, fresh)).toEqual(fresh)
})
