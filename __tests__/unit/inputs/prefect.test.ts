import { describe, expect, test } from '@jest/globals'

import { readInputs } from '../../../src/inputs/read.ts'
import { enoughInputs, inputEnv, problemsOf } from '../../support/inputs.ts'

describe('prefect', () => {
  test.each<[string, unknown]>([
    ['', 'auto'],
    ['auto', 'auto'],
    ['none', 'none'],
    ['false', 'none'],
    ['3', { specifier: '==3.*' }],
    ['3.4', { specifier: '==3.4.*' }],
    ['3.4.1', { specifier: '==3.4.1' }],
    ['v0.5.1', { specifier: '==0.5.1' }],
    ['2.*', { specifier: '==2.*' }],
    ['3.0.0rc1', { specifier: '==3.0.0rc1' }],
    ['>=3, <4', { specifier: '>=3,<4' }],
    ['~=2.20', { specifier: '~=2.20' }],
    ['== 1.4.1', { specifier: '==1.4.1' }]
  ])('%j', (text, expected) => {
    expect(readInputs(inputEnv({ ...enoughInputs, prefect: text })).inputs.prefect).toEqual(expected)
  })

  test.each([
    ['latest', ''],
    ['prefect==3', ' Leave out the name.'],
    ['>=3 <4', ''],
    ['3; rm -rf', '']
  ])('refuses %j', (text, hint) => {
    expect(problemsOf(inputEnv({ ...enoughInputs, prefect: text }))).toEqual([
      `- prefect: got "${text}"; accepted: auto, none, a version such as 3.4, or a version specifier such as >=3,<4.${hint}`
    ])
  })
})

describe('platform', () => {
  test.each([
    ['linux/amd64', 'linux/amd64'],
    ['Linux/ARM64', 'linux/arm64'],
    ['linux/arm/v7', 'linux/arm/v7']
  ])('%j', (text, expected) => {
    expect(readInputs(inputEnv({ ...enoughInputs, platform: text })).inputs.platform).toBe(expected)
  })

  test.each([
    ['arm64', ' Did you mean linux/arm64?'],
    ['x86_64', ' Did you mean linux/amd64?'],
    ['windows/amd64', ''],
    ['linux/amd64,linux/arm64', ' The Job runs one image, so one platform; use a matrix for several.']
  ])('refuses %j', (text, hint) => {
    expect(problemsOf(inputEnv({ ...enoughInputs, platform: text }))).toEqual([
      `- platform: got "${text}"; accepted: linux/amd64, linux/arm64 or another Linux platform.${hint}`
    ])
  })
})

describe('requirements and source', () => {
  test.each<[string, string, string]>([
    ['requirements', 'pyproject.toml', 'name a requirements file with the line "-e ."'],
    ['requirements', 'a/poetry.lock', 'poetry export'],
    ['requirements', 'uv.lock', 'uv export'],
    ['requirements', 'Pipfile', 'pipenv requirements'],
    ['requirements', 'environment.yml', 'Conda'],
    ['requirements', 'pandas==2.1', 'go into python-dependencies'],
    ['requirements', '../requirements.txt', 'It leaves the workspace.'],
    ['requirements', 'a.txt\nb.txt', 'one line'],
    ['source', 'flows/etl.py', 'the folder that goes along'],
    ['source', '..', 'It leaves the workspace.'],
    ['source', 'a\\b', 'Paths are written with /.']
  ])('%s %j is refused, with what to do', (input, text, hint) => {
    const problems = problemsOf(inputEnv({ ...enoughInputs, [input]: text }))
    expect(problems).toEqual([expect.stringContaining(`- ${input}: got `)])
    expect(problems[0]).toContain(hint)
  })

  test.each([
    ['requirements', 'requirements/base.txt'],
    ['source', '.'],
    ['source', 'my flows']
  ])('%s %j is taken', (input, text) => {
    const { inputs } = readInputs(inputEnv({ ...enoughInputs, [input]: text }))
    expect(inputs[input as 'source' | 'requirements']).toBe(text)
  })
})
