/** Private images: the runner's docker login becomes the cluster's, for one run, where the registry refuses strangers. */

import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

import { afterAll, expect, test } from '@jest/globals'

import { registryUser } from '../../dev/password-registry.ts'
import { everyRight } from '../../dev/users.ts'
import { errorsOf } from '../support/action.ts'
import { labelled, onStage, type Ran, type Stage } from '../support/cluster.ts'
import { closeRegistries, expectHidden, logIn, withHelper } from '../support/logins.ts'

const minutes = 60_000

afterAll(closeRegistries, 30_000)

const python = (image: string, code: string): Record<string, string> => ({
  image,
  command: JSON.stringify(['python3', '-u', '-c', code]),
  'start-timeout': '90s'
})

interface Secret {
  readonly type: string
  readonly data: Readonly<Record<string, string>>
}

async function secretsOf({ cluster, namespace }: Stage): Promise<readonly Secret[]> {
  const list = await cluster.kube.get<{ items: Secret[] }>(`/api/v1/namespaces/${namespace}/secrets`)
  return list?.items ?? []
}

/** The pull secrets that a run's Job names. */
async function namedBy(stage: Stage, ran: Pick<Ran, 'outputs'>): Promise<unknown> {
  const [job] = await labelled(stage, 'jobs', ran.outputs['identifier'] ?? '')
  const { template } = job?.spec as { template: { spec: { imagePullSecrets?: unknown } } }
  return template.spec.imagePullSecrets
}

const noticesOf = (ran: Ran): string[] =>
  ran.annotations.filter(({ level }) => level === 'notice').map(({ message }) => message)

function expectUnauthorized(ran: Ran): void {
  expect(ran).toMatchObject({ conclusion: 'failure', left: [] })
  expect(ran.outputs['failure-reason']).toBe('image-unauthorized')
  expect(errorsOf(ran)).toEqual([expect.stringContaining('image-pull-secrets')])
}

test.concurrent(
  'a flow that is built, pushed and pulled with the same login; no keychain of the system is asked on the way',
  () =>
    onStage(async (stage) => {
      const { host, env } = await logIn(stage, 'password')
      const mark = join(dirname(stage.workspace), 'keychain-was-asked')
      // docker takes `pass` for its keychain where it finds no login at all
      const keychain = `touch '${mark}'; echo '{"Username":"${registryUser.username}","Secret":"${registryUser.password}"}'`
      await withHelper(stage, 'pass', 'true')
      const path = await withHelper(stage, 'docker-credential-pass', keychain)
      const inputs = { flow: 'flows/everything.py', 'base-image': 'python:3.11', 'registry-url': host }
      const ran = await stage.run({ ...inputs, 'image-name': stage.unique, timeout: '5m' }, { ...env, ...path })
      expect(errorsOf(ran)).toEqual([])
      expect(ran).toMatchObject({ conclusion: 'success', left: [] })
      expect(ran.outputs['image']).toBe(`${host}/${stage.unique}@${ran.outputs['digest'] ?? ''}`)
      expect(ran.stdout).toContain(`the cluster gets this runner's docker login at ${host} for this run`)
      expect(await secretsOf(stage)).toEqual([])
      expect(existsSync(mark)).toBe(false)
      await expectHidden(ran)
    }),
  5 * minutes
)

test.concurrent(
  'a login from a credential helper at a registry with tokens: one Secret with this one login, gone at the end',
  () =>
    onStage(async (stage) => {
      const { host, config, env, image } = await logIn(stage, 'token')
      const { auths } = JSON.parse(await readFile(config, 'utf8')) as { auths: Record<string, unknown> }
      const file = { auths: { 'registry.example': auths[host] }, credHelpers: { [host]: 'of-this-test' } }
      await writeFile(config, JSON.stringify(file))
      const answer = { ServerURL: host, Username: registryUser.username, Secret: registryUser.password }
      const path = await withHelper(
        stage,
        'docker-credential-of-this-test',
        `cat >&2; echo '${JSON.stringify(answer)}'`
      )
      const handle = stage.start(python(image, 'import time; print("on"); time.sleep(6)'), { ...env, ...path })
      await handle.waitForLine(/\| on$/u, 2 * minutes)
      const [secret, ...others] = await secretsOf(stage)
      const jobs = await stage.cluster.kube.get(`/apis/batch/v1/namespaces/${stage.namespace}/jobs`)
      const pods = await stage.cluster.kube.get(`/api/v1/namespaces/${stage.namespace}/pods`)
      const ran = await stage.complete(handle)
      expect(errorsOf(ran)).toEqual([])
      expect(ran).toMatchObject({ conclusion: 'success', left: [] })
      expect(others).toEqual([])
      expect(secret?.type).toBe('kubernetes.io/dockerconfigjson')
      const content = Buffer.from(secret?.data['.dockerconfigjson'] ?? '', 'base64').toString()
      expect(JSON.parse(content)).toMatchObject({ auths: { [host]: registryUser } })
      expect(content).not.toContain('registry.example')
      expect(JSON.stringify(jobs)).toContain('imagePullSecrets')
      expect(await secretsOf(stage)).toEqual([])
      await expectHidden(ran, jobs, pods)
    }),
  5 * minutes
)

test.concurrent(
  'an image for everybody gets no Secret though there is a login; pull secrets of the user stay alone',
  () =>
    onStage(async (stage) => {
      const { host, config, env, image } = await logIn(stage, 'password')
      const { auths } = JSON.parse(await readFile(config, 'utf8')) as { auths: Record<string, unknown> }
      const both = { auths: { [host]: auths[host], [stage.registry]: auths[host] } }
      await writeFile(config, JSON.stringify(both))
      const open = await stage.run({ ...python(`${stage.registry}/python:3.11`, 'pass'), cleanup: 'never' }, env)
      expect(errorsOf(open)).toEqual([])
      expect(await namedBy(stage, open)).toBeUndefined()

      await stage.cluster.kube.create(`/api/v1/namespaces/${stage.namespace}/secrets`, {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'by-hand' },
        type: 'kubernetes.io/dockerconfigjson',
        stringData: { '.dockerconfigjson': JSON.stringify(both) }
      })
      const inputs = { ...python(image, 'pass'), 'image-pull-secrets': 'by-hand', cleanup: 'never' }
      const given = await stage.run(inputs, env)
      expect(errorsOf(given)).toEqual([])
      expect(await namedBy(stage, given)).toEqual([{ name: 'by-hand' }])
      expect(await secretsOf(stage)).toHaveLength(1)
    }),
  5 * minutes
)

test.concurrent(
  'pull-secret: none; a password that is wrong by now: the cluster may not pull the image',
  () =>
    onStage(async (stage) => {
      const { host, config, env, image } = await logIn(stage, 'password')
      const none = await stage.run({ ...python(image, 'pass'), 'pull-secret': 'none' }, env)
      expectUnauthorized(none)
      expect(noticesOf(none)).toEqual([])
      const auth = Buffer.from(`${registryUser.username}:another-one`).toString('base64')
      await writeFile(config, JSON.stringify({ auths: { [host]: { auth } } }))
      const wrong = await stage.run(python(image, 'pass'), env)
      expectUnauthorized(wrong)
      expect(wrong.stdout).toContain('the cluster gets this runner')
      expect(await secretsOf(stage)).toEqual([])
    }),
  5 * minutes
)

test.concurrent(
  'no right to make Secrets: a notice with the rule to add, and the reason when the pull fails',
  () =>
    onStage(
      async (stage) => {
        const { env, image } = await logIn(stage, 'password')
        const ran = await stage.run(python(image, 'pass'), env)
        expectUnauthorized(ran)
        expect(noticesOf(ran)).toEqual([
          expect.stringContaining('apiGroups: [""], resources: ["secrets"], verbs: ["create", "delete"]')
        ])
        await expectHidden(ran)
      },
      { rules: everyRight.filter(({ resources }) => !resources.includes('secrets')) }
    ),
  5 * minutes
)

test.concurrent(
  'an identity token, which Kubernetes cannot use: a notice with what to do',
  () =>
    onStage(async (stage) => {
      const { host, config, env, image } = await logIn(stage, 'identity-token')
      const { auths } = JSON.parse(await readFile(config, 'utf8')) as { auths: Record<string, Record<string, string>> }
      const token = auths[host]?.['identitytoken'] ?? 'docker kept no identity token'
      const ran = await stage.run(python(image, 'pass'), env)
      expectUnauthorized(ran)
      expect(noticesOf(ran)).toEqual([expect.stringContaining('an identity token, which Kubernetes cannot use')])
      const shown = ran.raw.toString().replace(`::add-mask::${token}`, '')
      expect(shown).not.toContain(token)
    }),
  5 * minutes
)
