import { describe, expect, jest, test } from '@jest/globals'

import { ApiError } from '../../../src/cluster/port.ts'
import { at, faults, follow, serverWith } from '../../support/log-follow.ts'
import { LogServer } from '../../support/log-server.ts'

describe('the end of a log', () => {
  test('is read without following when the container has ended, and asked for once more', async () => {
    const server = serverWith(at(0, 'a'), at(1, 'b'))
    const { text, end } = await follow(server)
    expect({ text, end }).toEqual({ text: 'a\nb\n', end: { lines: 2, complete: true } })
    expect(server.requests.map(({ follow: isFollowing, since }) => [isFollowing, since])).toEqual([
      [false, undefined],
      [false, '2026-03-01T12:00:00Z']
    ])
  })

  test('without a line end is delivered, with one', async () => {
    const { text, end } = await follow(serverWith(at(0, 'a'), at(1, 'prompt> ', true)))
    expect({ text, lines: end.lines }).toEqual({ text: 'a\nprompt> \n', lines: 2 })
  })

  test('without a line end is not taken while it still grows', async () => {
    const server = serverWith(at(0, 'a'), at(1, 'pro', true))
    server.fault = (nth) => {
      if (nth === 3) server.file.push(at(1.1, 'mpt', true))
      return nth === 2 ? { end: 'clean', after: 65 } : { end: 'clean' }
    }
    expect((await follow(server)).text).toBe('a\nprompt\n')
  })

  test.each([1, 4, 13, 20, 29, 30])('is not within the time of a line, after %i bytes', async (after) => {
    const server = serverWith(at(0, 'a'), at(1, 'b'))
    const cut = { end: 'clean', after } as const
    faults(server, cut, cut, cut)
    const { text, end } = await follow(server)
    expect({ text, end }).toEqual({ text: 'a\nb\n', end: { lines: 2, complete: true } })
  })

  test('that always comes within the time of a line is said to be none', async () => {
    const server = serverWith(at(0, 'a'))
    server.fault = () => ({ end: 'clean', after: 1 })
    const { text, end } = await follow(server, { timing: { patience: 50, lastPatience: 50 } })
    expect({ text, complete: end.complete }).toEqual({ text: '', complete: false })
  })

  test('of an empty log is asked for twice', async () => {
    const server = new LogServer()
    const { text, end } = await follow(server)
    expect({ text, end, asked: server.requests.length }).toEqual({
      text: '',
      end: { lines: 0, complete: true },
      asked: 2
    })
  })

  test('that grows after the container has ended is read to its end', async () => {
    const server = serverWith(at(0, 'a'))
    server.fault = (nth) => {
      if (nth === 2) server.file.push(at(0.5, 'late'))
      return { end: 'clean' }
    }
    expect((await follow(server)).text).toBe('a\nlate\n')
  })

  test('comes when the stream stays open and silent after the container has ended', async () => {
    const server = serverWith(at(0, 'a'))
    const terminated = new AbortController()
    faults(server, { end: 'silent' })
    const deliver = (): void => terminated.abort()
    const { end } = await follow(server, { terminated: terminated.signal, deliver, timing: { endGrace: 5 } })
    expect(end).toEqual({ lines: 1, complete: true })
  })

  test('is not taken from a stream that ends while the container runs', async () => {
    const server = serverWith(at(0, 'a'))
    const terminated = new AbortController()
    server.fault = (nth) => {
      if (nth === 4) server.file.push(at(3, 'b'))
      if (nth === 6) terminated.abort()
      return { end: 'clean' }
    }
    expect((await follow(server, { terminated: terminated.signal })).text).toBe('a\nb\n')
    expect(server.requests.at(-1)?.follow).toBe(false)
  })
})

describe('streams that die', () => {
  test('in silence are opened again', async () => {
    const server = serverWith(at(0, 'a'), at(1, 'b'))
    const terminated = new AbortController()
    faults(server, { end: 'silent', after: 34 }, { end: 'silent' })
    const deliver = (block: Buffer): void => {
      if (block.toString().includes('b')) terminated.abort()
    }
    const { end } = await follow(server, {
      terminated: terminated.signal,
      deliver,
      timing: { idle: 10, idleKnown: 10, endGrace: 5 }
    })
    expect(end).toEqual({ lines: 2, complete: true })
  })

  test.each([
    ['403 at once', 403, 1],
    ['404 after the patience', 404, undefined],
    ['500 after the patience', 500, undefined]
  ])('a log that cannot be had: %s, with the reason', async (_name, status, asked) => {
    const server = new LogServer()
    server.fault = () => ({ end: 'refused', status })
    const { end } = await follow(server, { timing: { patience: 20, lastPatience: 20 } })
    expect(end).toEqual({ lines: 0, complete: false, reason: 'refused' })
    expect(server.requests.length === asked || (asked === undefined && server.requests.length > 1)).toBe(true)
  })

  test('a 401 of a moment is no end for a log that was never read: whoever asks for it was let in before', async () => {
    const server = serverWith(at(0, 'a'))
    faults(server, { end: 'refused', status: 401 }, { end: 'refused', status: 401 })
    expect((await follow(server, { timing: { patience: 5_000 } })).end).toEqual({ lines: 1, complete: true })
  })

  test('a server that nobody can connect to is no trouble of the log, however long', async () => {
    const server = serverWith(at(0, 'a'))
    const openLog = server.openLog.bind(server)
    let tries = 0
    Object.assign(server, {
      openLog: (...request: Parameters<typeof openLog>) => {
        tries += 1
        return tries < 40
          ? Promise.reject(new ApiError('read a log', 'ECONNREFUSED', { status: 0 }))
          : openLog(...request)
      }
    })
    const { end } = await follow(server, { timing: { firstPause: 5, patience: 20, lastPatience: 0 } })
    expect(end).toEqual({ lines: 1, complete: true })
  })

  test('where many logs are read one that ended well is not asked for again before its container has ended', async () => {
    const server = serverWith(at(0, 'a'))
    const terminated = new AbortController()
    setTimeout(() => terminated.abort(), 50)
    const { end } = await follow(server, {
      terminated: terminated.signal,
      timing: { cleanPause: 60_000, longestPause: 60_000 }
    })
    expect(end).toEqual({ lines: 1, complete: true })
    expect(server.requests.map((request) => request.follow)).toEqual([true, false])
  })

  test('one that had nothing yet is asked for again soon', async () => {
    const server = new LogServer()
    const terminated = new AbortController()
    server.fault = (nth) => {
      if (nth === 3) server.file = [at(0, 'a')]
      if (nth === 4) terminated.abort()
      return { end: 'clean' }
    }
    setTimeout(() => terminated.abort(), 2_000)
    const { text } = await follow(server, {
      terminated: terminated.signal,
      timing: { cleanPause: 60_000, firstPause: 1, longestPause: 60_000 }
    })
    expect(text).toBe('a\n')
    expect(server.requests.slice(0, 3).map((request) => request.follow)).toEqual([true, true, true])
  })

  test('errors that have lasted for the patience when the container ends are not borne for another', async () => {
    const server = new LogServer()
    const terminated = new AbortController()
    let clock = 0
    const watch = jest.spyOn(performance, 'now').mockImplementation(() => clock)
    try {
      server.fault = (nth) => {
        clock += 100
        if (nth === 20) terminated.abort()
        return { end: 'refused', status: 500 }
      }
      const { end } = await follow(server, {
        terminated: terminated.signal,
        timing: { patience: 1_000, lastPatience: 300 }
      })
      expect(end).toMatchObject({ complete: false })
      expect(server.requests).toHaveLength(23)
    } finally {
      watch.mockRestore()
    }
  })

  test('a 403 of a moment is no end for a log that could be read', async () => {
    const server = serverWith(at(0, 'a'), at(1, 'b'))
    faults(server, { end: 'clean', after: 34 }, { end: 'refused', status: 403 }, { end: 'refused', status: 403 })
    expect((await follow(server, { timing: { patience: 5_000 } })).end).toEqual({ lines: 2, complete: true })
  })

  test('an abort ends it at once', async () => {
    const server = serverWith(at(0, 'a'))
    faults(server, { end: 'silent' })
    const stop = new AbortController()
    const { end } = await follow(server, {
      signal: stop.signal,
      terminated: new AbortController().signal,
      deliver: () => stop.abort()
    })
    expect(end).toEqual({ lines: 1, complete: false, reason: 'It was not read to its end.' })
  })

  test('what the receiver throws comes out', async () => {
    const deliver = (): never => {
      throw new Error('disk full')
    }
    await expect(follow(serverWith(at(0, 'a')), { deliver })).rejects.toThrow('disk full')
  })

  test('the receiver’s promise is waited for', async () => {
    const server = serverWith(...Array.from({ length: 50 }, (_, index) => at(index, `line ${index}`)))
    server.chunk = () => 40
    let open = 0
    let most = 0
    const deliver = async (): Promise<void> => {
      most = Math.max(most, (open += 1))
      await new Promise(setImmediate)
      open -= 1
    }
    await follow(server, { deliver })
    expect(most).toBe(1)
  })
})
