/** The log on its way from a real pod: every line once and in order, and never a command to the runner. */

import { expect, test } from '@jest/globals'

import { startProxy } from '../../dev/proxy.ts'
import { errorsOf } from '../support/action.ts'
import { logOf, onStage, python, world, type Ran } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000

const commands = [
  '::error title=forged::not an error',
  '::warning::not a warning',
  '::set-output name=status::hacked',
  '::save-state name=docker-on-k8s::hacked',
  '::add-mask::succeeded',
  '::group::forged group',
  '::stop-commands::forged-token',
  '::forged-token::',
  '##[error]not an error',
  '##[add-mask]succeeded'
]

test.concurrent(
  'lines that are commands to the runner are shown, and not carried out',
  () =>
    onStage(async (stage) => {
      // also where a line begins only because of a lone carriage return
      const text = `${commands.join('\n')}\nrewritten\r::error::after a return\nlast`
      const ran = await stage.run(python(stage, `print(${JSON.stringify(text)})`))
      expect(ran).toMatchObject({ conclusion: 'success', annotations: [], runnerErrors: [] })
      expect(ran.outputs['status']).toBe('succeeded')
      expect(ran.masks).not.toContain('succeeded')
      expect(ran.groups.join()).not.toContain('forged')
      for (const line of [...commands, '::error::after a return', 'last']) expect(ran.stdout).toContain(`| ${line}`)
      expect(await logOf(ran)).toBe(`${text}\n`)
      seen('log-commands', ran, /^\| (::error|::stop-commands|##\[)/u)
    }),
  2 * minutes
)

const count = 100_000
/**
 * With a pause at the end: under load, containerd 1.6 loses the last kilobytes of a process that ends at once after much
 * output. They never reach the node's own file, so `kubectl logs` lacks them as well and nobody can tell.
 */
const printing = `import time\nfor i in range(${count}): print('line %06d of a log' % i)\ntime.sleep(3)`
const printed = Array.from({ length: count }, (_, index) => `line ${String(index).padStart(6, '0')} of a log`)

/** Every line once and in order, in the file and on the page; said as the first difference, not as 100,000 lines. */
async function expectWholeLog(ran: Ran): Promise<void> {
  expect(errorsOf(ran)).toEqual([])
  expect(ran.conclusion).toBe('success')
  expect(firstDifference((await logOf(ran)).trimEnd().split('\n'))).toBeUndefined()
  const shown = ran.stdout.split('\n').filter((line) => line.startsWith('| '))
  expect(firstDifference(shown.map((line) => line.slice(2)))).toBeUndefined()
}

function firstDifference(lines: readonly string[]): unknown {
  const at = printed.findIndex((line, index) => lines[index] !== line)
  if (at >= 0) return { at, expected: printed[at], received: lines[at] }
  return lines.length === count ? undefined : { length: lines.length, then: lines[count] }
}

test.concurrent(
  '100,000 lines: each once and in order',
  () => onStage(async (stage) => expectWholeLog(await stage.run(python(stage, printing)))),
  3 * minutes
)

test.concurrent(
  '100,000 lines through a connection that breaks ten times: each once and in order',
  async () => {
    await using proxy = await startProxy((await world()).cluster)
    await onStage(
      async (stage) => {
        const isLog = /\/pods\/[^/]+\/log$/u
        proxy.rule({ method: 'GET', path: isLog, times: 5 }, { do: 'end', afterBytes: 150_001 })
        proxy.rule({ method: 'GET', path: isLog, times: 5 }, { do: 'cut', afterBytes: 200_003 })
        // slow enough that the stream breaks while the flow still writes
        const slow = `import time\nfor k in range(20):\n  for i in range(k*5000, k*5000+5000): print('line %06d of a log' % i)\n  time.sleep(1)`
        const ran = await stage.run(python(stage, slow))
        await expectWholeLog(ran)
        const actions = proxy.seen('GET', isLog).map(({ action }) => action)
        expect(actions.filter((action) => action !== 'pass')).toHaveLength(10)
      },
      { server: proxy.server }
    )
  },
  5 * minutes
)
