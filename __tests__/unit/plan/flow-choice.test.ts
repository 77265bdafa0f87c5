/** Which flow of a file will run, and whether it takes the parameters: said before the build where it is sure. */

import { describe, expect, test } from '@jest/globals'

import { planOf, problemsOf } from './workspace-plan.ts'

const flow = 'from prefect import flow, task\n'
const two = `${flow}@flow\ndef extract(day, limit=3): pass\n@flow(name="Load it")\nasync def load(): pass\n`
const several = '- flow: flows/etl.py holds several flows: extract, load. Name one, as in flows/etl.py:load.'

type Case = [name: string, code: string, flow: string | undefined, parameters: Record<string, string>, string[]]

function check(cases: readonly Case[]): void {
  test.each(cases)('%s', async (_name, code, name, values, expected) => {
    const parameters = new Map(Object.entries(values))
    const path = { path: 'flows/etl.py', ...(name !== undefined && { name }) }
    expect(await problemsOf({ 'flows/etl.py': code }, { flow: path, parameters })).toEqual(expected)
  })
}

describe('the flow', () => {
  check([
    ['one of several must be named', two, undefined, {}, [several]],
    ['a name settles it', two, 'load', {}, []],
    [
      'a name that the file does not have',
      two,
      'lod',
      {},
      ['- flow: flows/etl.py has no flow or function "lod"; it has extract, load.']
    ],
    ['a name that is imported', `${flow}from pkg import nightly\n`, 'nightly', {}, []],
    ['a name that a star may bring', 'from pkg import *\n', 'nightly', {}, []],
    ['a name that code may make', 'globals().update(nightly())\n', 'other', {}, []],
    ['a flow of Prefect 1', 'from prefect import Flow\nwith Flow("x") as nightly: pass\n', 'nightly', {}, []],
    ['one that runs when the file is imported', `${two}extract(1)\n`, undefined, {}, []],
    ['one that somebody else may run', `${two}import pkg\npkg.go()\n`, undefined, {}, []],
    ['several, and plain calls', `import os\nprint(os.getcwd())\n${two}`, undefined, {}, [several]],
    ['several, and a block for __main__', `${two}if __name__ == "__main__":\n  extract(1)\n`, undefined, {}, [several]],
    ['one of them only perhaps', `${flow}if 1:\n  @flow\n  def a(): pass\n@flow\ndef b(): pass\n`, undefined, {}, []],
    ['one made of another', `${flow}@flow\ndef a(): pass\nb = a.with_options(name="b")\n`, undefined, {}, []],
    ['a flow and a task', `${flow}@task\ndef a(x): pass\n@flow\ndef b(): a(1)\n`, undefined, {}, []],
    [
      'a file that only defines functions',
      '"""Text."""\nimport os\nLIMIT = 3\ndef a(): pass\ndef b(): pass\n',
      undefined,
      {},
      ['- flow: flows/etl.py runs nothing by itself; it has a, b. Name one, as in flows/etl.py:b.']
    ],
    ['functions and a block for __main__', 'def a(): pass\nif __name__ == "__main__":\n  a()\n', undefined, {}, []],
    ['a script', 'def a(): pass\na()\n', undefined, {}, []],
    ['a file that is no Python', 'def a(:\n', 'b', {}, []]
  ])
})

describe('its parameters', () => {
  const takes = (code: string, name?: string): [string, string | undefined] => [`${flow}${code}`, name]
  const etl = takes('@flow\ndef etl(day, limit=3): pass\n')
  const at = '- parameters: etl (flows/etl.py, line'
  check([
    ['all that are needed', ...etl, { day: 'x' }, []],
    ['one is missing', ...etl, {}, [`${at} 3) takes day, limit; it needs day.`]],
    ['one is unknown', ...etl, { days: 'x' }, [`${at} 3) takes day, limit; it does not know "days" and it needs day.`]],
    [
      'none are taken',
      ...takes('@flow\ndef etl(): pass\n'),
      { a: '1' },
      [`${at} 3) takes no parameters; it does not know "a".`]
    ],
    ['any are taken', ...takes('@flow\ndef etl(a=1, **more): pass\n'), { b: '1' }, []],
    ['a list of places is none', ...takes('@flow\ndef etl(*more): pass\n'), {}, []],
    ['by name alone', ...takes('@flow\ndef etl(*, a, b=1): pass\n'), {}, [`${at} 3) takes a, b; it needs a.`]],
    [
      'by place alone',
      ...takes('@flow\ndef etl(a, /): pass\n'),
      { a: '1' },
      [`${at} 3) takes no parameters; it does not know "a" and it needs a.`]
    ],
    [
      'with types, comments and line ends',
      ...takes(
        '@flow(\n  retries=2,  # twice\n)\ndef etl(\n  day: "date",  # when\n  tags: dict[str, int] = {"a": 1, "b": 2},\n) -> None: pass\n'
      ),
      {},
      [`${at} 5) takes day, tags; it needs day.`]
    ],
    ['of a function', ...takes('def etl(day): pass\n', 'etl'), {}, [`${at} 2) takes day; it needs day.`]],
    ['of something decorated', ...takes('import functools\n@functools.cache\ndef etl(day): pass\n', 'etl'), {}, []],
    ['of one that is decorated twice', ...takes('import pkg\n@flow\n@pkg.inject\ndef etl(day): pass\n', 'etl'), {}, []],
    ['of one that is defined twice', ...takes('def etl(day): pass\ndef etl(): pass\n', 'etl'), {}, []],
    ['of one that another package calls a flow', 'from pkg import flow\n@flow\ndef etl(day): pass\n', 'etl', {}, []],
    ['of one that has run by then', ...takes('@flow\ndef etl(day): pass\netl(1)\n'), {}, []],
    [
      'of a script',
      'print(1)\n',
      undefined,
      { day: 'x' },
      [
        '- parameters: flows/etl.py runs as a script, which takes none; name the flow or function, as in flows/etl.py:NAME.'
      ]
    ]
  ])

  test('do not matter where nothing runs', async () => {
    expect(await problemsOf({ 'flows/etl.py': etl[0] }, { run: false, registryUrl: undefined })).toEqual([])
  })
})

test.each<[string, string, string[]]>([
  [
    'functions that nothing calls',
    'import logging\nlogger = logging.getLogger(__name__)\ndef main(): pass\n',
    ['flow: flows/etl.py runs as a script, in which nothing calls main. To run one, name it, as in flows/etl.py:main.']
  ],
  ['functions that are called', 'def main(): pass\nmain()\n', []],
  ['functions, and a block for __main__', 'def main(): pass\nif __name__ == "__main__":\n  main()\n', []],
  ['no functions', 'print(1)\n', []]
])('a script is warned of: %s', async (_name, code, expected) => {
  expect((await planOf({ 'flows/etl.py': code })).warnings).toEqual(expected)
})
