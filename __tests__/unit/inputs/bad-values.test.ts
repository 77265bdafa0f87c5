import { readFileSync } from 'node:fs'

import { describe, expect, test } from '@jest/globals'

import { inputNames } from '../../../src/inputs/table.ts'
import { enoughInputs, inputEnv, problemsOf } from '../../support/inputs.ts'

/** One row a case: input, value, the exact problems. */
const fixture = new URL('../../fixtures/bad-inputs.json', import.meta.url)
const cases = JSON.parse(readFileSync(fixture, 'utf8')) as [input: string, value: string, problems: string[]][]

describe('a bad value', () => {
  test.each(cases)('%s: %j', (input, value, problems) => {
    // what is refused beside the input at hand is left out
    const besides: Record<string, Record<string, string>> = {
      command: { 'registry-url': 'localhost:5000', 'python-dependencies': 'pandas' },
      image: {}
    }
    const others = besides[input] ?? enoughInputs
    const env = { ...inputEnv({ ...others, [input]: value }), EMPTY: '' }
    expect(problemsOf(env)).toEqual(problems.map((problem) => `- ${input}: ${problem}`))
  })

  test('is in the table for every input', () => {
    expect(inputNames.filter((name) => !cases.some(([input]) => input === name))).toEqual([])
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

  const secret = 'c2VjcmV0LXNlY3JldA'
  test.each<Record<string, string>>([
    { 'env-vars': `A: &x ${secret}` },
    { 'env-vars': `KEY=a\n${secret}+/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\n${secret}` },
    { 'job-env': `{"A": "${secret}\\u0000"}` },
    { 'job-env': `A: "${secret}` },
    { kubeconfig: `clusters: []\ntoken: ${secret}\u0000` },
    { 'registry-url': `https://user:${secret}@ghcr.io` },
    { 'python-dependencies': `-r https://user:${secret}@example.com/r.txt` },
    { 'node-selector': `{a: ${secret} ${secret}}` },
    { 'job-template': `${secret}\u0000` },
    { 'run-key': secret.repeat(5000) },
    { 'job-secrets': secret },
    { 'build-secrets': secret },
    { 'build-secrets': `${secret}=` },
    { 'build-secrets': `{"A": "${secret}\\u0000"}` },
    { 'job-secrets': `${secret}=` },
    { 'job-secrets': `${secret}==` },
    { 'job-secrets': `1${secret}=a` },
    { 'job-secrets': `A-${secret}=a` },
    { 'job-secrets': `A=${secret}\n${secret}` },
    { 'job-secrets': `A=${secret}\nA=${secret}` },
    { 'job-secrets': `A=${secret}\n=${secret}` },
    { 'job-secrets': `${secret}=1\n${secret}=2` },
    { 'job-secrets': `- ${secret}` },
    { 'job-secrets': `[${secret}]` },
    { 'job-secrets': `{${secret}}` },
    { 'job-secrets': `{${secret}: {a: b}}` },
    { 'job-secrets': `A: [${secret}]` },
    { 'job-secrets': `A: {b: ${secret}}` },
    { 'job-secrets': `A: &${secret} ${secret}` },
    { 'job-secrets': `A: *${secret}` },
    { 'job-secrets': `A: !${secret} ${secret}` },
    { 'job-secrets': `A: "${secret}` },
    { 'job-secrets': `A: "${secret}\\u0000"` },
    { 'job-secrets': `A: ${secret}\n${secret}: ${secret}: ${secret}` },
    { 'job-secrets': `A: ${secret}\n---\nB: ${secret}` },
    { 'job-secrets': `? [${secret}]\n: a` },
    { 'job-secrets': `A=${secret}`, 'job-env': `A=${secret}` },
    { 'job-secrets': `INPUT_A\nA=${secret}` },
    { 'job-secrets': `DOCKER_ON_K8S_A=${secret}` },
    { 'job-secrets': `A=${secret}`, image: 'etl' },
    { 'job-secrets': `A=${secret}`, cpu: 'half' },
    { 'job-secrets': `A=${secret.repeat(60_000)}` }
  ])('that may be a secret is never shown (case %#)', (inputs) => {
    const problems = problemsOf(inputEnv({ ...enoughInputs, ...inputs })).join('\n')
    expect(problems).not.toBe('')
    expect(problems).not.toContain(secret)
  })
})
