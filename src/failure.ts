/**
 * The one vocabulary of failures: each reason, its kind, and the sentences a user reads.
 * Reasons are a promise to users (`failure-reason` output): never renamed within a major version.
 */

/** Whose move it is after a failure, so that a workflow can retry only what a retry can mend. */
export type FailureKind = 'configuration' | 'code' | 'infrastructure' | 'stopped'

const kinds = {
  'invalid-input': 'configuration',
  'invalid-kubeconfig': 'configuration',
  'untrusted-code': 'configuration',
  'docker-missing': 'configuration',
  unauthorized: 'configuration',
  'credentials-expired': 'configuration',
  forbidden: 'configuration',
  'namespace-not-found': 'configuration',
  'admission-denied': 'configuration',
  'quota-exceeded': 'configuration',
  'invalid-image-name': 'configuration',
  'image-not-found': 'configuration',
  'image-unauthorized': 'configuration',
  'push-unauthorized': 'configuration',
  'repository-not-found': 'configuration',
  'wrong-architecture': 'configuration',
  'missing-config': 'configuration',
  'job-exists': 'configuration',

  'build-failed': 'code',
  'dependency-not-installable': 'code',
  'flow-not-found': 'code',
  'flow-not-importable': 'code',
  'flow-failed': 'code',
  'out-of-memory': 'code',
  'start-error': 'code',

  'docker-unavailable': 'infrastructure',
  'disk-full': 'infrastructure',
  'registry-unavailable': 'infrastructure',
  'package-index-unavailable': 'infrastructure',
  'cluster-unreachable': 'infrastructure',
  unschedulable: 'infrastructure',
  'start-timeout': 'infrastructure',
  'image-pull-failed': 'infrastructure',
  evicted: 'infrastructure',
  preempted: 'infrastructure',
  'node-lost': 'infrastructure',
  killed: 'infrastructure',
  'internal-error': 'infrastructure',

  'timed-out': 'stopped',
  'build-timeout': 'stopped',
  'queue-timeout': 'stopped',
  'deadline-exceeded': 'stopped',
  cancelled: 'stopped',
  deleted: 'stopped'
} as const satisfies Record<string, FailureKind>

export type FailureReason = keyof typeof kinds

/** All reasons, in the order of the documentation. */
export const failureReasons = Object.keys(kinds) as FailureReason[]

/** The kind of a reason. */
export function kindOf(reason: FailureReason): FailureKind {
  return kinds[reason]
}

/** What a user is told: three sentences at most, in their words. `why` and `fix` are left out where there is nothing true to say. */
export interface FailureText {
  /** What failed, one sentence. */
  readonly what: string
  /** Why, one sentence; may quote the server, Docker or Python. */
  readonly why?: string | undefined
  /** What to do about it, one sentence. */
  readonly fix?: string | undefined
}

/** A line of a file of the user's. The name is foreign text; the line is from 1, 0 where nobody knows it. */
export interface SourcePlace {
  /** Relative to the workspace, `/`-separated. */
  readonly file: string
  readonly line: number
}

export interface SourceFrame extends SourcePlace {
  readonly function: string
}

/** Where in the user's own code a failure came from. All of it is foreign text: escape it wherever it goes. */
export interface FailureOrigin {
  /** The deepest line of the user's own. */
  readonly place?: SourcePlace | undefined
  /** The exception's type and message: one line without control characters, short. */
  readonly title?: string | undefined
  /** What led to the exception, nearest first, each `Type: message`. */
  readonly causes?: readonly { readonly text: string; readonly frame: SourceFrame | undefined }[]
  /** The user's own frames, deepest last. */
  readonly frames?: readonly SourceFrame[]
}

/** The only error that is meant for users. Everything else that is thrown becomes `internal-error` through {@link toFailure}. */
export class Failure extends Error implements FailureText, FailureOrigin {
  readonly reason: FailureReason
  readonly what: string
  readonly why: string | undefined
  readonly fix: string | undefined
  readonly place: SourcePlace | undefined
  readonly title: string | undefined
  readonly causes: NonNullable<FailureOrigin['causes']>
  readonly frames: readonly SourceFrame[]

  constructor(reason: FailureReason, text: FailureText & FailureOrigin, options?: { cause?: unknown }) {
    super([text.what, text.why].filter(Boolean).join(' '), options)
    this.name = 'Failure'
    this.reason = reason
    this.what = text.what
    this.why = text.why
    this.fix = text.fix
    this.place = text.place
    this.title = text.title
    this.causes = text.causes ?? []
    this.frames = text.frames ?? []
  }

  get kind(): FailureKind {
    return kindOf(this.reason)
  }
}

/**
 * Turns anything thrown into a Failure; a Failure is returned as it is. Never throws itself, whatever was thrown
 * (an object with a throwing getter, a frozen array, `undefined`): an error formatter that fails hides the error.
 */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  return new Failure(
    'internal-error',
    {
      what: 'The action itself failed.',
      why: describe(thrown),
      fix: 'Run the workflow again; if this comes back, report it with the debug log (re-run with debug logging enabled).'
    },
    { cause: thrown }
  )
}

/** One line that describes a thrown value: message and code of the error and of its causes, never a stack. */
export function describe(thrown: unknown): string {
  try {
    const parts: string[] = []
    let current: unknown = thrown
    for (let depth = 0; current !== undefined && current !== null && depth < 5; depth += 1) {
      const text = describeOne(current)
      if (text && !parts.some((part) => part.includes(text))) parts.push(text)
      current = current instanceof Error ? current.cause : undefined
    }
    return parts.join(': ').replace(/\s+/g, ' ').trim() || 'no details are known'
  } catch {
    return 'no details are known'
  }
}

function describeOne(value: unknown): string {
  if (value instanceof AggregateError) return value.errors.map(describeOne).join('; ')
  if (value instanceof Error) {
    const code = (value as { code?: unknown }).code
    const suffix = typeof code === 'string' && !value.message.includes(code) ? ` (${code})` : ''
    return `${value.message || value.name}${suffix}`
  }
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  // these have no JSON form
  if (typeof value === 'symbol' || typeof value === 'function') return typeof value
  return JSON.stringify(value)
}
