/** Figures as text, for the terminal and for the page alike. Pure. */

import type { Row, Target, Unit } from './figures.ts'
import type { Spread } from './statistics.ts'

/** A number of this unit, with three digits that count. */
export function number(value: number, unit: Unit): string {
  switch (unit) {
    case 'ms':
      return value < 1000 ? `${Math.round(value)} ms` : `${digits(value / 1000)} s`
    case 'bytes':
      return bytes(value)
    case 'bytes/s':
      return `${bytes(value)}/s`
    case 'count':
      return digits(value)
  }
}

function bytes(value: number): string {
  if (value < 1000) return `${Math.round(value)} B`
  if (value < 1_000_000) return `${digits(value / 1000)} kB`
  return value < 1_000_000_000 ? `${digits(value / 1_000_000)} MB` : `${digits(value / 1_000_000_000)} GB`
}

function digits(value: number): string {
  if (Number.isInteger(value) || value >= 100) return String(Math.round(value))
  return value.toFixed(value < 1 ? 3 : value < 10 ? 2 : 1)
}

/** Median and ends of one side. */
export function side(spread: Spread | undefined, unit: Unit): string {
  if (spread === undefined) return ''
  const middle = number(spread.median, unit)
  const [min, max] = [number(spread.min, unit), number(spread.max, unit)]
  return min === max ? middle : `${middle} (${min}–${max})`
}

/** Median and quartiles of the rounds' ratios. */
export function ratio(spread: Spread | undefined): string {
  if (spread === undefined) return ''
  const [middle, low, high] = [spread.median, spread.low, spread.high].map(digits)
  return low === high ? (middle ?? '') : `${middle ?? ''} (${low ?? ''}–${high ?? ''})`
}

/** What was promised of a figure: `≤ 0.65`, `≥ 60 MB/s`. */
export function target(target: Target | undefined, unit: Unit): string {
  if (target === undefined) return ''
  if (target.bound === 0) return 'none'
  const bound = target.of === 'ratio' ? String(target.bound) : number(target.bound, unit)
  return `${target.is === 'at most' ? '≤' : '≥'} ${bound}`
}

/** Whether the promise was kept. */
export function verdict({ isHit }: Pick<Row, 'isHit'>): string {
  return isHit === undefined ? '' : isHit ? 'hit' : 'missed'
}
