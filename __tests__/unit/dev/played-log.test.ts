import { describe, expect, test } from '@jest/globals'
import type { ServerResponse } from 'node:http'
import { PassThrough } from 'node:stream'
import { nowStamp, PlayedLog, stamp, type LogQuery } from '../../../dev/played-log.ts'

const at = (second: number, rest = 0) => stamp(BigInt(second) * 1_000_000_000n + BigInt(rest))

/** A stream in place of an HTTP answer, and everything that was written to it. */
function reader(): { response: ServerResponse; text: () => string } {
  const stream = new PassThrough({ highWaterMark: 1 << 20 })
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  const response = Object.assign(stream, { writeHead: () => response, flushHeaders: () => undefined })
  return { response: response as unknown as ServerResponse, text: () => text }
}

const immediate = () => new Promise((resolve) => setImmediate(resolve))
const settled = async () => {
  for (let turn = 0; turn < 5; turn++) await immediate()
}

async function read(log: PlayedLog, query: Partial<LogQuery> = {}): Promise<string> {
  const { response, text } = reader()
  log.serve({ follow: false, timestamps: false, ...query }, response)
  await settled()
  expect(response.writableEnded).toBe(true)
  return text()
}

test.each([
  [0n, '1970-01-01T00:00:00.000000000Z'],
  [1_700_000_000_000_000_001n, '2023-11-14T22:13:20.000000001Z'],
  [1_700_000_000_999_999_999n, '2023-11-14T22:13:20.999999999Z']
])('stamp %s', (nanoseconds, expected) => expect(stamp(nanoseconds)).toBe(expected))

test('stamps of now never repeat', () => {
  const stamps = Array.from({ length: 1000 }, nowStamp)
  expect(new Set(stamps).size).toBe(1000)
  expect(stamps.toSorted()).toEqual(stamps)
})

describe('a read', () => {
  const log = new PlayedLog()
  log.line('one', at(1, 5))
  log.add({ last: at(3), bytes: () => Buffer.from(`${at(2)} two\n${at(3)} three\n`) })
  log.line(Buffer.from('four'), at(4), true)

  test.each<[string, Partial<LogQuery>, string]>([
    ['plain', {}, 'one\ntwo\nthree\nfour'],
    ['with stamps', { timestamps: true }, `${at(1, 5)} one\n${at(2)} two\n${at(3)} three\n${at(4)} four`],
    ['since a second, its fraction included', { sinceTime: at(1) }, 'one\ntwo\nthree\nfour'],
    ['since the middle of a block', { sinceTime: at(3) }, 'three\nfour'],
    ['since after everything', { sinceTime: at(9) }, ''],
    ['tail across blocks', { tailLines: 2 }, 'three\nfour'],
    ['tail 0', { tailLines: 0 }, ''],
    ['tail of more than there is', { tailLines: 10 }, 'one\ntwo\nthree\nfour'],
    ['tail and since', { tailLines: 3, sinceTime: at(4) }, 'four'],
    ['limited', { limitBytes: 5 }, 'one\nt']
  ])('%s', async (_, query, expected) => expect(await read(log, query)).toBe(expected))
})

describe('a follower', () => {
  const following = (query: Partial<LogQuery> = {}) => {
    const log = new PlayedLog()
    log.line('old', at(1))
    const { response, text } = reader()
    log.serve({ follow: true, timestamps: false, ...query }, response)
    return { log, response, text }
  }

  test('gets what comes, and a clean end with the container', async () => {
    const { log, response, text } = following()
    log.line('new', at(2))
    await settled()
    expect(text()).toBe('old\nnew\n')
    expect(response.writableEnded).toBe(false)
    log.close()
    await settled()
    expect(response.writableEnded).toBe(true)
    expect(log.followers).toBe(0)
  })

  test('gets the tail and then what comes', async () => {
    const { log, text } = following({ tailLines: 0 })
    log.line('new', at(2))
    await settled()
    expect(text()).toBe('new\n')
  })

  test('loses what is rotated away before it got it', async () => {
    const { log, text } = following()
    log.stall(true)
    log.line('lost', at(2))
    await settled()
    log.rotate()
    log.line('new', at(3))
    log.stall(false)
    await settled()
    expect(text()).toBe('old\nnew\n')
    expect(await read(log)).toBe('new\n')
  })

  test('is cut, or ended', async () => {
    const [one, two] = [following(), following()]
    one.log.cut()
    two.log.endStreams()
    await settled()
    expect([one.response.destroyed, two.response.writableEnded, one.log.closed]).toEqual([true, true, false])
  })
})
