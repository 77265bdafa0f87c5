import { chmodSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'

import type { StepResult } from '../../dev/runner.ts'
import { createQuota, noRoomForJobs } from '../support/admission.ts'
import { errorsOf, expectFailure, onStage, someImage, useWorld } from '../support/action.ts'

/** `dry-run: true`: everything is shown and kept, nothing is changed or executed, and nothing secret is in it. */
const world = useWorld()
let folder: string
let workspace: string
/** A PATH whose programs say that they were started. */
let path: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dry-run-test-'))
  workspace = join(folder, 'workspace')
  mkdirSync(join(workspace, 'flows'), { recursive: true })
  writeFileSync(join(workspace, 'flows/etl.py'), `open(${JSON.stringify(join(folder, 'started-flow'))}, 'w')\n`)
  writeFileSync(join(workspace, 'prices.csv'), '1,2\n')
  path = join(folder, 'bin')
  mkdirSync(path)
  for (const name of ['docker', 'git', 'python', 'python3', 'sh', 'kubectl']) {
    writeFileSync(join(path, name), `#!/bin/sh\n: > ${join(folder, `started-${name}`)}\nexit 1\n`)
    chmodSync(join(path, name), 0o755)
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

const secret = 'topsecret-$-0123456789'
const buildSecret = 'index-secret-9876543210'
const flow = {
  image: '',
  flow: 'flows/etl.py',
  'base-image': 'python:3.13-slim',
  'registry-url': 'registry.example/team',
  'image-name': 'etl',
  'image-tag': 'v1',
  'python-dependencies': 'prefect==3.4.0',
  'env-vars': `LEVEL=debug\nLEAK=${secret}\nOTHER=${buildSecret}`,
  files: 'prices.csv=/data/prices.csv',
  'job-env': `MODE=full\nLEAK=${secret}`,
  'job-secrets': `PASSWORD=${secret}\nPIN=123`,
  'build-secrets': `INDEX_PASSWORD=${buildSecret}`,
  'dry-run': 'true'
}

/** What holds for every dry run, whatever comes of it. */
function expectNothingDone(result: StepResult): void {
  expect(globSync('started-*', { cwd: folder })).toEqual([])
  expect(Object.keys(result.state).filter((name) => name.startsWith('undo_') && result.state[name] !== '')).toEqual([])
  expect(result).toMatchObject({ runnerErrors: [], leftChildren: false })
}

function expectGreen(result: StepResult, outputs: Readonly<Record<string, unknown>> = {}): void {
  expect(errorsOf(result)).toEqual([])
  expect(result).toMatchObject({ exitCode: 0, conclusion: 'success' })
  expect(result.outputs).toMatchObject({ status: 'skipped', build: 'skipped', ...outputs })
  expect(result.summary).toContain('### 🔍 Dry run: nothing was built, pushed or created')
  expectNothingDone(result)
}

const keptIn = (temp: string, identifier: string | undefined): string =>
  join(temp, 'docker-on-k8s', identifier ?? '', 'dry-run')

describe('with a server', () => {
  test('shown, kept, validated; nothing made, started or told', async () => {
    await onStage(world(), { proxied: true }, async (stage) => {
      const before = world().proxy.requests.length
      const handle = stage.run(flow, { PATH: path, RUNNER_DEBUG: '1' }, workspace)
      const result = await handle.finished
      const { identifier, 'job-name': jobName } = result.outputs
      expectGreen(result, { 'image-name': 'etl', 'image-tag': 'v1', namespace: stage.namespace })
      expect(jobName).toBe(`etl-${identifier?.slice(0, 8) ?? ''}`)
      for (const unknown of ['image', 'digest', 'log-file', 'exit-code'])
        expect(result.outputs).not.toHaveProperty(unknown)
      expect(result.annotations.map(({ message }) => message)).toEqual([expect.stringMatching(/^PIN .*not masked/u)])
      expect(result.groups).toEqual(['Dockerfile', 'Build command', 'Build context', 'Job manifest', 'Secret manifest'])
      expect(result.summary).toContain('The cluster accepts the Job')

      const kept = keptIn(handle.temp, identifier)
      expect(result.stdout).toContain(`Kept in ${kept}: `)
      const file = (name: string): string => readFileSync(join(kept, name), 'utf8')
      expect(file('Dockerfile')).toMatch(
        /^FROM python:3\.13-slim AS flow-image\n[^]*--mount=type=secret,id=INDEX_PASSWORD,[^]*ENTRYPOINT[^]*AS health-check\n/u
      )
      expect(file('Dockerfile')).toContain('LEVEL="debug"')
      expect(file('build-command.txt')).toMatch(
        /^docker buildx build .*--target health-check .*\ndocker buildx build .*--tag registry\.example\/team\/etl:v1 .*\ndocker push registry\.example\/team\/etl:v1\n$/u
      )
      expect(file('context.txt')).toMatch(/ 4 +\/data\/prices\.csv +files\/0\/prices\.csv\n/u)
      expect(file('context.txt')).toMatch(/\/flow\/flows\/etl\.py +flow\/flows\/etl\.py\n/u)
      expect(file('job.yaml')).toContain('digest')
      expect(parse(file('job.yaml'))).toMatchObject({
        kind: 'Job',
        metadata: { name: jobName, labels: { identifier } },
        spec: { template: { spec: { containers: [{ image: 'registry.example/team/etl:v1' }] } } }
      })
      expect(parse(file('secret-env.yaml'))).toMatchObject({
        kind: 'Secret',
        stringData: { PASSWORD: '<hidden>', PIN: '<hidden>' }
      })

      // nothing secret, in whatever form, and nothing but questions to the server
      const doubled = secret.replaceAll('$', '$$$$')
      const everything = [
        result.raw.toString().replaceAll(`::add-mask::${secret}\n`, '').replaceAll(`::add-mask::${buildSecret}\n`, ''),
        result.summary,
        JSON.stringify([result.outputs, result.state]),
        ...globSync('**/*', { cwd: join(handle.temp, 'docker-on-k8s'), withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      ].join('\n')
      for (const form of [
        secret,
        buildSecret,
        doubled,
        secret.replaceAll('$', '\\$'),
        Buffer.from(secret).toString('base64')
      ])
        expect(everything).not.toContain(form)
      const asked = world()
        .proxy.requests.slice(before)
        .filter(({ method }) => method !== 'GET')
        .filter(({ path: way }) => !/\/selfsubject(?:access)?reviews$/u.test(way))
      expect(asked.length).toBeGreaterThan(0)
      for (const { query } of asked) expect(query.get('dryRun')).toBe('All')
      expect(await stage.jobs()).toEqual([])
      expect(await stage.leftovers()).toEqual([])
      expect(existsSync(join(kept, '..', 'context'))).toBe(false)

      const after = await handle.post().finished
      expect({ exitCode: after.exitCode, raw: after.raw.toString() }).toEqual({ exitCode: 0, raw: '' })
      expect(existsSync(join(kept, 'job.yaml'))).toBe(true)
    })
  }, 60_000)

  test('what the server warns of is shown', async () => {
    await onStage(world(), { labels: { 'pod-security.kubernetes.io/warn': 'restricted' } }, async (stage) => {
      const result = await stage.run({ 'dry-run': 'true' }).finished
      expectGreen(result, { image: someImage, 'image-name': 'etl', digest: someImage.split('@')[1] })
      expect(result.annotations).toEqual([
        expect.objectContaining({
          level: 'warning',
          message: expect.stringContaining('would violate PodSecurity') as unknown
        })
      ])
    })
  }, 60_000)

  test('what the server refuses is the failure of the step, and all is there to look at', async () => {
    await onStage(world(), {}, async (stage) => {
      await createQuota(world().cluster, stage.namespace, noRoomForJobs)
      const handle = stage.run({ 'dry-run': 'true' })
      const result = await handle.finished
      expectFailure(result, {
        reason: 'quota-exceeded',
        text: ['quota', 'count/jobs.batch'],
        outputs: { build: 'skipped' }
      })
      expect(result.summary).toContain('### ❌ The dry run found something wrong')
      expect(existsSync(join(keptIn(handle.temp, result.outputs['identifier']), 'job.yaml'))).toBe(true)
      expectNothingDone(result)
    })
  }, 60_000)

  test('a right that a run would lack is named', async () => {
    const rules = [{ apiGroups: ['batch'], resources: ['jobs'], verbs: ['create', 'get'] }]
    await onStage(world(), { rules }, async (stage) => {
      const result = await stage.run({ 'dry-run': 'true' }).finished
      expectFailure(result, { reason: 'forbidden', text: ['delete', 'jobs'] })
      expectNothingDone(result)
    })
  }, 60_000)
})

describe('without a server', () => {
  const empty = (): string => {
    const home = mkdtempSync(join(folder, 'home-'))
    writeFileSync(join(home, 'empty'), '\n')
    return home
  }
  test.each<[string, (home: string) => Record<string, string>]>([
    ['in a pull request of a fork, which has no secrets', () => ({ GITHUB_EVENT_NAME: 'pull_request' })],
    ['and an earlier step has written an empty one', (home) => ({ KUBECONFIG: join(home, 'empty') })]
  ])(
    '%s: green, with a notice',
    async (_, env) => {
      const home = empty()
      await onStage(world(), {}, async (stage) => {
        const inputs = { ...flow, kubeconfig: '', namespace: '', 'job-secrets': '', 'build-secrets': '' }
        const result = await stage.run(inputs, { PATH: path, HOME: home, KUBECONFIG: '', ...env(home) }, workspace)
          .finished
        expectGreen(result, { 'image-name': 'etl' })
        expect(result.outputs).not.toHaveProperty('namespace')
        expect(result.annotations).toEqual([
          expect.objectContaining({ level: 'notice', message: expect.stringContaining('no kubeconfig') as unknown })
        ])
        expect(result.summary).toContain('No server has validated the Job')
      })
    },
    60_000
  )

  test('run: false needs none, and asks for none', async () => {
    await onStage(world(), {}, async (stage) => {
      const inputs = {
        image: '',
        kubeconfig: '',
        namespace: '',
        'base-image': 'python:3.13',
        run: 'false',
        'dry-run': 'true'
      }
      const result = await stage.run(inputs, { PATH: path, HOME: empty(), KUBECONFIG: '' }, workspace).finished
      expectGreen(result)
      expect(result.annotations).toEqual([])
      expect(result.groups).toEqual(['Dockerfile', 'Build command', 'Build context'])
    })
  }, 60_000)

  test('a kubeconfig that is there and wrong is an error all the same', async () => {
    await onStage(world(), {}, async (stage) => {
      const result = await stage.run({ kubeconfig: 'no/such/file', 'dry-run': 'true' }).finished
      expectFailure(result, { reason: 'invalid-kubeconfig', text: ['no/such/file'] })
    })
  }, 60_000)
})
