import { expect, test } from '@jest/globals'

import { childEnvironment } from '../../../src/docker/child-environment.ts'

test.each([
  'INPUT_KUBECONFIG',
  'INPUT_REGISTRY-URL',
  'STATE_records',
  'GITHUB_ENV',
  'GITHUB_OUTPUT',
  'GITHUB_PATH',
  'GITHUB_STATE',
  'GITHUB_STEP_SUMMARY',
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'NODE_OPTIONS'
])('%s is withheld from children', (name) => {
  expect(childEnvironment({ [name]: 'secret', PATH: '/bin' })).toEqual({ PATH: '/bin' })
})

test.each([
  'PATH',
  'HOME',
  'HTTPS_PROXY',
  'DOCKER_HOST',
  'DOCKER_CONFIG',
  'BUILDX_BUILDER',
  'AWS_PROFILE',
  'RUNNER_TRACKING_ID'
])('%s is handed on', (name) => {
  expect(childEnvironment({ [name]: 'value' })).toEqual({ [name]: 'value' })
})

test('what a command adds wins', () => {
  expect(childEnvironment({ DOCKER_BUILDKIT: '1' }, { DOCKER_BUILDKIT: '0' })).toEqual({ DOCKER_BUILDKIT: '0' })
})
