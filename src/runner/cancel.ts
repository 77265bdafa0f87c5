/**
 * Cancellation as the runner does it: SIGINT, 7.5 s later SIGTERM, 2.5 s later SIGKILL, to this process alone
 * (actions/runner, ProcessInvoker.cs). Both signals abort the run; neither ends the process, cleanup does.
 */

import { Failure, toFailure } from '../failure.ts'
import type { Marker } from './marker.ts'

export interface Cancellation {
  readonly signal: AbortSignal
  /** Why the run was aborted, once it was. */
  readonly reason: Failure | undefined
}

/** Listens for the runner's signals, the cancel marker, and errors that nobody caught: each aborts the run once. */
export function listenForCancel(process: NodeJS.Process, marker: Marker): Cancellation {
  const controller = new AbortController()
  let reason: Failure | undefined
  const abort = (failure: Failure): void => {
    reason ??= failure
    controller.abort(reason)
  }
  const cancelled = (by: string) => (): void =>
    abort(
      new Failure('cancelled', {
        what: 'The run was cancelled.',
        why: by,
        fix: 'Start it again when you want it to run.'
      })
    )
  const onInterrupt = cancelled('The runner asked it to stop (SIGINT).')
  const onTerminate = cancelled('The runner asked it to stop (SIGTERM).')
  const onError = (error: unknown): void => abort(toFailure(error))
  process.on('SIGINT', onInterrupt)
  process.on('SIGTERM', onTerminate)
  process.on('uncaughtException', onError)
  process.on('unhandledRejection', onError)
  marker.watch(cancelled('Its post step found it still running.'))
  return {
    signal: controller.signal,
    get reason() {
      return reason
    }
  }
}
