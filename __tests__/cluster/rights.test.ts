/** The manifests of docs/rbac on the real cluster: a run under each, and with each single verb taken away. */

import { describe, expect, test } from '@jest/globals'

import { errorsOf } from '../support/action.ts'
import { logOf, onStage, python, type Ran, type Stage } from '../support/cluster.ts'
import { applyRights, manifests, rulesOf, verbsOf, type Manifest, type Verb } from '../support/rights.ts'

const minutes = 60_000

/** Inputs that need the Secrets of `with-secrets.yaml`, where the manifest is that. */
const secretsFor = (manifest: Manifest): Record<string, string> =>
  manifest === 'with-secrets' ? { 'job-secrets': 'TOKEN=a-secret-of-this-test' } : {}

test.concurrent.each(manifests)(
  '%s.yaml, as it is: a run that succeeds, fails, is cancelled, and cleans up each time without a word about rights',
  (manifest) =>
    onStage(async (stage) => {
      const kubeconfig = await applyRights(stage.cluster, stage.namespace, manifest)
      const inputs = (code: string): Record<string, string> => ({
        ...python(stage, code),
        ...secretsFor(manifest),
        kubeconfig
      })
      const good = await stage.run(inputs('print("well")'))
      expect(good).toMatchObject({ conclusion: 'success', annotations: [], left: [] })
      expect(good.outputs).toMatchObject({ status: 'succeeded', 'exit-code': '0' })
      expect(await logOf(good)).toBe('well\n')

      const bad = await stage.run(inputs('raise SystemExit(3)'))
      expect(bad.outputs).toMatchObject({ status: 'failed', 'exit-code': '3', 'failure-reason': 'flow-failed' })
      expect(bad.left).toEqual([])

      const long = stage.start(inputs('import time; print("on"); time.sleep(300)'))
      await long.waitForLine(/\| on$/u, minutes)
      await long.cancel()
      const cancelled = await stage.complete(long)
      expect(cancelled.outputs).toMatchObject({ status: 'cancelled' })
      expect(cancelled.left).toEqual([])
      expect([...bad.annotations, ...cancelled.annotations].filter(({ level }) => level !== 'error')).toEqual([])
    }),
  4 * minutes
)

describe('a verb taken away', () => {
  type Taken = Verb & { readonly manifest: Manifest }
  const minimal = verbsOf('minimal').map((each): Taken => ({ ...each, manifest: 'minimal' }))
  // what with-secrets.yaml has besides; what becomes of a run without ConfigMaps, reuse.test.ts shows
  const secrets = verbsOf('with-secrets')
    .filter(({ resource }) => resource === 'secrets')
    .map((each): Taken => ({ ...each, manifest: 'with-secrets' }))
  const isNeeded = ({ verb, resource }: Verb): boolean =>
    (resource === 'jobs' && ['create', 'get', 'delete'].includes(verb)) || (resource === 'secrets' && verb === 'create')
  const all = [...minimal, ...secrets]

  const run = async (stage: Stage, { manifest, left }: Taken): Promise<Ran> => {
    const kubeconfig = await applyRights(stage.cluster, stage.namespace, manifest, left)
    return stage.run({ ...python(stage, 'print("well")'), ...secretsFor(manifest), kubeconfig })
  }

  test.concurrent.each(all.filter(isNeeded))(
    '$verb $resource: no run, and the message names it',
    (each) =>
      onStage(async (stage) => {
        const ran = await run(stage, each)
        const { verb, resource } = each
        expect(ran.outputs).toMatchObject({ status: 'failed', 'failure-reason': 'forbidden', pods: '[]' })
        expect(errorsOf(ran)).toEqual([
          expect.stringContaining(
            `User system:serviceaccount:${stage.namespace}:docker-on-k8s may not ${verb} ${resource} in namespace ${stage.namespace}.`
          )
        ])
        expect(errorsOf(ran)[0]).toContain(`resources: ["${resource}"], verbs: ["${verb}"] }`)
        expect(ran.left).toEqual([])
      }),
    2 * minutes
  )

  test.concurrent.each(all.filter((each) => !isNeeded(each)))(
    '$verb $resource: green, and the notice names it',
    (each) =>
      onStage(async (stage) => {
        const ran = await run(stage, each)
        const { verb, resource } = each
        expect(errorsOf(ran)).toEqual([])
        expect(ran.outputs).toMatchObject({ status: 'succeeded' })
        const notices = ran.annotations.filter(({ level }) => level === 'notice').map(({ message }) => message)
        expect(notices).toEqual([expect.stringContaining(`: ${verb} ${resource}. The run goes on`)])
      }),
    3 * minutes
  )
})

test('ConfigMaps are in their manifest with the verbs that the record of images will need', () => {
  const usual = rulesOf('minimal').map((rule) => JSON.stringify(rule))
  const more = rulesOf('with-configmaps').filter((rule) => !usual.includes(JSON.stringify(rule)))
  expect(more).toEqual([{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'create', 'patch'] }])
})
