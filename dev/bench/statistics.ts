/** What is said of several rounds. Pure. */

/** How a figure came out over the rounds. */
export interface Spread {
  readonly median: number
  /** First and third quartile: half of the rounds lie between them. */
  readonly low: number
  readonly high: number
  readonly min: number
  readonly max: number
  readonly rounds: number
}

/** The value below which this part (0 to 1) of the numbers lies, between two of them in proportion. @throws for no numbers */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * part
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  if (below === undefined || above === undefined) throw new Error('nothing was measured')
  return below + (above - below) * (at - Math.floor(at))
}

/** The number in the middle. @throws for no numbers */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5)
}

/** Median, quartiles and ends; undefined for no numbers. */
export function spread(numbers: readonly number[]): Spread | undefined {
  if (numbers.length === 0) return undefined
  return {
    median: median(numbers),
    low: quantile(numbers, 0.25),
    high: quantile(numbers, 0.75),
    min: Math.min(...numbers),
    max: Math.max(...numbers),
    rounds: numbers.length
  }
}

/**
 * Each round's own ratio: what slows the machine down for a minute slows both sides of one round, so pairs tell more than
 * the ratio of two medians. Rounds in which a side is not known, or the lower part is zero, count for nothing.
 */
export function ratios(pairs: readonly (readonly [number | undefined, number | undefined])[]): number[] {
  return pairs.flatMap(([upper, lower]) =>
    upper === undefined || lower === undefined || lower === 0 ? [] : [upper / lower]
  )
}
