import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { expectFailure, expectSuccess, onStage, useWorld } from '../support/action.ts'
import { startConnectProxy } from '../support/forward-proxy.ts'
import { seen } from '../support/seen.ts'

/** Whole runs of dist/ with what is more than a token in a kubeconfig: nothing secret is ever seen. */
const world = useWorld()

const works = async (pod: PlayedPod): Promise<void> => {
  await pod.running()
  pod.log('hello')
  await pod.exit(0)
}
const tokenOf = (kubeconfig: string): string => /token: "?([^"\n]+)/u.exec(kubeconfig)?.[1] ?? 'none'

/** What a reader of the log sees of a run, masks set aside. */
const visible = ({ raw, summary }: { raw: Buffer; summary: string }): string =>
  raw.toString().replace(/^::add-mask::.*\n/gmu, '') + summary

test('a plugin whose credentials are renewed in the middle, through a proxy with a login', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plugin-run-'))
  await using proxy = await startConnectProxy({ login: 'me:hidden-pass' })
  await onStage(world(), { scenario: works }, async (stage) => {
    const token = tokenOf(stage.kubeconfig)
    const plugin = join(folder, 'login')
    const answer = (given: string): string => JSON.stringify({ kind: 'ExecCredential', status: { token: given } })
    writeFileSync(plugin, `#!/bin/sh\necho "noise $INPUT_KUBECONFIG" >&2\n[ -e "$0.ran" ] && echo '${answer(token)}' || echo '${answer('hidden-and-over')}'\ntouch "$0.ran"\n`) // prettier-ignore
    chmodSync(plugin, 0o755)
    const { port } = new URL(world().cluster.server)
    const kubeconfig = stage.kubeconfig
      .replace(
        /token: .*/u,
        'exec: {command: ./login, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never}'
      ) // prettier-ignore
      .replace(/server: .*/u, `server: https://kubernetes.default.svc:${port}`)
    writeFileSync(join(folder, 'kubeconfig'), kubeconfig)
    const handle = stage.run({ kubeconfig: join(folder, 'kubeconfig') }, { HTTPS_PROXY: `http://me:hidden-pass@${proxy.address}` }) // prettier-ignore
    const result = await handle.finished
    expectSuccess(result)
    seen('credentials-renewed', result)
    expect(visible(result)).not.toMatch(new RegExp(`hidden|noise|${token}`, 'u'))
    expect((await handle.post().finished).annotations).toEqual([])
    expect(new Set(proxy.asked)).toEqual(new Set([`kubernetes.default.svc:${port}`]))
    expect(await stage.leftovers()).toEqual([])
  })
  rmSync(folder, { recursive: true })
}, 60_000)

test('the text of a kubeconfig in KUBECONFIG: said, masked, and nothing is sent', async () => {
  await onStage(world(), { proxied: true }, async (stage) => {
    const before = world().proxy.requests.length
    const result = await stage.run({ kubeconfig: '' }, { KUBECONFIG: stage.kubeconfig }).finished
    expectFailure(result, {
      reason: 'invalid-kubeconfig',
      text: ['holds the text of a kubeconfig', 'Give the text in the']
    })
    expect(visible(result)).not.toContain(tokenOf(stage.kubeconfig))
    expect(
      world()
        .proxy.requests.slice(before)
        .filter(({ path }) => path.includes(stage.namespace))
    ).toEqual([])
  })
}, 60_000)
