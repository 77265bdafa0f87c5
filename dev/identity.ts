import { readdirSync, readFileSync } from 'node:fs'

/** What tells one process from every other, also from a later one that got the same pid. */
export interface Identity {
  pid: number
  /** Clock ticks from boot to the start of the process (field 22 of /proc/PID/stat). */
  startTime: string
  /** Pids and ticks begin anew with a boot; this doesn't repeat. */
  bootId: string
}

/** The identity of the living process with this pid; undefined when there is none, or only its zombie. Linux only. */
export function identify(pid: number): Identity | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Field 2 is the program's name in parentheses and may hold spaces and parentheses itself: count from the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state, startTime] = [fields[0], fields[19]]
    if (state === undefined || startTime === undefined || state === 'X') return undefined
    // a killed process whose first thread is a zombie still holds its ports while other threads of it end
    if (state === 'Z' && readdirSync(`/proc/${pid}/task`).length < 2) return undefined
    return { pid, startTime, bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() }
  } catch {
    return undefined
  }
}

/** Whether exactly this process lives: the same pid and start time, since the same boot. */
export function isAlive(process: Identity): boolean {
  const now = identify(process.pid)
  return now?.startTime === process.startTime && now.bootId === process.bootId
}

/** This very process. Fails where there is no /proc. */
export function self(): Identity {
  const identity = identify(process.pid)
  if (identity === undefined)
    throw new Error('The local parts need Linux: without /proc a process cannot be told safely.')
  return identity
}
