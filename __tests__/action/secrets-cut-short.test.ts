import { describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import type { Action } from '../../dev/proxy.ts'
import { expectFailure, onStage, until, useWorld, type Stage } from '../support/action.ts'
import { secretsOf, type SecretObject } from '../support/secrets.ts'

/** The Secret of a run that is cut short: killed, cancelled, wrong from the start. */
const world = useWorld()

const secret = 'correct horse battery staple'
const inputs = { 'job-secrets': `T_TOKEN=${secret}` }

const ends =
  (code: number) =>
  async (pod: PlayedPod): Promise<void> => {
    await pod.running()
    pod.log(`the flow says ${secret}`)
    await pod.exit(code)
  }
const works = async (pod: PlayedPod): Promise<void> => {
  await pod.running()
  pod.log('at work')
}

const postsOf = ({ namespace }: Stage): RegExp => new RegExp(`${namespace}/secrets$`, 'u')
const oneOf = ({ namespace }: Stage): RegExp => new RegExp(`${namespace}/secrets/`, 'u')

const secretsIn = (stage: Stage): Promise<SecretObject[]> => secretsOf(world().cluster, stage.namespace)

/** Nothing of ours is left; the garbage collector takes a moment for what it takes. */
const untilNothingIsLeft = (stage: Stage): Promise<void> =>
  until(async () => (await stage.leftovers()).length === 0 && (await secretsIn(stage)).length === 0)

describe('killed, and what post leaves', () => {
  test.concurrent.each<{ name: string; action: Action | undefined; made: number }>([
    { name: 'between Job and Secret: a create that never arrives', action: { do: 'silence' }, made: 0 },
    { name: 'between Job and Secret: a create that comes true later', action: { do: 'delay', ms: 3_000 }, made: 0 },
    { name: 'while the reply to the Secret is lost', action: { do: 'lose-reply' }, made: 1 },
    { name: 'after the Secret', action: undefined, made: 1 }
  ])(
    '$name',
    async ({ action, made }) => {
      await onStage(world(), { proxied: true, scenario: works }, async (stage) => {
        const { proxy } = world()
        if (action !== undefined) proxy.rule({ method: 'POST', path: postsOf(stage), times: 1 }, action)
        const handle = stage.run(inputs)
        if (action === undefined) await handle.waitForLine(/^\| at work$/u)
        else await until(() => proxy.seen('POST', postsOf(stage)).length > 0)
        if (made > 0) await until(async () => (await secretsIn(stage)).length === made)
        await handle.kill()
        const state = JSON.stringify(handle.savedState())
        expect(state).toMatch(/kind\\":\\"secret/u)
        expect(state).not.toContain(secret)
        const after = await handle.post().finished
        expect(after).toMatchObject({ exitCode: 0, annotations: [] })
        expect(after.stdout).toMatch(/^Cleaned up what main left: Job /mu)
        expect(after.stdout).toMatch(/^Cleaned up what main left: Secret /mu)
        expect(after.raw.toString()).not.toContain(secret)
        // one that commits after all this goes as well
        if (action?.do === 'delay') await until(() => proxy.seen('POST', postsOf(stage))[0]?.status !== undefined)
        await untilNothingIsLeft(stage)
      })
    },
    90_000
  )

  test.concurrent(
    'with cleanup: never, after the verdict: the Job stays, its Secret goes',
    async () => {
      await onStage(world(), { proxied: true, scenario: ends(0) }, async (stage) => {
        world().proxy.rule({ method: 'DELETE', path: oneOf(stage), times: 1 }, { do: 'silence' })
        const handle = stage.run({ ...inputs, cleanup: 'never' })
        await until(() => world().proxy.seen('DELETE', oneOf(stage)).length > 0)
        await handle.kill()
        const after = await handle.post().finished
        expect(after).toMatchObject({ exitCode: 0, annotations: [] })
        expect(await secretsIn(stage)).toEqual([])
        expect(await stage.jobs()).toHaveLength(1)
      })
    },
    60_000
  )
})

test.concurrent(
  'a cancel while a Secret’s create hangs: the Job goes in time all the same',
  async () => {
    await onStage(world(), { proxied: true, bind: false }, async (stage) => {
      const { proxy } = world()
      proxy.rule({ method: 'POST', path: postsOf(stage), times: 1 }, { do: 'silence' })
      const handle = stage.run(inputs)
      await until(() => proxy.seen('POST', postsOf(stage)).length > 0)
      const result = await handle.cancel()
      expect(result).toMatchObject({
        conclusion: 'cancelled',
        signalsSent: ['SIGINT'],
        outputs: { status: 'cancelled' }
      })
      expect(await stage.jobs()).toEqual([])
      await handle.post().finished
      await untilNothingIsLeft(stage)
    })
  },
  60_000
)

test.concurrent(
  'a problem with another input does not show a secret',
  async () => {
    await onStage(world(), {}, async (stage) => {
      const result = await stage.run({ ...inputs, cpu: secret }).finished
      expectFailure(result, { reason: 'invalid-input', text: ['cpu: got'] })
      expect(result.stdout).not.toContain(secret)
      expect(
        result.raw
          .toString()
          .split('\n')
          .find((line) => line.includes(secret))
      ).toBe(`::add-mask::${secret}`)
      expect(await stage.jobs()).toEqual([])
    })
  },
  60_000
)
