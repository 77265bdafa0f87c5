/** The text of a kubeconfig as lists, maps and texts. Scalars keep their source: a token of digits stays what it is. */

import { isScalar, LineCounter, parseAllDocuments, visit, type Document } from 'yaml'

/** A value of a kubeconfig; null for what is empty. */
export type Value = string | null | readonly Value[] | { readonly [key: string]: Value }

/** What is wrong with a text that is no YAML, and what to do; never quotes the text. */
export interface YamlProblem {
  readonly why: string
  readonly fix: string
}

/** Aliases of one anchor; kubeconfigs that use anchors at all have a handful. */
const mostAliases = 100

/** Reads YAML or JSON. */
export function parseKubeconfigYaml(text: string): { readonly value: Value } | { readonly problem: YamlProblem } {
  const lines = new LineCounter()
  const parsed = parseAllDocuments(text, {
    // pretty errors quote the source, which holds secrets
    prettyErrors: false,
    merge: true,
    lineCounter: lines
  })
  // an empty document before or after a `---` is none
  const documents = Array.from(parsed).filter(
    ({ contents, errors }) =>
      errors.length > 0 || !(contents === null || (isScalar(contents) && contents.value === null))
  )
  const error = documents.flatMap(({ errors }) => errors)[0]
  if (error !== undefined) return { problem: brokenYaml(error, text, lines) }
  const [document] = documents
  if (document === undefined) return { value: null }
  if (documents.length > 1) {
    return {
      problem: {
        why: `It holds ${documents.length} YAML documents (separated by ---), and a kubeconfig is one.`,
        fix: 'Merge them (KUBECONFIG=a:b kubectl config view --raw --flatten), or give only the one that is meant.'
      }
    }
  }
  return plain(document)
}

function plain(document: Document): { readonly value: Value } | { readonly problem: YamlProblem } {
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string' && node.value !== null) node.value = node.source ?? ''
    }
  })
  try {
    return { value: document.toJS({ maxAliasCount: mostAliases }) as Value }
  } catch {
    return {
      problem: {
        why: 'It uses YAML aliases (*name) that lead nowhere, or far too many of them.',
        fix: 'Write the values themselves: kubectl config view --raw --flatten does.'
      }
    }
  }
}

function brokenYaml(
  error: { readonly code: string; readonly pos: readonly [number, number] },
  text: string,
  lines: LineCounter
): YamlProblem {
  const { line, col } = lines.linePos(error.pos[0])
  const place = `line ${line}, column ${col}`
  if (!/[\r\n]/u.test(text.trim()) && !/^\s*\{/u.test(text)) {
    const isEscaped = text.includes('\\n')
    return {
      why: `It is not valid YAML (${place}): all of it is one line, ${isEscaped ? 'with \\n written where line breaks belong' : 'so its line breaks were lost on the way'}.`,
      fix: 'Store the kubeconfig with its line breaks or as base64, and quote the variable where a shell writes it to a file (printf %s "$KUBECONFIG_TEXT").'
    }
  }
  if (/^(?:<{7}|>{7}) /mu.test(text)) {
    return { why: 'It holds the marks of a merge conflict (<<<<<<<).', fix: 'Resolve the conflict in that file.' }
  }
  const fix = 'Correct it there; `kubectl --kubeconfig FILE config view` on your own machine tells whether it is right.'
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { why: `It is not valid YAML: ${place} is indented with a tab.`, fix: 'Indent with spaces.' }
    case 'DUPLICATE_KEY':
      return {
        why: `It has the same key twice in one place; the second is at ${place}.`,
        fix: 'Keep one of them; of two kubeconfigs make one with: KUBECONFIG=a:b kubectl config view --raw --flatten.'
      }
    case 'BAD_INDENT':
      return { why: `It is not valid YAML: the indentation of ${place} does not fit.`, fix }
    default:
      return { why: `It is not valid YAML: it cannot be read at ${place}.`, fix }
  }
}
