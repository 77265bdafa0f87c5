/**
 * Keeps a picture of the Job, its pods and their events up to date: one watch of the Job, one of its pods, a read of the
 * Job now and then as the truth, events only while there is something to explain (design §7, Load).
 */

import type { Job, Pod } from '../cluster/objects.ts'
import { ApiError, type Cluster } from '../cluster/port.ts'
import { sleep } from '../lib/deadline.ts'
import { isLater } from '../cluster/watched.ts'
import { Changes } from './changes.ts'
import { Notices } from './notices.ts'
import { Reasons } from './reasons.ts'
import { SeenPods } from './seen-pods.ts'
import { countedPods, hasStarted, isSuspended, uidOf, type Snapshot } from './snapshot.ts'

/** Milliseconds between reads of the Job as the truth beside the watch; shorter when we may not watch. */
const truthInterval = 20_000
const pollInterval = 2_000
/** Milliseconds between looks at events while the run has not started. */
const eventInterval = 1_500
/** The same while the Job is suspended or queued, which may take hours. */
const queueInterval = 10_000
/** Milliseconds that refusals must last before reads without a watch give up: as long as a watch would wait. */
const refusalPatience = 30_000
/** Milliseconds after which a Job that a read does not find is asked for once more: a cache may lag behind. */
const missingDoubt = 1_000
/** Pods whose events are read in one look. */
const eventPods = 3

export interface ObserverOptions {
  readonly cluster: Cluster
  /** The Job as it was created. */
  readonly job: Job
  /** Something about our sight changed: a missing right, a connection that is lost or back. One sentence. */
  readonly notice: (text: string) => void
}

export class Observer {
  readonly #cluster: Cluster
  readonly #notices: Notices
  readonly #name: string
  readonly #uid: string
  readonly #pods: SeenPods
  readonly #reasons: Reasons
  readonly #changes = new Changes()
  #job: Job
  #gone = false
  #sees = { pods: true, watch: true }
  /** Aborts when the watch of the Job is refused: then reads must begin at once, not after a whole interval. */
  readonly #unwatched = new AbortController()
  /** Something that waiting cannot mend: no right even to read the Job, credentials that are over. */
  #fatal: Error | undefined

  constructor(options: ObserverOptions) {
    this.#cluster = options.cluster
    this.#job = options.job
    this.#notices = new Notices(options.notice)
    this.#name = options.job.metadata?.name ?? ''
    this.#uid = uidOf(options.job)
    this.#pods = new SeenPods(this.#uid)
    this.#reasons = new Reasons({
      cluster: options.cluster,
      jobUid: this.#uid,
      notice: (text) => this.#notices.once(text)
    })
  }

  /** Observes until the signal aborts; never rejects. Errors that end the observation come out of {@link changed}. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([
      this.#watchJob(signal),
      this.#watchPods(signal),
      this.#readTruth(signal),
      this.#readReasons(signal)
    ])
    this.#changes.close()
  }

  snapshot(): Snapshot {
    return {
      job: this.#job,
      gone: this.#gone,
      pods: this.#pods.all(),
      events: this.#reasons.events,
      workload: this.#reasons.workload,
      sees: { pods: this.#sees.pods, events: this.#reasons.seesEvents },
      now: this.#cluster.now()
    }
  }

  /** Resolves at the next change, or after `longest` milliseconds. @throws what ended the observation, or the signal's reason */
  async changed(longest: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#fatal !== undefined) throw this.#fatal
    await this.#changes.next(longest, signal)
  }

  /** Reads Job and pods from the server, past every cache of ours: what a verdict is confirmed with. */
  async refresh(signal: AbortSignal): Promise<void> {
    await Promise.all([this.#readJob(signal), this.#sees.pods ? this.#readPods(signal) : undefined])
  }

  /** Reads the events of the Job and of its newest pods, once; a missing right is noticed, not thrown. */
  async explain(signal: AbortSignal): Promise<void> {
    if (!this.#reasons.seesEvents) return
    const pods = this.#pods
      .all()
      .slice(-eventPods)
      .map(({ pod }) => uidOf(pod))
    await this.#reasons.readEvents(pods, signal)
    this.#changes.tell()
  }

  async #watchJob(signal: AbortSignal): Promise<void> {
    const sink = {
      changed: (jobs: ReadonlyMap<string, Job>): void => {
        const job = jobs.get(this.#uid)
        if (job === undefined) void this.#confirmGone(signal)
        else this.#takeJob(job)
      },
      disturbed: (error: ApiError | undefined): void => this.#notices.disturbed(error)
    }
    try {
      await this.#cluster.watch('jobs', { fields: { 'metadata.name': this.#name } }, sink, signal)
    } catch (error) {
      this.#lowered(error, signal, () => {
        this.#sees.watch = false
        this.#unwatched.abort()
        this.#notices.once('No right to watch jobs: the Job is read every 2 seconds instead.')
      })
    }
  }

  async #watchPods(signal: AbortSignal): Promise<void> {
    const sink = {
      changed: (...state: Parameters<SeenPods['takeWatched']>): void => this.#takePods(...state)
    }
    try {
      await this.#cluster.watch('pods', this.#podSelection(), sink, signal)
    } catch (error) {
      const mayList = error instanceof ApiError && error.action.startsWith('watch ')
      this.#lowered(error, signal, () => {
        if (!mayList) this.#pods.clear()
        this.#sees.pods = mayList
        this.#notices.once(
          mayList
            ? 'No right to watch pods: they are listed every 2 seconds instead.'
            : 'No right to list and watch pods: no log, and no details of why a pod does not start or how it ended.'
        )
      })
      if (mayList) await this.#listPods(signal)
    }
  }

  async #listPods(signal: AbortSignal): Promise<void> {
    while (await sleep(pollInterval, signal)) {
      try {
        const pods = await this.#cluster.list('pods', this.#podSelection(), signal)
        this.#takePods(new Map(pods.map((pod) => [uidOf(pod), pod])))
      } catch {
        // the next look may succeed; the Job itself is read besides
      }
    }
  }

  /** A missing right lowers what we see; anything else that a watch gives up on ends the observation. */
  #lowered(error: unknown, signal: AbortSignal, lower: () => void): void {
    if (signal.aborted) return
    if (error instanceof ApiError && error.status === 403) lower()
    else this.#fatal = asError(error)
    this.#changes.tell()
  }

  async #readTruth(signal: AbortSignal): Promise<void> {
    const untilRefused = AbortSignal.any([signal, this.#unwatched.signal])
    let refusedSince: number | undefined
    for (;;) {
      await (this.#sees.watch ? sleep(truthInterval, untilRefused) : sleep(pollInterval, signal))
      if (signal.aborted) return
      try {
        await this.#readJob(signal)
        refusedSince = undefined
      } catch (error) {
        if (isAborted(signal)) return
        const isRefusal = error instanceof ApiError && (error.status === 401 || error.status === 403)
        refusedSince = isRefusal ? (refusedSince ?? performance.now()) : undefined
        // neither watch nor read: then nothing at all can be known of the Job
        if (!this.#sees.watch && refusedSince !== undefined && performance.now() - refusedSince >= refusalPatience)
          this.#fatal = asError(error)
        this.#changes.tell()
      }
    }
  }

  async #readReasons(signal: AbortSignal): Promise<void> {
    /** When the queue was asked last; undefined outside a suspension, so that a new one is explained soon. */
    let asked: number | undefined
    while (await sleep(eventInterval, signal)) {
      if (isSuspended(this.#job)) {
        if (asked !== undefined && performance.now() - asked < queueInterval) continue
        asked = performance.now()
        await this.#reasons.readWorkload(signal)
        this.#changes.tell()
        await this.explain(signal)
      } else {
        asked = undefined
        if (!countedPods(this.snapshot()).some(({ pod }) => hasStarted(pod))) await this.explain(signal)
      }
    }
  }

  async #readJob(signal: AbortSignal): Promise<void> {
    let job = await this.#readOurs(signal)
    if (job === undefined && !this.#gone) {
      if (!(await sleep(missingDoubt, signal))) return
      job = await this.#readOurs(signal)
    }
    if (job === undefined) {
      this.#gone = true
      this.#changes.tell()
    } else this.#takeJob(job)
  }

  /** Undefined when our Job is not there, or another one has its name. */
  async #readOurs(signal: AbortSignal): Promise<Job | undefined> {
    const job = await this.#cluster.get('jobs', this.#name, signal)
    return job !== undefined && uidOf(job) === this.#uid ? job : undefined
  }

  async #confirmGone(signal: AbortSignal): Promise<void> {
    try {
      await this.#readJob(signal)
    } catch {
      // the truth read asks again
    }
  }

  /** Takes our Job: of two states the later counts, and one that is there after all is not gone. */
  #takeJob(job: Job): void {
    this.#gone = false
    if (isLater(job.metadata?.resourceVersion, this.#job.metadata?.resourceVersion)) this.#job = job
    this.#changes.tell()
  }

  /** Every state is taken at once; who waits is told of them together where there are many. */
  #takePods(...[pods, ...rest]: Parameters<SeenPods['takeWatched']>): void {
    this.#pods.takeWatched(pods, ...rest)
    this.#changes.tellOf(pods.size)
  }

  /**
   * Takes the pods as they are stored. One that two lists in a row do not have is gone: a watch that is still away would
   * say so too late, and one list alone may be stale.
   */
  async #readPods(signal: AbortSignal): Promise<void> {
    const list = async (): Promise<readonly Pod[]> => {
      const pods = await this.#cluster.list('pods', this.#podSelection(), signal)
      this.#pods.take(pods)
      this.#changes.tell()
      return pods
    }
    const known = this.#pods.there()
    const missing = without(known, await list())
    if (missing.length === 0) return
    this.#pods.markGone(without(missing, await list()))
    this.#changes.tell()
  }

  #podSelection(): { labels: Record<string, string> } {
    return { labels: { 'batch.kubernetes.io/controller-uid': this.#uid } }
  }
}

/** The uids that none of the pods has. */
function without(uids: readonly string[], pods: readonly Pod[]): readonly string[] {
  const present = new Set(pods.map(uidOf))
  return uids.filter((uid) => !present.has(uid))
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error('The observation failed.', { cause: thrown })
}

/** Asked again after a wait: the compiler would take the first answer for the last. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted
}
