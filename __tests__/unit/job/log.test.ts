import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import { consoleBlock } from '../../../src/job/log-console.ts'
import { isSingleStream, LogFile, prefixLines } from '../../../src/job/log-file.ts'
import { seededRandom } from '../../support/log-server.ts'
import { makeJob } from '../../support/objects.ts'

describe('log bytes on the console', () => {
  const shown = (text: string): string => Buffer.from(consoleBlock(Buffer.from(text), '| ')).toString()
  test.each([
    ['a prefix before each line', 'a\nb\n', '| a\n| b\n'],
    [
      'a lone \\r ends a line for the runner, so it does here',
      '10%\r20%\r::error::x\n',
      '| 10%\n| 20%\n| ::error::x\n'
    ],
    ['\\r\\n is one line end', 'a\r\nb\r\n', '| a\n| b\n'],
    [
      'control characters are dropped, colours and tabs kept',
      'a\u0000b\u0007\t\u001b[31mred\u001b[0m\u007f\n',
      '| ab\t\u001b[31mred\u001b[0m\n'
    ],
    ['empty lines stay', 'a\n\nb\n', '| a\n| \n| b\n'],
    ['a piece of a long line becomes a line', 'abc', '| abc\n'],
    ['text beyond ASCII is untouched', 'größe → 日本\n', '| größe → 日本\n']
  ])('%s', (_, text, expected) => {
    expect(shown(text)).toBe(expected)
  })

  test('bytes that are no UTF-8 pass through, wherever a sequence was cut', () => {
    const half = Buffer.from('日').subarray(0, 2)
    expect(Buffer.from(consoleBlock(Buffer.concat([half, Buffer.from('\n')]), '| '))).toEqual(
      Buffer.concat([Buffer.from('| '), half, Buffer.from('\n')])
    )
  })

  test('a prefix beyond ASCII arrives as it is', () => {
    expect(Buffer.from(consoleBlock(Buffer.from('a\nb\n'), 'ö| ')).toString()).toBe('ö| a\nö| b\n')
  })

  test('any block of any length, wherever it lies in memory, is shown by the same rules', () => {
    const random = seededRandom(3)
    const simply = (text: string): string =>
      text
        .replace(/\r*\n$/u, '')
        .split(/\r+\n|\r|\n/u)
        // eslint-disable-next-line no-control-regex -- control characters are what this is about
        .map((line) => `| ${line.replace(/[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f]/gu, '')}\n`)
        .join('')
    const rare = [0, 8, 9, 11, 13, 14, 26, 27, 28, 31, 32, 126, 127, 128, 141, 159, 160, 255]
    for (let round = 0; round < 20_000; round += 1) {
      const share = [0, 0.02, 0.3][round % 3] ?? 0
      const memory = Buffer.alloc(4 + random.below(40))
      for (let at = 0; at < memory.length; at += 1) {
        memory[at] = random.chance(0.1) ? 10 : random.chance(share) ? (rare[random.below(rare.length)] ?? 0) : 97
      }
      const block = memory.subarray(random.below(4))
      const text = block.toString('latin1')
      expect([text, Buffer.from(consoleBlock(block, '| ')).toString('latin1')]).toEqual([text, simply(text)])
    }
  })

  test('each byte by itself', () => {
    for (let byte = 0; byte < 256; byte += 1) {
      for (let at = 0; at < 9; at += 1) {
        const block = Buffer.alloc(9, 'a')
        block[at] = byte
        const isLineEnd = byte === 10 || byte === 13
        const isShown = byte === 9 || byte === 27 || (byte >= 32 && byte !== 127)
        const own = isLineEnd ? '\n| ' : isShown ? String.fromCharCode(byte) : ''
        expect(Buffer.from(consoleBlock(Buffer.concat([block, Buffer.from('\n')]), '| ')).toString('latin1')).toBe(
          byte === 13 && at === 8 ? '| aaaaaaaa\n' : `| ${'a'.repeat(at)}${own}${'a'.repeat(8 - at)}\n`
        )
      }
    }
  })
})

describe('prefixing lines in a file', () => {
  test.each([
    ['a\nb\n', true, 'p a\np b\n'],
    ['rest\nb\n', false, 'rest\np b\n'],
    ['rest', false, 'rest'],
    ['a\nun', true, 'p a\np un'],
    ['\n\n', true, 'p \np \n']
  ])('%j (at a line start: %s)', (text, atStart, expected) => {
    expect(prefixLines(Buffer.from(text), Buffer.from('p '), atStart).toString()).toBe(expected)
  })
})

describe('the log file', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'log-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('one stream: the container’s own bytes', () => {
    const file = new LogFile(join(folder, 'log.txt'), true)
    const bytes = Buffer.from([0x61, 0, 0xff, 0x0d, 0x0a, 0x62])
    file.sink('p/flow').write(bytes.subarray(0, 2))
    file.sink('p/flow').write(bytes.subarray(2))
    expect(readFileSync(file.path)).toEqual(bytes)
    file.close()
  })

  test('several streams: each line says whose it is, pieces of a line stay together', () => {
    const file = new LogFile(join(folder, 'log.txt'), false)
    const [a, b] = [file.sink('p/a'), file.sink('p/b')]
    a.write(Buffer.from('1\n2'))
    a.write(Buffer.from('2\n3\n'))
    b.write(Buffer.from('x\n'))
    expect(readFileSync(file.path, 'utf8')).toBe('p/a 1\np/a 22\np/a 3\np/b x\n')
    file.close()
  })

  test.each<[string, boolean, [stream: 'a' | 'b', text: string][], string]>([
    [
      'a line without an end does not run into another’s',
      false,
      [
        ['a', 'whole\nunfinished'],
        ['b', 'x\n']
      ],
      'p/a whole\np/a unfinished\np/b x\n'
    ],
    [
      'the rest of a line that another cut in two is marked',
      false,
      [
        ['a', 'long'],
        ['b', 'x\n'],
        ['a', ' goes on\nnext\n']
      ],
      'p/a long\np/b x\np/a+  goes on\np/a next\n'
    ],
    [
      'two long lines piece by piece',
      false,
      [
        ['a', '1'],
        ['b', '2'],
        ['a', '1\n'],
        ['b', '2\n']
      ],
      'p/a 1\np/b 2\np/a+ 1\np/b+ 2\n'
    ],
    [
      'one stream that turns out to be two: said in a line of its own',
      true,
      [
        ['a', '1\n2'],
        ['b', '3\n']
      ],
      '1\n2\n==> p/b <==\n3\n'
    ]
  ])('%s', (_, isSingle, writes, expected) => {
    const file = new LogFile(join(folder, 'log.txt'), isSingle)
    const sinks = { a: file.sink('p/a'), b: file.sink('p/b') }
    for (const [stream, text] of writes) sinks[stream].write(Buffer.from(text))
    expect(readFileSync(file.path, 'utf8')).toBe(expected)
    file.close()
  })

  test('keeps the last lines of each stream, however long the log', () => {
    const file = new LogFile(join(folder, 'log.txt'), true)
    const sink = file.sink('p/flow')
    for (let n = 1; n <= 5_000; n += 1) sink.write(Buffer.from(`line ${n}\n`))
    expect(file.lastLines('p/flow', 2)).toEqual(['line 4999', 'line 5000'])
    expect(file.lastLines('nobody', 2)).toEqual([])
    file.close()
  })
})

test('last lines that nobody will see are forgotten, the stream is known all the same', () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'))
  const file = new LogFile(join(folder, 'log.txt'), false)
  const [a, b] = [file.sink('p/a'), file.sink('p/b')]
  a.write(Buffer.from('1\n'))
  b.write(Buffer.from('2\n'))
  file.keepTails((stream) => stream === 'p/b')
  expect([file.lastLines('p/a', 5), file.lastLines('p/b', 5)]).toEqual([[], ['2']])
  expect(file.streams).toEqual(['p/a', 'p/b'])
  a.write(Buffer.from('3\n'))
  expect(file.lastLines('p/a', 5)).toEqual(['3'])
  expect(readFileSync(file.path, 'utf8')).toBe('p/a 1\np/b 2\np/a 3\n')
  file.close()
  rmSync(folder, { recursive: true })
})

describe('whether a Job can only have one stream', () => {
  const template = (containers: number, init = 0): object => ({
    template: {
      spec: {
        restartPolicy: 'Never',
        containers: Array(containers).fill({ name: 'c' }),
        initContainers: Array(init).fill({ name: 'i' })
      }
    }
  })
  const restarting = (container: object): object => ({
    template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', ...container }] } }
  })
  test.each([
    ['the Job we send', {}, true],
    ['retries', { backoffLimit: 1 }, false],
    ['two completions', { completions: 2 }, false],
    ['two at once', { parallelism: 2 }, false],
    ['a pod failure policy', { podFailurePolicy: {} }, false],
    ['two containers', template(2), false],
    ['an init container', template(1, 1), false],
    ['suspended, to be started by somebody', { suspend: true }, false],
    ['a container that starts again by itself', restarting({ restartPolicy: 'OnFailure' }), false],
    ['a container with rules for it', restarting({ restartPolicyRules: [{}] }), false],
    ['no containers that we could see', { template: {} }, false]
  ])('%s: %s', (_, spec, expected) => {
    expect(isSingleStream(makeJob({ spec }))).toBe(expected)
  })

  test('not one that waits in a queue: it may be stopped, and go on in another pod', () => {
    expect(isSingleStream(makeJob({ metadata: { labels: { 'kueue.x-k8s.io/queue-name': 'q' } } }))).toBe(false)
  })
})
