/** The health check: what a run would find out about the flow is told before the image is pushed, with nothing run. */

import { expect, test } from '@jest/globals'

import { errorsOf } from '../support/action.ts'
import { localImages, onStage, tagsOf, type Stage } from '../support/cluster.ts'

const minutes = 60_000

const inputsOf = (stage: Stage): Record<string, string> => ({
  'base-image': 'python:3.11',
  'registry-url': stage.registry,
  'image-name': stage.unique,
  run: 'false'
})

type Case = readonly [
  what: string,
  flow: string,
  reason: string,
  words: readonly string[],
  place: { readonly file: string; readonly line: number } | undefined
]

test.concurrent.each<Case>([
  [
    'a missing module',
    'missing_import_function.py:gets',
    'flow-not-importable',
    ['The flow imports requests, which is not in the image.', 'Add it to python-dependencies.'],
    { file: 'flows/endings/missing_import_function.py', line: 1 }
  ],
  [
    'a module that a script needs',
    'missing_import_script.py',
    'flow-not-importable',
    ['The flow imports requests, which is not in the image.'],
    { file: 'flows/endings/missing_import_script.py', line: 1 }
  ],
  [
    'a syntax error',
    'syntax_error.py:broken',
    'flow-not-importable',
    ['syntax error for the Python of the image'],
    { file: 'flows/endings/syntax_error.py', line: 2 }
  ],
  [
    'no flow in the file',
    'made_functions.py:wednesday',
    'flow-not-found',
    ['monday, tuesday', 'Name the flow in the input flow'],
    undefined
  ]
])(
  '%s is told before anything is pushed',
  (_what, flow, reason, words, place) =>
    onStage(async (stage) => {
      const ran = await stage.run({ ...inputsOf(stage), flow: `flows/endings/${flow}` })
      expect(ran).toMatchObject({ conclusion: 'failure', left: [], runnerErrors: [] })
      expect(ran.outputs).toMatchObject({ 'failure-reason': reason, 'failure-kind': 'code' })
      for (const each of words) expect(errorsOf(ran)[0]).toContain(each)
      const [error] = ran.annotations.filter(({ level }) => level === 'error')
      if (place !== undefined) expect(error).toMatchObject(place)
      expect(await tagsOf(stage, stage.unique)).toBeUndefined()
      expect(await localImages(stage.unique)).toEqual([])
    }),
  5 * minutes
)

test.concurrent(
  'a good flow is imported and not run, and its image pushed; a script is not even imported',
  () =>
    onStage(async (stage) => {
      const good = await stage.run({ ...inputsOf(stage), flow: 'flows/endings/functions.py:leaves' })
      expect(good).toMatchObject({ conclusion: 'success' })
      expect(await tagsOf(stage, stage.unique)).toHaveLength(1)

      const script = await stage.run({ ...inputsOf(stage), flow: 'flows/endings/script.py' })
      expect(script).toMatchObject({ conclusion: 'success' })

      const unchecked = await stage.run({
        ...inputsOf(stage),
        'image-name': `${stage.unique}-unchecked`,
        'health-check': 'false',
        flow: 'flows/endings/made_functions.py:wednesday'
      })
      expect(unchecked.conclusion).toBe('success')
    }),
  5 * minutes
)

test.concurrent(
  'an own tag is checked as well, for the platform that was asked for',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({
        ...inputsOf(stage),
        run: 'true',
        platform: 'linux/amd64',
        'image-tag': 'v1',
        flow: 'flows/endings/made_functions.py:wednesday'
      })
      expect(ran.outputs).toMatchObject({ 'failure-reason': 'flow-not-found' })
      expect(ran.left).toEqual([])
      expect(await tagsOf(stage, stage.unique)).toBeUndefined()
    }),
  5 * minutes
)
