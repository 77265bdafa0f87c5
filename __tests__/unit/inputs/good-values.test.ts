import { describe, expect, test } from '@jest/globals'

import { readInputs } from '../../../src/inputs/read.ts'
import type { Inputs } from '../../../src/inputs/types.ts'
import { enoughInputs, inputEnv, makeInputs } from '../../support/inputs.ts'

const read = (inputs: Record<string, string>): Inputs => readInputs(inputEnv({ ...enoughInputs, ...inputs })).inputs
const minute = 60_000
const hour = 60 * minute
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`

describe('readInputs', () => {
  test('gives the documented defaults when nothing else is given', () => {
    expect(readInputs(inputEnv(enoughInputs))).toEqual({ inputs: makeInputs(), notices: [], warnings: [] })
  })

  test('takes empty and blank inputs as absent', () => {
    const blank = { 'base-image': '', cpu: ' ', 'env-vars': '\n \n', files: '\t', wait: '', ttl: ' ', command: '\n' }
    expect(read(blank)).toEqual(makeInputs())
  })

  test('takes empty maps and lists as absent', () => {
    expect(read({ 'env-vars': '{}', files: '{}', args: '[]', 'python-dependencies': '# nothing yet' })).toEqual(
      makeInputs({ args: undefined })
    )
  })

  test.each<[string, string, keyof Inputs, unknown]>([
    ['flow', ' flows/etl.py:daily ', 'flow', { path: 'flows/etl.py', name: 'daily' }],
    ['flow', '/abs/my flow.py', 'flow', { path: '/abs/my flow.py' }],
    ['flow', './ünï.py:größe', 'flow', { path: './ünï.py', name: 'größe' }],
    ['base-image', 'python', 'baseImage', 'python'],
    ['base-image', 'python:3.6', 'baseImageIsDefault', true],
    ['base-image', 'python:3.13', 'baseImageIsDefault', false],
    [
      'base-image',
      `ghcr.io:443/o/a__b/c.d-e--f:T_1.x@${digest}`,
      'baseImage',
      `ghcr.io:443/o/a__b/c.d-e--f:T_1.x@${digest}`
    ],
    ['base-image', '[::1]:5000/python', 'baseImage', '[::1]:5000/python'],
    ['registry-url', 'localhost', 'registryUrl', 'localhost'],
    ['registry-url', '127.0.0.1:5000/team/x', 'registryUrl', '127.0.0.1:5000/team/x'],
    ['registry-url', 'ghcr.io/octo/', 'registryUrl', 'ghcr.io/octo'],
    ['python-dependencies', ' pandas==2 \r\n\n# no\nx>1 # why\n', 'pythonDependencies', ['pandas==2', 'x>1 # why']],
    [
      'python-dependencies',
      '--no-binary :all:\n-i https://example.com',
      'pythonDependencies',
      ['--no-binary :all:', '-i https://example.com']
    ],
    ['image-name', 'team/etl-1', 'imageName', 'team/etl-1'],
    ['image-tag', '_1.0-rc', 'imageTag', '_1.0-rc'],
    ['push', 'true', 'push', true],
    ['rebuild', 'false', 'rebuild', false],
    ['rebuild', 'true', 'rebuild', true],
    ['cache-from', ' ghcr.io/o/etl:cache \n\n type=gha ', 'cacheFrom', ['ghcr.io/o/etl:cache', 'type=gha']],
    [
      'cache-to',
      'type=registry,ref=ghcr.io/o/etl:cache,mode=max',
      'cacheTo',
      ['type=registry,ref=ghcr.io/o/etl:cache,mode=max']
    ],
    ['build-timeout', '1h30m', 'buildTimeout', 1.5 * hour],
    ['build-timeout', '90s', 'buildTimeout', 90_000],
    ['build-timeout', '120h', 'buildTimeout', 120 * hour],
    ['build-timeout', '1h0m1s', 'buildTimeout', hour + 1000],
    ['kubeconfig', 'in-cluster', 'kubeconfig', 'in-cluster'],
    ['context', 'arn:aws:eks:eu:1:cluster/a b', 'context', 'arn:aws:eks:eu:1:cluster/a b'],
    ['namespace', 'team-1', 'namespace', 'team-1'],
    ['job-name', `a${'b'.repeat(100)}`, 'jobName', `a${'b'.repeat(100)}`],
    ['cpu', '500m', 'cpu', { request: '500m', limit: '500m' }],
    ['cpu', '0.25..1.5', 'cpu', { request: '0.25', limit: '1.5' }],
    ['cpu', '1000m..1', 'cpu', { request: '1000m', limit: '1' }],
    ['memory', '512Mi', 'memory', { request: '512Mi', limit: '512Mi' }],
    ['memory', '1.5G..2Gi', 'memory', { request: '1.5G', limit: '2Gi' }],
    ['memory', '134217728', 'memory', { request: '134217728', limit: '134217728' }],
    ['memory', '1024Mi..1Gi', 'memory', { request: '1024Mi', limit: '1Gi' }],
    ['service-account', 'flow.runner', 'serviceAccount', 'flow.runner'],
    [
      'node-selector',
      'kubernetes.io/arch: arm64\nempty: ""',
      'nodeSelector',
      new Map([
        ['kubernetes.io/arch', 'arm64'],
        ['empty', '']
      ])
    ],
    ['image-pull-secrets', 'a\n b.c \n', 'imagePullSecrets', ['a', 'b.c']],
    ['wait', 'False', 'wait', false],
    ['logs', 'FALSE', 'logs', 'none'],
    ['cleanup', 'false', 'cleanup', 'never'],
    ['cleanup', 'on-success', 'cleanup', 'on-success'],
    ['timeout', '5m', 'timeout', 5 * minute],
    ['start-timeout', '2m', 'startTimeout', 2 * minute],
    ['job-secrets', 'TOKEN=a=b \n', 'jobSecrets', new Map([['TOKEN', 'a=b ']])],
    ['job-secrets', '{"KEY": "-----BEGIN\\nabc=\\n"}', 'jobSecrets', new Map([['KEY', '-----BEGIN\nabc=\n']])],
    // a name and an empty value, not a value with padding
    ['job-secrets', 'GOOGLE_AUTHENTICATIONTOKEN=', 'jobSecrets', new Map([['GOOGLE_AUTHENTICATIONTOKEN', '']])],
    ['pull-secret', 'none', 'pullSecret', 'none'],
    ['pull-secret', 'false', 'pullSecret', 'none'],
    ['queue', ' team-a ', 'queue', 'team-a'],
    ['job-template', ' k8s/job.yml ', 'jobTemplate', { kind: 'path', path: 'k8s/job.yml' }],
    ['job-template', 'C:\\job.yml', 'jobTemplate', { kind: 'path', path: 'C:\\job.yml' }],
    ['job-template', 'my job.yml', 'jobTemplate', { kind: 'path', path: 'my job.yml' }],
    ['job-template', '{"spec": {}}', 'jobTemplate', { kind: 'text', text: '{"spec": {}}' }],
    ['job-template', 'kind: Job', 'jobTemplate', { kind: 'text', text: 'kind: Job' }],
    ['job-template', 'spec:\n  suspend: true\n', 'jobTemplate', { kind: 'text', text: 'spec:\n  suspend: true\n' }],
    ['queue-timeout', '45m', 'queueTimeout', 45 * minute],
    ['logs', 'on-failure', 'logs', 'on-failure'],
    ['on-rerun', 'fail', 'onRerun', 'fail'],
    ['run-key', ' second call ', 'runKey', 'second call'],
    ['run-key', '{"python":"3.13"}', 'runKey', '{"python":"3.13"}'],
    ['run-key', 'x'.repeat(65_536), 'runKey', 'x'.repeat(65_536)],
    ['run-key', 'null', 'runKey', ''],
    ['run-key', '${{ toJSON(matrix) }}', 'runKey', ''],
    ['dry-run', 'true', 'dryRun', true],
    ['allow-untrusted-code', 'TRUE', 'allowUntrustedCode', true],
    ['summary', 'false', 'summary', false],
    ['ttl', '10m', 'ttl', 600],
    ['ttl', '8760h', 'ttl', 8760 * 3600]
  ])('%s: %j', (input, value, field, expected) => {
    expect(read({ [input]: value })[field]).toEqual(expected)
  })

  test('has no timeout with wait: false, unless one is given', () => {
    expect(read({ wait: 'false' }).timeout).toBeUndefined()
    expect(read({ wait: 'false', timeout: '200h' }).timeout).toBe(200 * hour)
  })

  test.each([
    ['https://GHCR.io/Octo', 'ghcr.io/octo', 2],
    ['http://localhost:5000/', 'localhost:5000', 1],
    ['Registry.Example:5000', 'registry.example:5000', 1]
  ])('registry-url %s becomes %s with a notice', (given, expected, count) => {
    const { inputs, notices } = readInputs(inputEnv({ ...enoughInputs, 'registry-url': given }))
    expect(inputs.registryUrl).toBe(expected)
    expect(notices).toHaveLength(count)
    expect(notices.every((notice) => notice.startsWith('registry-url: '))).toBe(true)
  })
})
