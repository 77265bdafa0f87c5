/** Who waits for the next change, and when they are told of it. */

/** From this many pods on their changes are gathered: a millisecond for each pod, at most a second. */
const manyPods = 6
const longestGathering = 1_000

export class Changes {
  readonly #waiters = new Set<() => void>()
  /** Runs while changes are gathered. */
  #gathering: NodeJS.Timeout | undefined

  /** Resolves at the next change, or after `longest` milliseconds. @throws the signal's reason */
  async next(longest: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        this.#waiters.delete(done)
        resolve()
      }
      const timer = setTimeout(done, longest)
      signal.addEventListener('abort', done, { once: true })
      this.#waiters.add(done)
    })
    signal.throwIfAborted()
  }

  /** Something has changed. */
  tell(): void {
    this.close()
    for (const waiter of [...this.#waiters]) waiter()
  }

  /** One of so many pods has changed: told at once where there are few, together with others where there are many. */
  tellOf(pods: number): void {
    if (pods < manyPods) this.tell()
    else this.#gathering ??= setTimeout(() => this.tell(), Math.min(pods, longestGathering))
  }

  /** Forgets what was gathered. */
  close(): void {
    clearTimeout(this.#gathering)
    this.#gathering = undefined
  }
}
