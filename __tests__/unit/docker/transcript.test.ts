import { describe, expect, test } from '@jest/globals'

import { explainFailure } from '../../../src/docker/failures.ts'
import { readTranscript } from '../../../src/docker/transcript.ts'

const arguments_ = '"install", "--no-cache-dir", "--disable-pip-version-check"'
const secret = 'RUN --mount=type=secret,id=TOK ["python3", "/opt/docker-on-k8s/install.py", "--secret", "TOK", "--", '

test.each<[string, string, boolean]>([
  [`RUN ["python3", "-m", "pip", ${arguments_}, "-r", "/opt/docker-on-k8s/requirements.txt"]`, 'pip', false],
  [`RUN ["python3", "-m", "pip", ${arguments_}, "pip>=21.3"]`, 'pip', true],
  [`${secret}${arguments_}, "-r", "/opt/docker-on-k8s/requirements.txt"]`, 'pip', false],
  [`${secret}${arguments_}, "pip>=21.3"]`, 'pip', true],
  ['RUN ["python3", "/opt/docker-on-k8s/launcher.py"]', 'health-check', false],
  ['COPY [launcher/, /opt/docker-on-k8s/]', 'other', false]
])('%s is %s', (step, part, isPipUpgrade) => {
  const buildkit = [`#7 [x 3/3] ${step}`, '#7 ERROR: exit code: 1', '------', ` > [x 3/3] ${step}:`, '------']
  expect(readTranscript(buildkit, false)).toMatchObject({ part, isPipUpgrade })
  expect(readTranscript([`Step 3/3 : ${step}`, ' ---> Running in 90c5010b5a2e'], false)).toMatchObject({
    part,
    isPipUpgrade
  })
})

describe('the health check', () => {
  const printed = ['Traceback (most recent call last):', "ModuleNotFoundError: No module named 'pandas'"]
  const step = '[health-check 1/1] RUN ["python3", "/opt/docker-on-k8s/launcher.py"]'
  const buildkit = (code: number): string[] => [
    `#7 ${step}`,
    ...printed.map((line) => `#7 0.125 ${line}`),
    `#7 ERROR: executor failed running [python3 /opt/docker-on-k8s/launcher.py]: exit code: ${code}`,
    '------',
    ` > ${step}:`,
    ...printed.map((line) => `0.125 ${line}`),
    '------',
    `ERROR: failed to solve: executor failed running [python3 /opt/docker-on-k8s/launcher.py]: exit code: ${code}`
  ]
  const newer = (code: number): string[] => [
    ...buildkit(code).slice(0, -1),
    `ERROR: failed to solve: process "python3 /opt/docker-on-k8s/launcher.py" did not complete successfully: exit code: ${code}`,
    '',
    'View build details: docker-desktop://dashboard/build/default/default/mlykfcxmlnue089xq2kbz07e6'
  ]
  const legacy = (code: number): string[] => [
    'Step 4/4 : RUN ["python3", "/opt/docker-on-k8s/launcher.py"]',
    ' ---> Running in c356469c969b',
    ...printed.map((line, index) => `${index === 0 ? '' : '\u001b[0m'}\u001b[91m${line}`),
    '\u001b[0mRemoving intermediate container c356469c969b',
    `The command 'python3 /opt/docker-on-k8s/launcher.py' returned a non-zero code: ${code}`
  ]

  const why = "Traceback (most recent call last):; ModuleNotFoundError: No module named 'pandas'"
  test.each([
    [buildkit(65), 'flow-not-importable', 'The flow could not be imported in the finished image.'],
    [newer(65), 'flow-not-importable', 'The flow could not be imported in the finished image.'],
    [legacy(65), 'flow-not-importable', 'The flow could not be imported in the finished image.'],
    [buildkit(64), 'flow-not-found', 'The flow was not found in the finished image.'],
    [legacy(64), 'flow-not-found', 'The flow was not found in the finished image.'],
    [newer(1), 'build-failed', 'The flow could not be tried in the finished image.'],
    [legacy(1), 'build-failed', 'The flow could not be tried in the finished image.']
  ])('case %#', (output, reason, what) => {
    const facts = { baseImage: 'python:3.11', repository: 'ghcr.io/team/flow' }
    const { failure, part, isPassing } = explainFailure('build', output, facts)
    expect({ part, isPassing, reason: failure.reason, what: failure.what, why: failure.why }).toEqual({
      part: 'health-check',
      isPassing: false,
      reason,
      what,
      why
    })
    expect(failure.fix).toBeTruthy()
  })
})
