import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { startProxy } from '../../dev/proxy.ts'
import type { StepResult } from '../../dev/runner.ts'
import { errorsOf, expectFailure, expectSuccess, onStage, useWorld, type Stage } from '../support/action.ts'
import { createQuota, denyJobs, noRoomForJobs } from '../support/admission.ts'
import { stubDocker } from '../support/docker-stub.ts'
import { rulesOf, verbsOf } from '../support/rights.ts'
import { seen } from '../support/seen.ts'

/** What a run asks before it begins: rights, and a trial of its Job, beside the build. */
const world = useWorld()

const succeeds = async (pod: PlayedPod): Promise<void> => {
  await pod.running()
  pod.log('hello')
  await pod.exit(0)
}

const noted = (level: string, { annotations }: StepResult): string[] =>
  annotations.filter((annotation) => annotation.level === level).map(({ message }) => message)

/** A workspace with a flow, and a docker that builds it as told. */
async function inWorkspace<T>(body: (workspace: string, path: string) => Promise<T>, build?: string): Promise<T> {
  const workspace = mkdtempSync(join(tmpdir(), 'preflight-'))
  writeFileSync(join(workspace, 'etl.py'), 'print("x")\n')
  try {
    return await body(workspace, stubDocker(workspace, build))
  } finally {
    rmSync(workspace, { recursive: true })
  }
}

describe('docs/rbac/minimal.yaml', () => {
  test.concurrent(
    'holds what a run uses, and nothing else',
    async () => {
      const proxy = await startProxy(world().cluster)
      try {
        await onStage(world(), { rules: rulesOf('minimal'), scenario: succeeds }, async (stage) => {
          const result = await stage.run({ kubeconfig: proxy.through(stage.kubeconfig) }).finished
          expectSuccess(result)
          expect(result.annotations).toEqual([])
          const used = proxy.requests.flatMap(({ method, path, query }) => {
            const match = /\/namespaces\/[^/]+\/(?<resource>\w+)(?:\/(?<name>[^/]+)(?:\/(?<sub>\w+))?)?$/u.exec(
              path
            )?.groups
            if (match === undefined || query.has('dryRun')) return []
            const { resource = '', name, sub } = match
            const read = query.get('watch') === 'true' ? 'watch' : name === undefined ? 'list' : 'get'
            const verb = { POST: 'create', DELETE: 'delete', PATCH: 'patch' }[method] ?? read
            return [`${verb} ${sub === undefined ? resource : `${resource}/${sub}`}`]
          })
          const held = verbsOf('minimal').map(({ verb, resource }) => `${verb} ${resource}`)
          expect([...new Set(used)].sort()).toEqual(held.sort())
        })
      } finally {
        await proxy.close()
      }
    },
    60_000
  )
})

describe('a verb of docs/rbac/with-secrets.yaml taken away, with job-secrets', () => {
  const verbs = verbsOf('with-secrets')
  const isNeeded = ({ verb, resource }: { verb: string; resource: string }): boolean =>
    (resource === 'jobs' && ['create', 'get', 'delete'].includes(verb)) || (resource === 'secrets' && verb === 'create')

  test.concurrent.each(verbs.filter(isNeeded))(
    '$verb $resource: forbidden, with the rule and the binding',
    async ({ verb, resource, left }) => {
      await onStage(world(), { rules: left }, async (stage) => {
        const result = await stage.run({ 'job-secrets': 'TOKEN=abcdef' }).finished
        const user = `system:serviceaccount:${stage.namespace}:user`
        expectFailure(result, {
          reason: 'forbidden',
          text: [
            `User ${user} may not ${verb} ${resource} in namespace ${stage.namespace}.`,
            `resources: ["${resource}"], verbs: ["${verb}"] }`,
            `In the RoleBinding the user is: { kind: ServiceAccount, name: "user", namespace: "${stage.namespace}" }`
          ]
        })
        expect(noted('notice', result)).toEqual([])
        expect(await stage.jobs()).toEqual([])
      })
    },
    60_000
  )

  test.concurrent.each(verbs.filter((each) => !isNeeded(each)))(
    '$verb $resource: green, and one notice names it',
    async ({ verb, resource, left }) => {
      await onStage(world(), { rules: left, scenario: succeeds }, async (stage) => {
        const result = await stage.run({ 'job-secrets': 'TOKEN=abcdef' }).finished
        // who may not see pods does not know the exit code
        expect(result.outputs).toMatchObject({ status: 'succeeded' })
        expect(result).toMatchObject({ exitCode: 0, runnerErrors: [] })
        const notices = noted('notice', result)
        expect(notices).toEqual([
          expect.stringContaining(`lacks rights in namespace ${stage.namespace}: ${verb} ${resource}. `)
        ])
        expect(notices[0]).toContain(`resources: ["${resource}"], verbs: ["${verb}"] }`)
      })
    },
    60_000
  )
})

describe('what ends the build at once', () => {
  /** Longer than any of these tests may take. */
  const endless = 'exec sleep 600'
  const building = async (stage: Stage, inputs: Record<string, string> = {}): Promise<StepResult> =>
    inWorkspace(async (workspace, path) => stage.runFlow(workspace, path, inputs).finished, endless)

  test.concurrent(
    'a missing right',
    async () => {
      await onStage(world(), { rules: [] }, async (stage) => {
        const result = await building(stage)
        expectFailure(result, {
          reason: 'forbidden',
          text: ['create, get or delete jobs', 'check `namespace`', '"list", "watch"', 'resources: ["pods/log"]']
        })
        expect(result.outputs).not.toHaveProperty('digest')
      })
    },
    60_000
  )

  test.concurrent(
    'a namespace that is being deleted, with its finalizer',
    async () => {
      await onStage(world(), {}, async (stage) => {
        const { kube } = world().cluster
        const path = `/api/v1/namespaces/${stage.namespace}/configmaps`
        const metadata = { name: 'holds', finalizers: ['example.com/held'] }
        await kube.create(path, { apiVersion: 'v1', kind: 'ConfigMap', metadata })
        await kube.delete(`/api/v1/namespaces/${stage.namespace}`)
        try {
          // its Role goes with it: this user's would be no answer
          expectFailure(await building(stage, { kubeconfig: world().proxy.kubeconfig }), {
            reason: 'namespace-not-found',
            text: [`Namespace ${stage.namespace} is being deleted.`]
          })
        } finally {
          await kube.patch(`${path}/holds`, { metadata: { finalizers: null } })
        }
      })
    },
    60_000
  )

  test.concurrent(
    'a server that cannot be reached',
    async () => {
      await onStage(world(), {}, async (stage) => {
        const proxy = await startProxy(world().cluster)
        const kubeconfig = proxy.through(stage.kubeconfig)
        await proxy.close()
        expectFailure(await building(stage, { kubeconfig }), { reason: 'cluster-unreachable', text: ['refused'] })
      })
    },
    90_000
  )
})

describe('what only a build may cure', () => {
  test.concurrent(
    'a policy that wants a digest: a warning, and the run is green',
    async () => {
      await onStage(world(), { scenario: succeeds }, async (stage) => {
        const wants = "object.spec.template.spec.containers.all(c, c.image.contains('@sha256:'))"
        const end = await denyJobs(world().cluster, stage.namespace, wants, 'images are named by digest')
        try {
          const result = await inWorkspace((workspace, path) => stage.runFlow(workspace, path).finished)
          expectSuccess(result)
          expect(noted('warning', result)).toEqual([
            expect.stringMatching(
              /does not allow to create the Job\. .*images are named by digest\..* the build goes on/u
            )
          ])
        } finally {
          await end()
        }
      })
    },
    60_000
  )

  test.concurrent(
    'a policy that refuses the image that is there: one error, no warning before it',
    async () => {
      await onStage(world(), {}, async (stage) => {
        const end = await denyJobs(world().cluster, stage.namespace, 'false', 'no Jobs today')
        try {
          const result = await stage.run().finished
          expectFailure(result, { reason: 'admission-denied', text: ['no Jobs today', 'does not allow'] })
          seen('job-refused', result)
          expect(noted('warning', result)).toEqual([])
        } finally {
          await end()
        }
      })
    },
    60_000
  )

  test.concurrent(
    'a quota of Jobs: a warning, then the refusal',
    async () => {
      await onStage(world(), {}, async (stage) => {
        await createQuota(world().cluster, stage.namespace, noRoomForJobs)
        const result = await inWorkspace((workspace, path) => stage.runFlow(workspace, path).finished)
        expectFailure(result, { reason: 'quota-exceeded', text: ['exceeded quota: small'] })
        expect(noted('warning', result)).toEqual([expect.stringContaining('exceeded quota: small')])
        expect(result.outputs['digest']).toMatch(/^sha256:/u)
      })
    },
    60_000
  )
})

test.concurrent(
  'warnings of the cluster are shown once, though two requests bring them',
  async () => {
    await onStage(
      world(),
      { labels: { 'pod-security.kubernetes.io/warn': 'restricted' }, scenario: succeeds },
      async (stage) => {
        const result = await stage.run().finished
        expectSuccess(result)
        expect(noted('warning', result)).toEqual([
          expect.stringContaining('The cluster warns: would violate PodSecurity')
        ])
      }
    )
  },
  60_000
)

describe('what the cluster would not say is not a no', () => {
  const reviews = { method: 'POST', path: /selfsubjectaccessreviews$/u }

  test.concurrent(
    'reviews and trial refused: the run goes on',
    async () => {
      const proxy = await startProxy(world().cluster)
      try {
        proxy.rule(reviews, { do: 'respond', status: 403, reason: 'Forbidden' })
        const isTrial = ({ path, query }: { path: string; query: URLSearchParams }): boolean =>
          path.endsWith('/jobs') && query.has('dryRun')
        const message = 'admission webhook "w.example.com" does not support dry run'
        proxy.rule({ path: isTrial }, { do: 'respond', status: 400, reason: 'BadRequest', message })
        await onStage(world(), { scenario: succeeds }, async (stage) => {
          const result = await stage.run({ kubeconfig: proxy.through(stage.kubeconfig) }).finished
          expectSuccess(result)
          expect(result.annotations).toEqual([])
        })
      } finally {
        await proxy.close()
      }
    },
    60_000
  )

  test.concurrent(
    'a right that reviews say nothing of is missed when it is used',
    async () => {
      const proxy = await startProxy(world().cluster)
      try {
        proxy.rule(reviews, { do: 'respond', status: 403, reason: 'Forbidden' })
        const { left } = verbsOf('minimal').find(({ verb, resource }) => `${verb} ${resource}` === 'create jobs') ?? {
          left: []
        }
        await onStage(world(), { rules: left }, async (stage) => {
          const result = await stage.run({ kubeconfig: proxy.through(stage.kubeconfig) }).finished
          expectFailure(result, { reason: 'forbidden', text: ['may not create jobs', 'verbs: ["create"]'] })
          expect(errorsOf(result)[0]).not.toContain('list')
          expect(await stage.jobs()).toEqual([])
        })
      } finally {
        await proxy.close()
      }
    },
    60_000
  )
})
