import { describe, expect, test } from '@jest/globals'

import { ApiError, type Cluster } from '../../../src/cluster/port.ts'
import { Failure } from '../../../src/failure.ts'
import { createObject } from '../../../src/job/create.ts'
import { jobManifest } from '../../../src/job/manifest.ts'
import { createSecrets, dyingLogin, maskCredential, secretManifests } from '../../../src/job/secrets.ts'
import { createWriter } from '../../../src/runner/writer.ts'
import { Scope } from '../../../src/scope.ts'
import { makeJournal, makeSink, type MemoryJournal } from '../../support/fakes.ts'
import { makeJobPlan, testIdentifier } from '../../support/inputs.ts'
import { makeJob } from '../../support/objects.ts'

const credential = { registry: 'ghcr.io', username: 'octo', password: 'pässword' }
const secrets = new Map([
  ['TOKEN', 'line 1\nline 2 "quoted" $(X) ž'],
  ['EMPTY', '']
])
const plan = makeJobPlan({ name: 'etl-1', secrets })
const job = makeJob({ metadata: { name: 'etl-1', uid: 'job-uid' } })
const text = (value: string | undefined): string => Buffer.from(value ?? '', 'base64').toString('utf8')

describe('the manifests', () => {
  test('of both Secrets: immutable, labelled, owned by the Job without blocking its deletion', () => {
    const [pull, env] = secretManifests(plan, job, credential)
    for (const [secret, name] of [
      [pull, 'etl-1-pull'],
      [env, 'etl-1-env']
    ] as const) {
      expect(secret).toMatchObject({ apiVersion: 'v1', kind: 'Secret', immutable: true })
      expect(secret?.metadata).toEqual({
        name,
        labels: plan.labels,
        ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'etl-1', uid: 'job-uid' }]
      })
    }
    expect(env?.type).toBe('Opaque')
    expect(Object.entries(env?.data ?? {}).map(([key, value]) => [key, text(value)])).toEqual([...secrets])
    expect(pull?.type).toBe('kubernetes.io/dockerconfigjson')
    expect(JSON.parse(text(pull?.data['.dockerconfigjson']))).toEqual({
      auths: {
        'ghcr.io': {
          username: 'octo',
          password: 'pässword',
          auth: Buffer.from('octo:pässword').toString('base64')
        }
      }
    })
  })

  test('none without variables and login', () => {
    expect(secretManifests(makeJobPlan(), job, undefined)).toEqual([])
  })

  test('the Job names them, and holds no value', () => {
    const named = makeJobPlan({ ...plan, imagePullSecrets: ['own'] })
    const manifest = JSON.stringify(jobManifest(named, { image: 'r/i', pullSecret: true }))
    expect(manifest).toContain('{"name":"TOKEN","valueFrom":{"secretKeyRef":{"name":"etl-1-env","key":"TOKEN"}}}')
    expect(manifest).toContain('"imagePullSecrets":[{"name":"own"},{"name":"etl-1-pull"}]')
    expect(manifest).not.toMatch(/line 1|quoted/u)
  })
})

describe('a login that dies with the workflow job', () => {
  test.each<[string, { password?: string; queue?: string; wait?: boolean; token?: string }, boolean]>([
    ['an installation token in a queue', { password: 'ghs_abc', queue: 'q' }, true],
    ['an installation token that nobody waits for', { password: 'ghs_abc', wait: false }, true],
    ['an installation token while we wait', { password: 'ghs_abc' }, false],
    ['the job’s own token of another form', { password: 'abc', token: 'abc', wait: false }, true],
    ['a personal token', { password: 'ghp_abc', token: 'ghs_abc', wait: false, queue: 'q' }, false],
    ['no token at all', { password: '', token: '', wait: false }, false]
  ])('%s: %j', (_name, { password = 'x', queue, wait = true, token }, warns) => {
    const warning = dyingLogin({ ...credential, password }, { queue, wait }, { GITHUB_TOKEN: token })
    expect(warning !== undefined).toBe(warns)
    expect(warning ?? '').not.toContain('abc')
  })

  test('its password is masked, and the form in which the Secret holds it', () => {
    const sink = makeSink()
    maskCredential(credential, createWriter(sink.write))
    expect(sink.text).toBe(`::add-mask::pässword\n::add-mask::${Buffer.from('octo:pässword').toString('base64')}\n`)
    const short = makeSink()
    maskCredential({ ...credential, password: 'abc' }, createWriter(short.write))
    expect(short.text).toBe('')
  })
})

describe('creating them', () => {
  const create = async (
    answer: (name: string) => Promise<unknown>,
    get: () => Promise<unknown> = () => Promise.resolve(undefined)
  ): Promise<{ journal: MemoryJournal; error: unknown; sent: string[] }> => {
    const sent: string[] = []
    const cluster = {
      namespace: 'ci',
      server: 'https://c',
      context: undefined,
      create: (_: string, manifest: { metadata: { name: string } }) => {
        sent.push(manifest.metadata.name)
        return answer(manifest.metadata.name)
      },
      get
    } as unknown as Cluster
    const journal = makeJournal()
    const scope = new Scope({ signal: AbortSignal.timeout(5_000), journal, marker: { isSet: () => false } })
    const writer = createWriter(makeSink().write)
    const tools = { cluster, scope, writer, access: { kind: 'in-cluster' } as const, identifier: testIdentifier }
    const error: unknown = await createSecrets(plan, job, credential, tools).catch((thrown: unknown) => thrown)
    return { journal, error, sent }
  }
  const made = (name: string): Promise<unknown> =>
    Promise.resolve({ object: { metadata: { name, uid: `${name}-uid` } }, warnings: [] })

  test('each is on record, with its Job, and never with its content', async () => {
    const { journal, error, sent } = await create(made)
    expect(error).toBeUndefined()
    expect(sent).toEqual(['etl-1-pull', 'etl-1-env'])
    expect([...journal.open.values()].map(({ undo }) => undo)).toMatchObject([
      { kind: 'secret', name: 'etl-1-pull', uid: 'etl-1-pull-uid', job: { name: 'etl-1', uid: 'job-uid' } },
      { kind: 'secret', name: 'etl-1-env', uid: 'etl-1-env-uid', identifier: testIdentifier }
    ])
    expect(JSON.stringify([...journal.open.values()])).not.toMatch(/pässword|line 1/u)
  })

  test.each<[string, ApiError, string, string]>([
    [
      'quota',
      new ApiError('create secrets', 'exceeded quota: q', { status: 403 }),
      'quota-exceeded',
      'set pull-secret: none'
    ],
    [
      'admission',
      new ApiError('create secrets', 'admission webhook "w" denied the request: no', { status: 400 }),
      'admission-denied',
      'the Secret with which the image is pulled'
    ],
    [
      'a namesake',
      new ApiError('create secrets', 'already exists', { status: 409, reason: 'AlreadyExists' }),
      'job-exists',
      'another Secret with the name'
    ],
    [
      'RBAC',
      new ApiError(
        'create secrets',
        'secrets is forbidden: User "u" cannot create resource "secrets" in API group "" in the namespace "ci"',
        { status: 403 }
      ),
      'forbidden',
      'resources: ["secrets"], verbs: ["create"]'
    ]
  ])('refused by %s: the reason, and nothing to look for', async (_name, answer, reason, words) => {
    const { journal, error } = await create(() => Promise.reject(answer))
    expect(error).toBeInstanceOf(Failure)
    expect(error).toMatchObject({ reason })
    const { what, why = '', fix = '' } = error as Failure
    expect(`${what} ${why} ${fix}`).toContain(words)
    expect(journal.open.size).toBe(0)
  })

  test('an answer that says nothing: adopted by our identifier; else it stays on record', async () => {
    const lost = new ApiError('create secrets', 'reset', { status: 0, mayHaveHappened: true })
    const object = { metadata: { uid: 'u', labels: { identifier: testIdentifier } } }
    const adopted = await create(
      () => Promise.reject(lost),
      () => Promise.resolve(object)
    )
    expect(adopted.error).toBeUndefined()
    expect([...adopted.journal.open.values()].map(({ undo }) => undo)).toMatchObject([{ uid: 'u' }, { uid: 'u' }])
    const unknown = await create(
      () => Promise.reject(lost),
      () => Promise.reject(new ApiError('get secrets', 'forbidden', { status: 403 }))
    )
    expect(unknown.error).toMatchObject({ reason: 'cluster-unreachable' })
    expect(unknown.journal.open.size).toBe(1)
  })

  test('a namesake after a lost reply is somebody else’s', async () => {
    const lost = new ApiError('create secrets', 'reset', { status: 0, mayHaveHappened: true })
    const cluster = {
      namespace: 'ci',
      server: 'https://c',
      create: () => Promise.reject(lost),
      get: () => Promise.resolve({ metadata: { uid: 'u', labels: { identifier: 'theirs' } } })
    } as unknown as Cluster
    const manifest = { metadata: { name: 'x', labels: { identifier: 'ours' } } }
    await expect(createObject(cluster, 'secrets', manifest, AbortSignal.timeout(5_000))).rejects.toMatchObject({
      cause: { mayHaveHappened: false }
    })
  })
})
