import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { startProxy, type FaultProxy, type Seen } from '../../dev/proxy.ts'
import type { ActionHandle, StepResult } from '../../dev/runner.ts'
import { expectFailure, expectSuccess, onStage, until, useWorld, type Stage } from '../support/action.ts'
import { stubDocker } from '../support/docker-stub.ts'
import { seen } from '../support/seen.ts'

/** The API server is away for more than half a minute, in each part of a run: the run waits, and ends as it would have. */
const world = useWorld()

const away = 33_000
const text = 'one\ntwo\n'

/** The run's program: two lines, and an exit when the test says so. */
const speaks = async (pod: PlayedPod): Promise<void> => {
  await pod.running()
  pod.log('one')
}
const ends = async (pod: PlayedPod, exitCode: number): Promise<void> => {
  pod.log('two')
  await pod.exit(exitCode)
}
const endsAtOnce = async (pod: PlayedPod): Promise<void> => {
  await speaks(pod)
  await ends(pod, 0)
}

interface Part {
  readonly stage: Stage
  readonly proxy: FaultProxy
  readonly run: (inputs?: Record<string, string>) => ActionHandle
}

async function inPart(
  scenario: (pod: PlayedPod) => Promise<void>,
  build: string | undefined,
  body: (part: Part) => Promise<StepResult>,
  exitCode = 0
): Promise<StepResult> {
  const folder = mkdtempSync(join(tmpdir(), 'away-test-'))
  writeFileSync(join(folder, 'etl.py'), 'print(1)\n')
  try {
    await using proxy = await startProxy(world().cluster)
    return await onStage({ ...world(), proxy }, { proxied: true, scenario }, async (stage) => {
      const run = (inputs: Record<string, string> = {}): ActionHandle =>
        build === undefined ? stage.run(inputs) : stage.runFlow(folder, stubDocker(folder, build), inputs)
      const result = await body({ stage, proxy, run })
      if (exitCode === 0) expectSuccess(result)
      else
        expectFailure(result, { reason: 'flow-failed', text: [`${exitCode}`], outputs: { 'exit-code': `${exitCode}` } })
      expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe(text)
      expect(result.stdout).not.toMatch(/is not whole|Not cleaned up/u)
      expect(stage.play.pods.size).toBe(1)
      expect(await stage.leftovers()).toEqual([])
      return result
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Goes away as soon as such a request is under way. */
async function goAway(proxy: FaultProxy, when: (request: Seen) => boolean): Promise<void> {
  await until(() => proxy.requests.some(when), 60_000)
  await outage(proxy)
}

async function outage(proxy: FaultProxy): Promise<void> {
  await proxy.down()
  await sleep(away)
  await proxy.up()
}

const isJob = (method: string) => (request: Seen) => request.method === method && /\/jobs\/[^/]+$/u.test(request.path)

describe('away', () => {
  test.concurrent(
    'from the start, while the image is built: the build is not ended by it',
    async () => {
      const result = await inPart(endsAtOnce, 'sleep 3', async ({ proxy, run }) => {
        await proxy.down()
        const handle = run()
        await sleep(away)
        await proxy.up()
        return handle.finished
      })
      expect(result.outputs).toMatchObject({ status: 'succeeded', 'exit-code': '0' })
    },
    150_000
  )

  test.concurrent(
    'between the preflight and the create',
    async () => {
      const result = await inPart(endsAtOnce, 'sleep 6', async ({ proxy, run }) => {
        const handle = run()
        // the last of the preflight looks for the Job of an earlier attempt
        await goAway(proxy, ({ method, path, status }) => method === 'GET' && path.endsWith('/jobs') && status === 200)
        return handle.finished
      })
      expect(result.outputs).toMatchObject({ status: 'succeeded', 'exit-code': '0' })
    },
    150_000
  )

  test.concurrent(
    'while the flow runs and ends with 3',
    async () => {
      const result = await inPart(
        speaks,
        undefined,
        async ({ stage, proxy, run }) => {
          const handle = run()
          const pod = await stage.play.next()
          await handle.waitForLine(/^\| one/u)
          await Promise.all([outage(proxy), sleep(5_000).then(() => ends(pod, 3))])
          return handle.finished
        },
        3
      )
      expect(result.stdout.match(/cannot be seen at present/gu)).toHaveLength(1)
      seen('api-server-away', result, /cannot be seen at present|answers again/u)
    },
    150_000
  )

  test.concurrent(
    'when the verdict is to be confirmed',
    async () => {
      const result = await inPart(endsAtOnce, undefined, async ({ proxy, run }) => {
        proxy.rule({ method: 'GET', path: /\/jobs\/[^/]+$/u, times: 1 }, { do: 'delay', ms: 2_000 })
        const handle = run()
        await goAway(proxy, isJob('GET'))
        return handle.finished
      })
      expect(result.outputs).toMatchObject({ status: 'succeeded', 'exit-code': '0' })
    },
    150_000
  )

  test.concurrent(
    'when the Job is to be deleted',
    async () => {
      const result = await inPart(endsAtOnce, undefined, async ({ proxy, run }) => {
        proxy.rule({ method: 'DELETE', times: 1 }, { do: 'delay', ms: 2_000 })
        const handle = run()
        await goAway(proxy, isJob('DELETE'))
        return handle.finished
      })
      expect(result.outputs).toMatchObject({ status: 'succeeded', 'exit-code': '0' })
    },
    150_000
  )
})
