/** Random choices out of one seed: the same seed gives the same choices, on every machine. */
export interface Random {
  /** A number of [0, 1). */
  next(): number
  /** A whole number of [low, high]. */
  int(low: number, high: number): number
  pick<T>(choices: readonly T[]): T
  chance(probability: number): boolean
}

/** @param seed any whole number (mulberry32, a 32-bit generator) */
export function random(seed: number): Random {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    int,
    pick: (choices) => choices[int(0, choices.length - 1)] as (typeof choices)[number],
    chance: (probability) => next() < probability
  }
}
