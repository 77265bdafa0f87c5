import { expect, test } from '@jest/globals'

import type { Pod } from '../../../src/cluster/objects.ts'
import { isOver } from '../../../src/job/remains.ts'
import { exited, makePod, makeStatus, running, waiting } from '../../support/objects.ts'

const container = { name: 'flow' }
const never: Pod['spec'] = { restartPolicy: 'Never', containers: [container] }
const ended = makeStatus(exited(1))

const pod = (
  status: Pod['status'],
  { spec = never, finalizers = [] }: { spec?: Pod['spec']; finalizers?: readonly string[] } = {}
): Pod => makePod(status ?? {}, { metadata: { finalizers: [...finalizers] }, spec })

test.each<[string, Pod, boolean]>([
  ['its phase says so', pod({ phase: 'Succeeded' }), true],
  ['it has failed', pod({ phase: 'Failed', reason: 'Evicted' }), true],
  [
    'the Job controller still counts it',
    pod({ phase: 'Failed' }, { finalizers: ['batch.kubernetes.io/job-tracking'] }),
    true
  ],
  ['somebody holds it', pod({ phase: 'Failed' }, { finalizers: ['example.com/hold'] }), false],
  [
    'its container has ended, and the phase does not say so yet',
    pod({ phase: 'Running', containerStatuses: [ended] }),
    true
  ],
  ['its container runs', pod({ phase: 'Running', containerStatuses: [makeStatus(running())] }), false],
  [
    'its container waits',
    pod({ phase: 'Pending', containerStatuses: [makeStatus(waiting('ContainerCreating'))] }),
    false
  ],
  ['nothing is known of its container', pod({ phase: 'Pending' }), false],
  [
    'its container is started again',
    pod(
      { phase: 'Running', containerStatuses: [ended] },
      { spec: { restartPolicy: 'OnFailure', containers: [container] } }
    ),
    false
  ],
  [
    'its container may be started again by rules of its own',
    pod(
      { phase: 'Running', containerStatuses: [ended] },
      { spec: { ...never, containers: [{ name: 'flow', restartPolicy: 'OnFailure' }] } }
    ),
    false
  ],
  [
    'one of two containers has ended',
    pod(
      { phase: 'Running', containerStatuses: [ended] },
      { spec: { ...never, containers: [container, { name: 'other' }] } }
    ),
    false
  ],
  [
    'a sidecar runs on',
    pod(
      {
        phase: 'Running',
        containerStatuses: [ended],
        initContainerStatuses: [makeStatus(running(), { name: 'proxy' })]
      },
      { spec: { ...never, initContainers: [{ name: 'proxy', restartPolicy: 'Always' }] } }
    ),
    false
  ]
])('a pod is over or not: %s', (_, it, expected) => {
  expect(isOver(it)).toBe(expected)
})
