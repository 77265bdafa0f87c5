/** `job-template`: each example of examples/templates runs on the real node, or is taken by the real server's dry run. */

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from '@jest/globals'

import { checkout } from '../../dev/paths.ts'
import { jobManifest } from '../../src/job/manifest.ts'
import { readTemplate } from '../../src/plan/job-template.ts'
import type { JobTemplate } from '../../src/plan/types.ts'
import { errorsOf, expectSuccess } from '../support/action.ts'
import { logOf, onStage, python, type Ran, type Stage } from '../support/cluster.ts'
import { makeJobPlan } from '../support/inputs.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000
const folder = join(checkout(), 'examples/templates')

/** The example with the registry's image, and more lines below `spec:`. */
function example(name: string, { registry }: Pick<Stage, 'registry'>, more = ''): string {
  const text = readFileSync(join(folder, name), 'utf8')
  return text.replaceAll('image: python:3.11', `image: ${registry}/python:3.11`) + more
}

interface PodOutput {
  readonly name: string
  readonly phase: string
  readonly exitCode?: number
}
const podsOf = ({ outputs }: Ran): PodOutput[] => JSON.parse(outputs['pods'] ?? '[]') as PodOutput[]
/** Lines of the log without the names of pods. */
const linesOf = async (ran: Ran): Promise<string[]> =>
  (await logOf(ran))
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^\S+\/(\S+ )/u, '$1'))

function expectFailed(ran: Ran, exitCode: string, ...words: string[]): void {
  expect(ran).toMatchObject({ conclusion: 'failure', left: [], runnerErrors: [] })
  expect(ran.outputs).toMatchObject({ status: 'failed', 'exit-code': exitCode, 'failure-reason': 'flow-failed' })
  const errors = errorsOf(ran)
  expect(errors).toHaveLength(1)
  for (const word of words) expect(errors[0]).toContain(word)
}

test.concurrent(
  'every template of the examples is taken by the server, strictly',
  () =>
    onStage(async ({ cluster, namespace, registry }) => {
      const names = readdirSync(folder).sort()
      expect(names).toHaveLength(10)
      for (const name of names) {
        const problems: string[] = []
        const template = readTemplate(example(name, { registry }), (text) => problems.push(text))
        expect({ name, problems }).toEqual({ name, problems: [] })
        const job = jobManifest(makeJobPlan({ template }), { image: `${registry}/python:3.11`, notAfter: 1 })
        const path = `/apis/batch/v1/namespaces/${namespace}/jobs?dryRun=All&fieldValidation=Strict`
        const stored = await cluster.kube.create<JobTemplate>(path, job)
        expect({ name, stored }).toMatchObject({ name, stored: withoutKeys(job, ['resources', 'nvidia.com/gpu']) })
      }
    }),
  2 * minutes
)

/** A copy without some keys, whose values the server writes in another form. */
function withoutKeys(value: unknown, keys: readonly string[]): unknown {
  return JSON.parse(JSON.stringify(value, (key, item: unknown) => (keys.includes(key) ? undefined : item)))
}

test.concurrent(
  'volumes: ConfigMap, Secret and scratch space, from a file of the workspace',
  () =>
    onStage(async (stage) => {
      const metadata = (name: string) => ({ apiVersion: 'v1', metadata: { name } })
      const core = `/api/v1/namespaces/${stage.namespace}`
      await stage.cluster.kube.create(`${core}/configmaps`, {
        ...metadata('flow-settings'),
        kind: 'ConfigMap',
        data: { region: 'north' }
      })
      await stage.cluster.kube.create(`${core}/secrets`, {
        ...metadata('flow-credentials'),
        kind: 'Secret',
        stringData: { token: 'abc' }
      })
      const code = `
import os
print(os.environ['REGION'], open('/etc/flow/region').read(), open('/var/credentials/token').read())
print(oct(os.stat('/var/credentials/token').st_mode & 0o777), os.environ['OWN'])
open('/scratch/x', 'w').write('x')`
      const ran = await stage.run({
        ...python(stage, code),
        'job-template': 'examples/templates/volumes.yml',
        'job-env': 'OWN=$(REGION)'
      })
      expectSuccess(ran)
      expect(await logOf(ran)).toBe('north north abc\n0o440 $(REGION)\n')
    }),
  3 * minutes
)

test.concurrent(
  'an init container, and its part of the log',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({
        ...python(stage, 'print(open("/data/input.txt").read())'),
        'job-template': example('init-container.yml', stage)
      })
      expectSuccess(ran)
      const [pod] = podsOf(ran)
      expect(pod).toMatchObject({ phase: 'Succeeded', exitCode: 0 })
      expect(await logOf(ran)).toBe(`${pod?.name ?? ''}/fetch fetching\n${pod?.name ?? ''}/flow fetched\n`)
      expect(ran.stdout).toContain(`${pod?.name ?? ''}/flow | fetched`)
    }),
  3 * minutes
)

test.concurrent(
  'a native sidecar: the flow’s end decides, not the sidecar’s',
  () =>
    onStage(async (stage) => {
      const template = example('sidecar.yml', stage)
      const code = 'import urllib.request as u; print(u.urlopen("http://localhost:8080/", timeout=30).status)'
      const good = await stage.run({ ...python(stage, code), 'job-template': template })
      expectSuccess(good)
      expect(await linesOf(good)).toEqual(
        expect.arrayContaining(['flow 200', expect.stringMatching(/^cache Serving/u)])
      )
      const bad = await stage.run({ ...python(stage, `${code}; raise SystemExit(7)`), 'job-template': template })
      expectFailed(bad, '7', 'container flow exited with 7')
      expect(podsOf(bad)).toMatchObject([{ exitCode: 7 }])
      seen('native-sidecar', bad)
    }),
  4 * minutes
)

test.concurrent(
  'retries: the second pod succeeds; exit code 42 ends the Job at once',
  () =>
    onStage(async (stage) => {
      const variable = `
  template:
    spec:
      containers:
        - name: flow
          env: [{ name: READY, valueFrom: { configMapKeyRef: { name: ready, key: ready, optional: true } } }]
`
      const template = example('retries.yml', stage, variable)
      const code = `
import os, sys
print('ready' if 'READY' in os.environ else 'not yet')
sys.exit(0 if 'READY' in os.environ else 3)`
      const handle = stage.start({ ...python(stage, code), 'job-template': template })
      await handle.waitForLine(/\| not yet$/u, minutes)
      await stage.cluster.kube.create(`/api/v1/namespaces/${stage.namespace}/configmaps`, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'ready' },
        data: { ready: 'yes' }
      })
      const ran = await stage.complete(handle)
      expectSuccess(ran)
      expect(podsOf(ran).map(({ exitCode }) => exitCode)).toEqual([3, 0])
      expect(await linesOf(ran)).toEqual(['flow not yet', 'flow ready'])
      const final = await stage.run({ ...python(stage, 'raise SystemExit(42)'), 'job-template': template })
      expectFailed(final, '42', 'PodFailurePolicy')
      seen('retries-exhausted', final)
      expect(podsOf(final)).toHaveLength(1)
    }),
  4 * minutes
)

test.concurrent(
  'an Indexed Job with five completions, of which one fails',
  () =>
    onStage(async (stage) => {
      const code =
        'import os, sys; i = int(os.environ["JOB_COMPLETION_INDEX"]); print("index", i); sys.exit(9 if i == 3 else 0)'
      const ran = await stage.run({ ...python(stage, code), 'job-template': example('indexed.yml', stage) })
      expectFailed(ran, '9', 'FailedIndexes')
      expect(
        podsOf(ran)
          .map(({ exitCode }) => exitCode)
          .sort()
      ).toEqual([0, 0, 0, 0, 9])
      expect((await linesOf(ran)).sort()).toEqual([0, 1, 2, 3, 4].map((index) => `flow index ${index}`))
    }),
  4 * minutes
)

test.concurrent(
  'restartPolicy OnFailure: each try’s log; a failure is one also where the controller removes the pod',
  () =>
    onStage(async (stage) => {
      const volume = `      containers:
        - name: flow
          volumeMounts: [{ name: state, mountPath: /state }]
      volumes: [{ name: state, emptyDir: {} }]
`
      const code = `
import os, sys, time
print('first' if not os.path.exists('/state/x') else 'second')
# when a try ends, the kubelet removes the log of the one before: time to read it
if os.path.exists('/state/x'): time.sleep(6); sys.exit(0)
open('/state/x', 'w')
sys.exit(5)`
      const ran = await stage.run({
        ...python(stage, code),
        'job-template': example('restart-in-place.yml', stage, volume)
      })
      expectSuccess(ran)
      expect(await linesOf(ran)).toEqual(['flow first', 'flow#2 second'])
      const template = example('restart-in-place.yml', stage).replace('backoffLimit: 4', 'backoffLimit: 0')
      const failed = await stage.run({ ...python(stage, 'print("on"); raise SystemExit(5)'), 'job-template': template })
      expectFailed(failed, '5', 'container flow exited with 5')
      seen('on-failure-tries', failed)
    }),
  4 * minutes
)

test.concurrent(
  'Pod Security restricted: the refusal shows the lines that pass, and the example passes',
  () =>
    onStage(async (stage) => {
      await stage.cluster.kube.patch(`/api/v1/namespaces/${stage.namespace}`, {
        metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } }
      })
      const code = 'import os; print(os.getuid())'
      const refused = await stage.run(python(stage, code))
      expect(refused.outputs).toMatchObject({ 'failure-reason': 'admission-denied', 'failure-kind': 'configuration' })
      seen('pod-security', refused)
      const [error = ''] = errorsOf(refused)
      const lines = error.slice(error.indexOf('\nspec:\n') + 1)
      expect(refused.summary).toContain('<pre>spec:')
      const mended = await stage.run({ ...python(stage, code), 'job-template': lines })
      expectSuccess(mended)
      expect(await logOf(mended)).toBe('1000\n')
      const home = `${code}; open(os.environ['HOME'] + '/x', 'w'); open('/tmp/x', 'w')`
      const ran = await stage.run({ ...python(stage, home), 'job-template': example('restricted.yml', stage) })
      expectSuccess(ran)
    }),
  4 * minutes
)
