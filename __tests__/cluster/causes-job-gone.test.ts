/** Somebody deletes a running Job and keeps its pod (`--cascade=orphan`), or deletes the whole namespace, on the real node. */

import { expect, test } from '@jest/globals'

import { everyRight } from '../../dev/users.ts'
import { errorsOf } from '../support/action.ts'
import { logOf, onStage, python, type Stage } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000
const flow = 'import time; print("on"); time.sleep(300)'

/** Starts a flow that waits, and gives its one pod's and its Job's path. */
async function waiting(stage: Stage) {
  const handle = stage.start(python(stage, flow))
  await handle.waitForLine(/\| on$/u, minutes)
  const names = await stage.leftovers()
  const nameOf = (kind: string): string => names.find((name) => name.startsWith(kind))?.slice(kind.length) ?? ''
  const pod = nameOf('pods/')
  const job = nameOf('jobs/')
  return {
    handle,
    pod,
    jobPath: `/apis/batch/v1/namespaces/${stage.namespace}/jobs/${job}`
  }
}

test.concurrent(
  'somebody deletes the Job and leaves its pod behind: over soon, and the pod goes',
  () =>
    onStage(async (stage) => {
      const { handle, pod, jobPath } = await waiting(stage)
      await stage.cluster.kube.delete(jobPath, { propagationPolicy: 'Orphan' })
      const ran = await stage.complete(handle)
      expect(ran.outputs).toMatchObject({ 'failure-reason': 'deleted', 'failure-kind': 'stopped' })
      expect(errorsOf(ran)).toEqual([
        expect.stringContaining(`left its pods behind (propagation policy Orphan): ${pod}`)
      ])
      expect(ran).toMatchObject({ conclusion: 'failure', left: [] })
      expect(await logOf(ran)).toBe('on\n')
      seen('job-deleted-orphan', ran)
    }),
  3 * minutes
)

const withoutPodDeletion = everyRight.map((rule) =>
  rule.resources.includes('pods') ? { ...rule, verbs: rule.verbs.filter((verb) => verb !== 'delete') } : rule
)

test.concurrent(
  'the same for a user who may not delete pods: the verdict stays, and the pod that runs on is named',
  () =>
    onStage(
      async (stage) => {
        const { handle, pod, jobPath } = await waiting(stage)
        await stage.cluster.kube.delete(jobPath, { propagationPolicy: 'Orphan' })
        const ran = await handle.finished
        expect(ran.outputs).toMatchObject({ 'failure-reason': 'deleted', 'failure-kind': 'stopped' })
        expect(errorsOf(ran)).toHaveLength(1)
        const warnings = ran.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
        expect(warnings.join('\n')).toContain(`may not delete pods in namespace ${stage.namespace}, so the pod ${pod}`)
      },
      { rules: withoutPodDeletion }
    ),
  3 * minutes
)

test.concurrent(
  'somebody deletes the namespace: over soon, never green',
  () =>
    onStage(async (stage) => {
      const { handle } = await waiting(stage)
      await stage.cluster.kube.delete(`/api/v1/namespaces/${stage.namespace}`)
      const ran = await handle.finished
      expect(ran).toMatchObject({ conclusion: 'failure' })
      expect(ran.outputs).toMatchObject({ 'failure-reason': 'deleted' })
      seen('namespace-deleted', ran)
    }),
  3 * minutes
)
