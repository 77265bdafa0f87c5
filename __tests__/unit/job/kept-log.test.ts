import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import { lastLines, printKeptLog, shownOfLog } from '../../../src/job/kept-log.ts'
import { createWriter } from '../../../src/runner/writer.ts'
import { makeSink } from '../../support/fakes.ts'

describe('the last lines of a text', () => {
  test.each([
    ['a\nb\nc\n', 2, 'b\nc\n'],
    ['a\nb\nc', 2, 'b\nc'],
    ['a\nb\n', 2, 'a\nb\n'],
    ['a\nb\n', 9, 'a\nb\n'],
    ['\nb\n', 1, 'b\n'],
    ['\nb\n', 2, '\nb\n'],
    ['\n\n', 1, '\n'],
    ['a', 1, 'a'],
    ['', 1, '']
  ])('%j, %d', (text, count, expected) => {
    expect(lastLines(Buffer.from(text), count).toString()).toBe(expected)
  })
})

describe('printing what was kept', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kept-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  async function printed(log: string | Buffer): Promise<string> {
    const path = join(folder, 'log.txt')
    writeFileSync(path, log)
    const sink = makeSink()
    const writer = createWriter(sink.write, { token: () => 'T' })
    await printKeptLog(path, writer)
    return sink.text
  }

  test('fenced, in a group', async () => {
    expect(await printed('one\n::error::two\nlast')).toBe(
      '::group::Log of the Job\n::stop-commands::T\n| one\n| ::error::two\n| last\n::T::\n::endgroup::\n'
    )
  })

  test('of nothing, nothing', async () => {
    expect(await printed('')).toBe('')
  })

  test('many lines: the last 10,000, and how much is missing', async () => {
    const line = (n: number): string => `${String(n).padStart(6)}\n`
    const text = await printed(Array.from({ length: 12_000 }, (_, n) => line(n)).join(''))
    const shown = text.split('\n').filter((each) => each.startsWith('| '))
    expect(shown).toHaveLength(shownOfLog.lines)
    expect([shown[0], shown.at(-1)]).toEqual(['|   2000', '|  11999'])
    // 2,000 lines of 7 bytes
    expect(text).toContain('Its first 13.7 KiB are left out here; the log file named below has all of it.\n')
  })

  test('long lines: the last 4 MiB, from the start of a line', async () => {
    const line = `${'x'.repeat(1023)}\n`
    const text = await printed(`first\n${line.repeat(6 * 1024)}`)
    const shown = text.split('\n').filter((each) => each.startsWith('| '))
    // the line that the limit cuts is left out
    expect(shown).toHaveLength(4 * 1024 - 1)
    expect(new Set(shown)).toEqual(new Set([`| ${line.trimEnd()}`]))
    expect(text).toMatch(/Its first 2\.0 MiB are left out/u)
  })

  test('one line that is longer than all that is shown: its end', async () => {
    const text = await printed('y'.repeat(shownOfLog.bytes + 100))
    expect(text).toContain('Its first 100 bytes are left out')
    expect(text.split('\n').filter((each) => each.startsWith('| '))).toEqual([`| ${'y'.repeat(shownOfLog.bytes)}`])
  })
})
