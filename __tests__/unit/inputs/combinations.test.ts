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
  'flow: there is nothing to run: set flow (or base-image, python-dependencies, files, env-vars or command) to build an image, or image to run one.'
const nothingToDo =
  'run: false leaves nothing to do: set flow, base-image, python-dependencies, files or env-vars to build an image.'
const besideImage = (names: string): string =>
  `image: runs an image as it is, so ${names} cannot stand beside it. Remove image to build one, or remove the others.`
const besideFlow =
  'command: cannot stand beside flow: the flow is what runs. Remove one of the two; args are handed to the flow file.'

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
    [{ image: 'a', flow, command: 'true' }, [besideImage('flow'), besideFlow]],
    [{ image: 'a', run: 'false' }, ['run: false leaves nothing to do beside image: nothing is built either.']],
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
    ]
  ])('%j', (inputs, problems) => {
    expect(problemsOf(inputEnv(inputs))).toEqual(problems.map((problem) => `- ${problem}`))
  })

  test('are not reported on top of a wrong run or push, on which they depend', () => {
    expect(problemsOf(inputEnv({ flow, run: 'no' }))).toEqual(['- run: got "no"; accepted: true or false.'])
    expect(problemsOf(inputEnv({ flow, push: 'no' }))).toEqual(['- push: got "no"; accepted: auto, true or false.'])
  })
})

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
    { flow, ...registry, wait: 'false', timeout: '200h' }
  ])('%j', (inputs) => {
    expect(problemsOf(inputEnv(inputs))).toEqual([])
    expect(readInputs(inputEnv(inputs)).warnings).toEqual([])
  })

  test.each<[Record<string, string>, string]>([
    [{ flow, run: 'false', cpu: '1' }, 'run: false makes no Job, so cpu has no effect.'],
    [
      { flow, run: 'false', namespace: 'a', wait: 'false', timeout: '1h' },
      'run: false makes no Job, so namespace, wait and timeout have no effect.'
    ],
    [
      { flow, ...registry, wait: 'false', cleanup: 'never' },
      'wait: false hands the Job over, so cleanup has no effect; ttl decides when it goes.'
    ],
    [
      { flow, ...registry, 'python-dependencies': '--index-url https://u:p@example.com/simple' },
      'python-dependencies holds a URL with credentials: they end in a layer of the image, for everyone who can pull it.'
    ]
  ])('%j warns', (inputs, warning) => {
    expect(readInputs(inputEnv(inputs)).warnings).toEqual([warning])
  })
})
