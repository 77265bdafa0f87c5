/** The workflow's text → typed, validated {@link Inputs}. A pure function of the environment: no file, no network. */

import { parseAutoBoolean, parseBoolean, parseChoice, parseWord } from './boolean.ts'
import { parseCaches } from './caches.ts'
import { checkCombinations } from './combinations.ts'
import { parseCommand, parseCommandLine } from './command-line.ts'
import { hasCredentials, parseDependencies } from './dependencies.ts'
import { buildBounds, handedOverBounds, parseDuration, ttlBounds, waitBounds, type DurationBounds } from './duration.ts'
import { parseBuildSecrets, parseEnvVars, parseJobEnv, parseJobSecrets } from './environment-variables.ts'
import { parseFiles, parseFlow } from './files.ts'
import { parseImageName, parseImageTag, parseReference } from './image-reference.ts'
import { parseJobTemplate } from './job-template.ts'
import { parseKubeconfig } from './kubeconfig.ts'
import {
  parseContext,
  parseJobName,
  parseNamespace,
  parseNodeSelector,
  parseObjectName,
  parseQueue,
  parseSecretNames
} from './names.ts'
import { parseParameters } from './parameters.ts'
import { parsePlatform } from './platform.ts'
import { parsePrefect } from './prefect.ts'
import { Problems, type Report } from './problems.ts'
import { parseResource } from './quantity.ts'
import { parseRegistryUrl } from './registry-url.ts'
import { parseRequirements, parseSource } from './workspace-paths.ts'
import { parseRunKey } from './run-key.ts'
import { InputTexts, timeoutWhileWaiting, type InputName } from './table.ts'
import type { Inputs } from './types.ts'
import { findUnknownInputs } from './unknown.ts'

/** The inputs, and what a user should hear about them. */
export interface ReadInputs {
  readonly inputs: Inputs
  /** What was changed on the way: `registry-url: lower-cased to …`. */
  readonly notices: readonly string[]
  /** What is likely not meant: unknown names, inputs without effect. */
  readonly warnings: readonly string[]
}

/**
 * Reads all inputs from `INPUT_*` of a step's environment (dashes stay in names), where empty equals absent.
 * @throws one Failure `invalid-input` that lists every problem of every input and of their combinations.
 */
export function readInputs(env: NodeJS.ProcessEnv): ReadInputs {
  const texts = new InputTexts(env)
  const problems = new Problems()
  const notices: string[] = []
  const warnings = findUnknownInputs(env, problems)

  const given = new Set<InputName>()
  type Parse<T> = (text: string, report: Report) => T | undefined
  /** For maps: their last value keeps the blanks at its end. */
  const takeRaw = <T>(name: InputName, parse: Parse<T>): T | undefined => {
    const text = texts.raw(name)
    const value = text === undefined ? undefined : parse(text, problems.at(name))
    if (texts.isGiven(name) && (problems.isWrong(name) || !isEmpty(value))) given.add(name)
    return value
  }
  const take = <T>(name: InputName, parse: Parse<T>): T | undefined =>
    takeRaw(name, (text, report) => parse(text.trim(), report))
  const duration =
    (bounds: DurationBounds): Parse<number> =>
    (text, report) =>
      parseDuration(text, report, bounds)

  const wait = take('wait', parseBoolean) ?? true
  const dryRun = take('dry-run', parseBoolean) ?? false
  const timeout = take('timeout', duration(wait ? waitBounds : handedOverBounds))
  const dependencies = take('python-dependencies', parseDependencies) ?? []
  if (dependencies.some(hasCredentials)) {
    warnings.push(
      'python-dependencies holds a URL with credentials: they end in a layer of the image, for everyone who can pull it. Give them through build-secrets.'
    )
  }
  // What follows ?? is seen only when there is no such input, or when a problem was reported, which throws below.
  const inputs: Inputs = {
    given,
    flow: take('flow', parseFlow),
    parameters: take('parameters', parseParameters) ?? new Map(),
    baseImage: take('base-image', parseReference) ?? '',
    baseImageIsDefault: !texts.isGiven('base-image'),
    registryUrl: take('registry-url', (text, report) =>
      parseRegistryUrl(text, report, (notice) => notices.push(`registry-url: ${notice}`))
    ),
    pythonDependencies: dependencies,
    requirements: take('requirements', parseRequirements),
    prefect: take('prefect', parsePrefect) ?? 'auto',
    imageName: take('image-name', parseImageName),
    imageTag: take('image-tag', parseImageTag),
    envVars: takeRaw('env-vars', (text, report) => parseEnvVars(text, report, env)) ?? new Map(),
    files: takeRaw('files', parseFiles) ?? [],
    source: take('source', parseSource),
    push: take('push', parseAutoBoolean) ?? 'auto',
    healthCheck: take('health-check', parseAutoBoolean) ?? 'auto',
    rebuild: take('rebuild', parseAutoBoolean) ?? 'auto',
    cacheFrom: take('cache-from', parseCaches) ?? [],
    cacheTo: take('cache-to', parseCaches) ?? [],
    buildSecrets: takeRaw('build-secrets', (text, report) => parseBuildSecrets(text, report, env, dryRun)) ?? new Map(),
    platform: take('platform', parsePlatform),
    buildTimeout: take('build-timeout', duration(buildBounds)) ?? 0,
    image: take('image', parseReference),
    run: take('run', parseBoolean) ?? true,
    kubeconfig: take('kubeconfig', parseKubeconfig),
    context: take('context', parseContext),
    namespace: take('namespace', parseNamespace),
    jobName: take('job-name', parseJobName),
    command: take('command', parseCommand),
    args: take('args', parseCommandLine),
    jobEnv: takeRaw('job-env', (text, report) => parseJobEnv(text, report, env)) ?? new Map(),
    jobSecrets: takeRaw('job-secrets', (text, report) => parseJobSecrets(text, report, env, dryRun)) ?? new Map(),
    cpu: take('cpu', (text, report) => parseResource('cpu', text, report)),
    memory: take('memory', (text, report) => parseResource('memory', text, report)),
    serviceAccount: take('service-account', parseObjectName),
    nodeSelector: takeRaw('node-selector', parseNodeSelector) ?? new Map(),
    imagePullSecrets: take('image-pull-secrets', parseSecretNames) ?? [],
    pullSecret: take('pull-secret', (text, report) => parseWord(text, report, ['auto', 'none'], 'none')) ?? 'auto',
    queue: take('queue', parseQueue),
    jobTemplate: takeRaw('job-template', parseJobTemplate),
    wait,
    logs: take('logs', (text, report) => parseWord(text, report, ['stream', 'on-failure', 'none'], 'none')) ?? 'stream',
    timeout: timeout ?? (wait ? parseDuration(timeoutWhileWaiting, () => undefined, waitBounds) : undefined),
    startTimeout: take('start-timeout', duration(waitBounds)) ?? 0,
    queueTimeout: take('queue-timeout', duration(waitBounds)) ?? 0,
    cleanup:
      take('cleanup', (text, report) => parseWord(text, report, ['always', 'on-success', 'never'], 'never')) ??
      'always',
    ttl: (take('ttl', duration(ttlBounds)) ?? 0) / 1000,
    onRerun: take('on-rerun', (text, report) => parseChoice(text, report, ['replace', 'fail'])) ?? 'replace',
    runKey: takeRaw('run-key', parseRunKey) ?? '',
    dryRun,
    allowUntrustedCode: take('allow-untrusted-code', parseBoolean) ?? false,
    summary: take('summary', parseBoolean) ?? true
  }
  warnings.push(...checkCombinations(inputs, (name) => given.has(name), problems))
  problems.throwIfAny()
  return { inputs, notices, warnings }
}

/** `{}`, `[]`, only comments: an input that says nothing is the same as none. */
function isEmpty(value: unknown): boolean {
  if (value instanceof Map) return value.size === 0
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}
