/** What the flow's code asks for, and what the plan makes of it. */

import { describe, expect, test } from '@jest/globals'

import type { Inputs } from '../../../src/inputs/types.ts'
import { buildOf, modernFlow as modern, planOf, problemsOf } from './workspace-plan.ts'

const classic = 'from prefect import task, Flow\nwith Flow("etl") as f: pass\n'

describe('prefect: auto', () => {
  test.each<[string, Record<string, string>, Partial<Inputs>, string[]]>([
    ['a flow of Prefect 2 or 3', { 'flows/etl.py': modern }, {}, ['prefect>=2,<4']],
    [
      'import prefect',
      { 'flows/etl.py': 'import prefect\n@prefect.flow(name="x")\ndef f(): pass' },
      {},
      ['prefect>=2,<4']
    ],
    ['a flow of Prefect 1', { 'flows/etl.py': classic }, {}, ['prefect<2', 'setuptools<81']],
    [
      'import prefect, classic',
      { 'flows/etl.py': 'import prefect\nwith prefect.Flow("x"): pass' },
      {},
      ['prefect<2', 'setuptools<81']
    ],
    [
      'modules of Prefect 1',
      { 'flows/etl.py': 'from prefect.run_configs import KubernetesRun\nfrom prefect import Flow' },
      {},
      ['prefect<2', 'setuptools<81']
    ],
    [
      'a variable named flow says nothing',
      { 'flows/etl.py': 'import prefect\nfrom prefect import Flow\nwith Flow("x") as flow: pass\nprefect.context' },
      {},
      ['prefect<2', 'setuptools<81']
    ],
    [
      'a module that both have does not outvote the flow',
      { 'flows/etl.py': `${classic}import secrets_of`, 'flows/secrets_of.py': 'from prefect.client import Secret' },
      { source: 'flows' },
      ['prefect<2', 'setuptools<81']
    ],
    ['nothing that tells', { 'flows/etl.py': 'import prefect' }, {}, ['prefect>=2,<4']],
    ['all names', { 'flows/etl.py': 'from prefect import *\n@flow\ndef f(): pass' }, {}, ['prefect>=2,<4']],
    ['no Prefect', { 'flows/etl.py': 'import pandas' }, {}, []],
    [
      'a comment and a text are no import',
      { 'flows/etl.py': '# import prefect\n"""\nfrom prefect import flow\n"""' },
      {},
      []
    ],
    [
      'python-dependencies names it',
      { 'flows/etl.py': modern },
      { pythonDependencies: ['Prefect[aws]==2.20.0'] },
      ['Prefect[aws]==2.20.0']
    ],
    [
      'a name that only begins like it',
      { 'flows/etl.py': modern },
      { pythonDependencies: ['prefect-aws'] },
      ['prefect-aws', 'prefect>=2,<4']
    ],
    [
      'the requirements file names it',
      { 'flows/etl.py': modern, 'r.txt': '-r more.txt', 'more.txt': 'prefect==3.1' },
      { requirements: 'r.txt' },
      []
    ],
    [
      'a constraint asks for nothing',
      { 'flows/etl.py': modern, 'r.txt': '-c c.txt', 'c.txt': 'prefect==3.1' },
      { requirements: 'r.txt' },
      ['prefect>=2,<4']
    ],
    ['the base image has it', { 'flows/etl.py': modern }, { baseImage: 'prefecthq/prefect:3-latest' }, []],
    ['none', { 'flows/etl.py': modern }, { prefect: 'none' }, []],
    ['a version', { 'flows/etl.py': 'import pandas' }, { prefect: { specifier: '==3.4.*' } }, ['prefect==3.4.*']],
    [
      'a module that goes along imports it',
      { 'flows/etl.py': 'from common import f', 'flows/common.py': modern },
      { source: 'flows' },
      ['prefect>=2,<4']
    ]
  ])('%s', async (_what, files, inputs, expected) => {
    expect(buildOf(await planOf(files, inputs)).dependencies).toEqual(expected)
  })

  test('says what was chosen and why', async () => {
    expect((await planOf({ 'flows/etl.py': `\n${modern}` })).notes).toEqual([
      'Prefect: prefect>=2,<4 is installed, since flows/etl.py line 2 imports it as Prefect 2 or 3 is used, and nothing names a version. Set prefect to choose.'
    ])
    const named = { pythonDependencies: ['prefect==2.20'] }
    expect((await planOf({ 'flows/etl.py': modern }, named)).notes).toEqual([
      'Prefect: as python-dependencies says (flows/etl.py line 1 imports it).'
    ])
  })

  test('twice is a problem', async () => {
    const inputs: Partial<Inputs> = { prefect: { specifier: '==3.*' }, pythonDependencies: ['prefect==2'] }
    expect(await problemsOf({ 'flows/etl.py': modern }, inputs)).toEqual([
      '- prefect: is given, and python-dependencies names prefect as well; keep one of the two.'
    ])
  })

  test('the database is prepared for Prefect 2 and 3 alone', async () => {
    expect(buildOf(await planOf({ 'flows/etl.py': modern })).preparesPrefect).toBe(true)
    expect(buildOf(await planOf({ 'flows/etl.py': classic })).preparesPrefect).toBe(false)
  })
})

describe('dependencies in the flow itself', () => {
  const flow =
    '# /// script\n# dependencies = ["prefect>=3.1", "Rich", "httpx"]\n# requires-python = ">=3.12"\n# ///\n' + modern

  test('are installed where no input names the package, and name Prefect', async () => {
    const found = await planOf(
      { 'flows/etl.py': flow, 'r.txt': 'httpx==1' },
      { pythonDependencies: ['rich<10'], requirements: 'r.txt' }
    )
    expect(buildOf(found).dependencies).toEqual(['rich<10', 'prefect>=3.1'])
    expect(found.notes).toEqual([
      'Dependencies of flows/etl.py itself (# /// script) are installed: prefect.',
      'Prefect: as the flow itself says (flows/etl.py line 5 imports it).'
    ])
  })

  test('leave Prefect to the input prefect, where it is given', async () => {
    const found = await planOf({ 'flows/etl.py': flow }, { prefect: { specifier: '==3.4.*' } })
    expect(buildOf(found).dependencies).toEqual(['Rich', 'httpx', 'prefect==3.4.*'])
  })

  test('ask for a Python that the base must have', async () => {
    expect(await problemsOf({ 'flows/etl.py': flow }, { baseImage: 'python:3.11' })).toEqual([
      '- base-image: got "python:3.11", but the flow itself asks for Python 3.12 or later (# /// script). Set base-image, for example to python:3.13-slim.'
    ])
  })

  test('leave out Prefect where the input says none', async () => {
    const found = await planOf({ 'flows/etl.py': flow }, { prefect: 'none' })
    expect(buildOf(found).dependencies).toEqual(['Rich', 'httpx'])
    expect(found.notes).toEqual(['Dependencies of flows/etl.py itself (# /// script) are installed: rich, httpx.'])
  })

  const blockOf = (dependency: string): string => `# /// script\n# dependencies = ["rich", ${dependency}]\n# ///\n`
  const place = '- flow: flows/etl.py: dependency 2 of its block "# /// script"'
  test.each<[string, string]>([
    ['"-r other.txt"', 'uses -r, which reads files that are not in the image: put it into a file'],
    ['" -r other.txt"', 'uses -r, which reads files that are not in the image: put it into a file'],
    ['"--index-url=http://evil.example"', 'starts with -, as an option of pip does;'],
    ['"./lib"', 'is a local path, which is not in the image'],
    ['"lib @ file:///lib"', 'is a local path, which is not in the image'],
    ['"requests\\n--extra-index-url http://evil.example"', 'holds a line break.'],
    ['"requests\\r--extra-index-url http://evil.example"', 'holds a line break.'],
    ['"requests\\u2028x"', 'holds a control character.'],
    ['"requests \\\\"', 'ends in a backslash.'],
    ['"# requests"', 'names nothing.']
  ])('that pip would read otherwise are refused: %s', async (dependency, problem) => {
    const [found, ...more] = await problemsOf({ 'flows/etl.py': blockOf(dependency) })
    expect(found).toContain(`${place} ${problem}`)
    expect(more).toEqual([])
  })

  test('are named without what may be secret, and a password in a URL is warned about', async () => {
    const lines = '"pkg @ https://u:s3cret@h.example/x.whl", "git+https://u:s3cret@h.example/y"'
    const { notes, warnings } = await planOf({ 'flows/etl.py': blockOf(lines) })
    expect(notes).toEqual([
      'Dependencies of flows/etl.py itself (# /// script) are installed: rich, pkg, a package from an address.'
    ])
    expect(warnings).toEqual([
      'flows/etl.py holds a URL with credentials in its block "# /// script": they end in a layer of the image, for everyone who can pull it. Give them through build-secrets.'
    ])
  })

  test('that cannot be read are a problem', async () => {
    expect(await problemsOf({ 'flows/etl.py': '# /// script\n# x\n# ///\n' })).toEqual([
      '- flow: flows/etl.py has a block "# /// script" that is not TOML; correct it, or remove the block (PEP 723).'
    ])
  })
})

describe('a base image that cannot run the flow', () => {
  const left = { baseImage: 'python:3.6', baseImageIsDefault: true }
  test.each<[string, string, Partial<Inputs>, string[]]>([
    [
      'Prefect 2 or 3 on the default',
      modern,
      left,
      [
        '- base-image: is left at python:3.6, but flows/etl.py (line 1) imports Prefect 2 or 3, which needs Python 3.7 or later. Set base-image, for example to python:3.13-slim.'
      ]
    ],
    [
      'newer syntax on the default',
      'x = 1\nif (n := x): pass',
      left,
      [
        '- base-image: is left at python:3.6, but flows/etl.py (line 2) uses the operator :=, which needs Python 3.8 or later. Set base-image, for example to python:3.13-slim.'
      ]
    ],
    [
      'a newer module',
      'import tomllib',
      { baseImage: 'ghcr.io/octo/python:3.9-slim' },
      [
        '- base-image: got "ghcr.io/octo/python:3.9-slim", but flows/etl.py (line 1) uses the module tomllib, which needs Python 3.11 or later. Set base-image, for example to python:3.13-slim.'
      ]
    ],
    ['a module that may be missing', 'try:\n  import tomllib\nexcept ImportError: pass', left, []],
    ['Prefect 1 on the default', classic, left, []],
    ['the newest syntax on a Python that has it', 'match 1:\n  case 1: pass', { baseImage: 'python:3.10' }, []],
    [
      'two digits',
      'match 1:\n  case 1: pass',
      { baseImage: 'python:3.1' },
      [expect.stringContaining('got "python:3.1"') as unknown as string]
    ],
    ['Prefect 2 or 3 that may be missing', 'try:\n  from prefect import flow\nexcept ImportError: flow = id', left, []],
    ['Prefect from elsewhere', modern, { ...left, prefect: 'none' }, []],
    ['what both generations of Prefect have', 'import prefect', left, []],
    ['a backport of a module', 'import dataclasses', { ...left, pythonDependencies: ['dataclasses'] }, []],
    ['a backport that comes with another package', 'import contextvars', { ...left, pythonDependencies: ['x'] }, []],
    ['a base whose Python is not known', modern, { baseImage: 'ubuntu:18.04', baseImageIsDefault: false }, []],
    ['a tag that says nothing', modern, { baseImage: 'python:latest', baseImageIsDefault: false }, []]
  ])('%s', async (_what, text, inputs, expected) => {
    expect(await problemsOf({ 'flows/etl.py': text }, { baseImageIsDefault: false, ...inputs })).toEqual(expected)
  })
})

test.each<[string, string, string[], string]>([
  [
    'goes on without it on an old Python',
    'try:\n  from prefect import flow\nexcept ImportError: flow = id',
    [],
    'Prefect: none is installed, since flows/etl.py line 2 imports it only perhaps, and python:3.6 can run neither Prefect 2 nor 3.'
  ],
  [
    'uses what both generations have',
    'import prefect',
    ['prefect<2', 'setuptools<81'],
    'Prefect: prefect<2 is installed, since flows/etl.py line 1 imports it as Prefect 1 or before is used, and nothing names a version. Set prefect to choose.'
  ]
])('prefect: auto for a flow that %s', async (_what, text, dependencies, note) => {
  const found = await planOf({ 'flows/etl.py': text }, { baseImage: 'python:3.6', baseImageIsDefault: true })
  expect(buildOf(found).dependencies).toEqual(dependencies)
  expect(found.notes).toEqual([note])
})

describe('what only may be imported asks for no Python', () => {
  const newer = 'match 1:\n  case 1: pass'
  test.each<[string, Record<string, string>, boolean]>([
    ['a module', { 'etl.py': 'import a', 'a.py': newer }, false],
    ['a module of a module', { 'etl.py': 'import a', 'a.py': 'import b', 'b.py': newer }, false],
    [
      'behind a version',
      { 'etl.py': 'if sys.version_info >= (3, 10):\n  from compat310 import go', 'compat310.py': newer },
      true
    ],
    ['for types alone', { 'etl.py': 'if TYPE_CHECKING:\n  from mytypes import T', 'mytypes.py': newer }, true],
    [
      'in a try',
      {
        'etl.py': 'try:\n  import conf_new\nexcept ImportError:\n  import conf_old',
        'conf_new.py': 'import tomllib',
        'conf_old.py': ''
      },
      true
    ],
    ['below one that may be', { 'etl.py': 'try: import a\nexcept E: pass', 'a.py': 'import b', 'b.py': newer }, true],
    [
      'perhaps here and surely there',
      { 'etl.py': 'try: import a\nexcept E: pass\nimport b', 'b.py': 'import a', 'a.py': newer },
      false
    ],
    ['a file behind a package of its name', { 'etl.py': 'import a', 'a/__init__.py': '', 'a.py': newer }, true],
    ['a module of a package', { 'etl.py': 'from a import b', 'a/__init__.py': '', 'a/b.py': newer }, false],
    [
      'what a package gives by itself',
      { 'etl.py': 'from a import b', 'a/__init__.py': 'b = 1', 'a/b.py': newer },
      true
    ],
    [
      'a module that a package imports itself',
      { 'etl.py': 'from a import b', 'a/__init__.py': 'from .b import b', 'a/b.py': newer },
      false
    ],
    ['a module of the workspace with a newer name', { 'etl.py': 'import tomllib', 'tomllib.py': '' }, true]
  ])('%s', async (_what, files, runs) => {
    const inFlows = Object.fromEntries(Object.entries(files).map(([path, text]) => [`flows/${path}`, text]))
    const problems = await problemsOf(inFlows, { baseImage: 'python:3.9-slim', source: 'flows' })
    expect(problems).toEqual(runs ? [] : [expect.stringContaining('which needs Python 3.10 or later')])
  })

  test('nor does what does not go along, and may come from elsewhere', async () => {
    const files = { 'flows/etl.py': 'import redis', 'flows/redis.py': newer }
    const inputs: Partial<Inputs> = { baseImage: 'python:3.9-slim', pythonDependencies: ['redis'] }
    expect(await problemsOf(files, inputs)).toEqual([])
  })
})
