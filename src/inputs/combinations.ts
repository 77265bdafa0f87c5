/** What inputs allow or need of each other. Each rule is one sentence to the user. */

import { longestRepository } from './image-reference.ts'
import { isConventional } from './map.ts'
import type { Problems } from './problems.ts'
import { inputNames, type InputName } from './table.ts'
import type { Inputs } from './types.ts'

/** Whether the user gave an input (something other than its default). */
export type IsGiven = (name: InputName) => boolean

/**
 * What each input is about: the image that is built, the Job, or the run as a whole. Beside `image` the first is refused, with
 * `run: false` the second has no effect. `run-key` belongs to the run: the runner fills its default in, so that it looks given
 * where nobody wrote it, and no rule may depend on that.
 */
const partOf: Readonly<Record<InputName, 'build' | 'job' | 'run'>> = {
  flow: 'build',
  parameters: 'job',
  'base-image': 'build',
  'registry-url': 'build',
  'python-dependencies': 'build',
  requirements: 'build',
  prefect: 'build',
  'image-name': 'build',
  'image-tag': 'build',
  'env-vars': 'build',
  files: 'build',
  source: 'build',
  push: 'build',
  'health-check': 'build',
  rebuild: 'build',
  'build-secrets': 'build',
  'cache-from': 'build',
  'cache-to': 'build',
  platform: 'build',
  'build-timeout': 'build',
  image: 'run',
  run: 'run',
  kubeconfig: 'job',
  context: 'job',
  namespace: 'job',
  'job-name': 'job',
  command: 'job',
  args: 'job',
  'job-env': 'job',
  'job-secrets': 'job',
  cpu: 'job',
  memory: 'job',
  'service-account': 'job',
  'node-selector': 'job',
  'image-pull-secrets': 'job',
  'pull-secret': 'job',
  queue: 'job',
  'job-template': 'job',
  wait: 'job',
  logs: 'job',
  timeout: 'job',
  'start-timeout': 'job',
  'queue-timeout': 'job',
  cleanup: 'job',
  ttl: 'job',
  'on-rerun': 'job',
  'run-key': 'run',
  'dry-run': 'run',
  'allow-untrusted-code': 'run',
  summary: 'run'
}

const inputsOf = (part: 'build' | 'job'): InputName[] => inputNames.filter((name) => partOf[name] === part)

/** Any of these makes an image that is worth building. */
const makings: readonly InputName[] = ['flow', 'base-image', 'python-dependencies', 'requirements', 'env-vars', 'files']

/**
 * Checks the inputs against each other; reads only fields that were understood, as the others are reported already.
 * `dry-run` changes none of the rules: it is there to say what a real run would say.
 * @returns warnings about inputs that have no effect, or hardly the one that is meant.
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
  checkFlowsOwn(inputs, isGiven, problems)
  checkParameters(inputs, isGiven, problems)
  checkVariables(inputs, problems)
  return [
    ...idleInputs(inputs, isGiven),
    ...idleBuildSecrets(inputs, isGiven),
    ...idleCache(inputs, isGiven),
    ...emptySecrets(inputs)
  ]
}

function checkImage(isGiven: IsGiven, problems: Problems, inputs: Inputs): void {
  const given = inputsOf('build').filter(isGiven)
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
            text: 'there is nothing to run: set flow (or base-image, python-dependencies, requirements, files, env-vars or command) to build an image, or image to run one.'
          }
        : {
            input: 'run',
            text: 'false leaves nothing to do: set flow, base-image, python-dependencies, requirements, files or env-vars to build an image.'
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

/** What goes along with a flow or is done to it. */
function checkFlowsOwn({ healthCheck }: Inputs, isGiven: IsGiven, problems: Problems): void {
  if (isGiven('flow') || isGiven('image')) return
  if (isGiven('source')) {
    problems.add({
      input: 'source',
      text: 'goes along with a flow, and there is none: set flow, or copy the folder with files.'
    })
  }
  if (healthCheck === true) problems.add({ input: 'health-check', text: 'true has no flow to look for: set flow.' })
}

/** Parameters are public: whoever may read the Job reads them. */
function checkParameters({ parameters, jobSecrets, buildSecrets }: Inputs, isGiven: IsGiven, problems: Problems): void {
  if (parameters.size === 0) return
  if (!isGiven('flow') && (!isGiven('image') || isGiven('command'))) {
    problems.add({
      input: 'parameters',
      text: 'have no flow to go to: set flow, or image (without command) with an image that was built from one.'
    })
  }
  const texts = [...parameters].map(([name, value]) => [name, JSON.stringify(value)] as const)
  const secrets = [
    ...[...jobSecrets].map((entry) => [...entry, 'job-secrets'] as const),
    ...[...buildSecrets].map((entry) => [...entry, 'build-secrets'] as const)
  ]
  for (const [secret, value, input] of secrets) {
    const hidden = JSON.stringify(value).slice(1, -1)
    const name = hidden.length < 4 ? undefined : texts.find(([, text]) => text.includes(hidden))?.[0]
    if (name === undefined) continue
    problems.add({
      input: 'parameters',
      text: `${name} holds the value of ${isConventional(secret) ? secret : 'a variable'} of ${input}, and everyone who may read the Job can read parameters. Let the flow read an environment variable of job-secrets.`
    })
  }
}

/** A name in both could only mean one of them, and which one would be a guess. Variables of the image are overridden by either. */
function checkVariables({ jobEnv, jobSecrets }: Inputs, problems: Problems): void {
  const both = [...jobSecrets.keys()].filter((name) => jobEnv.has(name))
  if (both.length === 0) return
  problems.add({
    input: 'job-secrets',
    text: `${join(both)} ${verb(both, 'is', 'are')} in job-env as well, where everyone who may read the Job can read ${verb(both, 'it', 'them')}. Keep each name in one of the two.`
  })
}

function idleInputs(inputs: Inputs, isGiven: IsGiven): string[] {
  if (!inputs.run) {
    const idle = inputsOf('job').filter(isGiven)
    return idle.length === 0 ? [] : [`run: false makes no Job, so ${join(idle)} ${verb(idle)} no effect.`]
  }
  if (inputs.wait) return []
  // without a `timeout` the Job gets no deadline, of which start-timeout would be a part
  const watched: readonly InputName[] = inputs.timeout === undefined ? ['start-timeout'] : []
  const idle = (['logs', 'cleanup', 'queue-timeout', ...watched] as const).filter(isGiven)
  return idle.length === 0
    ? []
    : [
        `wait: false hands the Job over, so ${join(idle)} ${verb(idle)} no effect${idle.includes('cleanup') ? '; ttl decides when it goes' : ''}.`
      ]
}

function idleBuildSecrets({ buildSecrets, prefect }: Inputs, isGiven: IsGiven): string[] {
  const installs =
    isGiven('python-dependencies') || isGiven('requirements') || isGiven('flow') || typeof prefect === 'object'
  return buildSecrets.size === 0 || installs || isGiven('image')
    ? []
    : ['build-secrets has no effect: nothing is installed. The flow itself gets its secrets through job-secrets.']
}

function idleCache({ rebuild }: Inputs, isGiven: IsGiven): string[] {
  return rebuild === true && isGiven('cache-from')
    ? ['rebuild: true builds without any cache, so cache-from has no effect.']
    : []
}

/** An expression on a secret that is not there gives an empty text, and the flow would fail far from the cause. */
function emptySecrets({ jobSecrets, buildSecrets }: Inputs): string[] {
  return [...emptyOf('job-secrets', jobSecrets), ...emptyOf('build-secrets', buildSecrets)]
}

function emptyOf(input: InputName, secrets: ReadonlyMap<string, string>): string[] {
  const empty = [...secrets].filter(([, value]) => value === '').map(([name]) => name)
  if (empty.length === 0) return []
  const names = empty.every(isConventional) ? join(empty) : `${String(empty.length)} of the variables`
  return [
    `${input}: ${names} ${verb(empty, 'is', 'are')} empty. A secret that does not exist, or that this event may not read (a pull request from a fork), gives an empty text.`
  ]
}

function verb(names: readonly string[], one = 'has', several = 'have'): string {
  return names.length === 1 ? one : several
}

function join(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`
}
