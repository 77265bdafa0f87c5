import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse, stringify } from 'yaml'

import { clusterDir } from '../../dev/components.ts'
import { createUser } from '../../dev/users.ts'
import { connect } from '../../src/cluster/connect.ts'
import { clusterFailure } from '../../src/cluster/failures.ts'
import { ApiError, type Cluster } from '../../src/cluster/port.ts'
import { readEnvironment } from '../../src/runner/environment.ts'
import { createWriter } from '../../src/runner/writer.ts'
import { makeSink } from '../support/fakes.ts'
import { startConnectProxy, startSocksProxy } from '../support/forward-proxy.ts'
import { jobManifest, usePortWorld } from '../support/port-world.ts'

/** Every form of a kubeconfig, every kind of user and every way, against the real API server. */
const world = usePortWorld()

interface Config {
  clusters: { name: string; cluster: Record<string, unknown> }[]
  users: { name: string; user: Record<string, unknown> }[]
  contexts: { name: string; context: Record<string, unknown> }[]
}

let root: string
/** Of a user who may do everything in the namespace. */
let text: string
let token: string
const open: Cluster[] = []
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'kubeconfig-'))
  const { lab, namespace } = world()
  text = await createUser(lab, { name: 'forms', namespace })
  token = String(configOf().users[0]?.user['token'])
})
afterAll(async () => {
  await Promise.all(open.map((cluster) => cluster.close()))
  rmSync(root, { recursive: true })
})

const configOf = (): Config => parse(text) as Config

/** The kubeconfig with another user, or other fields of the cluster. */
function changed(user: object, cluster: object = {}): string {
  const config = configOf()
  config.users = [{ name: 'local', user: user as Record<string, unknown> }]
  Object.assign(config.clusters[0]?.cluster ?? {}, cluster)
  return stringify(config)
}

function file(name: string, content: string | Buffer, mode = 0o600): string {
  const path = join(root, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  chmodSync(path, mode)
  return path
}

async function reach(
  kubeconfig: string | undefined,
  env: NodeJS.ProcessEnv = {}
): Promise<{ cluster: Cluster; printed: string }> {
  const sink = makeSink()
  const environment = readEnvironment({}, { cwd: join(root, 'workspace'), temp: join(root, 'temp') })
  const { cluster } = await connect({
    kubeconfig,
    environment,
    env: { PATH: process.env['PATH'], ...env },
    folder: join(root, 'temp', 'run'),
    writer: createWriter(sink.write)
  })
  open.push(cluster)
  return { cluster, printed: sink.text }
}

/** What a user reads when the Jobs of the namespace cannot be listed; undefined when they can. */
async function problemOf(kubeconfig: string | undefined, env: NodeJS.ProcessEnv = {}): Promise<string | undefined> {
  const { cluster } = await reach(kubeconfig, env)
  try {
    await cluster.list('jobs', {})
    return undefined
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { reason, what, why, fix } = clusterFailure(error, cluster)
    return [reason, what, why, fix].filter(Boolean).join('\n')
  }
}

const base64 = (value: string): string => Buffer.from(value).toString('base64')

describe('forms', () => {
  const forms: [name: string, give: () => { kubeconfig?: string; env?: NodeJS.ProcessEnv }][] = [
    ['YAML', () => ({ kubeconfig: text })],
    [
      'YAML with Windows line ends and a byte order mark',
      () => ({ kubeconfig: `\uFEFF${text.replaceAll('\n', '\r\n')}` })
    ],
    ['JSON in one line', () => ({ kubeconfig: JSON.stringify(configOf()) })],
    ['YAML between --- and ...', () => ({ kubeconfig: `---\n${text}...\n` })],
    ['YAML with an anchor', () => ({ kubeconfig: text.replace(/token: (.*)/u, 'token: &t $1').concat('extra: *t\n') })],
    ['base64', () => ({ kubeconfig: base64(text) })],
    ['base64 with line breaks', () => ({ kubeconfig: base64(text).replace(/.{76}/gu, '$&\n') })],
    ['base64 for URLs', () => ({ kubeconfig: Buffer.from(text).toString('base64url') })],
    ['base64 twice', () => ({ kubeconfig: base64(base64(text)) })],
    ['base64 of UTF-16', () => ({ kubeconfig: Buffer.from(`\uFEFF${text}`, 'utf16le').toString('base64') })],
    ['an absolute path', () => ({ kubeconfig: file('config', text) })],
    [
      'a path in the workspace',
      () => ({ kubeconfig: dirname(file('workspace/deploy/config', text)) && 'deploy/config' })
    ],
    ['a path in the home folder', () => ({ kubeconfig: dirname(file('home/k', text)) && '~/k', env: { HOME: join(root, 'home') } })], // prettier-ignore
    ['a file of base64', () => ({ kubeconfig: file('encoded', `${base64(text)}\n`) })],
    ['a file of PowerShell', () => ({ kubeconfig: file('wide', Buffer.from(`\uFEFF${text}`, 'utf16le')) })],
    ['~/.kube/config', () => ({ env: { HOME: dirname(dirname(file('home2/.kube/config', text))) } })],
    [
      'KUBECONFIG with cluster, user and context in a file each, and one that is not there',
      () => {
        const { clusters, users, contexts } = configOf()
        const parts = [
          file('parts/a', stringify({ 'current-context': 'local' })),
          '/nowhere/config',
          file('parts/b', stringify({ clusters })),
          file(
            'parts/c',
            stringify({ users, clusters: [{ name: 'local', cluster: { server: 'https://later.invalid' } }] })
          ),
          file('parts/d', stringify({ contexts, 'current-context': 'later' })),
          file('parts/e', '')
        ]
        return { env: { KUBECONFIG: `:${parts.join(':')}:` } }
      }
    ]
  ]
  test.each(forms)('%s', async (_name, give) => {
    const { kubeconfig, env } = give()
    expect(await problemOf(kubeconfig, env)).toBeUndefined()
  })

  test('in-cluster, with a token that is replaced', async () => {
    const folder = '/var/run/secrets/kubernetes.io/serviceaccount'
    // on a runner that is a pod itself this test would take its own away
    expect(existsSync(folder)).toBe(false)
    mkdirSync(folder, { recursive: true })
    try {
      const { lab, namespace } = world()
      writeFileSync(join(folder, 'ca.crt'), lab.ca)
      writeFileSync(join(folder, 'namespace'), namespace)
      writeFileSync(join(folder, 'token'), 'old-and-over')
      const { hostname, port } = new URL(lab.server)
      const { cluster } = await reach('in-cluster', {
        KUBERNETES_SERVICE_HOST: hostname,
        KUBERNETES_SERVICE_PORT: port
      })
      expect([cluster.namespace, cluster.context]).toEqual([namespace, 'in-cluster'])
      writeFileSync(join(folder, 'token'), token)
      expect(await cluster.list('jobs', {})).toEqual([])
    } finally {
      rmSync('/var/run/secrets/kubernetes.io', { recursive: true })
    }
  })
})

describe('users', () => {
  const pki = (name: string): string => join(clusterDir('control-plane'), 'pki', name)

  test('client certificates, as data and as files beside the kubeconfig', async () => {
    const [cert, key] = [readFileSync(pki('client.crt')), readFileSync(pki('client.key'))]
    const data = { 'client-certificate-data': cert.toString('base64'), 'client-key-data': key.toString('base64') }
    expect(await problemOf(changed(data))).toBeUndefined()
    file('beside/client.crt', cert)
    file('beside/keys/client.key', key)
    const files = changed({ 'client-certificate': 'client.crt', 'client-key': './keys/client.key' })
    expect(await problemOf(file('beside/config', files))).toBeUndefined()
  })

  test('a token file that is replaced', async () => {
    file('rotated/token', 'old-and-over\n')
    const { cluster } = await reach(file('rotated/config', changed({ tokenFile: 'token' })))
    file('rotated/token', `${token}\n`)
    expect(await cluster.list('jobs', {})).toEqual([])
  })

  test.each(['v1', 'v1beta1'])('a plugin of %s, beside the kubeconfig, whose first token is over', async (version) => {
    const apiVersion = `client.authentication.k8s.io/${version}`
    const answer = (given: string): string =>
      JSON.stringify({ apiVersion, kind: 'ExecCredential', status: { token: given } })
    const script = `#!/bin/sh\n[ -e "$MARK" ] && echo '${answer(token)}' || echo '${answer('old-and-over')}'\ntouch "$MARK"\n`
    file(`plugin-${version}/bin/login`, script, 0o755)
    const exec = { apiVersion, command: './bin/login', env: [{ name: 'MARK', value: join(root, `mark-${version}`) }], interactiveMode: 'Never' } // prettier-ignore
    expect(await problemOf(file(`plugin-${version}/config`, changed({ exec })))).toBeUndefined()
  })

  test('impersonation', async () => {
    const { lab } = world()
    const { cluster } = await reach(changed({ token: lab.token, as: 'jane', 'as-groups': ['system:masters'] }))
    expect(await cluster.list('jobs', {})).toEqual([])
    expect(await problemOf(changed({ token: lab.token, as: 'jane' }))).toContain(
      'forbidden\nUser jane may not list jobs'
    )
  })

  test.each([
    [
      'a user name and a password',
      { username: 'me', password: 'hidden-pass' },
      'which Kubernetes has not taken since 1.19'
    ],
    ['an unknown token', { token: 'hidden-token' }, 'Check that the token belongs to this cluster'],
    ['nothing', {}, 'lets nobody in without credentials']
  ])('%s: unauthorized, and why', async (_name, user, said) => {
    const words = await problemOf(changed(user))
    expect(words).toContain('unauthorized\n')
    expect(words).toContain(said)
    expect(words).not.toContain('hidden')
  })
})

describe('ways', () => {
  test.each([
    ['CONNECT', startConnectProxy, 'http'],
    ['SOCKS 5', startSocksProxy, 'socks5']
  ] as const)('%s with a login: reads, and a watch that stays open', async (_name, start, scheme) => {
    await using proxy = await start({ login: 'me:p@ss:w/rd' })
    const url = `${scheme}://me:${encodeURIComponent('p@ss:w/rd')}@${proxy.address}`
    const { port } = new URL(world().lab.server)
    // a name that only the proxy knows, and that the certificate has
    const { cluster, printed } = await reach(changed({ token }, { server: `https://kubernetes.default.svc:${port}` }), { HTTPS_PROXY: url, NO_PROXY: 'example.com' }) // prettier-ignore
    expect(printed).toContain('::add-mask::p%2540ss%253Aw%252Frd\n')
    const stop = new AbortController()
    let seen = 0
    const watching = cluster.watch('jobs', { fields: { 'metadata.name': `by-${scheme}` } }, { changed: ({ size }) => (size > 0 ? stop.abort() : (seen += 1)) }, stop.signal) // prettier-ignore
    await cluster.create('jobs', jobManifest(`by-${scheme}`))
    await watching
    expect(seen).toBeLessThanOrEqual(1)
    expect(new Set(proxy.asked)).toEqual(new Set([`kubernetes.default.svc:${port}`]))
  })

  test('by another name of the server’s certificate', async () => {
    expect(await problemOf(changed({ token }, { 'tls-server-name': 'kubernetes.default' }))).toBeUndefined()
    expect(await problemOf(changed({ token }, { 'tls-server-name': 'other.example' }))).toContain('It was not made for')
  })

  test('without a check: a warning', async () => {
    const unchecked = changed({ token }, { 'certificate-authority-data': undefined, 'insecure-skip-tls-verify': true })
    expect(await problemOf(unchecked)).toBeUndefined()
    expect((await reach(unchecked)).printed).toContain('::warning::The kubeconfig turns the check')
  })
})
