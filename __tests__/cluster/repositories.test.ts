/** Repositories as people have them: imports of their own, requirements, data, several flows. They work at the first try. */

import { expect, test } from '@jest/globals'

import { errorsOf, expectSuccess } from '../support/action.ts'
import { logOf, onStage } from '../support/cluster.ts'

const minutes = 60_000
const python311 = { 'base-image': 'python:3.11' }

test.concurrent(
  'a package with src layout, installed from the repository; mapped tasks, a subflow, data files; Prefect 3',
  () =>
    onStage(
      async (stage) => {
        const inputs = {
          ...python311,
          flow: 'src/sales/flow.py:monthly_sales',
          source: '.',
          requirements: 'requirements.txt',
          'registry-url': stage.registry
        }
        const good = await stage.run(inputs)
        expectSuccess(good)
        expect(JSON.parse(good.outputs['result'] ?? 'null')).toEqual({ title: 'Umsatz', '2026-01': 15, '2026-02': 1 })
        expect(await logOf(good)).toContain('3 orders')
        expect(good.handle.log()).toContain('Prefect: as requirements.txt says (src/sales/flow.py line 5 imports it).')

        const broken = await stage.run({ ...inputs, parameters: 'files: [broken.csv]' })
        expect(broken.outputs).toMatchObject({ 'failure-reason': 'flow-failed', 'exit-code': '1' })
        expect(broken.annotations.filter(({ level }) => level === 'error')).toEqual([
          expect.objectContaining({
            file: 'src/sales/extract/orders.py',
            line: 13,
            title: "ValueError: could not convert string to float: 'n/a'"
          })
        ])
      },
      { repository: 'sales' }
    ),
  10 * minutes
)

test.concurrent(
  'a monorepo: two flows, each with its own folder; a library of the repository; Python 3.6',
  () =>
    onStage(
      async (stage) => {
        const registry = { 'registry-url': stage.registry }
        const ingest = { ...registry, flow: 'flows/ingest/flow.py:ingest' }

        // with a path among the requirements it would be a warning: what that installs is not known before the build
        const alone = await stage.run(ingest)
        expect(alone.outputs).toMatchObject({ 'failure-reason': 'invalid-input', status: 'failed' })
        expect(errorsOf(alone)[0]).toContain(
          'source: is not set, but flows/ingest/flow.py (line 1) imports helpers of the workspace, which would not go along. Set source to "flows/ingest".'
        )

        const good = await stage.run({
          ...ingest,
          requirements: 'flows/ingest/requirements.txt',
          source: 'flows/ingest'
        })
        expectSuccess(good)
        expect(good.outputs['result']).toBe('[2, 4, 6]')
        expect(await logOf(good)).toBe('hello ingest\n')

        const publish = { ...registry, flow: 'flows/publish/flow.py' }
        const named = await stage.run({ ...publish, flow: `${publish.flow}:publish`, parameters: 'target: größe' })
        expectSuccess(named)
        expect(named.outputs['result']).toBe('{"target": "größe"}')

        const nameless = await stage.run(publish)
        expect(nameless.outputs).toMatchObject({ 'failure-reason': 'invalid-input', status: 'failed' })
        expect(errorsOf(nameless)[0]).toContain('publish, unpublish')
      },
      { repository: 'monorepo' }
    ),
  10 * minutes
)

test.concurrent(
  'a file that says itself what it depends on',
  () =>
    onStage(async (stage) => {
      const ran = await stage.run({ ...python311, flow: 'flows/inline.py:version', 'registry-url': stage.registry })
      expectSuccess(ran)
      expect(ran.outputs['result']).toBe('"2.9.0"')
      expect(ran.handle.log()).toContain(
        'Dependencies of flows/inline.py itself (# /// script) are installed: python-dateutil.'
      )
    }),
  5 * minutes
)

test.concurrent(
  'a script that grew from a notebook, with its data beside it',
  () =>
    onStage(
      async (stage) => {
        const inputs = { flow: 'notebook/analysis.py', source: 'notebook', 'registry-url': stage.registry }
        const good = await stage.run(inputs)
        expectSuccess(good)
        expect(await logOf(good)).toBe('mean 11\n')
        expect(good.outputs['result'] ?? '').toBe('')

        const strict = await stage.run({ ...inputs, args: '--strict' })
        expect(strict.outputs).toMatchObject({ 'failure-reason': 'flow-failed', 'exit-code': '1' })
        expect(strict.annotations.filter(({ level }) => level === 'error')).toEqual([
          expect.objectContaining({
            file: 'notebook/analysis.py',
            line: 24,
            title: 'AssertionError: a price is too high'
          })
        ])
      },
      { repository: 'prices' }
    ),
  10 * minutes
)
