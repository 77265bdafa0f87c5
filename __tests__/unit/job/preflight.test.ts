import { describe, expect, test } from '@jest/globals'

import { ApiError, type Cluster } from '../../../src/cluster/port.ts'
import { preflight } from '../../../src/job/preflight.ts'
import type { ImagePlan, JobPlan } from '../../../src/plan/types.ts'
import { createWriter } from '../../../src/runner/writer.ts'
import { makeSink } from '../../support/fakes.ts'
import { makeBuildPlan, makeJobPlan } from '../../support/inputs.ts'

const use: ImagePlan = { kind: 'use', reference: 'registry.example/etl:1', needsLauncher: false }
const denial = new ApiError('validate', 'admission webhook "w" denied the request: no tags', { status: 403 })

interface Answers {
  /** What a review says; `true` unless said. */
  readonly may?: (what: string) => boolean | undefined | Promise<never>
  /** What the dry run does; accepts without warnings unless said. */
  readonly trial?: (signal: AbortSignal, body: object) => Promise<readonly string[]>
  readonly user?: string
  /** Undefined: it would not say. */
  readonly nodes?: readonly object[]
}

/** Runs the preflight against a cluster that answers like this. */
async function run(
  { may = () => true, trial, user, nodes }: Answers,
  image: ImagePlan = use,
  plan: Partial<JobPlan> = {}
) {
  const sink = makeSink()
  const cluster = {
    server: 'https://k.example:6443',
    namespace: 'flows',
    context: 'ci',
    mayI: (verb: string, resource: string) => Promise.resolve(may(`${verb} ${resource}`)),
    whoAmI: () => Promise.resolve(user),
    listNodes: () => Promise.resolve(nodes),
    create: async (_resource: string, body: object, options: { signal: AbortSignal }) => ({
      object: {},
      warnings: (await trial?.(options.signal, body)) ?? []
    })
  } as unknown as Cluster
  const ended = await preflight({
    cluster,
    plan: makeJobPlan(plan),
    image,
    writer: createWriter(sink.write),
    signal: new AbortController().signal
  }).then(
    (value) => ({ value, thrown: undefined }),
    (thrown: unknown) => ({ value: undefined, thrown })
  )
  return { ...ended, text: sink.text }
}

/** A dry run that never ends by itself. */
const hang = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))

describe('what ends the run', () => {
  test('a missing right, without waiting for a trial that hangs', async () => {
    const { thrown, text } = await run({
      may: (what) => what !== 'delete jobs' && what !== 'list events',
      trial: hang,
      user: 'me'
    })
    expect(thrown).toMatchObject({
      reason: 'forbidden',
      what: 'User me may not delete jobs in namespace flows.',
      fix: expect.stringMatching(/verbs: \["delete"\] \}\n.*"events".*\nIn the RoleBinding the user is: .*"me"/u)
    })
    expect(text).toBe('')
  })

  test('a user that only the refused trial names', async () => {
    const refused = new ApiError('validate', 'jobs.batch is forbidden: User "u7" cannot create resource "jobs" in API group "batch" in the namespace "flows"', { status: 403, reason: 'Forbidden' }) // prettier-ignore
    const { thrown } = await run({ may: (what) => !what.endsWith(' jobs'), trial: () => Promise.reject(refused) })
    expect(thrown).toMatchObject({
      what: 'User u7 may not create, get or delete jobs in namespace flows.',
      why: expect.stringContaining('check `namespace`')
    })
  })

  test('job-secrets without the right to make Secrets', async () => {
    const answers = { may: (what: string) => what !== 'create secrets' }
    const { thrown } = await run(answers, use, { secrets: new Map([['A', 'b']]) })
    expect(thrown).toMatchObject({ reason: 'forbidden', why: expect.stringContaining('job-secrets') })
    expect((await run(answers)).value?.rights).toEqual({ secrets: false })
  })

  test('a trial that is refused for good', async () => {
    const error = new ApiError('validate', 'namespaces "flows" not found', { status: 404, reason: 'NotFound' })
    expect((await run({ trial: () => Promise.reject(error) })).thrown).toMatchObject({ reason: 'namespace-not-found' })
  })

  test('a server that cannot be reached: the trial is given up', async () => {
    const lost = new ApiError('ask for rights', 'no answer', { status: 0 })
    expect((await run({ may: () => Promise.reject(lost), trial: hang })).thrown).toBe(lost)
  })

  test('a defect is not taken for an answer', async () => {
    const defect = new TypeError('x is not a function')
    expect((await run({ trial: () => Promise.reject(defect) })).thrown).toBe(defect)
  })
})

describe('what does not', () => {
  test('reviews without an answer', async () => {
    const { value, text } = await run({ may: () => undefined })
    expect({ value, text }).toEqual({ value: { rights: { secrets: undefined }, warned: new Set() }, text: '' })
  })

  test('rights that only lower what can be told: one notice', async () => {
    const { value, text } = await run({ may: (what) => !/pods|events/u.test(what) })
    expect(value).toBeDefined()
    expect(text.match(/^::notice::/gmu)).toHaveLength(1)
    for (const name of ['list and watch pods', 'get pods/log', 'list events']) expect(text).toContain(name)
  })

  test('warnings of the cluster: each once, and remembered', async () => {
    const { value, text } = await run({ trial: () => Promise.resolve(['would violate', 'would violate', 'old']) })
    expect(text).toBe('::warning::The cluster warns: would violate\n::warning::The cluster warns: old\n')
    expect(value?.warned).toEqual(new Set(['would violate', 'old']))
  })

  test('a rule that may want the digest: a warning where there is a build to wait for', async () => {
    const denied = { trial: () => Promise.reject(denial) }
    const built = await run(denied, makeBuildPlan())
    expect(built.value).toBeDefined()
    expect(built.text).toMatch(/^::warning::A rule of the cluster does not allow .* no tags\. .* the build goes on/u)
    expect(await run(denied, use)).toMatchObject({ text: '', thrown: undefined })
  })

  test('a trial that says nothing', async () => {
    const error = new ApiError('validate', 'failed calling webhook "w"', { status: 500 })
    expect(await run({ trial: () => Promise.reject(error) })).toMatchObject({ text: '', thrown: undefined })
  })
})

test.each<[ImagePlan, string]>([
  [use, 'registry.example/etl:1'],
  [makeBuildPlan({ repository: 'registry.example/etl', tag: 'v2' }), 'registry.example/etl:v2']
])('the trial is of the image that will run, as far as it is known: %j', async (image, reference) => {
  let sent = ''
  await run(
    {
      trial: (_signal, body) => {
        sent = JSON.stringify(body)
        return Promise.resolve([])
      }
    },
    image
  )
  expect(sent).toContain(`"image":"${reference}"`)
})

test.each([[undefined], [[{ metadata: { name: 'n' } }]]])(
  'the nodes are handed on as the cluster gives them: %j',
  async (nodes) => {
    expect((await run(nodes === undefined ? {} : { nodes })).value?.nodes).toEqual(nodes)
  }
)
