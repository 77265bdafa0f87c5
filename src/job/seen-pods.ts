/** The pods of one Job, as watches and lists have shown them so far; of two states of a pod the later counts, whoever brings it. */

import type { Pod } from '../cluster/objects.ts'
import { isLater } from '../cluster/watched.ts'
import { uidOf, withFirstRemoval, type SeenPod } from './snapshot.ts'

export class SeenPods {
  readonly #pods = new Map<string, SeenPod>()
  readonly #jobUid: string
  /** The watch's last state. */
  #watched: ReadonlyMap<string, Pod> = new Map()

  constructor(jobUid: string) {
    this.#jobUid = jobUid
  }

  /** In the order in which they were first seen. */
  all(): SeenPod[] {
    return [...this.#pods.values()]
  }

  /** The uids of those that are not known to be gone. */
  there(): string[] {
    return [...this.#pods].filter(([, { gone }]) => !gone).map(([uid]) => uid)
  }

  /** We may not see pods: what was seen is no picture of what is. */
  clear(): void {
    this.#pods.clear()
    this.#watched = new Map()
  }

  /**
   * What a watch shows, one state after the other: a pod that it no longer has is gone.
   * @param changed uids of those that differ from the state before, where that is known
   * @param gone last states of pods that went
   */
  takeWatched(pods: ReadonlyMap<string, Pod>, changed?: ReadonlySet<string>, gone: readonly Pod[] = []): void {
    const uids = [...(changed ?? new Set([...this.#watched.keys(), ...pods.keys()]))]
    this.#watched = pods
    this.take(gone)
    this.markGone(uids.filter((uid) => !pods.has(uid)))
    this.take(uids.flatMap((uid) => pods.get(uid) ?? []))
  }

  /** Takes pods of the Job; what is not among them may be there all the same. */
  take(pods: readonly Pod[]): void {
    for (const pod of pods) {
      const uid = uidOf(pod)
      const held = this.#pods.get(uid)
      // one that was ours stays in sight when the Job's deletion leaves it behind
      const isOurs = held !== undefined || pod.metadata?.ownerReferences?.some((owner) => owner.uid === this.#jobUid)
      const isNew = held === undefined || isLater(pod.metadata?.resourceVersion, held.pod.metadata?.resourceVersion)
      if (isOurs && isNew) this.#pods.set(uid, { pod: withFirstRemoval(held?.pod, pod), gone: false })
    }
  }

  markGone(uids: readonly string[]): void {
    for (const uid of uids) {
      const seen = this.#pods.get(uid)
      if (seen !== undefined) this.#pods.set(uid, { ...seen, gone: true })
    }
  }
}
