/** An image for another processor than that of the nodes, told before there is a Job. Nodes are objects of the API here. */

import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { parseAllDocuments } from 'yaml'

import type { Thing } from '../../dev/kube.ts'
import type { PlayedPod } from '../../dev/kubelet.ts'
import { checkout } from '../../dev/paths.ts'
import { expectFailure, expectSuccess, onStage, useWorld, type Stage } from '../support/action.ts'

const world = useWorld()
let folder: string

/** A docker whose registry has one image, for arm64. */
const docker = `#!/bin/sh
case "$*" in
  *--raw*) printf '{"schemaVersion":2,"config":{"digest":"sha256:${'c'.repeat(64)}"}}' ;;
  *--format*) echo '{"architecture":"arm64","os":"linux","config":{}}' ;;
  *) exit 1 ;;
esac
`

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'architecture-'))
  writeFileSync(join(folder, 'docker'), docker)
  chmodSync(join(folder, 'docker'), 0o755)
})
afterAll(() => rmSync(folder, { recursive: true }))

const succeeds = async (pod: PlayedPod): Promise<void> => {
  await pod.running()
  await pod.exit(0)
}

/** Applies docs/rbac/nodes.yaml for the stage's user. @returns takes it away again */
async function letListNodes({ namespace }: Stage): Promise<() => Promise<void>> {
  const { kube } = world().cluster
  const rbac = '/apis/rbac.authorization.k8s.io/v1'
  const text = readFileSync(join(checkout(), 'docs/rbac/nodes.yaml'), 'utf8')
  const made: string[] = []
  for (const document of parseAllDocuments(text)) {
    const object = document.toJS() as Thing & { roleRef?: object; subjects?: object[] }
    const collection = `${rbac}/${object.kind === 'ClusterRole' ? 'clusterroles' : 'clusterrolebindings'}`
    // names of their own: the objects are the cluster's
    const name = `${object.metadata.name}-${namespace}`
    await kube.create(collection, {
      ...object,
      metadata: { name },
      ...(object.roleRef === undefined ? {} : { roleRef: { ...object.roleRef, name } }),
      ...(object.subjects === undefined ? {} : { subjects: [{ kind: 'ServiceAccount', name: 'user', namespace }] })
    })
    made.push(`${collection}/${name}`)
  }
  return async () => {
    for (const path of made) await kube.delete(path)
  }
}

/** Runs the image on nodes of these processors alone. */
async function runOn(stage: Stage, processors: readonly string[]) {
  const { kube } = world().cluster
  const names = processors.map((arch) => `${stage.namespace}-${arch}`)
  for (const [index, arch] of processors.entries()) {
    const labels = { pool: stage.namespace, 'kubernetes.io/arch': arch, 'kubernetes.io/os': 'linux' }
    await kube.create('/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: names[index], labels } })
  }
  try {
    const inputs = { image: 'registry.example/etl:1', 'node-selector': `pool=${stage.namespace}` }
    return await stage.run(inputs, { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` }).finished
  } finally {
    for (const name of names) await kube.delete(`/api/v1/nodes/${name}`)
  }
}

async function withRight<T>(body: (stage: Stage) => Promise<T>): Promise<T> {
  return onStage(world(), { scenario: succeeds }, async (stage) => {
    const end = await letListNodes(stage)
    try {
      return await body(stage)
    } finally {
      await end()
    }
  })
}

test('no node can run it: refused, and no Job is made', async () => {
  await withRight(async (stage) => {
    expectFailure(await runOn(stage, ['amd64']), {
      reason: 'wrong-architecture',
      text: ['is built for linux/arm64, which no node', 'are linux/amd64', 'Use an image']
    })
    expect(await stage.jobs()).toEqual([])
  })
}, 60_000)

test('some can: a warning with the selector, and the run goes on', async () => {
  await withRight(async (stage) => {
    const result = await runOn(stage, ['amd64', 'arm64'])
    expectSuccess(result)
    expect(result.annotations).toEqual([
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('kubernetes.io/arch=arm64') })
    ])
  })
}, 60_000)

test('a user who may not list nodes hears nothing of it', async () => {
  await onStage(world(), { scenario: succeeds }, async (stage) => {
    const result = await runOn(stage, ['amd64'])
    expectSuccess(result)
    expect(result.annotations).toEqual([])
  })
}, 60_000)
