import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { expect, test } from '@jest/globals'

import { kindOf, startCountingProxy } from '../../../dev/bench/counting-proxy.ts'
import { fillLog } from '../../../dev/bench/long-log.ts'
import { manifestWith } from '../../../dev/bench/manifest.ts'
import { namesOf } from '../../../dev/bench/node-door.ts'
import { dependenciesOf, requirements } from '../../../dev/bench/scenarios/builds.ts'
import { isLog, mostInASecond } from '../../../dev/bench/scenarios/many.ts'
import { isWhole } from '../../../dev/bench/scenarios/pods.ts'

test.each([
  ['/v2/a/b/manifests/latest', 0x7b, 'manifests'],
  ['/v2/a/manifests/sha256:00', 0x7b, 'manifests'],
  ['/v2/a/blobs/sha256:00', 0x1f, 'layers'],
  ['/v2/a/blobs/sha256:00', 0x7b, 'configs'],
  ['/v2/a/blobs/uploads/1234', 0x1f, 'layers'],
  ['/v2/a/blobs/uploads/1234', 0x7b, 'configs'],
  ['/v2/', 0x7b, undefined],
  ['/v2/a/tags/list', 0x7b, undefined]
])('what goes through %s with the first byte %d: %s', (path, first, kind) => expect(kindOf(path, first)).toBe(kind))

test.each([
  ['/api/v1/namespaces/ci/pods/p-1/log?container=flow&follow=true', true],
  ['/api/v1/namespaces/ci/pods/p-1/log', true],
  ['/api/v1/namespaces/ci/pods/log', false],
  ['/api/v1/namespaces/ci/pods?watch=true', false]
])('%s asks for a log: %s', (path, expected) => expect(isLog(path)).toBe(expected))

test('bytes are counted by kind and by way, answers that are no success are not, and the node has a door of its own', async () => {
  const registry = createServer((request, response) => {
    request.resume().on('end', () => {
      const isLayer = request.url?.includes('/blobs/') === true
      if (request.url?.includes('missing') === true) response.writeHead(404).end('{"errors":[]}')
      else response.writeHead(200).end(isLayer && request.method === 'GET' ? Buffer.from([0x1f, 0x8b, 0, 0]) : '{}')
    })
  })
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve))
  await using proxy = await startCountingProxy((registry.address() as AddressInfo).port)
  const call = async (host: string, path: string, body?: Uint8Array<ArrayBuffer>): Promise<void> => {
    const options = body === undefined ? {} : { method: 'PUT', body }
    await (await fetch(`http://${host}${path}`, options)).arrayBuffer()
  }
  await call(proxy.host, '/v2/a/blobs/uploads/1', new Uint8Array([0x1f, 0x8b, 1, 2, 3]))
  await call(proxy.host, '/v2/a/manifests/1', new Uint8Array([0x7b, 0x7d]))
  await call(proxy.host, '/v2/a/blobs/sha256:1')
  await call(proxy.host, '/v2/a/blobs/missing')
  await call(proxy.nodeHost, '/v2/a/blobs/sha256:1')
  await call(proxy.nodeHost, '/v2/a/manifests/1')
  const none = { layers: 0, configs: 0, manifests: 0 }
  expect(proxy.take()).toMatchObject({
    pushed: { layers: 5, configs: 0, manifests: 2 },
    pulled: { layers: 4, configs: 0, manifests: 0 },
    pulledByNode: { layers: 4, configs: 0, manifests: 2 }
  })
  expect(proxy.take()).toEqual({ pushed: none, pulled: none, pulledByNode: none })
  await new Promise((resolve) => {
    registry.closeAllConnections()
    registry.close(resolve)
  })
})

test('a long log: every line has its length and a stamp of its own, in order', () => {
  const blocks: { last: string; text: string }[] = []
  const log = {
    add: ({ last, bytes }: { last: string; bytes: Buffer | (() => Buffer) }) =>
      void blocks.push({ last, text: (typeof bytes === 'function' ? bytes() : bytes).toString() })
  }
  fillLog(log, { bytes: 250_000, length: 100, start: Date.parse('2026-01-02T03:04:59.999Z') })
  const lines = blocks.flatMap(({ text }) => text.slice(0, -1).split('\n'))
  expect(lines).toHaveLength(2500)
  expect(new Set(lines.map((line) => line.length))).toEqual(new Set([31 + 99]))
  const stamps = lines.map((line) => line.slice(0, 30))
  expect(stamps).toEqual([...new Set(stamps)].sort())
  expect([stamps[0], stamps.at(-1)]).toEqual(['2026-01-02T03:04:59.999000000Z', '2026-01-02T03:05:00.001499000Z'])
  expect(blocks.map(({ last, text }) => text.split('\n').at(-2)?.startsWith(last))).toEqual([true, true, true])
})

test('a new dependency differs from those of all other rounds, and is no other version of one that is there', () => {
  expect(dependenciesOf(-1)).toEqual(requirements)
  const rounds = Array.from({ length: 40 }, (_, round) => dependenciesOf(round))
  expect(new Set(rounds.map((each) => each.join(' '))).size).toBe(rounds.length)
  for (const each of rounds) {
    const names = each.map((line) => line.split('==')[0])
    expect(new Set(names).size).toBe(names.length)
  }
})

test('all that is installed is pinned', () => {
  expect(requirements.filter((line) => !/^[\w.-]+==[\w.]+$/u.test(line))).toEqual([])
})

test.each([
  ['both lines of both pods', 'a index 0 line 0\nindex 0 line 1\nb index 1 line 0\nindex 1 line 1\n', true],
  ['one is missing', 'index 0 line 0\nindex 0 line 1\nindex 1 line 1\n', false],
  ['one is there twice', 'index 0 line 0\nindex 0 line 1\nindex 1 line 1\nindex 1 line 1\n', false]
])('a log of many pods is whole: %s', (_, log, whole) => expect(isWhole(log, 2, 2)).toBe(whole))

test('the busiest second', () => {
  expect(mostInASecond([999, 1000, 1001, 1999, 2000])).toBe(3)
  expect(mostInASecond([])).toBe(0)
})

test('the script’s manifest with more in it keeps its placeholders', () => {
  const job = JSON.parse(manifestWith({ completions: 3 }, ['a', 'b c'])) as Record<string, unknown>
  expect(job).toMatchObject({
    kind: 'Job',
    metadata: { name: 'NAME' },
    spec: {
      completions: 3,
      backoffLimit: 0,
      template: { spec: { restartPolicy: 'Never', containers: [{ image: 'IMAGE_REFERENCE', command: ['a', 'b c'] }] } }
    }
  })
})

test('an image is taken off the node by all its names, and images of others stay', () => {
  const listed = [
    'REF                    TYPE        DIGEST    SIZE     PLATFORMS   LABELS',
    'localhost:1/flow:a     application sha256:aa 1.0 MiB  linux/amd64 -',
    'localhost:10/flow:b    application sha256:bb 1.0 MiB  linux/amd64 -',
    'sha256:1234            application sha256:aa 1.0 MiB  linux/amd64 -',
    'sha256:5678            application sha256:bb 1.0 MiB  linux/amd64 -',
    ''
  ]
  expect(namesOf(listed.join('\n'), 'localhost:1')).toEqual(['localhost:1/flow:a', 'sha256:1234'])
  expect(namesOf('', 'localhost:1')).toEqual([])
})
