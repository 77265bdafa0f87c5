/** `kubeconfig`: YAML, base64 of it, a path, or the word `in-cluster`. Its text is never part of a message. */

import { hasControlCharacters, type Report } from './problems.ts'

/** What a `kubeconfig` input is, told from its text alone. */
export type KubeconfigSource =
  | { readonly kind: 'in-cluster' }
  /** YAML or JSON as given, or decoded from base64. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'path'; readonly path: string }

/** Tells the forms apart: a text has a line break or braces, or names `apiVersion`/`clusters`; base64 decodes to one; the rest is a path. */
export function kubeconfigSource(input: string): KubeconfigSource {
  const trimmed = input.trim()
  if (trimmed === 'in-cluster') return { kind: 'in-cluster' }
  if (looksLikeKubeconfig(trimmed)) return { kind: 'text', text: input }
  const compact = trimmed.replace(/\s+/g, '')
  if (/^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(compact)) {
    const decoded = Buffer.from(compact, 'base64').toString('utf8')
    if (looksLikeKubeconfig(decoded)) return { kind: 'text', text: decoded }
  }
  return trimmed.includes('\n') ? { kind: 'text', text: input } : { kind: 'path', path: trimmed }
}

function looksLikeKubeconfig(text: string): boolean {
  return (
    /^\s*\{/.test(text) ||
    /^\s*["']?(apiVersion|kind|clusters|contexts|users|current-context|preferences)["']?\s*:/m.test(text)
  )
}

/** The input as given, or undefined after a report. What is in it is judged where the cluster is reached. */
export function parseKubeconfig(text: string, report: Report): string | undefined {
  const source = kubeconfigSource(text)
  const isLegal =
    source.kind === 'path'
      ? !hasControlCharacters(source.path)
      : source.kind === 'in-cluster' || !source.text.includes('\0')
  if (isLegal) return text
  report(
    'got a value with control characters (not shown); accepted: the YAML of a kubeconfig, base64 of it, a path, or in-cluster.'
  )
  return undefined
}
