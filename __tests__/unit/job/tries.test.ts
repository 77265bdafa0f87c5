import { describe, expect, test } from '@jest/globals'

import type { ContainerState, ContainerStatus } from '../../../src/cluster/objects.ts'
import { mayStartAgain, readableTries, streamName } from '../../../src/job/tries.ts'
import { exited, makePod, makeStatus, running, waiting } from '../../support/objects.ts'

describe('the tries of a container whose log can be read', () => {
  const crash = waiting('CrashLoopBackOff')
  const withId = (state: ContainerState, containerID: string): ContainerState => ({
    terminated: { exitCode: 1, ...state.terminated, containerID }
  })
  test.each<[string, Partial<ContainerStatus> & { state: ContainerState }, string[]]>([
    ['not begun', { state: waiting('ContainerCreating') }, []],
    ['running', { state: running() }, ['0 current']],
    ['ended', { state: exited(1) }, ['0 current, ended']],
    ['could not be started', { state: exited(128, 'StartError') }, []],
    ['waits to be started again', { state: crash, lastState: exited(1) }, ['0 previous, ended']],
    ['runs again', { state: running(), lastState: exited(1), restartCount: 1 }, ['0 previous, ended', '1 current']],
    [
      'ended again',
      { state: exited(1), lastState: exited(1), restartCount: 2 },
      ['1 previous, ended', '2 current, ended']
    ],
    [
      'ended again, and the kubelet has lost the one before',
      { state: exited(1), restartCount: 2 },
      ['2 current, ended']
    ],
    [
      'waits, and is still counted as the try that ended',
      { state: crash, lastState: withId(exited(1), 'x'), containerID: 'x', restartCount: 3 },
      ['3 previous, ended']
    ],
    [
      'waits, and the next container is made already',
      { state: waiting('RunContainerError'), lastState: withId(exited(1), 'x'), containerID: 'y', restartCount: 3 },
      ['2 previous, ended']
    ],
    [
      'runs after one that could not be started',
      { state: running(), lastState: exited(128, 'StartError'), restartCount: 1 },
      ['1 current']
    ]
  ])('%s', (_, { state, ...overrides }, expected) => {
    const tries = readableTries(makeStatus(state, overrides)).map(
      ({ number, place, hasEnded }) => `${String(number)} ${place}${hasEnded ? ', ended' : ''}`
    )
    expect(tries).toEqual(expected)
  })
})

describe('whether the kubelet may start a container again', () => {
  const pod = (restartPolicy: string, overrides: Parameters<typeof makePod>[1] = {}) =>
    makePod(
      { phase: 'Running' },
      {
        ...overrides,
        spec: {
          restartPolicy,
          initContainers: [{ name: 'init' }, { name: 'sidecar', restartPolicy: 'Always' }],
          containers: [{ name: 'flow' }, { name: 'ruled', restartPolicyRules: [{}] }],
          ...overrides.spec
        }
      }
    )
  const deleted = { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }
  test.each<[string, string, ContainerState, boolean, Parameters<typeof pod>[1]]>([
    ['Never', 'flow', exited(1), false, {}],
    ['Never', 'sidecar', exited(0), true, {}],
    ['Never', 'ruled', exited(1), true, {}],
    ['OnFailure', 'flow', running(), true, {}],
    ['OnFailure', 'flow', exited(1), true, {}],
    ['OnFailure', 'flow', exited(0), false, {}],
    ['OnFailure', 'init', exited(1), true, {}],
    ['OnFailure', 'init', exited(0), false, {}],
    ['OnFailure', 'sidecar', exited(0), true, {}],
    ['OnFailure', 'flow', exited(1), false, deleted],
    ['Always', 'flow', exited(0), true, {}]
  ])('%s, %s, %j: %s', (policy, name, state, expected, overrides) => {
    expect(mayStartAgain(pod(policy, overrides), makeStatus(state, { name }))).toBe(expected)
  })

  test('not in a pod that is over', () => {
    const over = { ...pod('OnFailure'), status: { phase: 'Failed' as const } }
    expect(mayStartAgain(over, makeStatus(exited(143), { name: 'sidecar' }))).toBe(false)
  })
})

test.each([
  [0, 'p/flow'],
  [1, 'p/flow#2'],
  [9, 'p/flow#10']
])('the name of try %d', (number, expected) => {
  expect(streamName('p', 'flow', number)).toBe(expected)
})
