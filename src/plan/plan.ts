/** Inputs + facts about the workspace + the run's context → the one {@link Plan}. Pure. */

import { splitReference } from '../inputs/image-reference.ts'
import { Problems } from '../inputs/problems.ts'
import type { Inputs } from '../inputs/types.ts'
import type { RunnerEnvironment } from '../runner/environment.ts'
import { findConflicts } from './conflicts.ts'
import type { Facts } from './facts.ts'
import { fingerprint } from './fingerprint.ts'
import { repositoryOf } from './image-reference.ts'
import { annotationsOf, attemptOf, labelsOf, ownerOf } from './labels.ts'
import { defaultImageName, defaultImageTag, jobName, stemOf } from './names.ts'
import { checkTemplate } from './template-conflicts.ts'
import type { BuildPlan, FlowPlan, ImagePlan, JobPlan, Plan, RerunPlan } from './types.ts'

/** All that a plan depends on. */
export interface PlanRequest {
  readonly inputs: Inputs
  readonly environment: RunnerEnvironment
  /** UUID of this run. */
  readonly identifier: string
  /** Proof that a termination message comes from this run's launcher. */
  readonly nonce: string
  readonly facts: Facts
}

/** Folder in the image under which the flow keeps its path in the repository; the launcher's working folder. */
export const flowFolder = '/flow'

/**
 * Decides everything that is decided before anything is built or sent.
 * @throws one Failure `invalid-input` that lists what is wrong in the workspace and what would collide in the image.
 */
export function makePlan(request: PlanRequest): Plan {
  const { inputs, facts, identifier } = request
  const flow = inputs.image === undefined ? flowPlan(inputs, facts) : undefined
  const problems = new Problems()
  for (const problem of [...facts.problems, ...findConflicts(flow, facts.files)]) problems.add(problem)
  if (inputs.run && facts.template !== undefined) checkTemplate(facts.template, inputs, problems.at('job-template'))
  problems.throwIfAny()

  const image = imagePlan(request, flow)
  const { kubeconfig, context, namespace } = inputs
  return {
    identifier,
    image,
    job: inputs.run ? jobPlan(request, image) : undefined,
    cluster: inputs.run ? { kubeconfig, context, namespace } : undefined,
    dryRun: inputs.dryRun
  }
}

function flowPlan(inputs: Inputs, facts: Facts): FlowPlan | undefined {
  if (inputs.flow === undefined || facts.flow === undefined) return undefined
  const { source, repositoryPath } = facts.flow
  return { source, repositoryPath, imagePath: `${flowFolder}/${repositoryPath}`, name: inputs.flow.name }
}

function imagePlan({ inputs, environment, facts }: PlanRequest, flow: FlowPlan | undefined): ImagePlan {
  if (inputs.image !== undefined)
    return { kind: 'use', reference: inputs.image, needsLauncher: inputs.parameters.size > 0 }
  const imageName = inputs.imageName ?? defaultImageName(environment.repository, flow?.repositoryPath ?? '')
  const build: Omit<BuildPlan, 'tag'> = {
    kind: 'build',
    baseImage: inputs.baseImage,
    dependencies: inputs.pythonDependencies,
    env: inputs.envVars,
    files: facts.files.map(({ source, destination }) => ({ source, destination })),
    flow,
    repository: repositoryOf(inputs.registryUrl, imageName),
    imageName,
    push: inputs.push === 'auto' ? inputs.registryUrl !== undefined : inputs.push,
    timeout: inputs.buildTimeout
  }
  return { ...build, tag: inputs.imageTag ?? defaultImageTag(fingerprint(build, facts)) }
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
