import { expect, test } from '@jest/globals'
import { created, phaseOf, statusOf, type PlayedContainer } from '../../../dev/played-status.ts'

const spec = (restartPolicy: string, count = 1) => ({
  restartPolicy,
  containers: Array.from({ length: count }, (_, i) => ({ name: `c${i}`, image: 'host:5000/x/y:1' }))
})
const times = { startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:00:01Z' }

/** `w`aiting, `r`unning, or an exit code. */
function containers(...states: ('w' | 'r' | number)[]): PlayedContainer[] {
  return states.map((state, i) => {
    const container = created('uid', { name: `c${i}`, image: 'host:5000/x/y:1' })
    if (state === 'r') return { ...container, state: { running: { startedAt: times.startedAt } } }
    if (state === 'w') return container
    return {
      ...container,
      state: { terminated: { exitCode: state, reason: 'x', containerID: container.containerID, ...times } }
    }
  })
}

test.each<[string, string, ('w' | 'r' | number)[], string]>([
  ['not started', 'Never', ['w'], 'Pending'],
  ['running', 'Never', ['r'], 'Running'],
  ['one of two ended', 'Never', ['r', 0], 'Running'],
  ['one started, one waits', 'Never', ['r', 'w'], 'Running'],
  ['ended well', 'Never', [0, 0], 'Succeeded'],
  ['one ended badly', 'Never', [0, 3], 'Failed'],
  ['ended badly, to be restarted', 'OnFailure', [3], 'Running'],
  ['ended well, not to be restarted', 'OnFailure', [0], 'Succeeded'],
  ['ended, always restarted', 'Always', [0], 'Running']
])('phase: %s', (_, policy, states, expected) => expect(phaseOf(spec(policy), containers(...states))).toBe(expected))

test.each([
  ['Pending', ['w'], 'False', 'ContainersNotReady'],
  ['Running', ['r'], 'True', undefined],
  ['Succeeded', [0], 'False', 'PodCompleted'],
  ['Failed', [3], 'False', 'PodFailed']
] as const)('condition Ready while %s', (phase, states, status, reason) => {
  const made = statusOf(spec('Never'), containers(...states), { phase, startTime: times.startedAt })
  const { conditions } = made as { conditions: { type: string; status: string; reason?: string }[] }
  expect(conditions.find(({ type }) => type === 'Ready')).toMatchObject({ status, ...(reason ? { reason } : {}) })
})

test('a container that never ran has no ids; one that did has', () => {
  const { containerStatuses } = statusOf(spec('Never', 2), containers('w', 'r'), {
    phase: 'Running',
    startTime: times.startedAt
  }) as { containerStatuses: object[] }
  expect(containerStatuses[0]).toMatchObject({ imageID: '', ready: false })
  expect(containerStatuses[0]).not.toHaveProperty('containerID')
  expect(containerStatuses[1]).toMatchObject({
    imageID: expect.stringMatching(/^host:5000\/x\/y@sha256:[0-9a-f]{64}$/),
    containerID: expect.stringMatching(/^containerd:\/\/[0-9a-f]{64}$/),
    ready: true
  })
})
