import type { IncomingMessage, ServerResponse } from 'node:http'
import { EventChanger, isEventAction, type EventAction } from './proxy-events.ts'
import type { Action, Seen } from './proxy-rules.ts'

/** Milliseconds after which an event that waits for the next one is sent alone: reordered, never lost. */
const longestHold = 1_000

/** Copies an answer to the client up to a limit; streams go through as they come. */
export function relay(answer: IncomingMessage, response: ServerResponse, seen: Seen, action: Action): void {
  const limit = 'afterBytes' in action && action.do !== 'pause' ? action.afterBytes : Infinity
  const headers = { ...answer.headers }
  const changes = isEventAction(action) && answer.statusCode === 200
  // an answer that ends early with its length announced would be a broken one
  if (limit < Infinity || changes) delete headers['content-length']
  delete headers.connection
  seen.status = answer.statusCode ?? 0
  response.writeHead(seen.status, headers)
  response.flushHeaders()
  if (changes) {
    relayEvents(answer, response, seen, action)
    return
  }

  const stop = () => {
    answer.destroy()
    if (action.do === 'cut') response.destroy()
    else if (action.do === 'end') response.end()
    // an orderly end of TLS, and of the connection, in the middle of an answer
    else if (action.do === 'tls-close') response.socket?.end()
    // stall: neither a byte nor an end
  }
  if (limit === 0) {
    stop()
    return
  }
  let hasPaused = false
  answer.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, limit - seen.bytes)
    seen.bytes += part.length
    const full = seen.bytes >= limit
    if (action.do === 'pause' && seen.bytes >= action.afterBytes && !hasPaused) {
      hasPaused = true
      response.write(part)
      answer.pause()
      const timer = setTimeout(() => answer.resume(), action.ms)
      response.once('close', () => clearTimeout(timer))
      return
    }
    if (!response.write(part, full ? stop : undefined) && !full) {
      answer.pause()
      response.once('drain', () => answer.resume())
    }
    if (full) answer.removeAllListeners('data').pause()
  })
  answer.on('end', () => response.end())
  // the server broke off: the client's connection breaks too
  answer.on('error', () => (seen.bytes >= limit ? undefined : response.destroy()))
  response.on('close', () => answer.destroy())
}

/** Copies a watch whose events are changed on the way. */
function relayEvents(answer: IncomingMessage, response: ServerResponse, seen: Seen, action: EventAction): void {
  const changer = new EventChanger(action)
  let timer: NodeJS.Timeout | undefined
  const send = (text: string) => {
    if (text !== '') response.write(text)
    seen.bytes += Buffer.byteLength(text)
    if (!changer.isOver) return
    answer.destroy()
    response.end()
  }
  answer.on('data', (chunk: Buffer) => {
    if (changer.isOver) return
    send(changer.push(chunk))
    clearTimeout(timer)
    if (changer.isHolding) timer = setTimeout(() => send(changer.release()), longestHold)
  })
  answer.on('end', () => response.end(changer.release()))
  answer.on('error', () => (changer.isOver ? undefined : response.destroy()))
  response.on('close', () => {
    clearTimeout(timer)
    answer.destroy()
  })
  send(changer.begin())
}
