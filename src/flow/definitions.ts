/**
 * What a Python file of a simple shape defines, told by its text for sure: which flows and functions, and what they take. Pure.
 *
 * The launcher sees what really came about. What is told here is refused before a build, so it must hold in every case: a file
 * in which code outside of functions does more than Python's own modules and Prefect let it do is left to the launcher.
 */

import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/python'

import { LineIndex } from './line-index.ts'
import { readSignature, type Signature } from './signature.ts'
import { isStandardModule } from './standard-modules.ts'

export interface Definition {
  readonly name: string
  /** From 1. */
  readonly line: number
  /** `flow` and `task`: decorated as one of Prefect 2 or later. */
  readonly kind: 'flow' | 'task' | 'function'
  readonly signature: Signature
}

export interface Definitions {
  /** All functions at the top of the file, each name once. */
  readonly functions: readonly Definition[]
  /** Every name in its code. */
  readonly words: ReadonlySet<string>
  /** It imports Prefect and has the word for a flow: the launcher looks for one, and else runs the file as a script. */
  readonly mayHoldFlows: boolean
  /** It has a block for `__main__`. */
  readonly hasMainBlock: boolean
  /** Nothing but imports, functions, classes and plain values. */
  readonly isIdle: boolean
}

/** @returns undefined for a file of another shape, or one that cannot be read as Python */
export function readDefinitions(contents: string): Definitions | undefined {
  const text = contents.replace(/^\uFEFF/u, '')
  try {
    return new Reading(text).result()
  } catch (error) {
    if (error instanceof NotSimple) return undefined
    throw error
  }
}

class NotSimple extends Error {}

/** With these, outside of functions, names come about, or code runs or ends, that the text does not show. */
const unreadable = new Set(
  `globals locals vars exec eval setattr delattr __getattr__ __setattr__ __dict__ __globals__ f_globals __builtins__
  __import__ modules importlib runpy exit quit _exit abort kill killpg`.split(/\s+/u)
)

/** Built-in functions that are called outside of functions; they run nothing of the file that is not handed to them. */
const builtins = new Set(
  `abs bool bytes dict divmod enumerate float format frozenset hash hex int isinstance len list max min object open ord
  print range repr reversed round set sorted str sum super tuple type zip`.split(/\s+/u)
)

/** How a name comes from an import statement. */
interface Source {
  readonly module: string
  /** Its name there; undefined for the module itself. */
  readonly name: string | undefined
  readonly isAtTop: boolean
}

class Reading {
  readonly #text: string
  readonly #lines: LineIndex
  readonly #top: readonly SyntaxNode[]
  readonly #words = new Set<string>()
  readonly #imports = new Map<string, Source[]>()
  #importsPrefect = false

  constructor(text: string) {
    this.#text = text
    this.#lines = new LineIndex(text)
    const tree = parser.parse(text)
    tree.iterate({
      enter: (node) => {
        if (node.type.isError) throw new NotSimple()
        if (node.name === 'VariableName' || node.name === 'PropertyName') this.#takeWord(this.#textOf(node))
        if (node.name === 'ImportStatement') this.#takeImport(node.node)
      }
    })
    this.#top = childrenOf(tree.topNode)
  }

  result(): Definitions {
    const rest = this.#top.filter((node) => !isDefinition(node) && node.name !== 'ImportStatement')
    const others = rest.filter((node) => !this.#isMainBlock(node))
    const functions = this.#top.flatMap((node) => this.#function(node))
    const names = new Set(functions.map(({ name }) => name))
    const classes = this.#top.flatMap((node) => this.#className(node))
    const isTaken = (name: string): boolean => classes.includes(name) || this.#imports.has(name)
    if (names.size < functions.length || names.has('__getattr__') || [...names].some(isTaken)) throw new NotSimple()
    for (const node of this.#top.filter(isDefinition)) this.#demandHarmless(executedIn(node), names)
    for (const node of others) {
      if (!['ExpressionStatement', 'AssignStatement', 'PassStatement'].includes(node.name)) throw new NotSimple()
      this.#demandHarmless([node], names)
    }
    return {
      functions,
      words: this.#words,
      mayHoldFlows: this.#importsPrefect && (this.#words.has('flow') || this.#words.has('Flow')),
      hasMainBlock: others.length < rest.length,
      isIdle: rest.every(isPlain)
    }
  }

  #textOf({ from, to }: Pick<SyntaxNode, 'from' | 'to'>): string {
    return this.#text.slice(from, to)
  }

  #takeWord(word: string): void {
    // two spellings of one letter are one name to Python (NFKC)
    if (/[^\w]/u.test(word)) throw new NotSimple()
    this.#words.add(word)
  }

  #takeImport(node: SyntaxNode): void {
    const flat = this.#textOf(node)
      .replace(/#[^\n]*/gu, ' ')
      .replace(/[\\()\s]+/gu, ' ')
      .trim()
    const from = /^from ?([.\w ]*?) ?import (.*)$/u.exec(flat)
    const module = from?.[1]?.replaceAll(' ', '')
    const isAtTop = node.parent?.name === 'Script'
    for (const item of (from?.[2] ?? flat.replace(/^import /u, '')).split(',').filter((each) => each.trim() !== '')) {
      const [name = '', alias] = item.trim().split(' as ')
      if (!/^[\w.]+$/u.test(name)) throw new NotSimple()
      if ((module ?? name).split('.')[0] === 'prefect') this.#importsPrefect = true
      const bound = alias ?? (module === undefined ? (name.split('.')[0] ?? '') : name)
      const source = { module: module ?? name, name: module === undefined ? undefined : name, isAtTop }
      this.#imports.set(bound, [...(this.#imports.get(bound) ?? []), source])
    }
  }

  #function(node: SyntaxNode): Definition[] {
    const body = node.name === 'DecoratedStatement' ? node.lastChild : node
    if (body?.name !== 'FunctionDefinition') return []
    const [name, parameters] = [body.getChild('VariableName'), body.getChild('ParamList')]
    if (name === null || parameters === null) throw new NotSimple()
    const decorators = node.getChildren('Decorator').map((each) => this.#decorator(each))
    const [kind = 'function'] = decorators
    if (decorators.length > 1) throw new NotSimple()
    const signature = readSignature(parameters, this.#text)
    return [{ name: this.#textOf(name), line: this.#lines.at(body.from), kind, signature }]
  }

  #decorator(node: SyntaxNode): 'flow' | 'task' {
    const end = node.getChild('ArgList')?.from ?? node.to
    const text = this.#text.slice(node.from + 1, end).replace(/#[^\n]*/gu, '')
    const [, isOfModule, word] = /^\s*(prefect\s*\.\s*)?(flow|task)\s*$/u.exec(text) ?? []
    if (word !== 'flow' && word !== 'task') throw new NotSimple()
    const bound = isOfModule === undefined ? word : 'prefect'
    const sources = this.#imports.get(bound) ?? []
    const wanted = isOfModule === undefined ? word : undefined
    const isPrefects = sources.every(({ module, name, isAtTop }) => module === 'prefect' && name === wanted && isAtTop)
    if (sources.length === 0 || !isPrefects || this.#isBoundAtTop(bound)) throw new NotSimple()
    return word
  }

  /** By something else than an import. */
  #isBoundAtTop(word: string): boolean {
    return this.#top.some((node) => {
      if (node.name === 'AssignStatement') return this.#namesIn(node).includes(word)
      const body = node.name === 'DecoratedStatement' ? node.lastChild : node
      const name = isDefinition(node) ? body?.getChild('VariableName') : undefined
      return name != null && this.#textOf(name) === word
    })
  }

  #className(node: SyntaxNode): string[] {
    const body = node.name === 'DecoratedStatement' ? node.lastChild : node
    const name = body?.name === 'ClassDefinition' ? body.getChild('VariableName') : null
    return name === null ? [] : [this.#textOf(name)]
  }

  #namesIn(node: SyntaxNode): string[] {
    const names: string[] = []
    node.cursor().iterate((each) => {
      if (each.name === 'VariableName') names.push(this.#textOf(each))
    })
    return names
  }

  /** Code that runs when the file is imported: it calls Python's own and Prefect's modules alone, and hands them no function of the file. */
  #demandHarmless(nodes: readonly SyntaxNode[], functions: ReadonlySet<string>): void {
    for (const node of nodes) {
      if (this.#namesIn(node).some((name) => functions.has(name))) throw new NotSimple()
      node.cursor().iterate((each) => {
        if (['AwaitExpression', 'YieldExpression', 'NamedExpression'].includes(each.name)) throw new NotSimple()
        if (/^(?:Variable|Property)Name$/u.test(each.name) && unreadable.has(this.#textOf(each))) throw new NotSimple()
        if (each.name === 'CallExpression') this.#demandHarmlessCall(each.node)
      })
    }
  }

  #demandHarmlessCall(call: SyntaxNode): void {
    let root: SyntaxNode | null = call
    while (root !== null && ['CallExpression', 'MemberExpression'].includes(root.name)) root = root.firstChild
    if (root === null || ['String', 'FormatString', 'ContinuedString', 'Number'].includes(root.name)) return
    if (root.name !== 'VariableName') throw new NotSimple()
    const name = this.#textOf(root)
    const sources = this.#imports.get(name) ?? []
    const isKnown = sources.every(({ module, name: own, isAtTop }) => {
      const top = module.split('.')[0] ?? ''
      return isAtTop && (isStandardModule(top) || (top === 'prefect' && own !== undefined && !/^flow$/iu.test(own)))
    })
    if (sources.length > 0 ? !isKnown : !builtins.has(name)) throw new NotSimple()
  }

  /** `if __name__ == "__main__":`, and nothing else. */
  #isMainBlock(node: SyntaxNode): boolean {
    if (node.name !== 'IfStatement' || node.getChildren('Body').length !== 1) return false
    const body = node.getChild('Body')
    const condition = this.#text.slice(node.from, body?.from).replace(/^if\b/u, '')
    return /^\s*\(?\s*__name__\s*==\s*(['"])__main__\1\s*\)?\s*$/u.test(condition)
  }
}

function isDefinition({ name }: SyntaxNode): boolean {
  return ['FunctionDefinition', 'DecoratedStatement', 'ClassDefinition'].includes(name)
}

/** What of a definition runs when the file is imported: decorators, defaults, annotations, the body of a class; no function's body. */
function executedIn(node: SyntaxNode): SyntaxNode[] {
  if (node.name === 'FunctionDefinition')
    return childrenOf(node).filter(({ name }) => ['ParamList', 'TypeDef'].includes(name))
  const isNested = ['DecoratedStatement', 'ClassDefinition'].includes(node.name)
  const parts = isNested ? childrenOf(node).filter(({ name }) => name !== 'VariableName') : [node]
  return parts.flatMap((part) => {
    if (part.name === 'FunctionDefinition' || part.name === 'ClassDefinition') return executedIn(part)
    if (part.name !== 'Body') return [part]
    return childrenOf(part).flatMap((each) => (isDefinition(each) ? executedIn(each) : [each]))
  })
}

/** A docstring, a constant, a type: nothing that acts. */
function isPlain(node: SyntaxNode): boolean {
  if (!['ExpressionStatement', 'AssignStatement', 'PassStatement'].includes(node.name)) return false
  let acts = false
  node.cursor().iterate((each) => {
    if (each.name === 'CallExpression') acts = true
  })
  return !acts
}

/** Without comments. */
function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child)
  }
  return children
}
