/**
 * The cancel marker: a file through which post tells a main that still runs to undo its own work. Under job containers
 * the runner's signals reach the docker client alone, and main lives on beside post (research/platform B).
 */

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const fileName = 'cancelled'
const answerName = 'done'
/** Milliseconds between looks at the marker while main waits for something else. */
const interval = 1_000

export interface Marker {
  isSet(): boolean
  set(): void
  /** Main's answer: it is over, and nothing of it is left. Written without being asked, since post may ask at any time. */
  answer(): void
  isAnswered(): boolean
  /** Calls back once when the marker appears; returns what stops the looking. */
  watch(found: () => void): () => void
}

/** The marker of one run. @param folder the run's own folder under `RUNNER_TEMP` */
export function markerIn(folder: string): Marker {
  const path = join(folder, fileName)
  const isSet = (): boolean => existsSync(path)
  return {
    isSet,
    set() {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileSync(path, '', { mode: 0o600 })
    },
    answer() {
      // without the folder nothing was ever begun
      if (existsSync(folder)) writeFileSync(join(folder, answerName), '', { mode: 0o600 })
    },
    isAnswered: () => existsSync(join(folder, answerName)),
    watch(found) {
      const timer = setInterval(() => {
        if (!isSet()) return
        clearInterval(timer)
        found()
      }, interval)
      timer.unref()
      return () => clearInterval(timer)
    }
  }
}
