import { describe, expect, test } from '@jest/globals'

import {
  isAtLeast,
  knowsLinks,
  platformOf,
  probeEngine,
  readBuildx,
  withBuildxVersion,
  type Engine
} from '../../../src/docker/engine.ts'
import { fakeDocker, type Answer } from './fake-docker.ts'

const server = (details: object): Answer => ({ stdout: JSON.stringify({ Client: {}, Server: details }) })
const linux = server({ Version: '20.10.24', Os: 'linux', Arch: 'amd64' })
const noServer: Answer = {
  exitCode: 1,
  stdout: JSON.stringify({ Client: {}, Server: null }),
  lines: [
    '{"Client":{}}',
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'
  ]
}
const noBuildx: Answer = { exitCode: 1, lines: ['docker: unknown command: docker buildx'] }
const buildx: Answer = { stdout: 'github.com/docker/buildx v0.13.1 788433953af10f2a698f5c07611dddce2e08c7a0\n' }
const builder = (name: string, driver: string): Answer => ({
  stdout: `Name:          ${name}\nDriver:        ${driver}\nLast Activity: now\n\nNodes:\nName:          ${name}0\nBuildkit:      v0.12.5\nPlatforms:     linux/arm64, linux/arm/v7\n`
})
const known = (serverVersion: string | undefined, driver: string, name: string): Engine => ({
  serverVersion,
  platform: serverVersion === undefined ? undefined : 'linux/amd64',
  buildx: { version: '', driver, builder: name, buildkit: '0.12.5', platform: 'linux/arm64' }
})

const probe = (version: Answer, buildxVersion: Answer, inspection: Answer) =>
  probeEngine(
    fakeDocker({ version, 'buildx version': buildxVersion, 'buildx inspect': inspection }),
    AbortSignal.timeout(1000)
  )

describe('probeEngine', () => {
  test.each<[string, Answer, Answer, Answer, object]>([
    [
      'an engine alone',
      linux,
      noBuildx,
      noBuildx,
      { serverVersion: '20.10.24', platform: 'linux/amd64', buildx: undefined }
    ],
    ['the docker driver', linux, buildx, builder('default', 'docker'), known('20.10.24', 'docker', 'default')],
    [
      'what setup-buildx-action makes',
      linux,
      buildx,
      builder('builder-1', 'docker-container'),
      known('20.10.24', 'docker-container', 'builder-1')
    ],
    [
      'a builder elsewhere, no engine here',
      noServer,
      buildx,
      builder('far', 'remote'),
      known(undefined, 'remote', 'far')
    ]
  ])('%s', async (_name, version, buildxVersion, inspection, engine) => {
    expect(await probe(version, buildxVersion, inspection)).toEqual(engine)
  })

  test.each<[string, Answer, Answer, Answer, object]>([
    [
      'no daemon',
      noServer,
      noBuildx,
      noBuildx,
      { reason: 'docker-unavailable', why: expect.stringContaining('Is the docker daemon running') }
    ],
    [
      'no daemon, buildx asks it',
      noServer,
      buildx,
      builder('default', ''),
      { reason: 'docker-unavailable', what: 'The Docker daemon does not answer.' }
    ],
    [
      'no right to use the socket',
      {
        ...noServer,
        lines: ['permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock']
      },
      noBuildx,
      noBuildx,
      { reason: 'docker-unavailable', fix: expect.stringContaining('group docker') }
    ],
    [
      'a daemon that hangs',
      { timedOut: true },
      noBuildx,
      noBuildx,
      { reason: 'docker-unavailable', why: expect.stringContaining('20 seconds') }
    ],
    [
      'a builder that is gone',
      linux,
      buildx,
      { exitCode: 1, lines: ['ERROR: no builder "x" found'] },
      { reason: 'docker-unavailable', why: 'ERROR: no builder "x" found' }
    ],
    [
      'Windows containers',
      server({ Version: '27.0.0', Os: 'windows' }),
      noBuildx,
      noBuildx,
      { reason: 'docker-missing' }
    ]
  ])('refuses %s', async (_name, version, buildxVersion, inspection, failure) => {
    await expect(probe(version, buildxVersion, inspection)).rejects.toMatchObject(failure)
  })
})

test('the version of buildx is asked where somebody builds, and only where there is one', async () => {
  const docker = fakeDocker({ 'buildx version': buildx })
  const signal = AbortSignal.timeout(1000)
  const told = await withBuildxVersion(docker, known('20.10.24', 'docker', 'default'), signal)
  expect(told.buildx).toMatchObject({ version: '0.13.1', driver: 'docker', builder: 'default' })
  const legacy: Engine = { serverVersion: '20.10.24', platform: 'linux/amd64', buildx: undefined }
  expect(await withBuildxVersion(docker, legacy, signal)).toBe(legacy)
  expect(docker.calls).toHaveLength(1)
})

test.each([
  ['0.13.1', true],
  ['0.10.0', true],
  ['0.9.1', false],
  ['1.0.0', true],
  ['', true]
])('buildx %s knows attestations: %s', (version, expected) => {
  expect(isAtLeast(version, 0, 10)).toBe(expected)
})

test.each<[string, string, string | undefined]>([
  ['Buildkit:  v0.12.5\nPlatforms: linux/amd64, linux/386', '0.12.5', 'linux/amd64'],
  ['BuildKit version: v0.25.1\nBuildKit daemon flags: --x 1.2\nPlatforms: linux/arm64*', '0.25.1', 'linux/arm64'],
  ['Buildkit: 20.10.24+dfsg1\nPlatforms: linux/arm/v7, linux/arm/v6', '20.10.24+dfsg1', 'linux/arm/v7'],
  ['BuildKit version: v0.0.0+unknown\nPlatforms: linux/amd64', '', 'linux/amd64'],
  ['Status: inactive', '', undefined]
])('a builder that says %j', (text, buildkit, platform) => {
  const read = readBuildx({ stdout: `Name: b\nDriver: remote\n${text}\n` })
  expect(read).toMatchObject({ buildkit, platform })
})

const here = (serverVersion: string | undefined, driver?: string, buildkit = ''): Engine => ({
  serverVersion,
  platform: 'linux/amd64',
  buildx:
    driver === undefined ? undefined : { version: '0.13.1', driver, builder: 'b', buildkit, platform: 'linux/arm64' }
})

test.each<[string, Engine, boolean, string]>([
  ['the legacy builder', here('28.0.0'), false, 'linux/amd64'],
  ['an old engine', here('20.10.24', 'docker', '20.10.24'), false, 'linux/amd64'],
  ['an engine since 23', here('23.0.1', 'docker'), true, 'linux/amd64'],
  ['an engine that does not say', here(undefined, 'docker'), false, 'linux/amd64'],
  ['an old BuildKit', here('28.0.0', 'docker-container', '0.9.3'), false, 'linux/arm64'],
  ['BuildKit since 0.10', here('20.10.24', 'docker-container', '0.10.0'), true, 'linux/arm64'],
  ['a BuildKit elsewhere', here(undefined, 'remote', '0.25.1'), true, 'linux/arm64']
])('%s: links, and the platform it builds for', (_name, engine, links, platform) => {
  expect([knowsLinks(engine), platformOf(engine)]).toEqual([links, platform])
})
