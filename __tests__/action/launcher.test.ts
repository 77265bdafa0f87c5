import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { parseReport, protocolEnvironment } from '../../src/flow/protocol.ts'
import { expectFailure, expectSuccess, onStage, useWorld, type ExpectedFailure } from '../support/action.ts'
import { stubDocker } from '../support/docker-stub.ts'

/** What the launcher writes into the termination message, and who else may. */
const world = useWorld()
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'launcher-test-'))
  writeFileSync(join(folder, 'etl.py'), 'print(1)\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The nonce as the pod got it. */
function nonceOf(pod: PlayedPod): string {
  const { containers } = pod.object.spec as unknown as { containers: { env?: { name: string; value: string }[] }[] }
  return containers[0]?.env?.find(({ name }) => name === protocolEnvironment.nonce)?.value ?? ''
}

const report = {
  'docker-on-k8s': 1,
  kind: 'script',
  state: 'failed',
  exit: 1,
  exception: { type: 'KeyError', message: "'customers' <b>|`x`" },
  frames: [{ file: '/flow/etl.py', line: 12, function: 'load' }]
}

interface Case extends ExpectedFailure {
  readonly name: string
  readonly exitCode: number
  readonly message: (nonce: string) => string
}

const plain = { reason: 'flow-failed', text: ['container flow exited with'] } as const
const cases: Case[] = [
  {
    name: 'a flow that raises',
    exitCode: 1,
    message: (nonce) => JSON.stringify({ ...report, nonce }),
    reason: 'flow-failed',
    text: ['The flow failed with exit code 1', "KeyError: 'customers'"]
  },
  {
    name: 'a flow that is not in its file',
    exitCode: 64,
    message: (nonce) =>
      JSON.stringify({
        ...report,
        nonce,
        kind: null,
        state: 'not-found',
        exit: 64,
        exception: { type: 'FlowNotFound', message: 'no flow' }
      }),
    reason: 'flow-not-found',
    text: ['not found in its file', 'no flow']
  },
  {
    name: 'a flow that cannot be imported',
    exitCode: 65,
    message: (nonce) =>
      JSON.stringify({
        ...report,
        nonce,
        kind: null,
        state: 'not-importable',
        exit: 65,
        exception: { type: 'ModuleNotFoundError', message: "No module named 'x'" }
      }),
    reason: 'flow-not-importable',
    text: ['The flow imports x, which is not in the image', "No module named 'x'", 'python-dependencies']
  },
  { name: 'a message without a nonce', exitCode: 1, message: () => JSON.stringify(report), ...plain },
  {
    name: 'a message with a wrong nonce',
    exitCode: 1,
    message: () => JSON.stringify({ ...report, nonce: 'f'.repeat(36) }),
    ...plain
  },
  { name: 'a message that is text', exitCode: 1, message: () => 'Traceback: evil', ...plain },
  {
    name: 'a message that says success of a container that failed',
    exitCode: 1,
    message: (nonce) => JSON.stringify({ ...report, nonce, state: 'succeeded', exit: 0, exception: null, frames: [] }),
    ...plain
  }
]

describe('the launcher’s word', () => {
  test.each(cases)(
    '$name: $reason',
    async ({ exitCode, message, ...expected }) => {
      await onStage(
        world(),
        {
          scenario: async (pod) => {
            await pod.running()
            await pod.exit(exitCode, { message: message(nonceOf(pod)) })
          }
        },
        async (stage) => {
          const result = await stage.runFlow(folder, stubDocker(folder)).finished
          expectFailure(result, { ...expected, outputs: { build: 'built', 'exit-code': String(exitCode) } })
          expect(result.summary).not.toContain('<b>')
          const [annotation] = result.annotations.filter(({ level }) => level === 'error')
          const { title } = annotation ?? {}
          expect(annotation).toMatchObject(
            title?.startsWith('docker-on-k8s') === true ? { file: undefined } : { file: 'etl.py', line: 12 }
          )
          expect(await stage.leftovers()).toEqual([])
        }
      )
    },
    60_000
  )

  test('the nonce is one of this run, and nowhere to be seen', async () => {
    const nonces: string[] = []
    await onStage(
      world(),
      {
        scenario: async (pod) => {
          nonces.push(nonceOf(pod))
          await pod.running()
          await pod.exit(0)
        }
      },
      async (stage) => {
        const result = await stage.runFlow(folder, stubDocker(folder)).finished
        expectSuccess(result, { build: 'built' })
        const [nonce = ''] = nonces
        expect(nonce).toMatch(/^[0-9a-f-]{36}$/u)
        expect(parseReport(JSON.stringify({ ...report, nonce }), nonce)).toBeDefined()
        expect(
          result.raw.toString() + result.summary + JSON.stringify(result.outputs) + JSON.stringify(result.state)
        ).not.toContain(nonce)
      }
    )
  }, 60_000)
})
