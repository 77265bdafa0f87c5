import { describe, expect, test } from '@jest/globals'

import { createLineSplitter, longestLine, Tail } from '../../../src/docker/output.ts'

function split(...chunks: (string | Buffer)[]): string[] {
  const lines: string[] = []
  const splitter = createLineSplitter((more) => lines.push(...more))
  for (const chunk of chunks) splitter.push(Buffer.from(chunk))
  splitter.end()
  return lines
}

describe('createLineSplitter', () => {
  test.each<[string, string[], string[]]>([
    ['line feeds', ['a\nb\n'], ['a', 'b']],
    ['no line end at the end', ['a\nb'], ['a', 'b']],
    ['carriage returns of a progress bar', ['10%\r20%\rdone\n'], ['10%', '20%', 'done']],
    ['Windows line ends', ['a\r\nb\r\n'], ['a', 'b']],
    ['a line end cut in two', ['a\r', '\nb\n'], ['a', 'b']],
    ['a lone return at the end of a chunk', ['a\r', 'b\n'], ['a', 'b']],
    ['a lone return at the very end', ['a\r'], ['a']],
    ['lines over several chunks', ['a', 'b', 'c\nd'], ['abc', 'd']],
    ['empty lines', ['a\n\nb\n'], ['a', '', 'b']],
    ['nothing', [], []]
  ])('splits %s', (_name, chunks, lines) => {
    expect(split(...chunks)).toEqual(lines)
  })

  test('keeps characters whole that two chunks share', () => {
    const bytes = Buffer.from('žluťoučký 🐍\n')
    expect(split(...Array.from(bytes, (byte) => Buffer.from([byte])))).toEqual(['žluťoučký 🐍'])
  })

  test.each([
    ['in one chunk', (text: string) => [text]],
    ['in many chunks', (text: string) => text.match(/.{1,1000}/gsu) ?? []]
  ])('cuts a huge line %s and loses nothing', (_name, chunks) => {
    const text = Array.from({ length: 20_000 }, (_, index) => String(index)).join('')
    const lines = split(...chunks(`${text}\nend\n`))
    expect(Math.max(...lines.map((line) => line.length))).toBe(longestLine)
    expect(lines.join('')).toBe(`${text}end`)
  })
})

describe('Tail', () => {
  test('keeps the last lines, however they come', () => {
    const tail = new Tail(3)
    tail.add(['a'])
    tail.add(['b', 'c', 'd', 'e', 'f'])
    tail.add(['g'])
    expect(tail.lines()).toEqual(['e', 'f', 'g'])
  })
})
