import { describe, expect, test } from '@jest/globals'

import { ownPath, unknownHome } from '../../../src/flow/home.ts'
import { homeOf } from '../../../src/plan/home.ts'
import { makeBuildPlan, makeJobPlan } from '../../support/inputs.ts'

const home = homeOf(
  {
    image: makeBuildPlan({
      env: new Map([['TOKEN', 'long-enough']]),
      files: [
        { source: '/workspace/lib/prices.py', destination: '/data/prices.py' },
        { source: '/workspace/shared', destination: '/flow/vendor' },
        { source: '/workspace/pkg', destination: '/usr/lib/python3/site-packages/pkg' },
        { source: '/elsewhere/tools', destination: '/flow/tools' },
        { source: '/workspace', destination: '/all' },
        { source: '/workspace-2/x', destination: '/two' }
      ]
    }),
    job: makeJobPlan({ env: new Map([['MODE', 'prod']]) })
  },
  '/workspace'
)

test.each<[string, string | undefined]>([
  ['/flow/flows/etl.py', 'flows/etl.py'],
  ['/flow/./lib//db.py', 'lib/db.py'],
  ['/data/prices.py', 'lib/prices.py'],
  ['/flow/vendor/a/b.py', 'shared/a/b.py'],
  ['/usr/lib/python3/site-packages/pkg/x.py', 'pkg/x.py'],
  ['/all/etl.py', 'etl.py'],
  // from outside of the workspace
  ['/flow/tools/x.py', undefined],
  ['/two/y.py', undefined],
  // others' code
  ['/usr/lib/python3/site-packages/numpy/core.py', undefined],
  ['/flow/.venv/lib/python3.12/site-packages/numpy/core.py', undefined],
  ['/flow/vendor/dist-packages/x.py', undefined],
  ['/usr/lib/python3.12/csv.py', undefined],
  ['/opt/docker-on-k8s/launcher.py', undefined],
  ['<frozen importlib._bootstrap>', undefined],
  ['/flow/<string>', undefined],
  // no path that anybody could have
  ['/flow/../etc/passwd', undefined],
  ['/flow/a\n::error::b.py', undefined],
  ['/flow', undefined],
  ['/flower/x.py', undefined],
  ['low/flows/etl.py', undefined],
  ['', undefined]
])('%j → %j', (file, expected) => {
  expect(ownPath(home, file)).toBe(expected)
})

describe('what else a home knows', () => {
  test('the flow, and values that may be secrets', () => {
    expect(home).toMatchObject({ flow: 'flows/etl.py', hidden: ['long-enough'], neighbours: new Map() })
  })

  test('of an image that was not built here: its work folder', () => {
    const image = { kind: 'use', reference: 'r/etl:1', needsLauncher: true } as const
    expect(homeOf({ image, job: undefined }, '/workspace')).toEqual(unknownHome)
    expect(ownPath(unknownHome, '/flow/etl.py')).toBe('etl.py')
  })
})
