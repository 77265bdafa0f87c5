/** Flows of Prefect 3 that report to a real server: its account of a run and ours agree, and a server that is away is told. */

import { expect, test } from '@jest/globals'

import { startPrefectServer } from '../../dev/prefect-server.ts'
import { errorsOf, expectSuccess } from '../support/action.ts'
import { logOf, onStage, world } from '../support/cluster.ts'

const minutes = 60_000

/** The node's own address: pods and this process reach it. */
async function nodeAddress(): Promise<string> {
  const { cluster } = await world()
  const nodes = (await cluster.kube.get('/api/v1/nodes')) as {
    items: { status: { addresses: { type: string; address: string }[] } }[]
  }
  const address = nodes.items[0]?.status.addresses.find(({ type }) => type === 'InternalIP')?.address
  if (address === undefined) throw new Error('The node has no address.')
  return address
}

test(
  'the server knows each run, its parameters and its end; without the server the run is red',
  () =>
    onStage(
      async (stage) => {
        const flow = (name: string): Record<string, string> => ({
          'base-image': 'python:3.11',
          'registry-url': stage.registry,
          flow: `flows/endings/prefect3.py:${name}`,
          timeout: '5m'
        })
        const built = await stage.run({ ...flow('returns'), run: 'false', 'health-check': 'true' })
        expect(built.conclusion).toBe('success')
        const image = built.outputs['image'] ?? ''
        const server = await startPrefectServer(image, await nodeAddress())
        const env = { 'job-env': `PREFECT_API_URL=${server.url}` }
        try {
          const good = await stage.run({ image, ...env, parameters: 'day: sunday' })
          expectSuccess(good)
          expect(await logOf(good)).not.toContain('temporary server')
          expect(await server.newestRun('returns')).toEqual({ state: 'COMPLETED', parameters: { day: 'sunday' } })

          const bad = await stage.run({ ...flow('raises'), ...env })
          expect(bad.outputs).toMatchObject({ 'failure-reason': 'flow-failed', 'exit-code': '1' })
          expect(errorsOf(bad)[0]).toContain('RuntimeError: nothing to report')
          expect(await server.newestRun('raises')).toMatchObject({ state: 'FAILED' })
        } finally {
          await server.close()
        }
        const away = await stage.run({ image, ...env, parameters: 'day: sunday' })
        expect(away.outputs).toMatchObject({ 'failure-reason': 'flow-failed', status: 'failed' })
        expect(errorsOf(away)[0]).toContain(server.url)
      },
      { witnessAfter: 12 * minutes }
    ),
  15 * minutes
)
