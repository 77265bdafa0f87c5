/** Everything the GitHub runner gives a run of main, opened in one place. */

import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { listenForCancel, type Cancellation } from './cancel.ts'
import { readEnvironment, type RunnerEnvironment } from './environment.ts'
import { markerIn, type Marker } from './marker.ts'
import { runnerState, type RunnerState } from './state.ts'
import { processWriter, type Writer } from './writer.ts'

export interface Session {
  readonly identifier: string
  readonly environment: RunnerEnvironment
  readonly env: NodeJS.ProcessEnv
  readonly writer: Writer
  readonly cancellation: Cancellation
  readonly marker: Marker
  readonly state: RunnerState
  /** This run's own folder under `RUNNER_TEMP`: build context, log file, cancel marker. Made when the inputs are right. */
  readonly folder: string
}

/** Opens a session. @param identifier UUID of the run */
export function openSession(process: NodeJS.Process, identifier: string): Session {
  const { env } = process
  const environment = readEnvironment(env, { cwd: process.cwd(), temp: tmpdir() })
  const folder = join(environment.temp, 'docker-on-k8s', identifier)
  const state = runnerState(env)
  state.saveMain(folder, process.pid)
  const marker = markerIn(folder)
  const writer = processWriter(process, { isDebug: environment.isDebug })
  const cancellation = listenForCancel(process, marker)
  return { identifier, environment, env, writer, cancellation, marker, state, folder }
}
