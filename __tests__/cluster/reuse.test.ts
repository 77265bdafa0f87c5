/** Images that an earlier run has built, on a real engine, registry and node: when they run again, and when they must not. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, test } from '@jest/globals'

import { must } from '../../dev/run.ts'
import { everyRight } from '../../dev/users.ts'
import { localImages } from '../support/cluster.ts'
import { entriesOf, manifestOf, onRepeated, removeFrom } from '../support/reuse.ts'

const minutes = 60_000
const limit = 5 * minutes

/** Pushes something else under a tag, as whoever may push to the repository can. */
async function forge(repository: string, tag: string, lines: readonly string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'forged-'))
  const reference = `${repository}:${tag}`
  await writeFile(join(folder, 'Dockerfile'), ['FROM python:3.11', ...lines, ''].join('\n'))
  await must('docker', ['build', '-q', '-t', reference, folder], { timeout: 60_000 })
  await must('docker', ['push', '-q', reference])
  await must('docker', ['rmi', '--no-prune', reference])
  await rm(folder, { recursive: true })
}

const evil = ['ENTRYPOINT ["python3", "-c", "print(\'forged\')"]', 'CMD []']

describe('an image that an earlier run has built', () => {
  test.concurrent(
    'runs again when nothing has changed, with the log of its own run; a changed flow is built',
    () =>
      onRepeated(async ({ run, write, record, repository }) => {
        const first = await run()
        expect(first).toMatchObject({ build: 'built', log: 'first\n' })
        const second = await run()
        expect(second).toMatchObject({ build: 'reused', log: 'first\n', digest: first.digest, tag: first.tag })
        expect(second.ran.stdout).toContain(`Reuses ${repository}@${first.digest}, built `)
        expect(first.ran.groups).toContainEqual(expect.stringMatching(/^Build /u))
        expect(second.ran.groups).toEqual([])
        expect(await localImages(repository)).toEqual([])
        await write('other')
        const third = await run()
        expect(third).toMatchObject({ build: 'built', log: 'other\n' })
        expect(third.digest).not.toBe(first.digest)
        await write('first')
        expect(await run()).toMatchObject({ build: 'reused', digest: first.digest, log: 'first\n' })
        expect(
          entriesOf(await record())
            .map(({ digest }) => digest)
            .sort()
        ).toEqual([first.digest, third.digest].sort())
        expect(await run({ rebuild: 'true' })).toMatchObject({ build: 'built', log: 'first\n' })
      }),
    limit
  )

  test.concurrent(
    'needs no engine on the runner',
    () =>
      onRepeated(async ({ run, stage }) => {
        // the engine knows by what digest a registry has it only after a pull or a push of its own
        const base = `${stage.registry}/${stage.unique}-base:3.11`
        await must('docker', ['tag', 'python:3.11', base])
        await must('docker', ['push', '--quiet', base], { timeout: 120_000 })
        try {
          const first = await run({ 'base-image': base })
          const second = await run({ 'base-image': base }, { DOCKER_HOST: 'unix:///nowhere/docker.sock' })
          expect(second).toMatchObject({ build: 'reused', digest: first.digest, log: 'first\n' })
        } finally {
          await must('docker', ['rmi', '--no-prune', base])
        }
      }),
    limit
  )

  test.concurrent(
    'runs by its digest, whatever somebody has pushed to its tag',
    () =>
      onRepeated(async ({ run, repository }) => {
        const first = await run()
        await forge(repository, first.tag, evil)
        expect((await manifestOf(repository, first.tag)).digest).not.toBe(first.digest)
        expect(await run()).toMatchObject({ build: 'reused', digest: first.digest, log: 'first\n' })
      }),
    limit
  )

  test.concurrent(
    'is known by the record alone: neither a tag nor a label stands for it',
    () =>
      onRepeated(async ({ run, repository, setRecord }) => {
        const first = await run()
        await setRecord(undefined)
        await forge(repository, first.tag, ['LABEL docker-on-k8s.launcher=1', ...evil])
        expect(await run()).toMatchObject({ build: 'built', log: 'first\n' })
      }),
    limit
  )

  test.concurrent(
    'is built again when the registry has lost it, or a part of it',
    () =>
      onRepeated(async ({ run, repository }) => {
        const first = await run()
        await removeFrom(repository, 'manifests', first.digest)
        const second = await run()
        expect(second).toMatchObject({ build: 'built', log: 'first\n' })
        expect(second.ran.stdout).toContain('but is built again: the registry has it no more.')
        const { manifest } = await manifestOf(repository, second.digest)
        await removeFrom(repository, 'blobs', manifest.config.digest)
        const third = await run()
        expect(third).toMatchObject({ build: 'built', log: 'first\n' })
        expect(third.ran.stdout).toContain('but is built again: ')
        expect(await run()).toMatchObject({ build: 'reused' })
      }),
    limit
  )

  test.concurrent(
    'is not known in another namespace',
    () =>
      onRepeated(async (one) => {
        const first = await one.run()
        await onRepeated(
          async (other) => {
            expect(await other.record()).toBeUndefined()
            expect(await other.run()).toMatchObject({ build: 'built', log: 'first\n' })
            expect(entriesOf(await other.record())).toHaveLength(1)
          },
          { name: one.repository.split('/')[1] ?? '' }
        )
        expect(await one.run()).toMatchObject({ build: 'reused', digest: first.digest })
      }),
    limit
  )

  test.concurrent(
    'is remembered beside what another run writes at the same time',
    () =>
      onRepeated(async ({ run, record }) => {
        const words = ['a', 'b', 'c'].map((word) => ({ 'env-vars': `WORD=${word}` }))
        const all = await Promise.all(words.map((inputs) => run(inputs)))
        expect(all.map(({ build }) => build)).toEqual(['built', 'built', 'built'])
        const digests = all.map(({ digest }) => digest).sort()
        expect(new Set(digests).size).toBe(3)
        expect(
          entriesOf(await record())
            .map(({ digest }) => digest)
            .sort()
        ).toEqual(digests)
      }),
    limit
  )

  test.concurrent(
    'with a tag of its own runs when the tag leads to it, and is built when that cannot be had otherwise',
    () =>
      onRepeated(async ({ run, repository }) => {
        const inputs = { 'image-tag': 'nightly' }
        const first = await run(inputs)
        expect(await run(inputs)).toMatchObject({
          build: 'reused',
          tag: 'nightly',
          digest: first.digest,
          log: 'first\n'
        })
        await forge(repository, 'nightly', evil)
        const third = await run(inputs)
        expect(third.log).toBe('first\n')
        expect((await manifestOf(repository, 'nightly')).digest).toBe(third.digest)
      }),
    limit
  )

  test.concurrent(
    'is one of its day, where a dependency has no exact version',
    () =>
      onRepeated(async ({ run, record, setRecord }) => {
        const inputs = { 'python-dependencies': 'six' }
        const first = await run(inputs)
        const [[key, text]] = Object.entries((await record()) ?? {}) as [[string, string]]
        const today = JSON.parse(text) as { day: string }
        expect(today.day).toMatch(/^\d{4}-\d{2}-\d{2}$/u)
        expect(await run(inputs)).toMatchObject({ build: 'reused', digest: first.digest })
        await setRecord({ [key]: JSON.stringify({ ...today, day: '2020-01-01' }) })
        expect(await run({ ...inputs, rebuild: 'false' })).toMatchObject({ build: 'reused', digest: first.digest })
        expect(await run(inputs)).toMatchObject({ build: 'built', log: 'first\n' })
        expect(await run(inputs)).toMatchObject({ build: 'reused' })
      }),
    limit
  )
})

describe('a record', () => {
  test.concurrent(
    'full of garbage is no failure and no image, and is put in order',
    () =>
      onRepeated(async ({ run, record, setRecord }) => {
        await setRecord({ notes: 'by hand', ['0'.repeat(64)]: '{"digest":"latest"}', ['1'.repeat(64)]: '☃' })
        const first = await run()
        expect(first).toMatchObject({ build: 'built', log: 'first\n' })
        const data = (await record()) ?? {}
        expect(Object.keys(data)).toHaveLength(2)
        expect(data['notes']).toBe('by hand')
        const [key = ''] = Object.keys(data).filter((each) => each !== 'notes')
        for (const text of [
          '{',
          '{"digest":"sha256:aa"}',
          `{"digest":"sha256:${'e'.repeat(64)}","when":"2026-01-01T00:00:00Z"}`
        ]) {
          await setRecord({ [key]: text })
          expect(await run()).toMatchObject({ build: 'built', log: 'first\n' })
        }
        expect(await run()).toMatchObject({ build: 'reused', digest: first.digest })
      }),
    limit
  )

  test.concurrent(
    'that the user may not keep: every run builds and is green, and the log says which rule to add',
    () =>
      onRepeated(
        async ({ run, record }) => {
          for (const build of ['built', 'built']) {
            const came = await run()
            expect(came).toMatchObject({ build, log: 'first\n' })
            expect(came.ran.annotations).toEqual([])
            const rule = '- { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "create", "patch"] }'
            expect(came.ran.stdout.split(rule)).toHaveLength(2)
          }
          expect(await record()).toBeUndefined()
        },
        { rules: everyRight.filter(({ resources }) => !resources.includes('configmaps')) }
      ),
    limit
  )
})
