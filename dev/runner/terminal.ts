/** Shows a line of the runner's log on a terminal, a little as GitHub's page does. */

const marks: readonly (readonly [prefix: string, mark: string])[] = [
  ['##[group]', '▸ '],
  ['##[error]', '✗ Error: '],
  ['##[warning]', '! Warning: '],
  ['##[notice]', 'i '],
  ['##[debug]', '  debug: ']
]

/** The text to print, or undefined for lines that only steer the runner (ends of groups, fences around foreign output). */
export function forTerminal(line: string): string | undefined {
  if (line === '##[endgroup]' || line.startsWith('::stop-commands::') || line === '::***::') return undefined
  const mark = marks.find(([prefix]) => line.startsWith(prefix))
  return mark === undefined ? line : mark[1] + line.slice(mark[0].length)
}
