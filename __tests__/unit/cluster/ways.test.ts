import { createServer, type AddressInfo } from 'node:net'

import { describe, expect, test } from '@jest/globals'

import { serverTls } from '../../../dev/pki.ts'
import { openTunnel } from '../../../src/cluster/tunnel.ts'
import { proxyUrl } from '../../../src/cluster/proxy.ts'
import { startConnectProxy, startSocksProxy, type ForwardProxy } from '../../support/forward-proxy.ts'
import { failureOf, json, useOwnServer } from '../../support/own-server.ts'

/** The way to the API server: through proxies, by other names, to what is no API server at all. */
const own = useOwnServer()

/** A name that resolves nowhere, and that the server's certificate has: only a proxy leads there. */
const far = (): string => `https://kubernetes.default.svc:${own().port}`
const token = { token: 'hidden-token' }

const ways: [name: string, start: () => Promise<ForwardProxy>, url: (address: string) => string][] = [
  ['CONNECT', () => startConnectProxy(), (address) => `http://${address}`],
  ['CONNECT, without a scheme', () => startConnectProxy(), (address) => address],
  ['CONNECT with a login', () => startConnectProxy({ login: 'me:p@ss word' }), (address) => `http://me:p%40ss%20word@${address}/`], // prettier-ignore
  ['SOCKS 5', () => startSocksProxy(), (address) => `socks5://${address}`],
  ['SOCKS 5, its other name', () => startSocksProxy(), (address) => `socks5h://${address}`],
  ['SOCKS 5 with a login', () => startSocksProxy({ login: 'me:p@ss word' }), (address) => `socks5://me:p%40ss%20word@${address}`] // prettier-ignore
]

describe.each(ways)('a proxy: %s', (_name, start, url) => {
  test('named by proxy-url, and by HTTPS_PROXY', async () => {
    await using proxy = await start()
    own().answer = (_request, response) => json(response, 200, { ok: true })
    const named = await own().reach(own().kubeconfig(token, { server: far(), 'proxy-url': url(proxy.address) }))
    expect(await named.get('jobs', 'j')).toEqual({ ok: true })
    const found = await own().reach(own().kubeconfig(token, { server: far() }), { HTTPS_PROXY: url(proxy.address) })
    expect(await found.get('jobs', 'j')).toEqual({ ok: true })
    expect(proxy.asked).toEqual([`kubernetes.default.svc:${own().port}`, `kubernetes.default.svc:${own().port}`])
  })
})

test('a proxy between us and an address: IPv4, IPv6', async () => {
  await using connectProxy = await startConnectProxy()
  await using socksProxy = await startSocksProxy()
  for (const proxy of [`http://${connectProxy.address}`, `socks5://${socksProxy.address}`]) {
    for (const host of ['127.0.0.1', '[::1]']) {
      const server = `https://${host}:${own().port}`
      const cluster = await own().reach(own().kubeconfig(token, { server, 'proxy-url': proxy }))
      expect(await cluster.get('jobs', 'j')).toEqual({})
    }
  }
  expect(connectProxy.asked).toEqual([`127.0.0.1:${own().port}`, `[::1]:${own().port}`])
  expect(socksProxy.asked).toEqual([`7f000001:${own().port}`, `${'0'.repeat(31)}1:${own().port}`])
})

test('a password in a proxy’s address is masked, whoever names it', async () => {
  const { makeSink } = await import('../../support/fakes.ts')
  const sink = makeSink()
  await own().reach(own().kubeconfig(token, { server: far() }), { https_proxy: 'http://me:hidden-pass@proxy:1' }, sink)
  expect(sink.text).toContain('::add-mask::hidden-pass\n')
})

describe('a proxy that does not lead there', () => {
  const refusals: [name: string, start: () => Promise<ForwardProxy>, url: (address: string) => string, said: RegExp][] =
    [
      ['wants a login', () => startConnectProxy({ login: 'a:b' }), (at) => `http://${at}`, /asks for a user name and a password\.\nWrite them into the address, from a secret: proxy-url: http:\/\/NAME:PASSWORD@/u], // prettier-ignore
      ['does not accept the login', () => startConnectProxy({ login: 'a:b' }), (at) => `http://a:hidden@${at}`, /does not accept the user name and the password that its address holds/u], // prettier-ignore
      ['has rules', () => startConnectProxy({ refuse: 403 }), (at) => `http://${at}`, /Its rules do not allow this address \(HTTP 403 to CONNECT\)\.\nHave kubernetes\.default\.svc:\d+ allowed there\. Correct `proxy-url`/u], // prettier-ignore
      ['cannot go on', () => startConnectProxy({ refuse: 502 }), (at) => `http://${at}`, /could not reach the server itself \(HTTP 502 to CONNECT\)/u], // prettier-ignore
      [
        'SOCKS: wants a login',
        () => startSocksProxy({ login: 'a:b' }),
        (at) => `socks5://${at}`,
        /asks for a user name/u
      ],
      ['SOCKS: does not accept it', () => startSocksProxy({ login: 'a:b' }), (at) => `socks5://a:hidden@${at}`, /does not accept the user name/u], // prettier-ignore
      ['SOCKS: has rules', () => startSocksProxy({ refuse: 2 }), (at) => `socks5://${at}`, /Its rules do not allow this address/u], // prettier-ignore
      ['SOCKS: cannot go on', () => startSocksProxy({ refuse: 4 }), (at) => `socks5://${at}`, /could not reach the server itself \(there is no route to the host\)/u], // prettier-ignore
      ['speaks HTTP, not SOCKS', () => startConnectProxy(), (at) => `socks5://${at}`, /What answers there is no SOCKS 5 proxy/u], // prettier-ignore
      ['speaks SOCKS, not HTTP', () => startSocksProxy({ refuse: 1 }), (at) => `http://${at}`, /cannot be (?:used|reached)/u], // prettier-ignore
      ['does not speak TLS', () => startConnectProxy(), (at) => `https://${at}`, /does not speak TLS/u],
      ['has a certificate of its own', () => startConnectProxy({ tls: serverTls(own().pki) }), (at) => `https://${at}`, /Its certificate is not trusted/u] // prettier-ignore
    ]
  test.each(refusals)('%s', async (_name, start, url, said) => {
    await using proxy = await start()
    const cluster = await own().reach(own().kubeconfig(token, { server: far(), 'proxy-url': url(proxy.address) }))
    const words = await failureOf(cluster)
    expect(words).toMatch(said)
    expect(words).toMatch(
      /^cluster-unreachable\nThe proxy \w+:\/\/127\.0\.0\.1:\d+ \(`proxy-url` of the kubeconfig\) /u
    )
    expect(words).not.toContain('hidden')
  })

  test.each([
    ['http://127.0.0.1:9', 'The proxy http://127.0.0.1:9 (HTTPS_PROXY) cannot be reached.\nThe connection was refused: nothing listens there.\nCorrect HTTPS_PROXY, or name kubernetes.default.svc in NO_PROXY when no proxy is needed.'], // prettier-ignore
    [
      'socks5://127.0.0.1:9',
      'The proxy socks5://127.0.0.1:9 (HTTPS_PROXY) cannot be reached.\nThe connection was refused'
    ],
    [
      'nosuch.invalid:1',
      'The proxy http://nosuch.invalid:1 (HTTPS_PROXY) cannot be reached.\nIts host name is not known.'
    ]
  ])('%s cannot be reached', async (address, said) => {
    const cluster = await own().reach(own().kubeconfig(token, { server: far() }), { HTTPS_PROXY: address })
    expect(await failureOf(cluster)).toContain(`cluster-unreachable\n${said}`)
  })

  test.each([
    ['CONNECT', startConnectProxy, 'http'],
    ['SOCKS 5', startSocksProxy, 'socks5']
  ] as const)('%s without an answer ends', async (_name, start, scheme) => {
    await using proxy = await start({ isSilent: true })
    const opened = openTunnel(proxyUrl(`${scheme}://${proxy.address}`), { host: 'k', port: 1 }, 100)
    await expect(opened).rejects.toMatchObject({ trouble: 'timeout' })
  })

  test('a login that is refused is not tried again and again', async () => {
    await using proxy = await startConnectProxy({ refuse: 407 })
    const cluster = await own().reach(
      own().kubeconfig(token, { server: far(), 'proxy-url': `http://${proxy.address}` })
    )
    await expect(cluster.get('jobs', 'j')).rejects.toMatchObject({ status: 0, mayHaveHappened: false })
    expect(proxy.asked).toHaveLength(1)
  })
})

describe('the server', () => {
  test('NO_PROXY leads past the proxy', async () => {
    await using proxy = await startConnectProxy()
    const env = { HTTPS_PROXY: `http://${proxy.address}`, NO_PROXY: '.svc' }
    const words = await failureOf(await own().reach(own().kubeconfig(token, { server: far() }), env))
    expect(words).toContain('The host name kubernetes.default.svc is not known.')
    expect(proxy.asked).toEqual([])
  })

  test('by IPv6, and below a path with a slash at its end', async () => {
    let path = ''
    own().answer = (request, response) => {
      path = request.url ?? ''
      json(response, 200, { ok: true })
    }
    const server = `https://[::1]:${own().port}/k8s/clusters/c-m-1/`
    expect(await (await own().reach(own().kubeconfig(token, { server }))).get('jobs', 'j')).toEqual({ ok: true })
    expect(path).toBe('/k8s/clusters/c-m-1/apis/batch/v1/namespaces/ns/jobs/j')
  })

  const answers: [name: string, answer: [number, string, Record<string, string>?], said: string][] = [
    // prettier-ignore
    ['a page of HTML', [200, '<html>Log in</html>'], 'is not a Kubernetes API server.\nWhat answers at https://127.0.0.1:PORT is not a Kubernetes API server: it does not speak JSON.'], // prettier-ignore
    ['a way to somewhere else', [302, '', { location: 'https://login.example/?state=hidden' }], 'is not a Kubernetes API server.\nIt sends us on to https://login.example (HTTP 302).\nCheck the address'], // prettier-ignore
    ['a page that is not there', [404, '<h1>nginx</h1>'], 'does not know the Kubernetes Job API.\nHTTP 404: nginx.\nCheck the address'] // prettier-ignore
  ]
  test.each(answers)(
    'answers with %s: known before anything is built',
    async (_name, [status, body, headers], said) => {
      own().answer = (_request, response) => void response.writeHead(status, headers).end(body)
      const cluster = await own().reach(own().kubeconfig(token))
      expect((await failureOf(cluster)).replaceAll(String(own().port), 'PORT')).toContain(said)
      // the first thing that is asked of a server
      await expect(cluster.mayI('create', 'jobs', 'batch')).rejects.toMatchObject({ action: 'ask for rights' })
    }
  )

  test('that does not speak TLS, or not HTTP', async () => {
    await using plain = await startConnectProxy()
    const noTls = await own().reach(own().kubeconfig(token, { server: `https://${plain.address}` }))
    expect(await failureOf(noTls)).toContain('does not speak TLS.')
  })

  test('that closes every connection', async () => {
    const closing = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve))
    const server = `https://127.0.0.1:${(closing.address() as AddressInfo).port}`
    expect(await failureOf(await own().reach(own().kubeconfig(token, { server })))).toContain(
      'The other side closed it.'
    )
    closing.close()
  })

  test('on this very machine where nothing listens; one that nobody knows; one that is no host', async () => {
    const said = async (server: string): Promise<string> =>
      failureOf(await own().reach(own().kubeconfig(token, { server })))
    expect(await said('https://127.0.0.1:9')).toContain('127.0.0.1 is the runner itself, and nothing listens there.')
    expect(await said('https://nosuch.invalid')).toContain('The host name nosuch.invalid is not known.')
  })

  test('without an authority in the kubeconfig, with another one, with another name', async () => {
    const { ensurePki } = await import('../../../dev/pki.ts')
    const { readFileSync } = await import('node:fs')
    const other = readFileSync(ensurePki(`${own().folder}/other`).ca).toString('base64')
    const said = async (cluster: object): Promise<string> =>
      failureOf(await own().reach(own().kubeconfig(token, cluster)))
    expect(await said({ 'certificate-authority-data': undefined })).toContain('and the kubeconfig names none.')
    expect(await said({ 'certificate-authority-data': other })).toContain(
      'It was not signed by the certificate authority'
    )
    expect(await said({ 'tls-server-name': 'other.example' })).toContain('set `tls-server-name`')
  })

  test('behind a proxy, with an authority that is not the right one: the server is blamed', async () => {
    await using proxy = await startConnectProxy()
    const cluster = { server: far(), 'proxy-url': proxy.address, 'certificate-authority-data': undefined }
    expect(await failureOf(await own().reach(own().kubeconfig(token, cluster)))).toContain(
      `The certificate of the Kubernetes API server at ${far()} is not trusted.`
    )
    const named = { server: far(), 'proxy-url': proxy.address, 'tls-server-name': 'other.example' }
    expect(await failureOf(await own().reach(own().kubeconfig(token, named)))).toContain('set `tls-server-name`')
    const right = {
      server: `https://nosuch.invalid:${own().port}`,
      'proxy-url': proxy.address,
      'tls-server-name': 'localhost'
    }
    expect(await (await own().reach(own().kubeconfig(token, right))).get('jobs', 'j')).toEqual({})
  })
})
