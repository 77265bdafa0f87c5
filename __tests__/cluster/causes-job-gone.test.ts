/** Somebody deletes a running Job and keeps its pod (`--cascade=orphan`), on the real node. */

import { expect, test } from '@jest/globals'

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
