import { describe, expect, test } from '@jest/globals'

import { failureOfReport } from '../../../src/flow/failure-of-report.ts'
import { unknownHome, type Home } from '../../../src/flow/home.ts'
import type { LauncherReport } from '../../../src/flow/protocol.ts'

const home: Home = {
  ...unknownHome,
  flow: 'flows/etl.py',
  neighbours: new Map([['helpers', 'flows']]),
  hidden: ['hunter22']
}
const frame = (file: string, line: number, name = 'load') => ({ file, line, function: name })
const report = (changes: Partial<LauncherReport> = {}): LauncherReport => ({
  kind: 'function',
  state: 'failed',
  exit: 1,
  exception: { type: 'ValueError', message: 'no rows' },
  frames: [],
  causes: [],
  result: undefined,
  resultProblem: undefined,
  ...changes
})
const failureOf = (changes: Partial<LauncherReport>, at: Home = home) => failureOfReport(report(changes), 1, at)

describe('a failure points home', () => {
  test('to the deepest frame of the user’s own, with all of them', () => {
    const frames = [
      frame('/flow/flows/etl.py', 30, '<module>'),
      frame('/flow/lib/db.py', 12),
      frame('/usr/lib/python3/csv.py', 3)
    ]
    expect(failureOf({ frames })).toMatchObject({
      why: 'At lib/db.py:12, in load: ValueError: no rows.',
      place: { file: 'lib/db.py', line: 12 },
      title: 'ValueError: no rows',
      frames: [
        { file: 'flows/etl.py', line: 30, function: '<module>' },
        { file: 'lib/db.py', line: 12, function: 'load' }
      ]
    })
  })

  test('at most the eight deepest frames are kept', () => {
    const frames = Array.from({ length: 20 }, (_, index) => frame('/flow/etl.py', index + 1))
    expect(failureOf({ frames }).frames.map(({ line }) => line)).toEqual([13, 14, 15, 16, 17, 18, 19, 20])
  })

  test('to nothing where no frame is the user’s', () => {
    expect(failureOf({ frames: [frame('/usr/lib/python3/csv.py', 3)] })).toMatchObject({ place: undefined, frames: [] })
  })

  test('with what led to it', () => {
    const causes = [
      { type: 'KeyError', message: "'price'", frame: frame('/flow/flows/etl.py', 12) },
      { type: 'OSError', message: 'a\nb', frame: frame('/usr/lib/x.py', 1) },
      { type: 'X', message: '', frame: undefined }
    ]
    expect(failureOf({ causes }).causes).toEqual([
      { text: "KeyError: 'price'", frame: { file: 'flows/etl.py', line: 12, function: 'load' } },
      { text: 'OSError: a b', frame: undefined },
      { text: 'X:', frame: undefined }
    ])
  })
})

describe('a title', () => {
  const titleOf = (type: string, message: string) => failureOf({ exception: { type, message } }).title

  test.each([
    ['ValueError', "could not convert string to float: 'n/a'", "ValueError: could not convert string to float: 'n/a'"],
    ['SystemExit', '', 'SystemExit'],
    ['ValueError', 'a\r\n::error::b\u0000\u001b[31m\u202Ec', 'ValueError: a ::error::b[31mc'],
    ['ValueError', 'password hunter22 refused', 'ValueError: password *** refused'],
    ['ValueError', '😀'.repeat(200), `ValueError: ${'😀'.repeat(107)}…`]
  ])('%s: %j', (type, message, expected) => {
    expect(titleOf(type, message)).toBe(expected)
  })

  test.each(['FlowUnsuccessful', 'FlowNotFound'])('is not the launcher’s own %s', (type) => {
    expect(titleOf(type, 'x')).toBeUndefined()
  })

  test('is not there without an exception', () => {
    expect(failureOf({ exception: undefined })).toMatchObject({ title: undefined, why: undefined })
  })
})

describe('what cannot be imported', () => {
  const importing = (type: string, message: string, at = home) =>
    failureOf({ state: 'not-importable', exception: { type, message } }, at)

  test.each([
    ['pandas', 'Add it to python-dependencies.'],
    ['yaml', 'Add PyYAML to python-dependencies: that is its name on PyPI.'],
    ['sklearn.linear_model', 'Add scikit-learn to python-dependencies: that is its name on PyPI.'],
    [
      'google.cloud.secret_manager',
      'Add google-cloud-secret-manager to python-dependencies: that is its name on PyPI.'
    ],
    ['azure.storage.blob', 'Add azure-storage to python-dependencies: that is its name on PyPI.'],
    ['constructor', 'Add it to python-dependencies.'],
    [
      'pandas.nothing',
      'The image has pandas, but not this part of it: ask for another version of pandas in python-dependencies.'
    ],
    ['helpers', 'It lies in the workspace: set source to flows.'],
    ['helpers.db', 'It lies in the workspace: set source to flows.'],
    ['prefect', 'Add it to python-dependencies.'],
    ['prefect.executors', expect.stringContaining('the input prefect')],
    [
      'crypt',
      'It left Python in 3.13: write the flow without it, or set base-image to an older one, such as python:3.12.'
    ],
    ['imp', expect.stringContaining('It left Python in 3.12')],
    [
      'distutils.version',
      'It left Python in 3.12: write the flow without it, set base-image to an older one, such as python:3.11, or add setuptools to python-dependencies, which brings it.'
    ],
    ['tomllib', expect.stringContaining('newer Python. Set base-image')]
  ])('the module %s', (module, fix) => {
    expect(importing('ModuleNotFoundError', `No module named '${module}'`)).toMatchObject({
      reason: 'flow-not-importable',
      what: `The flow imports ${module}, which is not in the image.`,
      fix
    })
  })

  test('a neighbour of a flow in the workspace’s root', () => {
    const root = { ...home, flow: 'etl.py', neighbours: new Map([['helpers', '.']]) }
    expect(importing('ModuleNotFoundError', "No module named 'helpers'", root).fix).toBe(
      'It lies in the workspace: set source to . (the whole workspace).'
    )
  })

  test.each<[string, string, unknown]>([
    [
      'ImportError',
      "cannot import name 'flow' from 'prefect' (/usr/lib/prefect/__init__.py)",
      expect.stringContaining('the input prefect')
    ],
    // Python 3.6
    [
      'ImportError',
      "cannot import name 'flow'",
      'Fix the error, or add what is missing to python-dependencies or files.'
    ],
    ['TypeError', "'type' object is not subscriptable", expect.stringContaining('Set base-image')],
    ['ModuleNotFoundError', '::error::', 'Fix the error, or add what is missing to python-dependencies or files.'],
    ['NameError', 'x', 'Fix the error, or add what is missing to python-dependencies or files.']
  ])('%s: %s', (type, message, fix) => {
    expect(importing(type, message)).toMatchObject({ what: 'The flow file could not be imported.', fix })
  })

  test.each([
    ['/flow/flows/etl.py', 'invalid syntax (etl.py, line 3)', 'The flow file', /newer Python\. Set base-image/u],
    ['/flow/lib/db.py', 'unexpected indent (db.py, line 3)', 'lib/db.py', /^Correct it\.$/u]
  ])('a syntax error in %s', (file, message, subject, fix) => {
    const exception = { type: 'SyntaxError', message }
    const failure = failureOf({ state: 'not-importable', exception, frames: [frame(file, 3, '<module>')] })
    expect(failure).toMatchObject({
      what: `${subject} has a syntax error for the Python of the image.`,
      fix: expect.stringMatching(fix),
      place: { line: 3 }
    })
  })
})

test('a module that is missing in the middle of a run has its fix too; a syntax error there may be anything', () => {
  const exception = { type: 'ModuleNotFoundError', message: "No module named 'yaml'" }
  expect(failureOf({ exception })).toMatchObject({
    reason: 'flow-failed',
    what: 'The flow failed with exit code 1.',
    fix: expect.stringContaining('PyYAML')
  })
  expect(failureOf({ exception: { type: 'SyntaxError', message: 'invalid syntax' } }).fix).toBe(
    'The last lines of the log say why.'
  )
})
