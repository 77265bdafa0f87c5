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
  { rounds, signal }: Turns,
  sample: (side: Side, round: number) => Promise<Sample>
): Promise<Round[]> {
  const done: Round[] = []
  for (let round = 0; round < rounds; round++) {
    const order: readonly [Side, Side] = round % 2 === 0 ? ['script', 'action'] : ['action', 'script']
    const samples: Partial<Record<Side, Sample>> = {}
    for (const side of order) {
      signal.throwIfAborted()
      samples[side] = await sample(side, round)
    }
    const { action, script } = samples as Record<Side, Sample>
    done.push({ first: order[0], action, script })
    const seconds = ({ total }: Sample): string => (total / 1000).toFixed(2)
    say(`  ${scenario}: round ${round + 1} of ${rounds}: script ${seconds(script)} s, action ${seconds(action)} s`)
  }
  return done
}
