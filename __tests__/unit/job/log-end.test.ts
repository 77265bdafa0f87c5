/** The end of a run whose node hands out the logs slowly. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals'

import type { ContainerState } from '../../../src/cluster/objects.ts'
import type { Cluster, LogRequest } from '../../../src/cluster/port.ts'
import { sleep } from '../../../src/lib/deadline.ts'
import { LogFile } from '../../../src/job/log-file.ts'
import { Logs } from '../../../src/job/logs.ts'
import { createWriter } from '../../../src/runner/writer.ts'
import { makeSink } from '../../support/fakes.ts'
import { exited, makeSnapshot, podIn, running } from '../../support/objects.ts'

let folder = ''
beforeEach(() => {
  jest.useFakeTimers()
  folder = mkdtempSync(join(tmpdir(), 'log-end-'))
})
afterEach(() => {
  jest.useRealTimers()
  rmSync(folder, { recursive: true })
})

/** A log of so many lines, handed out one every ten seconds. */
function slowLog(lines: number): Cluster {
  const stream = async function* ({ since }: LogRequest, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    for (let line = 0; line < lines; line += 1) {
      const stamp = new Date(Date.UTC(2026) + line * 1000).toISOString()
      if (since !== undefined && Date.parse(stamp) < Date.parse(since)) continue
      yield Buffer.from(`${stamp.replace('Z', '000000Z')} ${String(line)}\n`)
      if (!(await sleep(10_000, signal))) throw signal.reason
    }
  }
  const openLog = (request: LogRequest, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> =>
    Promise.resolve(stream(request, signal))
  return { openLog } as unknown as Cluster
}

async function finish(state: ContainerState, lines: number): Promise<{ kept: number; losses: string[]; said: string }> {
  const sink = makeSink()
  const file = new LogFile(join(folder, 'log.txt'), true)
  const writer = createWriter(sink.write, { token: () => 'T' })
  const logs = new Logs({ cluster: slowLog(lines), file, writer, show: false, isSingle: true })
  logs.take(makeSnapshot({ pods: [podIn(state)] }))
  const finished = logs.finish({ silent: 60_000, longest: 1_800_000 })
  await jest.advanceTimersByTimeAsync(3_600_000)
  await finished
  file.close()
  const kept = readFileSync(file.path, 'utf8').split('\n').length - 1
  return { kept, losses: logs.losses.map(({ text }) => text), said: sink.text }
}

test('the log of a container that has ended is read to its end, however long that takes while it comes', async () => {
  const { kept, losses, said } = await finish(exited(0), 30)
  expect({ kept, losses }).toEqual({ kept: 30, losses: [] })
  expect(said).toBe('The logs are still being read to their end.\n')
})

test('that of one that runs on is read for as long as a silent one', async () => {
  const { kept, losses } = await finish(running(), 1000)
  expect(losses).toEqual(['its last lines could not be read in time'])
  expect(kept).toBeLessThan(10)
})
