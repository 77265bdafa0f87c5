/**
 * The log of one container's one try, each line once and in order, over any number of cuts.
 *
 * A log is asked for by the container's name, so the answer may be another try's once the container was started again: a
 * line that was read before shows whose log it is; where there is none, and where it is not found, the status has to tell.
 *
 * A stream that ends says nothing: kubelets, proxies and load balancers end streams cleanly while the container runs. So every
 * end is followed by another reading from where we are, until the container has ended and a last reading brings nothing new.
 */

import { sleep } from '../lib/deadline.ts'
import { LogIntake } from './log-intake.ts'
import { endsWithLast } from './log-last.ts'
import type { FollowOptions, LogEnd, LogPlace } from './log-options.ts'
import { LogPosition, type Resume } from './log-position.ts'
import {
  cutOf,
  isMissingPod,
  type LogTiming,
  type Reading,
  type ReadingEnd,
  readLog,
  usualTiming
} from './log-reading.ts'
import { LogSearch } from './log-search.ts'
import { LogStandstill } from './log-standstill.ts'
import { LogTrouble } from './log-trouble.ts'
import type { ApiError } from './port.ts'

export type { FollowOptions, LogEnd, LogPlace } from './log-options.ts'

/** Follows a log to its end. Rejects only with what `deliver` throws; everything else is told by the result. */
export async function followLog(options: FollowOptions): Promise<LogEnd> {
  return new LogFollower(options).run()
}

/** How often a search is repeated whose answer seems to be cut short. */
const searchTries = 8

/** How often a reading of the whole log is begun to see whether something is missing. */
const mostChecks = 3

class LogFollower {
  readonly #options: FollowOptions
  readonly #timing: LogTiming
  readonly #trouble: LogTrouble
  readonly #position = new LogPosition()
  readonly #standstill: LogStandstill
  /** The place that was read last; undefined before the first reading. */
  #readAt: LogPlace | undefined
  #hasLost = false
  #pauses = 0
  #searches = 0
  #emptyAnswers = 0
  /** Whether lines may have been kept back by the server: only a reading of the whole log can tell. */
  #isDoubtful = false
  #checks = 0
  /** What the kubelet said instead of a log, in the last reading. */
  #kubeletsWords: string | undefined
  /** What the last reading of an ended container left unterminated, to see whether it grows. */
  #lastTail: Buffer | undefined

  constructor(options: FollowOptions) {
    this.#options = options
    this.#timing = { ...usualTiming, ...options.timing }
    this.#trouble = new LogTrouble(this.#timing)
    this.#standstill = new LogStandstill(options, this.#timing, this.#position)
  }

  async run(): Promise<LogEnd> {
    let resume = this.#position.resume()
    for (;;) {
      const isOver = this.#options.terminated.aborted
      if (isOver) this.#trouble.over()
      if (this.#position.anchor === undefined && (isOver || this.#readAt !== undefined))
        await this.#awaitMove('current')
      if (this.#place() === 'gone') return this.#end('Its container was started again before it was read to its end.')
      if (resume === undefined) {
        const found = await this.#search()
        if (found !== undefined && 'complete' in found) return found
        resume = found
        continue
      }
      const isSure = !this.#isDoubtful && resume.isWhole !== true
      if (isOver && isSure && (await endsWithLast(this.#options, this.#timing, this.#position))) return this.#end()
      const intake = this.#intake(resume)
      this.#standstill.begin()
      const end = await this.#read(
        { since: resume.since, follow: !isOver },
        {
          isCatchingUp: () => intake.phase === 'skip' || intake.phase === 'open',
          isStill: (silentSince, signal) => this.#standstill.isCertain(silentSince, signal),
          take: async (chunk) => {
            this.#standstill.took(chunk.length)
            const block = intake.take(chunk)
            if (block !== undefined) await this.#options.deliver(block)
            return intake.phase !== 'mismatch'
          }
        }
      )
      if (end.kind === 'aborted') return this.#end('It was not read to its end.')
      if (end.kind === 'cut' || end.kind === 'idle' || (resume.since !== undefined && !isOver && intake.delivered > 0))
        this.#isDoubtful = true
      if (intake.phase === 'deliver') this.#searches = 0
      if (intake.delivered > 0) this.#pauses = 0
      const isCatchingUp = intake.phase === 'skip' || intake.phase === 'open'
      if (resume.isWhole === true && end.kind !== 'cut' && intake.phase !== 'deliver') {
        this.#tellWithheld(intake)
        resume = this.#position.resume()
        continue
      }
      if (intake.phase === 'mismatch' || (isCatchingUp && (end.kind === 'clean' || end.kind === 'idle'))) {
        resume = undefined
        continue
      }
      const cut = cutOf(end, this.#options.pod, intake.tail())
      if (cut !== undefined) {
        this.#isDoubtful = true
        const given = this.#failed(cut, intake.delivered > 0)
        if (given !== undefined) return given
      } else {
        this.#trouble.recovered()
      }
      const isWhole = cut === undefined && end.kind === 'clean' && isOver
      if (isWhole && intake.delivered === 0 && this.#mustCheck(resume)) {
        resume = this.#position.resumeWhole()
        continue
      }
      if (isWhole && (await this.#isDrained(intake))) return this.#end(this.#removed())
      const isAtOnce =
        end.kind === 'idle' || end.kind === 'ended' || (end.kind === 'clean' && isOver && intake.delivered > 0)
      if (!isAtOnce) await this.#pause(isOver, end.kind === 'clean' && cut === undefined)
      resume = this.#position.resume()
    }
  }

  #intake(resume: Resume): LogIntake {
    this.#kubeletsWords = undefined
    return new LogIntake(this.#position, resume, {
      lost: (between) => this.#lost(between),
      status: (text) => {
        this.#kubeletsWords = text
        this.#options.status?.(text)
      }
    })
  }

  #read(
    what: { since: string | undefined; follow: boolean },
    how: Pick<Reading, 'isCatchingUp' | 'take' | 'isStill'>
  ): Promise<ReadingEnd> {
    const { cluster, pod, container, signal, terminated, received } = this.#options
    this.#readAt = this.#place()
    const previous = this.#readAt === 'previous'
    const request = {
      pod,
      container,
      since: what.since,
      follow: what.follow && !previous,
      ...(previous ? { previous } : {})
    }
    return readLog({ cluster, request, signal, terminated, received, timing: this.#timing, ...how })
  }

  /** Finds the last delivered line in the log, which is read once for that. */
  async #search(): Promise<Resume | LogEnd | undefined> {
    const { since, anchor } = this.#position.search()
    if (anchor === undefined) return this.#position.resumeAt(undefined, undefined)
    this.#searches += 1
    const expected = this.#position.resume()
    const search = new LogSearch(anchor)
    const end = await this.#read(
      { since, follow: false },
      {
        isCatchingUp: () => true,
        take: (chunk) => {
          search.take(chunk)
          return Promise.resolve(true)
        }
      }
    )
    if (end.kind === 'aborted') return this.#end('It was not read to its end.')
    if (end.kind !== 'clean') {
      // The search has not failed, it has not taken place.
      this.#searches -= 1
      const given = end.kind === 'cut' ? this.#failed(end.error, false) : undefined
      if (given !== undefined) return given
      await this.#pause(this.#options.terminated.aborted)
      return undefined
    }
    this.#trouble.recovered()
    search.end()
    const result = search.result(expected)
    if (result.kind === 'gone') {
      // rotated away, or this is the log of another try: then the next reading is of its own
      await this.#awaitMove(this.#readAt ?? 'current')
      return this.#position.resumeAt(undefined, undefined)
    }
    if (result.kind === 'found' && result.skipped && search.first && anchor.stamp) {
      this.#lost({ after: search.first.text, before: anchor.stamp.text })
    }
    if (result.kind === 'found' || this.#searches >= searchTries)
      return this.#position.resumeAt(result.line, search.first)
    await this.#pause(this.#options.terminated.aborted)
    return undefined
  }

  /**
   * Whether the whole log must be read once more: a server that was asked from a second on also keeps back what is written
   * later with an earlier time, after the node's clock has stepped back.
   */
  #mustCheck({ since }: Resume): boolean {
    if (!this.#isDoubtful || this.#hasLost || since === undefined || this.#checks >= mostChecks) return false
    this.#isDoubtful = false
    this.#checks += 1
    return true
  }

  /** Says when the log that begins as it always did holds other lines than those that were delivered. */
  #tellWithheld({ phase, seen }: LogIntake): void {
    const { firstStamp } = this.#position
    if (phase === 'mismatch' && seen > 0 && firstStamp) this.#lost({ after: firstStamp.text, before: undefined })
  }

  #place(): LogPlace {
    return this.#options.place?.() ?? 'current'
  }

  /** Gives the container's status some time to tell that this try's log is no longer where it was. */
  async #awaitMove(from: LogPlace): Promise<void> {
    const { signal, mayStartAgain } = this.#options
    const end = performance.now() + this.#timing.statusLag
    while (this.#place() === from && mayStartAgain?.() === true && performance.now() < end) {
      if (!(await sleep(this.#timing.tick, signal))) return
    }
  }

  /** Whether a clean reading of an ended container's log was the last one that is needed; delivers what has no line end. */
  async #isDrained(intake: LogIntake): Promise<boolean> {
    const tail = intake.tail()
    const isSame = tail === undefined ? this.#lastTail === undefined : this.#lastTail?.equals(tail) === true
    this.#lastTail = tail
    if (intake.delivered > 0 || !isSame) return false
    const { anchor } = this.#position
    if (anchor === undefined && tail === undefined) {
      // Nothing at all: ask twice, a kubelet that goes down also answers with nothing.
      this.#emptyAnswers += 1
      return this.#emptyAnswers > 1
    }
    if (intake.phase === 'newer' && anchor?.stamp !== undefined)
      this.#lost({ after: anchor.stamp.text, before: undefined })
    const block = intake.finish()
    if (block !== undefined) await this.#options.deliver(block)
    return true
  }

  /**
   * Why there is nothing, where that is no empty log: of a container that was started again the kubelet removes the older
   * log as soon as the newer try has ended, and says so in the place of the log (seen with 1.35).
   */
  #removed(): string | undefined {
    const isEmpty = this.#position.anchor === undefined && this.#position.lines === 0
    return isEmpty && this.#kubeletsWords !== undefined ? 'The node had removed it before it could be read.' : undefined
  }

  /** Notes an error. @returns the end when it is not worth another try */
  #failed(error: ApiError, hasProgress: boolean): LogEnd | undefined {
    if (hasProgress) this.#trouble.recovered()
    const isEnough = this.#trouble.isEnough(error)
    // A first cut is mended in silence, and a container that waits (400) only has no log yet.
    if (this.#trouble.errors === 2 && error.status !== 400) this.#options.status?.(error.message)
    // nothing is left to read
    if (this.#options.terminated.aborted && isMissingPod(error)) {
      return this.#end('The pod was gone before its log was read to the end.')
    }
    return isEnough ? this.#end(error.message) : undefined
  }

  #lost(between: { after: string; before: string | undefined }): void {
    this.#hasLost = true
    this.#options.lost(between)
  }

  /** Waits before the next reading, at most until the container has ended. */
  async #pause(isOver: boolean, isClean = false): Promise<void> {
    const { signal, terminated } = this.#options
    const { cleanPause, firstPause, longestPause } = this.#timing
    const isLikelyOver = isClean && !isOver && this.#position.anchor !== undefined
    const shortest = isLikelyOver ? Math.max(cleanPause, firstPause) : firstPause
    const length = Math.min(longestPause, shortest * 2 ** this.#pauses)
    this.#pauses = Math.min(this.#pauses + 1, 16)
    await sleep(length, isOver ? signal : AbortSignal.any([signal, terminated]))
  }

  #end(reason?: string): LogEnd {
    const { lines } = this.#position
    const why = reason ?? (this.#hasLost ? 'Some lines were gone before they could be read.' : undefined)
    return why === undefined ? { lines, complete: true } : { lines, complete: false, reason: why }
  }
}
