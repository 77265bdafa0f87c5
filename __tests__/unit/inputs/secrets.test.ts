import { describe, expect, test } from '@jest/globals'

import { kubeconfigSource } from '../../../src/inputs/kubeconfig.ts'
import { secretsOf } from '../../../src/inputs/secrets.ts'
import { makeInputs } from '../../support/inputs.ts'

const kubeconfig = `
apiVersion: v1
kind: Config
clusters:
  - name: c
    cluster: { server: https://example.com, proxy-url: "http://user:proxy-pass@proxy.example" }
users:
  - name: a
    user: { token: token-of-a, client-key-data: a2V5LWRhdGE=, client-certificate-data: cHVibGlj }
  - name: b
    user: { username: bob, password: 0012345 }
  - name: c
    user:
      auth-provider: { name: oidc, config: { client-id: id, client-secret: oidc-secret, id-token: id-token-x, refresh-token: refresh-x } }
  - name: d
    user:
      exec:
        command: aws
        env:
          - { name: AWS_SECRET_ACCESS_KEY, value: aws-secret }
          - { name: AWS_REGION, value: eu-central-1 }
  - name: e
    user: { token: abc }
`
const expected = [
  'token-of-a',
  'a2V5LWRhdGE=',
  '0012345',
  'id-token-x',
  'refresh-x',
  'oidc-secret',
  'aws-secret',
  'proxy-pass'
]
const base64 = Buffer.from(kubeconfig).toString('base64')
const secrets = (text: string | undefined): ReturnType<typeof secretsOf> => secretsOf(makeInputs({ kubeconfig: text }))

describe('secretsOf', () => {
  test('masks the secrets of a kubeconfig one by one, and warns about short ones', () => {
    expect(secrets(kubeconfig)).toEqual({
      values: expected,
      warnings: ['token in the kubeconfig is shorter than 4 characters, so it is not masked in the log.']
    })
  })

  test('decodes base64, and masks that as well', () => {
    expect(secrets(base64).values).toEqual([base64, ...expected])
    expect(secrets(base64.replace(/.{76}/g, '$&\n')).values.slice(1)).toEqual(expected)
  })

  test('reads JSON', () => {
    expect(secrets('{"users":[{"user":{"token":"json-token"}}]}').values).toEqual(['json-token'])
  })

  test('finds what it can in a kubeconfig that is not legal YAML', () => {
    expect(secrets('users:\n- user:\n    token: "lost-token"\n   bad: [\n\tpassword: pass-word\n').values).toEqual([
      'lost-token',
      'pass-word'
    ])
  })

  test.each([
    [
      'a key twice',
      'users:\n- user: {token: first-token}\nusers:\n- user: {token: other-token}\n',
      ['other-token', 'first-token']
    ],
    ['entries that are nested wrongly', 'users:\n  u:\n    token: map-token\n', ['map-token']],
    ['several documents', 'token: one-token\n---\ntoken: two-token\n', ['one-token', 'two-token']],
    ['an anchor', 'a: &t anchor-token\nusers: [{user: {token: *t}}]\n', ['anchor-token']],
    ['a block, beside what is broken', 'users:\n- user:\n    token: >-\n      block-token\n   x: [\n', ['block-token']],
    ['a text with spaces, beside what is broken', 'a: [\npassword: "pass word"\n', ['pass word']],
    ['all in one line', 'users: - user: token: line-token name: x', ['line-token']],
    ['line breaks as text', 'users:\\n- user:\\n    token: text-token\\n', ['text-token']],
    ['JSON that was cut off', '{"users":[{"user":{"token":"cut-token"', ['cut-token']],
    [
      'flags of a plugin',
      'users: [{user: {exec: {args: [login, --client-secret, flag-secret, --server-id=public, --token=flag-token]}}}]',
      ['flag-secret', 'flag-token']
    ],
    ['a password in the server', 'clusters: [{cluster: {server: "https://me:server-pass@x"}}]', ['server-pass']]
  ])('finds those of a kubeconfig with %s', (_name, text, values) => {
    expect(secrets(`apiVersion: v1\n${text}`).values).toEqual(values)
  })

  test.each([
    undefined,
    'in-cluster',
    '/home/runner/.kube/config',
    'users: 1',
    'users: [1, {user: 2}, null]',
    'kind: Config'
  ])('finds none in %j', (text) => {
    expect(secrets(text)).toEqual({ values: [], warnings: [] })
  })
})

describe('kubeconfigSource', () => {
  test.each([
    ['in-cluster', { kind: 'in-cluster' }],
    [' /tmp/a:b/config ', { kind: 'path', path: '/tmp/a:b/config' }],
    ['conf/kube.yaml', { kind: 'path', path: 'conf/kube.yaml' }],
    ['a'.repeat(64), { kind: 'path', path: 'a'.repeat(64) }],
    ['a\nb', { kind: 'text', text: 'a\nb' }],
    ['clusters: []', { kind: 'text', text: 'clusters: []' }],
    [
      Buffer.from('kind: Config\nclusters: []\nusers: []\n').toString('base64'),
      { kind: 'text', text: 'kind: Config\nclusters: []\nusers: []\n' }
    ]
  ])('%j', (text, source) => {
    expect(kubeconfigSource(text)).toEqual(source)
  })
})
