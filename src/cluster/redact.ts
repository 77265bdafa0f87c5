/** Takes what may be a secret out of the words of a program, before they are shown. Pure. */

/** Words of a program, its secrets replaced, as one bounded line. */
export function redact(text: string, known: readonly string[]): string {
  let line = text
  for (const secret of known) if (secret.length >= 4) line = line.replaceAll(secret, hidden)
  return (
    line
      // eslint-disable-next-line no-control-regex -- colours of terminals, which would split words
      .replace(/\u001B\[[\d;?]*[A-Za-z]/gu, '')
      .replace(/-----BEGIN [\s\S]*?(?:-----END [^-]*-----|$)/gu, hidden)
      // user name and password of a URL
      .replace(/(\w:\/\/)[^/\s@]+@/gu, `$1${hidden}@`)
      .replace(/\b(bearer|basic)\s+\S+/giu, `$1 ${hidden}`)
      .replace(
        /([\w.-]*(?:secret|passw(?:or)?d|passphrase|api[-_]?key|access[-_]?key|private[-_]?key)[\w.-]*["']?\s*[:=]\s*)("[^"]*"?|'[^']*'?|[^\s,;&]+)/giu,
        `$1${hidden}`
      )
      // `token: expired` stays: words do not follow a `=`
      .replace(
        /([\w.-]*(?:token|credential|assertion)[\w.-]*["']?\s*(?:=\s*|:\s*(?![A-Za-z]{1,24}(?:[\s,;:.]|$))))("[^"]*"?|'[^']*'?|[^\s,;&]+)/giu,
        `$1${hidden}`
      )
      .replace(/[A-Za-z0-9+/_=.~-]{20,}/gu, (word) => (isRandom(word) ? hidden : word))
      .replace(/\s+/gu, ' ')
      .trim()
      .slice(0, longest)
  )
}

const hidden = '***'
const longest = 400

/** Whether a long word looks made by a machine: tokens and keys do, host names, paths and package names do not. */
function isRandom(word: string): boolean {
  if (/^eyJ/u.test(word)) return true
  // the longest piece between the marks that paths, names and versions are made of
  return word.split(/[/.=~]|-(?=[a-z]+(?:-|$))/u).some((piece) => {
    const kinds = [/[a-z]/u, /[A-Z]/u, /\d/u].filter((kind) => kind.test(piece)).length
    return piece.length >= 20 && (kinds >= 2 || piece.length >= 32)
  })
}
