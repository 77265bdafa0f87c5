import { describe, expect, test } from '@jest/globals'

import { readInputs } from '../../../src/inputs/read.ts'
import { inputEnv, problemsOf } from '../../support/inputs.ts'

const flow = 'etl.py'
const registry = { 'registry-url': 'localhost:5000' }
const digest = `sha256:${'0'.repeat(64)}`
const missingRegistry =
  'registry-url: is missing: Kubernetes can run a built image only from a registry. Set registry-url; or set run: false, load the image into the cluster yourself, and run it in a second step with image.'
const kept =
  'push: false keeps the image on the runner, where Kubernetes cannot run it. Remove push; or set run: false, load the image into the cluster yourself, and run it in a second step with image.'
const nothingToRun =
  'flow: there is nothing to run: set flow (or base-image, python-dependencies, requirements, files, env-vars or command) to build an image, or image to run one.'
const nothingToDo =
  'run: false leaves nothing to do: set flow, base-image, python-dependencies, requirements, files or env-vars to build an image.'
const besideImage = (names: string): string =>
  `image: runs an image as it is, so ${names} cannot stand beside it. Remove image to build one, or remove the others.`
const besideFlow =
  'command: cannot stand beside flow: the flow is what runs. Remove one of the two; args are handed to the flow file.'
const nothingBesideImage = 'run: false leaves nothing to do beside image: nothing is built either.'
const inBoth = (names: string, them: string): string =>
  `job-secrets: ${names} in job-env as well, where everyone who may read the Job can read ${them}. Keep each name in one of the two.`

describe('inputs that do not go together', () => {
  test.each<[Record<string, string>, string[]]>([
    [{}, [nothingToRun]],
    [{ ...registry }, [nothingToRun]],
    [{ flow: ' ', ...registry }, [nothingToRun]],
    [{ run: 'false' }, [nothingToDo]],
    [{ run: 'false', command: 'true' }, [nothingToDo]],
    [{ flow }, [missingRegistry]],
    [{ command: 'true' }, [missingRegistry]],
    [{ 'python-dependencies': 'pandas' }, [missingRegistry]],
    [{ flow, push: 'false' }, [missingRegistry]],
    [{ flow, push: 'true' }, ['push: true needs a registry: set registry-url.']],
    [{ flow, push: 'true', run: 'false' }, ['push: true needs a registry: set registry-url.']],
    [{ flow, ...registry, push: 'false' }, [kept]],
    [{ flow, ...registry, command: 'true' }, [besideFlow]],
    [{ flow, command: 'true' }, [missingRegistry, besideFlow]],
    [{ image: 'a', flow }, [besideImage('flow')]],
    [{ image: 'a', flow, ...registry, files: 'a=/a' }, [besideImage('flow, registry-url and files')]],
    [{ image: 'a', 'base-image': 'b' }, [besideImage('base-image')]],
    [{ image: 'a', 'python-dependencies': 'b' }, [besideImage('python-dependencies')]],
    [{ image: 'a', 'image-name': 'b', 'image-tag': 'c' }, [besideImage('image-name and image-tag')]],
    [{ image: 'a', 'env-vars': 'A=b' }, [besideImage('env-vars')]],
    [{ image: 'a', push: 'false' }, [besideImage('push')]],
    [{ image: 'a', 'build-timeout': '1h' }, [besideImage('build-timeout')]],
    [{ image: 'a', requirements: 'r.txt', source: '.' }, [besideImage('requirements and source')]],
    [{ image: 'a', 'health-check': 'true' }, [besideImage('health-check')]],
    [{ image: 'a', platform: 'linux/arm64', prefect: '3' }, [besideImage('prefect and platform')]],
    [
      { requirements: 'r.txt', ...registry, source: 'src' },
      ['source: goes along with a flow, and there is none: set flow, or copy the folder with files.']
    ],
    [
      { requirements: 'r.txt', ...registry, 'health-check': 'true' },
      ['health-check: true has no flow to look for: set flow.']
    ],
    [
      { flow, ...registry, parameters: 'a: secret-word', 'build-secrets': 'TOKEN=secret-word' },
      [
        'parameters: a holds the value of TOKEN of build-secrets, and everyone who may read the Job can read parameters. Let the flow read an environment variable of job-secrets.'
      ]
    ],
    [{ image: 'a', flow, command: 'true' }, [besideImage('flow'), besideFlow]],
    [{ image: 'a', run: 'false' }, [nothingBesideImage]],
    [
      { flow, 'registry-url': 'docker.io' },
      ['registry-url: got docker.io alone; on Docker Hub an account is needed: docker.io/ACCOUNT.']
    ],
    [
      { flow, 'registry-url': 'docker.io', 'image-name': 'etl' },
      ['registry-url: got docker.io alone; on Docker Hub an account is needed: docker.io/ACCOUNT.']
    ],
    [
      { flow, ...registry, 'image-name': 'a'.repeat(241) },
      ['image-name: is too long: with registry-url it makes 256 characters; accepted: 255 together.']
    ],
    [
      { image: 'a', 'job-env': 'TOKEN=a\nLEVEL=b', 'job-secrets': 'TOKEN=secret\nOTHER=secret' },
      [inBoth('TOKEN is', 'it')]
    ],
    [
      { image: 'a', 'job-env': '{"A": "1", "B": "2"}', 'job-secrets': 'B=secret\nA=secret' },
      [inBoth('B and A are', 'them')]
    ],
    [{ image: 'a', flow, 'job-env': 'A=1', 'job-secrets': 'A=secret' }, [besideImage('flow'), inBoth('A is', 'it')]],
    // a dry run says what a real run would say
    [{ flow, 'dry-run': 'true' }, [missingRegistry]],
    [{ 'dry-run': 'true' }, [nothingToRun]],
    [{ image: 'a', flow, 'dry-run': 'true' }, [besideImage('flow')]],
    [{ image: 'a', run: 'false', 'dry-run': 'true' }, [nothingBesideImage]],
    // a template is laid under the Job of an image, it does not bring one
    [{ 'job-template': 'job.yml' }, [nothingToRun]],
    [{ queue: 'team', 'job-secrets': 'A=secret' }, [nothingToRun]],
    [{ flow, 'job-template': 'job.yml' }, [missingRegistry]],
    [{ flow, ...registry, command: 'a', 'job-template': 'job.yml' }, [besideFlow]]
  ])('%j', (inputs, problems) => {
    expect(problemsOf(inputEnv(inputs))).toEqual(problems.map((problem) => `- ${problem}`))
  })

  test('are not reported on top of a wrong run or push, on which they depend', () => {
    expect(problemsOf(inputEnv({ flow, run: 'no' }))).toEqual(['- run: got "no"; accepted: true or false.'])
    expect(problemsOf(inputEnv({ flow, push: 'no' }))).toEqual(['- push: got "no"; accepted: auto, true or false.'])
  })
})
const emptySecret = (names: string): string =>
  `job-secrets: ${names} empty. A secret that does not exist, or that this event may not read (a pull request from a fork), gives an empty text.`

describe('inputs that go together', () => {
  test.each<Record<string, string>>([
    { flow, ...registry },
    { flow, ...registry, push: 'true', args: 'a b' },
    { flow, run: 'false' },
    { flow, run: 'false', push: 'false', ...registry },
    { 'base-image': 'python:3.13', ...registry },
    { command: 'python -V', ...registry },
    { 'python-dependencies': 'pandas', command: 'python -V', ...registry },
    { image: `ghcr.io/octo/etl:1@${digest}`, command: 'a', args: 'b', 'job-env': 'A=1' },
    // what action.yml fills in by itself counts as not given
    { image: 'a', 'base-image': 'python:3.6', push: 'auto', 'build-timeout': '30m', run: 'true' },
    { image: 'a', flow: '', 'registry-url': ' ', files: '\n' },
    { flow, 'registry-url': 'docker.io', 'image-name': 'octo/etl' },
    { flow, ...registry, 'image-name': 'a'.repeat(240) },
    { flow, ...registry, wait: 'false', timeout: '200h' },
    { flow, ...registry, wait: 'false', timeout: '200h', 'start-timeout': '1h' },
    { flow, ...registry, wait: 'false', queue: 'team', 'job-secrets': 'A=secret', 'on-rerun': 'fail', ttl: '1h' },
    { flow, ...registry, queue: 'team', 'queue-timeout': '1h' },
    // a template may suspend the Job without a queue
    { flow, ...registry, 'queue-timeout': '1h' },
    // the Secret is for the Job, the variable for whoever runs the image without it
    { flow, ...registry, 'env-vars': 'A=public', 'job-secrets': 'A=secret' },
    { flow, ...registry, 'env-vars': 'A=public', 'job-env': 'A=1' },
    { flow, ...registry, 'image-pull-secrets': 'ghcr', 'pull-secret': 'none' },
    { flow, ...registry, 'job-template': '{"spec": {}}', 'service-account': 'a', 'node-selector': 'a=b', cpu: '1' },
    // workflows are shared between events
    { flow, ...registry, 'allow-untrusted-code': 'true' },
    { image: 'a', 'allow-untrusted-code': 'true', summary: 'false', logs: 'on-failure' },
    { flow, ...registry, 'dry-run': 'true', wait: 'false', queue: 'team' },
    { flow, run: 'false', 'dry-run': 'true', summary: 'false', 'allow-untrusted-code': 'true' },
    // empty lists and maps are no inputs
    { image: 'a', 'env-vars': '{}', files: '{}', 'python-dependencies': '# none' },
    { flow, ...registry, command: '[]', args: '[]', 'job-secrets': '{}', 'job-env': 'A=1' }
  ])('%j', (inputs) => {
    expect(problemsOf(inputEnv(inputs))).toEqual([])
    expect(readInputs(inputEnv(inputs)).warnings).toEqual([])
  })

  test.each<[Record<string, string>, string]>([
    [{ flow, run: 'false', cpu: '1' }, 'run: false makes no Job, so cpu has no effect.'],
    [
      { flow, ...registry, rebuild: 'true', 'cache-from': 'type=gha' },
      'rebuild: true builds without any cache, so cache-from has no effect.'
    ],
    [
      { flow, run: 'false', namespace: 'a', wait: 'false', timeout: '1h' },
      'run: false makes no Job, so namespace, wait and timeout have no effect.'
    ],
    [
      { flow, ...registry, wait: 'false', cleanup: 'never' },
      'wait: false hands the Job over, so cleanup has no effect; ttl decides when it goes.'
    ],
    [
      { flow, ...registry, wait: 'false', logs: 'on-failure', 'queue-timeout': '1h', 'start-timeout': '1h' },
      'wait: false hands the Job over, so logs, queue-timeout and start-timeout have no effect.'
    ],
    [
      { flow, run: 'false', queue: 'team', 'queue-timeout': '1h', 'pull-secret': 'none', 'on-rerun': 'fail' },
      'run: false makes no Job, so pull-secret, queue, queue-timeout and on-rerun have no effect.'
    ],
    [
      { flow, run: 'false', 'job-secrets': 'TOKEN=secret', 'job-template': 'job.yml' },
      'run: false makes no Job, so job-secrets and job-template have no effect.'
    ],
    [{ image: 'a', 'job-secrets': 'TOKEN=\nB=secret' }, emptySecret('TOKEN is')],
    [{ image: 'a', 'job-secrets': '{"TOKEN": "", "DB_PASSWORD": ""}' }, emptySecret('TOKEN and DB_PASSWORD are')],
    [{ image: 'a', 'job-secrets': 'A=secret\nMjIyMjIyMjIyMg=' }, emptySecret('1 of the variables is')],
    // a pull request from a fork has no secrets
    [{ image: 'a', 'dry-run': 'true', 'job-secrets': 'TOKEN' }, emptySecret('TOKEN is')],
    [{ image: 'a', 'dry-run': 'true', 'job-secrets': 'TOKEN:' }, emptySecret('TOKEN is')],
    [
      { flow, ...registry, 'python-dependencies': '--index-url https://u:p@example.com/simple' },
      'python-dependencies holds a URL with credentials: they end in a layer of the image, for everyone who can pull it. Give them through build-secrets.'
    ]
  ])('%j warns', (inputs, warning) => {
    expect(readInputs(inputEnv(inputs)).warnings).toEqual([warning])
  })
})

describe('run-key, which the runner fills in by itself,', () => {
  // null without a matrix
  test.each(['null', '{"python":"3.13"}', '${{ toJSON(matrix) }}', 'second call'])('as %j never warns', (key) => {
    for (const inputs of [
      { flow, run: 'false' },
      { flow, ...registry },
      { flow, ...registry, wait: 'false' },
      { image: 'a' },
      { image: 'a', 'dry-run': 'true', summary: 'false' }
    ]) {
      expect(readInputs(inputEnv({ ...inputs, 'run-key': key })).warnings).toEqual([])
    }
  })
})
