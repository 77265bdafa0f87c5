/** `parameters`: they reach flows of every kind, of an image that exists already too, and are refused where they do not fit. */

import { expect, test } from '@jest/globals'

import { errorsOf, expectSuccess } from '../support/action.ts'
import { logOf, onStage, type Ran } from '../support/cluster.ts'

const minutes = 60_000

function expectRefused(ran: Ran, words: string): void {
  expect(ran).toMatchObject({ conclusion: 'failure', left: [], runnerErrors: [] })
  expect(ran.outputs).toMatchObject({ 'failure-reason': 'invalid-input', 'failure-kind': 'configuration' })
  expect(errorsOf(ran)).toEqual([expect.stringContaining(words)])
  expect(errorsOf(ran)[0]).toContain('Correct the input parameters.')
}

/** Before the build, of what the flow's text tells. */
function expectRefusedAtOnce(ran: Ran, words: string): void {
  expect(ran).toMatchObject({ conclusion: 'failure', left: [], runnerErrors: [] })
  expect(ran.outputs).toMatchObject({ 'failure-reason': 'invalid-input' })
  expect(ran.outputs).not.toHaveProperty('build')
  expect(errorsOf(ran)).toEqual([expect.stringContaining(words)])
}

test.concurrent(
  'of a function: typed values arrive as they were written; the image is built once for all of them',
  () =>
    onStage(async (stage) => {
      const build = { 'base-image': 'python:3.11', 'registry-url': stage.registry }
      const flow = { ...build, flow: 'flows/parameters.py:report' }
      const parameters = `day: 2026-01-31
limit: null
text: "$HOME $(id) 'quoted' größe"
deep: { list: [1, 2.5, true] }`
      const good = await stage.run({ ...flow, parameters })
      expectSuccess(good)
      const more = { deep: { list: [1, 2.5, true] }, text: "$HOME $(id) 'quoted' größe" }
      const got = /^GOT (.*)$/mu.exec(await logOf(good))?.[1]
      expect(JSON.parse(got ?? 'null')).toEqual(['2026-01-31', null, more])

      expectRefusedAtOnce(await stage.run(flow), 'report (flows/parameters.py, line 4) takes day, limit; it needs day')
      const idle = await stage.run({ ...build, flow: 'flows/parameters.py:idle', parameters: 'day: 1' })
      expectRefusedAtOnce(idle, 'idle (flows/parameters.py, line 8) takes no parameters; it does not know "day"')

      // the same image again, without a build
      const again = await stage.run({ image: good.outputs['image'] ?? '', parameters: '{"day": "later"}' })
      expectSuccess(again)
      expect(await logOf(again)).toBe('GOT ["later", 3, {}]\n')
      const wrong = await stage.run({ image: good.outputs['image'] ?? '', parameters: '{"limit": 1}' })
      expectRefused(wrong, 'report takes day, limit; it needs day')

      const stranger = await stage.run({ image: `${stage.registry}/python:3.11`, parameters: 'day: 1' })
      expect(stranger.outputs).toMatchObject({ 'failure-reason': 'invalid-input' })
      expect(errorsOf(stranger)[0]).toContain('It lacks the label')
      expect(stranger.left).toEqual([])
    }),
  8 * minutes
)

const prefect3 = {
  'base-image': 'python:3.11',
  'python-dependencies': 'prefect>=3,<4',
  'job-env': 'PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS=180'
}

test.concurrent.each<[string, Record<string, string>, string | undefined]>([
  ['3', { ...prefect3, flow: 'flows/prefect3_parameters.py' }, 'limit: many\nday: monday'],
  ['0.5.1', { flow: 'flows/prefect_0_5_parameters.py', 'python-dependencies': 'prefect==0.5.1' }, undefined]
])(
  'of a flow of Prefect %s: names are checked before it runs, and values where Prefect does it',
  (_name, inputs, wrongValue) =>
    onStage(async (stage) => {
      const run = (parameters: string): Promise<Ran> =>
        stage.run({ ...inputs, 'registry-url': stage.registry, timeout: '8m', parameters })
      const good = await run('day: monday\nlimit: 5')
      expectSuccess(good)
      expect(await logOf(good)).toContain('GOT monday 6')
      const unknown = await run('days: monday')
      // only Prefect itself knows what a flow of Prefect 1 takes
      if (wrongValue === undefined) expectRefused(unknown, 'it does not know days and it needs day')
      else expectRefusedAtOnce(unknown, 'it does not know "days" and it needs day')
      if (wrongValue !== undefined) expectRefused(await run(wrongValue), 'limit')
    }),
  15 * minutes
)
