import { describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { expectFailure, onStage, useWorld, type ExpectedFailure, type Stage } from '../support/action.ts'
import { seen } from '../support/seen.ts'

/** Somebody else takes pod or Job away: never green, and never called the flow's own fault. */
const world = useWorld()

interface Removal extends ExpectedFailure {
  readonly name: string
  /** How the program ends when it is told to: `zero` is the one that looks like a success. */
  readonly onTerminate: 'exit' | 'zero'
  readonly remove: (pod: PlayedPod, stage: Stage) => Promise<unknown>
}

const deletePod = (pod: PlayedPod): Promise<unknown> =>
  world().cluster.kube.delete(`/api/v1/namespaces/${pod.namespace}/pods/${pod.name}`)

const evictPod = (pod: PlayedPod): Promise<unknown> =>
  world().cluster.kube.create(`/api/v1/namespaces/${pod.namespace}/pods/${pod.name}/eviction`, {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: { name: pod.name, namespace: pod.namespace }
  })

async function jobPath(stage: Stage): Promise<string> {
  const [job] = await stage.jobs()
  return `/apis/batch/v1/namespaces/${stage.namespace}/jobs/${job?.metadata.name ?? ''}`
}

const deleteJob = async (_pod: PlayedPod, stage: Stage): Promise<unknown> =>
  world().cluster.kube.delete(await jobPath(stage), { propagationPolicy: 'Background' })

const passDeadline = async (_pod: PlayedPod, stage: Stage): Promise<unknown> =>
  world().cluster.kube.patch(await jobPath(stage), { spec: { activeDeadlineSeconds: 1 } }, 'merge')

const removals: Removal[] = [
  {
    name: 'a pod deleted',
    onTerminate: 'exit',
    remove: deletePod,
    reason: 'deleted',
    text: ['was deleted before the flow was done']
  },
  {
    name: 'a pod deleted whose program then exits 0',
    onTerminate: 'zero',
    remove: deletePod,
    reason: 'deleted',
    text: ['was deleted before the flow was done']
  },
  {
    name: 'a pod evicted',
    onTerminate: 'exit',
    remove: evictPod,
    reason: 'evicted',
    text: ['was evicted', 'EvictionByEvictionAPI']
  },
  {
    name: 'a pod evicted whose program then exits 0',
    onTerminate: 'zero',
    remove: evictPod,
    reason: 'evicted',
    text: ['was evicted', 'EvictionByEvictionAPI']
  },
  {
    name: 'the Job deleted',
    onTerminate: 'exit',
    remove: deleteJob,
    reason: 'deleted',
    text: ['The Job', 'was deleted while it ran']
  },
  {
    name: 'the Job deleted, the program exits 0',
    onTerminate: 'zero',
    remove: deleteJob,
    reason: 'deleted',
    text: ['The Job', 'was deleted while it ran']
  },
  {
    name: 'the Job’s own deadline',
    onTerminate: 'exit',
    remove: passDeadline,
    reason: 'deadline-exceeded',
    status: 'timed-out',
    text: ['deadline', 'timeout']
  },
  {
    name: 'the Job’s own deadline, the program exits 0',
    onTerminate: 'zero',
    remove: passDeadline,
    reason: 'deadline-exceeded',
    status: 'timed-out',
    text: ['deadline', 'timeout']
  }
]

describe('taken away by somebody else', () => {
  test.each(removals)(
    '$name: $reason',
    async ({ onTerminate, remove, ...expected }) => {
      await onStage(
        world(),
        {
          scenario: async (pod) => {
            // a second pod, which the controller makes while the first one goes, must not run
            pod.onTerminate = onTerminate === 'exit' ? 'exit' : () => pod.exit(0)
            await pod.running()
            pod.log('at work')
          }
        },
        async (stage) => {
          const handle = stage.run()
          const pod = await stage.play.next()
          await handle.waitForLine(/^\| at work$/u)
          await remove(pod, stage)
          const result = await handle.finished
          expectFailure(result, expected)
          if (expected.reason === 'deadline-exceeded') seen('active-deadline', result)
          // a pod that is gone has no log to wait for
          expect(await stage.leftovers()).toEqual([])
        }
      )
    },
    60_000
  )

  test('a Job of the same name that somebody made instead is not ours, and stays', async () => {
    await onStage(world(), { scenario: (pod) => pod.running() }, async (stage) => {
      const handle = stage.run()
      const pod = await stage.play.next()
      await handle.waitForLine(/running on node/u)
      const path = await jobPath(stage)
      const name = path.split('/').at(-1) ?? ''
      const { kube } = world().cluster
      await kube.delete(path, { propagationPolicy: 'Background' })
      const other = {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name },
        spec: { suspend: true, template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'b' }] } } }
      }
      await kube.create(path.slice(0, path.lastIndexOf('/')), other)
      const result = await handle.finished
      expectFailure(result, { reason: 'deleted', text: ['was deleted while it ran'] })
      seen('job-replaced', result)
      expect((await stage.jobs()).map(({ metadata }) => metadata.name)).toEqual([name])
      expect(pod.name).toContain(name)
    })
  }, 60_000)
})
