import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'

import { jobManifest } from '../../../src/job/manifest.ts'
import { commandText, listingText, manifestText } from '../../../src/report/dry-run-text.ts'
import { hiding } from '../../../src/report/hidden.ts'
import { makeJobPlan } from '../../support/inputs.ts'

/** Texts that a YAML reader of one version or the other takes for something else. */
const tricky = [
  ...['yes', 'no', 'on', 'off', 'y', 'N', 'true', 'null', '~', '', ' ', '1', '0o17', '017', '1_000', '1e3', '0x1F'],
  ...[
    '12:30:45',
    '2026-01-01',
    '=',
    '<<',
    '*a',
    '&a',
    '!x',
    '%x',
    '@x',
    '`x',
    '# x',
    'a: b',
    'a #b',
    '- a',
    '[a',
    '{a'
  ],
  ...[
    'two\nlines',
    'ends\n',
    '\nbegins',
    '  indented\nlines\n',
    'tab\t',
    '\u0000',
    '\u0085',
    '\u2028',
    'ü → 日本',
    '"',
    "'",
    '\\n'
  ],
  `long ${'word '.repeat(60)}`
]

describe('a manifest as YAML', () => {
  const env = new Map(tricky.map((value, index) => [`V${String(index)}`, value]))
  const manifest = jobManifest(makeJobPlan({ env, args: tricky }), { image: 'localhost:5000/etl:test' })

  test.each(['1.1', '1.2'] as const)('read by the rules of YAML %s it is what it was', (version) => {
    expect(parse(manifestText(manifest, ['one']), { version })).toEqual(manifest)
  })

  test('has no aliases, which many do not know, and says what it is', () => {
    const text = manifestText(manifest, ['one', 'two'])
    expect(text).toMatch(/^# one\n# two\napiVersion: batch\/v1\nkind: Job\n/u)
    expect(text).not.toMatch(/: [&*]a\d/u)
  })
})

test.each([
  [['docker', 'build', '--tag', 'localhost:5000/etl:test', '.'], 'docker build --tag localhost:5000/etl:test .'],
  [['a b', "it's", '$x', '', 'é'], `'a b' 'it'\\''s' '$x' '' 'é'`]
])('a command %j', (words, expected) => {
  expect(commandText(words)).toBe(expected)
})

test('a listing of files', () => {
  const files = [
    { path: 'flow/etl.py', imagePath: '/flow/etl.py', size: 1234 },
    { path: 'files/0/a', imagePath: '/data/a/deep', size: undefined }
  ]
  expect(listingText(files)).toBe(
    [
      'bytes  in the image  in the context',
      ' 1234  /flow/etl.py  flow/etl.py',
      ' link  /data/a/deep  files/0/a',
      '2 files, 1234 bytes',
      ''
    ].join('\n')
  )
})

describe('hiding', () => {
  const hide = hiding(['topsecret', 'secret', 'two\nlines', 'abc', ''])
  test.each<[string, unknown, unknown]>([
    ['a text', 'a topsecret b', 'a <hidden> b'],
    ['the longer one first', 'topsecret secret', '<hidden> <hidden>'],
    ['every line of it', 'two\nlines, lines', '<hidden>, <hidden>'],
    ['what is too short to be told from other text stays', 'abc', 'abc'],
    [
      'lists, objects, maps',
      [{ a: 'secret' }, new Map([['secret', 'secret']])],
      [{ a: '<hidden>' }, new Map([['secret', '<hidden>']])]
    ],
    ['what is no text', [1, true, null, undefined], [1, true, null, undefined]]
  ])('%s', (_, data, expected) => {
    expect(hide(data)).toEqual(expected)
  })
})
