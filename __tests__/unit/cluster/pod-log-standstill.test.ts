/** A kubelet that did not notice that the log it reads was rotated: its stream is silent while the log goes on. */

import { setTimeout as sleep } from 'node:timers/promises'

import { expect, test } from '@jest/globals'

import { LogPosition } from '../../../src/cluster/log-position.ts'
import { usualTiming } from '../../../src/cluster/log-reading.ts'
import { LogStandstill } from '../../../src/cluster/log-standstill.ts'
import type { LogRequest } from '../../../src/cluster/port.ts'
import { at, follow, type Result, serverWith } from '../../support/log-follow.ts'
import { type LogRecord, LogServer, stampText } from '../../support/log-server.ts'

const timing = { quiet: 20, longestQuiet: 20, idle: 60_000 }

/** So much that a node may have rotated it. */
const much = Array.from({ length: 1100 }, (_, index) => at(index / 1000, 'x'.repeat(1000)))
const later = [at(20, 'later'), at(21, 'and later')]
const stamp = (record: LogRecord): string => stampText(record)

/** Follows a container that runs until `isOver` says at a request that it has ended; the first stream brings all, then nothing. */
function followStill(server: LogServer, onRequest: (nth: number, end: () => void) => void): Promise<Result> {
  const terminated = new AbortController()
  server.fault = (nth) => {
    onRequest(nth, () => terminated.abort())
    return nth === 1 ? { end: 'silent' } : { end: 'clean' }
  }
  return follow(server, { terminated: terminated.signal, timing })
}

const kinds = ({ requests }: { requests: readonly LogRequest[] }): string =>
  requests.map((request) => (request.follow ? 'follow' : 'look')).join(' ')

test('is found out by a look beside the stream: what the new file holds is read before the next rotation', async () => {
  const server = serverWith(...much)
  const { text, lost, end } = await followStill(server, (nth, over) => {
    // rotated, and nothing new yet
    if (nth === 2) server.file = []
    if (nth === 3) server.file = later
    if (nth === 5) over()
  })
  expect(text).toBe(`${'x'.repeat(1000)}\n`.repeat(1100) + 'later\nand later\n')
  expect(kinds(server)).toMatch(/^follow look look follow /u)
  // whether the file before held more nobody can know
  expect(lost).toEqual([{ after: stamp(much.at(-1) as LogRecord), before: stamp(later[0] as LogRecord) }])
  expect(end).toMatchObject({ complete: false, lines: 1102 })
})

test('and so is a stream that is silent while its file goes on', async () => {
  const server = serverWith(...much)
  const { lost, end } = await followStill(server, (nth, over) => {
    if (nth === 2) server.file.push(at(1.1, 'soon after'))
    if (nth === 4) over()
  })
  expect({ lost, end }).toEqual({ lost: [], end: { complete: true, lines: 1101 } })
  expect(kinds(server)).toMatch(/^follow look follow /u)
})

test('a stream that brought all there is is looked at once', async () => {
  const server = serverWith(...much)
  const terminated = new AbortController()
  server.fault = (nth) => (nth === 1 ? { end: 'silent' } : { end: 'clean' })
  const asked = sleep(300).then(() => kinds(server))
  setTimeout(() => terminated.abort(), 310)
  const { end } = await follow(server, { terminated: terminated.signal, timing: { ...timing, endGrace: 5 } })
  expect(end).toEqual({ complete: true, lines: 1100 })
  expect(await asked).toBe('follow look')
})

test('a log that is too small to have been rotated is not looked at', async () => {
  const server = serverWith(at(0, 'a'), at(1, 'b'))
  const terminated = new AbortController()
  server.fault = (nth) => (nth === 1 ? { end: 'silent' } : { end: 'clean' })
  const asked = sleep(300).then(() => server.requests.length)
  setTimeout(() => terminated.abort(), 310)
  await follow(server, { terminated: terminated.signal, timing: { ...timing, endGrace: 5 } })
  expect(await asked).toBe(1)
})

test('no loss is said where the stream goes on by itself in the new file', async () => {
  const server = serverWith(...much)
  const terminated = new AbortController()
  const { openLog } = server
  const looks = new LogServer()
  const goesOn = async function* (request: LogRequest, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    yield* await openLog(request, signal)
    server.file = []
    while (looks.requests.length < 3) await sleep(5)
    server.file = later
    yield* await openLog({ ...request, since: undefined }, signal)
    terminated.abort()
  }
  const { lost, end } = await follow(server, {
    cluster: {
      openLog: (request, signal) => {
        if (request.follow) return Promise.resolve(goesOn(request, signal))
        looks.requests.push(request)
        return openLog(request, signal)
      }
    },
    terminated: terminated.signal,
    timing
  })
  expect({ lost, end }).toEqual({ lost: [], end: { complete: true, lines: 1102 } })
})

test('a look whose stream ended meanwhile puts off no look beside the next stream', async () => {
  const minute = 60_000
  const position = new LogPosition()
  position.setLast({ second: 1_000_000, nanos: 0, text: '1970-01-12T13:46:40.000000000Z' }, 'any')
  let looks = 0
  const cluster = {
    openLog: (_: LogRequest, signal: AbortSignal): Promise<never> => {
      looks += 1
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    }
  }
  const log = { cluster, pod: 'p', container: 'main', terminated: new AbortController().signal }
  const standstill = new LogStandstill(log, { ...usualTiming, quiet: minute, longestQuiet: 2 * minute }, position)
  standstill.took(2 * 1024 * 1024)

  for (const nth of [1, 2]) {
    const stream = new AbortController()
    standstill.begin()
    standstill.isCertain(performance.now() - minute, stream.signal)
    expect(looks).toBe(nth)
    stream.abort(new Error('The stream has ended.'))
    await sleep(0)
  }
})
