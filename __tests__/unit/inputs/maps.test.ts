import { describe, expect, test } from '@jest/globals'

import { readInputs } from '../../../src/inputs/read.ts'
import { enoughInputs, inputEnv } from '../../support/inputs.ts'

const readMap = (input: 'env-vars' | 'job-env', text: string, env: Record<string, string> = {}): unknown => {
  const { inputs } = readInputs({ ...inputEnv({ ...enoughInputs, [input]: text }), ...env })
  return Object.fromEntries(input === 'env-vars' ? inputs.envVars : inputs.jobEnv)
}

/** Values that a shell, a Dockerfile, YAML or a template would change. */
const awkward = [
  '',
  ' leading and trailing  ',
  'a=b=c',
  '"quoted"',
  "it's",
  '$HOME ${HOME} $(id) $$ `id`',
  '# no comment',
  'a # b',
  '\\ \\n \\\\',
  '%0A%25',
  '${{ secrets.X }}',
  '::set-output name=a::b',
  'größe 日本語 🚀',
  '{"a": [1]}',
  'key: value',
  '\ttab\t',
  '* & ! | > @',
  'null',
  '-'
]

describe('a value comes out as it went in', () => {
  test.each(awkward)('as a line: %j', (value) => {
    const text = `FIRST=1\nA=${value}\nLAST=2`
    expect(readMap('env-vars', text)).toEqual({ FIRST: '1', A: value, LAST: '2' })
    expect(readMap('job-env', text.replaceAll('\n', '\r\n'))).toEqual({ FIRST: '1', A: value, LAST: '2' })
  })

  test.each([...awkward, 'two\nlines\n', 'cr\rlf\r\n'])('as JSON: %j', (value) => {
    expect(readMap('job-env', JSON.stringify({ A: value, B: '' }))).toEqual({ A: value, B: '' })
    expect(readMap('job-env', JSON.stringify({ A: value }, undefined, 2))).toEqual({ A: value })
  })

  test.each(awkward)('as the last line, with the blanks at its end: %j', (value) => {
    expect(readMap('env-vars', `A=${value}`)).toEqual({ A: value })
  })

  // a tab is a control character, which no path may hold
  test.each(awkward.filter((name) => !name.includes('\t')))('as a file name: %j', (name) => {
    const source = `data/${name}x`
    const destination = `/data/${name}x`
    const { inputs } = readInputs(inputEnv({ ...enoughInputs, files: JSON.stringify({ [source]: destination }) }))
    expect(inputs.files).toEqual([{ source, destination }])
  })
})

describe('a YAML map', () => {
  test('keeps the source text of its scalars', () => {
    const text = [
      'VERSION: 3.10',
      'YES: yes',
      'OCT: 010',
      'HEX: 0x1F',
      'BIG: 12345678901234567890',
      'EXP: 1e3',
      'BOOL: True',
      'DATE: 2026-01-02',
      'URL: http://a:80/b=c',
      'PLAIN: a b',
      "SINGLE: 'it''s $x \\n'",
      'DOUBLE: "a\\"b"',
      '"QUOTED": 1',
      'EMPTY: ""',
      'COMMENT: a # gone, as in YAML'
    ]
    expect(readMap('env-vars', text.join('\n'))).toEqual({
      VERSION: '3.10',
      YES: 'yes',
      OCT: '010',
      HEX: '0x1F',
      BIG: '12345678901234567890',
      EXP: '1e3',
      BOOL: 'True',
      DATE: '2026-01-02',
      URL: 'http://a:80/b=c',
      PLAIN: 'a b',
      SINGLE: "it's $x \\n",
      DOUBLE: 'a"b',
      QUOTED: '1',
      EMPTY: '',
      COMMENT: 'a'
    })
  })

  test('can hold lines for the Job', () => {
    expect(readMap('job-env', 'A: |\n  one\n  two\nB: 1')).toEqual({ A: 'one\ntwo\n', B: '1' })
  })

  test('may be written on one line, begin with comments, and keeps JSON text', () => {
    expect(readMap('env-vars', '{A: 1.0, B: yes}')).toEqual({ A: '1.0', B: 'yes' })
    expect(readMap('env-vars', '# first\n\nA: 1.0\n')).toEqual({ A: '1.0' })
    expect(readMap('env-vars', '{"A": 1.50, "B": true, "C": "\\ud83d\\ude80 \\/"}')).toEqual({
      A: '1.50',
      B: 'true',
      C: '🚀 /'
    })
  })
})

describe('lines', () => {
  test.each([
    ['  A  = 1', { A: ' 1' }],
    ['A=1\n\n  \nB=2\n', { A: '1', B: '2' }],
    ['A=x: y', { A: 'x: y' }],
    ['A=', { A: '' }],
    ['A=1\r\r', { A: '1' }]
  ])('%j', (text, expected) => {
    // a lone carriage return within a value is a line break, refused in env-vars only
    expect(readMap('job-env', text)).toEqual(text.endsWith('\r\r') ? { A: '1\r' } : expected)
  })

  test('keep the order in which they are written', () => {
    const { inputs } = readInputs(inputEnv({ ...enoughInputs, 'env-vars': 'Z=1\nA=2\nM=3' }))
    expect([...inputs.envVars.keys()]).toEqual(['Z', 'A', 'M'])
  })

  test('without = take the variable of the step', () => {
    expect(readMap('env-vars', 'FROM_STEP\nB=1', { FROM_STEP: ' $x "y" ' })).toEqual({ FROM_STEP: ' $x "y" ', B: '1' })
    expect(readMap('job-env', 'CERT', { CERT: 'one\ntwo' })).toEqual({ CERT: 'one\ntwo' })
  })
})

describe('files', () => {
  test.each([
    ['a.csv=/data/a.csv', [{ source: 'a.csv', destination: '/data/a.csv' }]],
    ['a b.csv = /data/a b.csv ', [{ source: 'a b.csv', destination: '/data/a b.csv' }]],
    [
      'data: /data\nx.yml: "/etc/my x.yml"',
      [
        { source: 'data', destination: '/data' },
        { source: 'x.yml', destination: '/etc/my x.yml' }
      ]
    ],
    ['./data/../a=/x//y/./z', [{ source: './data/../a', destination: '/x/y/z' }]],
    ['/etc/ssl/ca.pem=/ca.pem', [{ source: '/etc/ssl/ca.pem', destination: '/ca.pem' }]],
    ['a=/opt/docker-on-k8s-data', [{ source: 'a', destination: '/opt/docker-on-k8s-data' }]],
    ['a=/x=y', [{ source: 'a', destination: '/x=y' }]]
  ])('%j', (text, expected) => {
    expect(readInputs(inputEnv({ ...enoughInputs, files: text })).inputs.files).toEqual(expected)
  })
})
