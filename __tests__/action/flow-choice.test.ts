/** What is refused before a build would fail in the image as well: the real launcher is asked. Needs python3. */

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import { protocolEnvironment } from '../../src/flow/protocol.ts'
import { gatherFacts } from '../../src/plan/facts.ts'
import { judgeFlowChoice } from '../../src/plan/flow-choice.ts'
import { checkout } from '../../dev/paths.ts'
import { makeEnvironment, makeInputs } from '../support/inputs.ts'

let folder: string
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'flow-choice-')))
  // a stand-in with the shape of Prefect, that of the launcher's own tests
  const script = `
import os, sys, textwrap
sys.path.insert(0, sys.argv[1])
from fakes import MODERN
for name, text in MODERN.items():
    path = os.path.join(sys.argv[2], name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, 'w').write(textwrap.dedent(text) + ('def task(fn): return fn\\n' if name == 'prefect/__init__.py' else ''))
`
  execFileSync('python3', ['-B', '-c', script, join(checkout(), '__tests__/launcher'), join(folder, 'fake')])
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Milliseconds; a Python that starts on a busy machine. */
const patience = 60_000

let count = 0
type Values = Readonly<Record<string, string>>
type Case = readonly [what: string, text: string, name?: string | undefined, values?: Values, files?: Values]

/** Both opinions of one file: `refused` by us, and whether the launcher runs it to a good end. */
async function both(text: string, name?: string, values: Values = {}, files: Values = {}): Promise<[boolean, boolean]> {
  count += 1
  const workspace = join(folder, String(count))
  for (const [path, content] of Object.entries({ 'etl.py': text, ...files })) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true })
    writeFileSync(join(workspace, path), content)
  }
  const parameters = new Map(Object.entries(values))
  const flow = { path: 'etl.py', ...(name !== undefined && { name }) }
  const inputs = makeInputs({ flow, parameters, source: '.' })
  const { problem } = judgeFlowChoice(inputs, await gatherFacts(inputs, makeEnvironment({ workspace })))
  const { status } = spawnSync('python3', ['-B', join(checkout(), 'src/flow/launcher.py')], {
    cwd: workspace,
    timeout: 60_000,
    env: {
      PATH: process.env['PATH'],
      PYTHONPATH: join(folder, 'fake'),
      [protocolEnvironment.flow]: join(workspace, 'etl.py'),
      [protocolEnvironment.result]: join(workspace, 'message'),
      [protocolEnvironment.parameters]: JSON.stringify(values),
      ...(name !== undefined && { [protocolEnvironment.flowName]: name })
    }
  })
  return [problem !== undefined, status === 0]
}

const head = 'from prefect import flow, task\n'
const two = `${head}@flow\ndef a(x=1): pass\n@flow\ndef b(): pass\n`
const one = `${head}@flow\ndef etl(day): pass\n`

describe('both refuse', () => {
  const cases: readonly Case[] = [
    ['several flows', two],
    [
      'several flows, and what Python and Prefect do',
      `import os, re, logging\nCODE = re.compile('x')\nlog = logging.getLogger(__name__)\n${two}print(os.getcwd())\n`
    ],
    ['several flows, and a block for __main__', `${two}if __name__ == '__main__':\n    a()\n`],
    ['a name that is not there', two, 'c'],
    ['a parameter that is missing', one],
    ['a parameter that is unknown', one, 'etl', { day: '1', days: '2' }],
    ['a parameter by place alone', `${head}@flow\ndef etl(day, /): pass\n`, 'etl', { day: '1' }],
    ['a function whose parameter is missing', 'def etl(day): pass\n', 'etl'],
    [
      'several flows that could do anything',
      `import os\n${two}@flow\ndef c():\n  global a\n  a = eval('b')\n  os._exit(0)\n`
    ],
    ['functions alone', 'def a(): pass\n'],
    ['functions and lambdas', 'KEY = lambda r: r[0]\nA = 1 if KEY else 2\ndef a(): pass\n'],
    ['parameters of a script', 'print(1)\n', undefined, { day: '1' }]
  ]
  test.each(cases.map((each) => ({ what: each[0], each })))(
    '$what',
    async ({ each: [, ...file] }) => expect(await both(...file)).toEqual([true, false]),
    patience
  )
})

describe('what the launcher runs is not refused', () => {
  const cases: readonly Case[] = [
    [
      'Prefect, or something in its place',
      `try:\n  from prefect import flow\nexcept ImportError:\n  from x import flow\n@flow\ndef etl(day): pass\n`,
      undefined,
      { day: '1' }
    ],
    [
      'the same word from elsewhere in a function',
      `${head}@flow\ndef etl(): pass\ndef other():\n  from metaflow import flow\n`
    ],
    ['a class that runs a flow', `${two}class Runner:\n  def go(self): a()\nRunner().go()\n`],
    ['the body of a class that runs a flow', `${two}class X:\n  y = a()\n`],
    ['a default that runs a flow', `${two}def c(x=a()): pass\n`],
    ['more than a block for __main__', `${two}if __name__ == '__main__' or True:\n  a()\n`],
    ['a block for __main__ with another way', `${two}if __name__ == '__main__':\n  pass\nelse:\n  a()\n`],
    [
      'a module of the workspace that runs a flow',
      `import jobs\n${two}`,
      undefined,
      {},
      { 'jobs.py': `${one}etl(1)\n` }
    ],
    [
      'a module that is run by its name',
      `import importlib\n${two}importlib.import_module('jobs')\n`,
      undefined,
      {},
      { 'jobs.py': `${one}etl(1)\n` }
    ],
    [
      'a name that is bound again in a function',
      'def etl(day): pass\ndef wrap():\n  global etl\n  etl = lambda: None\nwrap()\n',
      'etl'
    ],
    ['a name that is bound again as text', 'def etl(day): pass\nfor n in ["etl"]: globals()[n] = print\n', 'etl'],
    [
      'a name that is bound again from outside',
      'import sys\ndef etl(day): pass\nsys.modules[__name__].etl = print\n',
      'etl'
    ],
    ['a function and a class of one name', 'def etl(day): pass\nclass etl: pass\n', 'etl'],
    [
      'a decorator of its own with the name of ours',
      `${head}def flow(fn): return lambda: None\n@flow\ndef etl(day): pass\n`,
      'etl'
    ],
    [
      'a name that comes about',
      'import sys\ndef real(): pass\nsys.modules[__name__].__dict__["nightly"] = real\n',
      'nightly'
    ],
    ['a name with two spellings', 'def \ufb01x(): pass\n', 'fix'],
    ['a flow that hides', `${head}@flow\ndef __a(): pass\n@flow\ndef b(): pass\n`],
    ['two statements in a line', 'def a(): pass\nx = 1; a()\n'],
    ['a module that makes up its names', 'def __getattr__(name): return lambda: None\ndef a(): pass\n', 'nightly'],
    ['a file that ends at once', `import sys\n${two}sys.exit()\n`],
    ['a task', `${head}@task\ndef a(x): pass\n@flow\ndef b(): pass\n`],
    [
      'an import for types alone',
      'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n  import prefect\ndef a(): pass\na()\n'
    ]
  ]
  test.each(cases.map((each) => ({ what: each[0], each })))(
    '$what',
    async ({ each: [, ...file] }) => expect(await both(...file)).toEqual([false, true]),
    patience
  )
})
