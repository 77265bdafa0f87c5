/**
 * What a Python file imports, and which Python its syntax needs, read from its text: nothing is executed, and a file that
 * this reader does not understand is still read around that place. Pure.
 */

import { parser } from '@lezer/python'

import { LineIndex } from './line-index.ts'
import { syntaxFeatures, type Needed } from './python-syntax.ts'

/** One module that a file imports. */
export interface Import {
  /** `package.module`; empty for `from . import name`. */
  readonly module: string
  /** Leading dots: 0 for an absolute import. */
  readonly level: number
  /** Names behind `import` in `from module import …`; `*` is one. Empty for `import module`. */
  readonly names: readonly string[]
  /** From 1. */
  readonly line: number
  /** True where the module is surely imported when the file is: not within a function, a class, `if` or `try`. */
  readonly isSure: boolean
}

export interface PythonFile {
  readonly imports: readonly Import[]
  /** Names that stand anywhere in the code, and attributes of names: `flow`, `prefect.flow`. */
  readonly words: ReadonlySet<string>
  /** What asks for a newer Python, the newest first. */
  readonly needs: readonly Needed[]
}

/** The nodes of the grammar in which code may be left out when the file is imported. */
const unsure = new Set([
  'FunctionDefinition',
  'LambdaExpression',
  'ClassDefinition',
  'IfStatement',
  'TryStatement',
  'WhileStatement',
  'ForStatement',
  'MatchStatement',
  'WithStatement'
])

/** Reads one file. @param contents the encoding of a file that declares another one than UTF-8 matters to names alone */
export function readPythonFile(contents: string): PythonFile {
  const text = contents.replace(/^\uFEFF/u, '')
  const imports: Import[] = []
  const words = new Set<string>()
  const lines = new LineIndex(text)
  const tree = parser.parse(text)
  let depth = 0
  tree.iterate({
    enter(node) {
      if (unsure.has(node.name)) depth += 1
      if (node.name === 'VariableName') words.add(text.slice(node.from, node.to))
      if (node.name === 'MemberExpression') words.add(text.slice(node.from, node.to).replace(/\s+/gu, ''))
      if (node.name === 'ImportStatement') {
        const statement = text.slice(node.from, node.to)
        imports.push(...readImport(statement, { line: lines.at(node.from), isSure: depth === 0 }))
      }
    },
    leave(node) {
      if (unsure.has(node.name)) depth -= 1
    }
  })
  const lazy = imports.find(({ module, names }) => module === '__future__' && names.includes('annotations'))
  return { imports, words, needs: syntaxFeatures(tree, text, lazy?.line, (position) => lines.at(position)) }
}

/** The parts of an import statement, which the grammar gives as one flat row of words. */
function readImport(statement: string, place: Pick<Import, 'line' | 'isSure'>): Import[] {
  const flat = statement
    .replace(/#[^\n]*/gu, ' ')
    .replace(/\\?\r?\n/gu, ' ')
    .replace(/[()]/gu, ' ')
  const from = /^from\s*([.\s]*)([\w.\s]*?)\s*\bimport\b\s*(.*)$/su.exec(flat)
  if (from !== null) {
    const [, dots = '', module = '', names = ''] = from
    return [{ module: squeeze(module), level: squeeze(dots).length, names: listOf(names).map(withoutAlias), ...place }]
  }
  return listOf(flat.replace(/^import\b/u, '')).map((item) => ({
    module: squeeze(withoutAlias(item)),
    level: 0,
    names: [],
    ...place
  }))
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function withoutAlias(item: string): string {
  return item.split(/\s+as\s+/u)[0]?.trim() ?? ''
}

function squeeze(text: string): string {
  return text.replace(/\s+/gu, '')
}
