import { PassThrough, Readable } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'

import { describe, expect, test } from '@jest/globals'

import { gather } from '../../../src/lib/gather.ts'
import { seededRandom } from '../../support/log-server.ts'

/** Longer than any test. */
const never = 1e9

const textOf = async (next: Promise<IteratorResult<Buffer, void>>): Promise<string | undefined> =>
  (await next).value?.toString('latin1')

describe('a stream in few blocks', () => {
  test('what comes in one turn of the event loop is one block', async () => {
    const source = new PassThrough()
    const blocks = gather(source, 0)
    for (const round of ['first', 'second', 'third']) {
      const next = textOf(blocks.next())
      for (const piece of [round, ' ', 'line\n']) source.write(piece)
      expect(await next).toBe(`${round} line\n`)
    }
    source.end()
    expect(await blocks.next()).toEqual({ done: true, value: undefined })
  })

  test('after a silence nothing is held; then the source is left alone for the gap', async () => {
    const source = new PassThrough()
    const blocks = gather(source, never)
    const next = textOf(blocks.next())
    source.write('first')
    expect(await next).toBe('first')
    expect(source.isPaused()).toBe(true)
    let isGiven = false
    void blocks.next().then(
      () => (isGiven = true),
      () => undefined
    )
    for (const piece of ['a', 'b', 'c']) {
      source.write(piece)
      await turn()
    }
    expect(isGiven).toBe(false)
    source.destroy()
  })

  test('and what came in the gap is one block, also the end', async () => {
    const source = new PassThrough()
    const blocks = gather(source, 1)
    const next = textOf(blocks.next())
    source.write('first')
    expect(await next).toBe('first')
    const second = textOf(blocks.next())
    for (const piece of ['a', 'b', 'c']) source.write(piece)
    source.end()
    expect(await second).toBe('abc')
    expect((await blocks.next()).done).toBe(true)
  })

  test('a source that has a full block at once is never left alone', async () => {
    const source = new PassThrough()
    const blocks = gather(source, never)
    for (const round of [1, 2, 3]) {
      const next = blocks.next()
      for (let written = 0; written < 64; written++) source.write(Buffer.alloc(1024, round))
      expect((await next).value?.length).toBe(64 * 1024)
    }
    source.destroy()
  })

  test('where one turn brings much the next one is waited for', async () => {
    const source = new PassThrough()
    const blocks = gather(source, 0)
    const next = blocks.next()
    for (let turns = 0; turns < 3; turns++) {
      source.write(Buffer.alloc(8 * 1024))
      await turn()
    }
    expect((await next).value?.length).toBe(24 * 1024)
    source.destroy()
  })

  test('what came before an error is given before it', async () => {
    const source = new PassThrough()
    const blocks = gather(source, never)
    const next = textOf(blocks.next())
    source.write('last')
    source.destroy(new Error('it broke'))
    expect(await next).toBe('last')
    await expect(blocks.next()).rejects.toThrow('it broke')
  })

  test('a stream that breaks off without an error is no clean end', async () => {
    const source = new PassThrough()
    const blocks = gather(source, 0)
    const next = blocks.next()
    source.destroy()
    await expect(next).rejects.toThrow('Premature close')
  })

  test('after an abort nothing is given, not even what had come', async () => {
    const source = new PassThrough()
    const abort = new AbortController()
    const blocks = gather(source, never, abort.signal)
    const next = blocks.next()
    source.write('first')
    await next
    const second = blocks.next()
    source.write('late')
    await turn()
    abort.abort(new Error('enough'))
    source.destroy(new Error('enough'))
    await expect(second).rejects.toThrow('enough')
    expect((await blocks.next()).done).toBe(true)
  })

  test('a source has to wait while its reader is busy', async () => {
    let made = 0
    const source = Readable.from(
      (function* () {
        for (; made < 10_000; made++) yield Buffer.alloc(1024, 'x')
      })(),
      { objectMode: false }
    )
    const blocks = gather(source, 0)
    await blocks.next()
    for (let turns = 0; turns < 500; turns++) await turn()
    expect(made).toBeLessThan(400)
    let read = 0
    for await (const block of blocks) read += block.length
    expect(read).toBeGreaterThan(9_000 * 1024)
    expect(made).toBe(10_000)
  })

  test('a reader that stops leaves the source alone', async () => {
    const source = new PassThrough()
    const blocks = gather(source, 0)
    const next = blocks.next()
    source.write('first')
    await next
    await blocks.return()
    expect(source.listenerCount('data')).toBe(0)
    expect((await blocks.next()).done).toBe(true)
  })

  test('each byte once and in order, in blocks that stay as they are while they are read, over many streams at a time', async () => {
    const random = seededRandom(7)
    const streams = Array.from({ length: 12 }, async (_, which) => {
      const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7 + (at >> 9) + which * 31) & 255))
      const source = new PassThrough()
      const write = async (): Promise<void> => {
        for (let at = 0; at < bytes.length;) {
          const size = random.chance(0.02) ? 200_000 : 1 + random.below(3000)
          if (!source.write(bytes.subarray(at, at + size)) || random.chance(0.2)) await turn()
          at += size
        }
        source.end()
      }
      const writing = write()
      const parts: Buffer[] = []
      for await (const block of gather(source, 1)) {
        const before = Buffer.from(block)
        for (let turns = random.below(3); turns > 0; turns--) await turn()
        expect(block.equals(before)).toBe(true)
        parts.push(before)
      }
      await writing
      expect(Buffer.concat(parts).equals(bytes)).toBe(true)
    })
    await Promise.all(streams)
  })
})
