import { readFileSync } from 'node:fs'

import { describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { createQuota } from '../support/admission.ts'
import { expectFailure, expectSuccess, onStage, until, useWorld, without, type Stage } from '../support/action.ts'
import { expectHidden, secretsOf, type SecretObject } from '../support/secrets.ts'

/** The Secret of a run: made after its Job, gone at the verdict, whatever happens in between. */
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

const secretsIn = (stage: Stage): Promise<SecretObject[]> => secretsOf(world().cluster, stage.namespace)

/** Nothing of ours is left; the garbage collector takes a moment for what it takes. */
const untilNothingIsLeft = (stage: Stage): Promise<void> =>
  until(async () => (await stage.leftovers()).length === 0 && (await secretsIn(stage)).length === 0)

test.concurrent(
  'the Job first, naming its Secret; then that, immutable and owned by the Job; gone at the verdict, the Job kept',
  async () => {
    let during: SecretObject[] = []
    await onStage(world(), { proxied: true }, async (stage) => {
      const { proxy, cluster } = world()
      const handle = stage.run({ ...inputs, cleanup: 'never' })
      const pod = await stage.play.next()
      await handle.waitForLine(/on node/u)
      during = await secretsIn(stage)
      const [job] = (await stage.jobs()) as unknown as SecretObject[]
      await ends(0)(pod)
      const result = await handle.finished
      expectSuccess(result)
      expectHidden(result, [secret])
      expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe('the flow says ***\n')
      expect(result.stdout).toContain('| the flow says ***')
      const name = result.outputs['job-name'] ?? ''
      expect(during).toMatchObject([
        {
          metadata: {
            name: `${name}-env`,
            labels: { identifier: result.outputs['identifier'], 'app.kubernetes.io/managed-by': 'docker-on-k8s' }
          },
          type: 'Opaque',
          immutable: true,
          data: { T_TOKEN: Buffer.from(secret).toString('base64') }
        }
      ])
      expect(during[0]?.metadata.ownerReferences).toEqual([
        { apiVersion: 'batch/v1', kind: 'Job', name, uid: job?.metadata.uid }
      ])
      // a trial changes nothing
      const posts = proxy.requests.filter(
        ({ method, path, query }) => method === 'POST' && path.includes(stage.namespace) && !query.has('dryRun')
      )
      expect(posts.map(({ path }) => path.split('/').at(-1))).toEqual(['jobs', 'secrets'])
      expect(posts[0]?.body.toString()).not.toContain(secret)
      expect(await secretsIn(stage)).toEqual([])
      const kept = JSON.stringify(await cluster.kube.get(`/apis/batch/v1/namespaces/${stage.namespace}/jobs/${name}`))
      expect(kept).toContain(`"secretKeyRef":{"name":"${name}-env","key":"T_TOKEN"}`)
      expect(kept).not.toContain(secret)
      const after = await handle.post().finished
      expect({ exitCode: after.exitCode, raw: after.raw.toString() }).toEqual({ exitCode: 0, raw: '' })
    })
  },
  60_000
)

test.concurrent(
  'wait: false leaves the Secret to the Job: it stays with it, and goes with it',
  async () => {
    await onStage(world(), { scenario: works }, async (stage) => {
      const handle = stage.run({ ...inputs, wait: 'false' })
      const result = await handle.finished
      expect(result).toMatchObject({ exitCode: 0, annotations: [], outputs: { status: 'created' } })
      const after = await handle.post().finished
      expect({ exitCode: after.exitCode, raw: after.raw.toString() }).toEqual({ exitCode: 0, raw: '' })
      const name = result.outputs['job-name'] ?? ''
      expect((await secretsIn(stage)).map(({ metadata }) => metadata.name)).toEqual([`${name}-env`])
      await world().cluster.kube.delete(`/apis/batch/v1/namespaces/${stage.namespace}/jobs/${name}`)
      await untilNothingIsLeft(stage)
    })
  },
  60_000
)

describe('the create of the Secret', () => {
  test.concurrent(
    'a reply that is lost: it is adopted, and made once',
    async () => {
      await onStage(world(), { proxied: true, scenario: ends(0) }, async (stage) => {
        const { proxy } = world()
        proxy.rule({ method: 'POST', path: postsOf(stage), times: 1 }, { do: 'lose-reply' })
        expectSuccess(await stage.run(inputs).finished)
        expect(proxy.seen('POST', postsOf(stage))).toHaveLength(1)
        expect(await stage.leftovers()).toEqual([])
      })
    },
    60_000
  )

  test.concurrent(
    'an answer that says nothing (500): looked up and sent once more, and the Job does not run on without it',
    async () => {
      await onStage(world(), { proxied: true, bind: false }, async (stage) => {
        const { proxy } = world()
        proxy.rule({ method: 'POST', path: postsOf(stage) }, { do: 'respond', status: 500, reason: 'InternalError' })
        const result = await stage.run(inputs).finished
        expectFailure(result, { reason: 'cluster-unreachable', text: ['create secrets', '500'] })
        expectHidden(result, [secret])
        expect(proxy.seen('POST', postsOf(stage))).toHaveLength(2)
        expect(result.outputs['job-name']).toMatch(/^etl-/u)
        expect(await stage.jobs()).toEqual([])
        expect(await stage.leftovers()).toEqual([])
      })
    },
    120_000
  )

  test.concurrent(
    'no right, a full quota: the reason, the rule to add, and no Job left',
    async () => {
      await onStage(world(), { rules: without('secrets', 'create'), bind: false }, async (stage) => {
        const result = await stage.run(inputs).finished
        expectFailure(result, {
          reason: 'forbidden',
          text: ['may not create secrets', 'apiGroups: [""], resources: ["secrets"], verbs: ["create"]']
        })
        expect(await stage.jobs()).toEqual([])
      })
      await onStage(world(), { bind: false }, async (stage) => {
        await createQuota(world().cluster, stage.namespace, { 'count/secrets': '0' })
        const result = await stage.run(inputs).finished
        expectFailure(result, {
          reason: 'quota-exceeded',
          text: ['does not leave room for the Secret with the variables', 'exceeded quota: small', 'Delete Secrets']
        })
        expect(await stage.jobs()).toEqual([])
      })
    },
    90_000
  )
})

describe('without the right to delete Secrets', () => {
  test.concurrent(
    'the Job takes it along: no alarm',
    async () => {
      await onStage(world(), { rules: without('secrets', 'delete', 'get'), scenario: ends(3) }, async (stage) => {
        const handle = stage.run(inputs)
        const result = await handle.finished
        expectFailure(result, { reason: 'flow-failed', text: ['exited with 3'] })
        expect(result.stdout).not.toContain('Not cleaned up')
        const after = await handle.post().finished
        expect({ exitCode: after.exitCode, raw: after.raw.toString() }).toEqual({ exitCode: 0, raw: '' })
        await untilNothingIsLeft(stage)
      })
    },
    60_000
  )

  test.concurrent(
    'but the Job is kept: a warning that names the verb',
    async () => {
      await onStage(world(), { rules: without('secrets', 'delete'), scenario: ends(0) }, async (stage) => {
        const handle = stage.run({ ...inputs, cleanup: 'never' })
        const result = await handle.finished
        expect(result).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded' } })
        expect(result.stdout).toMatch(/Not cleaned up: .* may not delete secrets in namespace/u)
        expect(await secretsIn(stage)).toHaveLength(1)
        const after = await handle.post().finished
        expect(after).toMatchObject({ exitCode: 0, annotations: [{ level: 'warning' }] })
        expect(after.stdout).toMatch(/Secret etl-.*may not delete secrets/u)
      })
    },
    60_000
  )
})
