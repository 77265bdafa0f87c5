import { expect, test } from '@jest/globals'

import { isStandardModule, removedIn } from '../../../src/flow/standard-modules.ts'

test.each<[string, string | undefined]>([
  ['macpath', '3.8'],
  ['dummy_threading', '3.9'],
  ['formatter', '3.10'],
  ['parser', '3.10'],
  ['symbol', '3.10'],
  ['binhex', '3.11'],
  ['asynchat', '3.12'],
  ['asyncore', '3.12'],
  ['distutils', '3.12'],
  ['imp', '3.12'],
  ['smtpd', '3.12'],
  ['cgi', '3.13'],
  ['crypt', '3.13'],
  ['lib2to3', '3.13'],
  ['telnetlib', '3.13'],
  ['queue', undefined],
  ['pandas', undefined],
  ['constructor', undefined]
])('%s left Python in %s', (module, expected) => {
  expect(removedIn(module)?.join('.')).toBe(expected)
})

test.each<[string, readonly [number, number] | undefined, boolean]>([
  ['os', undefined, true],
  ['os', [3, 13], true],
  ['parser', undefined, true],
  ['parser', [3, 9], true],
  ['parser', [3, 10], false],
  ['tomllib', undefined, true],
  ['tomllib', [3, 10], false],
  ['tomllib', [3, 11], true],
  ['pandas', undefined, false]
])('%s is part of Python %j: %j', (module, python, expected) => {
  expect(isStandardModule(module, python)).toBe(expected)
})
