/** A package of a private index that asks for a password: pip gets it through `build-secrets`, and nothing keeps it. */

import { gunzipSync } from 'node:zlib'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from '@jest/globals'

import { indexUser, privatePackage, startPackageIndex, type PackageIndex } from '../../dev/package-index.ts'
import { errorsOf, expectSuccess } from '../support/action.ts'
import { logOf, onStage, type Ran, type Stage } from '../support/cluster.ts'

const minutes = 60_000
const { username, password } = indexUser

let started: Promise<PackageIndex> | undefined
const index = (): Promise<PackageIndex> => (started ??= startPackageIndex())
beforeAll(index, 5 * minutes)
afterAll(async () => (await started)?.close())

const inputsOf = (stage: Stage): Record<string, string> => ({
  flow: 'flows/private.py',
  'base-image': 'python:3.11',
  'registry-url': stage.registry,
  'image-name': stage.unique
})

/** Every blob of an image, layers unpacked: what everyone who can pull it can read. */
async function blobsOf(registry: string, repository: string, digest: string): Promise<Buffer[]> {
  const get = async (path: string): Promise<Buffer> => {
    const answer = await fetch(`http://${registry}/v2/${repository}/${path}`, {
      headers: {
        accept: 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json'
      }
    })
    expect(answer.status).toBe(200)
    return Buffer.from(await answer.arrayBuffer())
  }
  const manifest = await get(`manifests/${digest}`)
  const { config, layers } = JSON.parse(manifest.toString()) as {
    config: { digest: string }
    layers: { digest: string }[]
  }
  expect(layers.length).toBeGreaterThan(4)
  const unpacked = layers.map(async (layer) => gunzipSync(await get(`blobs/${layer.digest}`)))
  return [manifest, await get(`blobs/${config.digest}`), ...(await Promise.all(unpacked))]
}

/** All files of the runner: state, outputs, summary, log. */
async function filesOf(folder: string): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))))
}

async function expectNoTrace(ran: Ran, stage: Stage): Promise<void> {
  const shown = [ran.handle.log(), JSON.stringify(ran.outputs), ran.summary].map((text) => Buffer.from(text))
  const image =
    ran.outputs['digest'] === undefined ? [] : await blobsOf(stage.registry, stage.unique, ran.outputs['digest'])
  for (const part of [...shown, ...image, ...(await filesOf(ran.handle.temp))])
    expect(part.includes(password)).toBe(false)
}

test.concurrent(
  'the whole address as PIP_EXTRA_INDEX_URL',
  () =>
    onStage(async (stage) => {
      const { url, host } = await index()
      const ran = await stage.run({
        ...inputsOf(stage),
        'python-dependencies': privatePackage.name,
        'build-secrets': `PIP_EXTRA_INDEX_URL=${url}\nPIP_TRUSTED_HOST=${host.replace(/:.*/u, '')}`
      })
      expectSuccess(ran)
      expect(await logOf(ran)).toBe('the answer is 42\n')
      await expectNoTrace(ran, stage)
    }),
  5 * minutes
)

test.concurrent(
  'netrc, with the address in a requirements file',
  () =>
    onStage(async (stage) => {
      const { host } = await index()
      const [address = ''] = host.split(':')
      const ran = await stage.run({
        ...inputsOf(stage),
        'python-dependencies': `--extra-index-url http://${host}/simple/\n--trusted-host ${address}\n${privatePackage.name}==${privatePackage.version}`,
        'build-secrets': JSON.stringify({ netrc: `machine ${address}\nlogin ${username}\npassword ${password}\n` })
      })
      expectSuccess(ran)
      expect(await logOf(ran)).toBe('the answer is 42\n')
      await expectNoTrace(ran, stage)
    }),
  5 * minutes
)

test.concurrent(
  'a password as a variable of the requirements file; a wrong one is told as what it is',
  () =>
    onStage(async (stage) => {
      const { host } = await index()
      const [address = ''] = host.split(':')
      const lines = `--extra-index-url http://${username}:\${INDEX_PASSWORD}@${host}/simple/\n--trusted-host ${address}\n${privatePackage.name}`
      const inputs = { ...inputsOf(stage), 'python-dependencies': lines }
      const good = await stage.run({ ...inputs, 'build-secrets': 'INDEX_PASSWORD' }, { INDEX_PASSWORD: password })
      expectSuccess(good)
      await expectNoTrace(good, stage)

      const wrong = await stage.run({
        ...inputs,
        'image-name': `${stage.unique}-wrong`,
        // another version of the step: BuildKit's cache does not look at the values of secrets
        'python-dependencies': `${lines}>=1.1`,
        'build-secrets': 'INDEX_PASSWORD=not-the-password'
      })
      expect(wrong.outputs).toMatchObject({ 'failure-reason': 'dependency-not-installable', 'failure-kind': 'code' })
      expect(errorsOf(wrong)[0]).toContain(privatePackage.name)
      expect(errorsOf(wrong)[0]).toContain('the login for it (build-secrets)')
      expect(wrong.handle.log()).not.toContain('not-the-password')
      expect(wrong.left).toEqual([])
    }),
  5 * minutes
)
