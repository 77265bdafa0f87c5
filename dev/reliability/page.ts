/** The text of docs/reliability.md: each situation, what the user saw, the test that makes it happen. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import ts from 'typescript'

import { checkout } from '../paths.ts'
import { readRecord, type Record } from './record.ts'
import { chapters, type Situation, type SituationId } from './situations.ts'

/** Lines shown of one record; errors quote the end of the flow's log, which is not the point here. */
const mostLines = 14

/** @throws when a situation has neither a record nor a reason why it never happens. */
export function reliabilityPage(generated: string): string {
  const intro =
    'What goes wrong between a workflow and its container, and what a user of the action sees then: the literal annotations and lines of the ' +
    'log, recorded by the test that makes it happen. Tests of `cluster/` do it on a real node, registry and Docker engine; those of `action/` ' +
    'on a real API server, with the node played, where a real one cannot be made to do it. Names, ports and times are made steady.'
  const parts = Object.entries(chapters).map(([heading, entries]) =>
    [`## ${heading}`, ...Object.entries(entries).map(([id, each]) => section(id as SituationId, each))].join('\n\n')
  )
  return ['# Reliability', generated, intro, ...parts].join('\n\n')
}

function section(id: SituationId, { what, never }: Situation): string {
  if (never !== undefined) return `### ${what.replace(/\.$/u, '')}\n\nNot tested. ${never}`
  const record = readRecord(id)
  if (record === undefined) throw new Error(`no test has recorded what is seen of ${id} (RECORD_SEEN=1)`)
  const title = titleOf(record.test, id)
  return [
    `### ${what.replace(/\.$/u, '')}`,
    ...seenBy(record),
    `Test: [${record.test}](../__tests__/${record.test})${title === undefined ? '' : `, “${title}”`}`
  ].join('\n\n')
}

function seenBy({ conclusion, lines: recorded }: Record): string[] {
  const lines = recorded.flatMap((line) => line.split('\n'))
  const shown = lines.length > mostLines ? [...lines.slice(0, mostLines), '…'] : lines
  if (conclusion === 'success' && lines.every((line) => line.startsWith('Whole log: '))) {
    return ['Green, and nothing is said of it: there is nothing for the user to do.']
  }
  const isOwnExit =
    recorded.length === 1 && /^error: The flow failed: container flow exited with/u.test(recorded[0] ?? '')
  const outcomes: Readonly<{ [conclusion: string]: string }> = {
    success: 'Green.',
    failure: isOwnExit ? 'Red, for the exit of the flow itself, as without it.' : 'Red.',
    cancelled: 'Cancelled.'
  }
  return [`${outcomes[conclusion] ?? conclusion} The user sees:`, ['````text', ...shown, '````'].join('\n')]
}

/** Title of the test around the situation's id; undefined when the id stands in a table elsewhere. */
export function titleOf(test: string, id: string): string | undefined {
  const source = ts.createSourceFile(
    test,
    readFileSync(join(checkout(), '__tests__', test), 'utf8'),
    ts.ScriptTarget.Latest,
    true
  )
  const titles: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) && node.text === id) titles.push(...titleAround(node))
    ts.forEachChild(node, visit)
  }
  visit(source)
  return titles[0]
}

function titleAround(node: ts.Node): string[] {
  for (let up = node.parent; !ts.isSourceFile(up); up = up.parent) {
    if (!ts.isCallExpression(up) || !/^test\b/u.test(up.expression.getText())) continue
    const [title] = up.arguments
    // the title of a table is no title of a case
    if (title !== undefined && ts.isStringLiteralLike(title)) return /[$%]/u.test(title.text) ? [] : [title.text]
  }
  return []
}
