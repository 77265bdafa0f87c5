/** What a Python file defines at its top, as far as its text tells for sure: which flows and functions, and what they take. Pure. */

import type { SyntaxNode } from '@lezer/common'
import { parser } from '@lezer/python'

import { isStandardModule } from './standard-modules.ts'

/** What a function can be given by name. */
export interface Signature {
  /** All that can be given by name, in their order. */
  readonly names: readonly string[]
  /** Those without a default; what can only be given by place is among them. */
  readonly required: readonly string[]
  /** True with `**anything`. */
  readonly takesAll: boolean
}

export interface Definition {
  readonly name: string
  /** From 1. */
  readonly line: number
  /** `flow`: decorated as one of Prefect 2 or later; `decorated`: something may have made another thing of it. */
  readonly kind: 'flow' | 'function' | 'decorated'
  readonly signature: Signature
}

export interface Definitions {
  /** Functions that are surely defined when the file is imported, without those whose names are used twice. */
  readonly functions: readonly Definition[]
  /** True: other flows than these may come about, or one may run, while the file is imported. */
  readonly mayHaveOthers: boolean
  /** True: it imports Prefect and has the word for a flow, so the launcher looks for one. */
  readonly mayHoldFlows: boolean
  /** True: nothing but imports, functions, classes and plain values, no block for `__main__` either. */
  readonly isIdle: boolean
  /** Every word of the code; undefined where names may come about that do not stand there. */
  readonly words: ReadonlySet<string> | undefined
}

/** Functions with which code makes names out of text. */
const unreadable = ['globals', 'locals', 'vars', 'exec', 'eval', 'setattr', '__getattr__']

/** @returns undefined for a file that cannot be read as Python */
export function readDefinitions(contents: string): Definitions | undefined {
  const reading = new Reading(contents.replace(/^\uFEFF/u, ''))
  return reading.isWhole ? reading.result() : undefined
}

/** A definition, and whether it is one of Prefect's tasks, which is no flow. */
interface Found {
  readonly definition: Definition
  readonly isTask: boolean
}

class Reading {
  readonly isWhole: boolean
  readonly #text: string
  readonly #top: readonly SyntaxNode[]
  readonly #words = new Set<string>()
  #hasStar = false

  constructor(text: string) {
    this.#text = text
    const tree = parser.parse(text)
    let errors = 0
    tree.iterate({
      enter: (node) => {
        if (node.type.isError) errors += 1
        if (node.name === 'VariableName' || node.name === 'PropertyName')
          this.#words.add(text.slice(node.from, node.to))
        if (node.name === 'ImportStatement' && /\*\s*\)?\s*$/u.test(text.slice(node.from, node.to)))
          this.#hasStar = true
      }
    })
    this.isWhole = errors === 0
    this.#top = childrenOf(tree.topNode)
  }

  result(): Definitions {
    const imported = this.#imported()
    const found = this.#top.flatMap((node) => this.#definition(node, imported))
    const all = found.map(({ definition }) => definition)
    const isPrefect = [...imported.values()].some((module) => module.split('.')[0] === 'prefect')
    const statements = this.#top.filter((node) => !isDefinition(node))
    const others = statements.filter((node) => !this.#isMainGuard(node))
    const used = new Set(others.flatMap((node) => this.#namesIn(node)))
    const isOnce = ({ name }: Definition): boolean =>
      !used.has(name) && !imported.has(name) && all.filter((each) => each.name === name).length === 1
    return {
      functions: all.filter(isOnce),
      mayHaveOthers:
        this.#hasStar ||
        found.some(({ definition, isTask }) => !isOnce(definition) || (definition.kind === 'decorated' && !isTask)) ||
        [...used].some((name) => isForeign(name, imported)),
      mayHoldFlows: isPrefect && (this.#hasStar || this.#words.has('flow') || this.#words.has('Flow')),
      isIdle: statements.every((node) => isPlain(node)),
      words: this.#hasStar || unreadable.some((word) => this.#words.has(word)) ? undefined : this.#words
    }
  }

  #textOf(node: Pick<SyntaxNode, 'from' | 'to'>): string {
    return this.#text.slice(node.from, node.to)
  }

  #lineOf(node: SyntaxNode): number {
    return this.#text.slice(0, node.from).split(/\r\n|\n|\r/u).length
  }

  #namesIn(node: SyntaxNode): string[] {
    const names: string[] = []
    node.cursor().iterate((each) => {
      if (each.name === 'VariableName') names.push(this.#textOf(each))
    })
    return names
  }

  /** Names that import statements anywhere in the file bind → the module. */
  #imported(): Map<string, string> {
    const names = new Map<string, string>()
    const statements: SyntaxNode[] = []
    this.#top[0]?.parent?.cursor().iterate((each) => {
      if (each.name === 'ImportStatement') statements.push(each.node)
    })
    for (const statement of statements) {
      const flat = this.#textOf(statement)
        .replace(/#[^\n]*/gu, ' ')
        .replace(/[\\()\s]+/gu, ' ')
      const from = /^from ([.\w ]*?) ?import (.*)$/u.exec(flat)
      for (const item of (from?.[2] ?? flat.replace(/^import /u, '')).split(',')) {
        const [name = '', alias] = item.trim().split(' as ')
        const module = from?.[1] ?? name
        names.set(alias ?? (from === null ? (name.split('.')[0] ?? '') : name), module)
      }
    }
    return names
  }

  #definition(node: SyntaxNode, imported: ReadonlyMap<string, string>): Found[] {
    const body = node.name === 'DecoratedStatement' ? node.lastChild : node
    const name = body?.getChild('VariableName')
    const parameters = body?.getChild('ParamList')
    if (body?.name !== 'FunctionDefinition' || name == null || parameters == null) return []
    const decorators = node.getChildren('Decorator').map((each) => this.#decorator(each))
    const isBy = (word: 'flow' | 'task'): boolean => decorators.every((each) => isPrefects(word, each, imported))
    const definition = {
      name: this.#textOf(name),
      line: this.#lineOf(body),
      signature: this.#signature(parameters)
    }
    if (decorators.length === 0) return [{ definition: { ...definition, kind: 'function' }, isTask: false }]
    const isFlow = decorators.length === 1 && isBy('flow')
    return [{ definition: { ...definition, kind: isFlow ? 'flow' : 'decorated' }, isTask: isBy('task') }]
  }

  /** `prefect.flow` of `@prefect.flow(name="x")`. */
  #decorator(node: SyntaxNode): string {
    const end = node.getChild('ArgList')?.from ?? node.to
    return this.#text
      .slice(node.from + 1, end)
      .replace(/#[^\n]*/gu, '')
      .replace(/\s+/gu, '')
  }

  #signature(list: SyntaxNode): Signature {
    const names: string[] = []
    const required: string[] = []
    let takesAll = false
    // the grammar has no node for the slash: what stands before it goes by place alone
    const slash = this.#slashIn(list)
    for (const part of splitAtCommas(childrenOf(list).slice(1, -1))) {
      const name = part.find((each) => each.name === 'VariableName')
      if (part[0]?.name === '**') takesAll = true
      if (name === undefined || part[0] !== name) continue
      if (name.from > slash) names.push(this.#textOf(name))
      if (!part.some((each) => each.name === 'AssignOp')) required.push(this.#textOf(name))
    }
    return { names, required, takesAll }
  }

  #slashIn(list: SyntaxNode): number {
    let end = list.from
    for (const child of childrenOf(list)) {
      if (/^\s*\/\s*$/u.test(this.#text.slice(end, child.from))) return child.from
      end = child.to
    }
    return -1
  }

  #isMainGuard(node: SyntaxNode): boolean {
    return node.name === 'IfStatement' && /^if\s*\(?\s*__name__\s*==\s*(['"])__main__\1/u.test(this.#textOf(node))
  }
}

/** `flow` or `prefect.flow`, as the file has imported it. */
function isPrefects(word: string, decorator: string, imported: ReadonlyMap<string, string>): boolean {
  return (
    (decorator === word && imported.get(word) === 'prefect') ||
    (decorator === `prefect.${word}` && imported.get('prefect') === 'prefect')
  )
}

/** Code outside of functions that could make a flow or run one: names of other people's modules, and Prefect's own `flow`. */
function isForeign(name: string, imported: ReadonlyMap<string, string>): boolean {
  if (name === 'flow' || name === 'prefect') return true
  const module = imported.get(name)
  const top = module?.split('.')[0]
  return top !== undefined && top !== 'prefect' && !isStandardModule(top)
}

function isDefinition({ name }: SyntaxNode): boolean {
  return ['FunctionDefinition', 'DecoratedStatement', 'ClassDefinition', 'ImportStatement'].includes(name)
}

/** A docstring, a constant, a type: nothing that acts. */
function isPlain(node: SyntaxNode): boolean {
  if (!['ExpressionStatement', 'AssignStatement', 'PassStatement'].includes(node.name)) return false
  let acts = false
  node.cursor().iterate((each) => {
    if (['CallExpression', 'AwaitExpression', 'YieldExpression'].includes(each.name)) acts = true
  })
  return !acts
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'Comment') children.push(child)
  }
  return children
}

function splitAtCommas(nodes: readonly SyntaxNode[]): SyntaxNode[][] {
  const parts: SyntaxNode[][] = [[]]
  for (const node of nodes) {
    if (node.name === ',') parts.push([])
    else parts.at(-1)?.push(node)
  }
  return parts
}
