import { readFileSync } from 'node:fs'

import { describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { startProxy, type Action, type FaultProxy, type Match, type Seen } from '../../dev/proxy.ts'
import type { StepResult } from '../../dev/runner.ts'
import { expectFailure, expectSuccess, onStage, useWorld, type Stage } from '../support/action.ts'
import { secretsOf } from '../support/secrets.ts'
import { seen } from '../support/seen.ts'

/** Each call that a run makes, each way in which it can fail for a while: the run comes through, with all of its log. */
const world = useWorld()

const text = 'one\ntwo\nthree\n'
const works =
  (exitCode: number) =>
  async (pod: PlayedPod): Promise<void> => {
    await pod.running()
    for (const line of text.trim().split('\n')) pod.log(line)
    await pod.exit(exitCode)
  }

/** What a run asks of the API server. */
const calls = {
  'access review': { method: 'POST', path: /selfsubjectaccessreviews$/u },
  trial: { method: 'POST', path: ({ path, query }) => path.endsWith('/jobs') && query.has('dryRun') },
  'Job create': { method: 'POST', path: /\/jobs$/u },
  'Secret create': { method: 'POST', path: /\/secrets$/u },
  'Job list': { method: 'GET', path: ({ path, query }) => path.endsWith('/jobs') && !query.has('watch') },
  'Job watch': { method: 'GET', path: ({ path, query }) => path.endsWith('/jobs') && query.has('watch') },
  'Job get': { method: 'GET', path: /\/jobs\/[^/]+$/u },
  'pod list': { method: 'GET', path: ({ path, query }) => path.endsWith('/pods') && !query.has('watch') },
  'pod watch': { method: 'GET', path: ({ path, query }) => path.endsWith('/pods') && query.has('watch') },
  'pod log': { method: 'GET', path: /\/log$/u },
  events: { method: 'GET', path: /\/events$/u },
  'Secret delete': { method: 'DELETE', path: /\/secrets\/[^/]+$/u },
  'Job delete': { method: 'DELETE', path: /\/jobs\/[^/]+$/u }
} satisfies Record<string, Match>
type Call = keyof typeof calls
const everyCall = Object.keys(calls) as Call[]

interface Told {
  readonly result: StepResult
  readonly requests: readonly Seen[]
  readonly stage: Stage
}

/** A run whose calls are broken by a proxy of its own. It must have met every fault, or the test shows nothing. */
async function broken(
  faults: readonly { call: Call; action: Action; times?: number; after?: number }[],
  exitCode: number,
  judge: (told: Told) => void | Promise<void>
): Promise<void> {
  await using proxy: FaultProxy = await startProxy(world().cluster)
  await onStage({ ...world(), proxy }, { proxied: true, scenario: works(exitCode) }, async (stage) => {
    for (const { call, action, ...rest } of faults) proxy.rule({ ...calls[call], ...rest }, action)
    const result = await stage.run({ 'job-secrets': 'T_TOKEN=correct horse' }).finished
    for (const { call, action } of faults)
      expect([call, proxy.requests.filter((each) => each.action === action.do && isOf(call, each)).length]).not.toEqual(
        [call, 0]
      )
    await judge({ result, requests: proxy.requests, stage })
  })
}

function isOf(call: Call, request: Seen): boolean {
  const { method, path } = calls[call]
  const fits = path instanceof RegExp ? path.test(request.path) && !request.query.has('dryRun') : path(request)
  return request.method === method && fits
}

/** Verdict, exit code, log, one Job, nothing left. */
async function expectWhole(exitCode: number, { result, stage }: Told): Promise<void> {
  if (exitCode === 0) expectSuccess(result)
  else expectFailure(result, { reason: 'flow-failed', text: ['3'], outputs: { 'exit-code': '3' } })
  expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe(text)
  expect(result.stdout).not.toMatch(/is not whole|Not cleaned up/u)
  expect(stage.play.pods.size).toBe(1)
  expect(await stage.leftovers()).toEqual([])
  expect(await secretsOf(world().cluster, stage.namespace)).toEqual([])
}

const answer = (status: number, reason: string, more: object = {}): Action => ({
  do: 'respond',
  status,
  reason,
  message: reason,
  ...more
})

/** Each costs a doubt of 25 s when it may have happened: one of them a run is enough. */
const creates = ['Job create', 'Secret create'] as const satisfies Call[]
const silence: Action = { do: 'silence' }

describe('for a while', () => {
  interface Row {
    name: string
    action: Action
    times: number
    exitCode: number
    only?: readonly Call[]
    but?: readonly Call[]
  }
  const [job, secret] = creates
  const rows: Row[] = [
    { name: 'silence', action: silence, times: 1, exitCode: 0, only: [job] },
    { name: 'silence', action: silence, times: 1, exitCode: 3, only: ['Job list', 'Secret delete', 'Job delete'] },
    { name: 'silence', action: silence, times: 1, exitCode: 3, only: ['Job watch', 'pod list', secret] },
    { name: 'silence', action: silence, times: 1, exitCode: 0, only: ['access review', 'trial', 'Job get', 'pod watch', 'pod log', 'events'] }, // prettier-ignore
    { name: '500', action: answer(500, 'InternalError'), times: 1, exitCode: 3, but: [secret] },
    { name: '502 of a load balancer', action: { do: 'respond', status: 502, body: '<html>Bad Gateway</html>' }, times: 1, exitCode: 0, but: [job] }, // prettier-ignore
    { name: '502 of a load balancer, twice', action: { do: 'respond', status: 502, body: '<html>Bad Gateway</html>' }, times: 2, exitCode: 0, but: creates }, // prettier-ignore
    { name: '503, twice', action: answer(503, 'ServiceUnavailable'), times: 2, exitCode: 3 },
    { name: '504, twice', action: answer(504, 'Timeout'), times: 2, exitCode: 0, but: creates },
    { name: '429 with Retry-After', action: answer(429, 'TooManyRequests', { retryAfter: 1 }), times: 1, exitCode: 0 },
    { name: '401', action: answer(401, 'Unauthorized'), times: 1, exitCode: 3 },
    { name: 'the connection refused, twice', action: { do: 'refuse' }, times: 2, exitCode: 0, but: creates },
    { name: 'an answer that breaks off', action: { do: 'cut', afterBytes: 10 }, times: 1, exitCode: 3 },
    { name: 'an answer that ends early', action: { do: 'end', afterBytes: 10 }, times: 1, exitCode: 0 },
    { name: 'the reply lost', action: { do: 'lose-reply' }, times: 1, exitCode: 0, but: ['Job watch', 'pod watch'] }
  ]
  const listed = rows.map((row) => ({
    ...row,
    calls: row.only ?? everyCall.filter((call) => row.but?.includes(call) !== true)
  }))
  const named = listed.map((row) => ({
    ...row,
    to: row.only?.join(', ') ?? `all but ${row.but?.join(', ') ?? 'none'}`
  }))
  test.concurrent.each(named)(
    '$name, to $to: nothing is lost',
    async ({ name, action, times, exitCode, calls: met }) => {
      const faults = met.map((call) => ({ call, action, times }))
      await broken(faults, exitCode, async (told) => {
        await expectWhole(exitCode, told)
        expect(told.requests.filter((each) => isOf('Job create', each)).length).toBeLessThanOrEqual(3)
        if (name.startsWith('503')) seen('api-server-errors', told.result)
        if (name === '401') seen('unauthorized-for-a-moment', told.result)
        if (name === 'the reply lost') seen('create-reply-lost', told.result)
      })
    },
    180_000
  )
})

describe('for good', () => {
  const broke = answer(500, 'InternalError')

  test.concurrent(
    '500 to the create: looked up until it can no longer come true, then sent once more, and no more',
    async () => {
      await broken([{ call: 'Job create', action: broke }], 0, ({ result, requests, stage }) => {
        expectFailure(result, { reason: 'cluster-unreachable', text: ['create jobs', '500'] })
        const posts = requests.filter((each) => isOf('Job create', each))
        expect(posts).toHaveLength(2)
        expect((posts[1]?.at ?? 0) - (posts[0]?.at ?? 0)).toBeGreaterThanOrEqual(25_000)
        expect(stage.play.pods.size).toBe(0)
      })
    },
    180_000
  )

  test.concurrent(
    '500 to what only helps (reviews, trial, events, watches): the verdict is the same',
    async () => {
      const calls: Call[] = ['access review', 'trial', 'events', 'Job watch', 'pod watch']
      const faults = calls.map((call) => ({ call, action: broke }))
      await broken(faults, 3, async (told) => {
        await expectWhole(3, told)
        expect(told.requests.filter((each) => isOf('access review', each)).length).toBeLessThan(90)
      })
    },
    180_000
  )

  test.concurrent(
    '500 to the log: the verdict stands, and the loss is said',
    async () => {
      await broken([{ call: 'pod log', action: broke }], 0, async ({ result, requests, stage }) => {
        expectSuccess(result)
        expect(result.stdout).toMatch(/The log of .* is not whole/u)
        expect(result.summary).toMatch(/The log of .* is not whole/u)
        expect(readFileSync(result.outputs['log-file'] ?? '', 'utf8')).toBe('')
        const [first] = requests.filter((each) => isOf('pod log', each))
        const [end] = requests.filter((each) => isOf('Job delete', each))
        expect((end?.at ?? Infinity) - (first?.at ?? 0)).toBeLessThan(45_000)
        expect(await stage.leftovers()).toEqual([])
        seen('log-unreadable', result)
      })
    },
    180_000
  )
})
