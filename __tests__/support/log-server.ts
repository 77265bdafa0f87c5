/**
 * A kubelet's log endpoint in memory, with its real habits: `sinceTime` in whole seconds, applied to each record of the file;
 * stamps only at the start of what it takes for a line; the current file only; ends and cuts wherever the test wants them.
 * Sources: Kubernetes pkg/kubelet/kuberuntime/logs/logs.go (ReadLogs, logWriter), pkg/registry/core/pod (LogLocation).
 */

import { ApiError, type LogRequest } from '../../src/cluster/port.ts'

/** One record of a CRI log file. A line longer than the runtime's buffer is several records, all but the last one partial. */
export interface LogRecord {
  readonly second: number
  readonly nanos: number
  readonly data: Buffer
  readonly isPartial: boolean
}

/** What happens to one request: after so many bytes it ends as said; without `after` it goes on to the end of what is there. */
export interface Fault {
  readonly after?: number
  readonly end: 'cut' | 'clean' | 'refused' | 'silent'
  /** For `refused`. */
  readonly status?: number
}

export function stampText(record: { second: number; nanos: number }): string {
  return new Date(record.second * 1000).toISOString().replace('.000Z', `.${String(record.nanos).padStart(9, '0')}Z`)
}

export class LogServer {
  /** The current file. */
  file: LogRecord[] = []
  readonly requests: LogRequest[] = []
  /** Chooses the fault of each request. */
  fault: (nth: number, request: LogRequest) => Fault = () => ({ end: 'clean' })
  /** Called when a followed stream has sent everything: writes more and returns true, or returns false to end or wait. */
  more: () => boolean = () => false
  /** Size of the next chunk. */
  chunk: () => number = () => 64 * 1024
  /** How a record's stamp is written. */
  stamp: (record: LogRecord) => string = stampText
  /** Sent before the lines of each answer, as a kubelet's error texts are. */
  preface = ''

  openLog = async (request: LogRequest, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> => {
    this.requests.push(request)
    const fault = this.fault(this.requests.length, request)
    if (fault.end === 'refused' && fault.after === undefined)
      throw new ApiError('read a log', 'refused', { status: fault.status ?? 500 })
    await Promise.resolve()
    return this.#stream(request, fault, signal)
  }

  async *#stream(request: LogRequest, fault: Fault, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const since = request.since === undefined ? Number.NEGATIVE_INFINITY : Math.floor(Date.parse(request.since) / 1000)
    const file = request.tail === undefined ? this.file : this.file.slice(-request.tail)
    let sent = 0
    let at = 0
    let isNewLine = true
    let pending = Buffer.from(this.preface)
    for (;;) {
      const parts: Buffer[] = [pending]
      for (let length = pending.length; at < file.length && length < 256 * 1024; at += 1) {
        const record = file[at] as LogRecord
        if (record.second < since) continue
        if (isNewLine) parts.push(Buffer.from(`${this.stamp(record)} `))
        parts.push(record.data)
        if (!record.isPartial) parts.push(Buffer.from('\n'))
        isNewLine = !record.isPartial
        length += record.data.length + 40
      }
      if (parts.length > 1) pending = Buffer.concat(parts)
      if (pending.length === 0) {
        if (request.follow && file === this.file && this.more()) continue
        if (fault.after === undefined && fault.end !== 'silent') return
        break
      }
      const size = Math.min(Math.max(1, this.chunk()), pending.length, (fault.after ?? Number.POSITIVE_INFINITY) - sent)
      if (size > 0) {
        const block = Buffer.from(pending.subarray(0, size))
        yield block
        // it is no longer the reader's
        block.fill('~')
      }
      sent += size
      pending = pending.subarray(size)
      if (sent === fault.after) break
    }
    if (fault.end === 'clean') return
    if (fault.end === 'silent') {
      await new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
      )
    }
    throw new ApiError('read a log', 'The log stream broke off.', { status: 0, mayHaveHappened: true })
  }
}

/** Random numbers that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): { below(limit: number): number; chance(share: number): boolean } {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  return { below: (limit) => Math.floor(next() * limit), chance: (share) => next() < share }
}
