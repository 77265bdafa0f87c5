/**
 * Why a run is where it is: events of its Job and pods, and what Kueue says of it. All of it is an extra: what cannot be
 * read stays unsaid, and nothing is decided by it alone.
 */

import type { Event, Workload } from '../cluster/objects.ts'
import { ApiError, type Cluster, type ResourceName } from '../cluster/port.ts'
import { timeOf, uidOf } from './snapshot.ts'

/** Label of a Workload with the uid of its Job (kueue pkg/controller/constants). */
const jobUidLabel = 'kueue.x-k8s.io/job-uid'

export interface ReasonsOptions {
  readonly cluster: Cluster
  readonly jobUid: string
  /** Told once each: a missing right. One sentence. */
  readonly notice: (text: string) => void
}

export class Reasons {
  readonly #cluster: Cluster
  readonly #jobUid: string
  readonly #notice: (text: string) => void
  readonly #events = new Map<string, Event>()
  #seesEvents = true
  /** Versions of Kueue's API that may still be there. */
  #versions: ('workloads' | 'workloads.v1beta1')[] = ['workloads', 'workloads.v1beta1']
  #workload: Workload | undefined

  constructor({ cluster, jobUid, notice }: ReasonsOptions) {
    this.#cluster = cluster
    this.#jobUid = jobUid
    this.#notice = notice
  }

  get seesEvents(): boolean {
    return this.#seesEvents
  }

  /** Oldest first. */
  get events(): readonly Event[] {
    return [...this.#events.values()].sort((a, b) => timeOf(a) - timeOf(b))
  }

  get workload(): Workload | undefined {
    return this.#workload
  }

  /** Reads the events of the Job and of these pods, once; never rejects. */
  async readEvents(podUids: readonly string[], signal: AbortSignal): Promise<void> {
    if (!this.#seesEvents) return
    try {
      const lists = await Promise.all(
        [this.#jobUid, ...podUids].map((uid) =>
          this.#cluster.list('events', { fields: { 'involvedObject.uid': uid } }, signal)
        )
      )
      for (const event of lists.flat()) this.#events.set(uidOf(event), event)
    } catch (error) {
      if (!signal.aborted && error instanceof ApiError && error.status === 403) {
        this.#seesEvents = false
        this.#notice('No right to list events: why something does not start may stay unsaid.')
      }
      // anything else: the next look may succeed
    }
  }

  /** Reads the Job's Workload, once; never rejects. Not asked again where there is no Kueue or no right to read it. */
  async readWorkload(signal: AbortSignal): Promise<void> {
    for (const version of [...this.#versions]) {
      const found = await this.#findWorkload(version, signal)
      if (found === 'none') this.#versions = this.#versions.filter((other) => other !== version)
      else {
        this.#workload = found ?? this.#workload
        return
      }
    }
  }

  async #findWorkload(
    version: ResourceName & `workloads${string}`,
    signal: AbortSignal
  ): Promise<Workload | 'none' | undefined> {
    try {
      const workloads = await this.#cluster.list(version, { labels: { [jobUidLabel]: this.#jobUid } }, signal)
      return workloads.at(-1)
    } catch (error) {
      return error instanceof ApiError && (error.status === 404 || error.status === 403) ? 'none' : undefined
    }
  }
}
