/** Scenarios 11 and 12: how long the action takes to say that an input is wrong, and to find that there is nothing to do. */

import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'

import { bareAction, nodeProgram } from '../bare-action.ts'
import type { Ground } from '../ground.ts'
import type { Round, Side } from '../record.ts'
import { inTurns, type Turns } from '../rounds.ts'
import { median } from '../statistics.ts'
import { timed } from '../timed.ts'

/** Starts of each side in one round. */
const starts = 5
const limit = 60_000

const kinds = {
  11: { step: 'main', inputs: { flow: 'flows/etl.py', timeout: 'soon' }, exit: 1 },
  12: { step: 'post', inputs: { flow: 'flows/etl.py' }, exit: 0 }
} as const

/** All rounds of one of them. */
export async function startsOf(
  id: `${keyof typeof kinds}`,
  ground: Ground,
  { rounds, signal }: Turns
): Promise<Round[]> {
  const { step, inputs, exit } = kinds[id]
  const folder = mkdtempSync(join(ground.folder, 'start-'))
  const once = async (side: Side): Promise<number> => {
    const { program: action } = bareAction(folder, inputs, step)
    const empty = { ...action, command: nodeProgram, args: ['-e', '0'] }
    const { milliseconds, code, last } = await timed({
      ...(side === 'action' ? action : empty),
      limit,
      signal,
      isPiped: true
    })
    if (code !== (side === 'action' ? exit : 0)) throw new Error(`A start ended with ${code ?? 'a signal'}:\n${last}`)
    return milliseconds
  }
  // files that were never read are not what is measured
  for (const side of ['script', 'action'] as const) await once(side)
  const measured = Array.from({ length: rounds }, () => ({ action: [] as number[], script: [] as number[] }))
  for (const times of measured)
    for (let start = 0; start < starts; start++)
      for (const side of start % 2 === 0 ? (['script', 'action'] as const) : (['action', 'script'] as const))
        times[side].push(await once(side))
  return inTurns(id, { rounds, signal }, (side, round) =>
    Promise.resolve({ total: median(measured[round]?.[side] ?? []) })
  )
}
