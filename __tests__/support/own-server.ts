/** An HTTPS server of the test's own that answers as the test says, and the cluster's port on it. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'

import { afterAll, afterEach, beforeAll } from '@jest/globals'

import { ensurePki, serverTls, type Pki } from '../../dev/pki.ts'
import { connect } from '../../src/cluster/connect.ts'
import { clusterFailure } from '../../src/cluster/failures.ts'
import { ApiError, type Cluster } from '../../src/cluster/port.ts'
import { Failure } from '../../src/failure.ts'
import { readEnvironment } from '../../src/runner/environment.ts'
import { createWriter } from '../../src/runner/writer.ts'
import { makeSink } from './fakes.ts'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

export interface OwnServer {
  readonly folder: string
  readonly pki: Pki
  /** base64 of the authority that signed the server's certificate. */
  readonly ca: string
  readonly port: number
  /** What it does from now on, until the test is over. */
  answer: Answer
  /** A kubeconfig of one context, `ci`; the server is `https://127.0.0.1:PORT` unless said. */
  kubeconfig(user: object, cluster?: object): string
  /** Connects as the action would; closed after the test. */
  reach(kubeconfig: string, env?: NodeJS.ProcessEnv, sink?: ReturnType<typeof makeSink>): Promise<Cluster>
}

/** Call at the top of a file; the server is there when a test runs. */
export function useOwnServer(options: ServerOptions = {}): () => OwnServer {
  const folder = mkdtempSync(join(tmpdir(), 'own-server-'))
  const open: Cluster[] = []
  let own: OwnServer | undefined
  let server: Server | undefined
  const nothing: Answer = (_request, response) => void response.writeHead(200).end('{}')
  beforeAll(async () => {
    const pki = ensurePki(join(folder, 'pki'))
    const ca = readFileSync(pki.ca).toString('base64')
    const here = createServer({ ...serverTls(pki), ca: readFileSync(pki.ca), ...options }, (request, response) => {
      request.resume()
      own?.answer(request, response)
    })
    here.on('tlsClientError', () => undefined)
    await new Promise<void>((resolve) => here.listen(0, resolve))
    const { port } = here.address() as AddressInfo
    server = here
    own = {
      folder,
      pki,
      ca,
      port,
      answer: nothing,
      kubeconfig: (user, cluster = {}) =>
        JSON.stringify({
          clusters: [
            {
              name: 'c',
              cluster: { server: `https://127.0.0.1:${port}`, 'certificate-authority-data': ca, ...cluster }
            }
          ],
          users: [{ name: 'u', user }],
          contexts: [{ name: 'ci', context: { cluster: 'c', user: 'u', namespace: 'ns' } }],
          'current-context': 'ci'
        }),
      async reach(kubeconfig, env = {}, sink = makeSink()) {
        const environment = readEnvironment({}, { cwd: '/nowhere', temp: folder })
        const { cluster } = await connect({
          kubeconfig,
          environment,
          env: { PATH: process.env['PATH'], ...env },
          folder,
          writer: createWriter(sink.write)
        })
        open.push(cluster)
        return cluster
      }
    }
  })
  afterEach(async () => {
    await Promise.all(open.splice(0).map((cluster) => cluster.close()))
    if (own !== undefined) own.answer = nothing
  })
  afterAll(() => {
    server?.closeAllConnections()
    server?.close()
    rmSync(folder, { recursive: true })
  })
  return () => {
    if (own === undefined) throw new Error('the server is there inside tests')
    return own
  }
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {}
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** One request, tried once; the failure that it ends with as a user reads it, `reason` in the first line. */
export async function failureOf(cluster: Cluster): Promise<string> {
  const seen = await new Promise<unknown>((resolve) => {
    const stop = new AbortController()
    const disturbed = (error: ApiError | undefined): void => {
      resolve(error)
      stop.abort()
    }
    // a watch does not try its list again by itself: it tells
    cluster.watch('jobs', {}, { changed: () => disturbed(undefined), disturbed }, stop.signal).catch(resolve)
  })
  if (!(seen instanceof ApiError)) throw new Error(`no ApiError: ${String(seen)}`)
  return wordsOf(clusterFailure(seen, cluster))
}

/** A failure as a user reads it. */
export function wordsOf(thrown: unknown): string {
  if (!(thrown instanceof Failure)) throw new Error(`no Failure: ${String(thrown)}`)
  return [thrown.reason, thrown.what, thrown.why, thrown.fix].filter(Boolean).join('\n')
}

/** Common name of the certificate that the client showed. */
export function subjectOf({ socket }: IncomingMessage): string | undefined {
  return socket instanceof TLSSocket ? (socket.getPeerCertificate().subject.CN as string | undefined) : undefined
}
