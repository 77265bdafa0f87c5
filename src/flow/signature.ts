/** The parameters of a Python function, read from its syntax tree. Pure. */

import type { SyntaxNode } from '@lezer/common'

/** What a function can be given by name. */
export interface Signature {
  /** All that can be given by name, in their order. */
  readonly names: readonly string[]
  /** Those without a default; what can only be given by place is among them. */
  readonly required: readonly string[]
  /** True with `**anything`. */
  readonly takesAll: boolean
}

/** @param list a node `ParamList` of `text` */
export function readSignature(list: SyntaxNode, text: string): Signature {
  const names: string[] = []
  const required: string[] = []
  let takesAll = false
  // the grammar has no node for the slash: what stands before it goes by place alone
  const slash = slashIn(list, text)
  for (const [first, ...rest] of splitAtCommas(list)) {
    if (first?.name === '**') takesAll = true
    if (first?.name !== 'VariableName') continue
    const name = text.slice(first.from, first.to)
    if (first.from > slash) names.push(name)
    if (!rest.some((each) => each.name === 'AssignOp')) required.push(name)
  }
  return { names, required, takesAll }
}

function slashIn(list: SyntaxNode, text: string): number {
  let end = list.from
  for (let child = list.firstChild; child !== null; child = child.nextSibling) {
    const between = text.slice(end, child.from).replace(/#[^\n]*/gu, '')
    if (between.trim() === '/') return child.from
    end = child.to
  }
  return -1
}

function splitAtCommas(list: SyntaxNode): SyntaxNode[][] {
  const parts: SyntaxNode[][] = [[]]
  for (let child = list.firstChild; child !== null; child = child.nextSibling) {
    if (child.name === ',') parts.push([])
    else if (!['(', ')', 'Comment'].includes(child.name)) parts.at(-1)?.push(child)
  }
  return parts
}
