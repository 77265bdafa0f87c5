/** The end of a step's process, whatever its body did. */

import { describe } from '../failure.ts'
import { flushed, processWriter } from './writer.ts'

/** Milliseconds for the runner to read the last of our output. */
const lastRead = 3_000

/** Runs a step to its end: what it throws is printed, what it wrote is read, before the process may go. */
export async function leave(process: NodeJS.Process, body: () => Promise<void>): Promise<void> {
  try {
    await body()
  } catch (error) {
    processWriter(process).error(`The action itself failed: ${describe(error)}.`, {
      title: 'docker-on-k8s: internal-error'
    })
  }
  await flushed(process, lastRead)
}
