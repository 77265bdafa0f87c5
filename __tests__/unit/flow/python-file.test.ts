import { describe, expect, test } from '@jest/globals'

import { readPythonFile } from '../../../src/flow/python-file.ts'

const importsOf = (text: string): string[] =>
  readPythonFile(text).imports.map(
    ({ module, level, names, line, isSure }) =>
      `${String(line)} ${'.'.repeat(level)}${module}${names.length > 0 ? `: ${names.join(' ')}` : ''}${isSure ? '' : ' ?'}`
  )

describe('imports', () => {
  test.each<[string, string[]]>([
    ['import a', ['1 a']],
    ['import a.b as c, d', ['1 a.b', '1 d']],
    ['from prefect import flow, task as t', ['1 prefect: flow task']],
    ['from a.b import (\n  c,  # why\n  d as e,\n)\n', ['1 a.b: c d']],
    ['from a import b, \\\n  c', ['1 a: b c']],
    ['from . import x', ['1 .: x']],
    ['from ..pkg.mod import *', ['1 ..pkg.mod: *']],
    ['x = 1; import a', ['1 a']],
    ['"""\nimport nothing\n"""\nimport a', ['4 a']],
    ["s = 'import nothing'  # import nothing", []],
    ['if x:\n  import a\ntry:\n  import b\nexcept ImportError:\n  import c\n', ['2 a ?', '4 b ?', '6 c ?']],
    ['def f():\n  from a import b\nimport c', ['2 a: b ?', '3 c']],
    ['importlib.import_module("a")', []],
    ['print "two"\nimport a', ['2 a']],
    ['def f(:\nimport a', ['2 a']],
    ['', []],
    ['\uFEFFimport a\r\nimport b', ['1 a', '2 b']]
  ])('%j', (text, expected) => {
    expect(importsOf(text)).toEqual(expected)
  })
})

describe('the Python that the syntax needs', () => {
  test.each<[string, string[]]>([
    ['def f(a, *, b: "int" = 1) -> None: ...\nx: int = 1\nf"{x!r:>{10}}"\nasync def g(): await f()', []],
    ['if (n := 3): pass', ['3.8 the operator :=']],
    ['def f(a, /): pass', ['3.8 parameters before a /']],
    ['f(a / b, c)', []],
    ['f"{a=}"', ['3.8 f"{name=}"']],
    [
      'from __future__ import annotations\ndef f(a: int | None, b: list[int]): pass',
      ['3.7 from __future__ import annotations']
    ],
    [
      'from __future__ import (\n  annotations,\n)\ndef f(a: int | None): pass',
      ['3.7 from __future__ import annotations']
    ],
    [
      'from __future__ import \\\n  division, annotations\ndef f(a: int | None): pass',
      ['3.7 from __future__ import annotations']
    ],
    ['def f(a: int | None): pass', ['3.10 the type X | Y']],
    ['def f() -> str | Thing: pass', ['3.10 the type X | Y']],
    ['def f(a: A | B): pass', []],
    ['def f(a: dict[str, int]): pass', ['3.9 a type such as list[int]']],
    ['def f():\n  a: list[int] = []', []],
    ['class A:\n  a: list[int]', ['3.9 a type such as list[int]']],
    ['class A:\n  def f(self, a: list[int]): pass', ['3.9 a type such as list[int]']],
    ['if TYPE_CHECKING:\n  def f(a: int | None): pass', []],
    ['if sys.version_info >= (3, 10):\n  a: list[int] = []', []],
    ['try:\n  a: list[int] = []\nexcept TypeError: pass', []],
    ['def f():\n  def g(a: int | None): pass', []],
    ['def f():\n  class A:\n    a: list[int]', []],
    ['def f():\n  match x:\n    case 1: pass', ['3.10 the statement match']],
    ['from typing import List as list\ndef f(a: list[int]): pass', []],
    ['from typing import (\n  List as list,\n)\na: list[int]', []],
    ['from ours import *\na: list[int]', []],
    ['(a, [list, int]) = x\nb: list[int]\nc: int | str', ['3.10 the type X | Y']],
    ['class int: pass\nb: int | T', []],
    ['if x:\n  list = List\nb: list[int]', []],
    ['b = list\nfor c in d: pass\nb: list[int]', ['3.9 a type such as list[int]']],
    ['a = list[0]', []],
    ['x = flags | None', []],
    ['match x:\n  case 1: pass', ['3.10 the statement match']],
    ['match = 1\nmatch(x)\ntype = 2\ntype(x)', []],
    ['try: pass\nexcept* E: pass', ['3.11 except*']],
    ['try: f(*a)\nexcept E: g(*b)', []],
    ['type X = int', ['3.12 the statement type']],
    ['def f[T](x: T): pass', ['3.12 type parameters in brackets']],
    ['if (n := 3): pass\nmatch x:\n  case 1: pass', ['3.10 the statement match', '3.8 the operator :=']]
  ])('%j', (text, expected) => {
    expect(readPythonFile(text).needs.map(({ since, what }) => `${since.join('.')} ${what}`)).toEqual(expected)
  })

  test('is told with its line', () => {
    expect(readPythonFile('a = 1\n\nif (n := 3): pass').needs).toEqual([
      { since: [3, 8], what: 'the operator :=', line: 3 }
    ])
  })
})

test('a file of any length and depth is read', () => {
  const deep = `${'('.repeat(5_000)}1${')'.repeat(5_000)}\nimport a`
  expect(() => readPythonFile(deep)).not.toThrow()
  expect(importsOf(`${'x = 1\n'.repeat(50_000)}import a`)).toEqual(['50001 a'])
})
