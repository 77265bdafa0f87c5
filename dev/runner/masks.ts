/** Hides secrets in the log as the runner's SecretMasker does: every place of every value becomes `***`, overlapping places become one. */

export interface Masks {
  /** Adds a value and its usual encodings (base64, JSON, URI), since the runner hides those as well (HostContext.cs). */
  add(value: string): void
  /** The same for what the runner hides by itself and nobody called a secret: tokens of `stop-commands`. */
  hide(value: string): void
  apply(text: string): string
  /** The values as they were added, without the encodings. */
  readonly values: readonly string[]
}

/** Makes an empty set of masks. */
export function createMasks(): Masks {
  const values: string[] = []
  const needles = new Set<string>()
  const hide = (value: string): void => {
    for (const form of encodings(value)) if (form !== '') needles.add(form)
  }
  return {
    values,
    hide,
    add(value) {
      if (value === '' || values.includes(value)) return
      values.push(value)
      hide(value)
    },
    apply(text) {
      const places = [...needles].flatMap((needle) => find(text, needle)).sort((a, b) => a[0] - b[0])
      if (places.length === 0) return text
      let shown = ''
      let end = 0
      for (const [from, to] of places) {
        if (from > end || (from === 0 && end === 0)) shown += `${text.slice(end, from)}***`
        end = Math.max(end, to)
      }
      return shown + text.slice(end)
    }
  }
}

function find(text: string, needle: string): [number, number][] {
  const places: [number, number][] = []
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) places.push([at, at + needle.length])
  return places
}

function encodings(value: string): string[] {
  const quoted = JSON.stringify(value)
  return [value, Buffer.from(value).toString('base64').replace(/=+$/u, ''), quoted.slice(1, -1), uri(value)]
}

function uri(value: string): string {
  try {
    return encodeURIComponent(value)
  } catch {
    return '' // a lone surrogate has no URI form
  }
}
