/** What of the workspace goes along with a flow, judged by what the flow imports. */

import { describe, expect, test } from '@jest/globals'

import type { Inputs } from '../../../src/inputs/types.ts'
import { buildOf, modernFlow as modern, planOf, problemsOf } from './workspace-plan.ts'

describe('modules of the workspace that would not go along', () => {
  const beside = { 'flows/etl.py': 'import helpers', 'flows/helpers.py': '' }
  const missing =
    '- source: is not set, but flows/etl.py (line 1) imports helpers of the workspace, which would not go along.'
  test.each<[string, Record<string, string>, Partial<Inputs>, string[]]>([
    ['beside the flow', beside, {}, [`${missing} Set source to "flows".`]],
    [
      'in the root',
      { 'flows/etl.py': 'from helpers import x', 'helpers/__init__.py': '' },
      {},
      [`${missing} Set source to ".".`]
    ],
    [
      'in both',
      { 'flows/etl.py': 'import common\nimport helpers', 'flows/helpers.py': '', 'common.py': '' },
      {},
      [
        '- source: is not set, but flows/etl.py (line 1) imports common, helpers of the workspace, which would not go along. Set source to ".".'
      ]
    ],
    [
      'a package without __init__.py',
      { 'flows/etl.py': 'from helpers import a', 'flows/helpers/a.py': '' },
      {},
      [`${missing} Set source to "flows".`]
    ],
    [
      'above source',
      { 'flows/etl.py': 'import helpers', 'helpers.py': '' },
      { source: 'flows' },
      [
        '- source: is flows, but flows/etl.py (line 1) imports helpers of the workspace, which would not go along. Set source to ".".'
      ]
    ],
    [
      'of a module that goes along',
      { 'flows/etl.py': 'import a', 'flows/a.py': 'import b', 'b.py': '' },
      { source: 'flows' },
      [
        '- source: is flows, but flows/a.py (line 1) imports b of the workspace, which would not go along. Set source to ".".'
      ]
    ],
    ['they go along', beside, { source: 'flows' }, []],
    ['they go along with the workspace', { 'flows/etl.py': 'import helpers', 'helpers.py': '' }, { source: '.' }, []],
    ['copied by files', beside, { files: [{ source: 'flows/helpers.py', destination: '/flow/flows/helpers.py' }] }, []],
    ['installed under this name', beside, { pythonDependencies: ['helpers==1'] }, []],
    [
      'installed with the project',
      { 'flows/etl.py': 'import helpers', 'helpers.py': '', 'r.txt': '-e .', 'pyproject.toml': '' },
      { requirements: 'r.txt' },
      []
    ],
    [
      'perhaps not imported',
      { 'flows/etl.py': 'try:\n  import helpers\nexcept ImportError: pass', 'flows/helpers.py': '' },
      {},
      []
    ],
    ['a folder that is no package', { 'flows/etl.py': 'import data', 'flows/data/x.csv': '' }, {}, []],
    ["Python's own module of that name", { 'flows/etl.py': 'import queue', 'flows/queue.py': '' }, {}, []],
    ['a folder named prefect', { 'flows/etl.py': modern, 'prefect/flow.py': '' }, {}, []]
  ])('%s', async (_what, files, inputs, expected) => {
    expect(await problemsOf(files, inputs)).toEqual(expected)
  })

  const inline = '# /// script\n# dependencies = ["helpers>=1"]\n# ///\n'
  test.each<[string, Record<string, string>, Partial<Inputs>]>([
    [
      'a wheel of it',
      { 'r.txt': './dist/helpers-0.1-py3-none-any.whl', 'dist/helpers-0.1-py3-none-any.whl': '' },
      { requirements: 'r.txt' }
    ],
    ['a name behind #egg=', {}, { pythonDependencies: ['git+https://github.com/me/x.git@v1#egg=helpers'] }],
    ['a dependency in the flow itself', { 'flows/etl.py': `${inline}import helpers` }, {}],
    [
      'a package of another name that is known',
      { 'flows/etl.py': 'import yaml', 'flows/yaml.py': '' },
      { pythonDependencies: ['PyYAML'] }
    ],
    [
      'a copy in the folder of the workspace',
      {},
      { files: [{ source: 'flows/helpers.py', destination: '/flow/helpers.py' }] }
    ]
  ])('%s brings them', async (_what, files, inputs) => {
    const { warnings, image } = await planOf({ ...beside, ...files }, inputs)
    expect(warnings).toEqual([])
    expect(image.kind === 'build' && image.flow?.neighbours).toEqual(new Map())
  })

  test.each<[string, Record<string, string>, Partial<Inputs>]>([
    ['an image of the user', {}, { baseImage: 'ghcr.io/octo/base:1' }],
    ['an image of the user that is named python', {}, { baseImage: 'ghcr.io/me/python:3.11-helpers' }],
    ['a copy of the official image', {}, { baseImage: 'mirror.example/library/python:3.11' }],
    ['somebody’s python', {}, { baseImage: 'me/python:3.11' }],
    ['a package with a longer name', {}, { pythonDependencies: ['acme-helpers-etl==1.2'] }],
    ['a package with a shorter name', {}, { pythonDependencies: ['Helper'] }],
    ['a repository', {}, { pythonDependencies: ['git+https://github.com/me/acme.git@v1'] }],
    ['an address with a name', {}, { pythonDependencies: ['acme @ https://example.com/acme.zip'] }],
    ['a path in the requirements file', { 'r.txt': '-e ./lib', 'lib/setup.py': '' }, { requirements: 'r.txt' }],
    ['a repository in the requirements file', { 'r.txt': '-e git+https://example.com/x' }, { requirements: 'r.txt' }],
    ['a copy elsewhere', {}, { files: [{ source: 'flows/helpers.py', destination: '/opt/lib/helpers.py' }] }],
    ['a copy of its folder', {}, { files: [{ source: 'flows', destination: '/opt/lib' }] }],
    ['PYTHONPATH in the image', {}, { envVars: new Map([['PYTHONPATH', '/opt/lib']]) }],
    ['PYTHONPATH in the Job', {}, { jobEnv: new Map([['PYTHONPATH', '/opt/lib']]) }],
    [
      'a volume',
      {},
      {
        jobTemplate: {
          kind: 'text',
          text: 'spec: {template: {spec: {containers: [{name: main, volumeMounts: [{name: a, mountPath: /opt/lib}]}]}}}'
        }
      }
    ]
  ])('%s may hold them: then it is a warning', async (_what, files, inputs) => {
    expect((await planOf({ ...beside, ...files }, inputs)).warnings).toEqual([
      `${missing.slice(2)} Set source to "flows", unless the image has helpers from elsewhere.`
    ])
  })

  test.each([
    'python',
    'python:latest',
    'library/python:3.13',
    'docker.io/library/python:3.13',
    'docker.io/python:3.13'
  ])('nothing else is in %s', async (baseImage) => {
    expect(await problemsOf(beside, { baseImage, pythonDependencies: ['pandas'] })).toEqual([
      `${missing} Set source to "flows".`
    ])
  })

  test.each<[string, string, boolean]>([
    ['parser', 'python:3.13', true],
    ['parser', 'python:3.9', false],
    ['imp', 'python:3.12-slim', true],
    ['imp', 'python:3.11-slim', false],
    ['cgi', 'python:3.13', true],
    ['cgi', 'python', false],
    ['queue', 'python:3.13', false],
    ['tomllib', 'python:3.10', true],
    ['tomllib', 'python:3.11', false]
  ])('%s of the workspace is looked for on %s: %j', async (module, baseImage, isMissed) => {
    const files = { 'flows/etl.py': `import ${module}`, [`flows/${module}.py`]: '' }
    const problem = `- source: is not set, but flows/etl.py (line 1) imports ${module} of the workspace, which would not go along. Set source to "flows".`
    expect(await problemsOf(files, { baseImage })).toEqual(isMissed ? [problem] : [])
  })

  test('source must hold the flow', async () => {
    expect(await problemsOf({ 'flows/etl.py': '', 'src/a.py': '' }, { source: 'src' })).toEqual([
      '- source: got "src", in which the flow flows/etl.py does not lie; accepted: a folder that holds it, such as flows.'
    ])
  })
})

test.each<[Partial<Inputs>, boolean]>([
  [{}, false],
  [{ run: false }, true],
  [{ imageTag: 'v1' }, true],
  [{ healthCheck: true }, true],
  [{ run: false, healthCheck: false }, false]
])('the health check of %j: %j', async (inputs, expected) => {
  expect(buildOf(await planOf({ 'flows/etl.py': '' }, inputs)).healthCheck).toBe(expected)
})

test('large folders are warned about, with what is largest in them', async () => {
  const big = 'x'.repeat(60 * 1024 * 1024)
  const { warnings } = await planOf({ 'flows/etl.py': '', 'flows/a.bin': big, 'flows/b.bin': big }, { source: 'flows' })
  expect(warnings).toEqual([
    'source and files bring 120 MB into the image. The largest: /flow/flows/a.bin (60 MB), /flow/flows/b.bin (60 MB). Leave out what the flow does not read with a .dockerignore, or mount it with job-template.'
  ])
})
