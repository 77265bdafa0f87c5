import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

import { afterEach, beforeEach, expect, test } from '@jest/globals'

import { copyItems, writeContext } from '../../../src/image/context.ts'
import { contextListing } from '../../../src/image/listing.ts'
import { makeBuildPlan } from '../../support/inputs.ts'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'listing-')))
})
afterEach(() => rmSync(root, { recursive: true }))

test('the listing of a context is what the context would hold', async () => {
  mkdirSync(join(root, 'flows'))
  mkdirSync(join(root, 'data/deep/empty'), { recursive: true })
  for (const name of ['flows/etl.py', 'data/a', 'data/deep/b', 'one.csv']) writeFileSync(join(root, name), name)
  symlinkSync('a', join(root, 'data/link'))
  const plan = makeBuildPlan({
    dependencies: ['prefect', 'pandas'],
    files: [
      { source: join(root, 'data'), destination: '/data' },
      { source: join(root, 'one.csv'), destination: '/etc/other.csv' }
    ],
    flow: {
      source: join(root, 'flows/etl.py'),
      repositoryPath: 'flows/etl.py',
      imagePath: '/flow/flows/etl.py',
      name: undefined
    }
  })
  const own = { launcher: new Map([['launcher.py', 'pass']]), tools: new Map() }
  const listing = await contextListing(plan, await copyItems(plan), own)

  await writeContext(plan, join(root, 'context'), own)
  const made = readdirSync(join(root, 'context'), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(join(root, 'context'), join(parentPath, name)))
  expect(['Dockerfile', ...listing.map(({ path }) => path)].sort()).toEqual(made.sort())
  expect(listing.map(({ imagePath, size }) => [imagePath, size])).toEqual([
    ['/opt/docker-on-k8s/requirements.txt', 15],
    ['/data/a', 6],
    ['/data/deep/b', 11],
    ['/data/link', undefined],
    ['/etc/other.csv', 7],
    ['/opt/docker-on-k8s/launcher.py', 4],
    ['/flow/flows/etl.py', 12]
  ])
})
