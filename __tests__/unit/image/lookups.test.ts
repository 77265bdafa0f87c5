import { describe, expect, test } from '@jest/globals'

import type { Docker } from '../../../src/docker/port.ts'
import { imageFingerprint } from '../../../src/image/fingerprint.ts'
import { fakeDocker } from '../docker/fake-docker.ts'
import { digest, provide, readBack } from './providing.ts'
import { base, plan, byDigest, raw, there, memoryOf, print, run, reused } from './remembering.ts'

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))

describe('an image of the same plan', () => {
  /** Answers what builds here only when the registry has been asked about the image. */
  function patient(): { docker: Docker; calls: readonly string[] } {
    const fake = fakeDocker(there)
    const asked = Promise.withResolvers<true>()
    const docker: Docker = {
      async run(command) {
        if (command.args.includes(byDigest)) asked.resolve(true)
        if (command.args[1] === 'inspect') await Promise.race([asked.promise, aborted(command.signal)])
        return fake.run(command)
      }
    }
    return { docker, calls: fake.calls }
  }

  test('is looked up before it is known what builds here, and once', async () => {
    const { docker, calls } = patient()
    const { memory } = memoryOf([print, { plan: plan().fingerprint }])
    // the limit ends a run that waits for what never comes
    const { outcome } = await provide(plan({ timeout: 2_000 }), {}, docker, { memory })
    expect(outcome).toEqual(reused)
    expect(calls.filter((call) => call === `${raw}${byDigest}`)).toHaveLength(1)
  })

  test('is not used where base image or platform turn out to be others', async () => {
    const ran = await run(plan(), there, [['0'.repeat(64), { plan: plan().fingerprint }]])
    expect(ran.outcome).toMatchObject({ build: 'built' })
  })

  test('is not asked about where all is built anew', async () => {
    const ran = await run(plan({ rebuild: true }), { ...there, [`${raw}${base}`]: readBack }, [
      [print, { plan: plan().fingerprint, digest: `sha256:${'1'.repeat(64)}` }]
    ])
    expect(ran.calls.filter((call) => call.includes('1'.repeat(64)))).toEqual([])
  })
})

test('what the engine has under the name of the base is nothing to a builder of its own', async () => {
  const wanted = plan({ baseImage: 'python:3.12' })
  const old = `"sha256:${'1'.repeat(64)}"\n["python@sha256:${'2'.repeat(64)}"]\n`
  const answers = { ...there, 'image inspect': { stdout: old }, [`${raw}python:3.12`]: readBack }
  const fresh = imageFingerprint(wanted, [], { base: digest, platform: 'linux/amd64' })
  expect((await run(wanted, answers, [[fresh, {}]])).outcome).toEqual(reused)
})
