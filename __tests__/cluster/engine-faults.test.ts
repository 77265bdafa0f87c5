/** An engine in trouble: one of the test's own, whose disk is small and which may be killed. No cluster. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from '@jest/globals'

import { startOwnEngine } from '../../dev/own-engine.ts'
import { startParts } from '../../dev/parts.ts'
import { startRegistryProxy } from '../../dev/registry-proxy.ts'
import { runAction, type ActionHandle } from '../../dev/runner.ts'
import { errorsOf } from '../support/action.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000
let workspace = ''
beforeAll(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'engine-faults-'))
  await writeFile(join(workspace, 'small'), 'x')
  await writeFile(join(workspace, 'big'), Buffer.alloc(64_000_000))
})
afterAll(() => rm(workspace, { recursive: true, force: true }))

const start = (inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>>): ActionHandle =>
  runAction({
    inputs: { run: 'false', 'base-image': 'scratch', files: 'small=/small', 'registry-url': 'localhost:1', ...inputs },
    workspace,
    env
  })

test(
  'the disk is full in the build',
  async () => {
    await using engine = await startOwnEngine({ size: 48 })
    const handle = start({ files: 'big=/big' }, engine.env)
    const result = await handle.finished
    handle.remove()
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'disk-full' } })
    expect(errorsOf(result)).toHaveLength(1)
    for (const words of ['The disk of the Docker builder is full.', 'no space left on device', 'Free space first']) {
      expect(errorsOf(result)[0]).toContain(words)
    }
    seen('disk-full', result)
  },
  3 * minutes
)

test(
  'the engine is killed in the middle of a build',
  async () => {
    const { registry } = await startParts({ cluster: 'none' })
    await using engine = await startOwnEngine({ size: 48 })
    await using proxy = await startRegistryProxy(registry)
    const manifests = /\/manifests\//u
    proxy.rule({ path: manifests }, { do: 'silence' })
    const handle = start({ 'base-image': `${proxy.host}/python:3.11` }, engine.env)
    await proxy.waitFor('HEAD', manifests, minutes)
    await engine.kill()
    const result = await handle.finished
    handle.remove()
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'docker-unavailable' } })
    expect(errorsOf(result)).toHaveLength(1)
    expect(errorsOf(result)[0]).toContain('The Docker daemon does not answer.')
    expect(errorsOf(result)[0]).toContain('Start Docker on the runner')
    seen('engine-killed', result)
  },
  4 * minutes
)

test(
  'an engine that takes calls and never answers',
  async () => {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => sockets.add(socket.on('error', () => undefined)))
    const path = join(workspace, 'silent')
    await new Promise<void>((resolve) => server.listen(path, resolve))
    try {
      const handle = start({}, { DOCKER_HOST: `unix://${path}` })
      const result = await handle.finished
      handle.remove()
      expect(sockets.size).toBeGreaterThan(0)
      expect(result).toMatchObject({ exitCode: 1, outputs: { 'failure-reason': 'docker-unavailable' } })
      expect(errorsOf(result)).toHaveLength(1)
      expect(errorsOf(result)[0]).toContain('It said nothing for 20 seconds.')
      seen('engine-silent', result)
    } finally {
      sockets.forEach((socket) => socket.destroy())
      server.close()
    }
  },
  2 * minutes
)
