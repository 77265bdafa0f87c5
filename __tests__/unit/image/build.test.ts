import { describe, expect, test } from '@jest/globals'

import type { Engine } from '../../../src/docker/engine.ts'
import { buildCommand, digestOfPush, pushedDigest } from '../../../src/image/build.ts'

const request = {
  reference: 'r/i:t',
  push: true,
  context: '/c',
  dockerfile: '/c/Dockerfile',
  idFile: '/i',
  metadataFile: '/m'
}
const engine = (driver?: string, version = '0.13.1'): Engine => ({
  serverVersion: '20.10.24',
  buildx: driver === undefined ? undefined : { version, driver, builder: 'b' }
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
