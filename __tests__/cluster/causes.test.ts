/** Failures of a container or its pod, each made to happen on the real node: verdict, reason, exit code, log, nothing left. */

import { expect, test } from '@jest/globals'

import type { FailureReason } from '../../src/failure.ts'
import { kindOf } from '../../src/failure.ts'
import { errorsOf } from '../support/action.ts'
import type { SituationId } from '../../dev/reliability/situations.ts'
import { labelled, logOf, onStage, python, type Ran, type Stage } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000

interface Expected {
  readonly reason: FailureReason
  readonly code?: string
  /** Parts of the one annotation. */
  readonly words: readonly string[]
}

/** Red, nothing left, one error with these words and no other, whatever else the Job came to say. */
function expectFailure(ran: Ran, { reason, code, words }: Expected): void {
  expect(ran).toMatchObject({ conclusion: 'failure', exitCode: 1, left: [], runnerErrors: [] })
  expect(ran.outputs).toMatchObject({ 'failure-reason': reason, 'failure-kind': kindOf(reason) })
  expect(ran.outputs['exit-code'] ?? '').toBe(code ?? '')
  const errors = errorsOf(ran)
  expect(errors).toHaveLength(1)
  for (const word of words) expect(errors[0]).toContain(word)
}

const deaf = 'import time; print("on"); time.sleep(300)'
const polite = `import signal, sys\nsignal.signal(signal.SIGTERM, lambda *_: sys.exit(0))\n${deaf}`

test.concurrent.each<[string, string, Expected, SituationId]>([
  [
    'exit code 137 without a lack of memory',
    'raise SystemExit(137)',
    { reason: 'killed', code: '137', words: ['137'] },
    'killed-137'
  ],
  [
    'exit code 139',
    'raise SystemExit(139)',
    { reason: 'flow-failed', code: '139', words: ['139', 'SIGSEGV'] },
    'segfault-139'
  ],
  [
    'exit code 143',
    'raise SystemExit(143)',
    { reason: 'flow-failed', code: '143', words: ['143', 'SIGTERM'] },
    'terminated-143'
  ]
])(
  'a container that ends with %s',
  (_name, end, expected, id) =>
    onStage(async (stage) => {
      const ran = await stage.run(python(stage, `print("on")\n${end}`))
      expectFailure(ran, expected)
      expect(await logOf(ran)).toBe('on\n')
      seen(id, ran)
    }),
  3 * minutes
)

test.concurrent(
  'a child that needs too much memory: its parent’s own exit code, and the reason all the same',
  () =>
    onStage(async (stage) => {
      const eater = 'x = []\nwhile True: x.append(bytearray(1 << 22))'
      const code = `import subprocess, sys\nsubprocess.run([sys.executable, "-c", ${JSON.stringify(eater)}])\nprint("on")\nsys.exit(5)`
      const ran = await stage.run({ ...python(stage, code), memory: '64Mi' })
      expectFailure(ran, { reason: 'out-of-memory', code: '5', words: ['OOMKilled with exit code 5', 'memory'] })
      expect(await logOf(ran)).toBe('on\n')
      seen('child-out-of-memory', ran)
    }),
  3 * minutes
)

/** Starts a flow that waits, and gives its one pod's and its Job's name. */
async function waiting(stage: Stage, code: string) {
  const handle = stage.start(python(stage, code))
  await handle.waitForLine(/\| on$/u, minutes)
  const names = await stage.leftovers()
  const nameOf = (kind: string): string => names.find((name) => name.startsWith(kind))?.slice(kind.length) ?? ''
  return { handle, pod: nameOf('pods/'), job: nameOf('jobs/') }
}

test.concurrent.each<[string, string, SituationId]>([
  ['is killed by it', deaf, 'pod-evicted'],
  ['exits 0 on SIGTERM', polite, 'pod-evicted-exit-0']
])(
  'an eviction through the API of a flow that %s is never green',
  (_name, code, id) =>
    onStage(async (stage) => {
      const { handle, pod } = await waiting(stage, code)
      const path = `/api/v1/namespaces/${stage.namespace}/pods/${pod}`
      await stage.cluster.kube.create(`${path}/eviction`, {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name: pod, namespace: stage.namespace },
        deleteOptions: { gracePeriodSeconds: 2 }
      })
      const ran = await stage.complete(handle)
      expect(ran.outputs).toMatchObject({ status: 'failed', 'failure-reason': 'evicted' })
      expect(errorsOf(ran)).toEqual([expect.stringContaining('was evicted before the flow was done')])
      expect(ran).toMatchObject({ conclusion: 'failure', left: [] })
      expect(await logOf(ran)).toBe('on\n')
      seen(id, ran)
    }),
  3 * minutes
)

test.concurrent.each([
  ['is killed by it', deaf],
  ['exits 0 on SIGTERM', polite]
])(
  'somebody deletes the pod of a flow that %s: never green',
  (_name, code) =>
    onStage(async (stage) => {
      const { handle, pod } = await waiting(stage, code)
      await stage.cluster.kube.delete(`/api/v1/namespaces/${stage.namespace}/pods/${pod}`, { gracePeriodSeconds: 2 })
      const ran = await stage.complete(handle)
      expect(ran.outputs).toMatchObject({ status: 'failed', 'failure-reason': 'deleted' })
      expect(errorsOf(ran)).toEqual([expect.stringContaining('was deleted before the flow was done')])
      expect(ran).toMatchObject({ conclusion: 'failure', left: [] })
      expect(await logOf(ran)).toBe('on\n')
      if (code === deaf) seen('pod-deleted', ran)
    }),
  3 * minutes
)

test.concurrent.each(['Background', 'Foreground'])(
  'somebody deletes the Job, propagation %s: said, and no pod of it is left',
  (propagationPolicy) =>
    onStage(async (stage) => {
      const { handle, job } = await waiting(stage, polite)
      const path = `/apis/batch/v1/namespaces/${stage.namespace}/jobs/${job}`
      await stage.cluster.kube.delete(path, { propagationPolicy })
      const ran = await stage.complete(handle)
      expect(ran.outputs).toMatchObject({ 'failure-reason': 'deleted', 'failure-kind': 'stopped' })
      expect(errorsOf(ran)).toHaveLength(1)
      expect(ran).toMatchObject({ conclusion: 'failure', left: [] })
      expect(await labelled(stage, 'pods', ran.outputs['identifier'] ?? '')).toEqual([])
      if (propagationPolicy === 'Background') seen('job-deleted', ran)
    }),
  3 * minutes
)

test.concurrent(
  'a flow that is over at once',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({ image: `${stage.registry}/python:3.11`, command: '["/bin/true"]' })
      expect(ran).toMatchObject({ conclusion: 'success', annotations: [], left: [], outputs: { 'exit-code': '0' } })
      expect(await logOf(ran)).toBe('')
      seen('short-run', ran)
    }),
  2 * minutes
)

test.concurrent(
  'a helper among the containers that never ends: the flow’s end is said, the Job’s is waited for',
  () =>
    onStage(async (stage) => {
      const helper = { name: 'helper', image: `${stage.registry}/python:3.11`, command: ['python3', '-c', deaf] }
      const template = JSON.stringify({
        spec: { template: { spec: { terminationGracePeriodSeconds: 1, containers: [{ name: 'flow' }, helper] } } }
      })
      const ran = await stage.run({ ...python(stage, 'print("done")'), 'job-template': template, timeout: '12s' })
      expect(ran).toMatchObject({ conclusion: 'failure', left: [], outputs: { 'failure-reason': 'timed-out' } })
      expect(errorsOf(ran)[0]).toContain('helper')
      seen('sidecar-endless', ran)
    }),
  3 * minutes
)
