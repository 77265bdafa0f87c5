/** The cluster's port on our transport. */

import { listNodes } from './nodes.ts'
import type { Node } from './objects.ts'
import {
  ApiError,
  type Cluster,
  type LogRequest,
  type ResourceName,
  type Resources,
  type Selection,
  type WatchSink
} from './port.ts'
import { fieldsOf } from './pod-fields.ts'
import { pageSize, pathOf, queryOf } from './resources.ts'
import { userOf, verdictOf } from './reviews.ts'
import type { Call, Transport } from './transport.ts'
import { watch } from './watch.ts'

/** Milliseconds, half of what a request is tried for at most: silence is met with another try. A create carries a shorter limit for the server, after which it can no longer come true. */
const times = {
  read: 30_000,
  list: 30_000,
  create: 30_000,
  patch: 30_000,
  remove: 30_000,
  watchHeaders: 30_000,
  // nobody sees it, and a log of many lines a second is cheaper to take in by the hundred
  logGap: 20,
  whoAmI: 5_000
} as const
/** Milliseconds for which an answer like 500 to a review is tried again: there are many of them, and trying tells as well. */
const reviewPatience = 5_000
const createLimit = '20s'

export class KubernetesCluster implements Cluster {
  readonly server: string
  readonly namespace: string
  readonly context: string | undefined
  readonly #transport: Transport

  constructor(options: { server: string; namespace: string; context: string | undefined; transport: Transport }) {
    this.server = options.server
    this.namespace = options.namespace
    this.context = options.context
    this.#transport = options.transport
  }

  now(): number {
    return this.#transport.clock.now()
  }

  async create<R extends ResourceName>(
    resource: R,
    body: object,
    options: { dryRun?: boolean; retries?: boolean; signal?: AbortSignal } = {}
  ): Promise<{ object: Resources[R]; warnings: readonly string[] }> {
    const isDry = options.dryRun ?? false
    const { value, warnings } = await this.#transport.call({
      method: 'POST',
      path: pathOf(resource, this.namespace),
      query: { timeout: createLimit, ...(isDry ? { dryRun: 'All', fieldValidation: 'Strict' } : {}) },
      body,
      action: this.#action(isDry ? 'validate' : 'create', resource),
      isIdempotent: isDry,
      timeout: times.create,
      retries: options.retries ?? true,
      signal: options.signal
    })
    return { object: value as Resources[R], warnings }
  }

  get<R extends ResourceName>(resource: R, name: string, signal?: AbortSignal): Promise<Resources[R] | undefined> {
    return this.#one(resource, name, { method: 'GET', verb: 'get', timeout: times.read, signal })
  }

  patch<R extends ResourceName>(
    resource: R,
    name: string,
    patch: object,
    signal?: AbortSignal
  ): Promise<Resources[R] | undefined> {
    return this.#one(resource, name, { method: 'PATCH', verb: 'patch', body: patch, timeout: times.patch, signal })
  }

  async list<R extends ResourceName>(
    resource: R,
    selection: Selection,
    signal?: AbortSignal
  ): Promise<readonly Resources[R][]> {
    return (await this.#list(resource, selection, signal, true)).items
  }

  async delete(
    resource: ResourceName,
    name: string,
    uid: string | undefined,
    signal?: AbortSignal
  ): Promise<'deleted' | 'gone' | 'other'> {
    try {
      await this.#transport.call({
        method: 'DELETE',
        path: pathOf(resource, this.namespace, name),
        // The body wins over the query, and without a policy in it the pods of a Job stay behind.
        body: {
          apiVersion: 'v1',
          kind: 'DeleteOptions',
          propagationPolicy: 'Background',
          ...(uid === undefined ? {} : { preconditions: { uid } })
        },
        action: this.#action('delete', resource),
        isIdempotent: true,
        timeout: times.remove,
        signal
      })
      return 'deleted'
    } catch (error) {
      if (isMissingObject(error)) return 'gone'
      if (error instanceof ApiError && error.status === 409) return 'other'
      throw error
    }
  }

  watch<R extends ResourceName>(
    resource: R,
    selection: Selection,
    sink: WatchSink<Resources[R]>,
    signal: AbortSignal
  ): Promise<void> {
    const source = {
      fields: (object: Resources[R]) => fieldsOf(resource, object),
      // The watch has its own way to try again: it tells that it cannot see.
      list: (listSignal: AbortSignal) => this.#list(resource, selection, listSignal, false),
      open: (version: string | undefined, seconds: number, openSignal: AbortSignal) =>
        this.#transport.open({
          path: pathOf(resource, this.namespace),
          query: {
            ...queryOf(selection),
            watch: 'true',
            allowWatchBookmarks: 'true',
            timeoutSeconds: String(seconds),
            resourceVersion: version
          },
          action: this.#action('watch', resource),
          headersTimeout: times.watchHeaders,
          gap: 0,
          signal: openSignal
        })
    }
    return watch<Resources[R]>(source, sink, signal)
  }

  openLog(request: LogRequest, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    return this.#transport.open({
      path: `${pathOf('pods', this.namespace, request.pod)}/log`,
      query: {
        container: request.container,
        timestamps: 'true',
        follow: request.follow ? 'true' : undefined,
        sinceTime: request.since,
        tailLines: request.tail?.toString(),
        previous: request.previous ? 'true' : undefined
      },
      action: `read the log of pod ${request.pod} in namespace ${this.namespace}`,
      // A kubelet sends its headers with the first line: a silent container has none.
      headersTimeout: 0,
      gap: times.logGap,
      signal
    })
  }

  async mayI(
    verb: string,
    resource: string,
    group: string,
    name?: string,
    signal?: AbortSignal
  ): Promise<boolean | undefined> {
    const [kind, subresource] = resource.split('/')
    try {
      const { value } = await this.#transport.call({
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes: { namespace: this.namespace, verb, group, resource: kind, subresource, name } }
        },
        action: 'ask for rights',
        isIdempotent: true,
        timeout: times.read,
        patience: reviewPatience,
        signal
      })
      return verdictOf(value)
    } catch (error) {
      // Refused, or not known to this server: it would not say. No answer at all is another matter, and so is one that is
      // not Kubernetes' own: a wrong address is known at once.
      const isForeign = error instanceof ApiError && error.status < 500 && error.reason === undefined
      if (error instanceof ApiError && error.status !== 401 && !isForeign) return undefined
      throw error
    }
  }

  async whoAmI(signal?: AbortSignal): Promise<string | undefined> {
    try {
      const { value } = await this.#transport.call({
        method: 'POST',
        path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
        body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
        action: 'ask who we are',
        isIdempotent: true,
        timeout: times.whoAmI,
        retries: false,
        signal
      })
      return userOf(value)
    } catch (error) {
      if (error instanceof ApiError) return undefined
      throw error
    }
  }

  listNodes(signal?: AbortSignal): Promise<readonly Node[] | undefined> {
    return listNodes(this.#transport, signal)
  }

  close(): Promise<void> {
    return this.#transport.close()
  }

  /** A call on one object that may be carried out twice; undefined when there is none. */
  async #one<R extends ResourceName>(
    resource: R,
    name: string,
    { verb, ...call }: Pick<Call, 'method' | 'body' | 'timeout' | 'signal'> & { readonly verb: string }
  ): Promise<Resources[R] | undefined> {
    try {
      const path = pathOf(resource, this.namespace, name)
      const action = this.#action(verb, resource)
      const { value } = await this.#transport.call({ ...call, path, action, isIdempotent: true })
      return value as Resources[R]
    } catch (error) {
      if (isMissingObject(error)) return undefined
      throw error
    }
  }

  async #list<R extends ResourceName>(
    resource: R,
    selection: Selection,
    signal: AbortSignal | undefined,
    retries: boolean
  ): Promise<{ items: Resources[R][]; version: string | undefined }> {
    const items: Resources[R][] = []
    let token: string | undefined
    let restarts = 0
    for (;;) {
      try {
        const { value } = await this.#transport.call({
          method: 'GET',
          path: pathOf(resource, this.namespace),
          query: { ...queryOf(selection), limit: pageSize(resource, selection), continue: token },
          action: this.#action('list', resource),
          isIdempotent: true,
          timeout: times.list,
          retries,
          signal
        })
        const page = value as {
          metadata?: { resourceVersion?: string; continue?: string }
          items?: Resources[R][] | null
        }
        items.push(...(page.items ?? []).map((item) => fieldsOf(resource, item)))
        token = selection.most === undefined ? page.metadata?.continue || undefined : undefined
        if (token === undefined) return { items, version: page.metadata?.resourceVersion }
      } catch (error) {
        // The pages' version is too old by now: start over.
        if (token === undefined || !(error instanceof ApiError) || error.status !== 410 || restarts >= 3) throw error
        restarts += 1
        items.length = 0
        token = undefined
      }
    }
  }

  #action(verb: string, resource: ResourceName): string {
    return `${verb} ${resource} in namespace ${this.namespace}`
  }
}

/** 404 of the object itself, told by Kubernetes: that of a proxy or of a wrong address is an error. */
function isMissingObject(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    error.status === 404 &&
    error.reason === 'NotFound' &&
    !error.message.startsWith('namespaces ')
  )
}
