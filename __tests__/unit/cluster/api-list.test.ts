import { expect, test } from '@jest/globals'

import { KubernetesCluster } from '../../../src/cluster/api.ts'
import type { Selection } from '../../../src/cluster/port.ts'
import type { Call, Transport } from '../../../src/cluster/transport.ts'

/** A server with pages of two pods each, without end. */
async function list(selection: Selection): Promise<{ names: unknown[]; asked: unknown[] }> {
  const asked: unknown[] = []
  const transport = {
    call: ({ query }: Call) => {
      asked.push([query?.['limit'], query?.['continue']])
      const [first, next] = [asked.length * 2 - 1, asked.length < 3 ? `page ${asked.length + 1}` : undefined]
      const items = [first, first + 1].map((index) => ({ metadata: { name: `p${index}`, managedFields: [] } }))
      return Promise.resolve({ value: { metadata: { continue: next }, items }, warnings: [] })
    }
  } as unknown as Transport
  const cluster = new KubernetesCluster({ server: 'https://k', namespace: 'ci', context: undefined, transport })
  return { names: (await cluster.list('pods', selection)).map(({ metadata }) => metadata), asked }
}

test('a list is read page by page, and of each pod is kept what is read', async () => {
  const { names, asked } = await list({})
  expect(names).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6'].map((name) => ({ name })))
  expect(asked).toEqual([['250', undefined], ['250', 'page 2'], ['250', 'page 3']]) // prettier-ignore
})

test('of which only some are wanted, no further than that', async () => {
  const { names, asked } = await list({ most: 2 })
  expect(names).toHaveLength(2)
  expect(asked).toEqual([['2', undefined]])
})
