/** Flows of all kinds that succeed; beside them the longest wait of all, and flows of Prefect that must not. */

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@jest/globals'

import { errorsOf } from '../support/action.ts'
import { labelled, localImages, logOf, onStage, python, tagsOf } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000

const nasty: Readonly<Record<string, string>> = {
  T_QUOTES: `"double" 'single' \`back\``,
  T_DOLLAR: '$HOME ${PATH} $$ $(id) $(T_QUOTES)',
  T_HASH: '# not a comment',
  T_BACKSLASH: 'C:\\new\\\\x\\',
  T_SPACES: '  lead and\ttab  ',
  T_UNICODE: 'žluťoučký 🐍',
  T_EMPTY: '',
  T_EQUALS: 'a=b=c: d',
  T_HEREDOC: '<<EOF'
}

const lines = (map: Readonly<Record<string, string>>): string =>
  Object.entries(map)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')

/** What flows/everything.py found. */
function foundIn(log: string): Record<string, unknown> {
  const line = /^FOUND (.*)$/mu.exec(log)?.[1]
  return JSON.parse(line ?? '{}') as Record<string, unknown>
}

// first, because all others are done long before it
test.concurrent(
  'a pod that is silent for six minutes',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({
        ...python(stage, 'import time; print("hush"); time.sleep(370); print("here again")'),
        timeout: '20m'
      })
      expect(errorsOf(ran)).toEqual([])
      expect(ran.conclusion).toBe('success')
      expect(await logOf(ran)).toBe('hush\nhere again\n')
      seen('log-silent', ran, /^\| /u)
      expect(ran.duration).toBeGreaterThan(370_000)
    }),
  20 * minutes
)

test.concurrent(
  'every input of the image at once',
  () =>
    onStage(async (stage) => {
      const elsewhere = await mkdtemp(join(tmpdir(), 'elsewhere-'))
      const secret = join(elsewhere, '-x*[a].csv')
      await writeFile(secret, 'csv')
      await chmod(secret, 0o640)
      const name = `${stage.unique}/every-thing`
      const ran = await stage.run(
        {
          flow: 'flows/everything.py:report',
          'base-image': 'python:3.11',
          'registry-url': `http://${stage.registry}/Some/Path`,
          'python-dependencies': 'six==1.16.0\n\n# a comment\nidna>=3',
          'image-name': name,
          'image-tag': 'v1.2_x',
          'env-vars': lines(nasty),
          files: `flows/da ta=/opt/da ta\nflows/exits.py=/data/we$ird "n'ame\\ [1] <<EOF.py\n${secret}=/data/x.csv`,
          push: 'true',
          'build-timeout': '10m',
          'job-env': 'T_HASH=from the job\nT_JOB=$(T_QUOTES) $$\nT_STEP',
          'job-name': 'Every thing'.toLowerCase().replace(' ', '-'),
          context: 'local',
          timeout: '10m',
          'start-timeout': '5m',
          ttl: '1h'
        },
        { T_STEP: 'of the step' }
      )
      await rm(elsewhere, { recursive: true })
      expect(errorsOf(ran)).toEqual([])
      expect(ran).toMatchObject({ exitCode: 0, conclusion: 'success', runnerErrors: [], left: [] })
      const repository = `some/path/${name}`
      expect(ran.outputs).toMatchObject({
        'image-name': name,
        'image-tag': 'v1.2_x',
        image: `${stage.registry}/${repository}@${ran.outputs['digest'] ?? ''}`,
        build: 'built',
        status: 'succeeded',
        'exit-code': '0'
      })
      expect(await tagsOf(stage, repository)).toEqual(['v1.2_x'])
      expect(await localImages(stage.unique)).toEqual([])
      expect(foundIn(await logOf(ran))).toEqual({
        env: { ...nasty, T_HASH: 'from the job', T_JOB: '$(T_QUOTES) $$', T_STEP: 'of the step' },
        action: [],
        files: {
          [`/data/we$ird "n'ame\\ [1] <<EOF.py`]: '0o644',
          '/data/x.csv': '0o640',
          '/opt/da ta/run.sh': '0o755',
          '/opt/da ta/deep': '0o755',
          '/opt/da ta/deep/link': '../run.sh',
          '/opt/da ta/deep/plain.json': '0o644'
        },
        argv: ['/flow/flows/everything.py'],
        cwd: '/flow',
        python: [3, 11]
      })
    }),
  10 * minutes
)

test.concurrent(
  'Prefect 0.5.1 on the default base image, names by default, found by its label while it runs',
  () =>
    onStage(async (stage) => {
      const handle = stage.start({
        flow: 'examples/flows/hello_prefect_0_5.py',
        'registry-url': stage.registry,
        'python-dependencies': 'prefect==0.5.1'
      })
      const line = await handle.waitForLine(/Created Job .* \(identifier [0-9a-f-]{36}\)/u, 8 * minutes)
      const identifier = /identifier ([0-9a-f-]{36})/u.exec(line)?.[1] ?? ''
      await handle.waitForLine(/: running/u, 2 * minutes)
      const jobs = await labelled(stage, 'jobs', identifier)
      const pods = await labelled(stage, 'pods', identifier)
      expect([jobs.length, pods.length]).toEqual([1, 1])
      expect((await stage.leftovers()).sort()).toEqual(
        [`jobs/${jobs[0]?.metadata.name ?? ''}`, `pods/${pods[0]?.metadata.name ?? ''}`].sort()
      )
      const ran = await stage.complete(handle)
      expect(errorsOf(ran)).toEqual([])
      expect(ran).toMatchObject({ conclusion: 'success', left: [] })
      expect(ran.outputs['identifier']).toBe(identifier)
      expect(ran.outputs['image-name']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-/u)
      expect(ran.outputs['image-tag']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-/u)
      expect(await logOf(ran)).toContain('The value is 42.')
    }),
  12 * minutes
)

const prefect1 = { 'base-image': 'python:3.11', 'python-dependencies': 'prefect==1.4.1\nsetuptools<81' }
const prefect3 = {
  'base-image': 'python:3.11',
  'python-dependencies': 'prefect>=3,<4',
  // two cores that others use as well: Prefect's own server needs longer than the 20 s it gives itself
  'job-env': 'PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS=180'
}

test.concurrent.each([
  ['1.4.1', prefect1, 'examples/flows/hello_prefect1.py', 'flows/prefect1_fails.py'],
  ['3', prefect3, 'examples/flows/hello_prefect3.py', 'flows/prefect3_fails.py']
])(
  'Prefect %s: a flow that works is green, one that fails is red and says why',
  (_name, inputs, good, bad) =>
    onStage(async (stage) => {
      const green = await stage.run({ ...inputs, flow: good, 'registry-url': stage.registry, timeout: '8m' })
      expect(errorsOf(green)).toEqual([])
      expect(green).toMatchObject({ conclusion: 'success', left: [] })
      expect(await logOf(green)).toContain('The sum of the squares is 14.')
      const red = await stage.run({ ...inputs, flow: bad, 'registry-url': stage.registry, timeout: '8m' })
      expect(red).toMatchObject({ conclusion: 'failure', left: [] })
      expect(red.outputs).toMatchObject({ 'failure-reason': 'flow-failed', 'exit-code': '1', status: 'failed' })
      expect(errorsOf(red)).toEqual([expect.stringContaining('ValueError: no orders today')])
    }),
  18 * minutes
)
