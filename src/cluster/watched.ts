/** The objects of a watched collection, kept right through doubled and late events. Pure. */

import type { KubeObject } from './objects.ts'

/** One line of a watch. */
export interface WatchEvent {
  readonly type: string
  readonly object: KubeObject
}

export class Watched<T extends KubeObject> {
  #objects = new Map<string, T>()
  /** Versions at which objects went: a late event must not bring them back. */
  readonly #gone = new Map<string, string | undefined>()

  /** Not a copy, which would cost more than all else where there are thousands: events change it, a list makes a new one. */
  get objects(): ReadonlyMap<string, T> {
    return this.#objects
  }

  /** A list is the truth of its moment. */
  replace(items: readonly T[]): void {
    this.#objects = new Map(items.map((item) => [item.metadata?.uid ?? '', item]))
    this.#gone.clear()
  }

  /** Applies an event. @returns whether anything changed */
  apply({ type, object }: WatchEvent): boolean {
    const uid = object.metadata?.uid
    if (uid === undefined) return false
    const version = object.metadata?.resourceVersion
    const held = this.#objects.get(uid)
    if (type === 'DELETED') {
      this.#gone.set(uid, version)
      return this.#objects.delete(uid)
    }
    if (type !== 'ADDED' && type !== 'MODIFIED') return false
    if (this.#gone.has(uid) || (held !== undefined && !isLater(version, held.metadata?.resourceVersion))) return false
    this.#objects.set(uid, object as T)
    return true
  }
}

/** Versions may be compared as numbers (KEP-5504); where one is none, the event is believed. */
export function isLater(version: string | undefined, held: string | undefined): boolean {
  if (version === undefined || held === undefined || !/^\d+$/u.test(version) || !/^\d+$/u.test(held)) return true
  return BigInt(version) > BigInt(held)
}
