/** The log of each try of a container that is started again in its pod: once, in order, and never that of another try. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, expect, test } from '@jest/globals'

import type { ContainerState, Pod } from '../../../src/cluster/objects.ts'
import type { Cluster, LogRequest } from '../../../src/cluster/port.ts'
import { LogFile } from '../../../src/job/log-file.ts'
import { Logs } from '../../../src/job/logs.ts'
import { createWriter } from '../../../src/runner/writer.ts'
import { makeSink } from '../../support/fakes.ts'
import { exited, makeSnapshot, makeStatus, podIn, running, waiting } from '../../support/objects.ts'

const grace = { silent: 20_000, longest: 20_000 }
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-tries-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A kubelet with the logs of the container's tries: it gives that of the newest, or of the one before it. */
class Kubelet {
  tries: string[] = []
  readonly requests: LogRequest[] = []

  get cluster(): Cluster {
    const openLog = (request: LogRequest): Promise<AsyncIterable<Uint8Array>> => {
      this.requests.push(request)
      const text = this.tries.at(request.previous === true ? -2 : -1) ?? ''
      const lines = text === '' ? '' : `2026-01-01T00:00:0${this.tries.indexOf(text)}.000000000Z ${text}\n`
      return Promise.resolve(
        (async function* () {
          await Promise.resolve()
          yield Buffer.from(lines)
        })()
      )
    }
    return { openLog } as unknown as Cluster
  }
}

const podWith = (state: ContainerState, restartCount: number, lastState?: ContainerState): Pod =>
  podIn(running(), {
    metadata: { name: 'p' },
    status: {
      containerStatuses: [makeStatus(state, { restartCount, ...(lastState === undefined ? {} : { lastState }) })]
    }
  })

async function logsAfter(steps: readonly { tries: string[]; pod: Pod }[]): Promise<{ file: string; losses: string[] }> {
  const kubelet = new Kubelet()
  const file = new LogFile(join(folder, 'log.txt'), false)
  const writer = createWriter(makeSink().write)
  const logs = new Logs({ cluster: kubelet.cluster, file, writer, show: false, isSingle: false })
  for (const { tries, pod } of steps) {
    kubelet.tries = tries
    logs.take(makeSnapshot({ pods: [pod] }))
  }
  await logs.finish(grace)
  file.close()
  return { file: readFileSync(file.path, 'utf8'), losses: logs.losses.map(({ text }) => text) }
}

test('a try that is seen to run, to wait and to run again', async () => {
  const { file, losses } = await logsAfter([
    { tries: ['one'], pod: podWith(running(), 0) },
    { tries: ['one'], pod: podWith(waiting('CrashLoopBackOff'), 0, exited(1)) },
    { tries: ['one', 'two'], pod: podWith(running(), 1, exited(1)) },
    { tries: ['one', 'two'], pod: podWith(exited(0), 1, exited(1)) }
  ])
  expect({ file, losses }).toEqual({ file: 'p/flow one\np/flow#2 two\n', losses: [] })
})

test('a try that is over before anybody saw it is read as the previous one', async () => {
  const { file, losses } = await logsAfter([{ tries: ['one', 'two'], pod: podWith(exited(0), 1, exited(1)) }])
  expect({ file, losses }).toEqual({ file: 'p/flow one\np/flow#2 two\n', losses: [] })
})

test('a try that the cluster no longer has is said to be lost, once, and nothing is taken for it', async () => {
  const { file, losses } = await logsAfter([
    { tries: ['one', 'two', 'three'], pod: podWith(running(), 2, exited(1)) },
    { tries: ['one', 'two', 'three'], pod: podWith(exited(0), 2, exited(1)) }
  ])
  expect(file).toBe('p/flow#2 two\np/flow#3 three\n')
  expect(losses).toEqual(['it was over before it could be read'])
})
