import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, self, type Identity } from './identity.ts'
import { runDir } from './paths.ts'

/** A lock breaker does two file operations; one this old (ms) died in between. */
const breakerIsDeadAfter = 10_000

/** A lock by link(2): the file appears whole or not at all, so its owner can always be read. True when it's ours now. */
function take(path: string): boolean {
  const mine = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
  writeFileSync(mine, JSON.stringify(self()))
  try {
    linkSync(mine, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(mine, { force: true })
  }
}

function ownerIsDead(path: string): boolean {
  try {
    return !isAlive(JSON.parse(readFileSync(path, 'utf8')) as Identity)
  } catch {
    return false // given back at this moment: the next try takes it
  }
}

/** Removes a lock whose owner died. Under a lock of its own, or two waiters could remove the lock that one of them just took. */
function breakStale(path: string): void {
  const breaker = `${path}.breaker`
  if (!take(breaker)) {
    try {
      if (Date.now() - statSync(breaker).mtimeMs > breakerIsDeadAfter) rmSync(breaker, { force: true })
    } catch {
      // gone meanwhile
    }
    return
  }
  try {
    if (ownerIsDead(path)) rmSync(path, { force: true })
  } finally {
    rmSync(breaker, { force: true })
  }
}

/**
 * Does `work` while no other process of this user does work under the same name; waits for it, at most `timeout` ms.
 * Not reentrant. The lock of a process that died is taken over.
 */
export async function withLock<T>(
  name: string,
  work: () => Promise<T>,
  { dir = runDir(), timeout = 30 * 60_000 }: { dir?: string; timeout?: number } = {}
): Promise<T> {
  const path = join(dir, `${name}.lock`)
  const start = performance.now()
  let told = false
  while (!take(path)) {
    if (ownerIsDead(path)) {
      breakStale(path)
      continue
    }
    const waited = performance.now() - start
    if (waited > timeout)
      throw new Error(`Waited ${Math.round(timeout / 1000)} s for another process that holds ${path}.`)
    if (waited > 2000 && !told) {
      told = true
      console.error(`… waiting for another process that works on "${name}" (${path})`)
    }
    await sleep(100)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}
