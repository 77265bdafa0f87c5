import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { self } from '../../../dev/identity.ts'
import { withLock } from '../../../dev/lock.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lock-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('one at a time', async () => {
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await new Promise((resolve) => setImmediate(resolve))
    inside--
  }
  await Promise.all(Array.from({ length: 5 }, () => withLock('l', work, { dir })))
  expect(most).toBe(1)
  expect(existsSync(join(dir, 'l.lock'))).toBe(false)
})

test('given back when the work fails', async () => {
  await expect(withLock('l', () => Promise.reject(new Error('no')), { dir })).rejects.toThrow('no')
  expect(await withLock('l', () => Promise.resolve(1), { dir })).toBe(1)
})

test.each([
  ['died', { ...self(), startTime: '1' }],
  ['lived before the last boot', { ...self(), bootId: 'another' }]
])('taken over from a process that %s', async (_, owner) => {
  writeFileSync(join(dir, 'l.lock'), JSON.stringify(owner))
  expect(await withLock('l', () => Promise.resolve(1), { dir, timeout: 1000 })).toBe(1)
})

test('never taken from a living process', async () => {
  writeFileSync(join(dir, 'l.lock'), JSON.stringify(self()))
  await expect(withLock('l', () => Promise.resolve(1), { dir, timeout: 50 })).rejects.toThrow('another process')
})
