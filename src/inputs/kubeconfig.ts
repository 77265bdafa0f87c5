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
  const decoded = fromBase64(trimmed)
  if (decoded !== undefined) return { kind: 'text', text: decoded }
  return trimmed.includes('\n') ? { kind: 'text', text: input } : { kind: 'path', path: trimmed }
}

/** The kubeconfig that a text is base64 of, in the standard alphabet or that for URLs; undefined when it is not. */
export function fromBase64(text: string): string | undefined {
  if (!looksLikeBase64(text)) return undefined
  const decoded = decodeText(Buffer.from(text.replace(/\s+/gu, ''), 'base64'))
  if (looksLikeKubeconfig(decoded)) return decoded
  // a value copied out of a Secret's `data`, and encoded once more
  return looksLikeBase64(decoded) ? fromBase64(decoded) : undefined
}

/** Whether a text can be base64 of something as long as a kubeconfig. */
export function looksLikeBase64(text: string): boolean {
  return /^[A-Za-z0-9+/_-]{40,}={0,2}$/u.test(text.replace(/\s+/gu, ''))
}

/** Whether a text is meant to be a kubeconfig, broken or not. */
export function looksLikeKubeconfig(text: string): boolean {
  return (
    /^\s*\{/u.test(text) ||
    /^\s*["']?(apiVersion|kind|clusters|contexts|users|current-context|preferences)["']?\s*:/mu.test(text)
  )
}

/** Bytes as text: UTF-8, or UTF-16 as PowerShell writes it; without a byte order mark. */
export function decodeText(bytes: Buffer): string {
  const isSwapped = bytes[0] === 0xfe && bytes[1] === 0xff
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0)
  const even = bytes.length - (bytes.length % 2)
  const text = isSwapped
    ? Buffer.from(bytes.subarray(0, even)).swap16().toString('utf16le')
    : bytes.toString(isWide ? 'utf16le' : 'utf8')
  return text.replace(/^\uFEFF/u, '')
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
