/** The names and defaults of all inputs: action.yml, the reader and the README are held to this list by a test. */

/**
 * Each input and its default as text, as action.yml declares it; undefined: none, absence has a meaning of its own.
 * `timeout` has none, since `6h` holds only while we wait: a default of action.yml could not be told from a user's own value.
 */
export const inputDefaults = {
  flow: undefined,
  parameters: undefined,
  'base-image': 'python:3.6',
  'registry-url': undefined,
  'python-dependencies': undefined,
  requirements: undefined,
  prefect: 'auto',
  'image-name': undefined,
  'image-tag': undefined,
  'env-vars': undefined,
  files: undefined,
  source: undefined,
  push: 'auto',
  'health-check': 'auto',
  rebuild: 'auto',
  'build-secrets': undefined,
  'cache-from': undefined,
  'cache-to': undefined,
  platform: undefined,
  'build-timeout': '30m',
  image: undefined,
  run: 'true',
  kubeconfig: undefined,
  context: undefined,
  namespace: undefined,
  'job-name': undefined,
  command: undefined,
  args: undefined,
  'job-env': undefined,
  'job-secrets': undefined,
  cpu: undefined,
  memory: undefined,
  'service-account': undefined,
  'node-selector': undefined,
  'image-pull-secrets': undefined,
  'pull-secret': 'auto',
  queue: undefined,
  'job-template': undefined,
  wait: 'true',
  logs: 'stream',
  timeout: undefined,
  'start-timeout': '10m',
  'queue-timeout': '6h',
  cleanup: 'always',
  ttl: '24h',
  'on-rerun': 'replace',
  'run-key': '${{ toJSON(matrix) }}',
  'dry-run': 'false',
  'allow-untrusted-code': 'false',
  summary: 'true'
} as const satisfies Record<string, string | undefined>

export type InputName = keyof typeof inputDefaults

/** All inputs, in the order of the documentation. */
export const inputNames = Object.keys(inputDefaults) as InputName[]

/** `timeout` when none is given and we wait. */
export const timeoutWhileWaiting = '6h'

/**
 * The variable in which the runner hands an input over: upper-cased, spaces become `_`, dashes stay
 * (actions/runner, Handlers/Handler.cs).
 */
export function variableOf(input: string): string {
  return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`
}

/** The texts of the inputs as the runner gives them, where empty equals absent. */
export class InputTexts {
  readonly #env: NodeJS.ProcessEnv

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env
  }

  /** The text as it came, else the default; undefined when there is neither. */
  raw(name: InputName): string | undefined {
    const text = this.#env[variableOf(name)] ?? ''
    return text.trim() === '' ? inputDefaults[name] : text
  }

  /** True when the user gave something other than the default (a given default cannot be told from an absent input). */
  isGiven(name: InputName): boolean {
    const text = this.raw(name)
    return text !== undefined && text.trim() !== inputDefaults[name]
  }
}
