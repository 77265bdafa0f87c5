/** Follows a played log with short times and keeps all that comes. */

import { type FollowOptions, followLog, type LogEnd } from '../../src/cluster/pod-log.ts'
import { type Fault, type LogRecord, LogServer } from './log-server.ts'

const base = Date.parse('2026-03-01T12:00:00Z') / 1000

/** A line at so many seconds after the base. */
export const at = (seconds: number, text: string | Buffer, isPartial = false): LogRecord => ({
  second: base + Math.floor(seconds),
  nanos: Math.round((seconds - Math.floor(seconds)) * 1e9),
  data: Buffer.from(text as string),
  isPartial
})

export interface Result {
  text: string
  end: LogEnd
  lost: { after: string; before: string | undefined }[]
  status: string[]
  blocks: Buffer[]
}

/** Follows the log of a container that has ended, unless told otherwise. */
export async function follow(server: LogServer, options: Partial<FollowOptions> = {}): Promise<Result> {
  const ended = new AbortController()
  ended.abort()
  const result: Omit<Result, 'text' | 'end'> = { lost: [], status: [], blocks: [] }
  const end = await followLog({
    cluster: server,
    pod: 'p',
    container: 'main',
    terminated: ended.signal,
    signal: new AbortController().signal,
    deliver: (block) => {
      result.blocks.push(block)
    },
    lost: (between) => result.lost.push(between),
    status: (text) => result.status.push(text),
    ...options,
    timing: { firstPause: 0, longestPause: 1, patience: 10_000, tick: 1, ...options.timing }
  })
  return { ...result, text: Buffer.concat(result.blocks).toString(), end }
}

/** Serves these faults in turn, then no more. */
export const faults = (server: LogServer, ...list: Fault[]): void => {
  server.fault = (nth) => list[nth - 1] ?? { end: 'clean' }
}

/** A server whose log holds these records. */
export function serverWith(...records: LogRecord[]): LogServer {
  const server = new LogServer()
  server.file = records
  return server
}
