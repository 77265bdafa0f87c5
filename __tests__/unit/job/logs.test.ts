import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import type { ContainerStatus, Job, Pod } from '../../../src/cluster/objects.ts'
import type { Cluster, LogRequest } from '../../../src/cluster/port.ts'
import { LogFile } from '../../../src/job/log-file.ts'
import { Logs } from '../../../src/job/logs.ts'
import { redactor } from '../../../src/job/redact.ts'
import type { Snapshot } from '../../../src/job/snapshot.ts'
import { createWriter } from '../../../src/runner/writer.ts'
import { makeSink } from '../../support/fakes.ts'
import { at } from '../../support/log-follow.ts'
import { LogServer } from '../../support/log-server.ts'
import { exited, makeJob, makePod, makeSnapshot, makeStatus, removed, running, waiting } from '../../support/objects.ts'

/** Containers that are started again: which logs are asked for, and under which names they are kept. */
const grace = { silent: 20_000, longest: 20_000 }
let folder: string
let file: LogFile
let sink: ReturnType<typeof makeSink>
/** Try that runs, and what each try says, by container. */
let tries: Record<string, { current: number; said: string[] }>
let requests: LogRequest[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logs-'))
  sink = makeSink()
  tries = {}
  requests = []
})
afterEach(() => {
  file.close()
  rmSync(folder, { recursive: true })
})

const cluster = {
  openLog: (request: LogRequest, signal: AbortSignal) => {
    requests.push(request)
    const { current = 0, said = [] } = tries[request.container] ?? {}
    const server = new LogServer()
    const number = current - (request.previous === true ? 1 : 0)
    server.file = said[number] === undefined ? [] : [at(number, said[number])]
    return server.openLog(request, signal)
  }
} as unknown as Cluster

function follow(isSingle = false): Logs {
  file = new LogFile(join(folder, 'log.txt'), isSingle)
  return new Logs({ cluster, file, writer: createWriter(sink.write, { token: () => 'T' }), show: true, isSingle })
}

const podWith = (...containerStatuses: ContainerStatus[]): Pod =>
  makePod(
    { phase: 'Running', containerStatuses },
    { metadata: { name: 'p' }, spec: { restartPolicy: 'OnFailure', containers: [{ name: 'flow' }] } }
  )
const written = (): string => readFileSync(file.path, 'utf8')
const shown = (): string[] => sink.text.split('\n').filter((line) => line.includes(' | '))

test('each try has a name of its own, and its own lines', async () => {
  const logs = follow()
  tries = { flow: { current: 0, said: ['one', 'two'] } }
  logs.take(makeSnapshot({ pods: [podWith(makeStatus(running()))] }))
  tries = { flow: { current: 1, said: ['one', 'two'] } }
  const again = { restartCount: 1, lastState: exited(1) }
  logs.take(makeSnapshot({ pods: [podWith(makeStatus(running(), again))] }))
  logs.take(makeSnapshot({ pods: [podWith(makeStatus(exited(0), again))] }))
  await logs.finish(grace)
  expect(written()).toBe('p/flow one\np/flow#2 two\n')
  expect(shown()).toEqual(['p/flow | one', 'p/flow#2 | two'])
  expect(logs.losses).toEqual([])
})

test('a pod that is as it was is not looked at again', async () => {
  const logs = follow()
  let looks = 0
  const seen = {
    get pod() {
      looks += 1
      return podWith(makeStatus(exited(0)))
    },
    gone: false
  }
  const snapshot = { ...makeSnapshot(), pods: [seen] }
  logs.take(snapshot)
  const first = looks
  logs.take({ ...snapshot })
  expect([first > 0, looks]).toEqual([true, first])
  logs.take({ ...snapshot, pods: [{ pod: podWith(makeStatus(exited(0))), gone: true }] })
  await logs.finish(grace)
  expect(logs.losses).toEqual([])
})

test('a try that nobody saw is read while the node has it', async () => {
  const logs = follow()
  tries = { flow: { current: 1, said: ['one', 'two'] } }
  logs.take(makeSnapshot({ pods: [podWith(makeStatus(exited(0), { restartCount: 1, lastState: exited(1) }))] }))
  await logs.finish(grace)
  expect(written()).toBe('p/flow one\np/flow#2 two\n')
})

test('one that waits to be started again is read as what it will be', async () => {
  const logs = follow()
  // the kubelet gives it as both
  tries = { flow: { current: 1, said: ['one'] } }
  logs.take(makeSnapshot({ pods: [podWith(makeStatus(waiting('CrashLoopBackOff'), { lastState: exited(1) }))] }))
  await logs.finish(grace)
  expect(requests.every(({ previous, follow: follows }) => previous === true && !follows)).toBe(true)
  expect(written()).toBe('p/flow one\n')
})

test('tries that were over too soon are named as missing', async () => {
  const logs = follow()
  tries = { flow: { current: 3, said: ['one', 'two', 'three', 'four'] } }
  logs.take(makeSnapshot({ pods: [podWith(makeStatus(exited(0), { restartCount: 3, lastState: exited(1) }))] }))
  await logs.finish(grace)
  expect(written()).toBe('p/flow#3 three\np/flow#4 four\n')
  expect(logs.losses.map(({ stream, text }) => `${stream}: ${text}`)).toEqual([
    'p/flow: it was over before it could be read',
    'p/flow#2: it was over before it could be read'
  ])
})

test('tries that could not be started have no log to miss', async () => {
  const logs = follow()
  const failing = (restartCount: number): Pod =>
    podWith(makeStatus(waiting('CrashLoopBackOff'), { restartCount, lastState: exited(128, 'StartError') }))
  for (const count of [0, 1, 2]) logs.take(makeSnapshot({ pods: [failing(count)] }))
  await logs.finish(grace)
  expect(requests).toEqual([])
  expect(logs.losses).toEqual([])
})

test('a second pod where there should be one: said, and the file goes on', async () => {
  const logs = follow(true)
  tries = { flow: { current: 0, said: ['one'] } }
  const pod = (name: string): Pod => ({ ...podWith(makeStatus(exited(0))), metadata: { name, uid: name } })
  logs.take(makeSnapshot({ pods: [pod('a')] }))
  while (requests.length < 2) await new Promise((resolve) => setImmediate(resolve))
  logs.take(makeSnapshot({ pods: [pod('a'), pod('b')] }))
  await logs.finish(grace)
  expect(written()).toBe('one\n==> b/flow <==\none\n')
  expect(sink.text).toContain('The log of b/flow follows.\n')
})

test.each([
  ['in its middle', 'hunter22 and so on', '*** and so on\n'],
  ['at its end, which is not one', 'hunter2', 'hunter2\n']
])(
  'a secret that the pieces of a very long line cut, %s, is whole neither in the file nor on the page',
  async (...of) => {
    const [, text, expected] = of
    // the first piece is 256 KiB with the stamp and its space, and ends in the secret
    const before = 'x'.repeat(256 * 1024 - '2026-03-01T12:00:00.000000000Z '.length - 4)
    file = new LogFile(join(folder, 'log.txt'), true)
    const logs = new Logs({
      cluster,
      file,
      writer: createWriter(sink.write, { token: () => 'T' }),
      show: true,
      isSingle: true,
      redact: redactor(['hunter22'])
    })
    tries = { flow: { current: 0, said: [before + text] } }
    logs.take(makeSnapshot({ pods: [podWith(makeStatus(exited(0)))] }))
    await logs.finish(grace)
    expect(written() === before + expected).toBe(true)
    expect(sink.text.replace(/\n\| /gu, '')).not.toContain('hunter22')
    expect(logs.losses).toEqual([])
  }
)

describe('a pod that is taken away before a container of it was seen to run', () => {
  const missedPod = (status?: ContainerStatus, name = 'p'): Pod =>
    makePod(
      { phase: 'Pending', containerStatuses: status === undefined ? [] : [status] },
      { metadata: { name, uid: name, creationTimestamp: '2026-01-01T00:00:00Z' } }
    )
  const creating = missedPod(makeStatus(waiting('ContainerCreating')))
  const nowhere: Pod = { ...missedPod(), spec: { containers: [{ name: 'flow' }] } }
  const allGone = (...pods: Pod[]): Snapshot => ({ ...makeSnapshot(), pods: pods.map((pod) => ({ pod, gone: true })) })

  async function lossesOf(last: Snapshot, ...earlier: Snapshot[]): Promise<string[]> {
    const logs = follow()
    for (const snapshot of [...earlier, last]) logs.take(snapshot)
    logs.tellMissed(last)
    await logs.finish(grace)
    return logs.losses.map(({ stream }) => stream)
  }

  test.each<[string, Snapshot]>([
    ['gone while it was being made', allGone(creating)],
    ['gone while it waited for an init container', allGone(missedPod(makeStatus(waiting('PodInitializing'))))],
    ['gone, and its node never told of it', allGone(missedPod())],
    ['being deleted', makeSnapshot({ pods: [removed(creating)] })],
    ['its Job is being deleted', makeSnapshot({ job: removedJob(), pods: [creating] })],
    ['its Job is gone', { ...makeSnapshot({ pods: [creating] }), gone: true }]
  ])('%s: its log may be missing, and that is said', async (_, snapshot) => {
    expect(await lossesOf(snapshot)).toEqual(['p/flow'])
    expect(sink.text).toContain('was taken away before it was seen to run')
  })

  test.each<[string, Snapshot, Snapshot?]>([
    ['its image could not be pulled', allGone(missedPod(makeStatus(waiting('ErrImagePull'))))],
    ['no node had it', allGone(nowhere)],
    ['it is there and may still run', makeSnapshot({ pods: [creating] })],
    ['we may not see pods', { ...allGone(creating), sees: { pods: false, events: true } }],
    ['a suspension took it away', { ...allGone(creating), job: makeJob({ spec: { suspend: true } }) }]
  ])('%s: nothing to say', async (_, snapshot) => {
    expect(await lossesOf(snapshot)).toEqual([])
  })

  test('one that was seen to run is read, and not missed', async () => {
    tries['flow'] = { current: 0, said: ['a'] }
    const seen = makeSnapshot({ pods: [podWith(makeStatus(running()))] })
    const [pod] = seen.pods.map((each) => each.pod)
    if (pod === undefined) throw new Error('no pod')
    expect(await lossesOf(allGone(pod), seen)).toEqual([])
  })

  test('a hundred of them are not said one by one', async () => {
    const names = Array.from({ length: 100 }, (_, number) => `p${String(number)}`)
    expect(await lossesOf(allGone(...names.map((name) => missedPod(undefined, name))))).toHaveLength(5)
    expect(sink.text).toContain('The same is true of 95 more containers.')
  })
})

function removedJob(): Job {
  const job = makeJob()
  return { ...job, metadata: { ...job.metadata, deletionTimestamp: '2026-01-01T00:00:30Z' } }
}
