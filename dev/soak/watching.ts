/** The judge's own view of a namespace: each version of each Job and pod, straight from the API server. */

import type { Kube, Thing } from '../kube.ts'

interface Terminated {
  readonly exitCode: number
  readonly reason?: string
  readonly finishedAt?: string
}

export interface ContainerStatus {
  readonly name: string
  readonly restartCount: number
  readonly state?: { readonly terminated?: Terminated; readonly running?: object }
}

export interface Condition {
  readonly type: string
  readonly status: string
  readonly reason?: string
}

export interface PodVersion extends Thing {
  readonly metadata: Thing['metadata'] & {
    readonly deletionTimestamp?: string
    readonly deletionGracePeriodSeconds?: number
  }
  readonly status?: {
    readonly phase?: string
    readonly conditions?: readonly Condition[]
    readonly containerStatuses?: readonly ContainerStatus[]
  }
}

export interface JobVersion extends Thing {
  readonly metadata: Thing['metadata'] & { readonly deletionTimestamp?: string }
  readonly spec?: { readonly activeDeadlineSeconds?: number; readonly ttlSecondsAfterFinished?: number }
  readonly status?: { readonly conditions?: readonly Condition[] }
}

/** All versions of one object, oldest first. */
export interface History<T> {
  readonly versions: T[]
  isGone: boolean
}

export interface Watching {
  readonly pods: ReadonlyMap<string, History<PodVersion>>
  readonly jobs: ReadonlyMap<string, History<JobVersion>>
  /** Calls `look` now and after each change, until it is true; false when `signal` aborts first. */
  until(look: () => boolean, signal: AbortSignal): Promise<boolean>
  stop(): Promise<void>
}

/** Watches a namespace from now on. */
export function watchNamespace(kube: Kube, namespace: string): Watching {
  const ended = new AbortController()
  const [pods, jobs] = [new Map<string, History<PodVersion>>(), new Map<string, History<JobVersion>>()]
  const changed = new EventTarget()
  const into =
    <T extends Thing>(known: Map<string, History<T>>) =>
    (type: string, thing: Thing): void => {
      const uid = thing.metadata.uid ?? thing.metadata.name
      const history = known.get(uid) ?? { versions: [], isGone: false }
      known.set(uid, history)
      history.versions.push(thing as T)
      history.isGone = type === 'DELETED'
      changed.dispatchEvent(new Event('change'))
    }
  const watches = [
    kube.watch(`/api/v1/namespaces/${namespace}/pods`, into(pods), ended.signal),
    kube.watch(`/apis/batch/v1/namespaces/${namespace}/jobs`, into(jobs), ended.signal)
  ]
  return {
    pods,
    jobs,
    until: (look, signal) =>
      new Promise((resolve) => {
        const settle = (answer: boolean): void => {
          changed.removeEventListener('change', check)
          signal.removeEventListener('abort', giveUp)
          resolve(answer)
        }
        const check = (): void => (look() ? settle(true) : undefined)
        const giveUp = (): void => settle(false)
        if (signal.aborted) giveUp()
        changed.addEventListener('change', check)
        signal.addEventListener('abort', giveUp, { once: true })
        check()
      }),
    async stop() {
      ended.abort()
      await Promise.all(watches)
    }
  }
}
