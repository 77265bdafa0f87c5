/** What the README has a newcomer type before the first run, typed: it ends in a kubeconfig with which a run succeeds. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@jest/globals'

import { checkout } from '../../dev/paths.ts'
import { runAction } from '../../dev/runner.ts'
import { deleteNamespace } from '../../dev/users.ts'
import { expectSuccess, someImage, useWorld } from '../support/action.ts'
import { leftovers } from '../support/leftovers.ts'

const world = useWorld()

/** The shell blocks of the section, in their order, with another name for the namespace and an absolute path for the checkout. */
function commands(namespace: string): string {
  const section = /^## Before the first run$(.*?)^## /msu.exec(readFileSync(join(checkout(), 'README.md'), 'utf8'))?.[1]
  const blocks = [...(section ?? '').matchAll(/^ +```sh\n(.*?)^ +```$/gmsu)].map(([, text = '']) => text)
  expect(blocks).toHaveLength(2)
  return blocks
    .join('\n')
    .replace(/(create namespace|--namespace) flows\b/gu, `$1 ${namespace}`)
    .replaceAll('docs/rbac/', join(checkout(), 'docs/rbac/'))
}

// kubectl is the user's own tool, and none of this project's
const hasKubectl = spawnSync('kubectl', ['version', '--client']).status === 0
const testWithKubectl = hasKubectl ? test : test.skip

/* eslint-disable jest/no-standalone-expect -- testWithKubectl is test, or test.skip where there is no kubectl */
testWithKubectl(
  'the commands of the README give a kubeconfig that works, with just the rights that it names',
  async () => {
    const { cluster, kubelet } = world()
    const namespace = `readme-${String(process.pid)}`
    const folder = mkdtempSync(join(tmpdir(), 'readme-test-'))
    const play = kubelet.play(namespace, async (pod) => {
      await pod.running()
      await pod.exit(0)
    })
    try {
      const typed = spawnSync('sh', ['-eu', '-c', commands(namespace)], {
        cwd: folder,
        env: { PATH: process.env['PATH'], HOME: folder, KUBECONFIG: cluster.kubeconfig },
        encoding: 'utf8'
      })
      expect({ status: typed.status, stderr: typed.stderr }).toEqual({ status: 0, stderr: '' })
      const kubeconfig = readFileSync(join(folder, 'flows.kubeconfig'), 'utf8')
      expect(kubeconfig).not.toContain('client-key')
      const handle = runAction({ inputs: { image: someImage, kubeconfig, 'job-secrets': 'TOKEN=secret-of-the-flow' } })
      const result = await handle.finished
      handle.remove()
      expectSuccess(result, { namespace })
      expect(result.annotations).toEqual([])
      expect(await leftovers(cluster, namespace)).toEqual([])
    } finally {
      play.stop()
      rmSync(folder, { recursive: true })
      await deleteNamespace(cluster, namespace, { wait: false })
    }
  },
  120_000
)
