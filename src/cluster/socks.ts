/** SOCKS 5, client side (RFC 1928, RFC 1929): the proxy looks the host name up. */

import { isIP, type Socket } from 'node:net'

import { ProxyError } from './network.ts'

const version = 5
const methods = { none: 0, password: 2, refused: 0xff } as const
const addresses = { v4: 1, name: 3, v6: 4 } as const
/** Reply codes 1 to 8 of RFC 1928, §6. */
const replies = [
  'it failed',
  'its rules do not allow this address',
  'there is no route to the network',
  'there is no route to the host',
  'the connection was refused',
  'the connection timed out',
  'it does not know the command',
  'it does not know this kind of address'
]

/** Asks the proxy at the other end of a socket that connects for a connection to the destination. @throws ProxyError */
export async function passSocks(
  socket: Socket,
  { host, port }: { readonly host: string; readonly port: number },
  login: { readonly name: string; readonly password: string } | undefined
): Promise<void> {
  const offered = login === undefined ? [methods.none] : [methods.none, methods.password]
  socket.write(Buffer.from([version, offered.length, ...offered]))
  const [answered, method] = await take(socket, 2)
  if (answered !== version) throw new ProxyError('foreign', 'no SOCKS 5 proxy')
  if (method === methods.password && login !== undefined) {
    socket.write(Buffer.concat([Buffer.from([1]), withLength(login.name), withLength(login.password)]))
    const [, status] = await take(socket, 2)
    if (status !== 0) throw new ProxyError('refused', 'user name or password refused', { status: 407 })
  } else if (method !== methods.none) {
    throw new ProxyError('refused', 'it wants a login', { status: 407 })
  }
  socket.write(Buffer.concat([Buffer.from([version, 1, 0]), addressOf(host), Buffer.from([port >> 8, port & 0xff])]))
  const [, reply = 1, , kind] = await take(socket, 4)
  if (reply !== 0) {
    throw new ProxyError('refused', replies[reply - 1] ?? `code ${reply}`, { status: reply === 2 ? 403 : 502 })
  }
  // the address that it bound, which is of no interest
  const length = kind === addresses.v4 ? 4 : kind === addresses.v6 ? 16 : ((await take(socket, 1))[0] ?? 0)
  await take(socket, length + 2)
}

function addressOf(host: string): Buffer {
  if (isIP(host) === 4) return Buffer.from([addresses.v4, ...host.split('.').map(Number)])
  if (isIP(host) === 6) return Buffer.concat([Buffer.from([addresses.v6]), sixteen(host)])
  return Buffer.concat([Buffer.from([addresses.name]), withLength(host)])
}

/** The bytes of an IPv6 address, which `URL` has brought into its canonical form. */
function sixteen(host: string): Buffer {
  const [head = '', tail] = host.split('::')
  const words = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((word) => Number.parseInt(word, 16))
  const first = words(head)
  const last = words(tail ?? '')
  const all = [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last]
  return Buffer.from(all.flatMap((word) => [word >> 8, word & 0xff]))
}

function withLength(text: string): Buffer {
  const bytes = Buffer.from(text).subarray(0, 255)
  return Buffer.concat([Buffer.from([bytes.length]), bytes])
}

/** Takes exactly so many bytes; what follows them stays in the socket. */
async function take(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes = socket.read(count) as Buffer | null
    if (bytes?.length === count) return bytes
    // less than asked for: the other side has ended
    if (bytes !== null || socket.readableEnded || socket.destroyed) throw new ProxyError('foreign', 'the proxy hung up')
    await new Promise<void>((resolve) => {
      const done = (): void => {
        socket.off('readable', done).off('end', done).off('close', done)
        resolve()
      }
      socket.once('readable', done).once('end', done).once('close', done)
    })
  }
}
