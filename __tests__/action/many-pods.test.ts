import { readFileSync } from 'node:fs'

import { expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import { expectFailure, expectSuccess, onStage, until, useWorld } from '../support/action.ts'

/** A Job of dozens of pods at once: its log whole, and few lines that tell of it. */
const world = useWorld()

const count = 60
const inputs = {
  command: '["flow"]',
  'pull-secret': 'none',
  'job-template': JSON.stringify({ spec: { completions: count, parallelism: 20, completionMode: 'Indexed' } })
}
const indexOf = ({ object }: PlayedPod): number =>
  Number(object.metadata.labels?.['batch.kubernetes.io/job-completion-index'])

async function work(pod: PlayedPod): Promise<void> {
  await pod.running()
  for (let line = 0; line < 20; line += 1) pod.log(`line ${line} of ${indexOf(pod)}`)
  await pod.exit(0)
}

test('all of them succeed: every log whole, the counts at the end, no arbitrary lines in the summary', async () => {
  await onStage(world(), { scenario: work }, async (stage) => {
    const result = await stage.run(inputs).finished
    expectSuccess(result)
    expect(result.stdout).toMatch(/^Pods: 60\/60 done$/mu)
    expect(result.stdout).not.toMatch(/^Pod [^s]/mu)
    expect(result.summary).not.toContain('Last lines of')
    const written = readFileSync(result.outputs['log-file'] ?? '', 'utf8')
      .trimEnd()
      .split('\n')
    const lines = written.map((line) => line.slice(line.indexOf(' ') + 1))
    const expected = Array.from({ length: count }, (_, index) =>
      Array.from({ length: 20 }, (_, line) => `line ${line} of ${index}`)
    )
    expect([...lines].sort()).toEqual(expected.flat().sort())
    for (const [index, own] of expected.entries())
      expect(lines.filter((line) => line.endsWith(` of ${index}`))).toEqual(own)
    // the cluster removes what has ended, whether we wait for it or not
    await until(async () => (await stage.leftovers()).length === 0)
  })
}, 120_000)

test('one of them fails: told at once by its name, and the summary begins with its last lines', async () => {
  const scenario = async (pod: PlayedPod): Promise<void> => {
    if (indexOf(pod) !== 7) {
      // the others run on until they are told to end
      await pod.running()
      pod.log(`still at work in ${indexOf(pod)}`)
      return
    }
    await pod.running()
    pod.log('cannot go on')
    await until(() => [...stagePods()].filter(({ phase }) => phase === 'Running').length === 20)
    await pod.exit(3)
  }
  let stagePods = (): Iterable<PlayedPod> => []
  await onStage(world(), { scenario }, async (stage) => {
    stagePods = () => stage.play.pods.values()
    const result = await stage.run(inputs).finished
    const failed = [...stage.play.pods.values()].find((pod) => indexOf(pod) === 7)?.name ?? ''
    expectFailure(result, { reason: 'flow-failed', text: ['exited with 3'] })
    expect(result.stdout).toMatch(new RegExp(`^Pod ${failed}: container flow exited with 3$`, 'mu'))
    expect(result.stdout).toMatch(/^Pods: 0\/60 done, 1 failed(?:, \d+ running)?$/mu)
    expect(result.summary.match(/Last lines of <code>[^<]*<\/code>/gu)).toEqual([
      `Last lines of <code>${failed}/flow</code>`
    ])
    expect(result.summary).toContain('cannot go on')
    expect(result.summary).not.toContain('still at work')
  })
}, 120_000)

test('they run for too long: nothing is said to be missing that is there, and the summary shows some that still ran', async () => {
  const scenario = async (pod: PlayedPod): Promise<void> => {
    await pod.running()
    pod.log(`still at work in ${indexOf(pod)}`)
  }
  const spec = { completions: count, parallelism: 40, completionMode: 'Indexed' }
  await onStage(world(), { scenario }, async (stage) => {
    const result = await stage.run({ ...inputs, 'job-template': JSON.stringify({ spec }), timeout: '10s' }).finished
    expectFailure(result, { reason: 'timed-out', status: 'timed-out', text: [/timeout/u] })
    expect(result.stdout).not.toContain('not whole')
    const written = readFileSync(result.outputs['log-file'] ?? '', 'utf8')
      .trimEnd()
      .split('\n')
    expect(written).toHaveLength(40)
    expect(result.summary.match(/Last lines of/gu)).toHaveLength(5)
    expect(result.summary).toContain('still at work')
  })
}, 120_000)
