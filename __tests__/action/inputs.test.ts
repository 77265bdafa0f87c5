import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { expectFailure, expectSuccess, onStage, useWorld } from '../support/action.ts'
import { seen } from '../support/seen.ts'

/** The ways to hand over a kubeconfig, wrong ones too. What else may be wrong in the `with:` block: nothing-called.test.ts. */
const world = useWorld()
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'inputs-test-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const works = async (pod: PlayedPod): Promise<void> => {
  await pod.running()
  await pod.exit(0)
}

/** Every file below a folder. */
const filesIn = (path: string): string[] =>
  globSync('**/*', { cwd: path, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

describe('kubeconfig', () => {
  const secret = 'topsecret-0123456789'
  test.each([
    { name: 'is missing', kubeconfig: '', text: ['No kubeconfig was found', 'Set the `kubeconfig` input'] },
    { name: 'is a path to nothing', kubeconfig: 'no/such/file', text: ['no/such/file', 'cannot be found'] },
    {
      name: 'is broken YAML',
      kubeconfig: `apiVersion: v1\nusers:\n- {{{ token: ${secret}\n`,
      text: ['not valid YAML']
    },
    {
      name: 'is YAML of something else',
      kubeconfig: `apiVersion: v1\nkind: Pod\ntoken: ${secret}\n`,
      text: ['another kind of Kubernetes object (Pod)']
    },
    {
      name: 'is broken base64 of one',
      kubeconfig: Buffer.from(`xx: ${secret} `.repeat(9)).toString('base64'),
      text: ['It looks like base64']
    },
    {
      name: 'sends everything in the clear',
      kubeconfig: `clusters: [{name: a, cluster: {server: 'http://127.0.0.1:1'}}]\ncontexts: [{name: a, context: {cluster: a}}]\ncurrent-context: a\n`,
      text: ['http:', 'in the clear']
    }
  ])(
    '$name: invalid-kubeconfig',
    async ({ kubeconfig, text }) => {
      await onStage(world(), {}, async (stage) => {
        const handle = stage.run({ kubeconfig }, { HOME: folder, KUBECONFIG: '' })
        const result = await handle.finished
        expectFailure(result, { reason: 'invalid-kubeconfig', text })
        if (kubeconfig === '') seen('kubeconfig-bad', result)
        // the runner itself hides what was masked: only commands may hold it
        const shown = result.stdout + result.summary + JSON.stringify(result.outputs) + JSON.stringify(result.state)
        expect(shown).not.toContain(secret)
        // nor a place that it never came to
        expect(result.summary).not.toContain('in namespace')
        if (kubeconfig.length > 60) expect(shown).not.toContain(kubeconfig.trim().slice(-60))
      })
    },
    60_000
  )

  test('a server that nothing listens at: cluster-unreachable, soon', async () => {
    await onStage(world(), {}, async (stage) => {
      const kubeconfig = stage.kubeconfig.replace(/server: .*/u, 'server: https://127.0.0.1:1')
      const result = await stage.run({ kubeconfig }).finished
      expectFailure(result, { reason: 'cluster-unreachable', text: ['https://127.0.0.1:1', 'nothing listens there'] })
    })
  }, 60_000)

  test('a token that the cluster does not know: unauthorized', async () => {
    await onStage(world(), {}, async (stage) => {
      const kubeconfig = stage.kubeconfig.replace(/token: .*/u, `token: ${secret}`)
      const result = await stage.run({ kubeconfig }).finished
      expectFailure(result, { reason: 'unauthorized', text: ['does not accept the credentials'] })
      expect(result.raw.toString().replaceAll(`::add-mask::${secret}\n`, '')).not.toContain(secret)
    })
  }, 60_000)

  test.each(['YAML', 'base64', 'path', '$KUBECONFIG', '~/.kube/config'])(
    'given as %s: works, and its token is nowhere to be seen',
    async (form) => {
      await onStage(world(), { scenario: works }, async (stage) => {
        const token = /token: "?([^"\s]+)/u.exec(stage.kubeconfig)?.[1] ?? ''
        expect(token.length).toBeGreaterThan(100)
        const path = join(folder, 'config')
        writeFileSync(path, stage.kubeconfig)
        const home = mkdtempSync(join(folder, 'home-'))
        const forms: Record<string, { input: string; env: Record<string, string> }> = {
          YAML: { input: stage.kubeconfig, env: {} },
          base64: { input: Buffer.from(stage.kubeconfig).toString('base64'), env: {} },
          path: { input: path, env: {} },
          $KUBECONFIG: { input: '', env: { KUBECONFIG: path } },
          '~/.kube/config': { input: '', env: { HOME: home, KUBECONFIG: '' } }
        }
        mkdirSync(join(home, '.kube'))
        writeFileSync(join(home, '.kube', 'config'), stage.kubeconfig)
        const { input = '', env = {} } = forms[form] ?? {}
        const handle = stage.run({ kubeconfig: input }, { ...env, RUNNER_DEBUG: '1' })
        await handle.waitForLine(/^Created Job/u)
        for (const file of filesIn(handle.temp)) {
          if (!readFileSync(file, 'utf8').includes(token)) continue
          // post needs it; nobody else may read it
          expect(file.endsWith('/kubeconfig')).toBe(true)
          expect(statSync(file).mode & 0o077).toBe(0)
        }
        const result = await handle.finished
        expectSuccess(result)
        expect(result.masks).toContain(token)
        expect(result.raw.toString().replaceAll(`::add-mask::${token}\n`, '')).not.toContain(token)
        expect(result.summary + JSON.stringify(result.outputs) + JSON.stringify(result.state)).not.toContain(token)
        expect(filesIn(handle.temp).filter((file) => readFileSync(file, 'utf8').includes(token))).toEqual([])
      })
    },
    60_000
  )
})
