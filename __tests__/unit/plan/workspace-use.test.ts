import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import type { Inputs } from '../../../src/inputs/types.ts'
import { gatherFacts } from '../../../src/plan/facts.ts'
import { workspaceUses } from '../../../src/plan/workspace-use.ts'
import { makeEnvironment, makeInputs } from '../../support/inputs.ts'

/** A workspace with the event's commit, and a pull request checked out in `pr/`. */
let workspace = ''
let elsewhere = ''
const shas: Readonly<Record<string, string>> = { base: 'a'.repeat(40), pr: 'b'.repeat(40) }

beforeEach(() => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'uses-')))
  workspace = join(root, 'workspace')
  elsewhere = join(root, 'elsewhere')
  write('.git/HEAD', shas['base'])
  for (const name of ['etl.py', 'data/a.csv', 'job.yaml', 'kube/config']) write(name)
  write('pr/.git/HEAD', shas['pr'])
  for (const name of ['etl.py', 'data/a.csv', 'job.yaml', 'config']) write(`pr/${name}`)
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, 'config'), '')
  symlinkSync('pr/etl.py', join(workspace, 'linked.py'))
  symlinkSync('pr', join(workspace, 'link'))
})
afterEach(() => rmSync(dirname(workspace), { recursive: true }))

function write(path: string, text = ''): void {
  mkdirSync(dirname(join(workspace, path)), { recursive: true })
  writeFileSync(join(workspace, path), text)
}

/** `what: base` or `what: pr`, of everything that is used. */
async function usesOf(overrides: Partial<Inputs>, env: NodeJS.ProcessEnv = {}): Promise<string[]> {
  const inputs = makeInputs({ flow: undefined, ...overrides })
  const environment = makeEnvironment({ workspace })
  const uses = await workspaceUses(inputs, await gatherFacts(inputs, environment), environment, env)
  return uses.map(({ what, head }) => {
    const sha = head.kind === 'commit' ? head.sha : head.why
    return `${what}: ${Object.keys(shas).find((name) => shas[name] === sha) ?? sha}`
  })
}

const files = (source: string): Partial<Inputs> => ({ files: [{ source, destination: '/x' }] })

describe('what of the workspace is used', () => {
  test.each<[string, Partial<Inputs>, string[]]>([
    ['nothing', {}, []],
    ['a flow', { flow: { path: 'etl.py' } }, ['flow etl.py: base']],
    ['a flow of a checkout in the workspace', { flow: { path: 'pr/etl.py' } }, ['flow pr/etl.py: pr']],
    ['a flow that is a link', { flow: { path: 'linked.py' } }, ['flow linked.py: base', 'flow linked.py: pr']],
    ['a flow through a linked folder', { flow: { path: 'link/etl.py' } }, ['flow link/etl.py: pr']],
    ['a folder', files('data'), ['files data: base']],
    ['a folder that holds another checkout', files('.'), ['files .: base', 'files .: pr']],
    ['a template by path', { jobTemplate: { kind: 'path', path: 'pr/job.yaml' } }, ['job-template pr/job.yaml: pr']],
    ['a template as text', { jobTemplate: { kind: 'text', text: 'spec: {}' } }, []],
    ['a kubeconfig by path', { kubeconfig: 'pr/config' }, ['kubeconfig pr/config: pr']],
    ['a kubeconfig without a Job', { kubeconfig: 'pr/config', run: false }, []],
    ['a kubeconfig as text', { kubeconfig: 'apiVersion: v1\nclusters: []\n' }, []]
  ])('%s', async (_, inputs, expected) => {
    expect((await usesOf(inputs)).sort()).toEqual([...expected].sort())
  })

  test('what lies elsewhere is nobody’s checkout', async () => {
    expect(await usesOf({ ...files(elsewhere), kubeconfig: join(elsewhere, 'config') })).toEqual([])
  })

  test('$KUBECONFIG counts, unless the input is there', async () => {
    const env = { KUBECONFIG: join(workspace, 'pr/config') }
    expect(await usesOf({}, env)).toEqual([`kubeconfig ${join(workspace, 'pr/config')}: pr`])
    expect(await usesOf({ kubeconfig: 'kube/config' }, env)).toEqual(['kubeconfig kube/config: base'])
  })
})
