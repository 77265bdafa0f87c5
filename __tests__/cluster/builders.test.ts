/** Engines without buildx and registries that refuse; what image.test.ts shows of single parts is not repeated here. */

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

import { expect, test } from '@jest/globals'

import { which } from '../../dev/apt.ts'
import { errorsOf } from '../support/action.ts'
import { localImages, logOf, onStage, tagsOf } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000

/**
 * A folder for the front of PATH with a `docker` that knows no buildx, as a CLI without the plugin: the plugin itself lies
 * where no setting can hide it.
 */
async function dockerWithoutBuildx(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'no-buildx-'))
  const script = `#!/bin/sh
if [ "$1" = buildx ]; then
  echo "docker: 'buildx' is not a docker command." >&2
  exit 1
fi
exec ${which('docker') ?? 'docker'} "$@"
`
  await writeFile(join(folder, 'docker'), script)
  await chmod(join(folder, 'docker'), 0o755)
  return folder
}

test.concurrent(
  'without buildx: built by the legacy builder, pushed, run by digest',
  () =>
    onStage(async (stage) => {
      const folder = await dockerWithoutBuildx()
      const ran = await stage.run(
        {
          flow: 'flows/everything.py',
          'base-image': 'python:3.11',
          'registry-url': stage.registry,
          'image-name': stage.unique,
          'env-vars': `T_NASTY=$HOME "quoted" \\ # 'it'`,
          files: 'flows/da ta=/opt/da ta'
        },
        { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`, RUNNER_DEBUG: '1' }
      )
      await rm(folder, { recursive: true })
      expect(errorsOf(ran)).toEqual([])
      expect(ran).toMatchObject({ conclusion: 'success', left: [] })
      expect(ran.stdout).toContain('no buildx')
      expect(ran.outputs['image']).toBe(`${stage.registry}/${stage.unique}@${ran.outputs['digest'] ?? ''}`)
      const found = JSON.parse(/^FOUND (.*)$/mu.exec(await logOf(ran))?.[1] ?? '{}') as unknown
      expect(found).toMatchObject({
        env: { T_NASTY: `$HOME "quoted" \\ # 'it'` },
        files: { '/opt/da ta/run.sh': '0o755', '/opt/da ta/deep/link': '../run.sh' }
      })
      expect(await localImages(stage.unique)).toEqual([])
    }),
  5 * minutes
)

test.concurrent(
  'a file and a Dockerfile whose sizes stay the same: what runs is what is there now',
  () =>
    onStage(async (stage) => {
      const folder = await mkdtemp(join(tmpdir(), 'same-size-'))
      const file = join(folder, 'which')
      for (const word of ['one', 'two', 'six']) {
        await writeFile(file, `${word}\n`)
        const ran = await stage.run({
          'base-image': 'python:3.11',
          'registry-url': stage.registry,
          'image-name': stage.unique,
          'env-vars': `WHICH=${word}`,
          files: `${file}=/data/which`,
          command: `["sh", "-c", "cat /data/which; echo $WHICH"]`
        })
        expect(errorsOf(ran)).toEqual([])
        expect(await logOf(ran)).toBe(`${word}\n${word}\n`)
      }
      await rm(folder, { recursive: true })
    }),
  5 * minutes
)

/** A registry on loopback that answers every request by `answer`. */
async function registryThat(answer: { status: number; headers?: Record<string, string>; code: string }) {
  const requests: string[] = []
  const server = createServer((request: IncomingMessage, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`)
    request.resume()
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
    response.end(JSON.stringify({ errors: [{ code: answer.code, message: answer.code.toLowerCase() }] }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}

test.concurrent.each([
  [401, 'UNAUTHORIZED', { 'www-authenticate': 'Basic realm="registry"' }],
  [403, 'DENIED', {}]
] as const)(
  'a registry that answers %i: push-unauthorized, without another try',
  async (status, code, headers) => {
    await using registry = await registryThat({ status, headers, code })
    await onStage(async (stage) => {
      const ran = await stage.run({
        flow: 'flows/exits.py',
        'base-image': 'python:3.11',
        'registry-url': registry.host,
        'image-name': stage.unique
      })
      expect(ran).toMatchObject({ conclusion: 'failure', left: [] })
      expect(ran.outputs).toMatchObject({ 'failure-reason': 'push-unauthorized', 'failure-kind': 'configuration' })
      expect(errorsOf(ran)).toEqual([expect.stringContaining(`Log in to ${registry.host}`)])
      expect(ran.stdout).not.toContain('Trying again')
      if (status === 403) seen('push-unauthorized', ran)
      expect(registry.requests).not.toEqual([])
      expect(await localImages(stage.unique)).toEqual([])
    })
  },
  3 * minutes
)

test.concurrent(
  'a registry that is away: tried again, then registry-unavailable; no Job is made',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({
        flow: 'flows/exits.py',
        'base-image': 'python:3.11',
        'registry-url': 'localhost:1',
        'image-name': stage.unique
      })
      expect(ran).toMatchObject({ conclusion: 'failure', left: [] })
      expect(ran.outputs).toMatchObject({ 'failure-reason': 'registry-unavailable', 'failure-kind': 'infrastructure' })
      expect(ran.stdout).toContain('(try 5 of 5)')
      seen('registry-away', ran, /trying again/u)
      expect(await tagsOf(stage, stage.unique)).toBeUndefined()
      expect(await localImages(stage.unique)).toEqual([])
    }),
  3 * minutes
)
