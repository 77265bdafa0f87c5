import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import { gatherFacts, type Facts } from '../../../src/plan/facts.ts'
import { makeEnvironment, makeInputs } from '../../support/inputs.ts'

/** SHA-256 of `content`. */
const contentHash = 'ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73'

const hashOfLink = (to: string): string =>
  createHash('sha256')
    .update(JSON.stringify(['link', to]))
    .digest('hex')

let root = ''
let workspace = ''

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'facts-')))
  workspace = join(root, 'workspace')
  mkdirSync(workspace)
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

function write(path: string, mode = 0o644): void {
  const whole = join(root, path)
  mkdirSync(dirname(whole), { recursive: true })
  writeFileSync(whole, 'content')
  chmodSync(whole, mode)
}

const template = (given: string, run = true): Promise<Facts> =>
  gatherFacts(
    makeInputs({ flow: undefined, run, jobTemplate: { kind: 'path', path: given } }),
    makeEnvironment({ workspace })
  )

function link(path: string, target: string): void {
  symlinkSync(target, join(root, path))
}

const gather = (flow: string | undefined, files: Record<string, string> = {}): Promise<Facts> =>
  gatherFacts(
    makeInputs({
      flow: flow === undefined ? undefined : { path: flow },
      files: Object.entries(files).map(([source, destination]) => ({ source, destination }))
    }),
    makeEnvironment({ workspace })
  )
const problemsOf = async (...request: Parameters<typeof gather>): Promise<string[]> =>
  (await gather(...request)).problems.map(({ input, text }) => `${input}: ${text}`)

describe('the flow', () => {
  test.each(['flows/etl.py', './flows/../flows/etl.py', 'ABSOLUTE'])('is found as %s', async (given) => {
    write('workspace/flows/etl.py', 0o755)
    const source = join(workspace, 'flows/etl.py')
    const { flow, problems } = await gather(given === 'ABSOLUTE' ? source : given)
    expect(problems).toEqual([])
    expect(flow).toEqual({ source, repositoryPath: 'flows/etl.py', mode: 0o755, sha256: contentHash })
  })

  test('keeps its own path when it is a link within the workspace', async () => {
    write('workspace/shared/etl.py')
    link('workspace/etl.py', 'shared/etl.py')
    expect((await gather('etl.py')).flow).toMatchObject({
      source: join(workspace, 'shared/etl.py'),
      repositoryPath: 'etl.py'
    })
  })

  test('is found in a workspace that is itself reached through a link', async () => {
    write('workspace/etl.py')
    link('linked', 'workspace')
    const inputs = makeInputs({ flow: { path: join(workspace, 'etl.py') } })
    const { flow } = await gatherFacts(inputs, makeEnvironment({ workspace: join(root, 'linked') }))
    expect(flow).toMatchObject({ source: join(workspace, 'etl.py'), repositoryPath: 'etl.py' })
  })

  test('is a problem when it is missing, a folder, outside, or a link that leads out', async () => {
    write('outside.py')
    mkdirSync(join(workspace, 'folder.py'))
    link('workspace/link.py', '../outside.py')
    const outside = join(root, 'outside.py')
    expect(await problemsOf('no.py')).toEqual([
      'flow: "no.py" does not exist. Check the path, and that actions/checkout runs before this step.'
    ])
    expect(await problemsOf('folder.py')).toEqual(['flow: "folder.py" is a folder; accepted: a file.'])
    expect(await problemsOf('link.py')).toEqual([
      'flow: "link.py" is a link that leads out of the workspace; accepted: a file of the checkout.'
    ])
    expect((await problemsOf(outside))[0]).toContain('lies outside the workspace; accepted: a file of the checkout.')
  })

  test('is a problem without a workspace', async () => {
    rmSync(workspace, { recursive: true })
    expect(await problemsOf('etl.py')).toEqual([
      'flow: the workspace does not exist; run actions/checkout before this step.'
    ])
  })
})

describe('files', () => {
  test('are listed with their modes and hashes, links as links, in a fixed order', async () => {
    write('workspace/data/b.txt', 0o600)
    write('workspace/data/a/x.sh', 0o755)
    link('workspace/data/c', 'a/x.sh')
    link('workspace/data/gone', 'nothing')
    link('workspace/data/a/up', '..')
    const { files, problems } = await gather(undefined, { data: '/srv/data' })
    expect(problems).toEqual([])
    expect(files).toHaveLength(1)
    expect(files[0]).toMatchObject({ given: 'data', source: join(workspace, 'data'), destination: '/srv/data' })
    const listed = files[0]?.entries.map(({ path, real, sha256 }) => [path, real, sha256])
    expect(listed).toEqual([
      ['/srv/data', join(workspace, 'data'), undefined],
      ['/srv/data/a', join(workspace, 'data/a'), undefined],
      ['/srv/data/a/up', join(workspace, 'data/a/up'), hashOfLink('..')],
      ['/srv/data/a/x.sh', join(workspace, 'data/a/x.sh'), contentHash],
      ['/srv/data/b.txt', join(workspace, 'data/b.txt'), contentHash],
      ['/srv/data/c', join(workspace, 'data/c'), hashOfLink('a/x.sh')],
      ['/srv/data/gone', join(workspace, 'data/gone'), hashOfLink('nothing')]
    ])
    const modes = files[0]?.entries.filter(({ path }) => /\.(sh|txt)$/.test(path)).map(({ mode }) => mode)
    expect(modes).toEqual([0o755, 0o600])
  })

  test('may lie outside when the path is absolute, with links that stay inside', async () => {
    write('elsewhere/a.txt')
    link('elsewhere/b', 'a.txt')
    const { files, problems } = await gather(undefined, { [join(root, 'elsewhere')]: '/e' })
    expect(problems).toEqual([])
    expect(files[0]?.entries.map(({ path }) => path)).toEqual(['/e', '/e/a.txt', '/e/b'])
  })

  test('are reported all together when they cannot go into an image', async () => {
    write('secret.txt')
    write('workspace/ok.txt')
    mkdirSync(join(workspace, 'd/e'), { recursive: true })
    link('workspace/out', '../secret.txt')
    link('workspace/d/out', '../../secret.txt')
    link('workspace/d/absolute', join(workspace, 'd/e'))
    link('workspace/d/e/beside', '../../ok.txt')
    link('workspace/d/e/through', 'out/ok.txt')
    link('workspace/d/e/out', '../..')
    const server = createServer().listen(join(workspace, 'socket'))
    try {
      expect(
        await problemsOf('no.py', {
          '*.csv': '/c',
          out: '/o',
          d: '/d',
          socket: '/s',
          'ok.txt': '/ok',
          'ok.txt/x': '/x'
        })
      ).toEqual([
        'flow: "no.py" does not exist. Check the path, and that actions/checkout runs before this step.',
        'files: "*.csv" does not exist. Check the path, and that actions/checkout runs before this step. Patterns are not supported: name a file or a folder.',
        'files: "out" is a link that leads out of the workspace; give the absolute path of what it leads to.',
        'files: "d/absolute" is a link with an absolute target, which would mean something else in the image.',
        'files: "d/e/beside" is a link that leads out of what is copied.',
        'files: "d/e/out" is a link that leads out of what is copied.',
        'files: "d/e/through" is a link that leads out of what is copied.',
        'files: "d/out" is a link that leads out of what is copied.',
        'files: "socket" is a device, socket or pipe; accepted: a file or folder.',
        'files: "ok.txt/x" does not exist. Check the path, and that actions/checkout runs before this step.'
      ])
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  })
})

test('nothing is looked up without flow and files', async () => {
  rmSync(workspace, { recursive: true })
  expect(await gather(undefined)).toMatchObject({ flow: undefined, files: [], problems: [] })
  mkdirSync(workspace)
})

describe('the template', () => {
  test.each(['jobs/t.yml', './jobs/../jobs/t.yml', 'ABSOLUTE', 'link.yml'])('is read from %s', async (given) => {
    write('workspace/jobs/t.yml')
    writeFileSync(join(workspace, 'jobs/t.yml'), 'spec: {backoffLimit: 3}')
    link('workspace/link.yml', 'jobs/t.yml')
    const facts = await template(given === 'ABSOLUTE' ? join(workspace, 'jobs/t.yml') : given)
    expect(facts).toMatchObject({ problems: [], template: { spec: { backoffLimit: 3 } } })
  })

  test('may lie outside by its absolute path', async () => {
    writeFileSync(join(root, 't.yml'), 'spec: {}')
    expect(await template(join(root, 't.yml'))).toMatchObject({ problems: [], template: { spec: {} } })
  })

  test('is text as it is, also without a workspace', async () => {
    const inputs = makeInputs({ flow: undefined, jobTemplate: { kind: 'text', text: 'spec: {}' } })
    expect(await gatherFacts(inputs, makeEnvironment({ workspace: '/nowhere' }))).toMatchObject({
      problems: [],
      template: { spec: {} }
    })
  })

  test('is not read where no Job is made', async () => {
    expect(await template('nowhere.yml', false)).toMatchObject({ problems: [], template: undefined })
  })

  const checkout = 'Check the path, and that actions/checkout runs before this step.'
  const out = 'is a link that leads out of the workspace, or lies outside; give an absolute path instead.'
  test.each([
    ['missing.yml', `"missing.yml" does not exist. ${checkout}`],
    ['../outside.yml', `"../outside.yml" ${out}`],
    ['out.yml', `"out.yml" ${out}`],
    ['folder', '"folder" is not a file; accepted: a file with the manifest of one Job.'],
    ['pipe', '"pipe" is not a file; accepted: a file with the manifest of one Job.'],
    ['large.yml', '"large.yml" is larger than 1 MiB; accepted: a file with the manifest of one Job.'],
    ['bytes.yml', '"bytes.yml" is not UTF-8 text; accepted: a file with the manifest of one Job.'],
    ['bad.yml', 'is not YAML: it cannot be read at line 1, column 5.']
  ])('%s is a problem', async (given, problem) => {
    writeFileSync(join(root, 'outside.yml'), 'spec: {}')
    link('workspace/out.yml', '../outside.yml')
    mkdirSync(join(workspace, 'folder'))
    execFileSync('mkfifo', [join(workspace, 'pipe')])
    writeFileSync(join(workspace, 'large.yml'), `#${'x'.repeat(2 ** 20)}`)
    writeFileSync(join(workspace, 'bytes.yml'), Buffer.from([0x61, 0xff, 0xfe]))
    writeFileSync(join(workspace, 'bad.yml'), 'a: [')
    const facts = await template(given)
    expect(facts.template).toBeUndefined()
    expect(facts.problems).toEqual([{ input: 'job-template', text: problem }])
  })
})
