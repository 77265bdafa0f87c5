/** Foreign words in our messages. */

/** Foreign words as one sentence: one line, at most 600 characters, undefined when there are none. */
export function sentence(text: string): string | undefined {
  const flat = text.replace(/\s+/gu, ' ').trim()
  if (flat === '') return undefined
  const cut = flat.length > 600 ? `${flat.slice(0, 599)}…` : flat
  return /[.!?…]$/u.test(cut) ? cut : `${cut}.`
}
