/**
 * Whether this tier uses every input of action.yml. Read from the sources of its tests: an input counts when it is a key
 * of an object in a call of `start` or `run` (or of the helpers' own), so what a filter leaves out does not matter here.
 */

import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, test } from '@jest/globals'
import ts from 'typescript'

import { readActionMetadata } from '../../dev/runner.ts'

const here = dirname(fileURLToPath(import.meta.url))

/** Keys of all objects inside calls of these names, and in constants that such calls spread. */
function keysIn(text: string, inputs: ReadonlySet<string>): string[] {
  const file = ts.createSourceFile('test.ts', text, ts.ScriptTarget.Latest, true)
  const spread = new Set<string>()
  const keys: string[] = []
  const visit = (node: ts.Node, inside: boolean): void => {
    const isCall = ts.isCallExpression(node) && /^(?:stage\.)?(?:start|run|runAction)$/u.test(node.expression.getText())
    if (inside && ts.isSpreadAssignment(node)) spread.add(node.expression.getText().replace(/\(.*/su, ''))
    if (inside && ts.isPropertyAssignment(node)) keys.push(nameOf(node))
    if (inside && ts.isShorthandPropertyAssignment(node)) keys.push(node.name.text)
    ts.forEachChild(node, (child) => visit(child, inside || isCall))
  }
  visit(file, false)
  const visitConstants = (node: ts.Node): void => {
    const isSpread =
      (ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node)) && spread.has(node.name?.getText() ?? '')
    if (isSpread) ts.forEachChild(node, (child) => collect(child))
    ts.forEachChild(node, visitConstants)
  }
  const collect = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) keys.push(nameOf(node))
    ts.forEachChild(node, collect)
  }
  visitConstants(file)
  return keys.filter((key) => inputs.has(key))
}

function nameOf(node: ts.PropertyAssignment): string {
  return ts.isIdentifier(node.name) || ts.isStringLiteral(node.name) ? node.name.text : ''
}

test('every input of action.yml is used by a test of this tier', () => {
  const inputs = new Set(readActionMetadata().inputs.map(({ name }) => name))
  const files = readdirSync(here).filter((name) => name.endsWith('.test.ts'))
  const paths = [...files.map((name) => join(here, name)), join(here, '../support/cluster.ts')]
  const used = new Set(paths.flatMap((path) => keysIn(readFileSync(path, 'utf8'), inputs)))
  expect([...inputs].filter((name) => !used.has(name))).toEqual([])
})
