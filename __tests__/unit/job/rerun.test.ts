import { describe, expect, test } from '@jest/globals'

import type { Job, Pod } from '../../../src/cluster/objects.ts'
import { ApiError, type Cluster } from '../../../src/cluster/port.ts'
import { refuseRerun, settleRerun, siblingsOf } from '../../../src/job/rerun.ts'
import type { RerunPlan } from '../../../src/plan/types.ts'
import { createWriter } from '../../../src/runner/writer.ts'
import { makeSink } from '../../support/fakes.ts'
import { makeJob, makePod } from '../../support/objects.ts'

const owner = '0123456789abcdef'
const labels = { identifier: 'ours', 'app.kubernetes.io/managed-by': 'docker-on-k8s', 'docker-on-k8s/owner': owner }
const plan = (rerun: Partial<RerunPlan> = {}): { rerun: RerunPlan; labels: typeof labels } => ({
  rerun: { action: 'replace', owner, attempt: 2, ...rerun },
  labels
})

interface Traits {
  readonly attempt?: string | undefined
  readonly labels?: Record<string, string>
  readonly deleting?: boolean
  readonly condition?: string
  readonly name?: string
}

/** An unfinished Job of attempt 1 of this step, unless said. */
function jobOf({ attempt = '1', labels: own = {}, deleting = false, condition, name = 'old' }: Traits = {}): Job {
  return makeJob({
    metadata: {
      name,
      uid: `${name}-uid`,
      labels: { ...labels, identifier: 'theirs', ...own },
      annotations: { 'docker-on-k8s/attempt': attempt },
      ...(deleting ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {})
    },
    status: condition === undefined ? { active: 1 } : { conditions: [{ type: condition, status: 'True' }] }
  })
}

describe('whose a Job is', () => {
  test.each<[string, Traits, string]>([
    ['an unfinished one of attempt 1', {}, 'earlier'],
    ['one whose pods are about to be gone', { condition: 'FailureTarget' }, 'earlier'],
    ['one that is complete', { condition: 'Complete' }, 'nobody’s'],
    ['one that failed', { condition: 'Failed' }, 'nobody’s'],
    ['one that is complete and being deleted: its pods decide', { condition: 'Complete', deleting: true }, 'earlier'],
    ['one of the same attempt', { attempt: '2' }, 'same'],
    ['one of the same attempt that is going', { attempt: '2', deleting: true }, 'nobody’s'],
    ['one of a later attempt', { attempt: '3' }, 'nobody’s'],
    ['one of attempt 10', { attempt: '10' }, 'nobody’s'],
    ['one without an attempt', { attempt: '' }, 'nobody’s'],
    ['one of attempt 0', { attempt: '0' }, 'nobody’s'],
    ['one of attempt 1.5', { attempt: '1.5' }, 'nobody’s'],
    ['one of attempt -1', { attempt: '-1' }, 'nobody’s'],
    ['one that somebody else manages', { labels: { 'app.kubernetes.io/managed-by': 'helm' } }, 'nobody’s'],
    ['one of another owner', { labels: { 'docker-on-k8s/owner': 'fedcba9876543210' } }, 'nobody’s'],
    ['our own', { labels: { identifier: 'ours' } }, 'nobody’s']
  ])('%s: %s', (_name, traits, whose) => {
    const { earlier, same } = siblingsOf([jobOf(traits)], plan())
    expect(earlier.length > 0 ? 'earlier' : same.length > 0 ? 'same' : 'nobody’s').toBe(whose)
  })
})

const refused = (action: string): ApiError => new ApiError(action, 'forbidden', { status: 403, reason: 'Forbidden' })
const podOf = (phase: 'Running' | 'Succeeded' | 'Failed' | 'Pending', metadata: Pod['metadata'] = {}): Pod =>
  makePod({ phase }, { metadata: { name: 'old-x', labels: { ...labels, identifier: 'theirs' }, ...metadata } })

/** Pods by what is asked for: those of one Job, or all of this step. */
interface Scene {
  readonly jobs: readonly Job[] | ApiError
  /** By look, the last one repeats. */
  readonly pods?: readonly (readonly Pod[])[] | ApiError
  readonly stepPods?: readonly Pod[]
  /** The Job that a get finds. */
  readonly found?: Job | undefined
  readonly rerun?: Partial<RerunPlan>
}

interface Played {
  readonly calls: readonly string[]
  readonly text: string
  /** Milliseconds on the fake clock. */
  readonly waited: number
  readonly error: unknown
}

async function play(scene: Scene, act: 'settle' | 'refuse' = 'settle'): Promise<Played> {
  const calls: string[] = []
  let looks = 0
  let clock = 1_000_000
  const cluster = {
    namespace: 'ci',
    list: (resource: string, { labels: asked }: { labels: Record<string, string> }) => {
      const answer =
        resource === 'jobs'
          ? scene.jobs
          : 'docker-on-k8s/owner' in asked
            ? (scene.stepPods ?? [])
            : scene.pods instanceof ApiError
              ? scene.pods
              : (scene.pods?.[Math.min(looks++, scene.pods.length - 1)] ?? [])
      return answer instanceof ApiError ? Promise.reject(answer) : Promise.resolve(answer)
    },
    get: () => Promise.resolve(scene.found),
    delete: (resource: string, name: string, uid: string) => {
      calls.push(`delete ${resource} ${name} ${uid}`)
      return Promise.resolve('deleted')
    }
  } as unknown as Cluster
  const sink = makeSink()
  const tools = {
    cluster,
    writer: createWriter(sink.write),
    signal: AbortSignal.timeout(5_000),
    now: () => clock,
    sleep: (milliseconds: number) => {
      clock += milliseconds
      return Promise.resolve(true)
    }
  }
  let error: unknown
  try {
    await (act === 'settle' ? settleRerun(plan(scene.rerun), tools) : refuseRerun(plan(scene.rerun), tools))
  } catch (thrown) {
    error = thrown
  }
  return { calls, text: sink.text, waited: clock - 1_000_000, error }
}

describe('replace', () => {
  test('deletes by uid, then waits until no pod of it is alive', async () => {
    const { calls, text, waited, error } = await play({
      jobs: [jobOf()],
      pods: [[podOf('Running')], [podOf('Running')], [podOf('Succeeded'), podOf('Failed')]]
    })
    expect(error).toBeUndefined()
    expect(calls).toEqual(['delete jobs old old-uid'])
    expect(waited).toBe(2_000)
    expect(text).toBe(
      'Replaces Job old of attempt 1, which had not finished: it was told to go.\nWaits for the pod of Job old to end: old-x.\n'
    )
  })

  test('after 90 seconds it gives up, and names what holds the pod', async () => {
    const held = podOf('Running', { finalizers: ['batch.kubernetes.io/job-tracking', 'example.com/hold'] })
    const { waited, error } = await play({ jobs: [jobOf()], pods: [[held]] })
    expect(waited).toBe(90_000)
    expect(error).toMatchObject({
      reason: 'job-exists',
      what: 'The Job old of attempt 1 of this step still has pods that run: old-x.',
      why: 'It was told to go 90 seconds ago, but is held by the finalizer example.com/hold; two attempts must not run at once.',
      fix: 'See what holds it (kubectl -n ci get jobs,pods -l identifier=theirs), and run again when it is gone.'
    })
  })

  test('several Jobs share the time', async () => {
    const { calls, waited, error } = await play({
      jobs: [jobOf({ name: 'a' }), jobOf({ name: 'b' })],
      pods: [[podOf('Pending')]]
    })
    expect(calls).toEqual(['delete jobs a a-uid', 'delete jobs b b-uid'])
    expect(waited).toBe(90_000)
    expect(error).toMatchObject({ reason: 'job-exists' })
  })

  test('without the right to list pods the Job is waited for', async () => {
    const held = jobOf()
    const { waited, text, error } = await play({ jobs: [held], pods: refused('list pods'), found: held })
    expect(waited).toBe(90_000)
    expect(text).toContain('No right to list pods: waits for Job old to be gone')
    expect(error).toMatchObject({ reason: 'job-exists', what: 'The Job old of attempt 1 of this step is still there.' })
  })

  test('a Job that is gone while its pods are still going is waited for too', async () => {
    const going = podOf('Running', {
      deletionTimestamp: '2026-01-01T00:00:00Z',
      ownerReferences: [{ kind: 'Job', name: 'older', uid: 'older-uid' }]
    })
    const { calls, waited, text } = await play({ jobs: [], stepPods: [going], pods: [[going], [going], []] })
    expect(calls).toEqual([])
    expect(waited).toBe(2_000)
    expect(text).toContain('Waits for the pod of Job older to end')
  })

  test.each<[string, Pod, Partial<RerunPlan>, Job | undefined]>([
    ['a pod that nobody deletes', podOf('Running'), {}, undefined],
    ['a pod of a Job that is still there', podOf('Running', { deletionTimestamp: 'x' }), {}, makeJob()],
    ['any pod, in a first attempt', podOf('Running', { deletionTimestamp: 'x' }), { attempt: 1 }, undefined]
  ])('%s is not waited for', async (_name, pod, rerun, found) => {
    expect(await play({ jobs: [], stepPods: [pod], pods: [[pod]], rerun, found })).toMatchObject({
      waited: 0,
      text: '',
      error: undefined
    })
  })
})

describe('fail', () => {
  const fail = { action: 'fail' } as const
  test.each(['settle', 'refuse'] as const)('%s: names the Job, touches nothing', async (act) => {
    const { calls, error } = await play({ jobs: [jobOf()], pods: [[podOf('Running')]], rerun: fail }, act)
    expect(calls).toEqual([])
    expect(error).toMatchObject({
      reason: 'job-exists',
      what: 'The Job old of attempt 1 of this step is unfinished in namespace ci.',
      fix: expect.stringContaining('kubectl -n ci delete job old') as unknown
    })
  })

  test('one that is being deleted counts while pods of it are alive, and when nobody can tell', async () => {
    const jobs = [jobOf({ deleting: true })]
    expect((await play({ jobs, pods: [[podOf('Running')]], rerun: fail }, 'refuse')).error).toBeDefined()
    expect((await play({ jobs, pods: refused('list pods'), rerun: fail }, 'refuse')).error).toBeDefined()
    expect((await play({ jobs, pods: [[podOf('Succeeded')]], rerun: fail }, 'refuse')).error).toBeUndefined()
  })

  test('the early look is for fail alone', async () => {
    expect(await play({ jobs: [jobOf()], pods: [[podOf('Running')]] }, 'refuse')).toMatchObject({
      calls: [],
      error: undefined
    })
  })
})

describe('what cannot be seen, or is not ours', () => {
  test.each<[number, boolean]>([
    [1, false],
    [2, true]
  ])('no right to list Jobs, attempt %i: said: %s', async (attempt, said) => {
    const { text, error } = await play({ jobs: refused('list jobs'), rerun: { attempt } })
    expect(error).toBeUndefined()
    expect(text.includes('::notice::The user of the kubeconfig may not list jobs in namespace ci')).toBe(said)
  })

  test('outside a workflow run nothing is asked', async () => {
    const unknown = new ApiError('list jobs', 'must not be asked', { status: 500 })
    expect((await play({ jobs: unknown, rerun: { owner: undefined } })).error).toBeUndefined()
  })

  test('any other error is one', async () => {
    const error = new ApiError('list jobs', 'no', { status: 500 })
    expect((await play({ jobs: error })).error).toBe(error)
  })

  test('one of the same attempt is named in one warning, and left alone', async () => {
    const { calls, text } = await play({ jobs: [jobOf({ attempt: '2', name: 'twin' })] })
    expect(calls).toEqual([])
    expect(text).toMatch(/^::warning::Another Job of this step and this attempt is unfinished: twin\. .*run-key/u)
    expect(text.match(/::warning::/gu)).toHaveLength(1)
  })
})
