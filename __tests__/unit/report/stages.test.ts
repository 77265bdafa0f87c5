import { expect, test } from '@jest/globals'

import { stagesLine, stageTimes } from '../../../src/report/stages.ts'

const stages = new Map([
  ['build', 21_400],
  ['push', 800],
  ['start', 1_250],
  ['run', 75_000]
] as const)

test('the parts of a run are told in the order in which they ended, each with its time', () => {
  expect(stageTimes(stages)).toEqual([
    { name: 'Build', time: '21s' },
    { name: 'Push', time: '0.8s' },
    { name: 'Job start', time: '1.3s' },
    { name: 'Flow', time: '1m15s' }
  ])
  expect(stagesLine(stages)).toBe('Times: Build 21s, Push 0.8s, Job start 1.3s, Flow 1m15s')
})

test('a run that did nothing has no times', () => {
  expect(stagesLine(new Map())).toBeUndefined()
})
