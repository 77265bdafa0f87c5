import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { differences } from '../../../dev/bundle.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-test-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
function make(files: Record<string, string>): string {
  const made = join(folder, String((count += 1)))
  mkdirSync(made)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(made, name)), { recursive: true })
    writeFileSync(join(made, name), text)
  }
  return made
}

const same = { 'index.js': 'a\nb\nc\n', 'deep/launcher.py': 'x' }

test.each<[string, Record<string, string>, string[]]>([
  ['the same bytes', same, []],
  ['another line', { ...same, 'index.js': 'a\nb\nC\n' }, ['index.js: differs, first in line 3']],
  ['a line end more', { ...same, 'index.js': 'a\nb\nc\n\n' }, ['index.js: differs, first in line 4']],
  ['a file too many', { ...same, '9.index.js': '' }, ['9.index.js: should not be there']],
  ['a file too few', { 'index.js': same['index.js'] }, ['deep/launcher.py: is missing']]
])('dist/ with %s', (_, files, expected) => {
  expect(differences(make(files), make(same))).toEqual(expected)
})

test('without dist/ every file is missing', () => {
  expect(differences(join(folder, 'nowhere'), make({ 'index.js': '' }))).toEqual(['index.js: is missing'])
})
