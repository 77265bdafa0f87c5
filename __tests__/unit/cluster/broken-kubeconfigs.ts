/** Kubeconfigs that cannot be used, each broken in one way. `hidden` is in every value that is a secret. */

import { generateKeyPairSync } from 'node:crypto'

/** What a case needs of the test. */
export interface Ground {
  /** URL of a server that must not hear of any of this. */
  readonly server: string
  /** PEM of an authority, and of a client's certificate and key that belong together. */
  readonly pem: { readonly ca: string; readonly cert: string; readonly key: string }
  /** Writes a file. @returns its path; relative names lie in `ROOT` */
  readonly write: (name: string, text: string | Buffer, mode?: number) => string
}

export interface Given {
  readonly kubeconfig?: string
  readonly context?: string
  readonly env?: Readonly<Record<string, string>>
}

export type Broken = readonly [name: string, give: (ground: Ground) => Given]

export const base64 = (text: string): string => Buffer.from(text).toString('base64')

interface Over {
  readonly cluster?: Readonly<Record<string, unknown>>
  readonly user?: Readonly<Record<string, unknown>>
  readonly context?: Readonly<Record<string, unknown>>
  readonly more?: Readonly<Record<string, unknown>>
}

/** A kubeconfig as JSON that is right but for what is said. */
export function config({ server }: Pick<Ground, 'server'>, over: Over = {}): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server, ...over.cluster } }],
    users: [{ name: 'u', user: over.user ?? { token: 'hidden-token' } }],
    contexts: [{ name: 'ci', context: { cluster: 'c', user: 'u', ...over.context } }],
    'current-context': 'ci',
    ...over.more
  })
}

const yaml = `apiVersion: v1
kind: Config
clusters:
- name: c
  cluster:
    server: https://k.example
users:
- name: u
  user:
    token: hidden-token
contexts:
- name: ci
  context:
    cluster: c
    user: u
current-context: ci
`
const text = (name: string, kubeconfig: string): Broken => [name, () => ({ kubeconfig })]
const over = (name: string, change: Over): Broken => [name, (ground) => ({ kubeconfig: config(ground, change) })]
const user = (name: string, change: Readonly<Record<string, unknown>>): Broken => over(name, { user: change })
const plugin = (name: string, change: Readonly<Record<string, unknown>>): Broken => user(name, { exec: change })
const otherKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const lockedKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'hidden' })
    .toString()
const jwt = (claims: object): string => `${base64('{"alg":"none"}')}.${base64(JSON.stringify(claims))}.hidden`

export const brokenKubeconfigs: readonly Broken[] = [
  // where it is
  ['nothing given', () => ({})],
  ['an input of spaces, as an unset secret gives it', () => ({ kubeconfig: ' \n' })],
  ['a path that is not there', () => ({ kubeconfig: 'deploy/nosuch.yml' })],
  ['a path in a home that has none', () => ({ kubeconfig: '~/nosuch/config', env: { HOME: '/nowhere' } })],
  ['a path that is a folder', (ground) => ({ kubeconfig: ground.write('folder/x', '').replace(/\/x$/u, '') })],
  ['a word that may be a token', () => ({ kubeconfig: 'hiddenhidden' })],
  ['base64 that was cut off before it says anything', () => ({ kubeconfig: base64(`x: ${'hidden'.repeat(20)}`) })],
  ['KUBECONFIG with the text itself', () => ({ env: { KUBECONFIG: yaml } })],
  ['KUBECONFIG with base64 of the text', () => ({ env: { KUBECONFIG: base64(yaml) } })],
  ['KUBECONFIG with JSON', (ground) => ({ env: { KUBECONFIG: config(ground) } })],
  ['KUBECONFIG that names nothing there', () => ({ env: { KUBECONFIG: ':/nowhere/a:/nowhere/b:' } })],
  ['KUBECONFIG with a word', () => ({ env: { KUBECONFIG: 'hiddenhidden' } })],
  [
    'KUBECONFIG with a folder beside a good file',
    (ground) => ({
      env: { KUBECONFIG: `${ground.write('good', config(ground))}:${ground.write('dir/x', '').replace(/\/x$/u, '')}` }
    })
  ],
  ['in-cluster outside of a cluster', () => ({ kubeconfig: 'in-cluster' })],
  ['in-cluster without a token', () => ({ kubeconfig: 'in-cluster', env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' } })],
  // the text
  ['an empty file', (ground) => ({ kubeconfig: ground.write('empty', '') })],
  text('only a comment', '# nothing\n\n'),
  text('line breaks lost', yaml.replaceAll('\n', ' ')),
  text('line breaks written as \\n', yaml.replaceAll('\n', '\\n')),
  text('tabs', yaml.replaceAll('    ', '\t')),
  text('indentation that does not fit', yaml.replace('    token', '     x: 1\n    token')),
  text('a quote that is never closed', yaml.replace('hidden-token', '"hidden-token')),
  text('a bracket that is never closed', '{"clusters": [{"name": "hidden"'),
  text('a key twice', yaml.replace('    token', '    token: hidden-other\n    token')),
  text('two kubeconfigs one after the other', `${yaml}---\n${yaml}`),
  text('two kubeconfigs stuck together', yaml + yaml),
  text('the marks of a merge conflict', `<<<<<<< HEAD\n${yaml}=======\n${yaml}>>>>>>> main\n`),
  text('an alias that leads nowhere', yaml.replace('hidden-token', '*hidden')),
  text('a list', '- clusters: hidden\n- users: hidden\n'),
  text('another object', 'kind: Secret\napiVersion: v1\ndata:\n  config: hidden\n'),
  text('an object of no known kind', 'kind: "hidden words here"\nclusters: []\n'),
  text('nothing of a kubeconfig', 'apiVersion: v1\npreferences: {}\n'),
  ['a file with an encrypted secret', (ground) => ({ kubeconfig: ground.write('sops', 'hidden: ENC[AES256_GCM,data:hidden]\n') })], // prettier-ignore
  ['binary', (ground) => ({ kubeconfig: ground.write('binary', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 255, 254])) })], // prettier-ignore
  // lists and names
  over('users as a map', { more: { users: { u: { token: 'hidden' } } } }),
  over('clusters as a text', { more: { clusters: 'hidden' } }),
  over('an entry without a name', { more: { users: [{ user: { token: 'hidden' } }] } }),
  over('an entry that is a text', { more: { contexts: ['hidden'] } }),
  over('an entry whose fields are a list', { more: { users: [{ name: 'u', user: ['hidden'] }] } }),
  over('two users of one name', { more: { users: [{ name: 'u', user: { token: 'hidden' } }, { name: 'u' }] } }),
  over('a token that is a map', { user: { token: { value: 'hidden' } } }),
  over('arguments that are a text', { user: { exec: { command: 'aws', args: 'hidden' } } }),
  over('variables that are a map', { user: { exec: { command: 'aws', env: { A: 'hidden' } } } }),
  over('an exec that is a text', { user: { exec: 'aws hidden' } }),
  over('a switch that is neither on nor off', { cluster: { 'insecure-skip-tls-verify': 'yes' } }),
  // contexts
  over('no current context', { more: { 'current-context': '' } }),
  over('a current context that is not there', { more: { 'current-context': 'prod' } }),
  ['a context that is not there', (ground) => ({ kubeconfig: config(ground), context: 'no such' })],
  over('no contexts', { more: { contexts: [] } }),
  over('many contexts', { more: { 'current-context': null, contexts: Array.from({ length: 13 }, (_, n) => ({ name: `c${n}` })) } }), // prettier-ignore
  over('a context without a cluster', { context: { cluster: '' } }),
  over('a context with a cluster that is not there', { context: { cluster: 'other' } }),
  over('a context with a user that is not there', { context: { user: 'other' } }),
  // the server
  over('no server', { cluster: { server: '' } }),
  over('a server in the clear', { cluster: { server: 'http://k.example:8080' } }),
  over('a server without a scheme', { cluster: { server: 'k.example:6443' } }),
  over('a server with another scheme', { cluster: { server: 'ftp://k.example' } }),
  over('a server that is no URL', { cluster: { server: 'https://k.example:port' } }),
  over('a server with a password', { cluster: { server: 'https://me:hidden@k.example' } }),
  over('a server with a query', { cluster: { server: 'https://k.example/?token=hidden' } }),
  over('no check and an authority', { cluster: { 'insecure-skip-tls-verify': true, 'certificate-authority-data': 'eA==' } }), // prettier-ignore
  over('a proxy of another kind', { cluster: { 'proxy-url': 'ftp://me:hidden@proxy' } }),
  over('a proxy that is no address', { cluster: { 'proxy-url': 'http://me:hidden@proxy:port' } }),
  ['HTTPS_PROXY of another kind', () => ({ kubeconfig: yaml, env: { HTTPS_PROXY: 'ftp://me:hidden@proxy' } })],
  // certificates and keys
  over('an authority left out by kubectl', { cluster: { 'certificate-authority-data': 'DATA+OMITTED' } }),
  over('an authority that is not encoded', { cluster: { 'certificate-authority-data': '-----BEGIN CERTIFICATE-----\nhidden' } }), // prettier-ignore
  over('an authority that is not base64', { cluster: { 'certificate-authority-data': 'hidden' } }),
  over('an authority that was cut off', { cluster: { 'certificate-authority-data': base64('-----BEGIN CERTIFICATE-----\nhidden') } }), // prettier-ignore
  over('an authority whose file is not there', { cluster: { 'certificate-authority': '/nowhere/ca.crt' } }),
  over('an authority with a relative path in a text', { cluster: { 'certificate-authority': 'ca.crt' } }),
  [
    'an authority that is a key',
    ({ pem, ...ground }) => ({ kubeconfig: config(ground, { cluster: { 'certificate-authority-data': base64(pem.key) } }) }) // prettier-ignore
  ],
  user('a certificate without a key', { 'client-certificate-data': 'hidden' }),
  user('a key without a certificate', { 'client-key-data': 'hidden' }),
  user('a certificate whose file is not there', { 'client-certificate': '/nowhere/c', 'client-key': '/nowhere/k' }),
  user('a key that is not base64 of a key', { 'client-certificate-data': base64('-----BEGIN x'), 'client-key-data': 'hidden' }), // prettier-ignore
  [
    'a certificate that was cut off',
    ({ pem, ...ground }) => ({ kubeconfig: config(ground, { user: { 'client-certificate-data': base64(pem.cert.slice(0, 200)), 'client-key-data': base64(pem.key) } }) }) // prettier-ignore
  ],
  [
    'a key that was cut off',
    ({ pem, ...ground }) => ({ kubeconfig: config(ground, { user: { 'client-certificate-data': base64(pem.cert), 'client-key-data': base64(pem.key.slice(0, 60)) } }) }) // prettier-ignore
  ],
  [
    'a key of another certificate',
    ({ pem, ...ground }) => ({ kubeconfig: config(ground, { user: { 'client-certificate-data': base64(pem.cert), 'client-key-data': base64(otherKey()) } }) }) // prettier-ignore
  ],
  [
    'a key with a passphrase',
    ({ pem, ...ground }) => ({ kubeconfig: config(ground, { user: { 'client-certificate-data': base64(pem.cert), 'client-key-data': base64(lockedKey()) } }) }) // prettier-ignore
  ],
  // tokens
  user('a token left out by kubectl', { token: 'REDACTED' }),
  user('a token with Bearer before it', { token: 'Bearer hidden-token' }),
  user('a token with a line break in it', { token: 'hidden\ntoken' }),
  user('a token and a user name', { token: 'hidden', username: 'me', password: 'hidden' }),
  user('a token file that is not there', { tokenFile: '/nowhere/token' }),
  ['a token file that is empty', (ground) => ({ kubeconfig: config(ground, { user: { tokenFile: ground.write('token', '\n') } }) })], // prettier-ignore
  user('groups to act as, and no user', { token: 'hidden', 'as-groups': ['g'] }),
  // plugins
  plugin('an exec without a command', { args: ['hidden'] }),
  plugin('an exec of a version that is gone', { command: 'aws', apiVersion: 'client.authentication.k8s.io/v1alpha1' }),
  plugin('an exec of an unknown version', { command: 'aws', apiVersion: 'v1' }),
  plugin('an exec that asks', { command: 'aws', interactiveMode: 'Always' }),
  plugin('an exec with an unknown mode', { command: 'aws', interactiveMode: 'Sometimes' }),
  plugin('an exec with a nameless variable', { command: 'aws', env: [{ value: 'hidden' }] }),
  plugin('an exec with a relative path in a text', { command: './bin/aws' }),
  user('an exec and an auth-provider', { exec: { command: 'aws' }, 'auth-provider': { name: 'oidc' } }),
  plugin('a plugin that is not there', { command: 'nosuch-plugin' }),
  plugin('a plugin that is not there, with a hint', { command: 'nosuch-plugin', installHint: 'Get it\nfrom  us.' }),
  ['a plugin that is no program', (ground) => ({ kubeconfig: config(ground, { user: { exec: { command: ground.write('plain', 'x') } } }) })], // prettier-ignore
  ['a plugin without its interpreter', (ground) => ({ kubeconfig: config(ground, { user: { exec: { command: ground.write('script', '#!/nowhere/python\n', 0o755) } } }) })], // prettier-ignore
  plugin('a plugin that fails', { command: 'sh', args: ['-c', 'echo "no login for eu-central-1" >&2; exit 7'] }),
  plugin('a plugin that fails in silence', { command: 'sh', args: ['-c', 'echo hidden; exit 1'] }),
  plugin('a plugin that is killed', { command: 'sh', args: ['-c', 'kill -9 $$'] }),
  plugin('a plugin that shows its secrets when it fails', {
    command: 'sh',
    args: ['-c', 'echo "token=hidden $SECRET_THING https://me:hidden@x.example/ eyJoaWRkZW4i.hidden.x" >&2; exit 1'],
    env: [{ name: 'SECRET_THING', value: 'hidden words' }]
  }),
  plugin('a plugin that prints nothing', { command: 'true' }),
  plugin('a plugin that prints rubbish', { command: 'echo', args: ['hidden-token'] }),
  plugin('a plugin that prints another object', { command: 'echo', args: ['{"kind":"Secret","status":{"token":"hidden"}}'] }), // prettier-ignore
  plugin('a plugin that prints another version', { command: 'echo', args: ['{"apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"hidden"}}'] }), // prettier-ignore
  plugin('a plugin that hands nothing out', { command: 'echo', args: ['{"status":{}}'] }),
  plugin('a plugin that hands half of a pair out', { command: 'echo', args: ['{"status":{"clientKeyData":"hidden"}}'] }), // prettier-ignore
  plugin('a plugin that hands a broken token out', { command: 'echo', args: ['{"status":{"token":"hidden token"}}'] }),
  plugin('a plugin that floods us', { command: 'sh', args: ['-c', 'head -c 2000000 /dev/zero | tr "\\0" x'] }),
  // auth-providers
  user('auth-provider gcp', { 'auth-provider': { name: 'gcp', config: { 'access-token': 'hidden' } } }),
  user('auth-provider azure', { 'auth-provider': { name: 'azure' } }),
  user('auth-provider of somebody', { 'auth-provider': { name: 'other' } }),
  user('oidc without an id-token', { 'auth-provider': { name: 'oidc', config: { 'client-id': 'x' } } }),
  user('oidc that expired, with nothing to renew it', { 'auth-provider': { name: 'oidc', config: { 'id-token': jwt({ exp: 1000000000 }) } } }), // prettier-ignore
  user('oidc that expired, with a provider that is not there', { 'auth-provider': { name: 'oidc', config: { 'id-token': jwt({ exp: 1000000000 }), 'client-id': 'x', 'refresh-token': 'hidden', 'idp-issuer-url': 'https://127.0.0.1:9/' } } }), // prettier-ignore
  // trust
  ...(
    [
      ['exec', { user: { exec: { command: 'sh' } } }],
      ['an auth-provider', { user: { 'auth-provider': { name: 'oidc' } } }],
      ['files', { user: { tokenFile: 't', 'client-certificate': 'c', 'client-key': 'k' }, cluster: { 'certificate-authority': 'ca' } }] // prettier-ignore
    ] as const
  ).map(([name, change]): Broken => [
    `in the workspace, with ${name}`,
    (ground) => ({ kubeconfig: ground.write('workspace/kubeconfig', config(ground, change)) })
  ])
]
