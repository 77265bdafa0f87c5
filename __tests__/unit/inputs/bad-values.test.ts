import { readFileSync } from 'node:fs'

import { describe, expect, test } from '@jest/globals'

import { enoughInputs, inputEnv, problemsOf } from '../../support/inputs.ts'

/** One row a case: input, value, the exact problems. */
const fixture = new URL('../../fixtures/bad-inputs.json', import.meta.url)
const cases = JSON.parse(readFileSync(fixture, 'utf8')) as [input: string, value: string, problems: string[]][]

describe('a bad value', () => {
  test.each(cases)('%s: %j', (input, value, problems) => {
    // `command` is refused beside `flow`
    const others = input === 'command' ? { ...enoughInputs, flow: '', 'python-dependencies': 'pandas' } : enoughInputs
    const env = { ...inputEnv({ ...others, [input]: value }), EMPTY: '' }
    expect(problemsOf(env)).toEqual(problems.map((problem) => `- ${input}: ${problem}`))
  })

  test('is never one of several that hide each other: all are reported at once', () => {
    const env = inputEnv({
      ...enoughInputs,
      flow: 'etl',
      cpu: 'x',
      wait: 'maybe',
      'env-vars': '1A=1\nB',
      'no-such-input': '1'
    })
    expect(problemsOf(env).map((line) => line.split(':')[0])).toEqual([
      '- no-such-input',
      '- wait',
      '- flow',
      '- env-vars',
      '- env-vars',
      '- cpu'
    ])
  })

  test('of a variable, a kubeconfig or a registry login is never shown', () => {
    const secret = 'c2VjcmV0LXNlY3JldA'
    const texts = [
      { 'env-vars': `A: &x ${secret}` },
      { 'env-vars': `KEY=a\n${secret}+/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n${secret}` },
      { 'job-env': `{"A": "${secret}\\u0000"}` },
      { 'job-env': `A: "${secret}` },
      { kubeconfig: `clusters: []\ntoken: ${secret}\u0000` },
      { 'registry-url': `https://user:${secret}@ghcr.io` },
      { 'python-dependencies': `-r https://user:${secret}@example.com/r.txt` },
      { 'node-selector': `{a: ${secret} ${secret}}` }
    ]
    for (const text of texts) {
      const problems = problemsOf(inputEnv({ ...enoughInputs, ...(text as Record<string, string>) })).join('\n')
      expect(problems).not.toBe('')
      expect(problems).not.toContain(secret)
    }
  })
})
