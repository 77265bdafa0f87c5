import { describe, expect, test } from '@jest/globals'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, parseAllDocuments } from 'yaml'

import { checkout } from '../../dev/paths.ts'
import { inputVariables, readActionMetadata, resolveInputs } from '../../dev/runner/metadata.ts'
import { failureReasons, kindOf } from '../../src/failure.ts'
import { readInputs } from '../../src/inputs/read.ts'

interface Step {
  id?: string
  uses?: string
  with?: Record<string, unknown>
  env?: Record<string, unknown>
}
interface Job {
  steps?: Step[]
  outputs?: Record<string, string>
}

const root = checkout()
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const metadata = readActionMetadata()
const inputs = new Set(metadata.inputs.map((input) => input.name))
const outputs = new Set(metadata.outputs)
const isOurs = (step: Step): boolean => step.uses === './' || /\/docker-on-k8s@v\d+$/u.test(step.uses ?? '')

/** A value of `with:` as the runner hands it over, expressions replaced by some value. */
function evaluated(value: unknown): string {
  return String(value)
    .replace(/\$\{\{ *toJSON\(.*?\) *\}\}/gu, '"x"')
    .replace(/\$\{\{.*?\}\}/gu, 'x')
}

/** The YAML blocks of a Markdown file, whole workflows or single steps. */
function blocks(path: string): string[] {
  return [...read(path).matchAll(/^```yaml\n(.*?)^```$/gmsu)].map((match) => match[1] ?? '')
}

/** All steps of a workflow, or of a block that is only a list of steps. */
function stepsOf(text: string): Step[] {
  const parsed = parse(text) as { jobs?: Record<string, Job> } | Step[] | null
  if (Array.isArray(parsed)) return parsed
  return Object.values(parsed?.jobs ?? {}).flatMap((job) => job.steps ?? [])
}

const documents = globSync(['README.md', 'docs/**/*.md'], { cwd: root }).sort()
const workflows: [string, string][] = [
  ...globSync(['examples/*.yml', '.github/workflows/*.yml'], { cwd: root })
    .sort()
    .map((path): [string, string] => [path, read(path)]),
  ...documents.flatMap((path) =>
    blocks(path).map((text, index): [string, string] => [`${path}, block ${index + 1}`, text])
  )
]

describe.each(workflows)('%s', (_, text) => {
  const ours = stepsOf(text).filter(isOurs)

  test('names only inputs that exist', () => {
    expect(ours.flatMap((step) => Object.keys(step.with ?? {})).filter((name) => !inputs.has(name))).toEqual([])
  })

  test('reads only outputs that exist', () => {
    const ids = ours.flatMap((step) => step.id ?? [])
    const read = ids.flatMap((id) =>
      [...text.matchAll(new RegExp(`steps\\.${id}\\.outputs\\.([\\w-]+)`, 'gu'))].map((match) => match[1] ?? '')
    )
    expect(read.filter((name) => !outputs.has(name))).toEqual([])
  })

  test('gives inputs that the action accepts', () => {
    for (const step of ours.filter((one) => one.with !== undefined)) {
      const values = Object.entries(step.with ?? {}).map(([name, value]): [string, string] => [name, evaluated(value)])
      const given = resolveInputs(metadata, Object.fromEntries(values))
      const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, evaluated(value)]))
      expect(readInputs({ ...env, ...inputVariables(given) }).warnings).toEqual([])
    }
  })
})

test('the README shows a workflow, and every example uses this action', () => {
  expect(blocks('README.md').flatMap(stepsOf).some(isOurs)).toBe(true)
  const examples = globSync('examples/*.yml', { cwd: root })
  expect(examples.length).toBeGreaterThanOrEqual(5)
  expect(examples.filter((path) => !stepsOf(read(path)).some(isOurs))).toEqual([])
})

test('docs/failures.md has every reason once, with its kind', () => {
  const rows = [
    ...read('docs/failures.md').matchAll(/^\| `([a-z-]+)` +\| (configuration|code|infrastructure|stopped) +\|/gmu)
  ].map((match) => [match[1], match[2]])
  expect(rows.sort()).toEqual(failureReasons.map((reason) => [reason, kindOf(reason)]).sort())
})

test('the README gives the same rights as docs/rbac/minimal.yaml', () => {
  const role = parseAllDocuments(read('docs/rbac/minimal.yaml'))
    .map((document) => document.toJS() as { kind: string; rules?: unknown })
    .find(({ kind }) => kind === 'Role')
  const shown = /^ +```yaml\n( +# the Role.*?)^ +```$/msu.exec(read('README.md'))?.[1] ?? ''
  expect(role?.rules).toHaveLength(4)
  expect((parse(shown) as { rules?: unknown }).rules).toEqual(role?.rules)
})

test('links between documents lead somewhere', () => {
  const all = new Set(
    globSync(['*', 'docs/**', 'examples/**', 'dev/**', 'src/**', '__tests__/**'], {
      cwd: root,
      exclude: ['**/node_modules/**']
    })
  )
  const broken = [...documents, ...globSync(['CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'], { cwd: root })].flatMap(
    (path) =>
      [...read(path).matchAll(/\]\((?!https?:|#)([^)#]+)/gu)]
        .map((match) => join(path, '..', match[1] ?? '').replace(/\/$/u, ''))
        .filter((target) => !all.has(target))
        .map((target) => `${path}: ${target}`)
  )
  expect(broken).toEqual([])
})
