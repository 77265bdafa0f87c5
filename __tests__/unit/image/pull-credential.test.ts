import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import { findPullLogin, pullCredential } from '../../../src/image/pull-credential.ts'
import type { JobPlan, Plan, PullCredential } from '../../../src/plan/types.ts'
import { createWriter } from '../../../src/runner/writer.ts'
import { Scope } from '../../../src/scope.ts'
import { makeJournal, makeSink } from '../../support/fakes.ts'
import { makeBuildPlan, makeJobPlan, makePlan } from '../../support/inputs.ts'
import { fakeDocker, type Answer } from '../docker/fake-docker.ts'

const refused: Answer = { exitCode: 1, lines: ['ERROR: authorization failed: no basic auth credentials'] }
const open: Answer = { stdout: '{"schemaVersion":2}', lines: [] }
const unknown: Answer = { exitCode: 1, lines: ['ERROR: i/o timeout'] }
const auth = (text: string): object => ({ auth: Buffer.from(text).toString('base64') })

let home = ''
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'credential-'))
  await mkdir(join(home, '.docker'))
})
afterEach(() => rm(home, { recursive: true }))

interface World {
  readonly repository?: string
  readonly job?: Partial<JobPlan>
  readonly plan?: Partial<Plan>
  readonly config?: object
  readonly answer?: Answer
  readonly mayCreate?: boolean | undefined
}

/** From a plan to a credential, as main does it. */
async function run(world: World): Promise<{
  credential: PullCredential | undefined
  lines: readonly string[]
  calls: readonly string[]
}> {
  const { repository = 'ghcr.io/octo/etl', config = { auths: { 'ghcr.io': auth('octo:s3cret') } } } = world
  await writeFile(join(home, '.docker', 'config.json'), JSON.stringify(config))
  const image = makeBuildPlan({ repository })
  const plan = makePlan({ image, job: makeJobPlan(world.job), ...world.plan })
  const sink = makeSink()
  const writer = createWriter(sink.write, { isDebug: true })
  const env = { HOME: home, PATH: '/usr/bin:/bin' }
  const scope = new Scope({
    signal: new AbortController().signal,
    journal: makeJournal(),
    marker: { isSet: () => false }
  })
  const docker = fakeDocker({ 'buildx imagetools': world.answer ?? refused })
  const found = await findPullLogin(plan, { env, writer, signal: scope.signal })
  const mayCreateSecrets = 'mayCreate' in world ? world.mayCreate : true
  const reference = `${repository}@sha256:${'0'.repeat(64)}`
  const folder = join(home, 'run')
  const credential = await pullCredential(reference, found, { docker, env, scope, writer, folder, mayCreateSecrets })
  return { credential, lines: sink.text.split('\n').filter(Boolean), calls: docker.calls }
}

const notices = (lines: readonly string[]): string[] => lines.filter((line) => /^::(?:notice|warning)/u.test(line))

describe('given', () => {
  test('a login at a registry that refuses strangers: exactly that one', async () => {
    const config = { auths: { 'ghcr.io': auth('octo:s3:cret'), 'quay.io': auth('octo:other') } }
    const { credential, lines, calls } = await run({ config })
    expect(credential).toEqual({ registry: 'ghcr.io', username: 'octo', password: 's3:cret' })
    expect(calls).toEqual([`buildx imagetools inspect --raw ghcr.io/octo/etl@sha256:${'0'.repeat(64)}`])
    expect(notices(lines)).toEqual([])
    // hidden before anything else is printed, in both forms
    expect(lines.slice(0, 2)).toEqual([
      '::add-mask::s3:cret',
      `::add-mask::${Buffer.from('octo:s3:cret').toString('base64')}`
    ])
    expect(lines.slice(2).join('\n')).not.toContain('s3:cret')
  })

  test('unless the cluster says no: also when it would not say', async () => {
    expect((await run({ mayCreate: undefined })).credential).toBeDefined()
  })

  test.each([
    ['octo/etl', 'https://index.docker.io/v1/'],
    ['docker.io/octo/etl', 'https://index.docker.io/v1/'],
    ['index.docker.io/octo/etl', 'https://index.docker.io/v1/'],
    ['registry-1.docker.io/octo/etl', 'registry-1.docker.io']
  ])('for Docker Hub as %s under a key that Kubernetes takes for it', async (repository, registry) => {
    const config = { auths: { 'https://index.docker.io/v1/': auth('octo:s3cret') } }
    expect((await run({ repository, config })).credential).toEqual({ registry, username: 'octo', password: 's3cret' })
  })

  test.each(['team.azurecr.io', 'team.azurecr.cn', 'team.azurecr.us'])(
    'an identity token at %s as a password',
    async (registry) => {
      const config = { auths: { [registry]: { identitytoken: 'refresh-token' } } }
      const { credential, lines } = await run({ repository: `${registry}/etl`, config })
      const username = '00000000-0000-0000-0000-000000000000'
      expect(credential).toEqual({ registry, username, password: 'refresh-token' })
      expect(lines[0]).toBe('::add-mask::refresh-token')
    }
  )

  test('for an image that exists already', async () => {
    const image = { kind: 'use', reference: 'ghcr.io/octo/etl:1', needsLauncher: false } as const
    expect((await run({ plan: { image } })).credential).toMatchObject({ registry: 'ghcr.io' })
  })

  test('what was made to ask is recorded', async () => {
    await run({})
    expect(await readdir(join(home, 'run'))).toEqual(['anonymous-docker'])
  })
})

describe('nothing, without a word and without a question', () => {
  test.each<[string, World]>([
    ['pull-secret: none', { job: { pullSecret: 'none' } }],
    ['image-pull-secrets', { job: { imagePullSecrets: ['ghcr'] } }],
    [
      'pull secrets in the template',
      { job: { template: { spec: { template: { spec: { imagePullSecrets: [{ name: 'ghcr' }] } } } } } }
    ],
    ['no Job', { plan: { job: undefined } }],
    ['a dry run', { plan: { dryRun: true } }],
    ['no login', { config: {} }]
  ])('%s', async (_name, world) => {
    const { credential, lines, calls } = await run(world)
    expect(credential).toBeUndefined()
    expect(lines.filter((line) => !line.startsWith('::debug::'))).toEqual([])
    expect(calls).toEqual([])
  })

  test('a template without pull secrets is none of these', async () => {
    const template = { spec: { template: { spec: { imagePullSecrets: [], containers: [] } } } }
    expect((await run({ job: { template } })).credential).toBeDefined()
  })
})

describe('nothing, without a notice', () => {
  test.each<[string, Answer]>([
    ['an image for everybody', open],
    ['a registry that does not answer', unknown]
  ])('%s', async (_name, answer) => {
    for (const config of [
      undefined,
      { credsStore: 'not-there' },
      { auths: { 'ghcr.io': { identitytoken: 'token' } } }
    ]) {
      const { credential, lines } = await run({ answer, ...(config === undefined ? {} : { config }) })
      expect(credential).toBeUndefined()
      expect(notices(lines)).toEqual([])
    }
  })
})

describe('nothing, and a notice that says what to do', () => {
  const start = '::notice::The cluster gets no docker login at ghcr.io, which refuses the image to strangers: '
  const end = ' Or name a pull secret of the namespace in image-pull-secrets.'
  test.each<[string, World, string]>([
    [
      'an identity token',
      { config: { auths: { 'ghcr.io': { identitytoken: 'refresh' } } } },
      "the runner's is an identity token, which Kubernetes cannot use. Log in with a password or access token."
    ],
    [
      'a registry token',
      { config: { auths: { 'ghcr.io': { registrytoken: 'bearer' } } } },
      "the runner's is a registry token, which Kubernetes cannot use. Log in with a password or access token."
    ],
    [
      'a helper that is not there',
      { config: { credsStore: 'not-there' } },
      'the credential helper docker-credential-not-there is not on the PATH. Install docker-credential-not-there before this step.'
    ],
    [
      'no right to make Secrets',
      { mayCreate: false },
      'the user of this kubeconfig may not create Secrets. Add this rule to its Role: apiGroups: [""], resources: ["secrets"], verbs: ["create", "delete"].'
    ]
  ])('%s', async (_name, world, sentence) => {
    const { credential, lines } = await run(world)
    expect(credential).toBeUndefined()
    expect(notices(lines)).toEqual([`${start}${sentence}${end}`])
  })
})

test('a password that is too short to be hidden', async () => {
  const { credential, lines } = await run({ config: { auths: { 'ghcr.io': auth('octo:abc') } } })
  expect(credential).toBeDefined()
  expect(lines[0]).toBe('::warning::The password of the docker login at ghcr.io is too short to be hidden in the log.')
  expect(lines.join('\n')).not.toContain('::add-mask::abc')
})

test('an abort is thrown', async () => {
  const signal = AbortSignal.abort(new Error('cancelled'))
  const writer = createWriter(() => undefined)
  const scope = new Scope({ signal, journal: makeJournal(), marker: { isSet: () => false } })
  const repository = 'ghcr.io/octo/etl'
  const login = { kind: 'password', username: 'octo', password: 's3cret' } as const
  const found = { repository, answer: { kind: 'login', login } } as const
  const asking = pullCredential(repository, found, {
    docker: fakeDocker({}),
    env: {},
    scope,
    writer,
    folder: join(home, 'run'),
    mayCreateSecrets: true
  })
  await expect(asking).rejects.toThrow('cancelled')
})
