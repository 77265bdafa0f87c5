/** What inputs allow or need of each other. Each rule is one sentence to the user. */

import { longestRepository } from './image-reference.ts'
import type { Problems } from './problems.ts'
import type { InputName } from './table.ts'
import type { Inputs } from './types.ts'

/** Whether the user gave an input (something other than its default). */
export type IsGiven = (name: InputName) => boolean

const buildInputs: readonly InputName[] = [
  'base-image',
  'registry-url',
  'python-dependencies',
  'image-name',
  'image-tag',
  'env-vars',
  'files',
  'push',
  'build-timeout'
]

/** Any of these makes an image that is worth building. */
const makings: readonly InputName[] = ['flow', 'base-image', 'python-dependencies', 'env-vars', 'files']

const jobInputs: readonly InputName[] = [
  'kubeconfig',
  'context',
  'namespace',
  'job-name',
  'command',
  'args',
  'job-env',
  'job-secrets',
  'cpu',
  'memory',
  'service-account',
  'node-selector',
  'image-pull-secrets',
  'pull-secret',
  'queue',
  'job-template',
  'wait',
  'logs',
  'timeout',
  'start-timeout',
  'queue-timeout',
  'cleanup',
  'ttl',
  'on-rerun'
]

/**
 * Checks the inputs against each other; reads only fields that were understood, as the others are reported already.
 * @returns warnings about inputs that have no effect.
 */
export function checkCombinations(inputs: Inputs, isGiven: IsGiven, problems: Problems): string[] {
  if (isGiven('image')) checkImage(isGiven, problems, inputs)
  else checkBuild(inputs, isGiven, problems)
  if (isGiven('flow') && isGiven('command')) {
    problems.add({
      input: 'command',
      text: 'cannot stand beside flow: the flow is what runs. Remove one of the two; args are handed to the flow file.'
    })
  }
  return warningsFor(inputs, isGiven)
}

function checkImage(isGiven: IsGiven, problems: Problems, inputs: Inputs): void {
  const given = ['flow' as const, ...buildInputs].filter(isGiven)
  if (given.length > 0) {
    problems.add({
      input: 'image',
      text: `runs an image as it is, so ${join(given)} cannot stand beside it. Remove image to build one, or remove the others.`
    })
  }
  if (!inputs.run)
    problems.add({ input: 'run', text: 'false leaves nothing to do beside image: nothing is built either.' })
}

function checkBuild(inputs: Inputs, isGiven: IsGiven, problems: Problems): void {
  const isBuilding = makings.some(isGiven)
  if (!isBuilding && !(inputs.run && isGiven('command'))) {
    problems.add(
      inputs.run
        ? {
            input: 'flow',
            text: 'there is nothing to run: set flow (or base-image, python-dependencies, files, env-vars or command) to build an image, or image to run one.'
          }
        : {
            input: 'run',
            text: 'false leaves nothing to do: set flow, base-image, python-dependencies, files or env-vars to build an image.'
          }
    )
    return
  }
  if (problems.isWrong('run') || problems.isWrong('push')) return
  if (isGiven('registry-url')) checkRegistry(inputs, isGiven, problems)
  else if (inputs.push === true) {
    problems.add({ input: 'push', text: 'true needs a registry: set registry-url.' })
  } else if (inputs.run) {
    problems.add({
      input: 'registry-url',
      text: 'is missing: Kubernetes can run a built image only from a registry. Set registry-url; or set run: false, load the image into the cluster yourself, and run it in a second step with image.'
    })
  }
}

function checkRegistry(inputs: Inputs, isGiven: IsGiven, problems: Problems): void {
  if (inputs.push === false && inputs.run) {
    problems.add({
      input: 'push',
      text: 'false keeps the image on the runner, where Kubernetes cannot run it. Remove push; or set run: false, load the image into the cluster yourself, and run it in a second step with image.'
    })
  }
  const name = inputs.imageName ?? ''
  if (
    inputs.registryUrl === 'docker.io' &&
    inputs.push !== false &&
    (name === '' ? !isGiven('image-name') : !name.includes('/'))
  ) {
    problems.add({
      input: 'registry-url',
      text: 'got docker.io alone; on Docker Hub an account is needed: docker.io/ACCOUNT.'
    })
  }
  const length = `${inputs.registryUrl ?? ''}/${name}`.length
  if (length > longestRepository) {
    problems.add({
      input: 'image-name',
      text: `is too long: with registry-url it makes ${String(length)} characters; accepted: ${String(longestRepository)} together.`
    })
  }
}

function warningsFor(inputs: Inputs, isGiven: IsGiven): string[] {
  if (!inputs.run) {
    const idle = jobInputs.filter(isGiven)
    return idle.length === 0 ? [] : [`run: false makes no Job, so ${join(idle)} ${verb(idle)} no effect.`]
  }
  const idle = (['logs', 'cleanup'] as const).filter(isGiven)
  return inputs.wait || idle.length === 0
    ? []
    : [`wait: false hands the Job over, so ${join(idle)} ${verb(idle)} no effect; ttl decides when it goes.`]
}

function verb(names: readonly string[]): string {
  return names.length === 1 ? 'has' : 'have'
}

function join(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}
