/** What building, checking and pushing an image work with, and what comes of it. */

import type { Docker } from '../docker/port.ts'
import type { Home } from '../flow/home.ts'
import type { Writer } from '../runner/writer.ts'
import type { Scope } from '../scope.ts'
import type { Memory } from './memory.ts'

export interface ImageTools {
  readonly docker: Docker
  readonly scope: Scope
  readonly writer: Writer
  /** Folder of this run under RUNNER_TEMP; need not exist yet. */
  readonly folder: string
  readonly signal: AbortSignal
  /** Where the user's own code lies in the image. */
  readonly home?: Home
  /** What was built before; absent: nothing is remembered. */
  readonly memory?: Memory | undefined
  /** The step's environment: GitHub's cache needs some of it. */
  readonly env?: NodeJS.ProcessEnv
  /** Measures one stage of the run. */
  readonly stage: <T>(name: 'build' | 'push', body: () => Promise<T>) => Promise<T>
  /** For tests: pauses between tries. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

export interface ProvidedImage {
  /** `repository@sha256:…` when it was pushed or could be resolved, else as named. */
  readonly reference: string
  /** Name without the registry. */
  readonly imageName: string | undefined
  readonly imageTag: string | undefined
  readonly digest: string | undefined
  readonly build: 'built' | 'reused' | 'skipped'
  /** `os/architecture` of each platform that it is built for, variants after another slash; undefined: not known here. */
  readonly platforms: readonly string[] | undefined
  /** What would have made it quicker. */
  readonly hint?: string
}
