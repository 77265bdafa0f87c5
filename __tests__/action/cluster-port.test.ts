import { describe, expect, test } from '@jest/globals'

import { createUser } from '../../dev/users.ts'
import { clusterFailure } from '../../src/cluster/failures.ts'
import type { KubeObject } from '../../src/cluster/objects.ts'
import { ApiError, type Cluster } from '../../src/cluster/port.ts'
import { createQuota, noRoomForJobs } from '../support/admission.ts'
import { jobManifest, usePortWorld } from '../support/port-world.ts'

const world = usePortWorld()

const configMap = (name: string, data: Record<string, string> = {}): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels: { test: 'port' } },
  data
})

async function failureOf(
  action: Promise<unknown>,
  cluster: Cluster
): Promise<{ error: ApiError; reason: string; text: string }> {
  const error: unknown = await action.then(
    () => undefined,
    (thrown: unknown) => thrown
  )
  if (!(error instanceof ApiError)) throw new Error(`no ApiError: ${String(error)}`)
  const failure = clusterFailure(error, cluster)
  return { error, reason: failure.reason, text: [failure.what, failure.why, failure.fix].filter(Boolean).join('\n') }
}

describe('calls', () => {
  test('create, get, list, delete: by uid, told apart from somebody else’s', async () => {
    const { proxy, reach } = world()
    const cluster = await reach(proxy.kubeconfig)
    const { object } = await cluster.create('configmaps', configMap('one'))
    const uid = object.metadata?.uid
    expect((await cluster.get('configmaps', 'one'))?.metadata?.uid).toBe(uid)
    expect(
      (await cluster.list('configmaps', { labels: { test: 'port' } })).map(({ metadata }) => metadata?.name)
    ).toEqual(['one'])
    expect(await cluster.list('configmaps', { fields: { 'metadata.name': 'two,=' } })).toEqual([])
    expect(await cluster.delete('configmaps', 'one', '00000000-0000-0000-0000-000000000000')).toBe('other')
    expect(await cluster.delete('configmaps', 'one', uid)).toBe('deleted')
    expect(await cluster.delete('configmaps', 'one', uid)).toBe('gone')
    expect(await cluster.get('configmaps', 'one')).toBeUndefined()
    expect(Math.abs(cluster.now() - Date.now())).toBeLessThan(60_000)
  })

  test('patches, each with keys of its own, are kept beside one another; null takes away', async () => {
    const { lab, namespace, proxy, reach } = world()
    const cluster = await reach(proxy.kubeconfig)
    expect(await cluster.patch('configmaps', 'nothing', { data: { a: '1' } })).toBeUndefined()
    await cluster.create('configmaps', configMap('many', { old: '0' }))
    await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((key) => cluster.patch('configmaps', 'many', { data: { [key]: key, old: null } }))
    )
    const stored = await lab.kube.get<{ data: object }>(`/api/v1/namespaces/${namespace}/configmaps/many`)
    expect(stored?.data).toEqual({ a: 'a', b: 'b', c: 'c', d: 'd', e: 'e' })
  })

  test('more than a page is listed whole', async () => {
    const { lab, namespace, proxy, reach } = world()
    const cluster = await reach(proxy.kubeconfig)
    const secret = (name: string): object => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, labels: { test: 'pages' } }
    })
    await Promise.all(
      Array.from({ length: 510 }, (_, index) =>
        lab.kube.create(`/api/v1/namespaces/${namespace}/secrets`, secret(`s-${index}`))
      )
    )
    const names = (await cluster.list('secrets', { labels: { test: 'pages' } })).map(({ metadata }) => metadata?.name)
    expect(new Set(names).size).toBe(510)
    expect(proxy.seen('GET', /secrets$/).length).toBe(2)
  }, 60_000)

  test('a dry run changes nothing and refuses unknown fields', async () => {
    const { proxy, reach } = world()
    const cluster = await reach(proxy.kubeconfig)
    await cluster.create('jobs', jobManifest('dry'), { dryRun: true })
    expect(await cluster.get('jobs', 'dry')).toBeUndefined()
    const { reason, text } = await failureOf(
      cluster.create('jobs', jobManifest('dry', { bakoffLimit: 1 }), { dryRun: true }),
      cluster
    )
    expect(reason).toBe('invalid-input')
    expect(text).toContain('unknown field "spec.bakoffLimit"')
  })

  test.each([
    {
      name: 'an overload',
      action: { do: 'respond', status: 429, reason: 'TooManyRequests', retryAfter: 1 } as const,
      times: 1,
      answered: true
    },
    {
      name: 'a server that is not ready',
      action: { do: 'respond', status: 503, reason: 'ServiceUnavailable' } as const,
      times: 2,
      answered: true
    },
    { name: 'a broken connection', action: { do: 'refuse' } as const, times: 2, answered: false }
  ])(
    '$name: a read is tried again, a create only when it was answered ($answered)',
    async ({ action, times, answered }) => {
      const { proxy, reach } = world()
      const cluster = await reach(proxy.kubeconfig)
      proxy.rule({ method: 'GET', path: /configmaps\/again$/, times }, action)
      expect(await cluster.get('configmaps', 'again')).toBeUndefined()
      proxy.rule({ method: 'POST', path: /configmaps$/, times }, action)
      const created = cluster.create('configmaps', configMap(`again-${times}-${action.do}`))
      if (answered) await expect(created).resolves.toBeDefined()
      else await expect(created).rejects.toMatchObject({ status: 0, mayHaveHappened: true })
      proxy.clear()
    },
    30_000
  )

  test('a create whose reply was lost says that it may have happened', async () => {
    const { proxy, reach } = world()
    const cluster = await reach(proxy.kubeconfig)
    proxy.rule({ method: 'POST', path: /configmaps$/, times: 1 }, { do: 'lose-reply' })
    await expect(cluster.create('configmaps', configMap('lost'))).rejects.toMatchObject({
      status: 0,
      mayHaveHappened: true
    })
    expect((await cluster.get('configmaps', 'lost'))?.metadata?.name).toBe('lost')
  })
})

describe('refusals, in the words of a user', () => {
  test('a missing right, with the rule to add', async () => {
    const { lab, namespace, reach } = world()
    const cluster = await reach(await createUser(lab, { name: 'poor', namespace, rules: [] }))
    const { reason, text } = await failureOf(cluster.create('jobs', jobManifest('never')), cluster)
    expect(reason).toBe('forbidden')
    expect(text).toContain('apiGroups: ["batch"], resources: ["jobs"], verbs: ["create"]')
    expect(await cluster.mayI('create', 'jobs', 'batch')).toBe(false)
    const watched = cluster.watch('pods', {}, { changed: () => undefined }, new AbortController().signal)
    await expect(watched).rejects.toMatchObject({ status: 403 })
  })

  test('a right that is there', async () => {
    const { lab, namespace, reach } = world()
    const cluster = await reach(await createUser(lab, { name: 'rich', namespace }))
    expect(await cluster.mayI('get', 'pods/log', '')).toBe(true)
    expect(await cluster.mayI('create', 'pods', '')).toBe(false)
  })

  test('a missing namespace, a bad token, a quota, a double, an invalid field', async () => {
    const { lab, namespace, proxy, reach } = world()
    const cluster = await reach(proxy.kubeconfig)
    const elsewhere = await reach(proxy.kubeconfig, 'nosuch')
    expect((await failureOf(elsewhere.create('jobs', jobManifest('x')), elsewhere)).reason).toBe('namespace-not-found')
    const stranger = await reach(proxy.kubeconfig.replace(/token: .*/u, 'token: nonsense'))
    expect((await failureOf(stranger.list('jobs', {}), stranger)).reason).toBe('unauthorized')
    await createQuota(lab, namespace, noRoomForJobs, 'q')
    const { reason, text } = await failureOf(cluster.create('jobs', jobManifest('one-too-many')), cluster)
    expect(reason).toBe('quota-exceeded')
    expect(text).toContain('exceeded quota: q')
    await lab.kube.delete(`/api/v1/namespaces/${namespace}/resourcequotas/q`)
    await cluster.create('configmaps', configMap('double'))
    expect((await failureOf(cluster.create('configmaps', configMap('double')), cluster)).reason).toBe('job-exists')
    const invalid = await failureOf(cluster.create('jobs', jobManifest('Not-A-Name')), cluster)
    expect(invalid.reason).toBe('invalid-input')
    expect(invalid.text).toContain('metadata.name')
  }, 30_000)
})

test('a watch shows the same as the server, over any number of cuts', async () => {
  const { lab, namespace, proxy, reach } = world()
  const cluster = await reach(proxy.kubeconfig)
  const stop = new AbortController()
  let seen = new Map<string, KubeObject>()
  let changes = 0
  const watching = cluster.watch(
    'configmaps',
    { labels: { test: 'port' } },
    {
      changed: (objects) => {
        seen = new Map(objects)
        changes += 1
      }
    },
    stop.signal
  )
  const state = (objects: Iterable<KubeObject>): string[] =>
    [...objects].map(({ metadata }) => `${metadata?.name ?? ''}@${metadata?.resourceVersion ?? ''}`).sort()
  const path = `/api/v1/namespaces/${namespace}/configmaps`
  const truth = async (): Promise<string[]> =>
    state(
      await lab.kube.get<{ items: KubeObject[] }>(`${path}?labelSelector=test%3Dport`).then((list) => list?.items ?? [])
    )
  for (let round = 0; round < 12; round += 1) {
    if (round % 4 === 2) proxy.rule({ method: 'GET', path: /configmaps$/, times: 2 }, { do: 'cut', afterBytes: 700 })
    await lab.kube.create(path, configMap(`w-${round}`))
    if (round % 3 === 0) proxy.cutAll({ method: 'GET', path: /configmaps$/ })
    await lab.kube.patch(`${path}/w-${round}`, { data: { round: `${round}` } }, 'merge')
    if (round > 3) await lab.kube.delete(`${path}/w-${round - 3}`)
    const expected = await truth()
    const end = performance.now() + 15_000
    while (state(seen.values()).join() !== expected.join() && performance.now() < end) await new Promise(setImmediate)
    expect(state(seen.values())).toEqual(expected)
  }
  expect(changes).toBeGreaterThan(12)
  stop.abort()
  await watching
}, 60_000)
