import { describe, expect, test } from '@jest/globals'

import { isAtLeast, probeEngine } from '../../../src/docker/engine.ts'
import { fakeDocker, type Answer } from './fake-docker.ts'

const server = (details: object): Answer => ({ stdout: JSON.stringify({ Client: {}, Server: details }) })
const linux = server({ Version: '20.10.24', Os: 'linux' })
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
  stdout: `Name:          ${name}\nDriver:        ${driver}\nLast Activity: now\n`
})

const probe = (version: Answer, buildxVersion: Answer, inspection: Answer) =>
  probeEngine(
    fakeDocker({ version, 'buildx version': buildxVersion, 'buildx inspect': inspection }),
    AbortSignal.timeout(1000)
  )

describe('probeEngine', () => {
  test.each<[string, Answer, Answer, Answer, object]>([
    ['an engine alone', linux, noBuildx, noBuildx, { serverVersion: '20.10.24', buildx: undefined }],
    [
      'the docker driver',
      linux,
      buildx,
      builder('default', 'docker'),
      { serverVersion: '20.10.24', buildx: { version: '0.13.1', driver: 'docker', builder: 'default' } }
    ],
    [
      'what setup-buildx-action makes',
      linux,
      buildx,
      builder('builder-1', 'docker-container'),
      { serverVersion: '20.10.24', buildx: { version: '0.13.1', driver: 'docker-container', builder: 'builder-1' } }
    ],
    [
      'a builder elsewhere, no engine here',
      noServer,
      buildx,
      builder('far', 'remote'),
      { serverVersion: undefined, buildx: { version: '0.13.1', driver: 'remote', builder: 'far' } }
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

test.each([
  ['0.13.1', true],
  ['0.10.0', true],
  ['0.9.1', false],
  ['1.0.0', true],
  ['', true]
])('buildx %s knows attestations: %s', (version, expected) => {
  expect(isAtLeast(version, 0, 10)).toBe(expected)
})
