import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { runAction } from '../../../dev/runner.ts'
import { runnerPatience } from '../../../dev/runner/step.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runner-test-'))
  mkdirSync(join(folder, 'workspace'))
  writeFileSync(
    join(folder, 'action.yml'),
    `name: test
inputs:
  base-image: { description: an image, default: 'python:3.6' }
  Registry: { description: no default }
  number: { description: a number, default: 3 }
outputs: {}
runs: { using: node24, main: index.mjs, post: post.mjs }
`
  )
  writeFileSync(join(folder, 'post.mjs'), 'console.log(JSON.stringify(process.env))')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs a few lines of JavaScript as an action. */
function run(script: string, options: Partial<Parameters<typeof runAction>[0]> = {}) {
  const entry = join(folder, `index-${Math.random()}.mjs`)
  writeFileSync(entry, `import { appendFileSync } from 'node:fs'\nconst { env } = process\n${script}`)
  return runAction({
    inputs: {},
    action: folder,
    workspace: join(folder, 'workspace'),
    temp: mkdtempSync(join(folder, 'temp-')),
    entry,
    ...options
  })
}

test('an action sees what a runner gives it', async () => {
  const { finished } = run(
    'console.log(JSON.stringify({ env, cwd: process.cwd(), node: process.version })); process.stdin.on("end", () => console.log("stdin closed")).resume()',
    {
      inputs: { registry: 'localhost:5000', 'job-name': 'x' },
      env: { GITHUB_JOB: 'mine', OWN: '1' }
    }
  )
  const { stdout, exitCode, conclusion, rawStderr } = await finished
  const [json = '', closed] = stdout.split('\n')
  const seen = JSON.parse(json) as { env: Record<string, string>; cwd: string; node: string }
  expect({ exitCode, conclusion, rawStderr: rawStderr.toString() }).toEqual({
    exitCode: 0,
    conclusion: 'success',
    rawStderr: ''
  })
  expect(closed).toBe('stdin closed')
  expect(seen.node).toMatch(/^v24\./u)
  expect(seen.cwd).toBe(join(folder, 'workspace'))
  expect(seen.env).toMatchObject({
    'INPUT_BASE-IMAGE': 'python:3.6',
    INPUT_REGISTRY: 'localhost:5000',
    INPUT_NUMBER: '3',
    'INPUT_JOB-NAME': 'x',
    GITHUB_JOB: 'mine',
    GITHUB_WORKSPACE: join(folder, 'workspace'),
    OWN: '1'
  })
  expect(Object.keys(seen.env).filter((name) => /^(STATE_|KUBECONFIG$|JEST_|NODE_OPTIONS$)/u.test(name))).toEqual([])
})

test('output, files and end are read as the runner reads them', async () => {
  const { finished } = run(`
    console.log('::add-mask::s3cret-1')
    console.log('it is s3cret-1')
    console.error('::set-output name=injected::yes')
    appendFileSync(env.GITHUB_OUTPUT, 'status=failed\\n')
    appendFileSync(env.GITHUB_STATE, 'undo<<E\\n[1]\\nE\\n')
    appendFileSync(env.GITHUB_STEP_SUMMARY, '# Done with s3cret-1\\n')
    appendFileSync(env.GITHUB_ENV, 'broken')
    console.log('::error title=Flow failed,file=f.py,line=2::It raised')
    process.exitCode = 1`)
  const result = await finished
  expect(result).toMatchObject({
    exitCode: 1,
    signal: null,
    conclusion: 'failure',
    outputs: { injected: 'yes', status: 'failed' },
    state: { undo: '[1]' },
    summary: '# Done with ***\n',
    masks: ['s3cret-1'],
    annotations: [
      { level: 'error', message: 'It raised', file: 'f.py', line: 2, title: 'Flow failed' },
      { message: expect.stringContaining('env') }
    ]
  })
  expect(result.runnerErrors).toEqual([expect.stringContaining("file command 'env'")])
  expect(result.stdout).toContain('it is ***\n')
  expect(result.raw.toString()).toContain('it is s3cret-1')
  expect(result.rawStderr.toString()).toContain('set-output')
})

test('post gets the saved state, inputs evaluated anew, and what main put into GITHUB_ENV', async () => {
  const handle = run(
    `appendFileSync(env.GITHUB_STATE, 'isPost=true\\n'); appendFileSync(env.GITHUB_ENV, 'LATER=1\\n'); console.log('::save-state name=Other::2')`
  )
  const main = await handle.finished
  expect(main.state).toEqual({ isPost: 'true', Other: '2' })

  const post = await handle.post({ inputs: { registry: 'new' } }).finished
  const seen = JSON.parse(post.stdout) as Record<string, string>
  expect(seen).toMatchObject({ STATE_isPost: 'true', STATE_Other: '2', LATER: '1', INPUT_REGISTRY: 'new' })
  expect(seen['GITHUB_STATE']).not.toBe(handle.files.state)
})

const patience = { untilTerm: 300, untilKill: 200, forOutput: 300 }
const forever = 'setInterval(() => undefined, 1000); console.log("ready")'

describe('ends', () => {
  test('an action that ends on SIGINT gets nothing else', async () => {
    const handle = run(`process.on('SIGINT', () => { console.log('bye'); process.exit(3) }); ${forever}`)
    await handle.waitForLine(/ready/u)
    expect(await handle.cancel()).toMatchObject({
      exitCode: 3,
      conclusion: 'cancelled',
      signalsSent: ['SIGINT'],
      stdout: 'ready\nbye\n'
    })
  })

  test('one that ignores signals gets SIGTERM, then SIGKILL, each after its time; its state is kept', async () => {
    const handle = run(
      `appendFileSync(env.GITHUB_STATE, 'undo=1\\n'); process.on('SIGINT', () => console.log('int')).on('SIGTERM', () => console.log('term')); ${forever}`,
      { patience }
    )
    await handle.waitForLine(/ready/u)
    const start = performance.now()
    const result = await handle.cancel()
    const took = performance.now() - start
    expect(result).toMatchObject({
      signal: 'SIGKILL',
      signalsSent: ['SIGINT', 'SIGTERM', 'SIGKILL'],
      stdout: 'ready\nint\nterm\n',
      state: { undo: '1' }
    })
    expect(took).toBeGreaterThanOrEqual(499)
    expect(runnerPatience).toEqual({ untilTerm: 7_500, untilKill: 2_500, forOutput: 5_000 })
  })

  test('kill is SIGKILL at once, and post still has the state', async () => {
    const handle = run(`appendFileSync(env.GITHUB_STATE, 'undo=1\\n'); ${forever}`)
    await handle.waitForLine(/ready/u)
    expect(handle.savedState()).toEqual({ undo: '1' })
    expect(await handle.kill()).toMatchObject({ exitCode: null, signal: 'SIGKILL', conclusion: 'failure' })
  })

  test('a child that outlives the action and holds its output is noted, and not waited for longer', async () => {
    const handle = run(
      `
      const { spawn } = await import('node:child_process')
      const child = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 300000)'], { stdio: 'inherit', detached: true })
      child.unref()
      process.stdout.write(String(child.pid), () => process.exit(0))`,
      { patience }
    )
    const result = await handle.finished
    const child = Number(result.stdout)
    expect(child).toBeGreaterThan(1)
    // it would have gone on for minutes: one that is not there any more would throw
    process.kill(child, 'SIGKILL')
    expect(result.leftChildren).toBe(true)
  })
})

describe('waiting for a line', () => {
  test('finds lines of the past and of the future, in the masked log', async () => {
    const handle = run(`console.log('::add-mask::hidden'); console.log('first hidden'); ${forever}`)
    await handle.waitForLine(/ready/u)
    expect(await handle.waitForLine(/first/gu)).toBe('first ***')
    await handle.kill()
  })

  test('fails with the end of the log when the step ends, or the time is over', async () => {
    const handle = run('console.log("the last word")')
    await expect(handle.waitForLine(/never/u)).rejects.toThrow(/has ended.*the last word/su)
    await expect(handle.waitForLine(/never/u)).rejects.toThrow(/has ended/u)
    const other = run(forever)
    await expect(other.waitForLine(/never/u, 50)).rejects.toThrow(/not within 0.05 s/u)
    await other.kill()
  })
})

test('secrets of the workflow are hidden from the start; the log goes to who asks for it', async () => {
  const lines: string[] = []
  const { finished } = run(`console.log('tok-123456')`, { secrets: ['tok-123456'], echo: (line) => lines.push(line) })
  const result = await finished
  expect(lines).toEqual(['***'])
  expect(result.masks).toEqual(['tok-123456'])
})
