/** The node rotates a log while the action reads it: every line once, or the loss is said. */

import { setTimeout as sleep } from 'node:timers/promises'

import { expect, test } from '@jest/globals'

import { startProxy } from '../../dev/proxy.ts'
import { errorsOf } from '../support/action.ts'
import { logOf, onStage, python, world, type Ran } from '../support/cluster.ts'
import { seen } from '../support/seen.ts'

const minutes = 60_000

/** The node rotates at 10 MiB, which it looks at each 10 s: this makes it do so several times. */
const count = 45_000
const writing = `import sys, time
for i in range(${count}):
  sys.stdout.write('%07d %s\\n' % (i, 'x' * 1000))
  if i % 150 == 149: sys.stdout.flush(); time.sleep(0.1)
time.sleep(3)`

/** Numbers of the lines that are there; each once and in order, or this fails. */
async function numbersOf(ran: Ran): Promise<number[]> {
  const numbers = (await logOf(ran))
    .trimEnd()
    .split('\n')
    .map((line) => Number(/^(\d{7}) x{1000}$/u.exec(line)?.[1] ?? Number.NaN))
  const wrong = numbers.findIndex((number, index) => !(number > (numbers[index - 1] ?? -1)))
  expect({ wrong, after: numbers[wrong - 1], is: numbers[wrong] }).toEqual({ wrong: -1 })
  return numbers
}

/** What is missing is said, perhaps in several places: a rotation just before the end is doubtful by itself. */
function expectHonest(ran: Ran, numbers: readonly number[], written = count): void {
  expect(errorsOf(ran)).toEqual([])
  expect(ran).toMatchObject({ conclusion: 'success', left: [] })
  const warnings = ran.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
  if (numbers.length < written) expect(warnings).not.toEqual([])
  for (const warning of warnings) expect(warning).toContain('is not whole')
}

test.concurrent(
  'while it is read',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run(python(stage, writing))
      const numbers = await numbersOf(ran)
      expectHonest(ran, numbers)
      seen('log-rotated-fast', ran, /^\| (0000000|0044999) /u)
    }),
  6 * minutes
)

test.concurrent(
  'while the server is away',
  async () => {
    await using proxy = await startProxy((await world()).cluster)
    await onStage(
      async (stage) => {
        const handle = stage.start(python(stage, writing))
        await handle.waitForLine(/\| 0002000 /u, 2 * minutes)
        await proxy.down()
        // long enough for the node to rotate
        await sleep(15_000)
        await proxy.up()
        const ran = await stage.complete(handle)
        expectHonest(ran, await numbersOf(ran))
      },
      { server: proxy.server }
    )
  },
  6 * minutes
)

/**
 * 14 MB at once, of which the reader takes one before it pauses: the node rotates while the kubelet still reads. Then few
 * lines come, and then so many that the node rotates again.
 */
const missing = `import sys, time
def write(begin, end, pause):
  for i in range(begin, end):
    sys.stdout.write('%07d %s\\n' % (i, 'x' * 1000))
    if pause: sys.stdout.flush(); time.sleep(pause)
  sys.stdout.flush()
write(0, 14000, 0)
time.sleep(28)
write(14000, 14200, 0.05)
write(14200, 26000, 0)
time.sleep(15)
write(26000, 26100, 0.05)
time.sleep(3)`

test.concurrent(
  'while the node reads it: the file that the kubelet passes over is read, or said to be missing',
  async () => {
    await using proxy = await startProxy((await world()).cluster)
    proxy.rule({ path: /\/log$/u, times: 1 }, { do: 'pause', afterBytes: 1024 * 1024, ms: 25_000 })
    await onStage(
      async (stage) => {
        const ran = await stage.run(python(stage, missing))
        expectHonest(ran, await numbersOf(ran), 26_100)
      },
      { server: proxy.server }
    )
  },
  6 * minutes
)
