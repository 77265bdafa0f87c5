/** Tells the person at the terminal what is going on. On stderr: stdout is for results. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** What is done at once needs no announcement (ms). */
const worthSaying = 700

/** Does `work`, says how long it took, and before that what it is, when it takes a while. */
export async function step<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const announcement = setTimeout(() => say(`• ${what} …`), worthSaying)
  try {
    const result = await work()
    say(`✓ ${what} (${((performance.now() - start) / 1000).toFixed(1)} s)`)
    return result
  } finally {
    clearTimeout(announcement)
  }
}
