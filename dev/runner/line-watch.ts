/** The lines of a log so far, and those who wait for one. */

export interface LineWatch {
  add(line: string): void
  /** No more lines will come: who still waits is told so. */
  end(): void
  text(): string
  /** Resolves with the first line that matches, past or future; rejects after `timeout` ms or at the end. */
  wait(pattern: RegExp, timeout?: number): Promise<string>
}

interface Waiter {
  readonly pattern: RegExp
  readonly found: (line: string) => void
  readonly failed: (why: string) => void
}

/** Starts an empty log. */
export function createLineWatch(): LineWatch {
  const lines: string[] = []
  const waiters = new Set<Waiter>()
  let isOver = false

  const failure = (pattern: RegExp, why: string): Error =>
    new Error(`No line matches ${String(pattern)}: ${why}. The log ends with:\n${lines.slice(-20).join('\n')}`)

  return {
    add(line) {
      lines.push(line)
      for (const waiter of waiters) if (matches(waiter.pattern, line)) waiter.found(line)
    },
    end() {
      isOver = true
      for (const waiter of waiters) waiter.failed('the step has ended')
    },
    text: () => lines.map((line) => `${line}\n`).join(''),
    wait(pattern, timeout = 30_000) {
      const seen = lines.find((line) => matches(pattern, line))
      if (seen !== undefined) return Promise.resolve(seen)
      if (isOver) return Promise.reject(failure(pattern, 'the step has ended'))
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          clearTimeout(timer)
          waiters.delete(waiter)
        }
        const waiter: Waiter = {
          pattern,
          found(line) {
            leave()
            resolve(line)
          },
          failed(why) {
            leave()
            reject(failure(pattern, why))
          }
        }
        const timer = setTimeout(() => waiter.failed(`not within ${timeout / 1000} s`), timeout)
        waiters.add(waiter)
      })
    }
  }
}

/** A pattern with `g` or `y` would remember where it stopped. */
function matches(pattern: RegExp, line: string): boolean {
  pattern.lastIndex = 0
  return pattern.test(line)
}
