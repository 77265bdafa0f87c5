import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { parsePairs } from '../../../dev/runner/file-commands.ts'
import { appendValue } from '../../../src/runner/command-file.ts'
import { readState, runnerState } from '../../../src/runner/state.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-file-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const file = (): string => join(folder, 'file')
const read = (): ReturnType<typeof parsePairs> => parsePairs(readFileSync(file(), 'utf8'))

describe('a value that is handed to the runner', () => {
  test.each([
    ['one line', 'succeeded'],
    ['nothing', ''],
    ['several lines', 'first\nsecond\n'],
    ['what looks like another value', 'x\nstatus=succeeded\nstatus<<END\nsucceeded\nEND'],
    ['line ends of other systems', 'a\r\nb\rc'],
    ['characters beyond ASCII', 'größer ✅']
  ])('arrives as it is: %s', (_, value) => {
    appendValue('GITHUB_OUTPUT', 'result', value, { GITHUB_OUTPUT: file() })
    expect(read()).toEqual({ pairs: new Map([['result', value]]), error: undefined })
  })

  test('is replaced by a later one, and cannot end its own block: its delimiter is another each time', () => {
    const env = { GITHUB_OUTPUT: file() }
    appendValue('GITHUB_OUTPUT', 'result', 'first', env)
    const first = readFileSync(file(), 'utf8')
    const delimiter = first.split('\n')[2] ?? ''
    appendValue('GITHUB_OUTPUT', 'result', `${delimiter}\nstatus=succeeded`, env)
    expect(read().pairs).toEqual(new Map([['result', `${delimiter}\nstatus=succeeded`]]))
  })

  test('goes after what others wrote into the file', () => {
    writeFileSync(file(), 'before=1\n')
    appendValue('GITHUB_STATE', 'after', '2', { GITHUB_STATE: file() })
    expect(Object.fromEntries(read().pairs)).toEqual({ before: '1', after: '2' })
  })

  test.each([{}, { GITHUB_OUTPUT: '' }])('goes nowhere outside a runner: %j', (env) => {
    expect(() => appendValue('GITHUB_OUTPUT', 'result', 'x', env)).not.toThrow()
  })

  test('that cannot be written is an error', () => {
    expect(() => appendValue('GITHUB_OUTPUT', 'result', 'x', { GITHUB_OUTPUT: folder })).toThrow('EISDIR')
  })
})

test('the state that main saves is what post reads: open records, newest first, and where main ran', () => {
  const state = runnerState({ GITHUB_STATE: file() })
  state.saveMain('/temp/run', 42)
  for (const id of [1, 2, 10]) state.saveRecord(id, { id })
  state.saveRecord(2, undefined)
  const handed = Object.fromEntries([...read().pairs].map(([name, value]) => [`STATE_${name}`, value]))
  expect(readState(handed)).toEqual({ records: ['{"id":10}', '{"id":1}'], folder: '/temp/run', pid: 42 })
  state.saveDone()
  expect(read().pairs.get('folder')).toBe('')
})
