import { say } from '../say.ts'
import type { Round, Sample, Side } from './record.ts'

/** How often a scenario is done, and told of each round. */
export interface Turns {
  readonly rounds: number
  readonly signal: AbortSignal
}

/** Both sides in turns; every second round begins with the other one, so that neither always finds the machine as the other left it. */
export async function inTurns(
  scenario: string,
  turns: Turns,
  sample: (side: Side, round: number) => Promise<Sample>
): Promise<Round[]> {
  const sides = await withOneScript([scenario], turns, (who, round) =>
    sample(who === 'script' ? 'script' : 'action', round)
  )
  return sides.get(scenario) ?? []
}

/**
 * The action in several scenarios against one run of the script in each round, where the script does the same in all of them.
 * Each round begins with another one.
 * @param sample what is done once: the script, or the action in a scenario
 * @returns each scenario's rounds
 */
export async function withOneScript<Id extends string>(
  scenarios: readonly Id[],
  { rounds, signal }: Turns,
  sample: (who: Id | 'script', round: number) => Promise<Sample>
): Promise<ReadonlyMap<Id, Round[]>> {
  const all = ['script', ...scenarios] as const
  const done = new Map<Id, Round[]>(scenarios.map((id) => [id, []]))
  for (let round = 0; round < rounds; round++) {
    const start = round % all.length
    const order = [...all.slice(start), ...all.slice(0, start)]
    const samples = new Map<Id | 'script', Sample>()
    for (const who of order) {
      signal.throwIfAborted()
      samples.set(who, await sample(who, round))
    }
    const script = samples.get('script')
    for (const id of scenarios) {
      const action = samples.get(id)
      const first = order.indexOf('script') < order.indexOf(id) ? 'script' : 'action'
      if (action !== undefined && script !== undefined) done.get(id)?.push({ first, action, script })
    }
    const seconds = (who: Id | 'script'): string => `${((samples.get(who)?.total ?? 0) / 1000).toFixed(2)} s`
    const times = scenarios.map(seconds).join(', ')
    say(`  ${scenarios.join(', ')}: round ${round + 1} of ${rounds}: script ${seconds('script')}, action ${times}`)
  }
  return done
}
