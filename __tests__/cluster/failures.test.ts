/** Runs that do not succeed: each ends red, with the reason, nothing left in the cluster. */

import { readFileSync } from 'node:fs'

import { expect, test } from '@jest/globals'

import { createQuota } from '../support/admission.ts'
import { errorsOf } from '../support/action.ts'
import { localImages, logOf, onStage, python, type Ran, type Stage } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000

/** Red, nothing left, one error with these words and no other. */
function expectFailure(ran: Ran, reason: string, kind: string, ...words: string[]): void {
  expect(ran).toMatchObject({ conclusion: 'failure', exitCode: 1, left: [], runnerErrors: [] })
  expect(ran.outputs).toMatchObject({ 'failure-reason': reason, 'failure-kind': kind })
  const errors = errorsOf(ran)
  expect(errors).toHaveLength(1)
  for (const word of words) expect(errors[0]).toContain(word)
  expect(ran.summary).toContain(reason)
}

const small = ({ registry, unique }: Stage) => ({
  'base-image': 'python:3.11',
  'registry-url': registry,
  'image-name': unique,
  timeout: '5m'
})

test.concurrent(
  'a flow that exits with 3; a failed Job stays with cleanup: on-success',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({ ...small(stage), flow: 'flows/exits.py' })
      expectFailure(ran, 'flow-failed', 'code', 'exit code 3')
      expect(ran.outputs).toMatchObject({ 'exit-code': '3', status: 'failed' })
      expect(await logOf(ran)).toBe('before the end\n')
      const kept = await stage.run({ ...python(stage, 'raise SystemExit(4)'), cleanup: 'on-success' })
      expect(kept.outputs).toMatchObject({ 'exit-code': '4', 'failure-reason': 'flow-failed' })
      expect(kept.left).toEqual([`jobs/${kept.outputs['job-name'] ?? ''}`, expect.stringMatching(/^pods\//u)])
    }),
  5 * minutes
)

test.concurrent(
  'a flow that raises: the error and its place in the repository are in the message',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({ ...small(stage), flow: 'flows/raises.py' })
      expectFailure(ran, 'flow-failed', 'code', 'ValueError: row 7 has no price', 'flows/raises.py')
      expect(await logOf(ran)).toContain('Traceback (most recent call last):')
    }),
  5 * minutes
)

test.concurrent(
  'a flow that is not in its file, or whose file cannot be imported',
  () =>
    onStage(async (stage) => {
      const missing = await stage.run({ ...small(stage), flow: 'flows/endings/made_functions.py:wednesday' })
      expectFailure(missing, 'flow-not-found', 'code', 'wednesday')
      const broken = await stage.run({ ...small(stage), flow: 'flows/prefect3_fails.py', prefect: 'none' })
      expectFailure(broken, 'flow-not-importable', 'code', 'prefect')
    }),
  5 * minutes
)

test.concurrent(
  'a flow that needs more memory than its limit',
  () =>
    onStage(async (stage) => {
      const code = 'x = []\nwhile True: x.append(bytearray(1 << 22))'
      const ran = await stage.run({ ...python(stage, code), memory: '32Mi' })
      expectFailure(ran, 'out-of-memory', 'code', 'OOMKilled', 'Raise the input memory')
      expect(ran.outputs['exit-code']).toBe('137')
      seen('out-of-memory', ran)
    }),
  3 * minutes
)

test.concurrent(
  'a flow that runs longer than timeout',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({ ...python(stage, 'import time; print("on"); time.sleep(300)'), timeout: '3s' })
      expectFailure(ran, 'timed-out', 'stopped', '3s')
      expect(ran.outputs['status']).toBe('timed-out')
      expect(await logOf(ran)).toBe('on\n')
    }),
  3 * minutes
)

test.concurrent(
  'a flow that is deleted by somebody else',
  () =>
    onStage(async (stage) => {
      const handle = stage.start(python(stage, 'import time; print("on"); time.sleep(300)'))
      await handle.waitForLine(/\| on$/u, minutes)
      const [job] = (await stage.leftovers()).filter((name) => name.startsWith('jobs/'))
      await stage.cluster.kube.delete(`/apis/batch/v1/namespaces/${stage.namespace}/${job ?? ''}`)
      expectFailure(await stage.complete(handle), 'deleted', 'stopped', 'deleted')
    }),
  3 * minutes
)

test.concurrent(
  'a dependency that cannot be installed: nothing is pushed, no Job is made',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({ ...small(stage), flow: 'flows/exits.py', 'python-dependencies': 'prefect==99.1' })
      expectFailure(ran, 'dependency-not-installable', 'code', 'prefect==99.1', 'set base-image')
      seen('dependency-not-installable', ran)
      expect(ran.outputs['pods']).toBe('[]')
      expect(await localImages(stage.unique)).toEqual([])
    }),
  5 * minutes
)

test.concurrent(
  'a package index that does not answer',
  () =>
    onStage(async (stage) => {
      const dependencies = '--index-url http://127.0.0.1:9/simple\nsix==1.16.0'
      const ran = await stage.run({ ...small(stage), flow: 'flows/exits.py', 'python-dependencies': dependencies })
      expectFailure(ran, 'package-index-unavailable', 'infrastructure')
      seen('package-index-away', ran)
      expect(await localImages(stage.unique)).toEqual([])
    }),
  5 * minutes
)

test.concurrent(
  'an image that does not exist',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({ image: `${stage.registry}/no-such/image:1`, 'start-timeout': '2m' })
      expectFailure(ran, 'image-not-found', 'configuration', 'no-such/image:1')
      seen('image-not-found', ran)
    }),
  4 * minutes
)

test.concurrent(
  'a command that does not exist',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({ image: `${stage.registry}/python:3.11`, command: '/no/such/program --now' })
      expectFailure(ran, 'start-error', 'code', '/no/such/program')
      seen('command-missing', ran)
    }),
  3 * minutes
)

test.concurrent.each([
  ['no rights at all', [], ['create', 'get', 'delete']],
  ['no right to delete', [{ apiGroups: ['batch'], resources: ['jobs'], verbs: ['create', 'get'] }], ['delete']]
])(
  '%s: the rule to add, before the image is built',
  (_name, rules, verbs) =>
    onStage(
      async (stage) => {
        const ran = await stage.run({ ...small(stage), flow: 'flows/exits.py', 'python-dependencies': 'prefect>=3,<4' })
        expectFailure(ran, 'forbidden', 'configuration', 'jobs', 'batch', ...verbs)
        expect(ran.outputs['digest']).toBeUndefined()
      },
      { rules }
    ),
  3 * minutes
)

test.concurrent(
  'a namespace that does not exist',
  () =>
    onStage(async (stage) => {
      const kubeconfig = readFileSync(stage.cluster.kubeconfig, 'utf8')
      const ran = await stage.run({ ...python(stage, 'pass'), kubeconfig, namespace: 'no-such-namespace' })
      expectFailure(ran, 'namespace-not-found', 'configuration', 'no-such-namespace')
    }),
  2 * minutes
)

test.concurrent(
  'no node that fits',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({
        ...python(stage, 'pass'),
        'node-selector': 'example.com/gpu=yes',
        'start-timeout': '5s'
      })
      expectFailure(ran, 'unschedulable', 'infrastructure', 'node-selector')
      seen('unschedulable', ran)
    }),
  2 * minutes
)

test.concurrent(
  'a service account that does not exist',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({ ...python(stage, 'pass'), 'service-account': 'no-such-account' })
      expectFailure(ran, 'missing-config', 'configuration', 'no-such-account')
      seen('service-account-missing', ran)
    }),
  3 * minutes
)

test.concurrent(
  'a quota without room',
  () =>
    onStage(async (stage) => {
      await createQuota(stage.cluster, stage.namespace, { 'limits.memory': '16Mi' })
      const unset = await stage.run(python(stage, 'pass'))
      expectFailure(unset, 'quota-exceeded', 'configuration', 'limits.memory')
      const large = await stage.run({ ...python(stage, 'pass'), memory: '64Mi' })
      expectFailure(large, 'quota-exceeded', 'configuration', 'limits.memory=64Mi')
      seen('quota-exceeded', large)
    }),
  3 * minutes
)
