/** Taints on the one node: nobody else may run there meanwhile, so these tests have a file of their own and run one by one. */

import { afterEach, expect, test } from '@jest/globals'

import { errorsOf, expectSuccess } from '../support/action.ts'
import { onStage, python, world, type Stage } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000

interface Node {
  readonly metadata: { readonly name: string }
}

/** Puts a taint on every node, or takes all away. */
async function taint(effect: 'NoSchedule' | 'NoExecute' | undefined): Promise<void> {
  const { kube } = (await world()).cluster
  const { items } = await kube.call<{ items: Node[] }>('GET', '/api/v1/nodes')
  const taints = effect === undefined ? [] : [{ key: 'dedicated', value: 'others', effect }]
  for (const { metadata } of items) await kube.patch(`/api/v1/nodes/${metadata.name}`, { spec: { taints } })
}

afterEach(() => taint(undefined), minutes)

const tolerant = `spec:
  template:
    spec:
      tolerations: [{ key: dedicated, operator: Equal, value: others, effect: NoSchedule }]`

const quickly = (stage: Stage): Readonly<Record<string, string>> => ({
  ...python(stage, 'pass'),
  'start-timeout': '8s'
})

test(
  'a taint that the pod does not tolerate: the scheduler’s words, and with a toleration it runs',
  () =>
    onStage(async (stage) => {
      await taint('NoSchedule')
      const refused = await stage.run(quickly(stage))
      expect(refused).toMatchObject({ conclusion: 'failure', left: [], runnerErrors: [] })
      expect(refused.outputs).toMatchObject({ 'failure-reason': 'unschedulable' })
      expect(errorsOf(refused)).toHaveLength(1)
      expect(errorsOf(refused)[0]).toContain('untolerated taint')
      seen('node-tainted', refused)
      expectSuccess(await stage.run({ ...python(stage, 'pass'), 'job-template': tolerant }))
    }),
  3 * minutes
)

test(
  'a node that is tainted NoExecute while the flow runs: the pod was lost with its node, also where it exits 0',
  () =>
    onStage(async (stage) => {
      const code = `
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print('on', flush=True)
time.sleep(600)`
      const handle = stage.start(python(stage, code))
      await handle.waitForLine(/\| on$/u, 2 * minutes)
      await taint('NoExecute')
      const ran = await stage.complete(handle)
      expect(ran).toMatchObject({ conclusion: 'failure', left: [], runnerErrors: [] })
      expect(ran.outputs).toMatchObject({ 'failure-reason': 'node-lost' })
      expect(errorsOf(ran)).toHaveLength(1)
      expect(errorsOf(ran)[0]).toContain('DeletionByTaintManager')
      seen('taint-no-execute', ran)
    }),
  3 * minutes
)
