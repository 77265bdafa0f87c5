/** Random runs, judged from outside: seeds that found something once, and some of each kind. `script/soak` runs any number of others. */

import { afterAll, expect, test } from '@jest/globals'

import { judge } from '../../dev/soak/judge.ts'
import { openLanes, type Lanes } from '../../dev/soak/lanes.ts'
import { perform } from '../../dev/soak/perform.ts'
import { scenarioOf, troubleOf } from '../../dev/soak/scenario.ts'

const seeds = [
  // found: the copy of the kubeconfig of a main that was killed before it made anything
  10070,
  // found: the end of a log that a cancel cut short
  10184,
  // found: a pod that came and went while the server was away
  20015, 20208,
  // found: a pod that was deleted before its container began
  20198,
  // found: logs of pods that were taken away, passed over in silence or not read though they still could be
  80022, 80049, 100218, 100237,
  // found: a log whose end a cancel cut short was named in the summary alone
  100128,
  // found: a main that was killed when it had kept the Job already (the judge was wrong)
  80107,
  // a deleted Job, an evicted pod, a cancel, a cut log, two containers
  30154, 10003, 10012, 10047, 30020
]

let opened: Promise<Lanes> | undefined
const lanes = (): Promise<Lanes> => (opened ??= openLanes(seeds.length, process.env['DOCKER_ON_K8S_ACTION']))

afterAll(async () => {
  await (await opened)?.[Symbol.asyncDispose]()
}, 60_000)

test.concurrent.each(seeds.map((seed) => [seed, troubleOf(scenarioOf(seed))] as const))(
  'seed %i: %s',
  async (seed) => {
    const lane = (await lanes()).lanes[seeds.indexOf(seed)]
    expect(lane).toBeDefined()
    if (lane !== undefined) expect(judge(await perform(scenarioOf(seed), lane))).toEqual([])
  },
  180_000
)
