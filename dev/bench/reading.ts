/** Reads times out of what action, script and flow print. Pure. */

const units = { h: 3_600_000, m: 60_000, s: 1000 } as const

/** Milliseconds of a duration as the action writes it: `0.4s`, `12s`, `1m30s`, `1h2m`; undefined for other text. */
export function durationOf(text: string): number | undefined {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([hms])/gu)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return undefined
  return parts.reduce((sum, [, value, unit]) => sum + Number(value) * units[unit as keyof typeof units], 0)
}

/** Names of the summary's columns, as the record calls them. */
const columns: Readonly<Record<string, string>> = {
  Build: 'build',
  Push: 'push',
  'Job start': 'start',
  Flow: 'run',
  'Rest of the log': 'log',
  Cleanup: 'cleanup'
}

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())

/** The action's stages out of its job summary: the one table whose every column is a stage. Empty when it has none. */
export function stagesOf(summary: string): Record<string, number> {
  const lines = summary.split('\n')
  const head = lines.findIndex((line) => {
    const cells = cellsOf(line)
    return cells.length > 0 && cells.every((cell) => columns[cell] !== undefined)
  })
  if (head < 0) return {}
  const times = cellsOf(lines[head + 2] ?? '')
  return Object.fromEntries(
    cellsOf(lines[head] ?? '').flatMap((cell, index) => {
      const time = durationOf(times[index] ?? '')
      return time === undefined ? [] : [[columns[cell] ?? cell, time]]
    })
  )
}

/** The script's laps: lines `lap NAME MILLISECONDS`. */
export function lapsOf(text: string): Record<string, number> {
  const laps = [...text.matchAll(/^lap (\w+) (\d+(?:\.\d+)?)$/gmu)]
  return Object.fromEntries(laps.map(([, name = '', ms]) => [name, Number(ms)] as const))
}

/** The flow's own time in its log: `bench-flow SECONDS`, written when its process ends; undefined when it did not get there. */
export function flowTimeOf(log: string): number | undefined {
  const seconds = /^bench-flow (\d+\.\d+)$/mu.exec(log)?.[1]
  return seconds === undefined ? undefined : Number(seconds) * 1000
}

/** Peak resident memory in bytes, out of a process's /proc/PID/status. */
export function peakOf(status: string): number | undefined {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}
