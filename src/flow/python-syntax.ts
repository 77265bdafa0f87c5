/** Which Python a file's syntax needs, as far as it can be told for sure. Sources: "What's New" of Python 3.7 to 3.14. Pure. */

import type { SyntaxNodeRef, Tree } from '@lezer/common'

/** `[3, 8]` */
export type PythonVersion = readonly [major: number, minor: number]

/** Something that an older Python cannot run. */
export interface Needed {
  readonly since: PythonVersion
  /** In the middle of a sentence: `the operator :=`. */
  readonly what: string
  /** From 1. */
  readonly line: number
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

/** What in a tree asks for a newer Python, the newest first; one for each kind. */
export function syntaxFeatures(tree: Tree, text: string, lineOf: (position: number) => number): Needed[] {
  const found = new Map<string, Needed>()
  // with it annotations are never evaluated
  const isLazy = /^from[ \t]+__future__[ \t]+import[^\n]*\bannotations\b/mu.test(text)
  const add = (since: PythonVersion, what: string, position: number): void => {
    if (!found.has(what)) found.set(what, { since, what, line: lineOf(position) })
  }
  if (isLazy) add([3, 7], 'from __future__ import annotations', text.search(/^from[ \t]+__future__/mu))
  let annotations = 0
  let functions = 0
  tree.iterate({
    enter(node) {
      const isEvaluated = annotations > 0 && !isLazy
      if (node.name === 'TypeDef' && !(functions > 0 && isOfVariable(node))) annotations += 1
      if (isFunction(node)) functions += 1
      const feature = featureOf(node, text, isEvaluated)
      if (feature !== undefined) add(...feature, node.from)
    },
    leave(node) {
      if (node.name === 'TypeDef' && !(functions > 0 && isOfVariable(node))) annotations -= 1
      if (isFunction(node)) functions -= 1
    }
  })
  return [...found.values()].sort((a, b) => compareVersions(b.since, a.since))
}

function featureOf(
  node: SyntaxNodeRef,
  text: string,
  isEvaluated: boolean
): [since: PythonVersion, what: string] | undefined {
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
      return isEvaluated && isUnion(node, text) ? [[3, 10], 'the type X | Y'] : undefined
    case 'MemberExpression':
      return isEvaluated && isGeneric(node, text) ? [[3, 9], 'a type such as list[int]'] : undefined
    default:
      return undefined
  }
}

/** Annotations of variables in a function are not evaluated; those of parameters and of modules and classes are. */
function isOfVariable(node: SyntaxNodeRef): boolean {
  return node.node.parent?.name === 'AssignStatement'
}

function isFunction(node: SyntaxNodeRef): boolean {
  return node.name === 'FunctionDefinition' || node.name === 'LambdaExpression'
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
function isUnion(node: SyntaxNodeRef, text: string): boolean {
  const operator = node.node.getChild('BitOp')
  if (operator === null || text.slice(operator.from, operator.to) !== '|') return false
  const sides = [node.node.firstChild, node.node.lastChild]
  return sides.some((side) => side?.name === 'None' || builtins.has(side ? text.slice(side.from, side.to) : ''))
}

const builtins = new Set(['int', 'str', 'float', 'bool', 'bytes', 'list', 'dict', 'tuple', 'set', 'object'])

function isGeneric(node: SyntaxNodeRef, text: string): boolean {
  const [first, second] = [node.node.firstChild, node.node.firstChild?.nextSibling]
  return first?.name === 'VariableName' && second?.name === '[' && generics.has(text.slice(first.from, first.to))
}

/** Negative when `a` is older than `b`. */
export function compareVersions(a: PythonVersion, b: PythonVersion): number {
  return a[0] - b[0] || a[1] - b[1]
}
