/** Inputs + facts about the workspace + the run's context → the one {@link Plan}. Pure. */

import { posix } from 'node:path'

import { splitReference } from '../inputs/image-reference.ts'
import { Problems, shown } from '../inputs/problems.ts'
import type { Inputs } from '../inputs/types.ts'
import type { RunnerEnvironment } from '../runner/environment.ts'
import { findConflicts } from './conflicts.ts'
import { flowFolder, type MappedFacts } from './look.ts'
import { whatIsAsked } from './asked.ts'
import { inlineDependencies } from './inline-dependencies.ts'
import { findNeighbours } from './neighbours.ts'
import { choosePrefect } from './prefect.ts'
import { meantGeneration, problemOfBase } from './python-version.ts'
import { sizeWarning } from './size.ts'
import type { Facts } from './facts.ts'
import { dependenciesKey, fingerprint, type Unnamed } from './fingerprint.ts'
import { repositoryOf } from './image-reference.ts'
import { annotationsOf, attemptOf, labelsOf, ownerOf } from './labels.ts'
import { defaultImageName, defaultImageTag, jobName, stemOf } from './names.ts'
import { readRequirements } from './requirements-file.ts'
import { checkTemplate } from './template-conflicts.ts'
import { isIn } from './walk.ts'
import { judgeFlowChoice } from './flow-choice.ts'
import type { FlowPlan, ImagePlan, JobPlan, Plan, RequirementsPlan, RerunPlan, ResolvedFile } from './types.ts'

/** All that a plan depends on. */
export interface PlanRequest {
  readonly inputs: Inputs
  readonly environment: RunnerEnvironment
  /** UUID of this run. */
  readonly identifier: string
  /** Proof that a termination message comes from this run's launcher. */
  readonly nonce: string
  /** The date as UTC has it, `2026-01-31`. */
  readonly today: string
  readonly facts: Facts
}

/**
 * Decides everything that is decided before anything is built or sent.
 * @throws one Failure `invalid-input` that lists what is wrong in the workspace and what would collide in the image.
 */
export function makePlan(request: PlanRequest): Plan {
  const { inputs, facts, identifier } = request
  const flow = inputs.image === undefined ? flowPlan(inputs, facts) : undefined
  const problems = new Problems()
  const inline = inlineDependencies(inputs, facts)
  const prefect = choosePrefect(inputs, facts, inline.requirements)
  const added = new Map([
    ...inline.requirements.map((each) => [each, `${facts.flow?.repositoryPath ?? ''} (# /// script)`] as const),
    ...prefect.requirements.map((each) => [each, 'the input prefect'] as const)
  ])
  const asked = whatIsAsked(inputs, facts.requirements, [...added.keys()])
  const neighbours = findNeighbours(inputs, facts, asked)
  const choice = judgeFlowChoice(inputs, facts)
  for (const problem of [...facts.problems, ...findConflicts(flow, facts)]) problems.add(problem)
  if (choice.problem !== undefined) problems.add(choice.problem)
  for (const problem of inline.problems) addProblem(problems, 'flow', problem)
  addProblem(problems, 'prefect', prefect.problem)
  addProblem(problems, 'base-image', problemOfBase(inputs, facts.code, asked))
  addProblem(problems, 'source', problemOfSource(facts) ?? neighbours.problem)
  if (inputs.run && facts.template !== undefined) checkTemplate(facts.template, inputs, problems.at('job-template'))
  problems.throwIfAny()

  const image = imagePlan(request, flow && { ...flow, neighbours: neighbours.sources }, added)
  const { kubeconfig, context, namespace } = inputs
  return {
    identifier,
    image,
    job: inputs.run ? jobPlan(request, image) : undefined,
    cluster: inputs.run ? { kubeconfig, context, namespace } : undefined,
    dryRun: inputs.dryRun,
    notes: [inline.note, prefect.why].filter((note) => note !== undefined),
    warnings: [choice.warning, neighbours.warning, inline.warning, sizeWarning(facts)].filter(
      (warning) => warning !== undefined
    )
  }
}

function addProblem(problems: Problems, input: string, text: string | undefined): void {
  if (text !== undefined) problems.add({ input, text })
}

function problemOfSource({ flow, source }: Facts): string | undefined {
  if (flow === undefined || source === undefined || isIn(flow.source, source.source)) return undefined
  const folder = posix.dirname(flow.repositoryPath)
  return `got ${shown(source.given)}, in which the flow ${flow.repositoryPath} does not lie; accepted: a folder that holds it, such as ${folder}.`
}

function flowPlan(inputs: Inputs, facts: Facts): FlowPlan | undefined {
  if (inputs.flow === undefined || facts.flow === undefined) return undefined
  const { source, repositoryPath } = facts.flow
  return { source, repositoryPath, imagePath: `${flowFolder}/${repositoryPath}`, name: inputs.flow.name }
}

function imagePlan(
  { inputs, environment, facts, today }: PlanRequest,
  flow: FlowPlan | undefined,
  added: ReadonlyMap<string, string>
): ImagePlan {
  if (inputs.image !== undefined)
    return { kind: 'use', reference: inputs.image, needsLauncher: inputs.parameters.size > 0 }
  const imageName = inputs.imageName ?? defaultImageName(environment.repository, flow?.repositoryPath ?? '')
  const dependencies = [...inputs.pythonDependencies, ...added.keys()]
  const staysSame = readRequirements(dependencies.join('\n')).isPinned && facts.requirements?.isPinned !== false
  const build: Unnamed = {
    kind: 'build',
    baseImage: inputs.baseImage,
    dependencies,
    origins: new Map([...inputs.pythonDependencies.map((each) => [each, 'python-dependencies'] as const), ...added]),
    requirements: requirementsPlan(facts),
    buildSecrets: inputs.buildSecrets,
    preparesPrefect: preparesPrefect(inputs, facts),
    env: inputs.envVars,
    files: facts.files.map(resolved),
    flow,
    source: facts.source && resolved(facts.source),
    platform: inputs.platform,
    healthCheck: checksHealth(inputs, flow),
    repository: repositoryOf(inputs.registryUrl, imageName),
    imageName,
    hasOwnTag: inputs.imageTag !== undefined,
    push: inputs.push === 'auto' ? inputs.registryUrl !== undefined : inputs.push,
    rebuild: inputs.rebuild,
    cacheFrom: inputs.cacheFrom,
    cacheTo: inputs.cacheTo,
    // with rebuild: false yesterday's image will do
    day: staysSame || inputs.rebuild === false ? undefined : today,
    timeout: inputs.buildTimeout
  }
  const print = fingerprint(build, facts)
  return {
    ...build,
    tag: inputs.imageTag ?? defaultImageTag(print),
    fingerprint: print,
    dependenciesKey: dependenciesKey(build, facts)
  }
}

function requirementsPlan({ requirements }: Facts): RequirementsPlan | undefined {
  if (requirements === undefined) return undefined
  const { repositoryPath, folder, items, hasHashes } = requirements
  return { file: `${flowFolder}/${repositoryPath}`, folder, items: items.map(resolved), isHashed: hasHashes }
}

function resolved({ source, destination, left }: MappedFacts): ResolvedFile {
  return { source, destination, left }
}

/** For Prefect 2 and 3 alone; where there is none, the script finds nothing to do. */
function preparesPrefect({ baseImage }: Inputs, { code }: Facts): boolean {
  return code?.prefect !== undefined && meantGeneration(code.prefect, baseImage) === 'modern'
}

/** An image that is used later or under a name of its own is worth the check; one that runs now shows it by itself. */
function checksHealth({ healthCheck, run, imageTag }: Inputs, flow: FlowPlan | undefined): boolean {
  if (flow === undefined) return false
  return healthCheck === 'auto' ? !run || imageTag !== undefined : healthCheck
}

function jobPlan({ inputs, environment, identifier, nonce, facts }: PlanRequest, image: ImagePlan): JobPlan {
  const isBuilt = image.kind === 'build'
  return {
    name: jobName(inputs.jobName ?? subjectOf(image, inputs.imageName), identifier),
    namespace: inputs.namespace,
    labels: labelsOf(identifier, environment, inputs.runKey),
    annotations: annotationsOf(environment),
    command: inputs.command,
    args: inputs.args,
    env: inputs.jobEnv,
    secrets: inputs.jobSecrets,
    parameters: inputs.parameters.size === 0 ? undefined : JSON.stringify(Object.fromEntries(inputs.parameters)),
    launcher: isBuilt ? image.flow !== undefined : image.needsLauncher,
    nonce,
    hardened: isBuilt,
    cpu: inputs.cpu,
    memory: inputs.memory,
    serviceAccount: inputs.serviceAccount,
    nodeSelector: inputs.nodeSelector,
    imagePullSecrets: inputs.imagePullSecrets,
    pullSecret: inputs.pullSecret,
    queue: inputs.queue,
    template: facts.template,
    wait: inputs.wait,
    logs: inputs.logs,
    timeout: inputs.timeout,
    startTimeout: inputs.startTimeout,
    queueTimeout: inputs.queueTimeout,
    cleanup: inputs.cleanup,
    ttl: inputs.ttl,
    rerun: rerunPlan(inputs, environment)
  }
}

function rerunPlan({ onRerun, runKey }: Inputs, environment: RunnerEnvironment): RerunPlan {
  return {
    action: onRerun,
    owner: environment.runId === '' ? undefined : ownerOf(environment, runKey),
    attempt: attemptOf(environment)
  }
}

/** What a Job is named after: the flow's file, else the image's own last part, where it has one that a person chose. */
function subjectOf(image: ImagePlan, imageName: string | undefined): string {
  if (image.kind === 'build')
    return image.flow === undefined ? lastPart(imageName ?? '') : stemOf(image.flow.repositoryPath)
  const reference = splitReference(image.reference)
  return 'problem' in reference ? '' : lastPart(reference.path)
}

function lastPart(path: string): string {
  return path.split('/').at(-1) ?? ''
}
