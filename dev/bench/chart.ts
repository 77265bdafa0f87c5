/** The chart of docs/performance.md: every promised ratio, round by round, on one scale. Pure. */

import type { Row } from './figures.ts'
import { ratio } from './words.ts'

const [left, right, top, line] = [330, 150, 44, 30]
const width = 900
const plot = width - left - right
/** In the middle between black and white: read on a light page as on a dark one. */
const [ink, faint] = ['#7a828e', '#7a828e55']
const [good, bad] = ['#2da160', '#d9534f']

const escaped = (text: string): string =>
  text.replace(/[&<>"]/gu, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

/** Rounds as dots, their median as a bar, the target as a mark; left of the line at 1 the action does better with times. */
export function chartOf(rows: readonly Row[]): string {
  const shown = rows.filter(({ figure, ratios }) => figure.target?.of === 'ratio' && ratios.length > 0)
  const values = shown.flatMap(({ figure, ratios }) => [
    ...ratios.filter((each) => each > 0),
    figure.target?.bound ?? 1
  ])
  const [from, to] = [Math.floor(Math.log10(Math.min(0.1, ...values))), Math.ceil(Math.log10(Math.max(10, ...values)))]
  // nothing at all has no place on such a scale: it stands at its end
  const x = (value: number): string =>
    (left + ((Math.log10(Math.max(value, 10 ** from)) - from) / (to - from)) * plot).toFixed(1)
  const height = top + shown.length * line + 40
  const bottom = height - 34
  const powers = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index))
  const grid = powers.flatMap((value) => [
    `<line x1="${x(value)}" x2="${x(value)}" y1="${top - 10}" y2="${bottom}" stroke="${value === 1 ? ink : faint}" stroke-width="${value === 1 ? 1.5 : 1}"/>`,
    `<text x="${x(value)}" y="${bottom + 18}" text-anchor="middle">${value === 1 ? '1 = the script' : String(Number(value.toPrecision(1)))}</text>`
  ])
  const parts = shown.flatMap((row, index) => partsOf(row, top + index * line + line / 2, x))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="-apple-system, 'Segoe UI', Helvetica, Arial, sans-serif" font-size="13" fill="${ink}">`,
    '<title>The action’s figures as ratios to the script’s</title>',
    `<text x="12" y="18">ratio to the script in the same round: dots are rounds, a bar their median, a triangle the target</text>`,
    ...grid,
    ...parts,
    '</svg>',
    ''
  ].join('\n')
}

function partsOf(
  { scenario, figure, ratios, ratio: over, isHit }: Row,
  y: number,
  x: (value: number) => string
): string[] {
  const color = isHit === true ? good : bad
  const bound = figure.target?.bound ?? 1
  const at = x(bound)
  const name = `${scenario.id}  ${scenario.title.replaceAll('`', '')}`
  const short = name.length > 44 ? `${name.slice(0, 43)}…` : name
  const middle = over === undefined ? [] : [x(over.median)]
  return [
    `<text x="${left - 12}" y="${y}" text-anchor="end">${escaped(short)}</text>`,
    `<text x="${left - 12}" y="${y + 13}" text-anchor="end" font-size="10">${escaped(figure.name)}</text>`,
    `<path d="M${at} ${y - 5} l-5 -8 h10 z" fill="none" stroke="${ink}"/>`,
    ...ratios.map((each) => `<circle cx="${x(each)}" cy="${y}" r="4" fill="${color}" fill-opacity="0.45"/>`),
    ...middle.map(
      (place) => `<line x1="${place}" x2="${place}" y1="${y - 9}" y2="${y + 9}" stroke="${color}" stroke-width="3"/>`
    ),
    `<text x="${width - right + 12}" y="${y + 4}" fill="${color}">${escaped(ratio(over))}</text>`
  ]
}
