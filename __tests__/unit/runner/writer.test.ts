import { describe, expect, test } from '@jest/globals'

import { createWriter, neutralize, printable } from '../../../src/runner/writer.ts'
import { createLogReader } from '../../../dev/runner/commands.ts'
import { makeSink } from '../../support/fakes.ts'

/** A writer with countable tokens, and what it wrote. */
function setUp(isDebug = false): { writer: ReturnType<typeof createWriter>; sink: ReturnType<typeof makeSink> } {
  const sink = makeSink()
  let token = 0
  return { sink, writer: createWriter(sink.write, { isDebug, token: () => `token-${++token}` }) }
}

describe('our own lines', () => {
  test.each([
    ['::error::x', ': :error::x'],
    ['  ::set-output name=a::b', '  : :set-output name=a::b'],
    ['a ##[error]x', 'a # #[error]x'],
    ['a #\u00ad#[error]x', 'a # #[error]x'],
    ['\u200b::error::x', ': :error::x'],
    ['a::b', 'a::b'],
    ['plain', 'plain']
  ])('%s cannot be a command', (line, expected) => {
    expect(neutralize(line)).toBe(expected)
  })

  test('each line of a text is made harmless, at every kind of line end', () => {
    const { writer, sink } = setUp()
    writer.info('a\n::error::1\r::error::2\r\n::error::3')
    expect(sink.text).toBe('a\n: :error::1\n: :error::2\n: :error::3\n')
  })

  test('commands escape their data', () => {
    const { writer, sink } = setUp()
    writer.error('100%\nsecond', { title: 'a,b:c', file: 'f.py', line: 3 })
    writer.warning('w')
    writer.notice('n')
    writer.debug('not shown')
    expect(sink.text).toBe('::error file=f.py,line=3,title=a%2Cb%3Ac::100%25%0Asecond\n::warning::w\n::notice::n\n')
  })

  test('what was masked is not in a title either, where the runner would not mask it', () => {
    const sink = makeSink()
    const writer = createWriter(sink.write)
    writer.mask('hunter2')
    writer.mask('hunter2-long')
    writer.error('x', { title: 'ValueError: hunter2-long, hunter2' })
    expect(sink.text).toContain('::error title=ValueError%3A ***%2C ***::x\n')
  })

  test('debug is shown when it is on', () => {
    const { writer, sink } = setUp(true)
    writer.debug('d')
    expect(sink.text).toBe('::debug::d\n')
  })

  test('control characters are dropped', () => {
    expect(printable('a\u0000\u0008b\tc\u001b[1m')).toBe('ab\tc\u001b[1m')
  })
})

describe('foreign output', () => {
  test('is fenced, under a new token each time, and own text lowers the fence', () => {
    const { writer, sink } = setUp()
    writer.foreign(['a', '::error::x'])
    writer.foreign(['b'])
    writer.info('own')
    writer.foreignBytes(Buffer.from('| c\n'))
    writer.warning('w')
    expect(sink.text).toBe(
      '::stop-commands::token-1\n| a\n| ::error::x\n| b\n::token-1::\nown\n::stop-commands::token-2\n| c\n::token-2::\n::warning::w\n'
    )
  })

  test('mask resumes, masks, and stops again under a new token', () => {
    const { writer, sink } = setUp()
    writer.foreign(['a'])
    writer.mask('se\ncret')
    writer.foreign(['b'])
    expect(sink.text).toBe(
      '::stop-commands::token-1\n| a\n::token-1::\n::add-mask::se%0Acret\n::stop-commands::token-2\n| b\n'
    )
  })

  test('an empty mask would hide everything', () => {
    const { writer, sink } = setUp()
    writer.mask('')
    expect(sink.text).toBe('')
  })
})

test('a group is closed also when its body throws', async () => {
  const { writer, sink } = setUp()
  const body = (): Promise<never> => {
    writer.foreign(['out'])
    return Promise.reject(new Error('x'))
  }
  await expect(writer.group('::error::Build', body)).rejects.toThrow('x')
  expect(sink.text).toBe('::group::: :error::Build\n::stop-commands::token-1\n| out\n::token-1::\n::endgroup::\n')
})

describe('as the runner reads it', () => {
  const attacks = [
    '::set-output name=a::b',
    '##[error]x',
    'x ##[set-output name=a]b',
    '#\u00ad#[error]x',
    '\u200d::error::x',
    '::stop-commands::t',
    '::token-1::',
    '::endgroup::',
    '::add-mask::a'
  ]

  test.each(attacks)('%s has no effect, neither in own text nor in foreign output', (attack) => {
    const sink = makeSink()
    const writer = createWriter(sink.write)
    writer.foreign([attack])
    writer.foreign([attack], '')
    writer.info(attack)
    writer.foreignBytes(Buffer.from(`${attack}\n`))
    writer.info('end')
    const reader = createLogReader()
    for (const line of sink.text.split('\n')) reader.read(line)
    expect(reader.effects.executedCommands.map(({ name }) => name).filter((name) => name !== 'stop-commands')).toEqual(
      []
    )
  })
})
