/** Which Python a file's syntax needs, as far as it can be told for sure. Sources: "What's New" of Python 3.7 to 3.14. Pure. */

import type { SyntaxNodeRef, Tree } from '@lezer/common'

import { isBinding } from './python-bindings.ts'

/** `[3, 8]` */
export type PythonVersion = readonly [major: number, minor: number]

/** Something that an older Python cannot run. */
export interface Needed {
  readonly since: PythonVersion
  /** In the middle of a sentence: `the operator :=`. */
  readonly what: string
  /** From 1. */
  readonly line: number
  /** The module that is asked for; absent: syntax or a type. */
  readonly module?: string
}

/** Modules of the standard library that came later; importing one is as sure as syntax. */
export const newModules: Readonly<Record<string, PythonVersion>> = {
  dataclasses: [3, 7],
  contextvars: [3, 7],
  zoneinfo: [3, 9],
  graphlib: [3, 9],
  tomllib: [3, 11],
  annotationlib: [3, 14],
  compression: [3, 14]
}

/** Built-in types that can be subscripted since 3.9 (PEP 585). */
const generics = new Set(['list', 'dict', 'tuple', 'set', 'frozenset', 'type'])

/**
 * What in a tree asks for a newer Python, the newest first; one for each kind. Syntax counts wherever it stands, as the whole
 * file is compiled; a type counts where it is surely evaluated, and means what it says.
 * @param lazy the line of `from __future__ import annotations`, with which annotations are never evaluated
 */
export function syntaxFeatures(
  tree: Tree,
  text: string,
  lazy: number | undefined,
  lineOf: (position: number) => number
): Needed[] {
  const found = new Map<string, Needed>()
  const add = (since: PythonVersion, what: string, line: number): void => {
    if (!found.has(what)) found.set(what, { since, what, line })
  }
  if (lazy !== undefined) add([3, 7], 'from __future__ import annotations', lazy)
  const types = builtinTypes(tree, text)
  let annotations = 0
  let perhaps = 0
  tree.iterate({
    enter(node) {
      if (node.name === 'TypeDef') annotations += 1
      if (isPerhaps(node)) perhaps += 1
      const isEvaluated = annotations > 0 && perhaps === 0 && lazy === undefined
      const feature = featureOf(node, text, isEvaluated ? types : none)
      if (feature !== undefined) add(...feature, lineOf(node.from))
    },
    leave(node) {
      if (node.name === 'TypeDef') annotations -= 1
      if (isPerhaps(node)) perhaps -= 1
    }
  })
  return [...found.values()].sort((a, b) => compareVersions(b.since, a.since))
}

/** Names that surely mean a type in an annotation. */
type Types = ReadonlySet<string>
const none: Types = new Set()

function featureOf(node: SyntaxNodeRef, text: string, types: Types): [since: PythonVersion, what: string] | undefined {
  switch (node.name) {
    case 'NamedExpression':
      return [[3, 8], 'the operator :=']
    case 'FormatSelfDoc':
      return [[3, 8], 'f"{name=}"']
    case 'ParamList':
      return hasPositionalOnly(node, text) ? [[3, 8], 'parameters before a /'] : undefined
    case 'MatchStatement':
      return [[3, 10], 'the statement match']
    case 'TypeDefinition':
      return [[3, 12], 'the statement type']
    case 'TypeParamList':
      return [[3, 12], 'type parameters in brackets']
    case 'TryStatement':
      return /\bexcept\s*\*/u.test(ownText(node, text)) ? [[3, 11], 'except*'] : undefined
    case 'BinaryExpression':
      return isUnion(node, text, types) ? [[3, 10], 'the type X | Y'] : undefined
    case 'MemberExpression':
      return isGeneric(node, text, types) ? [[3, 9], 'a type such as list[int]'] : undefined
    default:
      return undefined
  }
}

/** A block that may be left out when the file is imported: of all blocks only that of a class surely is not. */
function isPerhaps(node: SyntaxNodeRef): boolean {
  return node.name === 'Body' && node.node.parent?.name !== 'ClassDefinition'
}

/** The grammar has no node for the slash. */
function hasPositionalOnly(node: SyntaxNodeRef, text: string): boolean {
  let end = node.from
  for (let child = node.node.firstChild; child !== null; child = child.nextSibling) {
    if (/^\s*\/\s*$/u.test(text.slice(end, child.from))) return true
    end = child.to
  }
  return false
}

/** The text of a `try` without the bodies in it. */
function ownText(node: SyntaxNodeRef, text: string): string {
  let own = ''
  let end = node.from
  for (let child = node.node.firstChild; child !== null; child = child.nextSibling) {
    own += text.slice(end, child.from)
    own += child.name === 'Body' ? ' ' : text.slice(child.from, child.to)
    end = child.to
  }
  return own
}

/** `int | None`; only of built-in types and None is it sure that `|` is about types. */
function isUnion(node: SyntaxNodeRef, text: string, types: Types): boolean {
  const operator = node.node.getChild('BitOp')
  if (types.size === 0 || operator === null || text.slice(operator.from, operator.to) !== '|') return false
  const sides = [node.node.firstChild, node.node.lastChild]
  return sides.some((side) => side?.name === 'None' || types.has(side ? text.slice(side.from, side.to) : ''))
}

const builtins = new Set([...generics, 'int', 'str', 'float', 'bool', 'bytes', 'object'])

function isGeneric(node: SyntaxNodeRef, text: string, types: Types): boolean {
  const [first, second] = [node.node.firstChild, node.node.firstChild?.nextSibling]
  const name = first?.name === 'VariableName' && second?.name === '[' ? text.slice(first.from, first.to) : ''
  return generics.has(name) && types.has(name)
}

/** Built-in types without those whose name the file gives to something else: `from typing import List as list`. */
function builtinTypes(tree: Tree, text: string): Types {
  const own = new Set(builtins)
  tree.iterate({
    enter(node) {
      // a star may bring any name
      if (node.name === 'ImportStatement' && node.node.getChild('*') !== null) own.clear()
      const name = node.name === 'VariableName' ? text.slice(node.from, node.to) : ''
      if (own.has(name) && isBinding(node.node)) own.delete(name)
    }
  })
  return own
}

/** Negative when `a` is older than `b`. */
export function compareVersions(a: PythonVersion, b: PythonVersion): number {
  return a[0] - b[0] || a[1] - b[1]
}
