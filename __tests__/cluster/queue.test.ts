/** What only real parts can show of suspended Jobs: a program that is told to end, and a launcher that comes too late. */

import { expect, test } from '@jest/globals'

import type { Thing } from '../../dev/kube.ts'
import { parseReport, protocolEnvironment } from '../../src/flow/protocol.ts'
import { errorsOf, until } from '../support/action.ts'
import { labelled, logOf, onStage, python } from '../support/cluster.ts'

const minutes = 60_000

/** Works for 20 seconds; ends well, too well, when it is told to end before. */
const polite = [
  'import signal, sys, time',
  'signal.signal(signal.SIGTERM, lambda *_: (print("told to end"), sys.exit(0)))',
  'print("on")',
  'time.sleep(20)',
  'print("done")'
].join('\n')

test.concurrent(
  'suspended in the middle of its run and resumed: the exit 0 of the first try does not count, the second try does',
  () =>
    onStage(async (stage) => {
      const { kube } = stage.cluster
      const handle = stage.start(python(stage, polite))
      await handle.waitForLine(/\| on$/u, 2 * minutes)
      const jobs = `/apis/batch/v1/namespaces/${stage.namespace}/jobs`
      const [job] = (await kube.get<{ items: Thing[] }>(jobs))?.items ?? []
      const path = `${jobs}/${job?.metadata.name ?? ''}`
      await kube.patch(path, { spec: { suspend: true } })
      await handle.waitForLine(/\| told to end$/u, 2 * minutes)
      await kube.patch(path, { spec: { suspend: false } })
      const ran = await stage.complete(handle)
      expect(errorsOf(ran)).toEqual([])
      expect(ran).toMatchObject({ conclusion: 'success', left: [] })
      expect(await logOf(ran)).toMatch(/^on\ntold to end\n==> \S+\/flow <==\non\ndone\n$/u)
      const pods = JSON.parse(ran.outputs['pods'] ?? '') as object[]
      expect(pods).toMatchObject([{ reason: 'Suspended' }, { exitCode: 0, reason: 'Completed' }])
    }),
  5 * minutes
)

test.concurrent(
  'in a queue: suspended when it is made, as the webhook of Kueue does, and let in later',
  () =>
    onStage(async (stage) => {
      const { kube } = stage.cluster
      const template = JSON.stringify({ spec: { suspend: true } })
      const handle = stage.start({ ...python(stage, 'print("its turn")'), queue: 'night', 'job-template': template })
      await handle.waitForLine(/LocalQueue night/u, 2 * minutes)
      const jobs = `/apis/batch/v1/namespaces/${stage.namespace}/jobs`
      const [job] = (await kube.get<{ items: Thing[] }>(jobs))?.items ?? []
      expect(job?.metadata.labels).toMatchObject({ 'kueue.x-k8s.io/queue-name': 'night' })
      await kube.patch(`${jobs}/${job?.metadata.name ?? ''}`, { spec: { suspend: false } })
      const ran = await stage.complete(handle)
      expect(errorsOf(ran)).toEqual([])
      expect(ran).toMatchObject({ conclusion: 'success', left: [] })
      // whoever holds the queue may stop it and start another pod: each line says whose it is
      expect(await logOf(ran)).toMatch(/^\S+\/flow its turn\n$/u)
    }),
  5 * minutes
)

test.concurrent(
  'a pod that starts when nobody waits for it any more does not run the flow',
  () =>
    onStage(async (stage) => {
      const { kube } = stage.cluster
      const built = await stage.run({
        flow: 'flows/exits.py',
        'base-image': 'python:3.11',
        'registry-url': stage.registry,
        'image-name': stage.unique,
        run: 'false'
      })
      expect(errorsOf(built)).toEqual([])
      const labels = { identifier: stage.unique }
      const env = [
        { name: protocolEnvironment.nonce, value: 'n-1' },
        { name: protocolEnvironment.notAfter, value: String(Math.floor(Date.now() / 1000) - 1) }
      ]
      const containers = [{ name: 'flow', image: built.outputs['image'], env }]
      await kube.create(`/api/v1/namespaces/${stage.namespace}/pods`, {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'late', labels },
        spec: { restartPolicy: 'Never', containers }
      })
      const ended = async (): Promise<{ exitCode: number; message: string } | undefined> => {
        const [pod] = (await labelled(stage, 'pods', stage.unique)) as unknown as {
          status: { containerStatuses?: { state: { terminated?: { exitCode: number; message: string } } }[] }
        }[]
        return pod?.status.containerStatuses?.[0]?.state.terminated
      }
      await until(async () => (await ended()) !== undefined, 2 * minutes)
      const { exitCode, message } = (await ended()) ?? {}
      expect(exitCode).toBe(75)
      expect(parseReport(message, 'n-1')).toMatchObject({ state: 'too-late', kind: undefined })
      const log = await kube.get<string>(`/api/v1/namespaces/${stage.namespace}/pods/late/log`)
      expect(log).toMatch(/^docker-on-k8s: The flow was not run: .* ended at \S+Z\n$/u)
    }),
  5 * minutes
)
