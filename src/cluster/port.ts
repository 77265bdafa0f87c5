/** The narrow port through which everything else sees Kubernetes. `cluster/connect.ts` makes the real one. */

import type { ConfigMap, Event, Job, KubeObject, Node, Pod, Workload } from './objects.ts'

/** The resources we use; the path and the object's type hang on the name. */
export interface Resources {
  jobs: Job
  pods: Pod
  events: Event
  secrets: KubeObject
  configmaps: ConfigMap
  /** Kueue's, by the version of its API since 0.15 and by the one before; a cluster without Kueue has neither (404). */
  workloads: Workload
  'workloads.v1beta1': Workload
}
export type ResourceName = keyof Resources

/** An answer of the API server other than success, or none at all. Thrown by every call of {@link Cluster}. */
export class ApiError extends Error {
  /** HTTP status; 0 when no answer came (refused, reset, timed out, unknown host, bad certificate). */
  readonly status: number
  /** `reason` of the meta/v1 Status: `Forbidden`, `NotFound`, `AlreadyExists`, `Conflict`, `Expired`, … */
  readonly reason: string | undefined
  /** Seconds the server asks to wait, from Retry-After or the Status. */
  readonly retryAfter: number | undefined
  /** What was tried, for messages: `create jobs in namespace ci`. */
  readonly action: string
  /** True when the request may have reached the server, so that a create may have happened all the same. */
  readonly mayHaveHappened: boolean

  constructor(
    action: string,
    message: string,
    details: {
      status: number
      reason?: string | undefined
      retryAfter?: number | undefined
      mayHaveHappened?: boolean
      cause?: unknown
    }
  ) {
    super(message, { cause: details.cause })
    this.name = 'ApiError'
    this.action = action
    this.status = details.status
    this.reason = details.reason
    this.retryAfter = details.retryAfter
    this.mayHaveHappened = details.mayHaveHappened ?? false
  }
}

export interface Selection {
  /** Exact label matches. */
  readonly labels?: Readonly<Record<string, string>>
  /** Exact field matches: `metadata.name`, `involvedObject.uid`. */
  readonly fields?: Readonly<Record<string, string>>
  /** Fields that must not have these values. */
  readonly exceptFields?: readonly (readonly [field: string, value: string])[]
  /** No more than so many, whichever; for lists. */
  readonly most?: number
}

/** What a watched collection looks like after each change: every object that matches, by uid. */
export interface WatchSink<T> {
  /**
   * A new state of the whole collection; called after the first list and after each change, relists included.
   * @param objects stays as it is until the next call with a list; events change it
   * @param changed uids of what events have changed, added or taken away since the last call; undefined after a list
   * @param gone last states of those that went, as the event of their deletion brought them: how a pod ended may come with it alone
   */
  changed(objects: ReadonlyMap<string, T>, changed?: ReadonlySet<string>, gone?: readonly T[]): void
  /** The watch cannot see at present, or sees again (undefined): for progress lines, not an end. */
  disturbed?(error: ApiError | undefined): void
}

export interface LogRequest {
  readonly pod: string
  readonly container: string
  /** Follow until the server ends the stream; else read what is there. */
  readonly follow: boolean
  /** Deliver lines from this RFC 3339 time on; the server honours whole seconds only. */
  readonly since?: string | undefined
  /** Only so many of the file's last lines. */
  readonly tail?: number
  /** Log of the container's previous try. */
  readonly previous?: boolean
}

export interface Cluster {
  /** URL of the API server, for messages. */
  readonly server: string
  /** Namespace that all calls go to. */
  readonly namespace: string
  readonly context: string | undefined
  /** Milliseconds since the epoch by the server's clock: from the `Date` of its answers, carried on by the monotonic clock. */
  now(): number

  /**
   * Creates an object; sent with `?timeout=20s`. Never repeated by itself after the server may have acted. Returns it and the
   * server's warnings. `retries: false`: the first answer counts, whatever it is.
   */
  create<R extends ResourceName>(
    resource: R,
    body: object,
    options?: { dryRun?: boolean; retries?: boolean; signal?: AbortSignal }
  ): Promise<{ object: Resources[R]; warnings: readonly string[] }>
  /**
   * Lays a merge patch on an object: what it names is set, `null` takes away, the rest stays. Undefined when there is none
   * (404). It may be sent twice: the second time changes nothing.
   */
  patch<R extends ResourceName>(
    resource: R,
    name: string,
    patch: object,
    signal?: AbortSignal
  ): Promise<Resources[R] | undefined>
  /** Undefined when there is none (404). */
  get<R extends ResourceName>(resource: R, name: string, signal?: AbortSignal): Promise<Resources[R] | undefined>
  list<R extends ResourceName>(
    resource: R,
    selection: Selection,
    signal?: AbortSignal
  ): Promise<readonly Resources[R][]>
  /**
   * Deletes with Background propagation and the uid as precondition, both in the body (an empty body orphans pods).
   * `gone`: there was none; `other`: the name is someone else's now (409).
   */
  delete(
    resource: ResourceName,
    name: string,
    uid: string | undefined,
    signal?: AbortSignal
  ): Promise<'deleted' | 'gone' | 'other'>
  /**
   * Watches a collection until `signal` aborts: list, watch with bookmarks, list again whenever a watch ends. Resolves on
   * abort. Rejects only with errors that waiting cannot mend: 401 that new credentials do not cure, 403, 404 of the namespace.
   */
  watch<R extends ResourceName>(
    resource: R,
    selection: Selection,
    sink: WatchSink<Resources[R]>,
    signal: AbortSignal
  ): Promise<void>
  /**
   * Opens a log with timestamps. The body ends when the server ends it, which says nothing about the container; each of its
   * blocks is valid until the next one is asked for.
   */
  openLog(request: LogRequest, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>
  /** Asks whether the user may do this (SelfSubjectAccessReview); undefined: the server would not say. */
  mayI(verb: string, resource: string, group: string, name?: string, signal?: AbortSignal): Promise<boolean | undefined>
  /** Who the server takes us for (SelfSubjectReview, Kubernetes 1.28); undefined: it would not say. One try, seconds at most. */
  whoAmI(signal?: AbortSignal): Promise<string | undefined>
  /** All nodes of the cluster; undefined: it would not say (403 as a rule), or not within seconds. Never throws. */
  listNodes(signal?: AbortSignal): Promise<readonly Node[] | undefined>
  /** Closes connections. */
  close(): Promise<void>
}
