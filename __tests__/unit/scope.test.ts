import { describe, expect, test } from '@jest/globals'

import { Failure } from '../../src/failure.ts'
import { Postponed, Scope, together, type Undo } from '../../src/scope.ts'
import { makeJournal, type MemoryJournal } from '../support/fakes.ts'

const job: Undo = { kind: 'job', name: 'etl', namespace: 'ci', identifier: 'id', access: { kind: 'in-cluster' } }
const folder: Undo = { kind: 'folder', path: '/tmp/x' }
const never = new AbortController().signal

function makeScope(options: { signal?: AbortSignal; isSet?: () => boolean } = {}): {
  scope: Scope
  journal: MemoryJournal
} {
  const journal = makeJournal()
  const scope = new Scope({
    signal: options.signal ?? never,
    journal,
    marker: { isSet: options.isSet ?? (() => false) },
    now: () => 7
  })
  return { scope, journal }
}

describe('creating', () => {
  test('the undo is on record before the effect is made, and its uid after', async () => {
    const { scope, journal } = makeScope()
    const made = await scope.create(
      job,
      () => {
        journal.write({ id: 99, at: 0, undo: folder })
        return Promise.resolve({ uid: 'u' })
      },
      ({ uid }) => uid
    )
    expect(made).toEqual({ uid: 'u' })
    expect(journal.history).toEqual(['write 1', 'write 99', 'write 1 uid u'])
    expect(journal.open.get(1)).toEqual({ id: 1, at: 7, undo: { ...job, uid: 'u' } })
  })

  test('an effect that threw stays on record: it may have happened', async () => {
    const { scope, journal } = makeScope()
    await expect(scope.create(job, () => Promise.reject(new Error('reset')))).rejects.toThrow('reset')
    expect([...journal.open.keys()]).toEqual([1])
  })

  test('nothing is made after an abort', async () => {
    const reason = new Failure('cancelled', { what: 'x' })
    const { scope, journal } = makeScope({ signal: AbortSignal.abort(reason) })
    await expect(scope.create(job, () => Promise.reject(new Error('made')))).rejects.toBe(reason)
    expect(journal.history).toEqual([])
  })

  test('nothing is made once the cancel marker is there', async () => {
    const { scope } = makeScope({ isSet: () => true })
    await expect(scope.create(job, () => Promise.reject(new Error('made')))).rejects.toMatchObject({
      reason: 'cancelled'
    })
  })

  test('a marker that appears between the record and the effect stops the effect', async () => {
    let looks = 0
    const { scope, journal } = makeScope({ isSet: () => ++looks > 1 })
    await expect(scope.create(job, () => Promise.reject(new Error('made')))).rejects.toMatchObject({
      reason: 'cancelled'
    })
    expect(journal.open.size).toBe(1)
  })

  test('a marker that appears while the effect is made leaves it on record, to be undone', async () => {
    let made = false
    const { scope, journal } = makeScope({ isSet: () => made })
    const act = (): Promise<{ uid: string }> => {
      made = true
      return Promise.resolve({ uid: 'u' })
    }
    await expect(scope.create(job, act, ({ uid }) => uid)).rejects.toMatchObject({ reason: 'cancelled' })
    expect(journal.open.get(1)?.undo).toMatchObject({ uid: 'u' })
  })
})

describe('closing', () => {
  const fill = async (scope: Scope): Promise<void> => {
    await scope.create(folder, () => Promise.resolve())
    await scope.create(job, () => Promise.resolve())
    await scope.create({ kind: 'local-image', reference: 'r' }, () => Promise.resolve())
  }

  test('undoes newest first and empties the journal', async () => {
    const { scope, journal } = makeScope()
    await fill(scope)
    const undone: string[] = []
    const left = await scope.close(({ undo }) => {
      undone.push(undo.kind)
      return Promise.resolve()
    }, never)
    expect(undone).toEqual(['local-image', 'job', 'folder'])
    expect(left).toEqual([])
    expect(journal.open.size).toBe(0)
  })

  test('one failure does not stop the others, and stays on record for post', async () => {
    const { scope, journal } = makeScope()
    await fill(scope)
    const left = await scope.close(
      ({ undo }) => (undo.kind === 'job' ? Promise.reject(new Error('busy')) : Promise.resolve()),
      never
    )
    expect(left.map(({ record, error }) => [record.id, String(error)])).toEqual([[2, 'Error: busy']])
    expect([...journal.open.keys()]).toEqual([2])
  })

  test('what is postponed comes after the others, once, and is told that it is the last try', async () => {
    const { scope, journal } = makeScope()
    await fill(scope)
    const tried: string[] = []
    const left = await scope.close(({ undo }, _signal, isLast) => {
      tried.push(`${undo.kind} ${String(isLast)}`)
      return undo.kind === 'job' ? Promise.reject(new Postponed('later')) : Promise.resolve()
    }, never)
    expect(tried).toEqual(['local-image false', 'job false', 'folder false', 'job true'])
    expect(left.map(({ record, error }) => [record.id, String(error)])).toEqual([[2, 'Error: later']])
    expect([...journal.open.keys()]).toEqual([2])
  })

  test('what was given up on purpose is not undone', async () => {
    const { scope, journal } = makeScope()
    await fill(scope)
    scope.keep((undo) => undo.kind === 'job')
    const undone: string[] = []
    await scope.close(({ undo }) => Promise.resolve(void undone.push(undo.kind)), never)
    expect(undone).toEqual(['local-image', 'folder'])
    expect(journal.open.size).toBe(0)
  })
})

describe('side by side', () => {
  test('returns all results in order', async () => {
    await expect(
      together<[number, string]>(never, [() => Promise.resolve(1), () => Promise.resolve('b')])
    ).resolves.toEqual([1, 'b'])
  })

  test('the first failure aborts the others and all have settled before it comes out', async () => {
    const log: string[] = []
    const slow = (signal: AbortSignal): Promise<undefined> =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          setImmediate(() => {
            log.push(`stopped by ${(signal.reason as Error).message}`)
            resolve(undefined)
          })
        })
      })
    await expect(
      together<[undefined, never]>(never, [slow, () => Promise.reject(new Error('no right'))])
    ).rejects.toThrow('no right')
    expect(log).toEqual(['stopped by no right'])
  })

  test('an abort from outside reaches the tasks', async () => {
    const controller = new AbortController()
    const task = (signal: AbortSignal): Promise<never> =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    const result = together<[never]>(controller.signal, [task])
    controller.abort(new Error('cancelled'))
    await expect(result).rejects.toThrow('cancelled')
  })
})
