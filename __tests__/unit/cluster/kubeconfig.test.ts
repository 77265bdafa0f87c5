import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { loadKubeconfig } from '../../../src/cluster/kubeconfig.ts'
import type { LoadedKubeconfig } from '../../../src/cluster/kubeconfig-entries.ts'
import { findKubeconfig } from '../../../src/cluster/kubeconfig-find.ts'
import { Failure } from '../../../src/failure.ts'

let root: string
let workspace: string
let trustedFolder: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'kubeconfig-'))
  workspace = join(root, 'workspace')
  trustedFolder = join(workspace, '_temp')
  mkdirSync(trustedFolder, { recursive: true })
  mkdirSync(join(root, 'home', '.kube'), { recursive: true })
})
afterAll(() => rmSync(root, { recursive: true }))

const config = (
  over: { user?: object | null; cluster?: object; context?: object; name?: string; more?: object } = {}
): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: 'https://k.example:6443', ...over.cluster } }],
    users: [{ name: 'u', user: over.user === undefined ? { token: 'hidden-token' } : over.user }],
    contexts: [{ name: over.name ?? 'ci', context: { cluster: 'c', user: 'u', ...over.context } }],
    'current-context': over.name ?? 'ci',
    ...over.more
  })

const file = (name: string, text: string): string => {
  const path = join(root, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
  return path
}

const masked: string[] = []
const load = (kubeconfig: string | undefined, env: NodeJS.ProcessEnv = {}, context?: string): LoadedKubeconfig => {
  const place = findKubeconfig({ kubeconfig, env, workspace })
  return loadKubeconfig(place, { context, env, workspace, trustedFolder, mask: (secret) => masked.push(secret) })
}

function failureOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    expect(error.reason).toBe('invalid-kubeconfig')
    const text = [error.what, error.why, error.fix].filter(Boolean).join(' ')
    expect(text).not.toContain('hidden')
    return text
  }
  throw new Error('no failure')
}

describe('where it is found', () => {
  test('as YAML, JSON, base64 of them, a path, and with a byte order mark', () => {
    const yaml =
      'clusters:\n- name: c\n  cluster: {server: https://k}\ncontexts:\n- name: x\n  context: {cluster: c}\ncurrent-context: x\n'
    expect(load(yaml)).toMatchObject({ context: 'x', user: undefined, cluster: { server: 'https://k' } })
    expect(load(config())).toMatchObject({ context: 'ci', user: { token: 'hidden-token' } })
    expect(load(Buffer.from(config()).toString('base64').replace(/.{60}/gu, '$&\n'))).toMatchObject({ context: 'ci' })
    file('workspace/deploy/kubeconfig', `\uFEFF${config()}`)
    expect(load('deploy/kubeconfig')).toMatchObject({ context: 'ci' })
    expect(load(join(workspace, 'deploy/kubeconfig'))).toMatchObject({ context: 'ci' })
  })

  test('in KUBECONFIG, merged: the first file decides, missing ones are passed over', () => {
    const first = file('first', config({ name: 'one' }))
    const second = file(
      'second',
      config({ name: 'two', user: { token: 'hidden-other' }, cluster: { server: 'https://other' } })
    )
    const env = { KUBECONFIG: [join(root, 'missing'), first, second].join(':') }
    expect(load(undefined, env)).toMatchObject({
      context: 'one',
      cluster: { server: 'https://k.example:6443' },
      user: { token: 'hidden-token' }
    })
    expect(load(undefined, env, 'two')).toMatchObject({ context: 'two', user: { token: 'hidden-token' } })
  })

  test('in the home folder', () => {
    const env = { HOME: join(root, 'home') }
    file('home/.kube/config', config({ name: 'home' }))
    expect(load('', env)).toMatchObject({ context: 'home' })
  })

  test.each([
    ['nothing at all', undefined, {}, 'KUBECONFIG'],
    ['KUBECONFIG that does not exist', undefined, { KUBECONFIG: '/nowhere/config' }, '/nowhere/config'],
    ['a path that does not exist', 'deploy/nosuch.yml', {}, 'deploy/nosuch.yml'],
    ['a word', 'hiddenhiddenhiddenhiddenhiddenhiddenhiddenhidden', {}, 'It looks like base64'],
    ['in-cluster outside of one', 'in-cluster', {}, 'not a pod'],
    ['a YAML that is broken', 'clusters:\n  hidden: [', {}, 'not valid YAML'],
    ['a YAML of something else', 'kind: Secret\ndata: {a: hidden}\n', {}, '(Secret)']
  ])('never somewhere else: %s', (_name, input, env, part) => {
    expect(failureOf(() => load(input, env))).toContain(part)
  })
})

describe('what is chosen', () => {
  test.each([
    ['a context that is not there', {}, 'nosuch', 'Its contexts are: ci.'],
    ['no context at all', { more: { contexts: [] } }, undefined, 'no contexts at all'],
    ['no current context', { more: { 'current-context': '' } }, undefined, 'Set the `context` input'],
    ['a cluster that is not there', { context: { cluster: 'nosuch' } }, undefined, 'the cluster nosuch'],
    ['a user that is not there', { context: { user: 'nosuch' } }, undefined, 'the user nosuch'],
    ['no server', { cluster: { server: '' } }, undefined, 'no server'],
    ['a server in the clear', { cluster: { server: 'http://k' } }, undefined, 'in the clear'],
    [
      'a server in the clear, unchecked',
      { cluster: { server: 'http://k', 'insecure-skip-tls-verify': true } },
      undefined,
      'in the clear'
    ],
    ['a server that is none', { cluster: { server: 'k:6443:' } }, undefined, 'does not begin with https://'],
    ['a relative path in a text', { user: { 'client-key': 'key.pem' } }, undefined, 'relative path']
  ])('%s is said, with what there is', (_name, over, context, part) => {
    expect(failureOf(() => load(config(over), {}, context))).toContain(part)
  })

  test('files count from the folder of their kubeconfig', () => {
    const path = file(
      'a/config',
      config({
        user: { tokenFile: 't', 'client-key': '../k', 'client-certificate': 'c', exec: { command: './bin/x' } },
        cluster: { 'certificate-authority': 'ca' }
      })
    )
    expect(load(path)).toMatchObject({
      user: { tokenFile: join(root, 'a/t'), keyFile: join(root, 'k'), exec: { command: join(root, 'a/bin/x') } },
      cluster: { caFile: join(root, 'a/ca') }
    })
    const bare = file(
      'a/bare',
      config({ user: { exec: { command: 'aws', args: ['a', '1'], env: [{ name: 'A', value: 'b' }] } } })
    )
    expect(load(bare).user?.exec).toMatchObject({ command: 'aws', args: ['a', '1'], env: [{ name: 'A', value: 'b' }] })
  })
})

describe('a kubeconfig in the workspace', () => {
  const bad: [string, object][] = [
    ['exec', { user: { exec: { command: 'sh' } } }],
    ['auth-provider', { user: { 'auth-provider': { name: 'oidc' } } }],
    ['tokenFile', { user: { tokenFile: '/etc/hostname' } }],
    ['client-key', { user: { 'client-key': 'k', 'client-certificate-data': 'eA==' } }],
    ['certificate-authority', { cluster: { 'certificate-authority': 'ca' } }]
  ]
  test.each(bad)('may not name programs or files: %s', (name, over) => {
    const path = file(`workspace/${name}/config`, config(over))
    const link = join(root, `link-${name}`)
    symlinkSync(path, link)
    for (const given of [path, link]) expect(failureOf(() => load(given))).toContain(`(${name})`)
    expect(failureOf(() => load(undefined, { KUBECONFIG: path }))).toContain('workspace')
  })

  test('may hold a token; and the run’s own folder is not the workspace', () => {
    expect(load(file('workspace/token/config', config()))).toMatchObject({ context: 'ci' })
    expect(
      load(file('workspace/_temp/kubeconfig', config({ user: { exec: { command: 'sh' } } }))).user?.exec?.command
    ).toBe('sh')
    expect(load(file('workspace-2/config', config({ user: { exec: { command: 'sh' } } }))).user?.exec?.command).toBe(
      'sh'
    )
  })

  test('is not made harmless by one beside it: each entry is judged by its own file', () => {
    const inside = file('workspace/merge/config', config({ user: { exec: { command: 'sh' } } }))
    const outside = file('outside/config', config())
    expect(load(undefined, { KUBECONFIG: `${outside}:${inside}` }).user?.exec).toBeUndefined()
    expect(failureOf(() => load(undefined, { KUBECONFIG: `${inside}:${outside}` }))).toContain('(exec)')
  })
})

describe('every secret of every file is masked', () => {
  test('of users that are not chosen too, and before anything is said about what is broken', () => {
    const other = file('masks/other', 'users:\n- name: x\n  user: {token: hidden-a}\n  password: [\n')
    const good = file('masks/good', config({ user: { token: 'hidden-b' } }))
    masked.length = 0
    expect(failureOf(() => load(undefined, { KUBECONFIG: `${good}:${other}` }))).toContain('not valid YAML')
    expect(masked).toEqual(expect.arrayContaining(['hidden-a', 'hidden-b']))
  })
})
