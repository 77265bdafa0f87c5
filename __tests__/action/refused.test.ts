import { describe, expect, test } from '@jest/globals'

import { everyRight, type Rule } from '../../dev/users.ts'
import { createQuota } from '../support/admission.ts'
import { expectFailure, expectSuccess, onStage, until, useWorld, type Stage } from '../support/action.ts'
import { seen } from '../support/seen.ts'

/** What the cluster refuses: by its own rules, or because this user may not. */
const world = useWorld()

const quota = (stage: Stage, hard: Record<string, string>): Promise<void> =>
  createQuota(world().cluster, stage.namespace, hard)

/** Every right but some verbs of one resource. */
function without(resource: string, ...verbs: string[]): Rule[] {
  return everyRight
    .map((rule) =>
      rule.resources.includes(resource) ? { ...rule, verbs: rule.verbs.filter((verb) => !verbs.includes(verb)) } : rule
    )
    .filter((rule) => rule.verbs.length > 0)
}

describe('rules of the cluster', () => {
  test.concurrent.each([
    {
      name: 'a quota that the pod can never meet',
      hard: { pods: '0' },
      inputs: {},
      reason: 'quota-exceeded',
      text: ['exceeded quota: small', 'cpu and memory']
    },
    {
      name: 'a quota that wants requests',
      hard: { 'requests.cpu': '1' },
      inputs: {},
      reason: 'quota-exceeded',
      text: ['must specify requests.cpu', 'Set cpu and memory']
    },
    {
      name: 'a quota of Jobs, refused at creation',
      hard: { 'count/jobs.batch': '0' },
      inputs: {},
      reason: 'quota-exceeded',
      text: ['exceeded quota: small', 'delete Jobs']
    },
    {
      name: 'a service account that is missing',
      hard: {},
      inputs: { 'service-account': 'nobody' },
      reason: 'missing-config',
      text: ['nobody', 'service account']
    }
  ] as const)(
    '$name: $reason',
    async ({ hard, inputs, reason, text }) => {
      await onStage(world(), {}, async (stage) => {
        if (Object.keys(hard).length > 0) await quota(stage, hard)
        const result = await stage.run(inputs).finished
        expectFailure(result, { reason, text })
        expect(await stage.leftovers()).toEqual([])
        expect(await stage.jobs()).toEqual([])
      })
    },
    90_000
  )

  test.concurrent(
    'a namespace that allows restricted pods only: admission-denied',
    async () => {
      await onStage(world(), { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } }, async (stage) => {
        const result = await stage.run().finished
        expectFailure(result, {
          reason: 'admission-denied',
          text: ['violates PodSecurity "restricted', 'runAsNonRoot']
        })
        expect(await stage.jobs()).toEqual([])
      })
    },
    60_000
  )

  test.concurrent(
    'a namespace that does not exist: for an administrator, and for a user of another one',
    async () => {
      await onStage(world(), {}, async (stage) => {
        const admin = await stage.run({ namespace: 'nosuch-place', kubeconfig: world().proxy.kubeconfig }).finished
        expectFailure(admin, {
          reason: 'namespace-not-found',
          text: ['nosuch-place'],
          outputs: { namespace: 'nosuch-place' }
        })
        seen('namespace-missing', admin)
        const user = await stage.run({ namespace: 'nosuch-place' }).finished
        expectFailure(user, {
          reason: 'forbidden',
          text: ['nosuch-place', 'create, get or delete jobs', 'check `namespace`']
        })
      })
    },
    60_000
  )
})

describe('rights that a run cannot do without', () => {
  test.concurrent.each([
    { verbs: ['create'], said: 'may not create jobs', rule: 'resources: ["jobs"], verbs: ["create"]' },
    { verbs: ['get'], said: 'may not get jobs', rule: 'verbs: ["get"]' },
    { verbs: ['delete'], said: 'may not delete jobs', rule: 'verbs: ["delete"]' },
    {
      verbs: ['create', 'get', 'delete'],
      said: 'may not create, get or delete jobs',
      rule: 'verbs: ["create", "get", "delete"]'
    }
  ])(
    'without $verbs of jobs: forbidden, and nothing is created',
    async ({ verbs, said, rule }) => {
      await onStage(world(), { rules: without('jobs', ...verbs), proxied: true }, async (stage) => {
        const result = await stage.run().finished
        expectFailure(result, { reason: 'forbidden', text: [said, rule, stage.namespace, 'apiGroups: ["batch"]'] })
        if (verbs.length > 1) seen('no-right-to-create', result)
        expect(await stage.jobs()).toEqual([])
        expect(world().proxy.seen('POST', new RegExp(`${stage.namespace}/jobs$`, 'u'))).toEqual([])
      })
    },
    60_000
  )

  test.concurrent(
    'with cleanup: never no right to delete is needed',
    async () => {
      const options = {
        rules: without('jobs', 'delete'),
        scenario: async (pod: { running(): Promise<void>; exit(code: number): Promise<void> }) => {
          await pod.running()
          await pod.exit(0)
        }
      }
      await onStage(world(), options, async (stage) => {
        expectSuccess(await stage.run({ cleanup: 'never' }).finished)
      })
    },
    60_000
  )
})

describe('rights whose lack lowers what can be told, never the verdict', () => {
  const cases = [
    {
      name: 'pods',
      rules: without('pods', 'get', 'list', 'watch'),
      said: /No right to list and watch pods/u,
      log: false
    },
    { name: 'list pods', rules: without('pods', 'list'), said: /No right to list and watch pods/u, log: false },
    {
      name: 'watch pods',
      rules: without('pods', 'watch'),
      said: /No right to watch pods: they are listed/u,
      log: true
    },
    {
      name: 'pods/log',
      rules: without('pods/log', 'get'),
      said: /The log of .* is not whole: .*pods\/log/u,
      log: false
    },
    { name: 'watch jobs', rules: without('jobs', 'watch'), said: /No right to watch jobs/u, log: true },
    { name: 'list jobs', rules: without('jobs', 'list'), said: /No right to watch jobs/u, log: true }
  ]
  const both = cases.flatMap((each) => [
    { ...each, exit: 0 },
    { ...each, exit: 3 }
  ])
  test.concurrent.each(both)(
    'without $name, exit $exit',
    async ({ name, rules, said, log, exit }) => {
      const scenario = async (pod: {
        running(): Promise<void>
        log(line: string): void
        exit(code: number): Promise<void>
      }): Promise<void> => {
        await pod.running()
        pod.log('hello')
        await pod.exit(exit)
      }
      await onStage(world(), { rules, scenario }, async (stage) => {
        const result = await stage.run().finished
        expect(result).toMatchObject({
          exitCode: exit === 0 ? 0 : 1,
          runnerErrors: [],
          outputs: { status: exit === 0 ? 'succeeded' : 'failed' }
        })
        expect(result.stdout).toMatch(said)
        if (name === 'pods/log' && exit !== 0) seen('no-right-to-read-logs', result)
        expect(result.stdout.match(/No right to/gu)?.length ?? 0).toBeLessThanOrEqual(1)
        expect(result.stdout.includes('| hello\n')).toBe(log)
        expect(result.outputs['failure-reason']).toBe(exit === 0 ? undefined : 'flow-failed')
        // who may not see pods cannot wait for them: the last one may go a moment later
        await until(async () => (await stage.leftovers()).length === 0)
      })
    },
    90_000
  )

  test.concurrent(
    'without events: what does not start is still ended, and the lack is said',
    async () => {
      const options = { rules: without('events', 'get', 'list', 'watch'), bind: false }
      await onStage(world(), options, async (stage) => {
        await quota(stage, { pods: '0' })
        const result = await stage.run({ 'start-timeout': '4s' }).finished
        expectFailure(result, { reason: 'start-timeout', status: 'timed-out', text: ['No container ran'] })
        expect(result.stdout.match(/No right to list events/gu)).toHaveLength(1)
        seen('no-right-to-list-events', result, /No right to list events/u)
      })
    },
    60_000
  )
})
