/** A runner that begins with nothing, and a BuildKit of its own, as docker/setup-buildx-action gives one. */

import { expect, test } from '@jest/globals'

import { startOwnBuildKit } from '../../dev/buildkit.ts'
import { startRegistryProxy } from '../../dev/registry-proxy.ts'
import { world } from '../support/cluster.ts'
import { entriesOf, onRepeated, type Came } from '../support/reuse.ts'

const minutes = 60_000

test(
  'an empty builder: with a changed flow no dependency is installed and no layer of the base is fetched, again and again',
  async () => {
    const { registry } = await world()
    await using proxy = await startRegistryProxy(registry)
    await using builder = await startOwnBuildKit([proxy.host])
    await onRepeated(
      async ({ run, write, record, stage }) => {
        const inputs = { 'base-image': `${proxy.host}/python:3.11`, 'python-dependencies': 'six==1.16.0' }
        /** A run, with the bytes of layers and configurations that were fetched before there was a Job to fetch any. */
        const watched = async (): Promise<Came & { fetched: number }> => {
          const start = proxy.requests.length
          let end = start
          const came = await run(inputs, builder.env, async (handle) => {
            await handle.waitForLine(/^Created Job /u, 5 * minutes)
            end = proxy.requests.length
          })
          const blobs = proxy.requests
            .slice(start, end)
            .filter(({ method, path }) => method === 'GET' && path.includes('/blobs/'))
          return { ...came, fetched: blobs.reduce((sum, { bytes }) => sum + bytes, 0) }
        }
        const first = await watched()
        expect(first).toMatchObject({ build: 'built', log: 'first\n' })
        expect(first.fetched).toBeGreaterThan(10_000_000)
        for (const word of ['second', 'third', 'fourth']) {
          await builder.empty()
          await write(word)
          const came = await watched()
          expect(came).toMatchObject({ build: 'built', log: `${word}\n` })
          expect(came.ran.stdout).toMatch(/RUN .*requirements\.txt/u)
          expect(came.ran.stdout).not.toContain('Collecting six')
          expect(came.fetched).toBeLessThan(500_000)
        }
        await builder.empty()
        const again = await watched()
        expect(again).toMatchObject({ build: 'reused', log: 'fourth\n' })
        expect(again.fetched).toBeLessThan(100_000)
        expect(new Set(entriesOf(await record()).map(({ dependencies }) => dependencies.key)).size).toBe(1)
        expect(stage.registry).toBe(registry)
      },
      { registry: proxy.host, witnessAfter: 8 * minutes }
    )
  },
  10 * minutes
)

test(
  'a cache of the user’s own: written where cache-to says, read by an empty builder that knows of no earlier image',
  async () => {
    const { registry } = await world()
    await using builder = await startOwnBuildKit([registry])
    await onRepeated(
      async ({ run, write, setRecord, repository }) => {
        const place = `type=registry,ref=${repository}:layers`
        const inputs = {
          'base-image': `${registry}/python:3.11`,
          'python-dependencies': 'six==1.16.0',
          'cache-to': `${place},mode=max`
        }
        const first = await run(inputs, builder.env)
        expect(first).toMatchObject({ build: 'built', log: 'first\n' })
        expect(first.ran.stdout).toContain('Collecting six')
        await builder.empty()
        await setRecord(undefined)
        await write('second')
        const second = await run({ ...inputs, 'cache-from': place }, builder.env)
        expect(second).toMatchObject({ build: 'built', log: 'second\n' })
        expect(second.ran.stdout).not.toContain('Collecting six')
      },
      { witnessAfter: 8 * minutes }
    )
  },
  10 * minutes
)
