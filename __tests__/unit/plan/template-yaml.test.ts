import { describe, expect, test } from '@jest/globals'

import { readYaml, type Json } from '../../../src/plan/template-yaml.ts'

function read(text: string): { value: Json | undefined; problems: string[] } {
  const problems: string[] = []
  return { value: readYaml(text, (problem) => problems.push(problem)), problems }
}

// that these are what the API server reads too is shown by __tests__/cluster/template-yaml.test.ts
describe('YAML as kubectl reads it', () => {
  test.each<[string, Json]>([
    ['a: 0440', { a: 288 }],
    ['a: "0440"', { a: '0440' }],
    ['a: 08', { a: 8 }],
    ['a: 0x1F', { a: 31 }],
    ['a: 1_000', { a: 1000 }],
    ['a: on', { a: true }],
    ['a: No', { a: false }],
    ['a: ~', { a: null }],
    ['a:', { a: null }],
    ['a: 2001-12-14', { a: '2001-12-14' }],
    ['a: 12:30:45', { a: '12:30:45' }],
    ['a: !!str 5', { a: '5' }],
    ['a: {b, c: 1}', { a: { b: null, c: 1 } }],
    ['base: &b {x: 1, z: 2}\na: {<<: *b, z: 3}', { base: { x: 1, z: 2 }, a: { x: 1, z: 3 } }],
    ['a: &x [1]\nb: *x', { a: [1], b: [1] }],
    ['{"a": [1, "2", null, true]}', { a: [1, '2', null, true] }],
    ['---\na: 1\n...\n', { a: 1 }],
    ['\uFEFFa: 1\r\nb: 2\r\n', { a: 1, b: 2 }],
    ['', null]
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual({ value: expected, problems: [] })
  })

  test('a key that JavaScript knows is a key like any other', () => {
    const { value } = read('__proto__: {polluted: 1}\nconstructor: 2')
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":1},"constructor":2}')
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('what is refused, with its place and without its value', () => {
  const lines = (depth: number): string =>
    Array.from({ length: depth }, (_, index) => `${' '.repeat(index)}a:`).join('\n')
  const letters = 'abcdefghijk'.split('')
  const bomb = letters
    .map(
      (letter, index) =>
        `${letter}: &${letter} ${index === 0 ? '[text]' : `[${`*${letters[index - 1] ?? ''},`.repeat(9)}]`}`
    )
    .join('\n')

  test.each<[string, string, string[]]>([
    ['a key twice', 'x:\n  a: secret\n  a: other', ['x.a (line 3, column 3) is there twice; keep one of the two.']],
    [
      'a directive',
      'x:\n- $patch: delete',
      [
        'x[0].$patch (line 2, column 3) starts with $: directives of strategic merge patches are not supported; remove it.'
      ]
    ],
    [
      'a second document',
      'a: 1\n---\nb: 2',
      ['holds a second document at line 2, column 1; accepted: the manifest of one Job.']
    ],
    ['no YAML', 'a: [secret', ['is not YAML: it cannot be read at line 1, column 11.']],
    ['a tab', 'a:\n\tsecret: 1', ['is not YAML: it cannot be read at line 2, column 1.']],
    [
      'a tag',
      'a: !secret x',
      ['a (line 1, column 12) has a tag (!), which is not supported; write plain text, a number, a list or a map.']
    ],
    [
      'binary',
      'a: !!binary c2VjcmV0',
      ['a (line 1, column 13) has a tag (!), which is not supported; write plain text, a number, a list or a map.']
    ],
    [
      'a number that is no JSON',
      'a.b: .inf',
      ['["a.b"] (line 1, column 6) is a number that JSON does not have; put it in quotes if text is meant.']
    ],
    ...['9007199254740993', '0xFFFFFFFFFFFFFFFF', '1e999', '0.1234567890123456789'].map(
      (number): [string, string, string[]] => [
        `the number ${number}`,
        `a: ${number}`,
        [
          'a (line 1, column 4) is a number with more digits than can be passed on unchanged; put it in quotes if text is meant.'
        ]
      ]
    ),
    [
      'a key that is a number',
      'labels:\n  1: a',
      ['labels (line 2, column 3) has a key that YAML does not read as text; put it in quotes.']
    ],
    [
      'a key that is a boolean',
      'on: a',
      ['the manifest (line 1, column 1) has a key that YAML does not read as text; put it in quotes.']
    ],
    [
      'a key that is a list',
      '? [a]\n: b',
      ['the manifest (line 1, column 3) has a key that YAML does not read as text; put it in quotes.']
    ],
    [
      'an unknown alias',
      'a: *secret',
      ['a (line 1, column 4) is an alias (*) of an anchor (&) that does not stand before it.']
    ],
    [
      'an alias of itself',
      'a: &a [*a]',
      ['a[0] (line 1, column 8) is an alias (*) of an anchor (&) that does not stand before it.']
    ],
    ['a merge of text', 'a: {<<: text}', ['a.<< (line 1, column 5) is not a map, nor a list of maps.']],
    [
      'a merge that kubectl reads otherwise',
      'b: &b {x: 1}\na: {x: 2, <<: *b}',
      ['a.<<.x (line 2, column 11) is set before it; put << first, then the keys that differ.']
    ],
    [
      'a directive that a merge brings',
      'b: &b {$patch: x}',
      ['b.$patch (line 1, column 8) starts with $: directives of strategic merge patches are not supported; remove it.']
    ],
    ['a billion laughs', bomb, ['is larger than 1.5 MiB once its aliases are put in place.']],
    ['a megabyte', `a: ${'x'.repeat(2 ** 20)}`, ['is larger than 1 MiB; accepted: the manifest of one Job.']],
    ['great depth', lines(70), ['nests lists and maps more than 64 deep.']],
    [
      'many problems at once',
      'a: .inf\nb: .nan\nb: 1',
      [
        'a (line 1, column 4) is a number that JSON does not have; put it in quotes if text is meant.',
        'b (line 2, column 4) is a number that JSON does not have; put it in quotes if text is meant.',
        'b (line 3, column 1) is there twice; keep one of the two.'
      ]
    ]
  ])('%s', (_, text, problems) => {
    expect(read(text)).toEqual({ value: undefined, problems })
  })

  test('depth that no parser likes ends as a problem too', () => {
    expect(read('['.repeat(100_000)).problems).toHaveLength(1)
  })
})
