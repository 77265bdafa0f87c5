/** Forward proxies as companies have them: HTTP CONNECT and SOCKS 5, with a login, refusing, or silent. */

import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

export interface ForwardProxyOptions {
  /** TLS on the way to the proxy itself. */
  readonly tls?: { readonly cert: string; readonly key: string }
  /** `NAME:PASSWORD` that it wants. */
  readonly login?: string
  /** What it answers to every CONNECT instead of doing it (SOCKS: a reply code). */
  readonly refuse?: number
  /** It takes connections and never answers. */
  readonly isSilent?: boolean
}

export interface ForwardProxy extends AsyncDisposable {
  /** `HOST:PORT` */
  readonly address: string
  /** `HOST:PORT` that clients asked for, oldest first. */
  readonly asked: readonly string[]
}

/** Every host is this machine: names that resolve nowhere are what the tests ask for. */
const here = '127.0.0.1'

/** Starts an HTTP proxy that knows CONNECT alone. */
export async function startConnectProxy(options: ForwardProxyOptions = {}): Promise<ForwardProxy> {
  const asked: string[] = []
  const server = options.tls === undefined ? createHttpServer() : createHttpsServer(options.tls)
  server.on('connect', (request, client: Socket, head: Buffer) => {
    asked.push(request.url ?? '')
    client.on('error', () => client.destroy())
    if (options.isSilent) return
    const wanted = options.login && `Basic ${Buffer.from(options.login).toString('base64')}`
    const isKnown = wanted === undefined || request.headers['proxy-authorization'] === wanted
    const refusal = isKnown ? options.refuse : 407
    if (refusal !== undefined) {
      client.end(`HTTP/1.1 ${refusal} No\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    const target = connect(Number(/:(\d+)$/u.exec(request.url ?? '')?.[1]), here, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      target.write(head)
      target.pipe(client).pipe(target)
    })
    target.on('error', () => client.destroy())
    client.on('close', () => target.destroy())
  })
  return listen(server, asked)
}

/** Starts a SOCKS 5 proxy. */
export async function startSocksProxy(options: ForwardProxyOptions = {}): Promise<ForwardProxy> {
  const asked: string[] = []
  const server = createServer((client) => {
    client.on('error', () => client.destroy())
    if (options.isSilent) return
    serveSocks(client, options, asked).catch(() => client.destroy())
  })
  return listen(server, asked)
}

async function serveSocks(client: Socket, { login, refuse }: ForwardProxyOptions, asked: string[]): Promise<void> {
  const [, count = 0] = await take(client, 2)
  const offered = await take(client, count)
  const method = login === undefined ? 0 : 2
  if (!offered.includes(method)) {
    client.end(Buffer.from([5, 0xff]))
    return
  }
  client.write(Buffer.from([5, method]))
  if (login !== undefined) {
    const [, nameLength = 0] = await take(client, 2)
    const name = await take(client, nameLength)
    const password = await take(client, (await take(client, 1))[0] ?? 0)
    const isKnown = `${name.toString()}:${password.toString()}` === login
    client.write(Buffer.from([1, isKnown ? 0 : 1]))
    if (!isKnown) return
  }
  const [, , , kind] = await take(client, 4)
  const host =
    kind === 3
      ? (await take(client, (await take(client, 1))[0] ?? 0)).toString()
      : (await take(client, kind === 1 ? 4 : 16)).toString('hex')
  const port = (await take(client, 2)).readUInt16BE()
  asked.push(`${host}:${port}`)
  if (refuse !== undefined) {
    client.end(Buffer.from([5, refuse, 0, 1, 0, 0, 0, 0, 0, 0]))
    return
  }
  const target = connect(port, here, () => {
    client.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]))
    target.pipe(client).pipe(target)
  })
  target.on('error', () => client.destroy())
  client.on('close', () => target.destroy())
}

async function take(socket: Socket, count: number): Promise<Buffer> {
  if (count === 0) return Buffer.alloc(0)
  for (;;) {
    const bytes = socket.read(count) as Buffer | null
    if (bytes !== null) return bytes
    await new Promise((resolve) => socket.once('readable', resolve))
  }
}

async function listen(server: Server, asked: readonly string[]): Promise<ForwardProxy> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, here, resolve))
  return {
    address: `${here}:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}
