/** The table on the terminal. Pure. */

import type { Row } from './figures.ts'
import { ratio, side, target, verdict } from './words.ts'

const head = ['scenario', 'figure', 'script', 'action', 'ratio', 'target', '']

/** One line for each figure, in columns; a scenario's name stands at its first line. */
export function tableOf(rows: readonly Row[]): string {
  const measured = rows.filter(({ action, figure }) => action !== undefined || figure.target !== undefined)
  const lines = measured.map((row, index) => {
    const { scenario, figure } = row
    const isFirst = measured[index - 1]?.scenario.id !== scenario.id
    return [
      isFirst ? `${scenario.id}  ${scenario.title.replaceAll('`', '')}` : '',
      figure.name,
      side(row.script, figure.unit),
      side(row.action, figure.unit),
      ratio(row.ratio),
      target(figure.target, figure.unit),
      verdict(row)
    ]
  })
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((cells) => cells[column]?.length ?? 0)))
  return [head, ...lines]
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd()
    )
    .join('\n')
}
