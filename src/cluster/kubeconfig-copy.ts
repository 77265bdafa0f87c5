/** The copy of a kubeconfig that was given as text: post finds the cluster by it, and nobody else is to. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const fileName = 'kubeconfig'

/** Keeps the text in the run's folder, for our user alone. @returns its path */
export function keepKubeconfig(folder: string, text: string): string {
  const path = join(folder, fileName)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(path, text, { mode: 0o600 })
  return path
}

/** Removes the copy once nothing is left that needs it: later steps of the job were not given this secret. */
export function forgetKubeconfig(folder: string): void {
  rmSync(join(folder, fileName), { force: true })
}
