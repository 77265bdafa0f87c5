import { describe, expect, test } from '@jest/globals'

import type { KubeObject } from '../../../src/cluster/objects.ts'
import { ApiError } from '../../../src/cluster/port.ts'
import { watch, type WatchSource } from '../../../src/cluster/watch.ts'

const object = (uid: string, resourceVersion: number, more: object = {}): KubeObject => ({
  metadata: { uid, resourceVersion: `${resourceVersion}` },
  ...more
})
const event = (type: string, what: object): string => `${JSON.stringify({ type, object: what })}\n`
const refused = (status: number): ApiError => new ApiError('list', `refused ${status}`, { status })

const silence = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error)
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort)
  })

type Step = readonly (Buffer | string | ApiError)[] | ApiError
/** Each round: what the list answers, then what the watch brings; the last round goes on for ever. */
interface Round {
  readonly list: readonly KubeObject[] | ApiError
  readonly stream?: Step
}

async function run(
  rounds: readonly Round[],
  until: (states: string[]) => boolean,
  times: object = {}
): Promise<{ states: string[]; disturbed: (number | undefined)[]; lists: number }> {
  const stop = new AbortController()
  const states: string[] = []
  const disturbed: (number | undefined)[] = []
  let lists = 0
  const round = (): Round => rounds[Math.min(lists, rounds.length) - 1] as Round
  const check = (): void => {
    if (until(states)) stop.abort()
  }
  const source: WatchSource<KubeObject> = {
    list: async () => {
      lists += 1
      await Promise.resolve()
      const { list } = round()
      if (list instanceof ApiError) throw list
      return { items: list, version: '1' }
    },
    open: async (_version, _seconds, signal) => {
      const stream = round().stream ?? ['silence']
      await Promise.resolve()
      if (stream instanceof ApiError) throw stream
      return (async function* () {
        for (const step of stream) {
          if (step instanceof ApiError) throw step
          if (step === 'silence') await silence(signal)
          yield Buffer.from(step as string)
        }
      })()
    }
  }
  const sink = {
    changed: (objects: ReadonlyMap<string, KubeObject>) => {
      states.push(
        [...objects.values()].map(({ metadata }) => `${metadata?.uid ?? ''}${metadata?.resourceVersion ?? ''}`).join()
      )
      check()
    },
    disturbed: (error: ApiError | undefined) => {
      disturbed.push(error?.status)
      check()
    }
  }
  await watch(source, sink, stop.signal, { firstPause: 0, longestPause: 1, ...times }, () => 0)
  return { states, disturbed, lists }
}

describe('a watch', () => {
  test('tells the list, then each chunk of changes once', async () => {
    const stream = [
      event('MODIFIED', object('a', 2)) + event('ADDED', object('b', 3)),
      event('BOOKMARK', object('', 4)),
      event('DELETED', object('a', 5)),
      'silence'
    ]
    const { states } = await run([{ list: [object('a', 1)], stream }], (all) => all.length === 3)
    expect(states).toEqual(['a1', 'a2,b3', 'b3'])
  })

  test('reads events that are cut anywhere, in the middle of a character too', async () => {
    const bytes = Buffer.from(event('ADDED', object('ä€😀', 2)))
    const stream = [...[...bytes].map((_, index) => bytes.subarray(index, index + 1)), 'silence' as const]
    expect((await run([{ list: [], stream }], (all) => all.length === 2)).states).toEqual(['', 'ä€😀2'])
  })

  test('reads objects larger than a chunk', async () => {
    const bytes = Buffer.from(event('ADDED', object('a', 2, { data: 'x'.repeat(1_500_000) })))
    const stream = [bytes.subarray(0, 700_000), bytes.subarray(700_000), 'silence' as const]
    expect((await run([{ list: [], stream }], (all) => all.length === 2)).states).toEqual(['', 'a2'])
  })

  test.each([
    ['a clean end', []],
    ['a reset', [refused(0)]],
    ['410 as an event', [event('ERROR', { kind: 'Status', code: 410 })]],
    ['410 as an answer', refused(410)],
    ['half an event', ['{"type":"ADDED","obj']],
    ['something that is no event', ['<html>\n', event('ADDED', object('never', 9))]]
  ])('%s means: list again', async (_name, stream) => {
    const { states, disturbed, lists } = await run(
      [{ list: [object('a', 1)], stream }, { list: [object('a', 2)] }],
      (all) => all.length === 2
    )
    expect({ states, disturbed, lists }).toEqual({ states: ['a1', 'a2'], disturbed: [], lists: 2 })
  })

  test('silence means: list again', async () => {
    const { states } = await run(
      [{ list: [object('a', 1)], stream: ['silence'] }, { list: [] }],
      (all) => all.length === 2,
      { silence: 5 }
    )
    expect(states).toEqual(['a1', ''])
  })

  test('says once that it cannot see, and once that it sees again', async () => {
    const { disturbed, states } = await run(
      [{ list: [object('a', 1)], stream: [] }, { list: refused(0) }, { list: refused(503) }, { list: [] }],
      (all) => all.length === 2
    )
    expect({ disturbed, states }).toEqual({ disturbed: [0, undefined], states: ['a1', ''] })
  })

  test('an object that was made anew under its name has another uid', async () => {
    const stream = [event('DELETED', object('a', 2)), event('ADDED', object('b', 3)), 'silence']
    expect((await run([{ list: [object('a', 1)], stream }], (all) => all.length === 3)).states).toEqual([
      'a1',
      '',
      'b3'
    ])
  })
})

describe('a watch gives up', () => {
  test.each([403, 404])('at once on a first %i', async (status) => {
    await expect(run([{ list: refused(status) }], () => false)).rejects.toMatchObject({ status })
  })

  test.each([403, 404])('at once on a first watch that gets a %i, though lists are allowed', async (status) => {
    await expect(run([{ list: [], stream: refused(status) }], () => false)).rejects.toMatchObject({ status })
  })

  test.each([
    ['the first list', { list: refused(401) }],
    ['the first watch', { list: [], stream: refused(401) }]
  ])('not at once on a 401 to %s: who asked for a watch was let in before', async (_name, round) => {
    const rounds = [round]
    await expect(run(rounds, () => false, { refusal: 10 })).rejects.toMatchObject({ status: 401 })
    const good = { list: [object('a', 1)] }
    const { lists } = await run([round, round, good], (all) => all.includes('a1'))
    expect(lists).toBe(3)
  })

  test('on a refusal that lasts, not on one of a moment', async () => {
    const worked = { list: [object('a', 1)], stream: [] }
    const { states } = await run(
      [worked, { list: refused(403) }, { list: refused(401) }, { list: [] }],
      (all) => all.length === 2
    )
    expect(states).toEqual(['a1', ''])
    await expect(run([worked, { list: refused(403) }], () => false, { refusal: 10 })).rejects.toMatchObject({
      status: 403
    })
  })

  test('on an error of the receiver', async () => {
    const source = {
      list: () => Promise.resolve({ items: [], version: '1' }),
      open: () => Promise.reject(refused(500))
    }
    const changed = (): never => {
      throw new Error('bug')
    }
    await expect(watch(source, { changed }, new AbortController().signal)).rejects.toThrow('bug')
  })
})

test('what is told is what has changed since, and of a list everything', async () => {
  const stop = new AbortController()
  const told: unknown[] = []
  const source: WatchSource<KubeObject> = {
    list: () => Promise.resolve({ items: [object('a', 1), object('b', 1)], version: '1' }),
    open: () =>
      Promise.resolve(
        (async function* () {
          await Promise.resolve()
          yield Buffer.from(event('MODIFIED', object('a', 2)) + event('MODIFIED', object('a', 2)))
          yield Buffer.from(event('MODIFIED', object('a', 1)))
          yield Buffer.from(event('DELETED', object('b', 3)) + event('ADDED', object('c', 4, { extra: true })))
          // changed and deleted in one chunk: only the event of the deletion still has the last state
          yield Buffer.from(event('MODIFIED', object('c', 5)) + event('DELETED', object('c', 6, { extra: true })))
          stop.abort()
        })()
      ),
    fields: ({ metadata }) => ({ ...(metadata === undefined ? {} : { metadata }) })
  }
  const changed = (
    objects: ReadonlyMap<string, KubeObject>,
    uids?: ReadonlySet<string>,
    gone?: readonly KubeObject[]
  ): void => {
    told.push([[...objects.keys()].join(''), uids && [...uids].join(''), gone])
    expect([...objects.values(), ...(gone ?? [])].filter((each) => 'extra' in each)).toEqual([])
  }
  await watch(source, { changed }, stop.signal)
  expect(told).toEqual([
    ['ab', undefined, undefined],
    ['ab', 'a', []],
    ['ac', 'bc', [object('b', 3)]],
    ['a', 'c', [object('c', 6)]]
  ])
})
