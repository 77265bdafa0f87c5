/** Milliseconds as people write them: `1h30m`, `90s` → `1m30s`, below a minute with one decimal where it tells more. */
export function formatDuration(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 60)
    return Number.isInteger(seconds) || seconds >= 10 ? `${Math.round(seconds)}s` : `${seconds.toFixed(1)}s`
  const whole = Math.round(seconds)
  const parts = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor((whole % 3600) / 60), 'm'],
    [whole % 60, 's']
  ] as const
  return parts
    .filter(([value]) => value > 0)
    .map(([value, unit]) => `${value}${unit}`)
    .join('')
}
