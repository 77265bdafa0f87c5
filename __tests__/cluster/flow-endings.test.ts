/**
 * Kinds of flows × their endings: what the workflow is told. docs/flows.md shows what these tests recorded (RECORD_SEEN=1, then
 * `node dev/docs.ts`), and each run of them compares.
 */

import { mkdirSync, writeFileSync } from 'node:fs'

import { describe, expect, test } from '@jest/globals'

import { endingPath, endingsFolder, readEnding, type FlowEnding } from '../../dev/flow-endings/record.ts'
import { onStage, type Ran } from '../support/cluster.ts'

const minutes = 60_000

/** Ending, inputs, exit code and reason; `undefined` exit code: there was none. */
type Row = readonly [ending: string, inputs: Readonly<Record<string, string>>, exit: number | undefined, reason: string]

function endingOf(kind: string, ending: string, { conclusion, outputs, annotations }: Ran): FlowEnding {
  const [error] = annotations.filter(({ level }) => level === 'error')
  const place = error?.file === undefined ? [] : [`${error.file}:${String(error.line)}`]
  return {
    kind,
    ending,
    conclusion,
    exitCode: outputs['exit-code'] ?? '',
    reason: outputs['failure-reason'] ?? '',
    result: outputs['result'] ?? '',
    annotation: [...place, ...(error?.title === undefined ? [] : [error.title])].join(' ')
  }
}

function check(found: FlowEnding, exit: number | undefined, reason: string): void {
  expect(found).toMatchObject({
    conclusion: reason === '' ? 'success' : 'failure',
    exitCode: exit === undefined ? '' : String(exit),
    reason
  })
  const path = endingPath(found)
  if (process.env['RECORD_SEEN'] === '1') {
    mkdirSync(endingsFolder, { recursive: true })
    writeFileSync(path, `${JSON.stringify(found, null, 2)}\n`)
  }
  expect(found).toEqual(readEnding(path))
}

/** @param common inputs of every row @param flow file of the rows whose `flow` is a name alone */
function table(kind: string, common: Readonly<Record<string, string>>, flow: string, rows: readonly Row[]): void {
  // eslint-disable-next-line jest/valid-title -- the rule does not see that a parameter of type string is one
  describe(kind, () => {
    test.concurrent.each(rows)(
      '%s',
      (ending, inputs, exit, reason) =>
        onStage(async (stage) => {
          const named = inputs['flow'] ?? flow
          const whole = named.includes('.py') ? `flows/endings/${named}` : `flows/endings/${flow}:${named}`
          const ran = await stage.run({ 'registry-url': stage.registry, ...common, ...inputs, flow: whole })
          expect(ran).toMatchObject({ left: [], runnerErrors: [] })
          check(endingOf(kind, ending, ran), exit, reason)
        }),
      8 * minutes
    )
  })
}

const bad = 'invalid-input'

table('Prefect 3', { 'base-image': 'python:3.11' }, 'prefect3.py', [
  ['returns a value', { flow: 'returns' }, 0, ''],
  ['async, returns a value', { flow: 'awaits' }, 0, ''],
  ['returns Completed with a message', { flow: 'says_completed' }, 0, ''],
  ['raises an exception', { flow: 'raises' }, 1, 'flow-failed'],
  ['a task fails, and is returned', { flow: 'task_fails' }, 1, 'flow-failed'],
  ['returns Failed', { flow: 'says_failed' }, 1, 'flow-failed'],
  ['returns Cancelled', { flow: 'says_cancelled' }, 1, 'flow-failed'],
  ['sys.exit(3)', { flow: 'exits' }, 3, 'flow-failed'],
  ['os._exit(0)', { flow: 'leaves' }, 1, 'flow-failed'],
  ['a segmentation fault', { flow: 'crashes' }, 139, 'flow-failed'],
  ['an exception in a thread', { flow: 'in_a_thread' }, 0, ''],
  ['a parameter of another type', { flow: 'wants_a_number', parameters: 'limit: many' }, 66, bad],
  ['a missing parameter', { flow: 'wants_a_number' }, undefined, bad],
  ['a missing module', { flow: 'missing_import3.py' }, 65, 'flow-not-importable']
])

const classic: readonly Row[] = [
  ['succeeds', { flow: 'returns' }, 0, ''],
  ['a task raises an exception', { flow: 'raises' }, 1, 'flow-failed'],
  ['raises signals.FAIL', { flow: 'says_failed' }, 1, 'flow-failed'],
  ['sys.exit(3) in a task', { flow: 'exits' }, 3, 'flow-failed'],
  ['os._exit(0) in a task', { flow: 'leaves' }, 1, 'flow-failed'],
  ['an unknown parameter', { flow: 'returns', parameters: 'year: 2026' }, 66, bad],
  ['a missing module', { flow: 'missing_import1.py' }, 65, 'flow-not-importable']
]
table(
  'Prefect 1',
  { 'base-image': 'python:3.11', prefect: '1.4.1', 'python-dependencies': 'setuptools<81' },
  'prefect1.py',
  classic
)
table('Prefect 0.5.1', { prefect: '0.5.1' }, 'prefect1.py', classic)

table('function', {}, 'functions.py', [
  ['returns a value', { flow: 'returns', parameters: 'day: monday' }, 0, ''],
  ['async, returns a value', { flow: 'awaits' }, 0, ''],
  ['returns what is not JSON', { flow: 'returns_an_object' }, 0, ''],
  ['returns too much', { flow: 'returns_too_much' }, 0, ''],
  ['raises an exception', { flow: 'raises' }, 1, 'flow-failed'],
  ['sys.exit(3)', { flow: 'exits' }, 3, 'flow-failed'],
  ['sys.exit with words', { flow: 'exits_with_words' }, 1, 'flow-failed'],
  ['os._exit(0)', { flow: 'leaves' }, 1, 'flow-failed'],
  ['a segmentation fault', { flow: 'crashes' }, 139, 'flow-failed'],
  ['an exception in a thread', { flow: 'in_a_thread' }, 0, ''],
  ['an unknown parameter', { flow: 'returns', parameters: 'year: 2026' }, undefined, bad],
  ['a missing module', { flow: 'missing_import_function.py:gets' }, 65, 'flow-not-importable'],
  ['a syntax error', { flow: 'syntax_error.py:broken' }, 65, 'flow-not-importable'],
  ['a name that is not there', { flow: 'nothing' }, undefined, bad],
  ['a name that might have come about', { flow: 'made_functions.py:wednesday' }, 64, 'flow-not-found']
])

table('script', {}, 'script.py', [
  ['reaches its last line', { flow: 'script.py', args: 'ends' }, 0, ''],
  ['raises an exception', { flow: 'script.py', args: 'raises' }, 1, 'flow-failed'],
  ['sys.exit(3)', { flow: 'script.py', args: 'exits' }, 3, 'flow-failed'],
  ['os._exit(0)', { flow: 'script.py', args: 'leaves' }, 1, 'flow-failed'],
  ['os.execvp', { flow: 'script.py', args: 'execs' }, 0, ''],
  ['a missing module', { flow: 'missing_import_script.py' }, 65, 'flow-not-importable'],
  ['only functions in it', { flow: 'functions.py' }, undefined, bad]
])
