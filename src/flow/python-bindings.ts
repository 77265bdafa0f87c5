/** Whether a name in a Python file is given a new meaning there. Pure. */

import type { SyntaxNode } from '@lezer/common'

/** What binds the names that stand in it, one way or another: rather too many than too few are taken for bound. */
const binders = new Set([
  'ImportStatement',
  'FunctionDefinition',
  'ClassDefinition',
  'ForStatement',
  'WithStatement',
  'TryStatement',
  'NamedExpression',
  'TypeDefinition',
  'CapturePattern',
  'AsPattern'
])

/** Targets may be nested: `(a, [b, *c]) = …`. */
const nesting = new Set(['TupleExpression', 'ArrayExpression', 'ParenthesizedExpression'])

/** @param name a node `VariableName` */
export function isBinding(name: SyntaxNode): boolean {
  let parent = name.parent
  while (parent !== null && nesting.has(parent.name)) parent = parent.parent
  if (parent === null) return false
  // `x = int` binds x alone
  if (parent.name === 'AssignStatement') return name.to <= (parent.getChildren('AssignOp').at(-1)?.from ?? 0)
  return binders.has(parent.name)
}
