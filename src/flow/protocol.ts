/**
 * The launcher's protocol, version 1: environment in, one JSON object in the pod's termination message out.
 * The other side of it, with what is run and when, is written down in `launcher.py`.
 */

/** Version of this protocol: the message's `docker-on-k8s`, and the value of {@link launcherLabel}. */
export const protocolVersion = 1

/** Working directory of the image; the flow file lies under it at its path in the repository. */
export const workFolder = '/flow'

/** The image's entry point: `python3 /opt/docker-on-k8s/launcher.py [ARGUMENT...]`. Its other files lie beside it. */
export const launcherPath = '/opt/docker-on-k8s/launcher.py'

/** Label of images that carry the launcher; its value is {@link protocolVersion}. */
export const launcherLabel = 'docker-on-k8s.launcher'

/** Variables that the launcher reads, and takes away before the flow sees them. */
export const protocolEnvironment = {
  /** Absolute path of the flow file in the image. */
  flow: 'DOCKER_ON_K8S_FLOW',
  /** Name of a flow or callable in it; empty or absent: the launcher finds the one flow, or runs a script. */
  flowName: 'DOCKER_ON_K8S_FLOW_NAME',
  /** JSON object of the flow's parameters; empty or absent: none. */
  parameters: 'DOCKER_ON_K8S_PARAMETERS',
  /** This run's nonce; without one the launcher writes no message. */
  nonce: 'DOCKER_ON_K8S_NONCE',
  /** File of the message; default `/dev/termination-log`. */
  result: 'DOCKER_ON_K8S_RESULT',
  /** Whole seconds since the epoch: later than that the launcher does not start the flow. Absent: no limit. */
  notAfter: 'DOCKER_ON_K8S_NOT_AFTER',
  /** Absolute folder in which modules are looked for as well; absent: none. */
  source: 'DOCKER_ON_K8S_SOURCE',
  /** `1`: the launcher finds the flow, says so in a line with {@link checkPrefix}, and runs nothing. */
  check: 'DOCKER_ON_K8S_CHECK'
} as const

/** What comes before the JSON in the last line of a check; a builder may put something of its own before it. */
export const checkPrefix = 'docker-on-k8s check: '

/** {@link protocolEnvironment} under the names that the image's Dockerfile uses. */
export const flowVariable = protocolEnvironment.flow
export const flowNameVariable = protocolEnvironment.flowName

const kinds = ['prefect-2+', 'prefect-0/1', 'function', 'script'] as const
const resultProblems = ['too-long', 'not-json'] as const
const states = ['succeeded', 'failed', 'not-found', 'not-importable', 'bad-parameters', 'too-late'] as const

/** What the launcher found and ran. */
export type FlowKind = (typeof kinds)[number]
/** How it ended. `not-found`: exit 64; `not-importable`: exit 65; `bad-parameters`: exit 66; `too-late`: exit 75. */
export type FlowState = (typeof states)[number]

/** Why the result of a flow is not in its report. */
export type ResultProblem = (typeof resultProblems)[number]

/** One frame of a Python traceback. */
export interface Frame {
  /** Path in the image, possibly without its beginning; `<frozen …>` and the like for Python's own. */
  readonly file: string
  /** From 1; 0 when Python did not know it. */
  readonly line: number
  readonly function: string
}

/** One of the exceptions that led to another one. */
export interface Cause {
  readonly type: string
  readonly message: string
  /** The innermost frame that is the user's own. */
  readonly frame: Frame | undefined
}

/** What the launcher says about a run. Every text in it comes from foreign code: escape it wherever it goes. */
export interface LauncherReport {
  /** Undefined when nothing was found that could run. */
  readonly kind: FlowKind | undefined
  readonly state: FlowState
  /** The exit code that the launcher was about to end with, 0 to 255. */
  readonly exit: number
  /** `type` is `FlowNotFound` or `FlowUnsuccessful` where the launcher itself says what is wrong, else the Python class. */
  readonly exception: { readonly type: string; readonly message: string } | undefined
  /** Outermost first; shortened by the launcher, to the user's own frames first. */
  readonly frames: readonly Frame[]
  /** What led to {@link exception}, nearest first; shortened by the launcher. */
  readonly causes: readonly Cause[]
  /** What the flow returned: a text that is JSON. Only of a success; undefined also when it returned nothing. */
  readonly result: string | undefined
  /** The flow returned something that is not in `result`. */
  readonly resultProblem: ResultProblem | undefined
}

/** Kubernetes keeps 4096 bytes of a termination message; the launcher never writes more. */
const maximalLength = 4096

/**
 * Reads a container's termination message.
 * @returns undefined for everything that is not wholly a message of this version with this very nonce; never throws
 */
export function parseReport(message: string | undefined, nonce: string): LauncherReport | undefined {
  if (message === undefined || nonce === '' || message.length > maximalLength) return undefined
  const read = toObject(parseJson(message))
  return read?.['nonce'] === nonce ? toReport(read) : undefined
}

/**
 * Finds what a check of the launcher said among the lines of a build's output: the last one counts, what came before may
 * be a print of the flow file.
 * @returns undefined when no line holds a whole message of this version; never throws
 */
export function parseCheck(lines: readonly string[]): LauncherReport | undefined {
  for (const line of lines.toReversed()) {
    const start = line.lastIndexOf(checkPrefix)
    const read = start < 0 ? undefined : toObject(parseJson(line.slice(start + checkPrefix.length).trim()))
    const report = read && toReport(read)
    if (report !== undefined) return report
  }
  return undefined
}

/** A message's content, whoever it is from; undefined when a part of it cannot be. */
function toReport(read: Record<string, unknown>): LauncherReport | undefined {
  if (read['docker-on-k8s'] !== protocolVersion) return undefined
  const kind = read['kind'] === null ? undefined : oneOf(kinds, read['kind'])
  const state = oneOf(states, read['state'])
  const exit = read['exit']
  const exception = read['exception'] === null ? undefined : toException(read['exception'])
  const frames = toFrames(read['frames'])
  const causes = toCauses(read['causes'] ?? [])
  // both are null or absent when there is nothing to say
  const result = read['result'] ?? undefined
  const problem = read['result-problem'] ?? undefined
  const resultProblem = oneOf(resultProblems, problem)

  if (kind === undefined && read['kind'] !== null) return undefined
  if (exception === undefined && read['exception'] !== null) return undefined
  if (state === undefined || frames === undefined || causes === undefined) return undefined
  if (!isCount(exit) || exit > 255 || resultProblem !== problem) return undefined
  if (result !== undefined && (typeof result !== 'string' || parseJson(result) === undefined)) return undefined
  // a message that contradicts itself proves nothing
  if ((state === 'succeeded') !== (exit === 0)) return undefined
  if (state !== 'succeeded' && (result !== undefined || problem !== undefined)) return undefined
  if (result !== undefined && problem !== undefined) return undefined
  return { kind, state, exit, exception, frames, causes, result, resultProblem }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function toObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}

function oneOf<T extends string>(choices: readonly T[], value: unknown): T | undefined {
  return choices.find((choice) => choice === value)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function toException(value: unknown): LauncherReport['exception'] {
  const { type, message } = toObject(value) ?? {}
  return typeof type === 'string' && typeof message === 'string' ? { type, message } : undefined
}

/** A list whose every item can be read; undefined for anything else. */
function toList<T>(value: unknown, toItem: (item: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined
  const items = value.map(toItem).filter((item) => item !== undefined)
  return items.length === value.length ? items : undefined
}

const toFrames = (value: unknown): readonly Frame[] | undefined => toList(value, toFrame)
const toCauses = (value: unknown): readonly Cause[] | undefined => toList(value, toCause)

function toFrame(value: unknown): Frame | undefined {
  const { file, line, function: name } = toObject(value) ?? {}
  return typeof file === 'string' && typeof name === 'string' && isCount(line)
    ? { file, line, function: name }
    : undefined
}

function toCause(value: unknown): Cause | undefined {
  const exception = toException(value)
  const given = toObject(value)?.['frame']
  const frame = given === null ? undefined : toFrame(given)
  return exception === undefined || (frame === undefined && given !== null) ? undefined : { ...exception, frame }
}
