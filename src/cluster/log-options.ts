/** What following a log is given, and what it tells. */

import type { LogTiming } from './log-reading.ts'
import type { Cluster } from './port.ts'

/** Where the kubelet has a try's log: as the current one, as the previous one, or no longer, since it keeps two. */
export type LogPlace = 'current' | 'previous' | 'gone'

export interface FollowOptions {
  readonly cluster: Pick<Cluster, 'openLog'>
  readonly pod: string
  readonly container: string
  /** Aborted by the caller when the container's status says that this try has ended: the stream's own end proves nothing. */
  readonly terminated: AbortSignal
  /** Gives up: what is there is kept, nothing more is read. */
  readonly signal: AbortSignal
  /** Where this try's log is by what is known now; without it always the current one. */
  readonly place?: () => LogPlace
  /** True while the container may be started again, so that the current log may be another try's before we know. */
  readonly mayStartAgain?: () => boolean
  /**
   * Gets the log, stamps removed, in blocks that the receiver may keep. A block holds whole lines, each with its `\n`; only a
   * line of more than 256 KiB comes in pieces, so a block without a final `\n` is continued by the next one. The next block
   * waits for the returned promise (back pressure).
   */
  readonly deliver: (block: Buffer) => void | Promise<void>
  /** Lines may be missing between two times, as the server wrote them; `before` is undefined when nothing came after. */
  readonly lost: (between: { after: string; before: string | undefined }) => void
  /** Something came, be it new or not. */
  readonly received?: () => void
  /** Words about trouble, or the kubelet's own. */
  readonly status?: (text: string) => void
  readonly timing?: Partial<LogTiming>
}

export interface LogEnd {
  /** Lines delivered. */
  readonly lines: number
  /** True when the log was read to the end of an ended container, and nothing is known to be missing. */
  readonly complete: boolean
  /** Why it is not complete. */
  readonly reason?: string
}
