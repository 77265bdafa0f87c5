import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from '@jest/globals'

import { ClusterSession } from '../../../src/cluster/session.ts'
import { credentialsOf } from '../../../src/cluster/credentials.ts'
import { loadKubeconfig } from '../../../src/cluster/kubeconfig.ts'
import type { ExecEntry, LoadedKubeconfig } from '../../../src/cluster/kubeconfig-entries.ts'
import { runPlugin } from '../../../src/cluster/plugin.ts'
import { makeSink } from '../../support/fakes.ts'
import { failureOf, json, subjectOf, useOwnServer, wordsOf } from '../../support/own-server.ts'

/** By what a user is known to the server: what is sent, what is told when it is refused, how it is renewed. */
const own = useOwnServer({ requestCert: true, rejectUnauthorized: false })

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const jwt = (exp: number): string =>
  [{ alg: 'none' }, { exp }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') +
  '.hidden'
const pair = (): { cert: string; key: string } => ({
  cert: readFileSync(own().pki.clientCertificate, 'utf8'),
  key: readFileSync(own().pki.clientKey, 'utf8')
})
const pairData = (): object => ({
  'client-certificate-data': base64(pair().cert),
  'client-key-data': base64(pair().key)
})
const load = (text: string): LoadedKubeconfig =>
  loadKubeconfig(
    { kind: 'text', text },
    { context: undefined, env: {}, workspace: '/nowhere', trustedFolder: own().folder, mask: () => undefined }
  )
const env = { PATH: process.env['PATH'] }

/** Writes a program. @returns its path */
function program(name: string, script: string): string {
  const path = join(own().folder, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
  return path
}

describe('refused for good: what is said depends on what was sent', () => {
  const kinds: [name: string, user: () => object, said: string][] = [
    ['a token', () => ({ token: 'hidden-token' }), 'unauthorized\nThe cluster at SERVER does not accept the credentials of the kubeconfig for context ci.\nThe server does not know them.\nCheck that the token belongs to this cluster'], // prettier-ignore
    [
      'a token that was not decoded',
      () => ({ token: base64(jwt(9e9)) }),
      'The token looks like base64 of a token.\nDecode it first'
    ],
    ['a token that is over', () => ({ token: jwt(1e9) }), 'credentials-expired\nThe token in the kubeconfig for context ci has expired.\nIt was valid until 2001-09-09T01:46:40Z.\nStore a new one'], // prettier-ignore
    ['a user name and a password', () => ({ username: 'me', password: 'hidden' }), 'which Kubernetes has not taken since 1.19.\nUse a token'], // prettier-ignore
    ['nothing', () => ({}), 'unauthorized\nThe cluster at SERVER lets nobody in without credentials.\nThe context ci has no user, or one without a token'], // prettier-ignore
    ['a client certificate', pairData, 'Check that the client certificate was signed by the client authority of this very cluster'], // prettier-ignore
    ['a plugin', () => ({ exec: { command: 'echo', args: ['{"status":{"token":"hidden-token"}}'] } }), 'The credential plugin was run again, and what it handed out was refused too.\nCheck which identity'], // prettier-ignore
    ['a plugin whose token is over', () => ({ exec: { command: 'echo', args: ['{"status":{"token":"hidden-token","expirationTimestamp":"2001-09-09T01:46:40Z"}}'] } }), 'credentials-expired\nThe credential plugin of the kubeconfig for context ci handed out credentials that have expired.\nIt was valid until 2001-09-09'] // prettier-ignore
  ]
  test.each(kinds)('%s', async (_name, user, said) => {
    own().answer = (_request, response) => json(response, 401, { kind: 'Status', reason: 'Unauthorized', message: 'Unauthorized' }) // prettier-ignore
    const words = await failureOf(await own().reach(own().kubeconfig(user())))
    expect(words.replaceAll(`https://127.0.0.1:${own().port}`, 'SERVER')).toContain(said)
    expect(words).not.toContain('hidden')
  })

  test('a client certificate that is over by the server’s clock', async () => {
    own().answer = (_request, response) => json(response, 401, {}, { date: 'Thu, 01 Jan 2099 00:00:00 GMT' })
    expect(await failureOf(await own().reach(own().kubeconfig(pairData())))).toContain(
      'credentials-expired\nThe client certificate in the kubeconfig for context ci has expired.'
    )
  })

  test('a token file that is over', async () => {
    const path = join(own().folder, 'over')
    writeFileSync(path, jwt(1e9))
    own().answer = (_request, response) => json(response, 401, {})
    expect(await failureOf(await own().reach(own().kubeconfig({ tokenFile: path })))).toContain(
      'credentials-expired\nThe token in the token file'
    )
  })
})

describe('what is sent', () => {
  test('a certificate, from data and from files; impersonation with all that belongs to it', async () => {
    let subject: unknown
    let headers: NodeJS.Dict<string[]> = {}
    own().answer = (request, response) => {
      subject = subjectOf(request)
      headers = request.headersDistinct
      json(response, 200, {})
    }
    await (await own().reach(own().kubeconfig(pairData()))).get('jobs', 'j')
    expect(subject).toBe('docker-on-k8s local API server')
    subject = undefined
    const files = { 'client-certificate': own().pki.clientCertificate, 'client-key': own().pki.clientKey }
    const as = { as: 'jane', 'as-uid': '7', 'as-groups': ['a', 'b'], 'as-user-extra': { 'acme.io/Scope': ['x', 'y'] } }
    await (await own().reach(own().kubeconfig({ ...files, ...as }))).get('jobs', 'j')
    expect(subject).toBe('docker-on-k8s local API server')
    expect(headers).toMatchObject({
      'impersonate-user': ['jane'],
      'impersonate-uid': ['7'],
      'impersonate-group': ['a', 'b'],
      'impersonate-extra-acme.io%2fscope': ['x', 'y']
    })
  })

  test('the file goes before the token beside it, and both before a plugin', async () => {
    const path = join(own().folder, 'first')
    writeFileSync(path, ' file-token\r\n')
    const exec = { exec: { command: 'false' } }
    const headersOf = async (user: object): Promise<unknown> =>
      (await credentialsOf(load(own().kubeconfig(user)), { env })).headers['authorization']
    expect(await headersOf({ tokenFile: path, token: 'other', ...exec })).toBe('Bearer file-token')
    expect(await headersOf({ token: 'a-token', ...exec })).toBe('Bearer a-token')
  })
})

describe('a plugin', () => {
  const run = (
    exec: Partial<ExecEntry>,
    more: { limit?: number; signal?: AbortSignal; env?: NodeJS.ProcessEnv } = {}
  ) => {
    const entry = { command: 'sh', args: [], env: [], apiVersion: 'client.authentication.k8s.io/v1', provideClusterInfo: false, ...exec } // prettier-ignore
    const loaded = load(own().kubeconfig({ exec: { command: 'sh' } }, { 'tls-server-name': 'k' }))
    return runPlugin({ loaded, ca: 'CA', env: { ...env, ...more.env }, signal: more.signal }, entry, more.limit)
  }

  test('is told about the cluster when it asks, sees its own variables and no inputs', async () => {
    const path = program('tells', `printf '{"status":{"token":"%s"}}' "$(printf '%s|%s|%s' "$KUBERNETES_EXEC_INFO" "$OWN" "$INPUT_X$STATE_X$GITHUB_ENV$HOME" | base64 -w0)"`) // prettier-ignore
    const told = await run(
      { command: path, provideClusterInfo: true, env: [{ name: 'OWN', value: "it's; $x" }] },
      { env: { INPUT_X: 'a', STATE_X: 'b', GITHUB_ENV: 'c', HOME: '/h' } }
    )
    const [info = '', variable, others] = Buffer.from(told.token ?? '', 'base64')
      .toString()
      .split('|')
    expect(JSON.parse(info)).toEqual({
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      spec: {
        interactive: false,
        cluster: {
          server: `https://127.0.0.1:${own().port}`,
          'tls-server-name': 'k',
          'certificate-authority-data': base64('CA')
        }
      }
    })
    expect([variable, others]).toEqual(["it's; $x", '/h'])
  })

  test('of the older version answers in it; a terminal it has not', async () => {
    const version = 'client.authentication.k8s.io/v1beta1'
    const script = `read line && exit 9; printf '{"apiVersion":"${version}","kind":"ExecCredential","status":{"token":"t","expirationTimestamp":"2030-01-01T00:00:00Z"}}'`
    expect(await run({ args: ['-c', script], apiVersion: version })).toEqual({
      token: 't',
      cert: undefined,
      key: undefined,
      expires: Date.parse('2030-01-01T00:00:00Z')
    })
  })

  test('may hand a certificate out, which is shown to the server', async () => {
    let subject: unknown
    own().answer = (request, response) => {
      subject = subjectOf(request)
      json(response, 200, {})
    }
    const { cert, key } = pair()
    const path = join(own().folder, 'credential.json')
    writeFileSync(path, JSON.stringify({ status: { clientCertificateData: cert, clientKeyData: key } }))
    const sink = makeSink()
    const cluster = await own().reach(own().kubeconfig({ exec: { command: 'cat', args: [path] } }), {}, sink)
    await cluster.get('jobs', 'j')
    expect(subject).toBe('docker-on-k8s local API server')
    for (const line of key.split('\n').slice(1, -2)) expect(sink.text).toContain(`::add-mask::${line}\n`)
  })

  test('that takes too long is ended with all that it started', async () => {
    const pidFile = join(own().folder, 'pid')
    const thrown: unknown = await run({ args: ['-c', `sleep 100 & echo $! > ${pidFile}; wait`] }, { limit: 700 }).catch((error: unknown) => error) // prettier-ignore
    expect(wordsOf(thrown)).toContain('unauthorized\nThe credential plugin sh of context ci gave no credentials.\nIt did not end within 30 seconds') // prettier-ignore
    const pid = Number(readFileSync(pidFile, 'utf8'))
    const isAlive = (): boolean => {
      try {
        return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(' Z ')
      } catch {
        return false
      }
    }
    while (isAlive()) await new Promise((resolve) => setTimeout(resolve, 10))
    expect(isAlive()).toBe(false)
  })

  test('ends with the run', async () => {
    const stop = new AbortController()
    const running = run({ args: ['-c', 'sleep 100'] }, { signal: stop.signal })
    stop.abort(new Error('stopped'))
    await expect(running).rejects.toThrow('stopped')
  })
})

describe('renewal', () => {
  test('what a plugin handed out is renewed before it ends, and kept while that fails', async () => {
    const count = join(own().folder, 'runs')
    writeFileSync(count, '')
    const soon = new Date(Date.now() + 20_000).toISOString()
    const path = program('counts', `printf x >> '${count}'; n=$(wc -c < '${count}'); [ "$n" = 2 ] && exit 1; printf '{"status":{"token":"token-%s","expirationTimestamp":"${soon}"}}' "$n"`) // prettier-ignore
    const masked: string[] = []
    const session = new ClusterSession({
      load: () => load(own().kubeconfig({ exec: { command: path } })),
      env,
      mask: (secret) => masked.push(secret),
      timing: { shortestRest: 0 }
    })
    const token = async (): Promise<string | undefined> => (await session.current()).credentials.token
    expect([await token(), await token(), await token()]).toEqual(['token-1', 'token-1', 'token-3'])
    expect(masked).toEqual(expect.arrayContaining(['token-1', 'token-3']))
    await session.close()
  })

  test('a plugin is left alone while its token is good', async () => {
    const count = join(own().folder, 'good')
    writeFileSync(count, '')
    const path = program('good-plugin', `printf x >> '${count}'; printf '{"status":{"token":"good-token","expirationTimestamp":"2100-01-01T00:00:00Z"}}'`) // prettier-ignore
    const session = new ClusterSession({ load: () => load(own().kubeconfig({ exec: { command: path } })), env, mask: () => undefined, timing: { shortestRest: 0 } }) // prettier-ignore
    await session.current()
    await session.current()
    expect(readFileSync(count, 'utf8')).toBe('x')
    await session.close()
  })

  test('a kubeconfig that names another server by now gets no credentials for this one', async () => {
    let server = 'https://one.example'
    const session = new ClusterSession({
      load: () => load(own().kubeconfig({ token: 'a-token' }, { server })),
      env,
      mask: () => undefined
    })
    const state = await session.current()
    server = 'https://other.example'
    await expect(session.renew(state)).rejects.toMatchObject({
      reason: 'invalid-kubeconfig',
      what: 'The kubeconfig was changed while the run was on.'
    })
    await session.close()
  })
})
