import { describe, expect, test } from '@jest/globals'

import { readRequirements } from '../../../src/plan/requirements-file.ts'

const linesOf = (text: string): string[] =>
  readRequirements(text).lines.map((each) => {
    switch (each.kind) {
      case 'package':
        return `${String(each.line)} package ${each.name}`
      case 'include':
        return `${String(each.line)} ${each.isConstraint ? 'constraint' : 'include'} ${each.path}`
      case 'address':
        return `${String(each.line)} address ${each.name ?? '?'}`
      case 'unusable':
        return `${String(each.line)} unusable ${each.text}`
      case 'path':
        return `${String(each.line)} path ${each.path}${each.name === undefined ? '' : ` of ${each.name}`}`
      default:
        return `${String(each.line)} ${each.kind} ${each.path}`
    }
  })

describe('lines of a requirements file', () => {
  test.each<[string, string[]]>([
    [
      'pandas\nNumPy==1.26  # why\n# nothing\n\nPy_YAML.x>=6',
      ['1 package pandas', '2 package numpy', '5 package py-yaml-x']
    ],
    ['prefect[aws] >= 3 ; python_version > "3.8"', ['1 package prefect']],
    ['a==1 \\\n  --hash=sha256:00 \\\n  --hash=sha256:11\nb', ['1 package a', '4 package b']],
    ['# comment \\\nb', ['2 package b']],
    [
      '-r base.txt\n--requirement=dev.txt\n-rone.txt\n--requirement two.txt',
      ['1 include base.txt', '2 include dev.txt', '3 include one.txt', '4 include two.txt']
    ],
    ['-c constraints.txt\n--constraint x/y.txt', ['1 constraint constraints.txt', '2 constraint x/y.txt']],
    ['-r https://example.com/r.txt', []],
    ['-e .\n-e ./libs/core[extra]\n--editable=src', ['1 path .', '2 path ./libs/core', '3 path src']],
    ['-e git+https://example.com/x.git#subdirectory=a&egg=My_X[all]', ['1 address my-x']],
    ['.\n./libs/core\n../other\nlibs/core', ['1 path .', '2 path ./libs/core', '3 path ../other', '4 path libs/core']],
    [
      'wheels/foo-1.0-py3-none-any.whl\nfoo.tar.gz',
      ['1 path wheels/foo-1.0-py3-none-any.whl of foo', '2 path foo.tar.gz']
    ],
    ['foo @ https://example.com/foo.whl\nbar[x]@git+ssh://git@example.com/bar', ['1 address foo', '2 address bar']],
    ['foo @ file:///home/me/foo\nfile:./x', ['1 unusable foo @ file:///home/me/foo', '2 unusable file:./x']],
    ['https://example.com/foo.whl\ngit+https://example.com/x', ['1 address ?', '2 address ?']],
    [
      'https://example.com/my_foo-1.0-py3-none-any.whl?a=b\n./foo-1.tar.gz',
      ['1 address my-foo', '2 path ./foo-1.tar.gz of foo']
    ],
    [
      '-r "more reqs.txt"\n-c \'a b.txt\'\n-r more\\ reqs.txt\n--requirement="x y.txt"\n-e "./my lib"',
      [
        '1 include more reqs.txt',
        '2 constraint a b.txt',
        '3 include more reqs.txt',
        '4 include x y.txt',
        '5 path ./my lib'
      ]
    ],
    ['-r "open.txt', ['1 include "open.txt']],
    ['--find-links wheels\n-f https://example.com/links', ['1 find-links wheels']],
    ['--index-url https://user:${TOKEN}@example.com/simple\n--no-index\n--pre', []],
    ['\uFEFFpandas\r\nnumpy', ['1 package pandas', '2 package numpy']]
  ])('%j', (text, expected) => {
    expect(linesOf(text)).toEqual(expected)
  })

  test.each([
    ['a==1 --hash=sha256:00', true],
    ['--require-hashes\na==1', true],
    ['a==1 # --hash=sha256:00', false],
    ['a==1', false]
  ])('hashes in %j: %j', (text, expected) => {
    expect(readRequirements(text).hasHashes).toBe(expected)
  })
})
