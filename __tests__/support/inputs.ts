/** Typed inputs, plans and runner environments for tests: sensible values everywhere, and only what a test is about overridden. */

import { Failure } from '../../src/failure.ts'
import { readInputs } from '../../src/inputs/read.ts'
import type { Inputs } from '../../src/inputs/types.ts'
import type { BuildPlan, JobPlan, Plan } from '../../src/plan/types.ts'
import type { RunnerEnvironment } from '../../src/runner/environment.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

/** Identifier of every test plan that does not set its own. */
export const testIdentifier = '0b5f7b0e-6d3c-4f0a-9c6e-2f1d8a7b4c35'

/** Inputs as `readInputs` gives them for a flow, a registry on loopback and nothing else. */
export function makeInputs(overrides: Partial<Inputs> = {}): Inputs {
  return {
    given: new Set(['flow', 'registry-url']),
    flow: { path: 'flows/etl.py' },
    parameters: new Map(),
    baseImage: 'python:3.6',
    baseImageIsDefault: true,
    registryUrl: 'localhost:5000',
    pythonDependencies: [],
    requirements: undefined,
    prefect: 'auto',
    imageName: undefined,
    imageTag: undefined,
    envVars: new Map(),
    files: [],
    source: undefined,
    push: 'auto',
    healthCheck: 'auto',
    rebuild: 'auto',
    cacheFrom: [],
    cacheTo: [],
    buildSecrets: new Map(),
    platform: undefined,
    buildTimeout: 30 * minute,
    image: undefined,
    run: true,
    kubeconfig: undefined,
    context: undefined,
    namespace: undefined,
    jobName: undefined,
    command: undefined,
    args: undefined,
    jobEnv: new Map(),
    jobSecrets: new Map(),
    cpu: undefined,
    memory: undefined,
    serviceAccount: undefined,
    nodeSelector: new Map(),
    imagePullSecrets: [],
    pullSecret: 'auto',
    queue: undefined,
    jobTemplate: undefined,
    wait: true,
    logs: 'stream',
    timeout: 6 * hour,
    startTimeout: 10 * minute,
    queueTimeout: 6 * hour,
    cleanup: 'always',
    ttl: 24 * 3600,
    onRerun: 'replace',
    runKey: '',
    dryRun: false,
    allowUntrustedCode: false,
    summary: true,
    ...overrides
  }
}

/** The image part of {@link makePlan}: one flow on `python:3.6`, pushed to loopback. */
export function makeBuildPlan(overrides: Partial<BuildPlan> = {}): BuildPlan {
  return {
    kind: 'build',
    baseImage: 'python:3.6',
    dependencies: [],
    requirements: undefined,
    buildSecrets: new Map(),
    preparesPrefect: false,
    env: new Map(),
    files: [],
    source: undefined,
    platform: undefined,
    healthCheck: false,
    flow: {
      source: '/workspace/flows/etl.py',
      repositoryPath: 'flows/etl.py',
      imagePath: '/flow/flows/etl.py',
      name: undefined
    },
    repository: 'localhost:5000/etl',
    imageName: 'etl',
    tag: 'test',
    hasOwnTag: false,
    push: true,
    rebuild: 'auto',
    cacheFrom: [],
    cacheTo: [],
    day: undefined,
    fingerprint: 'f'.repeat(64),
    dependenciesKey: 'd'.repeat(64),
    timeout: 30 * minute,
    ...overrides
  }
}

/** The Job part of {@link makePlan}: waits, streams, cleans up. */
export function makeJobPlan(overrides: Partial<JobPlan> = {}): JobPlan {
  return {
    name: `etl-${testIdentifier.slice(0, 8)}`,
    namespace: undefined,
    labels: {
      identifier: testIdentifier,
      'app.kubernetes.io/managed-by': 'docker-on-k8s',
      'docker-on-k8s/owner': '0123456789abcdef'
    },
    annotations: { 'docker-on-k8s/repository': 'octo/flows' },
    command: undefined,
    args: undefined,
    parameters: undefined,
    env: new Map(),
    secrets: new Map(),
    launcher: true,
    nonce: 'nonce-of-this-test',
    hardened: true,
    cpu: undefined,
    memory: undefined,
    serviceAccount: undefined,
    nodeSelector: new Map(),
    imagePullSecrets: [],
    pullSecret: 'auto',
    queue: undefined,
    template: undefined,
    wait: true,
    logs: 'stream',
    timeout: 6 * hour,
    startTimeout: 10 * minute,
    queueTimeout: 6 * hour,
    cleanup: 'always',
    ttl: 24 * 3600,
    rerun: { action: 'replace', owner: '0123456789abcdef', attempt: 1 },
    ...overrides
  }
}

/** A plan that builds, pushes and runs one flow. */
export function makePlan(overrides: Partial<Plan> = {}): Plan {
  return {
    identifier: testIdentifier,
    image: makeBuildPlan(),
    job: makeJobPlan(),
    cluster: { kubeconfig: undefined, context: undefined, namespace: undefined },
    dryRun: false,
    notes: [],
    warnings: [],
    ...overrides
  }
}

/** The runner's environment of a push to `octo/flows` on github.com. */
export function makeEnvironment(overrides: Partial<RunnerEnvironment> = {}): RunnerEnvironment {
  return {
    workspace: '/workspace',
    temp: '/temp',
    serverUrl: 'https://github.com',
    repository: 'octo/flows',
    repositoryId: '4711',
    ref: 'refs/heads/main',
    sha: '1f0c3a52b1d1e6c8a4b6c3d2e1f0a9b8c7d6e5f4',
    runId: '815',
    runAttempt: '1',
    workflow: 'nightly',
    job: 'etl',
    action: '__octo_docker-on-k8s',
    actor: 'octocat',
    eventName: 'push',
    isDebug: false,
    ...overrides
  }
}

/** The environment in which the runner hands these inputs over. */
export function inputEnv(inputs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value])
  )
}

/** Inputs that are enough to build, push and run. */
export const enoughInputs = { flow: 'flows/etl.py', 'registry-url': 'localhost:5000' }

/** The lines of the one failure with which reading this environment ends; empty when it does not fail. */
export function problemsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    readInputs(env)
    return []
  } catch (error) {
    if (!(error instanceof Failure) || error.reason !== 'invalid-input') throw error
    return (error.why ?? '').split('\n')
  }
}
