import { expect, test } from '@jest/globals'

import { demandLauncher } from '../../../src/image/launcher-label.ts'
import { fakeDocker, type Answer } from '../docker/fake-docker.ts'

/** An image of another registry that parameters are handed to: what its labels say. */
const ask = (answer: Answer | undefined): Promise<readonly string[]> =>
  demandLauncher('ghcr.io/org/etl:1', {
    docker: fakeDocker(answer === undefined ? {} : { 'buildx imagetools inspect --format': answer }),
    signal: new AbortController().signal,
    timeout: 1_000
  })
const image = (labels: Record<string, string>): object => ({ config: { Labels: labels } })
const ours = image({ 'docker-on-k8s.launcher': '1' })
const of = (os: string, architecture: string, variant?: string): object => ({ ...ours, os, architecture, variant })

test.each<[string, object, string[]]>([
  ['of one platform', of('linux', 'amd64'), ['linux/amd64']],
  ['of one with a variant', of('linux', 'arm', 'v7'), ['linux/arm/v7']],
  ['of one that does not say', ours, []],
  [
    'of several',
    { 'linux/amd64': of('linux', 'amd64'), 'linux/arm64': of('linux', 'arm64') },
    ['linux/amd64', 'linux/arm64']
  ],
  [
    'with attestations',
    { 'linux/amd64': of('linux', 'amd64'), 'unknown/unknown': of('unknown', 'unknown'), x: null },
    ['linux/amd64']
  ],
  ['with a foreign word', of('linux', '\n::error::x'), []]
])('%s with our launcher: taken, and its platforms are known', async (_name, answer, platforms) => {
  await expect(ask({ stdout: JSON.stringify(answer) })).resolves.toEqual(platforms)
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
