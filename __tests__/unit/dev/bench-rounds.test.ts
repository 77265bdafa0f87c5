import { describe, expect, jest, test } from '@jest/globals'

import { inTurns, withOneScript } from '../../../dev/bench/rounds.ts'

const signal = new AbortController().signal

/** Each run takes as many milliseconds as there were runs, so that a sample tells which run it is of. */
function runs(): { order: string[]; sample: (who: string, round: number) => Promise<{ total: number }> } {
  const order: string[] = []
  return {
    order,
    sample: (who, round) => Promise.resolve({ total: order.push(`${who} ${round}`) })
  }
}

// each round is told at the terminal
jest.spyOn(process.stderr, 'write').mockReturnValue(true)

describe('rounds of the benchmark', () => {
  test('both sides in turns, and the one that begins changes', async () => {
    const { order, sample } = runs()
    const rounds = await inTurns('5', { rounds: 3, signal }, sample)
    expect(order).toEqual(['script 0', 'action 0', 'action 1', 'script 1', 'script 2', 'action 2'])
    expect(rounds).toEqual([
      { first: 'script', script: { total: 1 }, action: { total: 2 } },
      { first: 'action', action: { total: 3 }, script: { total: 4 } },
      { first: 'script', script: { total: 5 }, action: { total: 6 } }
    ])
  })

  test('one run of the script stands against the action in several scenarios', async () => {
    const { order, sample } = runs()
    const rounds = await withOneScript(['1', '2'], { rounds: 3, signal }, sample)
    expect(order.map((each) => each.split(' ')[0])).toEqual([
      'script',
      '1',
      '2',
      '1',
      '2',
      'script',
      '2',
      'script',
      '1'
    ])
    expect(rounds.get('1')).toEqual([
      { first: 'script', script: { total: 1 }, action: { total: 2 } },
      { first: 'action', script: { total: 6 }, action: { total: 4 } },
      { first: 'script', script: { total: 8 }, action: { total: 9 } }
    ])
    expect(rounds.get('2')?.map(({ action, script }) => [action.total, script?.total])).toEqual([
      [3, 1],
      [5, 6],
      [7, 8]
    ])
  })

  test('a stop comes before the next run', async () => {
    const stop = new AbortController()
    const ran: string[] = []
    const rounds = inTurns('5', { rounds: 3, signal: stop.signal }, (side) => {
      ran.push(side)
      stop.abort(new Error('stopped'))
      return Promise.resolve({ total: 1 })
    })
    await expect(rounds).rejects.toThrow('stopped')
    expect(ran).toEqual(['script'])
  })
})
