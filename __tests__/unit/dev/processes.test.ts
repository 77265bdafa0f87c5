import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { identify, isAlive } from '../../../dev/identity.ts'
import { allRecorded, ensure, recorded, stop, waitUntil, type Daemon } from '../../../dev/processes.ts'
import { recordPath, write } from '../../../dev/records.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'processes-'))
})
afterEach(async () => {
  for (const { name } of allRecorded(dir)) await stop(name, { dir, grace: 100 })
  rmSync(dir, { recursive: true, force: true })
})

/** A daemon that says "up", then runs this shell text. */
const daemon = (text = 'sleep 60'): Daemon => ({ name: 'd', command: '/bin/sh', args: ['-c', `echo up; ${text}`], dir })
const ready = () => existsSync(join(dir, 'log/d.log')) && readFileSync(join(dir, 'log/d.log'), 'utf8').includes('up')

describe('ensure', () => {
  test('starts a daemon once', async () => {
    const first = await ensure(daemon(), ready)
    const second = await ensure(daemon(), ready)
    expect([first.started, second.started]).toEqual([true, false])
    expect(second.pid).toBe(first.pid)
  })

  test('starts it again after a crash', async () => {
    const first = await ensure(daemon(), ready)
    process.kill(first.pid, 'SIGKILL')
    await waitUntil(() => !isAlive(first), { timeout: 5000, what: 'kill' })
    const second = await ensure(daemon(), ready)
    expect(second.started).toBe(true)
    expect(second.pid).not.toBe(first.pid)
  })

  test('starts it anew with other arguments, and ends the old one', async () => {
    const first = await ensure(daemon(), ready)
    const second = await ensure(daemon('sleep 61'), ready)
    expect(second.started).toBe(true)
    expect(isAlive(first)).toBe(false)
  })

  test('says with the end of its log that a daemon died', async () => {
    await expect(ensure(daemon('echo no such option >&2; exit 3'), () => false)).rejects.toThrow(
      /d (?:is not ready: it ended|could not be started)[^]*no such option/
    )
  })

  test('says that a program is not there', async () => {
    await expect(ensure({ ...daemon(), command: '/nonexistent' }, ready)).rejects.toThrow('could not be started')
  })
})

describe('stop', () => {
  test('ends the daemon, waits, and forgets it', async () => {
    const { pid } = await ensure(daemon(), ready)
    expect(await stop('d', { dir })).toBe(true)
    expect(identify(pid)).toBeUndefined()
    expect(recorded('d', dir)).toBeUndefined()
    expect(await stop('d', { dir })).toBe(false)
  })

  test('kills one that does not want to end', async () => {
    const stubborn = await ensure(daemon('trap "" TERM; echo deaf; while :; do sleep 0.05; done'), () =>
      readFileSync(join(dir, 'log/d.log'), 'utf8').includes('deaf')
    )
    expect(await stop('d', { dir, grace: 100 })).toBe(true)
    expect(isAlive(stubborn)).toBe(false)
  })

  test.each([
    ['start time', { startTime: '1' }],
    ['boot', { bootId: 'another' }]
  ])('never touches a process that got the pid with another %s', async (_, other) => {
    const child = spawn('sleep', ['60'])
    const identity = identify(child.pid ?? 0)
    write(recordPath('d', dir), { ...identity, ...other, name: 'd', argv: ['x'], startedAt: '', log: '' })
    expect(await stop('d', { dir })).toBe(false)
    expect(identity !== undefined && isAlive(identity)).toBe(true)
    child.kill()
  })
})

test('waitUntil gives the last answer of a probe that throws', async () => {
  const probe = () => Promise.reject(new Error('connection refused'))
  await expect(waitUntil(probe, { timeout: 60, what: 'The API' })).rejects.toThrow(
    'The API: not within 0 s.\nLast answer: connection refused'
  )
})
