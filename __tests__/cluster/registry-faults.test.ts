/** A registry in trouble, between a real engine and a real registry: what the user reads, and what is tried again. No cluster. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from '@jest/globals'

import { startParts } from '../../dev/parts.ts'
import type { Action, Match } from '../../dev/proxy-rules.ts'
import { startRegistryProxy, type RegistryProxy } from '../../dev/registry-proxy.ts'
import { runAction, type ActionHandle, type StepResult } from '../../dev/runner.ts'
import { errorsOf } from '../support/action.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000
const base = `registry-faults-base-${process.pid}`
let registry = ''
let workspace = ''

beforeAll(async () => {
  registry = (await startParts({ cluster: 'none' })).registry
  workspace = await mkdtemp(join(tmpdir(), 'registry-faults-'))
  await writeFile(join(workspace, 'small'), `${process.pid}`)
  const made = await run({ 'registry-url': registry, 'image-name': base, 'image-tag': 't' })
  if (made.exitCode !== 0) throw new Error(made.stdout)
}, 5 * minutes)
afterAll(() => rm(workspace, { recursive: true, force: true }))

let runs = 0
/** Builds the smallest image there is, one file that no other run has, and pushes it. */
async function run(
  inputs: Readonly<Record<string, string>>,
  meanwhile: (handle: ActionHandle) => Promise<void> = () => Promise.resolve()
): Promise<StepResult> {
  const nth = (runs += 1)
  await writeFile(join(workspace, `file-${nth}`), `${process.pid} ${nth}`)
  const handle = runAction({
    inputs: {
      run: 'false',
      'base-image': 'scratch',
      files: `file-${nth}=/file`,
      'image-name': `registry-faults-${process.pid}-${nth}`,
      ...inputs
    },
    workspace
  })
  try {
    await meanwhile(handle)
    return await handle.finished
  } finally {
    handle.remove()
  }
}

const respond = (status: number, reason: string, message: string): Action => ({
  do: 'respond',
  status,
  reason,
  message
})
const manifest = { method: 'PUT', path: /\/manifests\// } as const satisfies Match

async function through(
  rules: readonly (readonly [Match, Action])[],
  inputs: (proxy: RegistryProxy) => Readonly<Record<string, string>>
): Promise<{ result: StepResult; proxy: RegistryProxy }> {
  await using proxy = await startRegistryProxy(registry)
  for (const [match, action] of rules) proxy.rule(match, action)
  return { result: await run(inputs(proxy)), proxy }
}

test.concurrent.each<[string, Match, Action]>([
  ['429 with Retry-After', manifest, { ...respond(429, 'TOOMANYREQUESTS', 'slow down'), retryAfter: 1 } as Action],
  ['500', manifest, respond(500, 'UNKNOWN', 'no such luck')],
  ['502 without a registry’s words', manifest, { do: 'respond', status: 502, body: 'Bad Gateway' }],
  ['503', manifest, respond(503, 'UNAVAILABLE', 'service unavailable')],
  ['a reset', manifest, { do: 'refuse' }]
])(
  'a push that meets %s is tried again, and ends well',
  async (_name, match, action) => {
    const { result, proxy } = await through([[{ ...match, times: 1 }, action]], ({ host }) => ({
      'registry-url': host
    }))
    expect(errorsOf(result)).toEqual([])
    expect(result.exitCode).toBe(0)
    expect(result.outputs['digest']).toMatch(/^sha256:/u)
    expect(result.stdout).toMatch(/The push failed \(.+\); trying again in \d\.\d s \(try 2 of 5\)\./u)
    seen('push-retried', result, /The push failed/u)
    expect(proxy.seen('PUT', /\/manifests\//u)).toHaveLength(2)
  },
  2 * minutes
)

const upload = { method: 'PATCH', path: /\/blobs\/uploads\// } as const satisfies Match

test.concurrent(
  'a push whose connection breaks in the middle of a layer ends well',
  async () => {
    const { result, proxy } = await through([[{ ...upload, times: 1 }, { do: 'refuse' }]], ({ host }) => ({
      'registry-url': host
    }))
    expect(errorsOf(result)).toEqual([])
    expect(result).toMatchObject({ exitCode: 0, outputs: { digest: expect.stringMatching(/^sha256:/u) } })
    expect(proxy.requests.filter(({ action }) => action === 'refuse')).toHaveLength(1)
  },
  2 * minutes
)

test.concurrent(
  'a registry that stops in the middle of a push and comes back',
  async () => {
    await using proxy = await startRegistryProxy(registry)
    const result = await run({ 'registry-url': proxy.host }, async (handle) => {
      await proxy.waitFor('POST', upload.path, minutes)
      await proxy.down()
      await handle.waitForLine(/Retrying in|The push failed/u, minutes)
      await proxy.up()
    })
    expect(errorsOf(result)).toEqual([])
    expect(result).toMatchObject({ exitCode: 0, outputs: { digest: expect.stringMatching(/^sha256:/u) } })
  },
  3 * minutes
)

test.concurrent(
  'a registry that stops in the middle of a push for good: five tries, and what to do',
  async () => {
    await using proxy = await startRegistryProxy(registry)
    const result = await run({ 'registry-url': proxy.host }, async () => {
      await proxy.waitFor('POST', upload.path, minutes)
      await proxy.down()
    })
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'registry-unavailable' } })
    expect(errorsOf(result)).toHaveLength(1)
    for (const words of ['The image could not be pushed to', 'connection refused', 'check that the runner reaches'])
      expect(errorsOf(result)[0]).toContain(words)
    seen('registry-stopped', result, /trying again/u)
  },
  8 * minutes
)

test.concurrent.each<[string, Match, Action, string, readonly string[]]>([
  ['401', manifest, respond(401, 'UNAUTHORIZED', 'no'), 'push-unauthorized', ['docker/login-action']],
  ['403', manifest, respond(403, 'DENIED', 'not you'), 'push-unauthorized', ['denied: not you', 'docker/login-action']],
  [
    'an immutable tag, as ECR says it',
    manifest,
    respond(
      400,
      'TAG_INVALID',
      "The image tag 'v1' already exists in the 'flow' repository and cannot be overwritten because the repository is immutable."
    ),
    'push-unauthorized',
    ['is immutable', 'image-tag that is new in each run']
  ],
  [
    'a repository that is missing, as ECR says it',
    { method: 'POST', path: /\/blobs\/uploads\// },
    respond(
      404,
      'NAME_UNKNOWN',
      "The repository with name 'flow' does not exist in the registry with id '123456789012'"
    ),
    'repository-not-found',
    ["The repository with name 'flow' does not exist", 'Create the repository']
  ]
])(
  'a push that meets %s is not tried again',
  async (_name, match, action, reason, words) => {
    const { result, proxy } = await through([[match, action]], ({ host }) => ({ 'registry-url': host }))
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': reason } })
    expect(errorsOf(result)).toHaveLength(1)
    for (const word of words) expect(errorsOf(result)[0]).toContain(word)
    expect(proxy.seen(match.method ?? '', match.path as RegExp)).toHaveLength(1)
  },
  2 * minutes
)

test.concurrent(
  'a push that docker calls done, whose manifest the registry does not have: red, not green',
  async () => {
    const gone = respond(404, 'MANIFEST_UNKNOWN', 'manifest unknown')
    const path = /\/manifests\/sha256:/u
    const { result } = await through(
      [
        [{ method: 'GET', path }, gone],
        [{ method: 'HEAD', path }, gone]
      ],
      ({ host }) => ({ 'registry-url': host })
    )
    expect(result.stdout).toContain(': digest: sha256:')
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'registry-unavailable' } })
    expect(errorsOf(result)[0]).toContain('The registry does not have the image that was pushed')
    seen('push-not-there', result)
    expect(result.outputs['digest']).toBeUndefined()
  },
  2 * minutes
)

const baseManifest: Match = { path: /registry-faults-base.*\/manifests\// }
const fromBase = ({ host }: RegistryProxy) => ({ 'registry-url': registry, 'base-image': `${host}/${base}:t` })

test.concurrent(
  'a base image whose registry answers 503 for a moment',
  async () => {
    const busy = respond(503, 'UNAVAILABLE', 'busy')
    const { result, proxy } = await through([[{ ...baseManifest, times: 1 }, busy]], fromBase)
    expect(errorsOf(result)).toEqual([])
    expect(result.exitCode).toBe(0)
    expect(proxy.requests.filter(({ action }) => action === 'respond')).toHaveLength(1)
    expect(result.stdout).toMatch(/The base image could not be fetched \(.+\); trying again in/u)
    seen('base-image-retried', result, /The base image could not be fetched/u)
  },
  2 * minutes
)

test.concurrent.each<[string, Action, string]>([
  ['answers 429 (BuildKit itself asks a second time)', respond(429, 'TOOMANYREQUESTS', 'slow down'), 'Log in to'],
  ['breaks every connection', { do: 'refuse' }, 'check that the runner reaches the registry']
])(
  'a base image whose registry %s: five tries, and what to do',
  async (_name, action, words) => {
    const { result } = await through([[baseManifest, action]], fromBase)
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'registry-unavailable' } })
    expect(result.stdout).toContain('The base image could not be fetched (')
    expect(result.stdout).toContain('(try 5 of 5)')
    expect(errorsOf(result)).toHaveLength(1)
    expect(errorsOf(result)[0]).toContain(words)
  },
  3 * minutes
)

test.concurrent.each<[string, Action, string, string]>([
  ['401', respond(401, 'UNAUTHORIZED', 'no'), 'image-unauthorized', 'log in to its registry'],
  ['404', respond(404, 'MANIFEST_UNKNOWN', 'manifest unknown'), 'image-not-found', 'Check name and tag of base-image']
])(
  'a base image whose registry answers %s is not asked for again',
  async (_name, action, reason, words) => {
    const { result } = await through([[baseManifest, action]], fromBase)
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': reason } })
    expect(errorsOf(result)[0]).toContain(words)
    expect(result.stdout).not.toContain('trying again')
  },
  2 * minutes
)

test.concurrent(
  'a base image that never comes: build-timeout ends it',
  async () => {
    const { result } = await through([[baseManifest, { do: 'silence' }]], (proxy) => ({
      ...fromBase(proxy),
      'build-timeout': '5s'
    }))
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'build-timeout' }, leftChildren: false })
    expect(errorsOf(result)[0]).toContain('within 5 s')
  },
  2 * minutes
)
