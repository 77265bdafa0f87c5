import { describe, expect, test } from '@jest/globals'

import type { PlayedPod } from '../../dev/kubelet.ts'
import type { SituationId } from '../../dev/reliability/situations.ts'
import { expectFailure, onStage, someImage, useWorld, type ExpectedFailure } from '../support/action.ts'
import { seen } from '../support/seen.ts'

/** Pods that are there and never run: each is told apart, and ended as soon as waiting cannot mend it. */
const world = useWorld()

/** A kubelet's words for a refused pull, with their event, as often as it tried. */
const pull =
  (words: string, times = 2) =>
  async (pod: PlayedPod): Promise<void> => {
    const message = `Failed to pull image "${someImage}": rpc error: code = NotFound desc = failed to pull and unpack image "${someImage}": ${words}`
    for (let time = 0; time < times; time += 1) {
      await pod.waiting('ErrImagePull', message.replace('Failed to pull image', 'pull'))
      await pod.event('Failed', message)
      await pod.event('Failed', 'Error: ErrImagePull')
    }
    await pod.waiting('ImagePullBackOff', `Back-off pulling image "${someImage}"`)
  }

interface Case extends ExpectedFailure {
  readonly name: string
  readonly scenario: (pod: PlayedPod) => Promise<void>
  readonly inputs?: Readonly<Record<string, string>>
  readonly bind?: boolean
  readonly situation?: SituationId
}

const cases: Case[] = [
  {
    name: 'an image that is not there, refused twice',
    scenario: pull(`failed to resolve reference "${someImage}": ${someImage}: not found`),
    reason: 'image-not-found',
    text: ['cannot find the image', someImage, 'name and tag']
  },
  {
    name: 'an image that is not there, refused once',
    scenario: pull(`failed to resolve reference "${someImage}": ${someImage}: not found`, 1),
    reason: 'image-not-found',
    text: ['cannot find the image']
  },
  {
    name: 'a pull that needs a login',
    scenario: pull('failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized'),
    reason: 'image-unauthorized',
    text: ['may not pull', 'image-pull-secrets'],
    situation: 'image-unauthorized'
  },
  {
    name: 'an image for another architecture',
    scenario: pull('no match for platform in manifest: not found'),
    reason: 'wrong-architecture',
    text: ['another processor architecture']
  },
  {
    name: 'a registry that is away, until start-timeout',
    scenario: pull('dial tcp 10.0.0.1:443: connect: connection refused'),
    inputs: { 'start-timeout': '6s' },
    reason: 'image-pull-failed',
    text: ['could not pull', 'connection refused'],
    outputs: { 'failure-kind': 'infrastructure' }
  },
  {
    name: 'an image name that is none',
    scenario: (pod) =>
      pod.waiting('InvalidImageName', 'Failed to apply default image tag "A": couldn\'t parse image name'),
    reason: 'invalid-image-name',
    text: ['is not valid', 'lower case'],
    situation: 'image-name-invalid'
  },
  {
    name: 'a Secret that is missing, after a grace',
    scenario: (pod) => pod.waiting('CreateContainerConfigError', 'secret "database" not found'),
    reason: 'missing-config',
    text: ['secret "database" not found', 'Create the Secret'],
    situation: 'config-missing'
  },
  {
    name: 'a volume whose Secret is missing, after a grace',
    scenario: async (pod) => {
      await pod.waiting('ContainerCreating')
      await pod.event('FailedMount', 'MountVolume.SetUp failed for volume "v" : secret "database" not found')
    },
    reason: 'missing-config',
    text: ['secret "database" not found']
  },
  {
    name: 'a container that cannot be created, after a grace',
    scenario: (pod) => pod.waiting('CreateContainerError', 'failed to generate container spec: no command specified'),
    reason: 'start-error',
    text: ['could not be started', 'no command specified']
  },
  {
    name: 'no node that takes it, until start-timeout',
    scenario: (pod) =>
      pod.condition('PodScheduled', 'False', 'Unschedulable', '0/3 nodes are available: 3 Insufficient memory.'),
    bind: false,
    inputs: { 'start-timeout': '3s' },
    reason: 'unschedulable',
    text: ['No node could take the pod', '3 Insufficient memory', 'start-timeout'],
    outputs: { 'failure-kind': 'infrastructure' }
  },
  {
    name: 'nothing known at all, until start-timeout',
    scenario: () => Promise.resolve(),
    bind: false,
    inputs: { 'start-timeout': '3s' },
    reason: 'start-timeout',
    status: 'timed-out',
    text: ['No container ran within 3s (start-timeout)']
  }
]

describe('a pod that does not start', () => {
  test.concurrent.each(cases)(
    '$name: $reason',
    async ({ scenario, inputs = {}, bind = true, situation, ...expected }) => {
      await onStage(world(), { scenario, bind }, async (stage) => {
        const result = await stage.run(inputs).finished
        expectFailure(result, expected)
        if (situation !== undefined) seen(situation, result)
        expect(result.outputs).not.toHaveProperty('exit-code')
        expect(result.stdout).not.toContain('running on node')
        expect(await stage.leftovers()).toEqual([])
      })
    },
    120_000
  )

  test.concurrent(
    'trouble that passes is said, and the run goes on',
    async () => {
      const scenario = async (pod: PlayedPod): Promise<void> => {
        await pull('connection refused')(pod)
        await new Promise((resolve) => setTimeout(resolve, 3_000))
        await pod.running()
        await pod.exit(0)
      }
      await onStage(world(), { scenario }, async (stage) => {
        const result = await stage.run().finished
        expect(result).toMatchObject({ exitCode: 0, outputs: { status: 'succeeded' } })
        expect(result.stdout).toMatch(/ImagePullBackOff: .*connection refused/u)
      })
    },
    60_000
  )
})
