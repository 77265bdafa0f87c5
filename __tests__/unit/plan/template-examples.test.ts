import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from '@jest/globals'

import { checkout } from '../../../dev/paths.ts'
import { readTemplate } from '../../../src/plan/job-template.ts'
import { checkTemplate } from '../../../src/plan/template-conflicts.ts'
import { makeInputs } from '../../support/inputs.ts'

const folder = join(checkout(), 'examples/templates')
const names = readdirSync(folder).sort()
const documentation = readFileSync(join(checkout(), 'docs/job-template.md'), 'utf8')

test.each(names)('%s is a template, in conflict with nothing, and documented', (name) => {
  const problems: string[] = []
  const template = readTemplate(readFileSync(join(folder, name), 'utf8'), (text) => problems.push(text))
  checkTemplate(template ?? {}, makeInputs(), (text) => problems.push(text))
  expect(problems).toEqual([])
  expect(documentation).toContain(`(../examples/templates/${name})`)
})

test('every template that is shown in docs/job-template.md is one', () => {
  const shown = [...documentation.matchAll(/^```yaml\n((?:spec|metadata):\n.*?)^```$/gmsu)].map(
    (match) => match[1] ?? ''
  )
  expect(shown.length).toBeGreaterThan(0)
  for (const text of shown) {
    const problems: string[] = []
    readTemplate(text, (problem) => problems.push(problem))
    expect(problems).toEqual([])
  }
})
