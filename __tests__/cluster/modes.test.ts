/** What the inputs that are not about success or failure do: build only, an image of one's own, hand over, keep, shape the pod. */

import { expect, test } from '@jest/globals'

import { must } from '../../dev/run.ts'
import { errorsOf } from '../support/action.ts'
import { expectSoon, labelled, localImages, logOf, onStage, python, tagsOf } from '../support/cluster.ts'

const minutes = 60_000

test.concurrent(
  'run: false pushes without a cluster; image runs that tag by its digest, in a pod as the inputs say',
  () =>
    onStage(async (stage) => {
      const { cluster, namespace, registry, unique } = stage
      const build = {
        flow: 'flows/everything.py',
        'base-image': 'python:3.11',
        'registry-url': registry,
        'image-name': unique,
        'image-tag': 'one',
        'env-vars': '{"T_FROM": "image", "T_NUMBER": 3.10}'
      }
      const built = await stage.run({ ...build, run: 'false', kubeconfig: '', namespace: '' }, { HOME: '/nonexistent' })
      expect(errorsOf(built)).toEqual([])
      expect(built).toMatchObject({ conclusion: 'success', left: [] })
      expect(built.outputs).toMatchObject({ status: 'skipped', build: 'built', 'image-tag': 'one' })
      expect(await tagsOf(stage, unique)).toEqual(['one'])
      expect(await localImages(unique)).toEqual([])

      const core = `/api/v1/namespaces/${namespace}`
      await cluster.kube.create(`${core}/serviceaccounts`, {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'runner' }
      })
      const ran = await stage.run({
        image: `${registry}/${unique}:one`,
        args: `--day "two words" '$HOME' $(T_FROM)`.replace(' $(T_FROM)', ` '$(T_FROM)'`),
        cpu: '100m..1',
        memory: '64Mi..256Mi',
        'node-selector': 'kubernetes.io/os: linux',
        'service-account': 'runner',
        'image-pull-secrets': 'first-secret\nsecond-secret',
        logs: 'none',
        cleanup: 'never',
        ttl: '10m',
        timeout: '2m'
      })
      expect(errorsOf(ran)).toEqual([])
      expect(ran.conclusion).toBe('success')
      const digest = built.outputs['digest'] ?? 'none'
      expect(ran.outputs).toMatchObject({ build: 'skipped', digest, image: `${registry}/${unique}@${digest}` })
      expect(ran.stdout).not.toContain('FOUND')
      const found = /^FOUND (.*)$/mu.exec(await logOf(ran))?.[1] ?? ''
      expect(JSON.parse(found)).toMatchObject({
        env: { T_FROM: 'image', T_NUMBER: '3.10' },
        argv: ['/flow/flows/everything.py', '--day', 'two words', '$HOME', '$(T_FROM)']
      })

      const identifier = ran.outputs['identifier'] ?? ''
      const [job] = await labelled(stage, 'jobs', identifier)
      const [pod] = await labelled(stage, 'pods', identifier)
      expect([...ran.left].sort()).toEqual([`jobs/${job?.metadata.name}`, `pods/${pod?.metadata.name}`].sort())
      expect(job?.spec).toMatchObject({ ttlSecondsAfterFinished: 600, activeDeadlineSeconds: 600 + 120 + 120 })
      expect(pod?.spec).toMatchObject({
        serviceAccountName: 'runner',
        nodeSelector: { 'kubernetes.io/os': 'linux' },
        imagePullSecrets: [{ name: 'first-secret' }, { name: 'second-secret' }],
        containers: [
          {
            image: `${registry}/${unique}@${digest}`,
            resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '1', memory: '256Mi' } }
          }
        ]
      })
    }),
  5 * minutes
)

test.concurrent(
  'run: false without a registry leaves the image on the runner',
  () =>
    onStage(async (stage) => {
      const reference = `${stage.unique}:here`
      try {
        const ran = await stage.run({
          flow: 'flows/everything.py',
          'base-image': 'python:3.11',
          'image-name': stage.unique,
          'image-tag': 'here',
          push: 'false',
          run: 'false'
        })
        expect(errorsOf(ran)).toEqual([])
        expect(ran.outputs).toMatchObject({ status: 'skipped', build: 'built', image: reference })
        expect(ran.outputs['digest']).toBeUndefined()
        expect(await must('docker', ['run', '--rm', reference, 'a b'], { timeout: minutes })).toContain('"a b"')
      } finally {
        await must('docker', ['image', 'rm', reference])
      }
    }),
  3 * minutes
)

test.concurrent(
  'wait: false ends at once, and neither step nor post stops the Job',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({
        ...python(stage, 'import time; time.sleep(8)'),
        wait: 'false',
        ttl: '10m'
      })
      expect(errorsOf(ran)).toEqual([])
      expect(ran).toMatchObject({ conclusion: 'success' })
      expect(ran.outputs).toMatchObject({ status: 'created', namespace: stage.namespace })
      expect(ran.outputs['log-file']).toBeUndefined()
      const name = ran.outputs['job-name'] ?? ''
      expect(ran.left).toContain(`jobs/${name}`)
      const [job] = await labelled(stage, 'jobs', ran.outputs['identifier'] ?? '')
      expect(job?.spec['activeDeadlineSeconds']).toBeUndefined()
      const path = `/apis/batch/v1/namespaces/${stage.namespace}/jobs/${name}`
      await expectSoon(async () => {
        const now = await stage.cluster.kube.get<{ metadata: never; status: { succeeded?: number } }>(path)
        return now?.status.succeeded
      }, 1)
    }),
  3 * minutes
)
