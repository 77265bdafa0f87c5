import { describe, expect, test } from '@jest/globals'

import type { Docker } from '../../../src/docker/port.ts'
import { imageFingerprint } from '../../../src/image/fingerprint.ts'
import type { Memory } from '../../../src/image/memory.ts'
import type { RecordEntry } from '../../../src/image/record.ts'
import type { BuildPlan } from '../../../src/plan/types.ts'
import { fakeDocker, type Answer } from '../docker/fake-docker.ts'
import { absent, buildx, digest, known, noBuildx, provide, pushed, readBack, reference } from './providing.ts'
import {
  base,
  ground,
  plan,
  inspected,
  image,
  byDigest,
  raw,
  format,
  gone,
  there,
  memoryOf,
  print,
  key,
  run,
  reused
} from './remembering.ts'

describe('an image that is remembered', () => {
  test('runs by its digest: nothing is built, pushed or written', async () => {
    const ran = await run(plan(), there)
    expect(ran).toMatchObject({ outcome: reused, builds: [], undos: [], told: [] })
    // what only a build wants to know is not asked
    expect(ran.calls).not.toContain('buildx version')
    expect(ran.out).toContain(
      `Reuses ${byDigest}, built 2026-01-31T10:00:00Z by https://github.com/o/f/actions/runs/1: nothing is built or pushed.`
    )
  })

  test('needs no engine', async () => {
    const down: Answer = { exitCode: 1, stdout: '{"Server":null}', lines: ['Cannot connect to the Docker daemon'] }
    const answers = { ...there, version: down, 'buildx inspect': { exitCode: 1 } }
    const here = { ...ground, platform: process.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64' }
    const entries: [string, object][] = [[imageFingerprint(plan(), [], here), {}]]
    const shown = { ...answers, [format]: image({ architecture: process.arch === 'arm64' ? 'arm64' : 'amd64' }) }
    expect(await run(plan(), shown, entries)).toMatchObject({ outcome: { build: 'reused' }, builds: [] })
    expect(await run(plan(), shown, [])).toMatchObject({ outcome: { reason: 'docker-unavailable' }, builds: [] })
  })

  test('with the flow in it, by the label that it must have', async () => {
    const flow = { source: '/nowhere.py', repositoryPath: 'f.py', imagePath: '/flow/f.py', name: undefined }
    const ran = await run(plan({ flow }), there)
    expect(ran.outcome).toEqual(reused)
    const other = await run(plan({ flow }), { ...there, [format]: image({}, {}) })
    expect(other.out).toContain("it has not this action's launcher in it")
  })

  test.each<[string, Partial<BuildPlan>, Partial<RecordEntry>, boolean]>([
    ['of today', { day: '2026-01-31' }, { day: '2026-01-31' }, true],
    ['of yesterday', { day: '2026-01-31' }, { day: '2026-01-30' }, false],
    ['of yesterday, where any day will do', { rebuild: false }, { day: '2026-01-30' }, true],
    ['where all is built anew', { rebuild: true }, {}, false],
    ['in which the flow was not looked for', { healthCheck: true }, {}, false],
    ['in which the flow was looked for', { healthCheck: true }, { checked: true }, true]
  ])('%s', async (_name, changes, entry, isReused) => {
    const wanted = plan(changes)
    const ran = await run(wanted, there, [[imageFingerprint(wanted, [], ground), entry]])
    expect(ran.outcome).toMatchObject({ build: isReused ? 'reused' : 'built' })
    expect(ran.told).toHaveLength(isReused ? 0 : 1)
  })
})

const otherManifest = JSON.stringify({ config: { digest: 'sha256:other' } })

describe('an image is built where what is remembered', () => {
  test.each<[string, Record<string, Answer | Answer[]>, string]>([
    ['is gone', { [`${raw}${byDigest}`]: [gone, readBack] }, 'the registry has it no more'],
    [
      'is not shown',
      { [`${raw}${byDigest}`]: [{ exitCode: 1, lines: ['ERROR: 403 Forbidden'] }, readBack] },
      '403 Forbidden'
    ],
    ['is something else', { [`${raw}${byDigest}`]: [{ stdout: otherManifest }, readBack] }, 'other content'],
    ['is there in part', { [format]: { exitCode: 1 } }, 'in part only'],
    ['is for another platform', { [format]: image({ architecture: 'arm64' }) }, 'it is not for linux/amd64'],
    [
      'is a list',
      {
        [format]: {
          stdout:
            '{"linux/amd64":{"os":"linux","architecture":"amd64"},"linux/arm64":{"os":"linux","architecture":"arm64"}}'
        }
      },
      'it is not for'
    ]
  ])('%s', async (_name, changes, why) => {
    const ran = await run(plan(), {
      ...changes,
      ...Object.fromEntries(Object.entries(there).filter(([each]) => !(each in changes)))
    })
    expect(ran.outcome).toMatchObject({ build: 'built' })
    expect(ran.builds).toHaveLength(1)
    expect(ran.out).toContain('but is built again: ')
    expect(ran.out).toContain(why)
  })

  test.each<[string, Parameters<typeof provide>[1], string[]]>([
    ['cannot be read: that is explained, and the new one is remembered', there, ['explain', 'remember']],
    ['cannot be looked up without buildx', { ...noBuildx, 'build ': {}, push: pushed, 'image inspect': known }, []]
  ])('%s', async (_name, answers, expected) => {
    const calls: string[] = []
    const memory: Memory = {
      read: () => Promise.resolve(undefined),
      explain: () => calls.push('explain'),
      remember: () => calls.push('remember')
    }
    const { outcome } = await provide(plan(), answers, undefined, { memory })
    expect(outcome).toMatchObject({ build: 'built' })
    expect(calls).toEqual(expected)
  })

  test('does not come before the cluster is given up', async () => {
    const memory: Memory = {
      // what the cluster's side does when it fails: the signal that both were given aborts
      read: (signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined))),
      explain: () => undefined,
      remember: () => undefined
    }
    const ran = await provide(plan({ timeout: 300 }), there, undefined, { memory })
    expect(ran.outcome).toMatchObject({ reason: 'build-timeout' })
  })
})

describe("the user's own tag", () => {
  const own = plan({ hasOwnTag: true })
  const create = `buildx imagetools create --prefer-index=false --tag ${reference} ${byDigest}`
  const tag = `${raw}${reference}`

  test.each<[string, Record<string, Answer | Answer[]>, string, string[]]>([
    ['leads there already', { [tag]: readBack }, 'reused', []],
    ['is put on it', { [tag]: [gone, readBack], [create]: {} }, 'reused', [create]],
    ['led elsewhere', { [tag]: [{ stdout: otherManifest }, readBack], [create]: {} }, 'reused', [create]],
    [
      'cannot be put on it by this buildx',
      { [tag]: gone, [create]: { exitCode: 1, lines: ['unknown flag: --prefer-index'] } },
      'built',
      [create]
    ],
    ['was wrapped', { [tag]: [gone, { stdout: otherManifest }], [create]: {} }, 'built', [create]]
  ])('%s', async (_name, answers, build, creates) => {
    const ran = await run(own, { ...answers, ...there })
    expect(ran.outcome).toMatchObject({ build, imageTag: 'v1' })
    expect(ran.calls.filter((call) => call.includes('imagetools create'))).toEqual(creates)
  })
})

describe('what was built', () => {
  const engine = {
    ...buildx('docker'),
    'buildx inspect': inspected('docker'),
    version: { stdout: JSON.stringify({ Server: { Version: '28.0.0', Os: 'linux', Arch: 'amd64' } }) },
    'image inspect': [absent, known],
    'buildx build': {},
    push: pushed,
    [`${raw}${byDigest}`]: readBack,
    [format]: image()
  }

  test('is remembered, once the registry has shown it', async () => {
    const ran = await run(plan({ day: '2026-01-31', healthCheck: true }), there, [])
    const { fingerprint, entry } = ran.told[0] ?? {}
    expect(fingerprint).toBe(print)
    expect(entry).toEqual({
      digest,
      day: '2026-01-31',
      checked: true,
      plan: plan().fingerprint,
      dependencies: { key: expect.any(String), digest }
    })
  })

  test('is not remembered where the registry does not show it', async () => {
    const refused: Answer = { exitCode: 1, lines: ['ERROR: 403 Forbidden'] }
    expect(await run(plan(), { ...there, [`${raw}${byDigest}`]: refused }, [])).toMatchObject({
      outcome: { build: 'built' },
      told: []
    })
  })

  const dependencies = { key, digest: `sha256:${'de'.repeat(32)}` }
  const recorded = ['--cache-from', `type=registry,ref=localhost:5000/team/flow@${dependencies.digest}`].join(' ')
  const entries: [string, object][] = [['0'.repeat(64), { dependencies }]]

  test('starts from the recorded dependencies, and from nothing else', async () => {
    expect((await run(plan(), there, entries)).builds).toEqual([
      expect.stringContaining(`${recorded} --cache-to type=inline`)
    ])
    expect((await run(plan(), there, [])).builds).toEqual([expect.not.stringContaining('--cache-from')])
    const anew = await run(plan({ rebuild: true }), { ...there, [`${raw}${base}`]: readBack }, entries)
    expect(anew.builds).toEqual([expect.stringContaining('--no-cache --pull')])
    expect(anew.builds).toEqual([expect.not.stringContaining('--cache-from')])
    expect(anew.told).toHaveLength(1)
  })

  test('by the engine, keeps the source of the dependencies, and says what a builder of its own would save', async () => {
    const ran = await run(plan(), engine, entries)
    expect(ran.told[0]?.entry.dependencies).toEqual(dependencies)
    expect(ran.out).toContain('docker/setup-buildx-action')
    expect(ran.outcome).toMatchObject({ hint: expect.stringContaining('docker/setup-buildx-action') })
    const ranThem = await run(
      plan(),
      { ...engine, 'buildx build': { lines: ['#7 [2/3] RUN ["pip"]', '#7 DONE 3.0s'] } },
      entries
    )
    expect(ranThem.told[0]?.entry.dependencies).toEqual({ key, digest })
  })

  test("with GitHub's cache, gets what that needs of the runner", async () => {
    const fake = fakeDocker(there)
    const seen: object[] = []
    const docker: Docker = {
      run(command) {
        if (command.args[1] !== 'build') return fake.run(command)
        seen.push(command.env ?? {})
        return Promise.reject(new Error('enough'))
      }
    }
    const env = { ACTIONS_RUNTIME_TOKEN: 'token', OTHER: 'x' }
    await provide(plan({ cacheFrom: ['type=gha'] }), {}, docker, { memory: memoryOf().memory, env })
    expect(seen).toEqual([{ ACTIONS_RUNTIME_TOKEN: 'token' }])
  })
})
