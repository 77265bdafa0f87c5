/** A stream that is far behind when its container ends: the rest is read in another way, where that brings all of it. */

import { setTimeout as sleep } from 'node:timers/promises'

import { expect, test } from '@jest/globals'

import { LogBeside } from '../../../src/cluster/log-beside.ts'
import { hashOf, LogPosition } from '../../../src/cluster/log-position.ts'
import { usualTiming } from '../../../src/cluster/log-reading.ts'
import type { LogRequest } from '../../../src/cluster/port.ts'
import { at, follow, serverWith } from '../../support/log-follow.ts'
import { stampText } from '../../support/log-server.ts'

const lines = Array.from({ length: 20_000 }, (_, index) => at(index / 1000, String(index)))
const textOf = (from: number, to = lines.length): string =>
  lines
    .slice(from, to)
    .map(({ data }) => `${data.toString()}\n`)
    .join('')

test('the rest comes from a reading that does not follow, each line once', async () => {
  const server = serverWith(...lines)
  const terminated = new AbortController()
  let sent = 0
  const slow = async function* (signal: AbortSignal): AsyncGenerator<Uint8Array> {
    for (const record of lines) {
      signal.throwIfAborted()
      yield Buffer.from(`${stampText(record)} ${record.data.toString()}\n`)
      sent += 1
      if (sent === 1000) terminated.abort()
      // the second half of the minute that it would take to the end
      if (sent > 1000) await sleep(1)
    }
  }
  const { text, lost, end } = await follow(server, {
    cluster: {
      openLog: (request, signal) => (request.follow ? Promise.resolve(slow(signal)) : server.openLog(request, signal))
    },
    terminated: terminated.signal,
    timing: { endGrace: 100 }
  })
  expect(text === textOf(0)).toBe(true)
  expect({ lost, end }).toEqual({ lost: [], end: { complete: true, lines: lines.length } })
  expect(sent).toBeLessThan(lines.length)
})

test.each([
  ['holds the last delivered line: yes', lines, true],
  ['was begun after it: no, only the stream has the rest of the file before', lines.slice(600), false],
  ['has nothing yet: no', [], false]
])('is the stream overtaken by a reading whose file %s', async (...[, file, expected]) => {
  const server = serverWith(...file)
  const position = new LogPosition()
  const { second, nanos, data } = lines[500] as (typeof lines)[0]
  position.setLast({ second, nanos, text: stampText({ second, nanos }) }, hashOf(data))
  let open = 0
  const openLog = async function* (request: LogRequest, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    open += 1
    try {
      yield* await server.openLog(request, signal)
    } finally {
      open -= 1
    }
  }
  const log = {
    cluster: { openLog: (request: LogRequest, signal: AbortSignal) => Promise.resolve(openLog(request, signal)) },
    pod: 'p',
    container: 'main',
    terminated: new AbortController().signal
  }
  const beside = new LogBeside(log, { ...usualTiming, endGrace: 0 }, position)
  const { signal } = new AbortController()
  beside.begin()
  const answers = [beside.isOvertaken(signal)]
  while (server.requests.length === 0 || open > 0) await sleep(1)
  answers.push(beside.isOvertaken(signal))
  expect(answers).toEqual([false, expected])
})
