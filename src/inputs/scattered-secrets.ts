/** Secrets in a kubeconfig wherever they stand: also in one that is no legal YAML, or whose entries are nested wrongly. */

import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, visit } from 'yaml'

const secretKey =
  /^(?:token|password|client-key-data|access-token|id-token|refresh-token|client-secret|clientSecret|assertion|passphrase)$/u
const secretName = /secret|token|passw|(?:^|[-_])key$/iu

/** Names and values. Never throws. */
export function scatteredSecrets(text: string): (readonly [name: string, value: string])[] {
  const found: [string, string][] = []
  // line breaks that became two characters make one long and legal key
  let isBroken = text.includes('\\n')
  try {
    for (const document of parseAllDocuments(text, { schema: 'failsafe', prettyErrors: false, uniqueKeys: false })) {
      isBroken ||= document.errors.length > 0
      visit(document, {
        Pair(_, { key, value }) {
          const name = textOf(key)
          if (secretKey.test(name)) found.push([name, textOf(isAlias(value) ? value.resolve(document) : value)])
          if (/^(?:proxy-url|server)$/u.test(name)) found.push([name, /:\/\/[^/@]*:([^/@]+)@/u.exec(textOf(value))?.[1] ?? '']) // prettier-ignore
        },
        Map(_, map) {
          const name = textOf(map.get('name', true))
          if (secretName.test(name)) found.push([name, textOf(map.get('value', true))])
        },
        Seq(_, { items }) {
          found.push(...secretArguments(items.map(textOf)))
        }
      })
    }
  } catch {
    isBroken = true
  }
  return isBroken ? [...found, ...secretWords(text)] : found
}

/** Values of flags such as `--client-secret X` and `--token=X`. */
function secretArguments(words: readonly string[]): [string, string][] {
  return words.flatMap((word, index): [string, string][] => {
    const [, name = '', value] = /^--?([\w-]+)(?:=([\s\S]*))?$/u.exec(word) ?? []
    return secretName.test(name) ? [[name, value ?? words[index + 1] ?? '']] : []
  })
}

/** `key: value` in a text that no parser understands. */
function secretWords(text: string): [string, string][] {
  const pairs = text.matchAll(
    /(?<![\w-])(token|password|client-key-data|access-token|id-token|refresh-token|client-secret)["']?\s*:\s*(?:[>|][+-]?\s*)?(?:"([^"\n]*)|'([^'\n]*)|([^\s"',}\\]+))/gu
  )
  return [...pairs].map(([, name = '', double, single, bare]) => [name, double ?? single ?? bare ?? ''])
}

function textOf(node: unknown): string {
  if (isMap(node) || isSeq(node) || !isScalar(node)) return ''
  return typeof node.value === 'string' ? node.value : ''
}
