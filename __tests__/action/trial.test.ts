import { createServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'

import { describe, expect, test } from '@jest/globals'

import { createUser } from '../../dev/users.ts'
import { ApiError, type Cluster } from '../../src/cluster/port.ts'
import { judgeRefusal, type Trial } from '../../src/job/trial.ts'
import type { JobPlan } from '../../src/plan/types.ts'
import { until } from '../support/action.ts'
import { makeJobPlan } from '../support/inputs.ts'
import { jobManifest, usePortWorld } from '../support/port-world.ts'

/** What the real API server answers to a trial of a Job, and what is made of it. */
const world = usePortWorld()

async function trialOf(cluster: Cluster, manifest: object, plan: Partial<JobPlan> = {}): Promise<Trial> {
  try {
    const { warnings } = await cluster.create('jobs', manifest, { dryRun: true, retries: false })
    return { kind: 'accepted', warnings }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return judgeRefusal(error, makeJobPlan(plan), cluster)
  }
}

/** A Job whose pod, or only container, has this besides. */
const pod = (spec: object, container: object = {}): object =>
  jobManifest('trial', {
    template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'none', ...container }], ...spec } }
  })

describe('a manifest that is wrong: every field with its path, and where it comes from', () => {
  const template = { template: { spec: {} } }
  test.each<[string, object, Partial<JobPlan>, string[], string]>([
    [
      'misspelt fields',
      jobManifest('trial', {
        bakoffLimit: 1,
        template: { spec: { restartPolicy: 'Never', tolaration: [], containers: [] } }
      }),
      template,
      ['spec.bakoffLimit is not a field', 'spec.template.spec.tolaration is not a field'],
      'Correct them in `job-template`.'
    ],
    ['a field on the wrong level', jobManifest('trial', { tolerations: [] }), template, ['spec.tolerations is not a field'], '`job-template`'], // prettier-ignore
    ['text for a number', jobManifest('trial', { backoffLimit: 'three' }), template, ['spec.backoffLimit must be a whole number, not a text.'], '`job-template`'], // prettier-ignore
    ['a map for a list', pod({ tolerations: {} }), template, ['spec.template.spec.tolerations must be a list, not a map.'], '`job-template`'], // prettier-ignore
    ['a truth for a text', pod({ nodeSelector: { gpu: true } }), template, ['nodeSelector must be a text, not true or false.'], '`job-template`'], // prettier-ignore
    ['a text for a map', pod({ securityContext: 'none' }), template, ['spec.template.spec.securityContext must be a map, not a text.'], '`job-template`'], // prettier-ignore
    ['a quantity', pod({}, { resources: { limits: { cpu: 'lots' } } }), template, ['must look like 500m'], '`job-template`'], // prettier-ignore
    [
      'a request above its limit',
      pod({}, { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } }),
      { cpu: { request: '2', limit: '1' } },
      [
        'spec.template.spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1.'
      ],
      'Correct it in `cpu`.'
    ],
    [
      'a node selector and a service account',
      pod({ nodeSelector: { 'a b': 'c' }, serviceAccountName: 'No_No' }),
      { nodeSelector: new Map([['a b', 'c']]), serviceAccount: 'No_No' },
      [
        'spec.template.spec.nodeSelector: Invalid value: "a b"',
        '\nspec.template.spec.serviceAccountName: Invalid value: "No_No"'
      ],
      'Correct them in `node-selector` or `service-account`.'
    ],
    ['a mount without a volume', pod({}, { volumeMounts: [{ name: 'v', mountPath: '/x' }] }), template, ['volumeMounts[0].name: Not found: "v".'], '`job-template`'], // prettier-ignore
    ['a policy that restarts', pod({ restartPolicy: 'Always' }), template, ['spec.template.spec.restartPolicy'], '`job-template`'] // prettier-ignore
  ])('%s', async (_name, manifest, plan, why, fix) => {
    const { proxy, reach } = world()
    const trial = await trialOf(await reach(proxy.kubeconfig), manifest, plan)
    expect(trial).toMatchObject({
      kind: 'fatal',
      failure: { reason: 'invalid-input', fix: expect.stringContaining(fix) }
    })
    for (const part of why) expect('failure' in trial ? trial.failure.why : '').toContain(part)
  })
})

test('a good one, and one that the server warns of', async () => {
  const { proxy, reach } = world()
  const cluster = await reach(proxy.kubeconfig)
  expect(await trialOf(cluster, pod({}))).toEqual({ kind: 'accepted', warnings: [] })
  const twice = [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] // prettier-ignore
  expect(await trialOf(cluster, pod({}, { env: twice }))).toMatchObject({
    kind: 'accepted',
    warnings: [expect.stringContaining('hides previous definition of "A"')]
  })
})

test('no namespace, no right, no credentials', async () => {
  const { lab, namespace, proxy, reach } = world()
  expect(await trialOf(await reach(proxy.kubeconfig, 'nosuch'), pod({}))).toMatchObject({
    kind: 'fatal',
    failure: { reason: 'namespace-not-found', what: 'There is no namespace nosuch in the cluster.' }
  })
  const poor = await reach(await createUser(lab, { name: 'poor', namespace, rules: [] }))
  const user = `system:serviceaccount:${namespace}:poor`
  expect(await trialOf(poor, pod({}))).toMatchObject({ kind: 'unknown', user })
  expect(await poor.whoAmI()).toBe(user)
  const text = proxy.kubeconfig.replace(/^(\s*)token: .*$/mu, '$1token: wrong')
  // whether the credentials are over is told by the reviews beside it, which ask again for a while
  expect(await trialOf(await reach(text), pod({}))).toMatchObject({ kind: 'unknown' })
})

describe('a webhook', () => {
  const path = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations'

  /** Puts a webhook before the Jobs of the tests' namespace, for the length of `body`. */
  async function behind(url: string, body: (cluster: Cluster) => Promise<void>): Promise<void> {
    const { lab, namespace, proxy, reach } = world()
    const cluster = await reach(proxy.kubeconfig)
    const name = namespace
    await lab.kube.create(path, {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingWebhookConfiguration',
      metadata: { name },
      webhooks: [
        {
          name: 'policy.example.com',
          sideEffects: 'None',
          admissionReviewVersions: ['v1'],
          clientConfig: { url, caBundle: Buffer.from(lab.ca).toString('base64') },
          rules: [{ apiGroups: ['batch'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['jobs'] }],
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } }
        }
      ]
    })
    try {
      await until(async () => (await trialOf(cluster, pod({}))).kind !== 'accepted')
      await body(cluster)
    } finally {
      await lab.kube.delete(`${path}/${name}`)
      await until(async () => (await trialOf(cluster, pod({}))).kind === 'accepted')
    }
  }

  test('that is down says nothing', async () => {
    await behind('https://127.0.0.1:9/', async (cluster) => {
      const trial = await trialOf(cluster, pod({}))
      expect(trial).toMatchObject({ kind: 'unknown', why: expect.stringContaining('failed calling webhook') })
    })
  }, 90_000)

  test.each([
    [403, 'no tags'],
    [400, 'no tags'],
    [401, 'no tags']
  ])(
    'that denies with code %d',
    async (code, message) => {
      const server = createServer(world().lab.tls as ServerOptions, (request, response) => {
        let text = ''
        request.setEncoding('utf8').on('data', (part: string) => (text += part))
        request.on('end', () => {
          const { uid } = (JSON.parse(text) as { request: { uid: string } }).request
          const answer = { uid, allowed: false, status: { code, message } }
          response.setHeader('content-type', 'application/json')
          response.end(JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', response: answer }))
        })
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      try {
        await behind(`https://127.0.0.1:${(server.address() as AddressInfo).port}/`, async (cluster) => {
          expect(await trialOf(cluster, pod({}))).toMatchObject({
            kind: 'denied',
            failure: {
              reason: 'admission-denied',
              why: 'admission webhook "policy.example.com" denied the request: no tags.'
            }
          })
        })
      } finally {
        server.closeAllConnections()
        server.close()
      }
    },
    90_000
  )
})
