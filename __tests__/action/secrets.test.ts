import { describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import type { Action } from '../../dev/proxy.ts'
import type { StepResult } from '../../dev/runner.ts'
import { everyRight, type Rule } from '../../dev/users.ts'
import { expectFailure, expectSuccess, onStage, until, useWorld, type Stage } from '../support/action.ts'

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
const oneOf = ({ namespace }: Stage): RegExp => new RegExp(`${namespace}/secrets/`, 'u')

interface SecretObject {
  metadata: { name: string; uid: string; labels: Record<string, string>; ownerReferences: object[] }
  [field: string]: unknown
}

async function secretsIn({ namespace }: Stage): Promise<SecretObject[]> {
  const list = await world().cluster.kube.get(`/api/v1/namespaces/${namespace}/secrets`)
  return (list as unknown as { items: SecretObject[] }).items
}

/** Nothing of ours is left; the garbage collector takes a moment for what it takes. */
const untilNothingIsLeft = (stage: Stage): Promise<void> =>
  until(async () => (await stage.leftovers()).length === 0 && (await secretsIn(stage)).length === 0)

/** Where a value must not be: nothing that anybody sees or keeps. */
function expectHidden(result: StepResult): void {
  const { stdout, summary, outputs, state, annotations } = result
  const kept = JSON.stringify({ stdout, summary, outputs, state, annotations })
  expect(kept).not.toContain(secret)
  expect(kept).not.toContain(Buffer.from(secret).toString('base64'))
  // the very bytes: only the command that hides it, and what the flow itself prints after that
  const lines = result.raw.toString().split('\n')
  const first = lines.findIndex((line) => line.includes(secret))
  expect(lines[first]).toBe(`::add-mask::${secret}`)
}

/** Every right but some verbs of Secrets. */
function withoutSecrets(...verbs: string[]): Rule[] {
  return everyRight
    .map((rule) =>
      rule.resources.includes('secrets') ? { ...rule, verbs: rule.verbs.filter((verb) => !verbs.includes(verb)) } : rule
    )
    .filter((rule) => rule.verbs.length > 0)
}

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
      expectHidden(result)
      expect(result.raw.toString()).toContain(`the flow says ${secret}`)
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
      const posts = proxy.requests.filter(({ method, path }) => method === 'POST' && path.includes(stage.namespace))
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

  test.concurrent.each<{
    name: string
    action: Action
    reason: Parameters<typeof expectFailure>[1]['reason']
    text: string[]
  }>([
    {
      name: 'refused by a webhook',
      action: {
        do: 'respond',
        status: 403,
        reason: 'Forbidden',
        message: 'admission webhook "vault.example" denied the request: no Secrets here'
      },
      reason: 'admission-denied',
      text: ['does not allow the Secret with the variables of job-secrets', 'no Secrets here']
    },
    {
      name: '500, when nobody knows',
      action: { do: 'respond', status: 500, reason: 'InternalError' },
      reason: 'cluster-unreachable',
      text: ['create secrets', '500']
    }
  ])(
    '$name: $reason, and the Job does not run on without it',
    async ({ action, reason, text }) => {
      await onStage(world(), { proxied: true, bind: false }, async (stage) => {
        world().proxy.rule({ method: 'POST', path: postsOf(stage) }, action)
        const result = await stage.run(inputs).finished
        expectFailure(result, { reason, text })
        expectHidden(result)
        expect(result.outputs['job-name']).toMatch(/^etl-/u)
        expect(await stage.jobs()).toEqual([])
        expect(await stage.leftovers()).toEqual([])
      })
    },
    90_000
  )

  test.concurrent(
    'no right, a full quota: the reason, the rule to add, and no Job left',
    async () => {
      await onStage(world(), { rules: withoutSecrets('create'), bind: false }, async (stage) => {
        const result = await stage.run(inputs).finished
        expectFailure(result, {
          reason: 'forbidden',
          text: ['may not create secrets', 'apiGroups: [""], resources: ["secrets"], verbs: ["create"]']
        })
        expect(await stage.jobs()).toEqual([])
      })
      await onStage(world(), { bind: false }, async (stage) => {
        await world().cluster.kube.create(`/api/v1/namespaces/${stage.namespace}/resourcequotas`, {
          apiVersion: 'v1',
          kind: 'ResourceQuota',
          metadata: { name: 'small' },
          spec: { hard: { 'count/secrets': '0' } },
          status: { hard: { 'count/secrets': '0' } }
        })
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
      await onStage(world(), { rules: withoutSecrets('delete', 'get'), scenario: ends(3) }, async (stage) => {
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
      await onStage(world(), { rules: withoutSecrets('delete'), scenario: ends(0) }, async (stage) => {
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
        await untilNothingIsLeft(stage)
        // one that commits after all this as well
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
      expectHidden(result)
      expect(await stage.jobs()).toEqual([])
    })
  },
  60_000
)
