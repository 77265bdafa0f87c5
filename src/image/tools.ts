/** What building, checking and pushing an image work with. */

import type { Docker } from '../docker/port.ts'
import type { Home } from '../flow/home.ts'
import type { Writer } from '../runner/writer.ts'
import type { Scope } from '../scope.ts'

export interface ImageTools {
  readonly docker: Docker
  readonly scope: Scope
  readonly writer: Writer
  /** Folder of this run under RUNNER_TEMP; need not exist yet. */
  readonly folder: string
  readonly signal: AbortSignal
  /** Where the user's own code lies in the image. */
  readonly home?: Home
  /** Measures one stage of the run. */
  readonly stage: <T>(name: 'build' | 'push', body: () => Promise<T>) => Promise<T>
  /** For tests: pauses between tries. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>
}
