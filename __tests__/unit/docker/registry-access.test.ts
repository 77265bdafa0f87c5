import { mkdir, mkdtemp, readFile, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import { createDockerCli } from '../../../src/docker/cli.ts'
import { anonymousAccess, writeAnonymousConfig } from '../../../src/docker/registry-access.ts'
import { fakeDocker, type Answer } from './fake-docker.ts'

const signal = new AbortController().signal
const says = (line: string): Answer => ({ exitCode: 1, lines: [line] })
const manifest: Answer = { stdout: '{"schemaVersion":2}', lines: ['{"schemaVersion":2}'] }
const reference = 'ghcr.io/octo/etl:1'

describe('anonymousAccess', () => {
  test.each<[string, Answer | readonly Answer[], string]>([
    ['a manifest', manifest, 'open'],
    [
      'a registry with a password',
      says(
        'ERROR: pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials'
      ),
      'refused'
    ],
    [
      'Docker Hub',
      says(
        'ERROR: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed'
      ),
      'refused'
    ],
    [
      'a token server that refuses',
      says(
        'ERROR: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token?scope=repository%3Aocto%2Fetl%3Apull&service=ghcr.io: 403 Forbidden'
      ),
      'refused'
    ],
    [
      'an older docker',
      says('ERROR: failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized'),
      'refused'
    ],
    [
      'a status without words',
      says('ERROR: unexpected status from HEAD request to https://quay.io/v2/octo/etl/manifests/1: 401 UNAUTHORIZED'),
      'refused'
    ],
    ['hidden from strangers', [says(`ERROR: ${reference}: not found`), manifest], 'refused'],
    ['not there', says(`ERROR: ${reference}: not found`), 'unknown'],
    [
      'too many requests',
      says(
        'ERROR: unexpected status from HEAD request to https://registry-1.docker.io/v2/octo/etl/manifests/403: 429 Too Many Requests'
      ),
      'unknown'
    ],
    [
      'trouble of the token server',
      says(
        'ERROR: failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://ghcr.io/token: 503 Service Unavailable'
      ),
      'unknown'
    ],
    [
      'no network',
      says('ERROR: failed to do request: Head "https://ghcr.io/v2/": dial tcp 192.0.2.1:443: i/o timeout'),
      'unknown'
    ],
    ['a proxy', says('ERROR: failed to do request: Head "https://ghcr.io/v2/": Forbidden'), 'unknown'],
    ['no buildx', says('docker: unknown command: docker buildx'), 'unknown'],
    [
      'no right to docker',
      says(
        'ERROR: permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock'
      ),
      'unknown'
    ],
    ['no answer', { exitCode: undefined, timedOut: true }, 'unknown'],
    ['no manifest', { stdout: '<html>', lines: ['<html>'] }, 'unknown']
  ])('%s', async (_name, answer, kind) => {
    const docker = fakeDocker({ 'buildx imagetools inspect': answer })
    expect(await anonymousAccess(docker, reference, { folder: '/f', signal })).toMatchObject({ kind })
  })

  test('no docker', async () => {
    const docker = createDockerCli({ env: { PATH: '/nowhere' } })
    expect(await anonymousAccess(docker, reference, { folder: '/f', signal })).toMatchObject({ kind: 'unknown' })
  })

  test('asks without any login; the second time, where nothing was found, with it', async () => {
    const environments: unknown[] = []
    const docker = fakeDocker({ buildx: [says(`ERROR: ${reference}: not found`), manifest] })
    await anonymousAccess(
      {
        run: (command) => {
          environments.push(command.env)
          return docker.run(command)
        }
      },
      reference,
      { folder: '/f', signal }
    )
    expect(environments).toEqual([{ DOCKER_CONFIG: '/f', DOCKER_AUTH_CONFIG: '', BUILDX_CONFIG: '' }, undefined])
  })

  test('an abort is thrown', async () => {
    const aborted = AbortSignal.abort(new Error('cancelled'))
    const docker = createDockerCli({ env: { PATH: '/nowhere' } })
    await expect(anonymousAccess(docker, reference, { folder: '/f', signal: aborted })).rejects.toThrow('cancelled')
  })
})

describe('writeAnonymousConfig', () => {
  let home = ''
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'anonymous-'))
  })
  afterEach(() => rm(home, { recursive: true }))

  const read = async (folder: string) => JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as unknown

  test('leaves out every login, and keeps plugins, context and builders', async () => {
    const docker = join(home, '.docker')
    await mkdir(join(docker, 'buildx', 'instances'), { recursive: true })
    await mkdir(join(docker, 'buildx', 'config', 'ghcr.io'), { recursive: true })
    await mkdir(join(docker, 'contexts'))
    await writeFile(join(docker, 'buildx', 'current'), '{}')
    const config = {
      auths: { 'ghcr.io': { auth: 'c2VjcmV0' } },
      credsStore: 'all',
      credHelpers: { 'quay.io': 'own' },
      HttpHeaders: { Authorization: 'secret' },
      cliPluginsExtraDirs: ['/more'],
      currentContext: 'rootless'
    }
    await writeFile(join(docker, 'config.json'), JSON.stringify(config))
    const folder = join(home, 'run', 'anonymous')
    await writeAnonymousConfig(folder, { HOME: home })
    expect(await read(folder)).toEqual({
      auths: { 'anonymous.invalid': {} },
      cliPluginsExtraDirs: [join(docker, 'cli-plugins'), '/more'],
      currentContext: 'rootless'
    })
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await readdir(folder)).sort()).toEqual(['buildx', 'config.json', 'contexts'])
    expect((await readdir(join(folder, 'buildx'))).sort()).toEqual(['current', 'instances'])
    expect(await readlink(join(folder, 'contexts'))).toBe(join(docker, 'contexts'))
  })

  test('where nothing is, and where buildx keeps its files elsewhere', async () => {
    await mkdir(join(home, 'elsewhere', 'instances'), { recursive: true })
    const folder = join(home, 'anonymous')
    const env = { HOME: home, DOCKER_CONFIG: join(home, 'config'), BUILDX_CONFIG: join(home, 'elsewhere') }
    await writeAnonymousConfig(folder, env)
    expect(await read(folder)).toEqual({
      auths: { 'anonymous.invalid': {} },
      cliPluginsExtraDirs: [join(home, 'config', 'cli-plugins')]
    })
    expect(await readlink(join(folder, 'buildx', 'instances'))).toBe(join(home, 'elsewhere', 'instances'))
  })
})
