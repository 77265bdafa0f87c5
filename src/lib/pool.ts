/** Many small tasks, a few at a time. */

/**
 * Runs `body` for each item, at most `width` of them at a time. The first failure aborts the signal of the others; all have
 * settled before this does.
 * @returns the results in the order of the items
 * @throws the first failure; the signal's reason when it aborts
 */
export async function inPool<T, R>(
  items: readonly T[],
  width: number,
  signal: AbortSignal,
  body: (item: T, signal: AbortSignal) => Promise<R>
): Promise<R[]> {
  const stop = new AbortController()
  const both = AbortSignal.any([signal, stop.signal])
  const results: R[] = []
  const failures: unknown[] = []
  const queue = items.entries()
  const worker = async (): Promise<void> => {
    // one iterator for all workers: each item goes to whoever comes next
    for (const [index, item] of queue) {
      try {
        both.throwIfAborted()
        results[index] = await body(item, both)
      } catch (error) {
        failures.push(error)
        stop.abort(error)
        return
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
  if (failures.length > 0) throw failures[0]
  return results
}
