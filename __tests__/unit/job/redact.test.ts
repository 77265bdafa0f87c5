import { expect, test } from '@jest/globals'

import { redactor } from '../../../src/job/redact.ts'

const redact = (values: string[], text: string): string =>
  Buffer.from(redactor(values)(Buffer.from(text, 'utf8'))).toString('utf8')

test.each<[string, string[], string, string]>([
  ['nothing to hide', [], 'as it is\n', 'as it is\n'],
  ['a value, everywhere', ['hunter22'], 'hunter22 a hunter22\nxhunter22x\n', '*** a ***\nx***x\n'],
  ['each line of a value', ['first line\r\n  second line\n'], 'second line\nfirst line\n', '***\n***\n'],
  ['the longer of two', ['secret', 'secret-and-more'], 'secret-and-more secret\n', '*** ***\n'],
  ['too short to hide', ['abc', '{\n'], 'abc {\n', 'abc {\n'],
  ['beyond ASCII', ['žluťoučký 🐍'], 'je žluťoučký 🐍!\n', 'je ***!\n']
])('%s', (_name, values, text, expected) => {
  expect(redact(values, text)).toBe(expected)
})

test('a part of a larger buffer', () => {
  const bytes = Buffer.from('xxhunter22yy').subarray(2, 10)
  expect(Buffer.from(redactor(['hunter22'])(bytes)).toString()).toBe('***')
})
