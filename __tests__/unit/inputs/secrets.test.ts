import { describe, expect, test } from '@jest/globals'

import { kubeconfigSource } from '../../../src/inputs/kubeconfig.ts'
import { secretsOf } from '../../../src/inputs/secrets.ts'
import { inputEnv } from '../../support/inputs.ts'

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
const secrets = (text: string | undefined): ReturnType<typeof secretsOf> =>
  secretsOf(inputEnv(text === undefined ? {} : { kubeconfig: text }))

describe('secretsOf', () => {
  test('masks the secrets of a kubeconfig one by one, and warns about short ones', () => {
    expect(secrets(kubeconfig)).toEqual({
      values: expected,
      warnings: ['token in the kubeconfig is shorter than 4 characters, so it is not masked in the log.']
    })
  })

  test('decodes base64, and masks that as well', () => {
    expect(secrets(base64).values).toEqual([base64, ...expected])
    const lines = base64.replace(/.{76}/g, '$&\n').split('\n')
    expect(secrets(lines.join('\n')).values).toEqual([...lines, ...expected])
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

describe('job-secrets', () => {
  const found = (text: string, env: NodeJS.ProcessEnv = {}): ReturnType<typeof secretsOf> =>
    secretsOf({ ...inputEnv({ 'job-secrets': text }), ...env })

  test.each<[string, string, string[]]>([
    ['lines', 'A=alpha\r\nB= beta = 2 \n\nC=', ['alpha', 'beta = 2']],
    ['a YAML map', 'A: alpha\nB: "be\\nta-2"\nC: 3.10', ['alpha', 'ta-2', '3.10']],
    ['a JSON map', '{"A": "alpha", "B": 12345}', ['alpha', '12345']],
    ['the same value twice', 'A=alpha\nB=alpha', ['alpha']],
    ['an illegal name', 'my-key=alpha', ['alpha', 'my-key=alpha']],
    ['a line of a key that was pasted', 'A=alpha\nMIIEpAIBAAKCAQEA7bq4==\n', ['alpha', 'MIIEpAIBAAKCAQEA7bq4==']],
    ['a token that was pasted alone', 'Gh7token', ['Gh7token']],
    ['a value that is a list', 'A: [alpha, {b: beta}]', ['alpha', 'beta']],
    ['YAML that is broken', 'A: alpha\nB: "beta\nC: [gamma', ['alpha', 'beta', '[gamma']],
    ['JSON that is broken', '{"A": "alpha", "B": "be\\"ta", }}', ['alpha', 'be\\"ta']],
    ['invisible characters, which our own sentences drop', 'A=al\u00ADpha', ['al\u00ADpha', 'alpha']],
    ['control characters, which the log drops', 'A=al\u0001pha', ['al\u0001pha', 'alpha']]
  ])('%s', (_name, text, values) => {
    expect(found(text)).toMatchObject({ values: expect.arrayContaining(values) as unknown })
  })

  test('a bare name takes the step’s variable, line by line; its short lines are said, brackets are not', () => {
    expect(found('KEY', { KEY: '{\n  "id": "abc",\n}\n' })).toEqual({ values: ['"id": "abc",'], warnings: [] })
    expect(found('KEY', { KEY: 'first line\r\nab' })).toEqual({
      values: ['first line'],
      warnings: ['KEY in job-secrets has a line that is shorter than 4 characters, which is not masked in the log.']
    })
  })

  test('the name of a variable that is not set stays readable, as the error message names it', () => {
    expect(found('DB_PASSWORD')).toEqual({ values: [], warnings: [] })
  })

  test('what may be a line of a key is no name to show', () => {
    expect(found('MIIEpAIBAAKCAQEA7bq4==').warnings).toEqual([
      'a value in job-secrets is shorter than 4 characters, so it is not masked in the log.'
    ])
  })

  test('a short value is not masked, and said without being shown', () => {
    expect(found('PIN=123\nOTHER: x')).toEqual({
      values: ['OTHER: x'],
      warnings: ['PIN in job-secrets is shorter than 4 characters, so it is not masked in the log.']
    })
  })

  test.each(['A: &a [*a, *a]', '{', '"', '[]', '= \n=', 'A: !!binary ""', `A: ${'['.repeat(5000)}`])(
    'never throws: %j',
    (text) => {
      expect(() => found(text)).not.toThrow()
    }
  )
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
