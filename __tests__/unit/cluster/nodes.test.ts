import { expect, test } from '@jest/globals'

import { listNodes } from '../../../src/cluster/nodes.ts'
import { ApiError } from '../../../src/cluster/port.ts'
import type { Call } from '../../../src/cluster/transport.ts'

const node = (name: string): object => ({ metadata: { name } })
const refused = new ApiError('list nodes', 'nodes is forbidden', { status: 403 })

/** Lists nodes of a server that answers with these pages, one after the other. */
async function list(pages: readonly (object | Error)[]) {
  const calls: Call[] = []
  const call = (request: Call) => {
    const page = pages[calls.length]
    calls.push(request)
    return page instanceof Error ? Promise.reject(page) : Promise.resolve({ value: page, warnings: [] })
  }
  return { nodes: await listNodes({ call }, undefined), calls }
}

test('pages are followed', async () => {
  const first = { items: [node('a')], metadata: { continue: 'more' } }
  const { nodes, calls } = await list([first, { items: [node('b')], metadata: {} }])
  expect(nodes).toEqual([node('a'), node('b')])
  expect(calls.map(({ path, query, retries }) => [path, query, retries])).toEqual([
    ['/api/v1/nodes', { limit: '500', continue: undefined }, false],
    ['/api/v1/nodes', { limit: '500', continue: 'more' }, false]
  ])
})

test.each<[string, (object | Error)[], number]>([
  ['it may not be asked', [refused], 1],
  ['a later page is refused', [{ items: [node('a')], metadata: { continue: 'x' } }, refused], 2],
  ['there are more than anybody wants', Array(6).fill({ items: [node('a')], metadata: { continue: 'x' } }), 5],
  ['the answer is no list', [new Error('not JSON')], 1]
])('nothing is known where %s', async (_name, pages, count) => {
  const { nodes, calls } = await list(pages)
  expect(nodes).toBeUndefined()
  expect(calls).toHaveLength(count)
})

test('a cluster without nodes has none', async () => {
  expect((await list([{ items: null }])).nodes).toEqual([])
})
