import { describe, expect, test } from '@jest/globals'

import type { JobPlan } from '../../../src/plan/types.ts'
import { judge, loweredNotice, questionsOf } from '../../../src/job/rights.ts'
import { makeJobPlan, testIdentifier } from '../../support/inputs.ts'

const job = `etl-${testIdentifier.slice(0, 8)}`
const secrets = new Map([['TOKEN', 'value']])

function asked(overrides: Partial<JobPlan>): string[] {
  return questionsOf(makeJobPlan(overrides)).map(({ need, verb, resource, group, name = '' }) =>
    [need, verb, group, resource, name].filter(Boolean).join(' ')
  )
}

const base = [`must create batch jobs`, `must get batch jobs ${job}`]
const watching = [
  `lowers list batch jobs ${job}`,
  `lowers watch batch jobs ${job}`,
  'lowers list pods',
  'lowers watch pods',
  'lowers get pods/log',
  'lowers list events'
]
const noSecrets = { pullSecret: 'none' } as const

describe('what is asked', () => {
  test.each<[string, Partial<JobPlan>, string[]]>([
    ['a usual run', noSecrets, [...base, `must delete batch jobs ${job}`, ...watching]],
    ['cleanup: never', { ...noSecrets, cleanup: 'never' }, [...base, `lowers delete batch jobs ${job}`, ...watching]],
    [
      'cleanup: on-success',
      { ...noSecrets, cleanup: 'on-success' },
      [...base, `must delete batch jobs ${job}`, ...watching]
    ],
    ['wait: false', { ...noSecrets, wait: false }, [...base, `lowers delete batch jobs ${job}`]],
    [
      'job-secrets',
      { secrets },
      [
        ...base,
        `must delete batch jobs ${job}`,
        ...watching,
        'must create secrets',
        `lowers get secrets ${job}-env`,
        `lowers delete secrets ${job}-env`
      ]
    ],
    [
      'job-secrets handed over',
      { secrets, wait: false },
      [...base, `lowers delete batch jobs ${job}`, 'must create secrets', `lowers get secrets ${job}-env`]
    ],
    ['a possible pull secret', { wait: false }, [...base, `lowers delete batch jobs ${job}`, 'silent create secrets']],
    [
      'a pull secret of the user',
      { wait: false, imagePullSecrets: ['own'] },
      [...base, `lowers delete batch jobs ${job}`]
    ]
  ])('%s', (_name, overrides, expected) => {
    expect(asked(overrides)).toEqual(expected)
  })
})

describe('what the answers mean', () => {
  const judged = (overrides: Partial<JobPlan>, answer: (what: string) => boolean | undefined) =>
    judge(
      questionsOf(makeJobPlan(overrides)).map((question) => ({
        ...question,
        allowed: answer(`${question.verb} ${question.resource}`)
      }))
    )

  test('everything is allowed', () => {
    const all = { missing: [], lowered: [], unknown: [] }
    expect(judged({}, () => true)).toEqual({ ...all, rights: { secrets: true } })
    expect(judged(noSecrets, () => true)).toEqual({ ...all, rights: { secrets: undefined } })
  })

  test('nothing is allowed', () => {
    expect(judged({ secrets }, () => false)).toEqual({
      rights: { secrets: false },
      missing: [
        { verbs: ['create', 'get', 'delete'], resource: 'jobs', group: 'batch' },
        { verbs: ['create'], resource: 'secrets', group: '' }
      ],
      lowered: [
        { verbs: ['list', 'watch'], resource: 'jobs', group: 'batch' },
        { verbs: ['list', 'watch'], resource: 'pods', group: '' },
        { verbs: ['get'], resource: 'pods/log', group: '' },
        { verbs: ['list'], resource: 'events', group: '' },
        { verbs: ['get', 'delete'], resource: 'secrets', group: '' }
      ],
      unknown: []
    })
  })

  test('what the cluster would not say is neither missing nor lowered', () => {
    const { rights, missing, lowered, unknown } = judged({}, () => undefined)
    expect({ rights, missing, lowered }).toEqual({ rights: { secrets: undefined }, missing: [], lowered: [] })
    expect(unknown.map(({ resource }) => resource)).toEqual(['jobs', 'pods', 'pods/log', 'events', 'secrets'])
  })

  test('no right to make a pull secret is told by who needs one', () => {
    const { rights, missing, lowered } = judged({}, (what) => what !== 'create secrets')
    expect({ rights, missing, lowered }).toEqual({ rights: { secrets: false }, missing: [], lowered: [] })
  })
})

describe('the one notice', () => {
  const right = (resource: string, ...verbs: string[]) => ({
    verbs,
    resource,
    group: resource === 'jobs' ? 'batch' : ''
  })
  test.each([
    [
      [right('jobs', 'delete')],
      'delete jobs',
      ['a Job that is cancelled or given up cannot be deleted'],
      'verbs: ["delete"]'
    ],
    [[right('jobs', 'list')], 'list jobs', ['read every 2 seconds'], 'verbs: ["list"]'],
    [[right('jobs', 'watch')], 'watch jobs', ['read every 2 seconds'], 'verbs: ["watch"]'],
    [
      [right('pods', 'list')],
      'list pods',
      ['there is no log, and no word on why'],
      'resources: ["pods"], verbs: ["list"]'
    ],
    [[right('pods', 'watch')], 'watch pods', ['pods are listed every 2 seconds'], 'verbs: ["watch"]'],
    [[right('pods/log', 'get')], 'get pods/log', ['there is no log'], 'resources: ["pods/log"]'],
    [[right('events', 'list')], 'list events', ['may stay unsaid'], 'resources: ["events"]'],
    [[right('secrets', 'delete')], 'delete secrets', ['until its Job goes'], 'resources: ["secrets"]'],
    [[right('secrets', 'get')], 'get secrets', ['cannot be looked up'], 'resources: ["secrets"]'],
    [
      [right('pods', 'list', 'watch'), right('pods/log', 'get')],
      'list and watch pods; get pods/log',
      ['there is no log, and no word'],
      '\n- { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] }'
    ]
  ])('%j', (lowered, names, parts, rule) => {
    const notice = loweredNotice(lowered, 'flows')
    expect(notice).toContain(`lacks rights in namespace flows: ${names}. The run goes on, but `)
    for (const part of [...parts, rule]) expect(notice).toContain(part)
    expect(notice.match(/there is no log/gu)?.length ?? 0).toBeLessThanOrEqual(1)
    expect(notice).not.toContain('but .')
  })
})
