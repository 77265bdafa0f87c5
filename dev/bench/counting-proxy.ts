/** A proxy in front of a registry that counts what goes through it: which kind of thing, which way, and for whom. */

import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

import type { Bytes, KindBytes } from './record.ts'

/** Who comes through which door. */
export type Door = 'runner' | 'node'

export interface CountingProxy extends AsyncDisposable {
  /** `localhost:PORT`, where runners push and pull: the name of the registry in every reference. */
  readonly host: string
  /** `localhost:PORT`, where the node pulls. */
  readonly nodeHost: string
  /** What went through since the last call. */
  take(): Bytes
  close(): Promise<void>
}

type Kind = keyof KindBytes

/** What a body is: manifests by their address, layers and configurations (which are blobs, both) by their first byte. */
export function kindOf(path: string, firstByte: number | undefined): Kind | undefined {
  if (/^\/v2\/.+\/manifests\/[^/]+$/u.test(path)) return 'manifests'
  if (!/^\/v2\/.+\/blobs\/.+$/u.test(path)) return undefined
  // a configuration is JSON; layers are gzip, zstd or tar, and none of them begins with a brace
  return firstByte === 0x7b ? 'configs' : 'layers'
}

class Counter {
  #bytes = new Map<string, number>()

  add(door: Door, way: 'up' | 'down', kind: Kind, length: number): void {
    const key = `${door} ${way} ${kind}`
    this.#bytes.set(key, (this.#bytes.get(key) ?? 0) + length)
  }

  take(): Bytes {
    const seen = this.#bytes
    this.#bytes = new Map()
    const of = (door: Door, way: 'up' | 'down'): KindBytes => {
      const [layers = 0, configs = 0, manifests = 0] = (['layers', 'configs', 'manifests'] as const).map(
        (kind) => seen.get(`${door} ${way} ${kind}`) ?? 0
      )
      return { layers, configs, manifests }
    }
    return { pushed: of('runner', 'up'), pulled: of('runner', 'down'), pulledByNode: of('node', 'down') }
  }
}

/** Calls `seen` with each piece of a body and the body's first byte. */
function watchBody(body: IncomingMessage, seen: (first: number | undefined, length: number) => void): void {
  let first: number | undefined
  body.on('data', (piece: Buffer) => {
    first ??= piece[0]
    seen(first, piece.length)
  })
}

function serve(door: Door, port: number, counter: Counter) {
  const sockets = new Set<Socket>()
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    const { method, url: path, headers } = request
    const { pathname } = new URL(path ?? '/', 'http://registry')
    const count =
      (way: 'up' | 'down', isSuccess: boolean) =>
      (first: number | undefined, length: number): void => {
        const kind = kindOf(pathname, first)
        if (kind !== undefined && isSuccess) counter.add(door, way, kind, length)
      }
    // the host's name stays as it came: the registry writes it into the addresses of uploads
    const sent = send({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      // errors have bodies as well, and are not what was asked for
      watchBody(answer, count('down', method === 'GET' && answer.statusCode !== undefined && answer.statusCode < 300))
      answer.on('error', () => response.destroy()).pipe(response)
    })
    sent.on('error', () => response.destroy())
    response.on('close', () => sent.destroy())
    watchBody(request, count('up', true))
    request.on('error', () => sent.destroy()).pipe(sent)
  }
  const server = createServer(handle)
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      sockets.forEach((socket) => socket.destroy())
    })
  const listening = new Promise<string>((resolve, reject) =>
    server
      .once('error', reject)
      .listen(0, '127.0.0.1', () => resolve(`localhost:${(server.address() as AddressInfo).port}`))
  )
  return { listening, close }
}

/** Starts the proxy in front of the registry at this port of loopback. */
export async function startCountingProxy(port: number): Promise<CountingProxy> {
  const counter = new Counter()
  const doors = [serve('runner', port, counter), serve('node', port, counter)] as const
  const [host, nodeHost] = await Promise.all([doors[0].listening, doors[1].listening])
  const close = async (): Promise<void> => {
    await Promise.all(doors.map((door) => door.close()))
  }
  return { host, nodeHost, take: () => counter.take(), close, [Symbol.asyncDispose]: close }
}
