/** The node pulls from a registry in trouble: what ends a run early, what is waited for, and what the user reads. */

import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from '@jest/globals'

import type { Action, Match } from '../../dev/proxy-rules.ts'
import { startRegistryProxy, type RegistryProxy } from '../../dev/registry-proxy.ts'
import type { SituationId } from '../../dev/reliability/situations.ts'
import { must } from '../../dev/run.ts'
import { errorsOf } from '../support/action.ts'
import { logOf, onStage, type Ran } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000
const manifests: Match = { path: /\/manifests\// }
const respond = (status: number, reason: string, message: string): Action => ({
  do: 'respond',
  status,
  reason,
  message
})

/** Runs a line of Python in an image that the node, and nobody else, asks the proxy for. */
function pull(
  rules: readonly (readonly [Match, Action])[],
  inputs: Readonly<Record<string, string>> = {},
  image = 'python:3.11'
): Promise<{ ran: Ran; proxy: RegistryProxy; log: string | undefined }> {
  return onStage(async (stage) => {
    await using proxy = await startRegistryProxy(stage.registry)
    for (const [match, action] of rules) proxy.rule(match, action)
    const ran = await stage.run({
      // the runner has no look of its own at an image by digest, nor at one that needs no login: it would use up a rule
      image: `${proxy.host}/${await byDigest(stage.registry, image)}`,
      command: '["python3", "-c", "print(\\"on\\")"]',
      'pull-secret': 'none',
      ...inputs
    })
    return { ran, proxy, log: ran.conclusion === 'success' ? await logOf(ran) : undefined }
  })
}

/** `name@sha256:…` for an image that the registry has. */
async function byDigest(registry: string, image: string): Promise<string> {
  const [name = '', tag = ''] = image.split(':')
  const headers = {
    accept: 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json'
  }
  const answer = await fetch(`http://${registry}/v2/${name}/manifests/${tag}`, { method: 'HEAD', headers })
  const digest = answer.headers.get('docker-content-digest')
  return answer.ok && digest !== null ? `${name}@${digest}` : image
}

/** How often the kubelet tried: it pauses for ten seconds at least, and containerd's own requests follow at once. */
function tries({ requests }: RegistryProxy): number {
  const times = requests.map(({ at }) => at)
  return times.filter((at, nth) => nth === 0 || at - (times[nth - 1] ?? 0) > 4000).length
}

test.concurrent.each<[string, readonly (readonly [Match, Action])[], string, string, string]>([
  ['not there', [], 'no-such-flow:1', 'image-not-found', 'not found'],
  [
    'refused with 401',
    [[manifests, respond(401, 'UNAUTHORIZED', 'no')]],
    'python:3.11',
    'image-unauthorized',
    '401 Unauthorized'
  ],
  [
    'refused with 403',
    [[manifests, respond(403, 'DENIED', 'not you')]],
    'python:3.11',
    'image-unauthorized',
    '403 Forbidden'
  ]
])(
  'an image that is %s: early, in the registry’s words, and not after one no',
  async (_name, rules, image, reason, words) => {
    const { ran, proxy } = await pull(rules, { 'start-timeout': '10m' }, image)
    expect(ran).toMatchObject({ conclusion: 'failure', left: [], outputs: { 'failure-reason': reason } })
    expect(errorsOf(ran)).toHaveLength(1)
    expect(errorsOf(ran)[0]).toContain(words)
    // more than once, and long before the start timeout: the event of the second no may come after the third
    expect(tries(proxy)).toBeGreaterThan(1)
  },
  4 * minutes
)

test.concurrent.each<[string, number, Action, SituationId?]>([
  ['says 403 once', 1, respond(403, 'DENIED', 'not yet')],
  // containerd itself asks five times more after a 429
  ['says 429 for a while', 7, respond(429, 'TOOMANYREQUESTS', 'slow down')],
  ['says 503 twice', 2, respond(503, 'UNAVAILABLE', 'busy'), 'pull-busy']
])(
  'a registry that %s, then has the image: the run succeeds',
  async (_name, times, action, situation) => {
    const { ran, proxy, log } = await pull([[{ ...manifests, times }, action]])
    expect(errorsOf(ran)).toEqual([])
    expect(ran).toMatchObject({ conclusion: 'success', left: [] })
    expect(log).toBe('on\n')
    expect(proxy.requests.filter((each) => each.action === 'respond')).toHaveLength(times)
    expect(tries(proxy)).toBeGreaterThan(1)
    if (situation !== undefined) seen(situation, ran)
  },
  4 * minutes
)

test.concurrent(
  'a registry that says 429 for good: waited for until the start timeout, which names it',
  async () => {
    const { ran, proxy } = await pull([[manifests, respond(429, 'TOOMANYREQUESTS', 'slow down')]], {
      'start-timeout': '30s'
    })
    expect(ran).toMatchObject({ conclusion: 'failure', left: [], outputs: { 'failure-reason': 'image-pull-failed' } })
    expect(errorsOf(ran)).toHaveLength(1)
    expect(errorsOf(ran)[0]).toContain('429 Too Many Requests')
    // a second no did not end it, as it does where the registry knows the answer
    expect(tries(proxy)).toBeGreaterThan(1)
    expect(ran.duration).toBeGreaterThan(30_000)
    seen('pull-busy-for-good', ran)
  },
  4 * minutes
)

test.concurrent(
  'a pull that breaks in the middle of a layer comes to its end',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pulls-'))
    const name = `pulls-${process.pid}-${randomBytes(4).toString('hex')}:t`
    const { ran, proxy, log } = await onStage(async ({ registry }) => {
      const reference = `${registry}/${name}`
      try {
        await writeFile(join(folder, 'new'), randomBytes(1_000_000))
        await writeFile(join(folder, 'Dockerfile'), `FROM ${registry}/python:3.11\nCOPY new /new\n`)
        await must('docker', ['build', '--quiet', '--tag', reference, folder])
        await must('docker', ['push', '--quiet', reference])
      } finally {
        await rm(folder, { recursive: true, force: true })
        await must('docker', ['image', 'rm', '--force', reference])
      }
      return pull(
        [
          [
            { method: 'GET', path: /\/blobs\//, times: 3 },
            { do: 'cut', afterBytes: 100_000 }
          ]
        ],
        {},
        name
      )
    })
    expect(proxy.requests.filter(({ action, bytes }) => action === 'cut' && bytes === 100_000)).not.toEqual([])
    expect(errorsOf(ran)).toEqual([])
    expect(ran).toMatchObject({ conclusion: 'success', left: [] })
    expect(log).toBe('on\n')
  },
  4 * minutes
)
