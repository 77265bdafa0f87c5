import { describe, expect, test } from '@jest/globals'

import { redactor } from '../../../src/job/redact.ts'
import { seededRandom } from '../../support/log-server.ts'

/** What is seen of a stream that comes in these blocks. */
function redact(values: string[], ...blocks: (string | Buffer)[]): string {
  const redaction = redactor(values)()
  const shown = blocks.map((block) => redaction.take(Buffer.from(block as string)))
  return Buffer.concat([...shown, redaction.end()]).toString('utf8')
}

test.each<[string, string[], string, string]>([
  ['nothing to hide', [], 'as it is\n', 'as it is\n'],
  ['a value, everywhere', ['hunter22'], 'hunter22 a hunter22\nxhunter22x\n', '*** a ***\nx***x\n'],
  ['each line of a value', ['first line\r\n  second line\n'], 'second line\nfirst line\n', '***\n***\n'],
  ['each line of a value that is printed in one', ['-BEGIN-\nabcdef\n-END-'], '"-BEGIN-\\nabcdef"\n', '"***\\n***"\n'],
  ['the longer of two', ['secret', 'secret-and-more'], 'secret-and-more secret\n', '*** ***\n'],
  ['two that share bytes', ['abcdXY', 'XYefgh'], 'abcdXYefgh\n', '***\n'],
  ['too short to hide', ['abc', '{\n'], 'abc {\n', 'abc {\n'],
  ['beyond ASCII', ['žluťoučký 🐍'], 'je žluťoučký 🐍!\n', 'je ***!\n']
])('%s', (_name, values, text, expected) => {
  expect(redact(values, text)).toBe(expected)
  const bytes = Buffer.from(text)
  for (let cut = 0; cut <= bytes.length; cut += 1)
    expect({ cut, text: redact(values, bytes.subarray(0, cut), bytes.subarray(cut)) }).toEqual({ cut, text: expected })
  expect(redact(values, ...Array.from(bytes, (byte) => Buffer.from([byte])))).toBe(expected)
})

test('a part of a larger buffer', () => {
  const bytes = Buffer.from('xxhunter22yy').subarray(2, 10)
  expect(Buffer.from(redactor(['hunter22'])().take(bytes)).toString()).toBe('***')
})

describe('what is held back', () => {
  test('is never more than the beginning of a value, and nothing at the end of a line', () => {
    const redaction = redactor(['hunter22'])()
    const take = (text: string): string => Buffer.from(redaction.take(Buffer.from(text))).toString()
    expect([take('a hunt'), take('er2'), take('3 hunter2\n'), take('hun')]).toEqual([
      'a ',
      '',
      'hunter23 hunter2\n',
      ''
    ])
    expect(Buffer.from(redaction.end()).toString()).toBe('hun')
  })

  test('may hold a shorter value, which is hidden at the end as well', () => {
    expect(redact(['hunter22', 'hunter22-and-more'], 'my hunter22-and')).toBe('my ***-and')
  })

  test('of two streams is kept apart', () => {
    const begin = redactor(['hunter22'])
    const [one, two] = [begin(), begin()]
    one.take(Buffer.from('hunt'))
    expect(Buffer.from(two.take(Buffer.from('er22\n'))).toString()).toBe('er22\n')
  })
})

test.each(Array.from({ length: 300 }, (_, seed) => seed))(
  'seed %i: as if it had come at once, however it is cut',
  (seed) => {
    const random = seededRandom(seed)
    const word = (length: number): string => Array.from({ length }, () => 'ab'[random.below(2)]).join('')
    const values = Array.from({ length: 1 + random.below(3) }, () => word(4 + random.below(5)))
    const text = word(random.below(80))
    // each byte that is in an occurrence of a value is hidden, neighbours as one
    const hidden = Array.from(text, (_, at) =>
      values.some((value) => {
        for (let start = Math.max(0, at - value.length + 1); start <= at; start += 1)
          if (text.startsWith(value, start)) return true
        return false
      })
    )
    const pieces: string[] = []
    for (let at = 0; at < text.length;) {
      const length = 1 + random.below(9)
      pieces.push(text.slice(at, at + length))
      at += length
    }
    const shown = redact(values, ...pieces)
    expect(shown).toBe(redact(values, text))
    expect(shown.replaceAll('*', '')).toBe(
      Array.from(text)
        .filter((_, at) => hidden[at] === false)
        .join('')
    )
  }
)
