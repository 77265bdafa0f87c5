import { describe, expect, test } from '@jest/globals'

import { followLog, type LogEnd } from '../../../src/cluster/pod-log.ts'
import { type Fault, type LogRecord, LogServer, seededRandom, stampText } from '../../support/log-server.ts'

/**
 * Random logs against random faults. The stamps are coarse and disordered on purpose, texts repeat, chunks are tiny: what
 * matters is that every byte arrives once, in order, wherever a stream is cut.
 */
/** Scenes of each kind; more for a long search: LOG_SEEDS=5000. */
const seeds = Number(process.env['LOG_SEEDS'] ?? 80)
const start = Date.parse('2026-03-01T11:59:57Z') / 1000
const texts = [
  '',
  'a',
  'b',
  'ab',
  'ä€😀',
  '\r',
  'x\ry',
  '\0',
  '::set-output::',
  '2026-03-01T12:00:00.000000000Z fake'
].map((text) => Buffer.from(text))
const broken = Buffer.from([0xff, 0xfe, 0xe2, 0x82])

interface Scene {
  readonly seed: number
  /** Nanoseconds that stamps are multiples of. */
  readonly coarse: number
  /** Most milliseconds between two lines. */
  readonly pace: number
  /** Nanoseconds by which lines of two streams may be out of order. */
  readonly disorder: number
  /** Share of lines long enough to come in pieces. */
  readonly huge: number
}

function writeLog(scene: Scene): LogRecord[] {
  const random = seededRandom(scene.seed)
  const records: LogRecord[] = []
  let time = 0
  const lines = 20 + random.below(120)
  const add = (data: Buffer, isPartial: boolean): void => {
    const ns = Math.floor((time * 1_000_000 + random.below(scene.disorder + 1)) / scene.coarse) * scene.coarse
    records.push({ second: start + Math.floor(ns / 1e9), nanos: ns % 1e9, data, isPartial })
  }
  for (let line = 0; line < lines; line += 1) {
    time += random.below(scene.pace + 1)
    if (random.chance(scene.huge)) {
      for (let part = random.below(40); part > 0; part -= 1) {
        add(Buffer.alloc(16 * 1024, 97 + random.below(3)), true)
        time += random.below(Math.ceil(scene.pace / 10) + 1)
      }
    }
    add(random.chance(0.05) ? broken : (texts[random.below(texts.length)] as Buffer), false)
  }
  return records
}

const wholeText = (records: readonly LogRecord[]): Buffer =>
  Buffer.concat(records.flatMap((record) => (record.isPartial ? [record.data] : [record.data, Buffer.from('\n')])))

async function follow(
  server: LogServer,
  terminated: AbortSignal
): Promise<{ text: Buffer; end: LogEnd; lost: { after: string; before: string | undefined }[] }> {
  const blocks: Buffer[] = []
  const lost: { after: string; before: string | undefined }[] = []
  const end = await followLog({
    cluster: server,
    pod: 'p',
    container: 'main',
    terminated,
    signal: new AbortController().signal,
    deliver: (block) => {
      blocks.push(block)
    },
    lost: (between) => lost.push(between),
    timing: { firstPause: 0, longestPause: 0 }
  })
  return { text: Buffer.concat(blocks), end, lost }
}

/** Writes the log bit by bit while it is followed, ends the container with the last record. */
function produce(
  server: LogServer,
  records: readonly LogRecord[],
  random: ReturnType<typeof seededRandom>
): AbortSignal {
  const terminated = new AbortController()
  const left = [...records]
  const write = (): boolean => {
    for (let count = 1 + random.below(10); count > 0 && left.length > 0; count -= 1)
      server.file.push(left.shift() as LogRecord)
    return true
  }
  server.more = () => {
    if (left.length > 0) return write()
    terminated.abort()
    return false
  }
  const fault = server.fault
  server.fault = (nth, request) => {
    if (random.chance(0.5)) write()
    if (left.length === 0) terminated.abort()
    return fault(nth, request)
  }
  return terminated.signal
}

const scenes: Scene[] = Array.from({ length: seeds }, (_, seed) => ({
  seed,
  coarse: [1, 1_000, 1_000_000, 250_000_000, 1_000_000_000][seed % 5] as number,
  pace: [0, 3, 100, 900, 5_000][Math.floor(seed / 5) % 5] as number,
  disorder: seed % 3 === 0 ? 150_000_000 : 0,
  huge: seed % 7 === 0 ? 0.05 : 0
}))

describe('a log over any number of cuts', () => {
  test.each(scenes)(
    'seed $seed: stamps of $coarse ns, up to $pace ms apart, disorder $disorder ns, huge $huge',
    async (scene) => {
      const random = seededRandom(scene.seed + 1_000_000)
      const records = writeLog(scene)
      const server = new LogServer()
      const mostBytes = scene.huge > 0 ? 900_000 : 3_000
      server.chunk = () => 1 + random.below(scene.huge > 0 ? 50_000 : 60)
      let budget = 25
      server.fault = (_nth, request): Fault => {
        budget -= 1
        if (budget < 0) return { end: 'clean' }
        if (random.chance(0.1)) return { end: 'refused', status: [400, 404, 429, 500, 503][random.below(5)] as number }
        // A last reading that ends early and cleanly just behind the last known line could not be told from a whole one.
        return { end: random.chance(0.5) || !request.follow ? 'cut' : 'clean', after: random.below(mostBytes) }
      }
      const terminated = produce(server, records, random)
      const { text, end, lost } = await follow(server, terminated)

      expect(lost).toEqual([])
      expect(end).toEqual({ lines: records.filter((record) => !record.isPartial).length, complete: true })
      expect(text.equals(wholeText(records))).toBe(true)
    }
  )
})

describe('a log that is rotated while nobody reads it', () => {
  // 1941: all searches cut short, among lines of one instant
  test.each([...Array.from({ length: seeds }, (_, seed) => seed), 1941])(
    'seed %i: nothing twice, in order, and what is missing is said',
    async (seed) => {
      const random = seededRandom(seed)
      // Distinct texts, so that the test can tell which lines are missing.
      const records = writeLog({ seed, coarse: 1, pace: [1, 50, 700][seed % 3] as number, disorder: 0, huge: 0 }).map(
        (record, index): LogRecord => ({ ...record, data: Buffer.from(`line ${index}`) })
      )
      const server = new LogServer()
      server.chunk = () => 1 + random.below(60)
      let budget = 12
      server.fault = (nth): Fault => {
        if (nth > 1 && random.chance(0.3)) server.file = server.file.slice(random.below(server.file.length + 1))
        budget -= 1
        return budget < 0 ? { end: 'clean' } : { end: random.chance(0.5) ? 'cut' : 'clean', after: random.below(1500) }
      }
      const terminated = produce(server, records, random)
      const { text, end, lost } = await follow(server, terminated)

      const got = text
        .toString()
        .split('\n')
        .slice(0, -1)
        .map((line) => Number(line.replace('line ', '')))
      expect(got).toEqual([...new Set(got)].sort((a, b) => a - b))
      expect(end.lines).toBe(got.length)
      const seen = new Set(got)
      // What went before anything was read nobody can know of.
      const firstGot = got[0] === undefined ? '' : stampText(records[got[0]] as LogRecord)
      const missing = records.filter((_, index) => !seen.has(index)).map(stampText)
      for (const stamp of missing.filter((text) => text > firstGot)) {
        const isSaid = lost.some(({ after, before }) => after <= stamp && (before === undefined || stamp <= before))
        expect({ stamp, isSaid: isSaid || got.length === 0 }).toEqual({ stamp, isSaid: true })
      }
      expect(end.complete).toBe(lost.length === 0)
    }
  )
})
