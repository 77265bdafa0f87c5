/**
 * Writes the tables of inputs and outputs in README.md, docs/inputs.md and docs/outputs.md from action.yml, so that there is
 * one place to write a description, and docs/reliability.md and docs/flows.md from what tests recorded, docs/performance.md from what the
 * benchmark measured. `--check` writes nothing and fails when something is out of date.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { format, resolveConfig } from 'prettier'
import { parse } from 'yaml'

import { inputNames } from '../src/inputs/table.ts'
import { chartOf } from './bench/chart.ts'
import { rowsOf } from './bench/figures.ts'
import { performancePage } from './bench/page.ts'
import { readRecord } from './bench/record.ts'
import { inputNotes, outputNotes } from './docs-notes.ts'
import { flowsPage } from './flow-endings/page.ts'
import { reliabilityPage } from './reliability/page.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** What of action.yml is documented. */
export interface ActionFile {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default?: string; readonly required?: boolean }>
  >
  readonly outputs: Readonly<Record<string, { readonly description: string }>>
  readonly runs: Readonly<Record<string, string>>
}

/** Reads the action.yml of this checkout. */
export function readActionFile(): ActionFile {
  return parse(readFileSync(join(root, 'action.yml'), 'utf8')) as ActionFile
}

/** Each generated file with its path and text; the README only when it exists. */
export async function generate(action: ActionFile = readActionFile()): Promise<{ path: string; text: string }[]> {
  const files = [
    { path: 'docs/inputs.md', text: await pretty(inputsPage(action)) },
    { path: 'docs/outputs.md', text: await pretty(outputsPage(action)) },
    { path: 'docs/reliability.md', text: await pretty(reliabilityPage(recorded)) },
    { path: 'docs/flows.md', text: await pretty(flowsPage(endings)) },
    ...(await performanceFiles())
  ]
  const readme = join(root, 'README.md')
  if (!existsSync(readme)) return files
  let text = readFileSync(readme, 'utf8')
  text = between(text, 'inputs', await pretty(inputsTable(action)))
  text = between(text, 'outputs', await pretty(outputsTable(action)))
  return [...files, { path: 'README.md', text }]
}

/** The page and its chart; neither before the benchmark has run. */
async function performanceFiles(): Promise<{ path: string; text: string }[]> {
  const record = readRecord(root)
  if (record === undefined) return []
  return [
    { path: 'docs/performance.md', text: await pretty(performancePage(record, measured)) },
    { path: 'docs/performance/chart.svg', text: chartOf(rowsOf(record.scenarios)) }
  ]
}

const measured =
  '<!-- Written by dev/docs.ts from docs/performance/rounds.json; run ./script/bench instead of editing this. -->'
const endings =
  '<!-- Written by dev/docs.ts from dev/flow-endings/; record with RECORD_SEEN=1 ./script/test instead of editing this. -->'
const recorded =
  '<!-- Written by dev/docs.ts from dev/reliability/; record with RECORD_SEEN=1 ./script/test instead of editing this. -->'
const generated = '<!-- Written by dev/docs.ts from action.yml; run it instead of editing this. -->'

function inputsTable({ inputs }: ActionFile): string {
  const rows = Object.entries(inputs).map(([name, input]) => [
    `[\`${name}\`](docs/inputs.md#${name})`,
    input.default === undefined ? '' : `\`${input.default}\``,
    input.description
  ])
  return table(['input', 'default', 'meaning'], rows)
}

function outputsTable({ outputs }: ActionFile): string {
  return table(
    ['output', 'meaning'],
    Object.entries(outputs).map(([name, output]) => [`\`${name}\``, output.description])
  )
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function inputsPage({ inputs }: ActionFile): string {
  const intro =
    'An empty input is the same as none. Lists hold one item a line. All problems of all inputs are reported together, before anything is built or sent. An input that does not exist fails the step when its name has a dash, and warns otherwise.'
  const sections = inputNames.map((name) => {
    const input = inputs[name]
    if (input === undefined) throw new Error(`action.yml lacks the input ${name}`)
    const standard = input.default === undefined ? 'No default.' : `Default: \`${input.default}\`.`
    return [`## ${name}`, input.description, standard, ...(inputNotes[name] ?? [])].join('\n\n')
  })
  return ['# Inputs', generated, intro, ...sections].join('\n\n')
}

function outputsPage(action: ActionFile): string {
  const intro = 'Every output is set in every ending that can know it, failures included; the others are empty.'
  const notes = Object.entries(outputNotes).map(([name, paragraphs]) => {
    if (action.outputs[name] === undefined) throw new Error(`action.yml lacks the output ${name}`)
    return [`## ${name}`, ...paragraphs].join('\n\n')
  })
  return ['# Outputs', generated, intro, outputsTable(action), ...notes].join('\n\n')
}

/** Replaces what stands between `<!-- NAME:begin -->` and `<!-- NAME:end -->`. @throws when the markers are not there. */
export function between(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`README.md lacks the markers ${begin} and ${end}`)
  return `${text.slice(0, from)}${begin}\n\n${content.trim()}\n\n${text.slice(to)}`
}

async function pretty(markdown: string): Promise<string> {
  return format(markdown, { ...(await resolveConfig(join(root, 'README.md'))), parser: 'markdown' })
}

async function main(isCheck: boolean): Promise<number> {
  const stale = (await generate()).filter(({ path, text }) => {
    const whole = join(root, path)
    return !existsSync(whole) || readFileSync(whole, 'utf8') !== text
  })
  for (const { path, text } of stale) {
    if (isCheck) console.error(`${path} is out of date; run: node dev/docs.ts`)
    else {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
      console.log(`wrote ${path}`)
    }
  }
  return isCheck && stale.length > 0 ? 1 : 0
}

if (import.meta.main) process.exitCode = await main(process.argv.includes('--check'))
