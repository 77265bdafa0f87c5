/**
 * A registry that takes tokens from a token server, as Docker Hub, ghcr.io and Azure do, for tests: both in this process, in
 * front of our open registry. Strangers get a token with which nothing can be pulled.
 */

import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'

import { registryUser, type ClosableRegistry } from './password-registry.ts'
import { ensureRegistry } from './registry.ts'

export interface TokenRegistryOptions {
  /** Gives `docker login` an identity token to keep instead of the password. */
  readonly identityTokens?: boolean
}

/** Starts the registry on a loopback port; it ends with `close`, and with this process. */
export async function startTokenRegistry({
  identityTokens = false
}: TokenRegistryOptions = {}): Promise<ClosableRegistry> {
  const open = await ensureRegistry()
  const [accessToken, strangersToken, refreshToken] = [randomUUID(), randomUUID(), randomUUID()]

  const isUser = (username: unknown, password: unknown): boolean =>
    username === registryUser.username && password === registryUser.password

  const giveToken = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const { searchParams } = new URL(asked.url ?? '', 'http://localhost')
    const form = new URLSearchParams(asked.method === 'POST' ? await textOf(asked) : '')
    const basic = /^Basic (.+)$/u.exec(asked.headers.authorization ?? '')?.[1]
    const [, username, password] = /^([^:]*):(.*)$/su.exec(Buffer.from(basic ?? '', 'base64').toString()) ?? []
    const isKnown =
      isUser(username, password) ||
      isUser(form.get('username'), form.get('password')) ||
      (identityTokens && form.get('refresh_token') === refreshToken)
    if (!isKnown && (basic !== undefined || asked.method === 'POST')) {
      answer.writeHead(401).end()
      return
    }
    const token = isKnown ? accessToken : strangersToken
    const offline = searchParams.get('offline_token') === 'true' || form.get('access_type') === 'offline'
    const more = isKnown && identityTokens && offline ? { refresh_token: refreshToken } : {}
    answer.writeHead(200, { 'content-type': 'application/json' })
    answer.end(JSON.stringify({ token, access_token: token, expires_in: 300, ...more }))
  }

  const server = createServer((asked, answer) => {
    if (asked.url?.startsWith('/token') === true) {
      giveToken(asked, answer).catch(() => answer.destroy())
      return
    }
    const token = /^Bearer (.+)$/u.exec(asked.headers.authorization ?? '')?.[1]
    if (token !== accessToken) {
      const error = token === undefined ? '' : ',error="insufficient_scope"'
      const challenge = `Bearer realm="http://${host}/token",service="tests",scope="${scopeOf(asked)}"${error}`
      answer.writeHead(401, { 'www-authenticate': challenge, 'content-type': 'application/json' })
      answer.end(JSON.stringify({ errors: [{ code: 'UNAUTHORIZED', message: 'authentication required' }] }))
      return
    }
    forward(asked, answer, open.port)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `localhost:${(server.address() as AddressInfo).port}`
  return {
    host,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

function scopeOf({ url = '' }: IncomingMessage): string {
  const repository = /^\/v2\/(.+?)\/(?:manifests|blobs|tags)\//u.exec(url)?.[1]
  return repository === undefined ? '' : `repository:${repository}:pull,push`
}

/** The Host header stays: the registry makes the addresses of uploads from it. */
function forward(asked: IncomingMessage, answer: ServerResponse, port: number): void {
  const headers = { ...asked.headers }
  delete headers.authorization
  const sent = request({ host: '127.0.0.1', port, method: asked.method, path: asked.url, headers }, (got) => {
    answer.writeHead(got.statusCode ?? 502, got.headers)
    got.pipe(answer)
  })
  sent.on('error', () => answer.destroy())
  asked.pipe(sent)
}

async function textOf(asked: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of asked) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}
