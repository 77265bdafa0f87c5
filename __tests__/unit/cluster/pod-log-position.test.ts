import { describe, expect, test } from '@jest/globals'

import { at, faults, follow, serverWith } from '../../support/log-follow.ts'

describe('positions', () => {
  /** Lines, where the first stream is cut, and what must come out. */
  test.each([
    ['equal stamps and texts', [at(1, 'x'), at(1, 'x'), at(1, 'x'), at(1, 'y'), at(1, 'x')], 70],
    [
      'a clock that steps back by seconds, while connected',
      [at(9, 'a'), at(9.5, 'b'), at(3, 'c'), at(3.2, 'd'), at(4, 'e'), at(9.5, 'b')],
      140
    ],
    [
      'two streams out of order around a full second',
      [at(1.9, 'a'), at(2.00001, 'b'), at(1.99999, 'c'), at(2.1, 'd')],
      66
    ],
    ['hours between lines', [at(0, 'a'), at(7200, 'b'), at(14_400, 'c')], 66],
    [
      'a line that begins in the second before',
      [at(1.9, 'begin', true), at(2.1, 'end'), at(2.3, 'b'), at(2.5, 'c')],
      75
    ]
  ])(
    '%s',
    async (_name, records, after) => {
      for (let cut = after - 40; cut < after + 40; cut += 1) {
        const server = serverWith(...records)
        const terminated = new AbortController()
        faults(server, { end: 'cut', after: cut }, { end: 'cut', after: cut }, { end: 'clean' })
        server.more = () => {
          terminated.abort()
          return false
        }
        const { text, lost } = await follow(server, { terminated: terminated.signal })
        const whole = records.map(({ data, isPartial }) => `${data.toString()}${isPartial ? '' : '\n'}`).join('')
        expect({ cut, text, lost }).toEqual({ cut, text: whole, lost: [] })
      }
    },
    30_000
  )

  test('stamps may change their zone and digits between readings', async () => {
    const server = serverWith(at(1.5, 'a'), at(1.5, 'b'), at(1.75, 'c'))
    server.fault = (nth) => (nth === 1 ? { end: 'cut', after: 50 } : { end: 'clean' })
    server.stamp = ({ second, nanos }) => {
      const isSecond = server.requests.length > 1
      const local = new Date((second + (isSecond ? 7200 : 0)) * 1000).toISOString().slice(0, 19)
      return isSecond ? `${local}.${nanos / 1e7}+02:00` : `${local}.${String(nanos).padStart(9, '0')}Z`
    }
    expect(await follow(server)).toMatchObject({ text: 'a\nb\nc\n', lost: [] })
  })

  test('a log without stamps is read on by count', async () => {
    const server = serverWith(at(1, 'a'), at(2, 'b'), at(3, 'c'))
    server.stamp = () => ''
    faults(server, { end: 'cut', after: 6 })
    const { text, end } = await follow(server)
    expect({ text, lines: end.lines }).toEqual({ text: ' a\n b\n c\n', lines: 3 })
  })

  test('the kubelet’s own words are no lines', async () => {
    const server = serverWith(at(1, 'a'))
    server.preface = 'unable to retrieve container logs for containerd://x\n'
    expect(await follow(server)).toMatchObject({ text: 'a\n', status: [server.preface.trim(), server.preface.trim()] })
  })

  test('a huge line comes in pieces, and goes on in the middle after a cut', async () => {
    const huge = Array.from({ length: 200 }, (_, index) =>
      at(1 + index / 1000, Buffer.alloc(16_384, 65 + (index % 26)), true)
    )
    const server = serverWith(at(0.5, 'before'), ...huge, at(1.3, 'end of it'), at(1.4, 'after'))
    faults(server, { end: 'cut', after: 1_000_000 }, { end: 'cut', after: 900_000 }, { end: 'cut', after: 2_000_000 })
    const { text, end, blocks } = await follow(server)
    const whole = Buffer.concat(huge.map(({ data }) => data)).toString()
    expect(text === `before\n${whole}end of it\nafter\n`).toBe(true)
    expect(end).toEqual({ lines: 3, complete: true })
    expect(Math.max(...blocks.map(({ length }) => length))).toBeLessThan(600_000)
  })
})

describe('lines that are gone', () => {
  const four = [at(1, 'a'), at(2, 'b'), at(3, 'c'), at(9, 'd')]

  test('after a rotation between two readings are said, with both times', async () => {
    const server = serverWith(...four.slice(0, 2))
    server.fault = (nth) => {
      if (nth === 2) server.file = [at(9, 'd')]
      return { end: 'clean' }
    }
    const { text, lost, end } = await follow(server)
    expect({ text, lost }).toEqual({
      text: 'a\nb\nd\n',
      lost: [{ after: '2026-03-01T12:00:02.000000000Z', before: '2026-03-01T12:00:09.000000000Z' }]
    })
    expect(end).toMatchObject({ lines: 3, complete: false })
  })

  test('with nothing after them are said at the end', async () => {
    const server = serverWith(...four.slice(0, 2))
    server.fault = (nth) => {
      if (nth === 2) server.file = []
      return { end: 'clean' }
    }
    expect(await follow(server)).toMatchObject({
      text: 'a\nb\n',
      lost: [{ after: '2026-03-01T12:00:02.000000000Z', before: undefined }]
    })
  })

  test('a rotation that took only what was delivered loses nothing', async () => {
    const lines = [at(1, 'a'), at(1.1, 'b'), at(1.2, 'c'), at(1.3, 'd'), at(1.4, 'e')]
    const server = serverWith(...lines)
    server.fault = (nth) => {
      if (nth === 2) server.file = lines.slice(2)
      return nth === 1 ? { end: 'cut', after: 140 } : { end: 'clean' }
    }
    expect(await follow(server)).toMatchObject({ text: 'a\nb\nc\nd\ne\n', lost: [], end: { complete: true } })
  })

  test('are found missing at once while the container runs, and the next cut needs no search', async () => {
    const lines = [at(1, 'a'), at(1.1, 'b'), at(1.2, 'c'), at(1.3, 'd')]
    const server = serverWith(...lines)
    const terminated = new AbortController()
    server.fault = (nth) => {
      // The rest of the old file, and less than was delivered: waiting for as many lines as before would be for ever.
      if (nth === 2) server.file = [at(1.3, 'd'), at(1.4, 'e')]
      if (nth === 5) terminated.abort()
      return { end: nth === 4 ? 'cut' : nth === 2 ? 'silent' : 'clean', ...(nth === 4 ? { after: 67 } : {}) }
    }
    expect(await follow(server, { terminated: terminated.signal })).toMatchObject({ text: 'a\nb\nc\nd\ne\n', lost: [] })
    expect(server.requests.map(({ follow: isFollowing }) => isFollowing)).toEqual([
      true,
      true,
      false,
      true,
      true,
      // the rest, nothing more, and since a stream was cut the whole log once more
      false,
      false,
      false
    ])
  })

  test('that a stream left out in its middle are said once they are seen', async () => {
    const server = serverWith(at(1, 'a'), at(1.6, 'd'))
    server.fault = (nth) => {
      if (nth === 2) server.file = [at(1, 'a'), at(1.2, 'b'), at(1.4, 'c'), at(1.6, 'd'), at(1.8, 'e')]
      return { end: 'clean' }
    }
    expect(await follow(server)).toMatchObject({
      text: 'a\nd\ne\n',
      lost: [{ after: '2026-03-01T12:00:01.000000000Z', before: '2026-03-01T12:00:01.600000000Z' }]
    })
  })

  test('when every search is cut short, lines of the last one’s very instant do not come twice', async () => {
    const server = serverWith(at(1, 'a'), at(2, 'b'), at(2, 'c'), at(2, 'd'), at(3, 'e'))
    // the second reading and all searches end within the first line
    server.fault = (nth) => ({ end: 'clean', ...(nth === 1 ? { after: 128 } : nth < 11 ? { after: 10 } : {}) })
    expect(await follow(server)).toMatchObject({ text: 'a\nb\nc\nd\ne\n' })
  })

  test('in the middle of a huge line: it is closed, and said', async () => {
    const huge = Array.from({ length: 40 }, (_, index) => at(1 + index / 1000, Buffer.alloc(16_384, 65), true))
    const server = serverWith(...huge, at(1.3, 'end'))
    server.fault = (nth) => {
      if (nth === 2) server.file = [at(5, 'new')]
      return nth === 1 ? { end: 'cut', after: 500_000 } : { end: 'clean' }
    }
    const { text, lost } = await follow(server)
    expect(text).toMatch(/^A+\nnew\n$/u)
    expect(lost).toHaveLength(1)
  })
})
