import { PassThrough } from 'node:stream'

import { describe, expect, test } from '@jest/globals'

import { leave } from '../../../src/runner/leave.ts'
import { flushed, processWriter } from '../../../src/runner/writer.ts'

/** A process whose stdout is a pipe that holds 16 bytes and is read only when the test reads it. */
function makeProcess(): { process: NodeJS.Process; read: () => Promise<string>; stdout: PassThrough } {
  const stdout = new PassThrough({ highWaterMark: 16 })
  const parts: Buffer[] = []
  const read = async (): Promise<string> => {
    stdout.on('data', (part: Buffer) => parts.push(part))
    await new Promise(setImmediate)
    return Buffer.concat(parts).toString()
  }
  return { process: { stdout } as unknown as NodeJS.Process, read, stdout }
}

/** Whether a promise has settled by the next turn of the loop. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  void promise.finally(() => (settled = true))
  await new Promise(setImmediate)
  return settled
}

const never = new AbortController().signal
const block = Buffer.from('| '.padEnd(63, 'x') + '\n')

describe('a reader that is slower than the log', () => {
  test('is waited for', async () => {
    const { process, read } = makeProcess()
    const writer = processWriter(process)
    writer.foreignBytes(block)
    const drained = writer.drained(never)
    expect(await isSettled(drained)).toBe(false)
    await read()
    expect(await isSettled(drained)).toBe(true)
  })

  test('does not hold up a run that is aborted', async () => {
    const { process } = makeProcess()
    const writer = processWriter(process)
    const abort = new AbortController()
    writer.foreignBytes(block)
    const drained = writer.drained(abort.signal)
    abort.abort()
    expect(await isSettled(drained)).toBe(true)
  })

  test('one that is gone is not waited for, and breaks nothing', async () => {
    const { process, stdout } = makeProcess()
    const writer = processWriter(process)
    writer.foreignBytes(block)
    const drained = writer.drained(never)
    stdout.destroy(new Error('EPIPE'))
    expect(await isSettled(drained)).toBe(true)
  })

  test('nothing is waited for when there is room', async () => {
    const { process } = makeProcess()
    expect(await isSettled(processWriter(process).drained(never))).toBe(true)
  })
})

describe('leaving', () => {
  test('waits until the last words were read', async () => {
    const { process, read } = makeProcess()
    const left = leave(process, () => {
      processWriter(process).foreignBytes(block)
      return Promise.resolve()
    })
    expect(await isSettled(left)).toBe(false)
    expect(await read()).toContain(block.toString())
    await left
  })

  test('not for ever', async () => {
    const { process } = makeProcess()
    processWriter(process).foreignBytes(block)
    await expect(flushed(process, 1)).resolves.toBeUndefined()
  })

  test('says what broke', async () => {
    const { process, read } = makeProcess()
    const left = leave(process, () => Promise.reject(new Error('no space left on device')))
    expect(await read()).toContain('::The action itself failed: no space left on device.')
    await left
  })
})
