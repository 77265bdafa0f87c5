import { expect, test } from '@jest/globals'

import { demandLauncher } from '../../../src/image/launcher-label.ts'
import { fakeDocker, type Answer } from '../docker/fake-docker.ts'

/** An image of another registry that parameters are handed to: what its labels say. */
const ask = (answer: Answer | undefined): Promise<void> =>
  demandLauncher('ghcr.io/org/etl:1', {
    docker: fakeDocker(answer === undefined ? {} : { 'buildx imagetools inspect --format': answer }),
    signal: new AbortController().signal,
    timeout: 1_000
  })
const image = (labels: Record<string, string>): object => ({ config: { Labels: labels } })
const ours = image({ 'docker-on-k8s.launcher': '1' })

test.each<[string, object]>([
  ['of one platform', ours],
  ['of several', { 'linux/amd64': ours, 'linux/arm64': ours }]
])('%s with our launcher: taken', async (_name, answer) => {
  await expect(ask({ stdout: JSON.stringify(answer) })).resolves.toBeUndefined()
})

test.each<[string, Answer | undefined, string]>([
  [
    'another image',
    { stdout: JSON.stringify(image({ maintainer: 'x' })) },
    'It lacks the label docker-on-k8s.launcher'
  ],
  ['one without labels', { stdout: JSON.stringify({ config: {} }) }, 'It lacks the label'],
  ['another version', { stdout: JSON.stringify(image({ 'docker-on-k8s.launcher': '2' })) }, 'It lacks the label'],
  ['no access', { exitCode: 1, lines: ['403 Forbidden'] }, 'The runner cannot read the image'],
  ['too slow', { timedOut: true }, 'The runner cannot read the image'],
  ['rubbish', { stdout: '<html>' }, 'The runner cannot read the image'],
  ['no docker', undefined, 'The runner cannot read the image']
])('%s: refused, with what is known', async (_name, answer, why) => {
  await expect(ask(answer)).rejects.toMatchObject({
    reason: 'invalid-input',
    what: 'The parameters cannot be handed to the image ghcr.io/org/etl:1.',
    why: expect.stringContaining(why)
  })
})

test('a cancel is no refusal', async () => {
  const cancel = new AbortController()
  cancel.abort(new Error('cancelled'))
  const asked = demandLauncher('ghcr.io/org/etl:1', { docker: fakeDocker({}), signal: cancel.signal, timeout: 1_000 })
  await expect(asked).rejects.toThrow('cancelled')
})
