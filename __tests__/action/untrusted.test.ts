import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { expectFailure, expectSuccess, onStage, useWorld } from '../support/action.ts'
import { stubDocker } from '../support/docker-stub.ts'

/** Code that anybody may have written, in an event that anybody can cause. */
const world = useWorld()
const own = 'a'.repeat(40)
const other = 'b'.repeat(40)
let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'untrusted-test-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A checkout at a commit; undefined: one without `.git`. */
function workspaceAt(commit: string | undefined): string {
  const workspace = mkdtempSync(join(folder, 'workspace-'))
  writeFileSync(join(workspace, 'etl.py'), 'print(1)\n')
  if (commit === undefined) return workspace
  mkdirSync(join(workspace, '.git'))
  writeFileSync(join(workspace, '.git/HEAD'), `${commit}\n`)
  return workspace
}

const works = async (pod: PlayedPod): Promise<void> => {
  await pod.running()
  await pod.exit(0)
}
const flow = { image: '', flow: 'etl.py', 'base-image': 'python:3.13-slim', 'registry-url': 'registry.example' }
const env = (eventName: string): Record<string, string> => ({
  PATH: stubDocker(folder),
  GITHUB_EVENT_NAME: eventName,
  GITHUB_SHA: own
})

test.each([
  ['pull_request_target', other, 'which is at commit bbbbbbbbbbbb'],
  ['workflow_run', undefined, 'there is no .git'],
  ['issue_comment', other, "not at the event's aaaaaaaaaaaa"]
])(
  '%s, a checkout at %s: refused before anything is built or sent',
  async (eventName, commit, text) => {
    await onStage(world(), { proxied: true }, async (stage) => {
      const before = world().proxy.requests.length
      const result = await stage.run(flow, env(eventName), workspaceAt(commit)).finished
      expectFailure(result, {
        reason: 'untrusted-code',
        text: [eventName, 'flow etl.py', text, 'allow-untrusted-code']
      })
      expect(result.groups).toEqual([])
      const sent = world().proxy.requests.slice(before)
      expect(sent.filter(({ path }) => path.includes(stage.namespace))).toEqual([])
    })
  },
  60_000
)

test.each<[string, string | undefined, Record<string, string>, RegExp[]]>([
  ['the commit of the event', own, {}, []],
  ['another one that is allowed', other, { 'allow-untrusted-code': 'true' }, [/^allow-untrusted-code: .*bbbbbbbbbbbb/u]]
])(
  '%s runs',
  async (_, commit, inputs, warnings) => {
    await onStage(world(), { scenario: works }, async (stage) => {
      const workspace = workspaceAt(commit)
      const result = await stage.run({ ...flow, ...inputs }, env('pull_request_target'), workspace).finished
      expectSuccess(result)
      const said = result.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
      expect(said).toEqual(warnings.map((each) => expect.stringMatching(each) as unknown))
    })
  },
  60_000
)

test('a dry run is not refused', async () => {
  await onStage(world(), {}, async (stage) => {
    const result = await stage.run({ ...flow, 'dry-run': 'true' }, env('workflow_run'), workspaceAt(other)).finished
    expect(result).toMatchObject({ exitCode: 0, annotations: [], outputs: { status: 'skipped' } })
  })
}, 60_000)
