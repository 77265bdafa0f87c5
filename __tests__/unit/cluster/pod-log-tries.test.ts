import { Readable } from 'node:stream'

import { describe, expect, test } from '@jest/globals'

import type { FollowOptions, LogPlace } from '../../../src/cluster/pod-log.ts'
import type { LogRequest } from '../../../src/cluster/port.ts'
import { at, follow, type Result } from '../../support/log-follow.ts'
import { LogServer, type LogRecord } from '../../support/log-server.ts'

/**
 * A container that is started again in its pod: its log is asked for by name, so that the kubelet may answer with the log
 * of the next try before the pod's status has said a word of it.
 */
class Restarting {
  /** The try that runs. */
  current = 0
  /** What the pod's status says of the try that is followed. */
  place: LogPlace = 'current'
  mayStartAgain = true
  readonly requests: LogRequest[] = []
  readonly #tries: readonly LogServer[]
  /** Called before each answer. */
  before: (nth: number) => void = () => undefined

  constructor(...tries: readonly LogRecord[][]) {
    this.#tries = tries.map((records) => {
      const server = new LogServer()
      server.file = records
      return server
    })
  }

  openLog = (request: LogRequest, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> => {
    this.requests.push(request)
    this.before(this.requests.length)
    const server = this.#tries[this.current - (request.previous === true ? 1 : 0)]
    if (server === undefined) throw new Error('There is no such try.')
    return server.openLog(request, signal)
  }

  /** Follows the first try, whose end nobody has told of yet unless said. */
  follow(options: Partial<FollowOptions> = {}): Promise<Result> {
    return follow(new LogServer(), {
      cluster: this,
      place: () => this.place,
      mayStartAgain: () => this.mayStartAgain,
      ...options,
      timing: { statusLag: 60_000, ...options.timing }
    })
  }
}

const first = [at(0, 'one'), at(1, 'two')]
const second = [at(5, 'again'), at(6, 'and again')]

test('the next try answers before the status tells: its lines are left to it, and the rest comes from the previous log', async () => {
  const own = [at(0, 'one')]
  const container = new Restarting(own, second)
  const terminated = new AbortController()
  container.before = (nth) => {
    // the first stream broke off after one line of two; then the container was started again
    if (nth === 2) {
      own.push(at(1, 'two'))
      container.current = 1
    }
    // the answer was not its own log, which is searched for what was read: only now the status comes
    if (nth === 3) {
      setImmediate(() => {
        container.place = 'previous'
        terminated.abort()
      })
    }
  }
  const result = await container.follow({ terminated: terminated.signal })
  expect(result).toMatchObject({ text: 'one\ntwo\n', lost: [], end: { complete: true, lines: 2 } })
  expect(container.requests.map(({ previous = false }) => previous)).toEqual([
    ...[false, false, false],
    ...Array<boolean>(container.requests.length - 3).fill(true)
  ])
})

describe('a try that said nothing', () => {
  test('what the next one says is not its own', async () => {
    const container = new Restarting([], second)
    const terminated = new AbortController()
    container.before = (nth) => {
      if (nth === 1) {
        setImmediate(() => {
          container.current = 1
          container.place = 'previous'
          terminated.abort()
        })
      }
    }
    expect(await container.follow({ terminated: terminated.signal })).toMatchObject({
      text: '',
      end: { complete: true }
    })
    expect(container.requests.slice(1).every(({ previous }) => previous === true)).toBe(true)
  })

  test('it has ended, and may be started again: the status is waited for before anything is read', async () => {
    const container = new Restarting(first, second)
    setImmediate(() => {
      container.current = 1
      container.place = 'previous'
    })
    expect(await container.follow()).toMatchObject({ text: 'one\ntwo\n', end: { complete: true } })
    expect(container.requests[0]).toMatchObject({ previous: true })
  })

  test('no longer than the status may take', async () => {
    const container = new Restarting(first)
    const result = await container.follow({ timing: { statusLag: 5 } })
    expect(result).toMatchObject({ text: 'one\ntwo\n', end: { complete: true } })
  })

  test('not at all once the container is not started again any more', async () => {
    const container = new Restarting(first)
    container.mayStartAgain = false
    expect(await container.follow()).toMatchObject({ text: 'one\ntwo\n', end: { complete: true } })
  })
})

test('a log that was rotated, of a container that was not started again: the loss is said, and the rest comes', async () => {
  const own = [at(0, 'one')]
  const container = new Restarting(own)
  container.before = (nth) => {
    if (nth === 2) own.splice(0, 1, at(3, 'three'))
  }
  const result = await container.follow({ timing: { statusLag: 5 } })
  expect(result.text).toBe('one\nthree\n')
  expect(result.lost).toHaveLength(1)
  expect(result.end.complete).toBe(false)
})

test('started again twice before it was read to its end: what is there is kept, and it is said', async () => {
  const container = new Restarting(first, second, [at(9, 'third')])
  container.place = 'previous'
  container.current = 1
  container.before = (nth) => {
    if (nth === 2) {
      container.current = 2
      setImmediate(() => (container.place = 'gone'))
    }
  }
  const result = await container.follow()
  expect(result.text).toBe('one\ntwo\n')
  expect(result.end).toMatchObject({ complete: false, reason: expect.stringContaining('started again') as unknown })
})

test('a log that the node has removed is not whole: the kubelet’s words are not an empty log', async () => {
  const words = Buffer.from('unable to retrieve container logs for containerd://abc')
  const { end, text } = await follow(new LogServer(), {
    cluster: { openLog: () => Promise.resolve(Readable.from([words])) },
    place: () => 'previous',
    terminated: AbortSignal.abort()
  })
  expect(text).toBe('')
  expect(end).toEqual({ lines: 0, complete: false, reason: 'The node had removed it before it could be read.' })
})
