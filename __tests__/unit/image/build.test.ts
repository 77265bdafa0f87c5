import { describe, expect, test } from '@jest/globals'

import type { Engine } from '../../../src/docker/engine.ts'
import { buildCommand, checkCommand, digestOfPush, pushedDigest } from '../../../src/image/build.ts'

const request = {
  reference: 'r/i:t',
  push: true,
  platform: undefined,
  stage: undefined,
  secrets: new Map<string, string>(),
  context: '/c',
  dockerfile: '/c/Dockerfile',
  idFile: '/i',
  metadataFile: '/m'
}
const engine = (driver?: string, version = '0.13.1'): Engine => ({
  serverVersion: '20.10.24',
  platform: 'linux/amd64',
  buildx: driver === undefined ? undefined : { version, driver, builder: 'b', buildkit: '', platform: undefined }
})
const rest = '--file /c/Dockerfile --tag r/i:t /c'
const attestations = '--provenance=false --sbom=false '

test.each<[string, Engine, boolean, string, 'engine' | 'registry', object]>([
  ['no buildx', engine(), true, `build --force-rm --iidfile /i ${rest}`, 'engine', { DOCKER_BUILDKIT: '0' }],
  ['no buildx, no push', engine(), false, `build --force-rm --iidfile /i ${rest}`, 'engine', { DOCKER_BUILDKIT: '0' }],
  [
    'docker driver',
    engine('docker'),
    true,
    `buildx build --progress=plain ${attestations}--iidfile /i --metadata-file /m --load ${rest}`,
    'engine',
    {}
  ],
  [
    'container driver',
    engine('docker-container'),
    true,
    `buildx build --progress=plain ${attestations}--iidfile /i --metadata-file /m --push ${rest}`,
    'registry',
    {}
  ],
  [
    'container driver, no push',
    engine('docker-container'),
    false,
    `buildx build --progress=plain ${attestations}--iidfile /i --metadata-file /m --load ${rest}`,
    'engine',
    {}
  ],
  [
    'remote driver',
    engine('remote'),
    true,
    `buildx build --progress=plain ${attestations}--iidfile /i --metadata-file /m --push ${rest}`,
    'registry',
    {}
  ],
  [
    'old buildx',
    engine('docker', '0.9.1'),
    true,
    `buildx build --progress=plain --iidfile /i --metadata-file /m --load ${rest}`,
    'engine',
    {}
  ]
])('%s', (_name, here, push, args, delivers, env) => {
  const command = buildCommand({ ...request, push }, here)
  expect({ ...command, args: command.args.join(' ') }).toEqual({ args, delivers, env })
})

describe('a stage, a platform, secrets', () => {
  const more = {
    ...request,
    platform: 'linux/arm64',
    stage: 'flow-image',
    secrets: new Map([['PIP_INDEX_URL', 'https://u:p@host/']])
  }

  test('are options of the build; the value of a secret is in the environment alone', () => {
    const { args, env } = buildCommand(more, engine('docker-container'))
    expect(args.join(' ')).toContain(
      ' --target flow-image --platform linux/arm64 --secret id=PIP_INDEX_URL,env=DOCKER_ON_K8S_BUILD_SECRET_PIP_INDEX_URL /c'
    )
    expect(env).toEqual({ DOCKER_ON_K8S_BUILD_SECRET_PIP_INDEX_URL: 'https://u:p@host/' })
  })

  test('are refused of a runner whose docker would put the secret into the image', () => {
    for (const make of [() => buildCommand(more, engine()), () => checkCommand(more, engine())])
      expect(make).toThrow(expect.objectContaining({ reason: 'docker-missing' }))
  })

  test('the stage that checks gives nothing away', () => {
    const check = checkCommand({ ...more, stage: 'health-check', secrets: new Map() }, engine('docker'))
    expect(check).toEqual({
      args: 'buildx build --progress=plain --output=type=cacheonly --file /c/Dockerfile --target health-check --platform linux/arm64 /c'.split(
        ' '
      ),
      env: {}
    })
    const legacy = checkCommand({ ...more, stage: 'health-check', platform: undefined, secrets: new Map() }, engine())
    expect(legacy.args.join(' ')).toBe('build --force-rm --iidfile /i --file /c/Dockerfile --target health-check /c')
  })
})

describe('caches', () => {
  const caches = { from: ['type=registry,ref=r/i@d'], to: ['type=inline'], isFresh: false, pulls: false }

  test('are options of buildx, and of no other builder', () => {
    const { args } = buildCommand({ ...request, caches }, engine('remote'))
    expect(args.join(' ')).toContain(' --push --cache-from type=registry,ref=r/i@d --cache-to type=inline --file ')
    const check = checkCommand({ ...request, stage: 's', caches }, engine('remote'))
    expect(check.args.join(' ')).toContain(' --cache-from type=registry,ref=r/i@d --file ')
    expect(check.args.join(' ')).not.toContain('--cache-to')
  })

  test.each([undefined, 'docker', 'remote'])('are left where all is built anew, with the builder %s', (driver) => {
    const anew = { ...request, caches: { from: [], to: [], isFresh: true, pulls: true } }
    for (const { args } of [buildCommand(anew, engine(driver)), checkCommand({ ...anew, stage: 's' }, engine(driver))])
      expect(args.join(' ')).toContain(' --no-cache --pull --file ')
  })
})

const digest = `sha256:${'a1'.repeat(32)}`

describe('digests', () => {
  test.each([
    [`{"containerimage.digest":"${digest}","containerimage.config.digest":"sha256:bb"}`, digest],
    ['{"containerimage.digest":"sha256:short"}', undefined],
    ['{}', undefined],
    ['null', undefined]
  ])('metadata %s', (metadata, expected) => {
    expect(pushedDigest(metadata)).toBe(expected)
  })

  test.each([
    [['33000a92665e: Pushed', `v1: digest: ${digest} size: 1153`], digest],
    [[`v1: digest: ${digest} size: 1153`, '', 'Info → Not all multiplatform-content is present'], digest],
    [['33000a92665e: Pushed'], undefined],
    [['v1: digest: sha256:short size: 1'], undefined]
  ])('output %j', (lines, expected) => {
    expect(digestOfPush(lines)).toBe(expected)
  })
})
