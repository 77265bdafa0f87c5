import { describe, expect, test } from '@jest/globals'

import { createLogReader } from '../../../dev/runner/commands.ts'
import { parsePairs, readSummary, summaryLimit } from '../../../dev/runner/file-commands.ts'
import { createOutputLines } from '../../../dev/runner/output-lines.ts'

/** Reads lines with a fresh reader; returns what is shown and what was done. */
function read(lines: string[], options: Parameters<typeof createLogReader>[0] = {}) {
  const reader = createLogReader(options)
  return { shown: lines.flatMap((line) => reader.read(line)), ...reader.effects }
}

describe('which lines are commands', () => {
  test.each([
    ['at the start', '::set-output name=a::1', 'set-output'],
    ['after white space', ' \t::set-output name=a::1', 'set-output'],
    ['in capitals', '::SET-OUTPUT name=a::1', 'SET-OUTPUT'],
    ['the old form', '##[set-output name=a]1', 'set-output'],
    ['the old form in mid-line', 'pod | ##[set-output name=a]1', 'set-output'],
    ['the old form split by a soft hyphen', '#\u00ad#[set-output name=a]1', 'set-output'],
    ['the new form behind a zero-width space', '\u200d::set-output name=a::1', 'set-output']
  ])('%s', (_, line, name) => {
    const { executedCommands, outputs } = read([line])
    expect(executedCommands.map((command) => command.name)).toEqual([name])
    expect(outputs.get('a')).toBe('1')
  })

  test.each([
    ['the new form behind a prefix', '| ::set-output name=a::1'],
    ['an unknown name', '::nonsense::1'],
    ['no second colons', '::set-output name=a:1'],
    ['a bracket that stays open', '##[set-output name=a'],
    ['another command first in the old form', '##[nonsense] ##[set-output name=a]1'],
    ['an empty line', '']
  ])('not %s', (_, line) => {
    const { executedCommands, shown } = read([line])
    expect(executedCommands).toEqual([])
    expect(shown).toEqual([line])
  })
})

test('data and properties are unescaped, each form in its own way', () => {
  const { annotations } = read([
    '::error file=a%2Cb.py,line=3,title=x%3Ay::one%0Atwo %253A',
    '##[warning file=c%3Bd]%5Be%5D'
  ])
  expect(annotations).toMatchObject([
    { level: 'error', message: 'one\ntwo %3A', file: 'a,b.py', line: 3, title: 'x:y' },
    { level: 'warning', message: '%5Be]', file: 'c;d' }
  ])
})

test('between stop-commands and its token nothing is carried out, not even add-mask', () => {
  const { shown, outputs, masks, executedCommands } = read([
    '::stop-commands::token-1234',
    '::set-output name=a::injected',
    'x ##[save-state name=a]injected',
    '::add-mask::secret',
    '::other-token::',
    '::TOKEN-1234::',
    '::set-output name=b::mine',
    'secret'
  ])
  expect([...outputs]).toEqual([['b', 'mine']])
  expect(masks.values).toEqual([])
  expect(executedCommands).toHaveLength(2)
  expect(shown).toContain('::set-output name=a::injected')
  expect(shown).toContain('::stop-commands::***')
  expect(shown.at(-1)).toBe('secret')
})

test.each(['', 'error', 'Pause-Logging', 'stop-commands'])(
  'the stop token "%s" is refused and fails the step',
  (token) => {
    const { errors, outputs } = read([`::stop-commands::${token}`, '::set-output name=a::1'])
    expect(errors).toHaveLength(1)
    expect(outputs.get('a')).toBe('1')
  }
)

test('masks hide a value, its lines and its encodings, from then on', () => {
  const { shown } = read([
    's3cret-one',
    '::add-mask::s3cret-one%0A  second line',
    'a s3cret-one b',
    'second line!',
    Buffer.from('s3cret-one').toString('base64')
  ])
  expect(shown).toEqual(['s3cret-one', 'a *** b', '***!', '***=='])
})

test('overlapping masks hide the whole stretch', () => {
  expect(read(['xabcdefy abc'], { secrets: ['abcd', 'cdef'] }).shown).toEqual(['x***y abc'])
})

test('what the log shows of groups, annotations and debug', () => {
  const lines = [
    '::group::Build',
    '::endgroup::',
    '::error::broken',
    '::notice::well',
    '::debug::deep',
    '::add-matcher::m.json'
  ]
  expect(read(lines).shown).toEqual(['##[group]Build', '##[endgroup]', '##[error]broken', '##[notice]well'])
  expect(read(lines, { isDebug: true }).shown).toContain('##[debug]deep')
  expect(read(lines).groups).toEqual(['Build'])
})

test('only ten annotations of a level are shown, cut at 4096 characters', () => {
  const { annotations } = read([...Array<string>(11).fill(`::error::${'x'.repeat(5000)}`), '::warning::w'])
  expect(annotations.map((one) => one.isShown)).toEqual([...Array<boolean>(10).fill(true), false, true])
  expect(annotations[0]?.message).toHaveLength(4096)
})

test.each(['::set-env name=A::1', '::add-path::/x', '::set-output::1', '::echo::perhaps'])(
  '%s fails the step',
  (line) => {
    expect(read([line]).errors).toHaveLength(1)
  }
)

describe('files of names and values', () => {
  test.each([
    ['lines', 'a=1\nb=x=y\n\nc=', { a: '1', b: 'x=y', c: '' }],
    ['a block', 'a<<E\none\ntwo\nE\nb=2\n', { a: 'one\ntwo', b: '2' }],
    ['an empty block', 'a<<E\nE\n', { a: '' }],
    ['a block that ends the file without a line end', 'a<<E\n1\nE', { a: '1' }],
    ['carriage returns are part of the value', 'a=1\r\n', { a: '1\r' }],
    ['equals before the arrows', 'a=b<<c\n', { a: 'b<<c' }],
    ['the last one wins', 'a=1\na=2\n', { a: '2' }]
  ])('%s', (_, text, expected) => {
    const { pairs, error } = parsePairs(text)
    expect(Object.fromEntries(pairs)).toEqual(expected)
    expect(error).toBeUndefined()
  })

  test.each([
    ['a block without its end', 'a=1\nb<<E\n2\n', /delimiter not found 'E'/u],
    ['a value without a line end', 'a=1\nb<<E\n2', /missing new line/u],
    ['neither form', 'a=1\nnonsense\nc=3\n', /Invalid format 'nonsense'/u],
    ['a block without a name', 'a=1\n<<E\nE\n', /must not be empty/u]
  ])('%s is an error, and what came before it counts', (_, text, why) => {
    const { pairs, error } = parsePairs(text)
    expect(Object.fromEntries(pairs)).toEqual({ a: '1' })
    expect(error).toMatch(why)
  })

  test('a summary is masked, and dropped when it is too large', () => {
    expect(readSummary(Buffer.from('a\nsecret\n'), (line) => line.replace('secret', '***'))).toEqual({
      summary: 'a\n***\n',
      error: undefined
    })
    const tooLarge = readSummary(Buffer.alloc(summaryLimit + 1, 'x'), (line) => line)
    expect(tooLarge.summary).toBe('')
    expect(tooLarge.error).toMatch(/up to a size of 1024k/u)
  })
})

test.each([
  ['all line ends', ['a\nb\r\nc\rd'], ['a', 'b', 'c', 'd']],
  ['a pair cut in two', ['a\r', '\nb\n'], ['a', 'b']],
  ['progress by lone returns', ['10%\r', '20%\r', 'end'], ['10%', '20%', 'end']],
  ['a letter cut in two', [Buffer.from('ü\n').subarray(0, 1), Buffer.from('ü\n').subarray(1)], ['ü']],
  ['a line in many pieces', ['a', 'b', 'c\nd'], ['abc', 'd']],
  ['empty lines', ['\n\n'], ['', '']],
  ['nothing', [], []]
])('lines of output: %s', (_, pieces: (string | Buffer)[], expected) => {
  const lines = createOutputLines()
  expect([...pieces.flatMap((piece) => lines.push(Buffer.from(piece))), ...lines.flush()]).toEqual(expected)
})
