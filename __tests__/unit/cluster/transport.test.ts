import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'

import { ensurePki, serverTls } from '../../../dev/pki.ts'
import { connect, connectAgain } from '../../../src/cluster/connect.ts'
import { clusterFailure } from '../../../src/cluster/failures.ts'
import { ApiError, type Cluster } from '../../../src/cluster/port.ts'
import { readEnvironment } from '../../../src/runner/environment.ts'
import { createWriter } from '../../../src/runner/writer.ts'
import { makeSink } from '../../support/fakes.ts'

/** The transport against an HTTPS server of its own that answers as the test says. */
let folder: string
let server: Server
let ca: string
let answer: (request: IncomingMessage, response: ServerResponse) => void
let seen: { method: string; url: string; authorization: string | undefined }[] = []
const open: Cluster[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'transport-'))
  const pki = ensurePki(join(folder, 'pki'))
  ca = readFileSync(pki.ca).toString('base64')
  server = createServer(serverTls(pki), (request, response) => {
    seen.push({ method: request.method ?? '', url: request.url ?? '', authorization: request.headers.authorization })
    request.resume()
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((cluster) => cluster.close()))
  seen = []
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

const url = (host = '127.0.0.1'): string => `https://${host}:${(server.address() as AddressInfo).port}`
const kubeconfig = (user: object, cluster: object = {}): string =>
  JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: `${url()}/prefix/`, 'certificate-authority-data': ca, ...cluster } }],
    users: [{ name: 'u', user }],
    contexts: [{ name: 'ci', context: { cluster: 'c', user: 'u', namespace: 'ns' } }],
    'current-context': 'ci'
  })

async function reach(text: string, sink = makeSink()): Promise<Cluster> {
  const environment = readEnvironment({}, { cwd: '/nowhere', temp: folder })
  const { cluster, access } = await connect({
    kubeconfig: text,
    environment,
    env: {},
    folder,
    writer: createWriter(sink.write)
  })
  expect(JSON.stringify(access)).toBe(
    JSON.stringify({ kind: 'files', paths: [join(folder, 'kubeconfig')], context: 'ci' })
  )
  open.push(cluster)
  return cluster
}

const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void =>
  void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
const errorOf = async (action: Promise<unknown>): Promise<ApiError> => {
  const error: unknown = await action.then(
    () => undefined,
    (thrown: unknown) => thrown
  )
  if (!(error instanceof ApiError)) throw new Error(`no ApiError: ${String(error)}`)
  return error
}
const reasonOf = async (action: Promise<unknown>): Promise<string> =>
  clusterFailure(await errorOf(action), { server: url(), namespace: 'ns' }).reason

describe('requests', () => {
  test('go below the server’s own path, with token, to the context’s namespace', async () => {
    answer = (_request, response) => json(response, 200, { metadata: { name: 'j' } })
    const sink = makeSink()
    const cluster = await reach(kubeconfig({ token: 'secret-token' }), sink)
    expect(await cluster.get('jobs', 'j')).toEqual({ metadata: { name: 'j' } })
    expect(seen).toEqual([
      { method: 'GET', url: '/prefix/apis/batch/v1/namespaces/ns/jobs/j', authorization: 'Bearer secret-token' }
    ])
    expect(sink.text).toBe('::add-mask::secret-token\n')
  })

  test('impersonation and basic authentication', async () => {
    let headers: NodeJS.Dict<string[]> = {}
    answer = (request, response) => {
      headers = request.headersDistinct
      json(response, 200, { items: null, metadata: {} })
    }
    const cluster = await reach(
      kubeconfig({ username: 'me', password: 'secret', as: 'other', 'as-groups': ['a', 'b'] })
    )
    expect(await cluster.list('jobs', {})).toEqual([])
    expect(headers).toMatchObject({
      authorization: [`Basic ${Buffer.from('me:secret').toString('base64')}`],
      'impersonate-user': ['other'],
      'impersonate-group': ['a', 'b']
    })
  })

  test('the server’s time is known after an answer', async () => {
    answer = (_request, response) => json(response, 200, {}, { date: 'Thu, 01 Jan 2026 00:00:00 GMT' })
    const cluster = await reach(kubeconfig({ token: 't' }))
    await cluster.get('jobs', 'j')
    expect(Math.abs(cluster.now() - Date.parse('2026-01-01T00:00:00Z'))).toBeLessThan(2_000)
  })

  test('an abort ends them with the abort’s own reason', async () => {
    const stop = new AbortController()
    answer = () => stop.abort(new Error('stopped'))
    const cluster = await reach(kubeconfig({ token: 't' }))
    await expect(cluster.get('jobs', 'j', stop.signal)).rejects.toThrow('stopped')
    await expect(cluster.get('jobs', 'j', stop.signal)).rejects.toThrow('stopped')
  })

  test('a 404 that is not Kubernetes’ own is an error, and so is what is no JSON', async () => {
    answer = (_request, response) => void response.writeHead(404).end('<h1>nginx</h1>')
    const cluster = await reach(kubeconfig({ token: 't' }))
    expect(await reasonOf(cluster.get('jobs', 'j'))).toBe('cluster-unreachable')
    answer = (_request, response) => void response.writeHead(200).end('<h1>Log in</h1>')
    expect(await reasonOf(cluster.get('jobs', 'j'))).toBe('cluster-unreachable')
  })

  test('a create after a doubtful try that finds a double says that it may be ours', async () => {
    let nth = 0
    answer = (_request, response) => {
      nth += 1
      if (nth === 1) response.writeHead(503).end('no upstream')
      else json(response, 409, { kind: 'Status', reason: 'AlreadyExists', message: 'jobs.batch "j" already exists' })
    }
    const cluster = await reach(kubeconfig({ token: 't' }))
    expect(await errorOf(cluster.create('jobs', {}))).toMatchObject({
      status: 409,
      reason: 'AlreadyExists',
      mayHaveHappened: true
    })
  })

  test('evaluation errors and refusals of a review are no answer', async () => {
    const cluster = await reach(kubeconfig({ token: 't' }))
    const review = async (status: number, body: object): Promise<boolean | undefined> => {
      answer = (_request, response) => json(response, status, body)
      return cluster.mayI('create', 'jobs', 'batch')
    }
    expect(await review(201, { status: { allowed: true } })).toBe(true)
    expect(await review(201, { status: { allowed: false } })).toBe(false)
    expect(await review(201, { status: { allowed: false, evaluationError: 'no roles' } })).toBeUndefined()
    expect(await review(403, { kind: 'Status', reason: 'Forbidden' })).toBeUndefined()
  })
})

describe('TLS', () => {
  test.each([
    ['another authority', {}, { 'certificate-authority-data': undefined }, 'certificate-authority-data'],
    ['another name', {}, { 'tls-server-name': 'other.example' }, 'tls-server-name']
  ])('%s is told as what it is, at once', async (_name, user, cluster, part) => {
    const text = kubeconfig({ token: 't', ...user }, cluster)
    const failure = clusterFailure(await errorOf((await reach(text)).get('jobs', 'j')), {
      server: url(),
      namespace: 'ns'
    })
    expect(`${failure.why ?? ''} ${failure.fix ?? ''}`).toContain(part)
  })

  test('another name that fits, and no check at all (with a warning)', async () => {
    answer = (_request, response) => json(response, 200, {})
    const named = await reach(kubeconfig({ token: 't' }, { 'tls-server-name': 'kubernetes.default' }))
    expect(await named.get('jobs', 'j')).toEqual({})
    const sink = makeSink()
    const unchecked = await reach(
      kubeconfig({ token: 't' }, { 'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true }),
      sink
    )
    expect(await unchecked.get('jobs', 'j')).toEqual({})
    expect(sink.text).toContain('::warning::')
  })

  test('a port where nothing listens', async () => {
    const cluster = await reach(kubeconfig({ token: 't' }, { server: 'https://127.0.0.1:9' }))
    const error = await errorOf(cluster.watch('jobs', {}, { changed: () => undefined, disturbed: (told) => { throw told ?? new Error('none') } }, new AbortController().signal)) // prettier-ignore
    expect(clusterFailure(error, { server: 'https://127.0.0.1:9', namespace: 'ns' }).why).toContain('refused')
  })
})

describe('credentials', () => {
  const onlyFor = (token: string) => (_request: IncomingMessage, response: ServerResponse) =>
    seen.at(-1)?.authorization === `Bearer ${token}`
      ? json(response, 200, { ok: true })
      : json(response, 401, { kind: 'Status', reason: 'Unauthorized', message: 'Unauthorized' })

  test('a token file is read again after a 401, once for all who wait', async () => {
    const path = join(folder, 'token')
    writeFileSync(path, 'old-token\n')
    const cluster = await reach(kubeconfig({ tokenFile: path }))
    answer = onlyFor('new-token')
    writeFileSync(path, 'new-token\n')
    expect(await Promise.all([cluster.get('jobs', 'a'), cluster.get('jobs', 'b')])).toEqual([
      { ok: true },
      { ok: true }
    ])
  })

  test('a static token that is refused is shown again for a moment, one that has expired is not', async () => {
    answer = onlyFor('other')
    const cluster = await reach(kubeconfig({ token: 'secret-token' }))
    expect(await reasonOf(cluster.get('jobs', 'j'))).toBe('unauthorized')
    expect(seen.length).toBeGreaterThan(1)
    expect(seen.length).toBeLessThan(5)
    seen = []
    const expired = `h.${Buffer.from('{"exp":1000000000}').toString('base64url')}.s`
    expect(await reasonOf((await reach(kubeconfig({ token: expired }))).get('jobs', 'j'))).toBe('credentials-expired')
    expect(seen).toHaveLength(1)
  })

  test('a plugin is run without a shell, sees no inputs, and is run again after a 401', async () => {
    const plugin = join(folder, 'plugin')
    const count = join(folder, 'count')
    writeFileSync(count, '')
    writeFileSync(
      plugin,
      `#!/bin/sh\nprintf x >> '${count}'\nn=$(wc -c < '${count}')\n[ "$1" = 'a b;c' ] || exit 3\nprintf '{"status":{"token":"token-%s-%s%s"}}' "$n" "$INPUT_SECRET" "$OWN"\n`
    )
    chmodSync(plugin, 0o755)
    process.env['INPUT_SECRET'] = 'leaked'
    try {
      const cluster = await reach(
        kubeconfig({ exec: { command: plugin, args: ['a b;c'], env: [{ name: 'OWN', value: 'own' }] } })
      )
      answer = onlyFor('token-2-own')
      expect(await cluster.get('jobs', 'j')).toEqual({ ok: true })
    } finally {
      delete process.env['INPUT_SECRET']
    }
  }, 20_000)

  test.each([
    [
      'a plugin that is not there',
      { exec: { command: 'nosuch-plugin', installHint: 'Get it from us.' } },
      'invalid-kubeconfig',
      'Get it from us.'
    ],
    [
      'a plugin that fails',
      { exec: { command: 'sh', args: ['-c', 'echo no login >&2; exit 1'] } },
      'unauthorized',
      'no login'
    ],
    ['a plugin that says nothing', { exec: { command: 'true' } }, 'unauthorized', ''],
    ['an auth-provider of the past', { 'auth-provider': { name: 'gcp' } }, 'invalid-kubeconfig', '1.26'],
    [
      'data that is none',
      { 'client-certificate-data': '-', 'client-key-data': 'bm8=' },
      'invalid-kubeconfig',
      'client-certificate-data'
    ],
    ['a file that is not there', { tokenFile: '/nowhere/token' }, 'invalid-kubeconfig', '/nowhere/token']
  ])(
    '%s',
    async (_name, user, reason, part) => {
      const failed = reach(kubeconfig(user))
      await expect(failed).rejects.toMatchObject({ reason })
      await expect(failed).rejects.toHaveProperty('why', expect.stringContaining(part))
    },
    20_000
  )
})

test('a later process finds the way from the record alone', async () => {
  answer = (_request, response) => json(response, 200, { again: true })
  await reach(kubeconfig({ token: 'secret-token' }))
  const access = { kind: 'files', paths: [join(folder, 'kubeconfig')], context: 'ci' } as const
  const cluster = await connectAgain({
    access,
    namespace: 'other',
    env: {},
    folder,
    writer: createWriter(() => undefined)
  })
  open.push(cluster)
  expect(await cluster.get('jobs', 'j')).toEqual({ again: true })
  expect(seen.at(-1)?.url).toContain('/namespaces/other/')
})
