import { describe, expect, test } from '@jest/globals'

import { SecondCounts } from '../../../src/cluster/log-counts.ts'
import { LineCutter } from '../../../src/cluster/log-lines.ts'
import { hashOf, LogPosition, type Resume } from '../../../src/cluster/log-position.ts'
import { LogSearch } from '../../../src/cluster/log-search.ts'
import type { Stamp } from '../../../src/cluster/log-stamp.ts'

const stamp = (second: number, nanos = 500_000_000): Stamp => ({ second, nanos, text: `${second}.${nanos}` })

describe('counts by second', () => {
  test('tell how many lines there are from a second on, and which is the first of them in the file', () => {
    const counts = new SecondCounts()
    for (const second of [9, 9, 3, 4, 9, 12]) counts.add(stamp(second, second), 1)
    expect(counts.from(9)).toEqual({ lines: 4, first: stamp(9, 9) })
    expect(counts.from(4)).toEqual({ lines: 5, first: stamp(9, 9) })
    expect(counts.from(10)).toEqual({ lines: 1, first: stamp(12, 12) })
    expect(counts.from(13)).toEqual({ lines: 0, first: undefined })
  })

  test('stay small, and say so when they have forgotten', () => {
    const counts = new SecondCounts()
    for (let second = 0; second < 1_000; second += 1) counts.add(stamp(second), 2)
    expect(counts.from(990)).toEqual({ lines: 20, first: stamp(990) })
    expect([0, 500, 860].map((second) => counts.from(second))).toEqual([undefined, undefined, undefined])
    const partly = new SecondCounts(10)
    partly.add(stamp(11), 1)
    expect([partly.from(10), partly.from(11)?.lines]).toEqual([undefined, 1])
  })
})

describe('a position', () => {
  const at = (last: Stamp, ...before: Stamp[]): LogPosition => {
    const position = new LogPosition()
    for (const each of [...before, last]) position.count(each, 1)
    position.setLast(last, 'hash')
    return position
  }

  test.each([
    [
      'in the middle of a second',
      at(stamp(100), stamp(99), stamp(100, 1)),
      { since: '1970-01-01T00:01:40Z', skip: 2, first: stamp(100, 1) }
    ],
    [
      'soon after a full one',
      at(stamp(100, 199_999_999), stamp(98), stamp(99)),
      { since: '1970-01-01T00:01:39Z', skip: 2, first: stamp(99) }
    ],
    [
      'after a step back',
      at(stamp(50), stamp(100), stamp(50, 1)),
      { since: '1970-01-01T00:00:50Z', skip: 3, first: stamp(100) }
    ]
  ])('%s', (_name, position, expected) => {
    expect(position.resume()).toMatchObject({
      ...expected,
      anchor: { stamp: position.anchor?.stamp, hash: 'hash' },
      recount: false,
      missing: false
    })
  })

  test('before anything was read', () => {
    expect(new LogPosition().resume()).toMatchObject({ since: undefined, skip: 0, first: undefined, anchor: undefined })
  })

  test('in a line that was cut', () => {
    const position = at(stamp(100))
    position.deliverOpen(Buffer.from('ab'), stamp(200))
    position.deliverOpen(Buffer.from('c'))
    expect(position.resume()).toMatchObject({
      since: '1970-01-01T00:03:20Z',
      skip: 0,
      first: stamp(200),
      anchor: { hash: hashOf(Buffer.from('abc')), bytes: 3 }
    })
    position.closeOpen()
    expect(position.resume()).toMatchObject({ skip: 1, anchor: { hash: hashOf(Buffer.from('abc')), bytes: undefined } })
  })

  test('keeps its counts when a recount does not come to its end', () => {
    const position = at(stamp(100), stamp(100, 1))
    position.recount(100)
    position.count(stamp(100), 7)
    expect(position.resume()?.skip).toBe(2)
    position.keepCounts()
    position.settle()
    expect(position.resume()?.skip).toBe(2)
    position.recount(100)
    position.count(stamp(100), 7)
    position.settle()
    expect(position.resume()?.skip).toBe(7)
  })
})

describe('a search', () => {
  const line = (nanos: number, text: string): string =>
    `1970-01-01T00:01:40.${String(nanos).padStart(9, '0')}Z ${text}\n`
  const search = (text: string, expected: { skip: number; first?: Stamp } | undefined): unknown => {
    const found = new LogSearch({ stamp: stamp(100), hash: hashOf(Buffer.from('x')), bytes: undefined })
    for (const byte of Buffer.from(text)) found.take(Buffer.from([byte]))
    found.end()
    return found.result(
      expected && ({ ...expected, anchor: { stamp: stamp(100), hash: '', bytes: undefined } } as unknown as Resume)
    )
  }
  const [early, x, late] = [line(1, 'early'), line(500_000_000, 'x'), line(700_000_000, 'late')]
  const first = stamp(100, 1)
  test.each([
    [
      'where it was expected, among others like it',
      early + x + x + x,
      { skip: 3, first },
      { kind: 'found', line: 3, skipped: false }
    ],
    [
      'one later, after the rest of a cut line',
      early + early + x + x + x,
      { skip: 2, first },
      { kind: 'found', line: 3, skipped: false }
    ],
    ['earlier, after a rotation', x + late, { skip: 2, first }, { kind: 'found', line: 1, skipped: false }],
    [
      'not far beyond, when others like it follow',
      line(2, 'rest') + early + x + late + x,
      { skip: 2, first },
      { kind: 'found', line: 3, skipped: false }
    ],
    [
      'far beyond: lines were left out',
      early + early + early + early + x,
      { skip: 2, first },
      { kind: 'found', line: 5, skipped: true }
    ],
    ['earlier in a log that begins as known: cut short', early + x, { skip: 3, first }, { kind: 'doubtful', line: 2 }],
    ['nowhere, and the log begins later', late, { skip: 2, first }, { kind: 'gone' }],
    [
      'nowhere, and the log begins as known',
      late,
      { skip: 2, first: stamp(100, 700_000_000) },
      { kind: 'doubtful', line: undefined }
    ],
    [
      'nowhere, and the log begins before it: cut short',
      early,
      { skip: 2, first: stamp(99) },
      { kind: 'doubtful', line: undefined }
    ],
    ['in an empty answer', '', { skip: 2, first }, { kind: 'doubtful', line: undefined }],
    ['without counts', early + x, undefined, { kind: 'found', line: 2, skipped: false }],
    [
      'the kubelet’s words are no lines',
      `rpc error: code = x\n${x}`,
      { skip: 1, first: stamp(100) },
      { kind: 'found', line: 1, skipped: false }
    ]
  ])('%s', (_name, text, expected, result) => {
    expect(search(text, expected)).toEqual(result)
  })
})

test.each([1, 2, 3, 7, 1_000])('lines are cut alike from chunks of %i bytes, and huge ones come in pieces', (size) => {
  const text = Buffer.from(`a\n\n\r\n${'x'.repeat(150)}\nä😀\n${'y'.repeat(99)}\ntail`)
  const got: string[] = []
  let huge = ''
  const cutter = new LineCutter(
    {
      line: (bytes, start, end) => got.push(bytes.toString('utf8', start, end)),
      hugeStart: (bytes) => (huge = bytes.toString()),
      hugeMore: (bytes) => (huge += bytes.toString()),
      hugeEnd: () => got.push(huge)
    },
    100
  )
  for (let from = 0; from < text.length; from += size) cutter.push(text.subarray(from, from + size))
  expect(got).toEqual(['a', '', '\r', 'x'.repeat(150), 'ä😀', 'y'.repeat(99)])
  expect(cutter.tail()?.toString()).toBe('tail')
})
