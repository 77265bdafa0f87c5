/** Hides secrets in data that is about to be shown. Pure. */

/** What stands where a secret would. */
export const hiddenWord = '<hidden>'

/** Shorter texts are found in harmless words as well; as values of their own they are hidden by whoever knows them. */
const shortest = 4

/** Makes a copier of plain data (maps, lists, objects, texts) in which each of these values is replaced, wherever it stands. */
export function hiding(secrets: Iterable<string>): <T>(data: T) => T {
  const values = new Set([...secrets].flatMap((value) => [value, value.trim(), ...value.split(/\r?\n/u)]))
  // the longest first: one secret may be a part of another
  const sorted = [...values].filter(({ length }) => length >= shortest).sort((a, b) => b.length - a.length)
  const hide = (data: unknown): unknown => {
    if (typeof data === 'string') return sorted.reduce((text, value) => text.replaceAll(value, hiddenWord), data)
    if (Array.isArray(data)) return data.map(hide)
    if (data instanceof Map) return new Map([...data].map(([key, value]) => [key as unknown, hide(value)]))
    if (typeof data !== 'object' || data === null) return data
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, hide(value)]))
  }
  return <T>(data: T) => hide(data) as T
}
