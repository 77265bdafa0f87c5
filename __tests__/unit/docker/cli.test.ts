import { readFile } from 'node:fs/promises'

import { describe, expect, test } from '@jest/globals'

import { createDockerCli } from '../../../src/docker/cli.ts'
import type { DockerCommand } from '../../../src/docker/port.ts'
import { sleep } from '../../../src/lib/deadline.ts'

/** Node stands in for docker: `-e SCRIPT` is all that these tests need of a command. */
function run(script: string, options: Partial<DockerCommand> & { inherited?: NodeJS.ProcessEnv; grace?: number } = {}) {
  const { inherited, grace, ...command } = options
  const docker = createDockerCli({
    file: process.execPath,
    env: { PATH: process.env['PATH'], ...inherited },
    ...(grace !== undefined && { grace })
  })
  return docker.run({ args: ['-e', script], signal: new AbortController().signal, ...command })
}

/** Whether a process runs; one that ended and that nobody has waited for yet (a zombie) does not. */
async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return stat !== undefined && !/^\d+ \(.*\) [ZX] /su.test(stat)
}

/** Waits until a line comes; gives the signal's owner something to abort after. */
function firstLine(): { onLines: (lines: readonly string[]) => void; line: Promise<string> } {
  const { promise, resolve } = Promise.withResolvers<string>()
  return { onLines: (lines) => resolve(lines[0] ?? ''), line: promise }
}

/** A child that starts a child of its own and prints its pid; `trap` is run in both first. */
const parent = (trap: string): string => `
  ${trap}
  const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(`${trap}; console.log(process.pid); setInterval(() => {}, 1000)`)}], { stdio: 'inherit' })
  setInterval(() => {}, 1000)`

describe('run', () => {
  test('gives exit code, stdout, and the lines of both streams', async () => {
    const seen: string[] = []
    const exit = await run('console.log("out"); console.error("err"); process.exitCode = 3', {
      onLines: (lines) => seen.push(...lines)
    })
    expect(exit).toMatchObject({ exitCode: 3, timedOut: false, stdout: 'out\n' })
    expect([...exit.lines].sort()).toEqual(['err', 'out'])
    expect([...seen].sort()).toEqual(['err', 'out'])
  })

  test('loses no line of a command that writes a lot', async () => {
    let count = 0
    const exit = await run('process.stdout.write(Array.from({ length: 200000 }, (_, i) => i + "\\n").join(""))', {
      onLines: (lines) => (count += lines.length)
    })
    expect(count).toBe(200_000)
    expect(exit.lines.at(-1)).toBe('199999')
  })

  test('closes stdin: a question waits for nobody', async () => {
    const exit = await run('process.stdin.on("end", () => console.log("closed")).resume()', { timeout: 10_000 })
    expect(exit.stdout).toBe('closed\n')
  })

  test('passes arguments as they are', async () => {
    const docker = createDockerCli({ file: process.execPath, env: {} })
    const words = ['$HOME', 'a b', '"q"', "'", '*', '-x', '']
    const args = ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', ...words]
    const exit = await docker.run({ args, signal: AbortSignal.timeout(10_000) })
    expect(JSON.parse(exit.stdout)).toEqual(words)
  })

  test('withholds inputs and state, adds what the command asks for', async () => {
    const exit = await run('console.log(JSON.stringify(process.env))', {
      inherited: { INPUT_KUBECONFIG: 'secret', STATE_records: 'x', DOCKER_HOST: 'tcp://x' },
      env: { DOCKER_BUILDKIT: '0' }
    })
    const seen = JSON.parse(exit.stdout) as Record<string, string>
    expect(seen).toMatchObject({ DOCKER_HOST: 'tcp://x', DOCKER_BUILDKIT: '0' })
    expect(Object.keys(seen).filter((name) => /^(?:INPUT|STATE)_/u.test(name))).toEqual([])
  })

  test('a command that is not there', async () => {
    const docker = createDockerCli({ file: 'no-such-docker-command', env: { PATH: '/nowhere' } })
    await expect(docker.run({ args: ['version'], signal: AbortSignal.timeout(5000) })).rejects.toMatchObject({
      reason: 'docker-missing'
    })
  })
})

describe('ending', () => {
  test('an abort ends the command and its children, and is what is thrown', async () => {
    const controller = new AbortController()
    const { onLines, line } = firstLine()
    const running = run(parent(''), { signal: controller.signal, onLines })
    const pid = Number(await line)
    expect(await isAlive(pid)).toBe(true)
    controller.abort(new Error('stop'))
    await expect(running).rejects.toThrow('stop')
    expect(await isAlive(pid)).toBe(false)
  })

  test('what ignores SIGTERM is killed after the grace', async () => {
    const controller = new AbortController()
    const { onLines, line } = firstLine()
    const running = run(parent('process.on("SIGTERM", () => {})'), { signal: controller.signal, onLines, grace: 200 })
    const pid = Number(await line)
    const started = performance.now()
    controller.abort(new Error('stop'))
    await expect(running).rejects.toThrow('stop')
    expect(performance.now() - started).toBeGreaterThanOrEqual(190)
    expect(await isAlive(pid)).toBe(false)
  })

  test('a timeout is an answer', async () => {
    const exit = await run('console.log("begun"); setInterval(() => {}, 1000)', { timeout: 500 })
    expect(exit).toMatchObject({ exitCode: undefined, timedOut: true })
  })

  test('an aborted signal starts nothing', async () => {
    await expect(run('', { signal: AbortSignal.abort(new Error('early')) })).rejects.toThrow('early')
  })

  test('leaves no listener and no timer behind', async () => {
    const before = process.listenerCount('exit')
    await run('', { timeout: 60_000 })
    await sleep(0, new AbortController().signal)
    expect(process.listenerCount('exit')).toBe(before)
  })
})
