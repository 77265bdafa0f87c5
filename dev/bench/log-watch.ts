/** Looks at a file that grows and at the process that writes it, from outside: the same instrument for both sides. */

import { readFileSync, statSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

import { peakOf } from './reading.ts'

/** What was seen of it. */
export interface Growth {
  /** Bytes at the end. */
  readonly size: number
  /** Bytes a second, from the first look that found some to the first that found all. */
  readonly throughput: number
  /** Peak resident memory of the process in bytes; 0 when it was not looked at. */
  readonly peak: number
}

const every = 50

/** Watches until `over`. @param file found again at each look: it may not be there yet */
export async function watchGrowth(
  file: () => string | undefined,
  pid: () => number | undefined,
  over: Promise<unknown>
): Promise<Growth> {
  const end = new AbortController()
  void over.finally(() => end.abort()).catch(() => undefined)
  let peak = 0
  let [first, last] = [
    { at: 0, size: 0 },
    { at: 0, size: 0 }
  ]
  const look = (): void => {
    const size = sizeOf(file())
    const now = { at: performance.now(), size }
    if (size > 0 && first.size === 0) first = now
    // the file may be taken away as soon as it is whole
    if (size > last.size) last = now
    peak = Math.max(peak, peakOfProcess(pid()))
  }
  while (!end.signal.aborted) {
    look()
    await sleep(every, undefined, { signal: end.signal }).catch(() => undefined)
  }
  look()
  const seconds = (last.at - first.at) / 1000
  return { size: last.size, throughput: seconds > 0 ? (last.size - first.size) / seconds : 0, peak }
}

function sizeOf(path: string | undefined): number {
  try {
    return path === undefined ? 0 : statSync(path).size
  } catch {
    return 0
  }
}

function peakOfProcess(pid: number | undefined): number {
  try {
    return pid === undefined ? 0 : (peakOf(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? 0)
  } catch {
    return 0 // it has ended
  }
}
