import { EventEmitter } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'

import { listenForCancel, type Cancellation } from '../../../src/runner/cancel.ts'
import { isIdle, isPost } from '../../../src/runner/entry.ts'
import { markerIn } from '../../../src/runner/marker.ts'
import { readState } from '../../../src/runner/state.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cancel-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('what aborts a run', () => {
  let source: EventEmitter
  let cancellation: Cancellation
  beforeEach(() => {
    source = new EventEmitter()
    cancellation = listenForCancel(source as unknown as NodeJS.Process, markerIn(folder))
  })

  test.each([
    ['SIGINT', undefined, 'cancelled'],
    ['SIGTERM', undefined, 'cancelled'],
    ['uncaughtException', new Error('bug'), 'internal-error'],
    ['unhandledRejection', new Error('bug'), 'internal-error']
  ])('%s', (event, argument, reason) => {
    expect(cancellation.signal.aborted).toBe(false)
    source.emit(event, argument)
    expect(cancellation.signal.aborted).toBe(true)
    expect(cancellation.reason?.reason).toBe(reason)
  })

  test('the first reason counts', () => {
    source.emit('SIGINT')
    source.emit('unhandledRejection', new Error('because of the abort'))
    expect(cancellation.reason?.reason).toBe('cancelled')
  })
})

describe('the cancel marker', () => {
  test('is seen by whoever looks, also when the folder is not there yet', () => {
    const marker = markerIn(join(folder, 'a', 'b'))
    expect(marker.isSet()).toBe(false)
    marker.set()
    expect(marker.isSet()).toBe(true)
  })

  test('calls a watcher', async () => {
    const marker = markerIn(folder)
    const found = new Promise<void>((resolve) => marker.watch(resolve))
    // its timer does not keep a process alive; a test has to
    const alive = setInterval(() => undefined, 100)
    marker.set()
    await expect(found).resolves.toBeUndefined()
    clearInterval(alive)
  })
})

describe('what main leaves for post', () => {
  const env = {
    STATE_undo_1: '{"id":1}',
    STATE_undo_2: '',
    STATE_undo_10: '{"id":10}',
    STATE_folder: '/tmp/f',
    STATE_pid: '7',
    STATE_other: 'x'
  }

  test('open records, newest first; done ones are empty', () => {
    expect(readState(env)).toEqual({ records: ['{"id":10}', '{"id":1}'], folder: '/tmp/f', pid: 7 })
  })

  test.each([
    [env, false],
    // a main without a record may still be about to make something
    [{ STATE_undo_1: '', STATE_folder: '/tmp/f' }, false],
    [{ STATE_undo_1: '', STATE_folder: '' }, true],
    [{}, true]
  ])('idle: %#', (state, expected) => {
    expect(isIdle(state)).toBe(expected)
  })

  test('only dist/post.js makes a process the post step', () => {
    expect(isPost({ DOCKER_ON_K8S_POST: '1' })).toBe(true)
    expect(isPost({ STATE_undo_1: 'x' })).toBe(false)
  })
})
