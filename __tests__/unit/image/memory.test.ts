import { describe, expect, test } from '@jest/globals'

import { ApiError, type Cluster } from '../../../src/cluster/port.ts'
import { ImageMemory } from '../../../src/image/memory.ts'
import { parseRecord, recordName, type ImageRecord } from '../../../src/image/record.ts'
import { createWriter } from '../../../src/runner/writer.ts'

const repository = 'localhost:5000/team/flow'
const name = recordName(repository)
const fingerprint = 'a'.repeat(64)
const other = 'b'.repeat(64)
const digest = `sha256:${'c'.repeat(64)}`
const old = JSON.stringify({ digest, when: '2026-01-01T00:00:00Z' })
const runUrl = 'https://github.com/octo/flows/actions/runs/815/attempts/1'

type Data = Record<string, string>
type Call = 'get' | 'patch' | 'create'

/** A namespace with at most this one ConfigMap; calls fail as told, `raced` lets another run be first with it. */
function makeNamespace(data: Data | undefined, fails: Partial<Record<Call, number>> = {}, raced?: Data) {
  let stored = data
  const calls: Call[] = []
  const check = (call: Call): void => {
    calls.push(call)
    const status = fails[call]
    if (status !== undefined) throw new ApiError(`${call} configmaps`, 'said no', { status })
  }
  const merge = (changes: Record<string, string | null>): void => {
    stored = Object.fromEntries(
      Object.entries({ ...stored, ...changes }).filter((pair): pair is [string, string] => pair[1] !== null)
    )
  }
  const cluster = {
    namespace: 'ns',
    async get() {
      check('get')
      return Promise.resolve(stored === undefined ? undefined : { metadata: { name }, data: stored })
    },
    async patch(_resource: string, of: string, patch: { data: Record<string, string | null> }) {
      check('patch')
      expect(of).toBe(name)
      if (stored === undefined) return Promise.resolve(undefined)
      merge(patch.data)
      return Promise.resolve({})
    },
    async create(_resource: string, body: { metadata: { name: string; labels: object }; data: Data }) {
      check('create')
      expect(body.metadata).toMatchObject({ name, labels: { 'app.kubernetes.io/managed-by': 'docker-on-k8s' } })
      if (raced !== undefined) {
        stored = raced
        throw new ApiError('create configmaps', 'there is one', { status: 409, reason: 'AlreadyExists' })
      }
      merge(body.data)
      return Promise.resolve({ object: {}, warnings: [] })
    }
  } as unknown as Cluster
  return { cluster, calls, stored: () => stored }
}

function remembering(cluster: () => Promise<Cluster>, signal = new AbortController().signal) {
  const out: string[] = []
  const writer = createWriter((text) => out.push(String(text)), { isDebug: true })
  const memory = new ImageMemory({ cluster, repository, writer, signal, runUrl })
  return { memory, said: () => out.join('') }
}

const read = (memory: ImageMemory): Promise<ImageRecord | undefined> => memory.read(new AbortController().signal)

async function runOnce(namespace: ReturnType<typeof makeNamespace>, withRead = true) {
  const { memory, said } = remembering(() => Promise.resolve(namespace.cluster))
  const record = withRead ? await read(memory) : undefined
  memory.explain()
  memory.remember(fingerprint, { digest })
  await memory.settled()
  return { record, said: said() }
}

describe('an image is remembered', () => {
  test('in a ConfigMap of its own, which is made first', async () => {
    const namespace = makeNamespace(undefined)
    const { record } = await runOnce(namespace)
    expect(record?.size).toBe(0)
    expect(namespace.calls).toEqual(['get', 'patch', 'create'])
    expect(parseRecord(namespace.stored()).get(fingerprint)).toEqual({ digest, run: runUrl, when: expect.any(String) })
  })

  test('beside others', async () => {
    const namespace = makeNamespace({ [other]: old })
    const { record } = await runOnce(namespace)
    expect([...(record ?? [])]).toEqual([[other, { digest, when: '2026-01-01T00:00:00Z' }]])
    expect(Object.keys(namespace.stored() ?? {}).sort()).toEqual([fingerprint, other])
  })

  test('beside what another run writes at the same time', async () => {
    const namespace = makeNamespace(undefined, {}, { [other]: old })
    await runOnce(namespace)
    expect(namespace.calls).toEqual(['get', 'patch', 'create', 'patch'])
    expect(Object.keys(namespace.stored() ?? {}).sort()).toEqual([fingerprint, other])
  })

  test('also where nobody has read before', async () => {
    const namespace = makeNamespace({ [other]: old })
    await runOnce(namespace, false)
    expect(Object.keys(namespace.stored() ?? {}).sort()).toEqual([fingerprint, other])
  })
})

describe('no run fails because of it', () => {
  const rule = '- { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "create", "patch"] }'

  test.each<[string, Partial<Record<Call, number>>, Call[]]>([
    ['may not read: it is not tried to write', { get: 403 }, ['get']],
    ['may not write', { patch: 403 }, ['get', 'patch']],
    ['may not make one', { create: 403 }, ['get', 'patch', 'create']]
  ])('a user who %s, with the rule to add, once', async (_name, fails, calls) => {
    const namespace = makeNamespace(undefined, fails)
    const { said } = await runOnce(namespace)
    expect(namespace.calls).toEqual(calls)
    expect(said.split(rule)).toHaveLength(2)
    expect(said).not.toMatch(/::(?:warning|error|notice)/u)
  })

  test.each<[string, Partial<Record<Call, number>>]>([
    ['a cluster in trouble', { get: 500, patch: 500 }],
    ['a ConfigMap that is immutable or full', { patch: 422 }]
  ])('%s is a debug line', async (_name, fails) => {
    const { said } = await runOnce(makeNamespace({ [other]: old }, fails))
    expect(said).toContain('said no')
    expect(said.split('\n').filter((line) => line !== '' && !line.startsWith('::debug::'))).toEqual([])
  })

  test.each<[string, unknown]>([
    ['no data', undefined],
    ['a text', 'x'],
    ['garbage', { [fingerprint]: 'x', y: 7 }]
  ])('data of other forms: %s', async (_name, data) => {
    const { record } = await runOnce(makeNamespace(data as Data))
    expect(record?.size).toBe(0)
  })

  test('nothing is said of it where it would have been of no use', async () => {
    const namespace = makeNamespace(undefined, { get: 403 })
    const { memory, said } = remembering(() => Promise.resolve(namespace.cluster))
    expect(await read(memory)).toBeUndefined()
    expect(said()).toBe('')
  })

  test('a cluster that is never reached', async () => {
    const { memory } = remembering(() => Promise.reject(new Error('no cluster')))
    expect(await read(memory)).toBeUndefined()
    memory.remember(fingerprint, { digest })
    await expect(memory.settled()).resolves.toBeUndefined()
  })

  test('a run that is cancelled says nothing of it', async () => {
    const stop = new AbortController()
    const { memory, said } = remembering(() => Promise.reject(new Error('cancelled')), stop.signal)
    stop.abort()
    memory.remember(fingerprint, { digest })
    await memory.settled()
    expect(said()).toBe('')
  })
})
